//! What stands behind the tables of an office file: formulas, parts that are no table, and
//! who left changes for others to accept. For those who compare two files; no plan needs it.

use super::sheets::package::{Broken, Package};
use super::sheets::xlsx;
use super::sheets::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind the tables of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Formulas by sheet, row and column, both from 0; empty for one that a cell shares.
    pub formulas: BTreeMap<String, BTreeMap<(u32, u32), String>>,
    /// The names of the parts of the package, in small letters.
    pub parts: BTreeSet<String>,
    /// Whether two parts have one name, so that programs may show different ones.
    pub has_doubles: bool,
    /// Who made the tracked changes of a document, and how many each.
    pub authors: BTreeMap<String, usize>,
    /// What headers and footers of a document say, page numbers left out.
    pub running: BTreeSet<String>,
}

/// Reads what stands behind the tables of a workbook or a document of Office Open XML;
/// nothing if it cannot be read.
pub fn behind(bytes: &[u8]) -> Option<Behind> {
    read(bytes).ok()
}

fn read(bytes: &[u8]) -> Result<Behind, Broken> {
    let mut package = Package::open(bytes)?;
    let mut found = Behind {
        parts: package.names().map(str::to_owned).collect(),
        has_doubles: package.has_doubles(),
        formulas: xlsx::formulas(&mut package)?,
        ..Behind::default()
    };
    const DOCUMENT: &str = "word/document.xml";
    if package.has(DOCUMENT) {
        found.authors = authors(&mut package, DOCUMENT)?;
    }
    let is_running =
        |name: &&String| name.starts_with("word/header") || name.starts_with("word/footer");
    for name in found.parts.iter().filter(is_running) {
        let words = words(&mut package, name)?;
        found.running.extend(Some(words).filter(|words| !words.is_empty()));
    }
    Ok(found)
}

/// Who made tracked changes (ECMA-376-1, 17.13.5).
fn authors(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, usize>, Broken> {
    let mut xml = Xml::new(package.part(part)?);
    let mut found = BTreeMap::new();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name();
                let is_change = ["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"]
                    .contains(&name.as_ref())
                    || name.as_ref().ends_with("PrChange");
                if is_change && let Some(author) = attribute(&tag, "author") {
                    *found.entry(author.into_owned()).or_default() += 1;
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The words of a part, without digits.
fn words(package: &mut Package<'_>, part: &str) -> Result<String, Broken> {
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
