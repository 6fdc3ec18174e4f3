//! Lists of a Word document (ECMA-376-1, 17.9): the styles of their items and the labels that
//! their author wrote.

use crate::office::package::PackageError;
use crate::office::xml::{Xml, attribute};
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// Labels written as a number or a letter, by list and level.
pub(super) type LabelsByLevel = BTreeMap<(String, usize), String>;

/// Lists that the paragraphs of a document belong to.
#[derive(Default)]
pub(super) struct DocxLists {
    /// Paragraph styles that make an item of a list.
    pub styles: BTreeSet<String>,
    /// Labels of the levels of each list.
    pub labels: LabelsByLevel,
}

/// Reads the paragraph styles that make an item of a list.
///
/// # Errors
/// [`PackageError`] if the part is damaged or too large.
pub(super) fn read_list_styles(part: impl BufRead) -> Result<BTreeSet<String>, PackageError> {
    let mut xml = Xml::new(part);
    let (mut styles, mut style) = (BTreeSet::new(), None);
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "style" => style = attribute(&tag, "styleId").map(|style| style.into_owned()),
                // A `numId` within the style means that its paragraphs are items.
                "numId" => styles.extend(style.clone()),
                _ => {}
            },
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Reads the labels of the part that defines the lists.
///
/// Lists that Word numbers by itself have none: their numbers are no text of the document.
///
/// # Errors
/// [`PackageError`] if the part is damaged or too large.
pub(super) fn read_numbering(part: impl BufRead) -> Result<LabelsByLevel, PackageError> {
    let mut xml = Xml::new(part);
    let mut definitions: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut labels = LabelsByLevel::new();
    let (mut definition, mut list, mut level) = (String::new(), String::new(), 0);
    loop {
        let tag = match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => return Ok(labels),
            _ => continue,
        };
        let value = |name: &str| attribute(&tag, name).unwrap_or_default().into_owned();
        match tag.local_name().as_ref() {
            "abstractNum" => definition = value("abstractNumId"),
            "lvl" => level = value("ilvl").parse().unwrap_or(0),
            "lvlText" if is_written(&value("val")) => {
                definitions.entry(definition.clone()).or_default().push((level, value("val")));
            }
            "num" => list = value("numId"),
            // Within a list the element names the definition that the list uses (17.9.2).
            "abstractNumId" => {
                let levels = definitions.get(&value("val")).into_iter().flatten();
                labels.extend(levels.map(|(level, label)| ((list.clone(), *level), label.clone())));
            }
            _ => {}
        }
    }
}

/// Returns `true` if a label is a number or a letter as it stands: `1.`, `b)`, not `%1.`.
fn is_written(label: &str) -> bool {
    let name = label.strip_suffix(['.', ')']).unwrap_or_default();
    (1..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
