//! Writing of the flow as cells of a sheet.

use super::flow::{Placed, PlacedPicture, SheetFlow};
use super::look::LookFormats;
use super::measure::PT;
use super::number;
use super::pages::{Pages, paginate};
use crate::annex::{Align, Annex, MarkKind, Picture, Pt, marked_parts};
use crate::render::{RenderError, within};
use rust_xlsxwriter::{Format, FormatUnderline, IgnoreError, Image, Worksheet};
use std::ops::Range;

/// Most characters of a cell, in UTF-16 units (Excel's limit).
const MOST_TEXT: usize = 32_767;

/// Most characters of the description of a picture, in UTF-16 units (Excel's limit).
const MOST_ALTERNATIVE: usize = 255;
const PLACE_OF_ALTERNATIVE: &str = "la descrizione di un'immagine di Excel";

/// Size of the sheet.
#[derive(Clone, Debug)]
pub(super) struct SheetSize {
    /// First row that is printed.
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) last_column: u16,
    /// The rows near the top that are repeated on every page.
    pub(super) repeated: Range<u32>,
    /// `true` if the title is among them.
    pub(super) titled: bool,
    /// Number of rows at the top that stay in sight.
    pub(super) frozen: u32,
    /// `true` if the sheet is printed on one page.
    pub(super) one_page: bool,
}

/// Writes `flow` into `sheet`.
pub(super) fn paint(
    sheet: &mut Worksheet,
    annex: &Annex,
    flow: &SheetFlow,
) -> Result<SheetSize, RenderError> {
    for (c, width) in flow.grid.widths().enumerate() {
        sheet.set_column_width_pixels(column(c)?, width)?;
    }
    let pages = paginate(flow, &annex.page)?;
    for (row, height) in (0..).zip(&pages.heights) {
        // Rounded up: a row that is a fraction of a pixel too low cuts its last line.
        sheet.set_row_height_pixels(row, (height / PT).ceil() as u32)?;
    }
    sheet.set_page_breaks(&pages.breaks)?;
    let mut formats = LookFormats::of(annex);
    for (rows, cell) in cells(flow, &pages) {
        paint_cell(sheet, formats.get(cell.look), cell, rows)?;
    }
    for PlacedPicture { row, columns, picture } in &flow.pictures {
        let room = flow.grid.width(&(0..columns.start))..flow.grid.width(&(0..columns.end));
        paint_picture(sheet, picture, pages.starts[*row], room)?;
    }
    let extent = SheetSize {
        first_row: pages.starts[flow.notes],
        last_row: pages.starts[flow.rows.len()].saturating_sub(1),
        last_column: column(flow.grid.len() - 1)?,
        repeated: pages.starts[flow.repeated.start]..pages.starts[flow.repeated.end],
        titled: flow.titled,
        frozen: pages.starts[flow.frozen],
        one_page: pages.breaks.is_empty(),
    };
    // A plan's «30» or «007» is meant to be text: no green corner says otherwise.
    let doubt = IgnoreError::NumberStoredAsText;
    sheet.ignore_error_range(0, 0, extent.last_row, extent.last_column, doubt)?;
    Ok(extent)
}

/// Returns the cells with their rows of the sheet, those that begin anew and repeated heads in
/// their places.
fn cells<'a>(flow: &'a SheetFlow, pages: &Pages) -> Vec<(Range<u32>, &'a Placed)> {
    let parts = |cell: &'a Placed| {
        let parts = pages.parts(&cell.rows).into_iter();
        parts.map(move |rows| (rows, cell))
    };
    let mut cells: Vec<_> = flow.cells.iter().flat_map(parts).collect();
    if cells.len() == flow.cells.len() && pages.heads.is_empty() {
        return cells;
    }
    let mut by_row: Vec<_> = flow.cells.iter().collect();
    by_row.sort_by_key(|cell| cell.rows.start);
    for (mut row, head) in pages.heads.iter().copied() {
        let head = &flow.heads[head];
        if let Some(continued) = &head.continued {
            cells.push((row..row + 1, &continued.cell));
            row += 1;
        }
        for head in head.rows.iter().filter(|rows| !rows.is_empty()) {
            let own = pages.rows(head);
            let of_head = &by_row[by_row.partition_point(|cell| cell.rows.start < head.start)..];
            let of_head = of_head.iter().take_while(|cell| cell.rows.start < head.end);
            cells.extend(of_head.map(|cell| {
                let rows = pages.rows(&cell.rows);
                (rows.start - own.start + row..rows.end - own.start + row, *cell)
            }));
            row += own.len() as u32;
        }
    }
    // Rows that go to disk are written from top to bottom.
    cells.sort_by_key(|(rows, _)| rows.start);
    cells
}

/// Returns the text of a cell if Excel can hold it.
///
/// # Errors
/// [`RenderError::TextTooLong`] otherwise.
pub(super) fn fits(cell: &Placed) -> Result<&str, RenderError> {
    within(&cell.text, MOST_TEXT, "una cella di Excel", cell.origin)
}

fn paint_cell(
    sheet: &mut Worksheet,
    plain: &Format,
    cell: &Placed,
    rows: Range<u32>,
) -> Result<(), RenderError> {
    let text = fits(cell)?;
    let number = cell.number.and_then(|n| Some((n.to_f64(), number::format(n, text)?)));
    let format = match &number {
        Some((_, shape)) => &plain.clone().set_num_format(shape),
        // Otherwise Excel would take it for a formula or number once it is edited.
        None if looks_like_more_than_text(text) => &plain.clone().set_quote_prefix(),
        None => plain,
    };
    let (top, left) = (rows.start, column(cell.columns.start)?);
    let (bottom, right) = (rows.end - 1, column(cell.columns.end - 1)?);
    // `rust_xlsxwriter` refuses a merged range of one cell.
    if (top, left) != (bottom, right) {
        // The content is written over the blank of the range: merging takes texts only.
        sheet.merge_range(top, left, bottom, right, "", format)?;
    }
    match number {
        Some((value, _)) => drop(sheet.write_number_with_format(top, left, value, format)?),
        None if cell.marks.is_empty() => write_text(sheet, top, left, text, format)?,
        None => write_marked(sheet, (top, left), &marked_parts(text, &cell.marks), format)?,
    }
    Ok(())
}

/// Writes a text with marked words, each part in its own look.
fn write_marked(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    parts: &[(Option<MarkKind>, &str)],
    format: &Format,
) -> Result<(), RenderError> {
    let look = |kind: &Option<MarkKind>| match kind {
        None => format.clone(),
        Some(MarkKind::Removed) => format.clone().set_font_strikethrough(),
        Some(MarkKind::Added) => format.clone().set_bold().set_underline(FormatUnderline::Single),
    };
    let looks: Vec<Format> = parts.iter().map(|(kind, _)| look(kind)).collect();
    match (parts, &looks[..]) {
        // A rich text has two parts at least.
        ([(_, text)], [look]) => write_text(sheet, row, column, text, look),
        _ => {
            let runs: Vec<_> = looks.iter().zip(parts.iter().map(|(_, text)| *text)).collect();
            sheet.write_rich_string_with_format(row, column, &runs, format)?;
            Ok(())
        }
    }
}

/// Places `picture` in a row of a sheet, between two edges in pixels from the left.
fn paint_picture(
    sheet: &mut Worksheet,
    picture: &Picture,
    row: u32,
    room: Range<u32>,
) -> Result<(), RenderError> {
    let text = within(&picture.text, MOST_ALTERNATIVE, PLACE_OF_ALTERNATIVE, picture.origin)?;
    let [wide, high] = [picture.width, picture.height].map(|mm| Pt::from(mm).0 / PT);
    let free = (room.len() as f32 - wide).max(0.0);
    let shift = match picture.align {
        Align::Left => 0.0,
        Align::Center => free / 2.0,
        Align::Right => free,
    };
    let image = Image::new_from_buffer(&picture.image.png)?
        .set_scale_to_size(f64::from(wide), f64::from(high), false)
        .set_alt_text(text);
    sheet.insert_image_with_offset(row, 0, &image, room.start + shift as u32, 0)?;
    Ok(())
}

/// Writes `text` as it stands. `rust_xlsxwriter` takes a text from `<r>` to `</r>`
/// for the markup of a rich text, so such a text is made one, in two runs.
pub(super) fn write_text(
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
