//! Rows below a head that state one field with a label of their own, «Peso | 40%», and are no objectives;
//! forms below a table.

use super::headed_columns::HeadedColumns;
use super::other_table::OwnTable;
use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::letters;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use std::ops::Range;

/// Rows of labels that make a form of the rows below a table.
const LEAST_LABELS: usize = 3;

/// Returns label and value of a row that states one field by name and nothing else; `None` if it may be
/// an objective, and in the column of descriptions, where such a row goes on with the objective above.
pub(super) fn labelled_row<'g>(
    row: &'g GridRow,
    columns: &HeadedColumns,
    vocabulary: &HeadingVocabulary,
) -> Option<[&'g GridCell; 2]> {
    let cells: Vec<&GridCell> = texts(row).collect();
    let [label, value] = cells.as_slice() else { return None };
    let is_described = columns.role_at(label.column) == Some(&ColumnRole::Key(Key::Description));
    (!is_described && names_field(&label.text.value, vocabulary)).then_some([*label, *value])
}

/// Returns `true` for the bare label of a field that no service is called by: «Peso», «Obiettivo».
fn names_field(text: &str, vocabulary: &HeadingVocabulary) -> bool {
    let Some((ColumnRole::Key(key), rank)) = vocabulary.of(text) else { return false };
    let is_field = match key {
        Key::Weight | Key::Indicator | Key::ExpectedResult | Key::Description => true,
        Key::Service => matches!(letters(text).as_str(), "servizio" | "ufficio"),
        _ => false,
    };
    rank < HeadingRank::FirstWord && is_field
}

/// Returns the rows from `at`, below a blank one, that are a form: most have two texts, of which the first
/// is a label, and no head of a table stands among them.
pub(super) fn form_below(
    rows: &[GridRow],
    at: usize,
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
) -> Option<Range<usize>> {
    let follows = |at: &usize| {
        rows[*at].index == rows[*at - 1].index + 1 && texts(&rows[*at]).next().is_some()
    };
    let end = (at + 1..rows.len()).find(|at| !follows(at)).unwrap_or(rows.len());
    let several: Vec<&GridRow> = rows[at..end].iter().filter(|row| lone(row).is_none()).collect();
    let is_label = |row: &&&GridRow| labelled_row(row, own.columns, vocabulary).is_some();
    let labels = several.iter().filter(is_label).count();
    let are_pairs = several.iter().all(|row| texts(row).count() == 2);
    let has_head = || (at..end).any(|at| head_at(rows, at, vocabulary).is_some());
    (are_pairs && labels >= LEAST_LABELS && labels * 2 > several.len() && !has_head())
        .then_some(at..end)
}
