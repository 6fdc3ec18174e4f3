//! Document properties (ECMA-376-2, clause 8; Part 1, 22.2). `docx-rs` always writes a date and
//! never a title or a language, so they are written anew.

use super::xml::XmlElement;
use crate::annex::{Date, Meta};

/// Returns the core properties: title, author, subject, language, and the date if there is one.
pub(crate) fn core(meta: &Meta) -> XmlElement {
    let mut core = XmlElement::new(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    // Empty properties are left out: Word would show them as entered by the author.
    let texts = [
        ("dc:title", Some(&meta.title)),
        ("dc:subject", meta.subject.as_ref()),
        ("dc:creator", meta.author.as_ref()),
        ("dc:language", Some(&meta.language)),
    ];
    for (name, text) in texts {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            core = core.with(XmlElement::new(name, &[]).with_text(text));
        }
    }
    // The annex's date serves for both: a clock would give other bytes at every rendering.
    match meta.date {
        Some(date) => core.with(day("dcterms:created", date)).with(day("dcterms:modified", date)),
        None => core,
    }
}

fn day(name: &str, Date { year, month, day }: Date) -> XmlElement {
    XmlElement::new(name, &[("xsi:type", "dcterms:W3CDTF")])
        .with_text(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
}

/// Returns the extended properties: the program that made the file.
pub(crate) fn application(meta: &Meta) -> XmlElement {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    XmlElement::new("Properties", &[("xmlns", namespace)])
        .with(XmlElement::new("Application", &[]).with_text(&meta.producer))
}
