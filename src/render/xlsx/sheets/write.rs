//! Cells of these sheets: text that stays text, formulas with their results.

use super::super::paint::write_text;
use super::formats::WordFormats;
use crate::annex::{Number, Origin};
use crate::render::{RenderError, within};
use rust_xlsxwriter::{Format, Formula, Worksheet};
use std::borrow::Cow;

/// Most characters of a cell, in UTF-16 units (Excel's limit).
pub(super) const MOST_TEXT: usize = 32_767;
/// Size of the letters that widths of columns are stated in, in points.
pub(in crate::render::xlsx) const USUAL_SIZE: f64 = 11.0;
/// Height of a line of text, in points.
const LINE: f64 = 13.0;
/// Excel's limit on the height of a row, in points.
const HIGHEST: f64 = 409.0;

/// Mark of an absent result: `rust_xlsxwriter` stores an empty one as 0.
pub(super) const NOTHING: &str = "–";

/// Result of a formula, stored beside it.
pub(super) enum FormulaResult {
    /// Words, not empty, that do not look like a number.
    Words(Cow<'static, str>),
    /// A number.
    Number(Number),
    /// A number that was calculated.
    Calculated(f64),
}

impl FormulaResult {
    /// Mark of an absent result.
    pub(super) const NOTHING: FormulaResult = FormulaResult::Words(Cow::Borrowed(NOTHING));

    /// Result that is a count.
    pub(super) fn count(count: usize) -> Self {
        FormulaResult::Calculated(count as f64)
    }
}

/// Returns the digits after the decimal point up to which sums of the size of `largest` are
/// exact: a spreadsheet reckons with fifteen digits, and adding up leaves noise in the last.
pub(super) fn exact_digits(largest: f64) -> usize {
    let whole = largest.abs().max(1.0).log10().floor() as usize + 1;
    14_usize.saturating_sub(whole).min(10)
}

/// Writes words that are never a formula, a number or a link.
pub(super) fn words(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    look: &WordFormats,
    origin: Option<Origin>,
) -> Result<(), RenderError> {
    let text = within(text, MOST_TEXT, "una cella di Excel", origin)?;
    if text.is_empty() {
        sheet.write_blank(row, column, &look.blank)?;
        return Ok(());
    }
    write_text(sheet, row, column, text, &look.filled)
}

/// Writes a formula with its result; whether that is a number is what it looks like to
/// `rust_xlsxwriter`.
pub(super) fn formula(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    formula: &str,
    outcome: &FormulaResult,
    format: &Format,
) -> Result<(), RenderError> {
    let result = match outcome {
        FormulaResult::Words(words) => words.to_string(),
        FormulaResult::Number(number) => number.to_f64().to_string(),
        FormulaResult::Calculated(number) => number.to_string(),
    };
    let formula = Formula::new(formula).set_result(result);
    sheet.write_formula_with_format(row, column, formula, format)?;
    Ok(())
}

/// Makes a row as high as its tallest text needs in letters of `size` points; `cells` are texts
/// with the width of their columns in characters, which are digits of 11 points.
pub(in crate::render::xlsx) fn fit_row<'t>(
    sheet: &mut Worksheet,
    row: u32,
    size: f64,
    cells: impl Iterator<Item = (&'t str, f64)>,
) -> Result<(), RenderError> {
    let lines = |(text, width): (&str, f64)| -> f64 {
        // Words leave a part of most lines empty.
        let room = (width * 0.9 * USUAL_SIZE / size).max(1.0);
        text.split('\n').map(|line| (line.chars().count() as f64 / room).ceil().max(1.0)).sum()
    };
    let most = cells.map(lines).fold(1.0, f64::max);
    sheet.set_row_height(row, (most * LINE + 4.0).min(HIGHEST))?;
    Ok(())
}
