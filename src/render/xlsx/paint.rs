//! The sheet's rows and cells as Excel takes them.
//!
//! A row of a sheet is at most 409.5 points high. A taller one, or one that fits
//! no printed page, becomes as many rows as it needs, cut between lines, and its
//! cells are merged over them.

use super::flow::{Flow, Placed, Tall};
use super::measure::PT;
use super::{look, number, within};
use crate::annex::{Annex, Pt};
use crate::render::RenderError;
use rust_xlsxwriter::{Format, IgnoreError, Worksheet};
use std::ops::Range;

/// The most characters of a cell, in UTF-16 units.
const MOST_TEXT: usize = 32_767;
/// The most height of a row, in points.
const MOST_HEIGHT: f32 = 409.5;

/// How far the sheet goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) last_row: u32,
    pub(super) last_column: u16,
    /// Rows at the top that are frozen and repeated.
    pub(super) repeated: u32,
}

/// Writes `flow` into `sheet`.
pub(super) fn paint(
    sheet: &mut Worksheet,
    annex: &Annex,
    flow: &Flow,
) -> Result<Extent, RenderError> {
    for (c, width) in flow.grid.widths().enumerate() {
        sheet.set_column_width_pixels(column(c)?, width)?;
    }
    let starts = paint_rows(sheet, annex, flow)?;
    for cell in &flow.cells {
        let rows = starts[cell.rows.start]..starts[cell.rows.end];
        paint_cell(sheet, annex, cell, rows)?;
    }
    let last = *starts.last().expect("rows have a start and an end");
    let extent = Extent {
        last_row: last.saturating_sub(1),
        last_column: column(flow.grid.len() - 1)?,
        repeated: starts[flow.repeated],
    };
    // A plan's «30» or «007» is meant to be text: no green corner says otherwise.
    let doubt = IgnoreError::NumberStoredAsText;
    sheet.ignore_error_range(0, 0, extent.last_row, extent.last_column, doubt)?;
    Ok(extent)
}

/// Sets the heights; the sheet's first row of each of the flow's rows, and the end.
fn paint_rows(sheet: &mut Worksheet, annex: &Annex, flow: &Flow) -> Result<Vec<u32>, RenderError> {
    let head: f32 = flow.rows[..flow.repeated].iter().map(|row| row.height).sum();
    let page = &annex.page;
    let paper = page.height.0 - page.margins.top.0 - page.margins.bottom.0;
    let room = Pt::from(crate::annex::Mm(paper)).0 - head;
    let mut starts = vec![0];
    let mut row = 0;
    for tall in &flow.rows {
        for height in cut(*tall, room.min(MOST_HEIGHT))? {
            sheet.set_row_height_pixels(row, (height / PT).ceil() as u32)?;
            row += 1;
        }
        starts.push(row);
    }
    Ok(starts)
}

/// Cuts a row into pieces no higher than `most`, between lines.
fn cut(row: Tall, most: f32) -> Result<Vec<f32>, RenderError> {
    if row.height <= most {
        return Ok(vec![row.height]);
    }
    let piece = (most / row.line).floor() * row.line;
    if piece.is_nan() || piece <= 0.0 {
        return Err(RenderError::NoRoom("the page holds no line of text".into()));
    }
    let whole = (row.height / piece).floor();
    let mut pieces = vec![piece; whole as usize];
    pieces.extend(Some(row.height - whole * piece).filter(|rest| *rest > 0.0));
    Ok(pieces)
}

fn paint_cell(
    sheet: &mut Worksheet,
    annex: &Annex,
    cell: &Placed,
    rows: Range<u32>,
) -> Result<(), RenderError> {
    let text = within(&cell.text, MOST_TEXT, cell.origin)?;
    let number = cell.number.and_then(|n| Some((n.to_f64(), number::format(n, text)?)));
    let format = look::format(annex, cell.look);
    let format = match &number {
        Some((_, shape)) => format.set_num_format(shape),
        // Otherwise Excel would take it for a formula or number once it is edited.
        None if looks_like_more_than_text(text) => format.set_quote_prefix(),
        None => format,
    };
    let (top, left) = (rows.start, column(cell.columns.start)?);
    let (bottom, right) = (rows.end - 1, column(cell.columns.end - 1)?);
    if (top, left) != (bottom, right) {
        sheet.merge_range(top, left, bottom, right, "", &format)?;
    }
    match number {
        Some((value, _)) => drop(sheet.write_number_with_format(top, left, value, &format)?),
        None => write_text(sheet, top, left, text, &format)?,
    }
    Ok(())
}

/// Writes `text` as it stands. `rust_xlsxwriter` takes a text from `<r>` to `</r>`
/// for the markup of a rich text, so such a text is made one, in two runs.
fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), RenderError> {
    match text.strip_prefix("<r>").filter(|rest| rest.ends_with("</r>")) {
        Some(rest) => {
            let runs = [(format, "<r>"), (format, rest)];
            sheet.write_rich_string_with_format(row, column, &runs, format)?;
        }
        None => drop(sheet.write_string_with_format(row, column, text, format)?),
    }
    Ok(())
}

fn looks_like_more_than_text(text: &str) -> bool {
    text.starts_with(|c: char| "=+-@'\t".contains(c) || c.is_ascii_digit())
}

fn column(index: usize) -> Result<u16, RenderError> {
    u16::try_from(index).map_err(|_| RenderError::Backend("too many columns".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tall_row_is_cut_between_lines() {
        let cut = |height, most| cut(Tall { height, line: 12.0 }, most);
        assert_eq!(cut(409.5, 409.5).unwrap(), [409.5]);
        assert_eq!(cut(1000.0, 409.5).unwrap(), [408.0, 408.0, 184.0]);
        assert_eq!(cut(816.0, 409.5).unwrap(), [408.0, 408.0]);
        assert!(matches!(cut(20.0, 11.0), Err(RenderError::NoRoom(_))));
        assert!(matches!(cut(20.0, -5.0), Err(RenderError::NoRoom(_))));
    }
}
