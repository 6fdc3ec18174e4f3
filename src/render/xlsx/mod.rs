//! The annex as a workbook: a sheet «Piano» to read and to print, and sheets that hold
//! the same as data and calculate with it (`sheets`). Of «Piano»:
//!
//! Everything stands in reading order: texts and headings across all columns, tables in their
//! layout. Where all tables have one head, it stands above the first of them with the title,
//! frozen on the screen and repeated on every printed page. Where they have several, each has
//! its own right above its rows and again on every page on which it goes on.
//!
//! Rows are as high as all of their text needs (`measure`), and pages break
//! between them (`pages`).

mod flow;
mod grid;
mod look;
mod masthead;
mod measure;
mod number;
mod open_spans;
mod opening;
mod package;
mod page;
mod pages;
mod paint;
mod plan_form;
mod sheets;
#[cfg(test)]
mod tests;
mod texts;

pub use plan_form::form;

use super::{PACKAGE_LEVEL, RenderError, all};
use crate::annex::Annex;
use crate::dataset::workbook_words::PLAN_NOTE;
use crate::dataset::{Dataset, ProposalForm, ResultForm, WorkbookSheet};
use flow::SheetFlow;
use package::{PartChange, with_open_heights};
use page::without_first_header;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use sheets::DataSheets;

/// The objectives from which on their rows go to temporary files, unnamed, until the file
/// is made: in memory each objective takes some 10 KB.
const MANY: usize = 50_000;

/// Renders `annex` and `dataset`. The same content gives the same bytes.
///
/// # Errors
/// [`RenderError::TextTooLong`] for a cell of more than 32,767 characters (of
/// UTF-16, as Excel counts them) or a running line of more than 255 with its
/// codes; [`RenderError::NoRoom`] where the page leaves no width or height for the
/// table; [`RenderError::Backend`] for a font that cannot be read, or a sheet
/// beyond the limits of the format.
pub fn xlsx(annex: &Annex, dataset: &Dataset) -> Result<Vec<u8>, RenderError> {
    with_rows_on_disk(annex, dataset, dataset.records.len() >= MANY)
}

fn with_rows_on_disk(
    annex: &Annex,
    dataset: &Dataset,
    on_disk: bool,
) -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKAGE_LEVEL);
    let book = DataSheets::new(annex, dataset)?;
    let mut changes = Vec::new();
    for (number, sheet) in (1..).zip(&dataset.sheets) {
        // The others do not have a row for each objective.
        let of_objectives =
            matches!(sheet, WorkbookSheet::Plan | WorkbookSheet::Data | WorkbookSheet::Evaluation);
        let worksheet = if on_disk && of_objectives {
            workbook.add_worksheet_with_low_memory()?
        } else {
            workbook.add_worksheet()
        };
        worksheet.set_name(sheet.name())?;
        let part = format!("xl/worksheets/sheet{number}.xml");
        match sheet {
            WorkbookSheet::Plan => {
                let is_copy = dataset.sheets.contains(&WorkbookSheet::Data);
                if plan(annex, worksheet, is_copy.then_some(PLAN_NOTE), on_disk)? {
                    changes.push(PartChange { part, change: without_first_header });
                }
            }
            data => {
                book.fill(worksheet, *data)?;
                if matches!(
                    data,
                    WorkbookSheet::Data | WorkbookSheet::Findings | WorkbookSheet::Evaluation
                ) {
                    changes.push(PartChange { part, change: with_open_heights });
                }
            }
        }
    }
    book.define(&mut workbook)?;
    package::finish(&workbook.save_to_buffer()?, &annex.meta, &changes)
}

/// Renders a workbook for the results of one recipient, with the fonts of `annex`; `code` stands for its
/// words.
///
/// # Errors
/// As [`xlsx`].
pub fn result_form(annex: &Annex, form: &ResultForm, code: &str) -> Result<Vec<u8>, RenderError> {
    sheets::result_form(annex, form, code)
}

/// Renders a workbook for the objectives that one recipient proposes, with the fonts of `annex`.
///
/// # Errors
/// As [`xlsx`].
pub fn proposal_form(annex: &Annex, form: &ProposalForm) -> Result<Vec<u8>, RenderError> {
    sheets::proposal_form(annex, form)
}

/// Makes the sheet that is read and printed, with a `note` above it; rows go to disk from top to bottom.
/// Returns `true` if its header belongs on the pages after the first only.
fn plan(
    annex: &Annex,
    sheet: &mut Worksheet,
    note: Option<&str>,
    on_disk: bool,
) -> Result<bool, RenderError> {
    let mut flow = SheetFlow::of(annex, note)?;
    all(flow.cells.iter().map(paint::fits))?;
    if on_disk {
        // Rows that went to disk cannot be reached again: a cell above the current row would be lost.
        flow.cells.sort_by_key(|cell| cell.rows.start);
    }
    let size = paint::paint(sheet, annex, &flow)?;
    if on_disk {
        // rust_xlsxwriter 0.102 writes the last row twice where it has a height of its own.
        sheet.write_blank(size.last_row + 1, 0, &Format::new())?;
    }
    page::set_up(sheet, annex, size)
}

impl From<XlsxError> for RenderError {
    fn from(e: XlsxError) -> Self {
        RenderError::Backend(e.to_string())
    }
}
