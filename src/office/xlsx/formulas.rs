//! Formulas of the cells of a workbook.

use super::reference::{cell_position, cell_range};
use super::signs::shifted;
use super::{read_workbook, relationships, workbook_part};
use crate::office::package::{Package, PackageError};
use crate::office::workbook::sheet::CellRange;
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
    // Text of the formula that is being read, and its form.
    let mut formula: Option<(String, FormulaForm)> = None;
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                cell = attribute(&tag, "r").and_then(|name| cell_position(&name));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "f" => {
                formula = Some((String::new(), FormulaForm::of(&tag)));
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                // Only a shared formula is written elsewhere; the cells of a table of data have none.
                let text = match FormulaForm::of(&tag) {
                    FormulaForm::Shared(place) => {
                        shared.of_cell(String::new(), &place, cell, left)?
                    }
                    FormulaForm::Table => "TABELLA()".to_owned(),
                    _ => uncertain(""),
                };
                found.extend(cell.map(|position| (position, text)));
            }
            Event::End(tag) if tag.local_name().as_ref() == "f" => {
                if let Some((text, form)) = formula.take() {
                    let text = match form {
                        FormulaForm::Plain => text,
                        FormulaForm::Shared(place) => shared.of_cell(text, &place, cell, left)?,
                        FormulaForm::Array(cells) => format!("{{{text}}} per {cells}"),
                        FormulaForm::Table | FormulaForm::Other => uncertain(&text),
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

/// Form in which a formula is written (ECMA-376-1, 18.3.1.40).
enum FormulaForm {
    /// Text of one cell.
    Plain,
    /// Text that cells share.
    Shared(SharedPlace),
    /// Text whose results these cells get: the same text has other results in one.
    Array(String),
    /// Cell of a table of data, which has no text.
    Table,
    /// Form that no program writes, and that programs read differently.
    Other,
}

/// Place of a shared formula.
struct SharedPlace {
    /// Index of the formula in its sheet.
    index: u32,
    /// Cells that share it; stated where the text is written.
    cells: Option<CellRange>,
}

impl FormulaForm {
    fn of(tag: &BytesStart<'_>) -> FormulaForm {
        let given = |name: &str| attribute(tag, name);
        let index = given("si").map(|index| index.parse().ok());
        match (given("t").as_deref(), index, given("ref")) {
            (None | Some("normal"), None, None) => FormulaForm::Plain,
            (Some("shared"), Some(Some(index)), cells) => {
                let range = cells.as_deref().map(cell_range);
                // A range that cannot be read is not one that was left out.
                match range {
                    Some(None) => FormulaForm::Other,
                    range => FormulaForm::Shared(SharedPlace { index, cells: range.flatten() }),
                }
            }
            (Some("array"), None, Some(cells)) => FormulaForm::Array(cells.into_owned()),
            (Some("dataTable"), None, _) => FormulaForm::Table,
            _ => FormulaForm::Other,
        }
    }
}

/// Returns the words for a formula of which programs make different ones.
fn uncertain(written: &str) -> String {
    format!("{written} (scritta in un modo che i programmi leggono diversamente)").trim().to_owned()
}

/// Formulas that cells share.
#[derive(Default)]
struct SharedFormulas(BTreeMap<u32, SharedFormula>);

/// Formula with the cell in which it is written, and those that share it.
struct SharedFormula {
    first: (u32, u32),
    cells: CellRange,
    text: String,
}

impl SharedFormulas {
    /// Returns the formula of a cell: the written one, or the shared one moved there.
    ///
    /// The first of the cells alone has the text, and states the cells, of which it is one: readers do not
    /// agree on what anything else means.
    fn of_cell(
        &mut self,
        written: String,
        place: &SharedPlace,
        cell: Option<(u32, u32)>,
        left: &mut usize,
    ) -> Result<String, PackageError> {
        /// Length of a formula in bytes that counts as one more: copies take memory.
        const USUAL: usize = 64;
        let Some(cell) = cell else { return Ok(written) };
        let has_text = !written.trim().is_empty();
        match (self.0.get(&place.index), place.cells) {
            (None, Some(cells)) if has_text && cells.contains(cell) => {
                let formula = SharedFormula { first: cell, cells, text: written.clone() };
                self.0.insert(place.index, formula);
                Ok(written)
            }
            (Some(shared), None) if !has_text && shared.cells.contains(cell) => {
                let cost = 1 + shared.text.len() / USUAL;
                *left = left.checked_sub(cost).ok_or(PackageError::TooLarge)?;
                let moved = |now: u32, from: u32| i64::from(now) - i64::from(from);
                let (down, right) = (moved(cell.0, shared.first.0), moved(cell.1, shared.first.1));
                Ok(shifted(&shared.text, down, right))
            }
            _ => Ok(uncertain(&written)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the formulas of cells, each given by its name and the tag of its formula.
    fn formulas(cells: &[(&str, &str)]) -> Vec<String> {
        let cells = cells.iter().map(|(name, formula)| format!("<c r=\"{name}\">{formula}</c>"));
        let sheet = format!("<worksheet>{}</worksheet>", cells.collect::<String>());
        let found = read_sheet_formulas(sheet.as_bytes(), &mut 100).expect("a sheet");
        found.into_values().collect()
    }

    #[test]
    fn cells_share_a_formula_that_moves_with_them() {
        let first = "<f t=\"shared\" ref=\"B7:B9\" si=\"0\">A7*$C$1</f>";
        let next = "<f t=\"shared\" si=\"0\"/>";
        assert_eq!(
            formulas(&[("B7", first), ("B8", next), ("B9", next)]),
            ["A7*$C$1", "A8*$C$1", "A9*$C$1"]
        );
    }

    #[test]
    fn forms_that_programs_read_differently_are_uncertain() {
        let first = "<f t=\"shared\" ref=\"B7:B8\" si=\"0\">A7</f>";
        let uncertain = |cells: &[(&str, &str)]| {
            formulas(cells).iter().filter(|text| text.contains("leggono diversamente")).count()
        };
        for member in [
            "<f t=\"shared\" si=\"0\">A8</f>",
            "<f t=\"shared\" ref=\"B7:B8\" si=\"0\">A8</f>",
            "<f t=\"shared\" si=\"1\"/>",
            "<f t=\"shared\" si=\"x\"/>",
            "<f t=\"pippo\">A8</f>",
            "<f si=\"0\">A8</f>",
            "<f ref=\"B8\">A8</f>",
            "<f/>",
        ] {
            assert_eq!(uncertain(&[("B7", first), ("B8", member)]), 1, "{member}");
        }
        // Outside the cells that share it, both the first one and another.
        let member = "<f t=\"shared\" si=\"0\"/>";
        assert_eq!(uncertain(&[("B7", first), ("B9", member)]), 1);
        assert_eq!(uncertain(&[("C7", first), ("B8", member)]), 2);
    }
}
