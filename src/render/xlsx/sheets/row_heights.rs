//! Heights of the rows of these sheets, measured in the annex's fonts.

use super::super::measure::Ruler;
use crate::annex::{Annex, Pt, Style, StyleName};
use crate::render::RenderError;
use rust_xlsxwriter::Worksheet;

/// Excel's limit on the height of a row, in points.
const HIGHEST: f32 = 409.0;
/// White space above and below the text of a row, in points.
const AROUND: f32 = 4.0;
/// Pixels that the arrow of a filter takes of a head.
const ARROW: u32 = 18;
/// From so many lines on a row has one to spare: programs set each line a little differently.
const MANY_LINES: usize = 8;
/// Height of the title of a part of a sheet, in points.
pub(super) const TITLE: f32 = 24.0;

/// Measure of rows.
pub(super) struct RowHeights<'a> {
    ruler: Ruler<'a>,
    cell: Style,
    head: Style,
}

impl<'a> RowHeights<'a> {
    /// Returns the measure of rows in letters of `size` points.
    ///
    /// # Errors
    /// As [`crate::render::xlsx::xlsx`].
    pub(super) fn of(annex: &'a Annex, size: f64) -> Result<Self, RenderError> {
        let style = |name| Style { size: Pt(size as f32), ..annex.styles[name] };
        Ok(RowHeights {
            ruler: Ruler::new(&annex.fonts)?,
            cell: style(StyleName::Cell),
            head: style(StyleName::Head),
        })
    }

    /// Makes a row as high as its tallest text needs; `cells` are texts with the widths of their
    /// columns in characters. Returns its height in points.
    pub(super) fn fit<'t>(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        cells: impl Iterator<Item = (&'t str, f64)>,
    ) -> Result<f32, RenderError> {
        let lines = cells.map(|(text, width)| self.ruler.lines(text, &self.cell, pixels(width)));
        let most = lines.fold(1, usize::max);
        self.set(sheet, row, &self.cell, most + usize::from(most >= MANY_LINES))
    }

    /// The same for heads, which may have the arrow of a filter beside their words.
    pub(super) fn fit_heads<'t>(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        heads: impl Iterator<Item = (&'t str, f64)>,
    ) -> Result<f32, RenderError> {
        let room = |width| pixels(width).saturating_sub(ARROW);
        let lines = heads.map(|(text, width)| self.ruler.lines(text, &self.head, room(width)));
        self.set(sheet, row, &self.head, lines.fold(1, usize::max))
    }

    fn set(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        style: &Style,
        lines: usize,
    ) -> Result<f32, RenderError> {
        let height = (lines as f32 * self.ruler.line_height(style) + AROUND).min(HIGHEST);
        sheet.set_row_height(row, height)?;
        Ok(height)
    }
}

/// Makes a row as high as the title of a part of a sheet.
pub(super) fn fit_title(sheet: &mut Worksheet, row: u32) -> Result<(), RenderError> {
    sheet.set_row_height(row, TITLE)?;
    Ok(())
}

/// Converts a width in characters, digits of the default font, to pixels (`grid`).
fn pixels(width: f64) -> u32 {
    (width * 7.0) as u32 + 5
}
