//! The formulas behind what cells show.

use super::cells::place;
use super::{read_workbook, relationships, workbook_part};
use crate::office::sheets::package::{Broken, Package};
use crate::office::sheets::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::BufRead;

/// The most formulas that are kept of a workbook.
const MOST: usize = 500_000;

/// Formulas by row and column, both from 0. One that a cell shares with others
/// (ECMA-376-1, 18.3.1.40) is written only in the first of them, and empty here in the rest.
type Formulas = BTreeMap<(u32, u32), String>;

/// The formulas of each sheet, hidden ones included, by its name.
///
/// # Errors
/// [`Broken`] if the package is no workbook, or a damaged one.
pub(in crate::office) fn formulas(
    package: &mut Package<'_>,
) -> Result<BTreeMap<String, Formulas>, Broken> {
    let Some(part) = workbook_part(package)? else { return Ok(BTreeMap::new()) };
    let workbook = read_workbook(package, &part)?;
    let relationships = relationships(package, &part)?;
    let mut found = BTreeMap::new();
    let mut left = MOST;
    for sheet in workbook.sheets {
        let target = relationships.get(&sheet.id).filter(|r| r.kind == "worksheet");
        let Some(target) = target else { continue };
        found.insert(sheet.name, of_sheet(package.part(&target.target)?, &mut left)?);
    }
    Ok(found)
}

fn of_sheet(part: impl BufRead, left: &mut usize) -> Result<Formulas, Broken> {
    let mut xml = Xml::new(part);
    let mut found = Formulas::new();
    let (mut cell, mut formula): (Option<(u32, u32)>, Option<String>) = (None, None);
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                cell = attribute(&tag, "r").and_then(|name| place(&name));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "f" => formula = Some(String::new()),
            Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                found.extend(cell.map(|place| (place, String::new())));
            }
            Event::End(tag) if tag.local_name().as_ref() == "f" => {
                found.extend(cell.zip(formula.take()));
                *left = left.checked_sub(1).ok_or(Broken::TooLarge)?;
            }
            Event::Eof => return Ok(found),
            event => {
                if let Some(formula) = &mut formula
                    && let Some(more) = text(&event)?
                {
                    formula.push_str(&more);
                }
            }
        }
    }
}
