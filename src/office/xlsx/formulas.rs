//! Formulas of the cells of a workbook.

use super::reference::cell_position;
use super::signs::shifted;
use super::{read_workbook, relationships, workbook_part};
use crate::office::package::{Package, PackageError};
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// Most formulas of a workbook, as many as a table may have cells.
const MOST: usize = 500_000;

/// SheetFormulas by row and column, both from 0. One that a cell shares with others
/// (ECMA-376-1, 18.3.1.40) is written only in the first of them; here all have it, as they show it.
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
    let mut shared = SharedFormulas::default();
    let mut cell: Option<(u32, u32)> = None;
    // Text of the formula that is being read, and its index if cells share it.
    let mut formula: Option<(String, Option<String>)> = None;
    // Cells that get the results of the formula that is being read, if they are an array.
    let mut array: Option<String> = None;
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                cell = attribute(&tag, "r").and_then(|name| cell_position(&name));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "f" => {
                formula = Some((String::new(), shared_index(&tag)));
                array = array_cells(&tag);
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                // Only a shared formula is written elsewhere; the cells of a table of data have none.
                let text = match shared_index(&tag) {
                    Some(index) => shared.of_cell(String::new(), &index, cell, left)?,
                    None => "TABELLA()".to_owned(),
                };
                found.extend(cell.map(|position| (position, text)));
            }
            Event::End(tag) if tag.local_name().as_ref() == "f" => {
                if let Some((text, index)) = formula.take() {
                    let text = match (index, array.take()) {
                        (Some(index), _) => shared.of_cell(text, &index, cell, left)?,
                        (None, Some(cells)) => format!("{{{text}}} per {cells}"),
                        (None, None) => text,
                    };
                    found.extend(cell.map(|position| (position, text)));
                }
                *left = left.checked_sub(1).ok_or(PackageError::TooLarge)?;
            }
            // Other elements of a sheet have formulas of their own.
            Event::End(tag) if tag.local_name().as_ref() == "c" => cell = None,
            Event::Eof => return Ok(found),
            event => {
                if let Some((formula, _)) = &mut formula
                    && let Some(more) = text(&event)?
                {
                    formula.push_str(&more);
                }
            }
        }
    }
}

/// Returns the cells that an array formula is for (18.3.1.40): the same text has other results in one.
fn array_cells(tag: &BytesStart<'_>) -> Option<String> {
    let is_array = attribute(tag, "t").as_deref() == Some("array");
    is_array.then(|| attribute(tag, "ref").unwrap_or_default().into_owned())
}

/// Returns the index of a formula that several cells share.
fn shared_index(tag: &BytesStart<'_>) -> Option<String> {
    let is_shared = attribute(tag, "t").as_deref() == Some("shared");
    is_shared.then(|| attribute(tag, "si").unwrap_or_default().into_owned())
}

/// Formulas that cells share, with the cells in which they are written.
#[derive(Default)]
struct SharedFormulas(BTreeMap<String, ((u32, u32), String)>);

impl SharedFormulas {
    /// Returns the formula of a cell: the written one, or the shared one moved there.
    fn of_cell(
        &mut self,
        written: String,
        index: &str,
        cell: Option<(u32, u32)>,
        left: &mut usize,
    ) -> Result<String, PackageError> {
        /// Length of a formula in bytes that counts as one more: copies take memory.
        const USUAL: usize = 64;
        let Some(cell) = cell else { return Ok(written) };
        if !written.trim().is_empty() {
            self.0.insert(index.to_owned(), (cell, written.clone()));
            return Ok(written);
        }
        let Some((from, formula)) = self.0.get(index) else { return Ok("CONDIVISA()".to_owned()) };
        *left = left.checked_sub(1 + formula.len() / USUAL).ok_or(PackageError::TooLarge)?;
        let moved = |now: u32, from: u32| i64::from(now) - i64::from(from);
        Ok(shifted(formula, moved(cell.0, from.0), moved(cell.1, from.1)))
    }
}
