//! Content of an office package besides its tables: formulas, the list of its parts, authors of
//! tracked changes, headers and footers. Needed to compare two files, not to read a plan.

use super::package::{Package, PackageError};
use super::package_links::{ContentTypes, PackageLink, read_links, read_types};
use super::xlsx::{SheetFormulas, WorkbookLook, read_formulas, read_look};
use super::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

/// Content of a package besides its tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackageInventory {
    /// Formulas by sheet.
    pub formulas: BTreeMap<String, SheetFormulas>,
    /// Workbook as it is displayed; `None` for a document.
    pub look: Option<WorkbookLook>,
    /// Names of the parts, in lower case.
    pub parts: BTreeSet<String>,
    /// Relationships of all parts.
    pub links: Vec<PackageLink>,
    /// Content types of the parts.
    pub types: ContentTypes,
    /// `true` if two parts have the same name, so that programs may show different ones.
    pub has_duplicates: bool,
    /// Number of tracked changes in a document, by author.
    pub authors: BTreeMap<String, usize>,
    /// Texts of headers and footers of a document, without page numbers.
    pub running_texts: BTreeSet<String>,
}

/// Reads the inventory of a workbook or a document of Office Open XML.
///
/// Returns `None` if the file cannot be read.
pub fn read_inventory(bytes: &[u8]) -> Option<PackageInventory> {
    read(bytes).ok()
}

fn read(bytes: &[u8]) -> Result<PackageInventory, PackageError> {
    const DOCUMENT: &str = "word/document.xml";
    let mut package = Package::open(bytes)?;
    let mut inventory = PackageInventory {
        parts: package.names().map(str::to_owned).collect(),
        has_duplicates: package.has_duplicates(),
        formulas: read_formulas(&mut package)?,
        look: read_look(&mut package)?,
        links: read_links(&mut package)?,
        types: read_types(&mut package)?,
        ..PackageInventory::default()
    };
    if package.has(DOCUMENT) {
        inventory.authors = authors(&mut package, DOCUMENT)?;
    }
    let is_running =
        // Word numbers these parts as it likes, so their texts are compared as a set without names.
        |name: &&String| name.starts_with("word/header") || name.starts_with("word/footer");
    for name in inventory.parts.iter().filter(is_running) {
        let text = running_text(&mut package, name)?;
        inventory.running_texts.extend(Some(text).filter(|text| !text.is_empty()));
    }
    Ok(inventory)
}

/// Counts the tracked changes of each author (ECMA-376-1, 17.13.5).
fn authors(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, usize>, PackageError> {
    const CHANGES: [&str; 6] = ["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"];
    let mut xml = Xml::new(package.part(part)?);
    let mut authors = BTreeMap::new();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name();
                let is_change =
                    CHANGES.contains(&name.as_ref()) || name.as_ref().ends_with("PrChange");
                if is_change && let Some(author) = attribute(&tag, "author") {
                    *authors.entry(author.into_owned()).or_default() += 1;
                }
            }
            Event::Eof => return Ok(authors),
            _ => {}
        }
    }
}

/// Returns the text of a header or a footer.
///
/// Digits are left out: each program stores another page number in the fields that count pages.
fn running_text(package: &mut Package<'_>, part: &str) -> Result<String, PackageError> {
    let mut xml = Xml::new(package.part(part)?);
    let (mut all, mut in_text) = (String::new(), false);
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "t" => in_text = true,
            Event::End(tag) if tag.local_name().as_ref() == "t" => in_text = false,
            Event::End(tag) if tag.local_name().as_ref() == "p" => all.push(' '),
            Event::Eof => break,
            event if in_text => all.extend(text(&event)?),
            _ => {}
        }
    }
    let words = all.replace(|c: char| c.is_ascii_digit(), "");
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
