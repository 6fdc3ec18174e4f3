//! Labels of a form with their values, beside them or below.

use super::form_rows::{is_signed, sure_role};
use super::form_titles::{is_bare_title, is_title};
use super::labels_above::pairs_below;
use super::table_rows::{lone, texts};
use super::vocabulary::HeadingVocabulary;
use crate::office::{CellKind, GridCell, GridRow};
use crate::raw::Words;

/// Bytes of a label: longer texts are values.
const LONGEST_LABEL: usize = 80;

/// Returns `true` for the first of two labels of a row that says which form it is: «Scheda n. | 1 | Anno |
/// 2026».
fn is_numbered_title(cell: &GridCell, row: &GridRow) -> bool {
    let cells: Vec<&GridCell> = texts(row).collect();
    let [first, number, ..] = cells.as_slice() else { return false };
    let is_number = number.text.value.trim().bytes().all(|b| b.is_ascii_digit());
    cells.len() == 4 && first.column == cell.column && is_number && is_bare_title(&cell.text.value)
}

/// Returns the labels at row `at` with their values, beside them or in the row below, and the
/// number of rows that they take.
pub(super) fn pairs_at<'g>(
    rows: &'g [GridRow],
    at: usize,
    is_open: bool,
    vocabulary: &HeadingVocabulary,
) -> (Vec<(&'g Words, &'g GridCell)>, usize) {
    let is_known = |cell: &GridCell| sure_role(cell, vocabulary).is_some();
    let is_label = |cell: &GridCell| {
        let is_short = cell.kind == CellKind::Text
            && cell.text.value.len() <= LONGEST_LABEL
            && cell.text.value.contains(char::is_alphabetic);
        is_short && (is_open || is_known(cell) || is_numbered_title(cell, &rows[at]))
    };
    if let (Some(label), Some(value)) = (lone(&rows[at]), rows.get(at + 1).and_then(lone)) {
        // Inside a form, a colon makes sure what «Titolo obiettivo:» is.
        let is_stated = is_open
            && label.text.value.trim_end().ends_with(':')
            && vocabulary.of(&label.text.value).is_some();
        let is_above =
            (is_known(label) || is_stated) && !is_known(value) && !is_title(&value.text.value);
        return if is_above { (vec![(&label.text, value)], 2) } else { (Vec::new(), 1) };
    }
    if let Some(pairs) = pairs_below(rows, at, vocabulary) {
        return (pairs, 2);
    }
    let mut cells: Vec<&GridCell> = texts(&rows[at]).collect();
    // A second label may have a blank value, and the value of a label another behind it.
    if cells.len() == 3
        && (is_known(cells[2]) || is_open && is_known(cells[0]) && !is_known(cells[1]))
    {
        cells.truncate(2);
    }
    let pairs = cells.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    if !cells.len().is_multiple_of(2)
        || cells.len() > 4
        || is_signed(&rows[at], vocabulary)
        || !pairs.clone().all(|(label, _)| is_label(label))
    {
        return (Vec::new(), 1);
    }
    (pairs.map(|(label, value)| (&label.text, value)).collect(), 1)
}
