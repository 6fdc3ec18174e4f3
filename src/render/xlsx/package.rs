//! Parts of the file that `rust_xlsxwriter` writes otherwise; the rest of the package is copied as it is.
//!
//! In the properties, `docProps/core.xml` (ECMA-376 Part 2, 8.3.4), it always writes a date, and no
//! language; a sheet of its own has the same header on every page, and a height once set never follows
//! the text again.

use crate::annex::Meta;
use crate::render::{PACKAGE_LEVEL, RenderError};
use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};
use std::io::{self, Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, System, ZipArchive, ZipWriter};

const PART: &str = "docProps/core.xml";

/// Change to the text of a part.
pub(super) struct PartChange {
    /// Name of the part.
    pub(super) part: String,
    pub(super) change: fn(&str) -> Option<String>,
}

/// Returns the part of a sheet in which programs may set heights of rows anew, as texts are corrected or
/// sorted (ECMA-376 Part 1, 18.3.1.73, `customHeight`).
pub(super) fn with_open_heights(part: &str) -> Option<String> {
    let mut rows = part.split("<row ");
    let mut changed = rows.next()?.to_owned();
    for row in rows {
        let (attributes, cells) = row.split_once('>')?;
        let attributes = attributes.replace(" customHeight=\"1\"", "");
        changed.extend(["<row ", &attributes, ">", cells]);
    }
    Some(changed)
}

/// Replaces the properties of `package` by those of `meta`, and makes the changes.
pub(super) fn finish(
    package: &[u8],
    meta: &Meta,
    changes: &[PartChange],
) -> Result<Vec<u8>, RenderError> {
    rewritten(package, meta, changes).map_err(|e| RenderError::Backend(e.to_string()))
}

fn rewritten(package: &[u8], meta: &Meta, changes: &[PartChange]) -> Result<Vec<u8>, ZipError> {
    let mut old = ZipArchive::new(Cursor::new(package))?;
    let mut new = ZipWriter::new(Cursor::new(Vec::with_capacity(package.len())));
    // The oldest date a ZIP file knows: 1 January 1980.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for i in 0..old.len() {
        let part = old.by_index_raw(i)?;
        if part.name()? == PART {
            new.start_file(PART, options)?;
            new.write_all(&xml(meta)?)?;
        } else if let Some(change) = change_of(&part.name()?, changes) {
            drop(part);
            let (mut sheet, mut part) = (String::new(), old.by_index(i)?);
            part.read_to_string(&mut sheet)?;
            let level = options.compression_level(Some(PACKAGE_LEVEL.into()));
            new.start_file(part.name()?, level)?;
            new.write_all((change.change)(&sheet).unwrap_or(sheet).as_bytes())?;
        } else {
            new.raw_copy_file(part)?;
        }
    }
    made_on_unix(new.finish()?.into_inner())
}

fn change_of<'c>(part: &str, changes: &'c [PartChange]) -> Option<&'c PartChange> {
    changes.iter().find(|change| change.part == part)
}

/// Returns `package` as if each part had been packed on Unix: its bytes are then the same wherever it
/// is made. rust_xlsxwriter leaves the system to `zip`, and a copied part keeps it.
fn made_on_unix(mut package: Vec<u8>) -> Result<Vec<u8>, ZipError> {
    /// Upper byte of «version made by» in an entry of the directory (APPNOTE.TXT, 4.3.12 and 4.4.2).
    const SYSTEM: usize = 5;
    let mut zip = ZipArchive::new(Cursor::new(package.as_slice()))?;
    let headers: Vec<u64> = (0..zip.len())
        .map(|i| Ok(zip.by_index_raw(i)?.central_header_start()))
        .collect::<Result<_, ZipError>>()?;
    for header in headers {
        package[header as usize + SYSTEM] = System::Unix as u8;
    }
    Ok(package)
}

fn xml(meta: &Meta) -> io::Result<Vec<u8>> {
    const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let names = [
        ("xmlns:cp", CORE),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let date = meta.date.map(|d| format!("{:04}-{:02}-{:02}T00:00:00Z", d.year, d.month, d.day));
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(quick_xml::events::BytesDecl::new(
        "1.0",
        Some("UTF-8"),
        Some("yes"),
    )))?;
    writer.create_element("cp:coreProperties").with_attributes(names).write_inner_content(|w| {
        text(w, "dc:title", Some(&meta.title))?;
        text(w, "dc:subject", meta.subject.as_ref())?;
        text(w, "dc:creator", meta.author.as_ref())?;
        text(w, "dc:language", Some(&meta.language))?;
        for name in ["dcterms:created", "dcterms:modified"] {
            if let Some(date) = &date {
                let element = w.create_element(name).with_attribute(("xsi:type", "dcterms:W3CDTF"));
                element.write_text_content(BytesText::new(date))?;
            }
        }
        Ok(())
    })?;
    Ok(writer.into_inner())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, words: Option<&String>) -> io::Result<()> {
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        writer.create_element(name).write_text_content(BytesText::new(words))?;
    }
    Ok(())
}
