//! Title in the properties of a file, which people set in its programs or which these take over.

use super::TableFormat;
use super::package::{Package, PackageError};
use super::xml::{Xml, text};
use quick_xml::events::Event;

/// Parts with the properties: of Office Open XML (ECMA-376-2, 8.5.4.3, by its usual name), of
/// OpenDocument.
const PARTS: [&str; 2] = ["docProps/core.xml", "meta.xml"];
/// Titles that programs write by themselves, by their beginnings.
const NO_TITLES: [&str; 4] = ["Microsoft ", "Documento", "Cartel", "Presentazione"];

/// Properties that programs and folders show as texts of the file (ECMA-376-2, 8.3.4): qualified name, name in
/// Italian with and without article. Names of people and of programs are left out: programs write them.
pub(super) const SHOWN: [(&str, &str, &str); 7] = [
    ("dc:title", "il titolo", "titolo"),
    ("dc:language", "la lingua", "lingua"),
    ("dc:subject", "l'oggetto", "oggetto"),
    ("dc:description", "il commento", "commento"),
    ("cp:keywords", "le parole chiave", "parole chiave"),
    ("cp:category", "la categoria", "categoria"),
    ("cp:contentStatus", "lo stato", "stato"),
];

/// Returns the title in the properties of a file; `None` if it has none, or is no package.
pub fn stated_title(bytes: &[u8], format: TableFormat) -> Option<String> {
    match format {
        TableFormat::Xls | TableFormat::Delimited(_) => return None,
        TableFormat::Xlsx
        | TableFormat::Ods
        | TableFormat::Word
        | TableFormat::Odt
        | TableFormat::WrittenWord
        | TableFormat::WrittenXlsx => {}
    }
    let mut package = Package::open(bytes).ok()?;
    let part = PARTS.into_iter().find(|part| package.has(part))?;
    // Properties that cannot be read are as none: nothing of the plan stands there alone.
    let title = read_title(&mut package, part).ok()??;
    let title = title.trim();
    let is_title = !title.is_empty() && !NO_TITLES.iter().any(|with| title.starts_with(with));
    is_title.then(|| title.to_owned())
}

fn read_title(package: &mut Package<'_>, part: &str) -> Result<Option<String>, PackageError> {
    let mut xml = Xml::new(package.part(part)?);
    let mut title: Option<String> = None;
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "title" => {
                title = Some(String::new())
            }
            Event::End(_) if title.is_some() => return Ok(title),
            Event::Eof => return Ok(None),
            event => {
                if let Some(title) = &mut title {
                    title.push_str(&text(&event)?.unwrap_or_default());
                }
            }
        }
    }
}
