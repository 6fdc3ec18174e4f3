//! Formulas of the cells of a workbook.

use super::reference::cell_position;
use super::{read_workbook, relationships, workbook_part};
use crate::office::package::{Package, PackageError};
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::BufRead;

/// Most formulas of a workbook, as many as a table may have cells.
const MOST: usize = 500_000;

/// SheetFormulas by row and column, both from 0. One that a cell shares with others
/// (ECMA-376-1, 18.3.1.40) is written only in the first of them, and empty here in the rest.
pub type SheetFormulas = BTreeMap<(u32, u32), String>;

/// Reads the formulas of each sheet by its name, hidden sheets included.
///
/// # Errors
/// [`PackageError`] if the workbook is damaged or too large.
pub(crate) fn read_formulas(
    package: &mut Package<'_>,
) -> Result<BTreeMap<String, SheetFormulas>, PackageError> {
    let Some(part) = workbook_part(package)? else { return Ok(BTreeMap::new()) };
    let workbook = read_workbook(package, &part)?;
    let relationships = relationships(package, &part)?;
    let mut found = BTreeMap::new();
    let mut left = MOST;
    for sheet in workbook.sheets {
        let target = relationships.get(&sheet.id).filter(|r| r.kind == "worksheet");
        let Some(target) = target else { continue };
        found.insert(sheet.name, read_sheet_formulas(package.part(&target.target)?, &mut left)?);
    }
    Ok(found)
}

fn read_sheet_formulas(
    part: impl BufRead,
    left: &mut usize,
) -> Result<SheetFormulas, PackageError> {
    let mut xml = Xml::new(part);
    let mut found = SheetFormulas::new();
    let (mut cell, mut formula): (Option<(u32, u32)>, Option<String>) = (None, None);
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                cell = attribute(&tag, "r").and_then(|name| cell_position(&name));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "f" => formula = Some(String::new()),
            Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                // Only a shared formula is written elsewhere; the cells of a table of data have none.
                let is_shared = attribute(&tag, "t").as_deref() == Some("shared");
                let formula = if is_shared { "" } else { "TABELLA()" };
                found.extend(cell.map(|position| (position, formula.to_owned())));
            }
            Event::End(tag) if tag.local_name().as_ref() == "f" => {
                found.extend(cell.zip(formula.take()));
                *left = left.checked_sub(1).ok_or(PackageError::TooLarge)?;
            }
            // Other elements of a sheet have formulas of their own.
            Event::End(tag) if tag.local_name().as_ref() == "c" => cell = None,
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
