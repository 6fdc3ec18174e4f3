//! The annex as a workbook: a sheet «Piano» to read and to print, and sheets that hold
//! the same as data and calculate with it (`sheets`). Of «Piano»:
//!
//! The title and the heads of the first table stand at the top, frozen on the
//! screen and repeated on every printed page; under them everything follows in
//! reading order: areas and texts across all columns, tables in their layout. The
//! head of a later table is not said again where it is that of the first.
//!
//! Rows are as high as all of their text needs (`measure`), and pages break
//! between them (`pages`).

mod core_properties;
mod flow;
mod form;
mod grid;
mod look;
mod measure;
mod number;
mod page;
mod pages;
mod paint;
mod sheets;
#[cfg(test)]
mod tests;

pub use form::form;

use super::plain::is_plain;
use super::{RenderError, all};
use crate::annex::{Annex, Sheet};
use flow::Flow;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use sheets::Book;

/// Renders `annex`. The same annex gives the same bytes.
///
/// # Errors
/// [`RenderError::TextTooLong`] for a cell of more than 32,767 characters (of
/// UTF-16, as Excel counts them) or a running line of more than 255 with its
/// codes; [`RenderError::NoRoom`] where the page leaves no width or height for the
/// table; [`RenderError::Backend`] for a font that cannot be read, or a sheet
/// beyond the limits of the format.
pub fn xlsx(annex: &Annex) -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    let book = Book::of(annex);
    for sheet in &annex.sheets {
        match sheet {
            Sheet::Plan => plan(annex, workbook.add_worksheet())?,
            data => book.add(&mut workbook, *data)?,
        }
    }
    book.define(&mut workbook)?;
    core_properties::put(&workbook.save_to_buffer()?, &annex.meta)
}

/// Whether [`xlsx`] can render `annex`, in a fraction of the time.
///
/// # Errors
/// Those of [`xlsx`].
pub fn check(annex: &Annex) -> Result<(), RenderError> {
    if !is_plain(annex) {
        return xlsx(annex).map(drop);
    }
    pages::paginate(&Flow::of(annex)?, &annex.page).map(drop)
}

/// The sheet that is read and printed.
fn plan(annex: &Annex, sheet: &mut Worksheet) -> Result<(), RenderError> {
    let flow = Flow::of(annex)?;
    all(flow.cells.iter().map(paint::fits))?;
    sheet.set_name(Sheet::Plan.name())?;
    let size = paint::paint(sheet, annex, &flow)?;
    page::set_up(sheet, annex, size)
}

impl From<XlsxError> for RenderError {
    fn from(e: XlsxError) -> Self {
        RenderError::Backend(e.to_string())
    }
}
