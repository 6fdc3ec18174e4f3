//! Forms whose labels stand above their values: «Servizio | Peso» over «Lavori | 60».

use super::form_rows::sure_role;
use super::form_tables::{has_indicators, inner_table_at};
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::words;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;
use std::collections::BTreeSet;

/// Labels of one row.
const MOST_LABELS: usize = 6;
/// Rows of labels that make a form: one above a row of values is the head of a table.
const LEAST_ROWS: usize = 2;
/// Fields that make a form.
const LEAST_FIELDS: usize = 3;

/// Returns the labels of row `at` with the values of the row below; `None` unless the row holds
/// several labels and nothing else, and the next row values below them.
pub(super) fn pairs_below<'g>(
    rows: &'g [GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<Vec<(&'g Words, &'g GridCell)>> {
    let is_known = |cell: &&GridCell| sure_role(cell, vocabulary).is_some();
    let role = |cell: &GridCell| label_role(cell, vocabulary);
    let labels: Vec<&GridCell> = texts(&rows[at]).collect();
    let below = rows.get(at + 1).filter(|row| row.index == rows[at].index + 1)?;
    let values: Vec<&GridCell> = texts(below).collect();
    let roles: BTreeSet<ColumnRole> = labels.iter().filter_map(|cell| role(cell)).collect();
    let is_row_of_labels = (2..=MOST_LABELS).contains(&labels.len())
        && labels.iter().any(is_known)
        && roles.len() == labels.len();
    let value_of = |label: &GridCell| values.iter().find(|value| value.column == label.column);
    let are_values = !values.is_empty()
        && !values.iter().any(is_known)
        && values.iter().all(|value| labels.iter().any(|label| label.column == value.column));
    // Another row of values makes a table of the first.
    let ends = rows.get(at + 2).filter(|row| row.index == below.index + 1).is_none_or(|row| {
        lone(row).is_some() || texts(row).next().is_none_or(|cell| is_known(&cell))
    });
    let pairs = labels.iter().filter_map(|label| Some((&label.text, *value_of(label)?)));
    (is_row_of_labels && are_values && ends).then(|| pairs.collect())
}

/// Returns the field of a label: beside others, «Titolo obiettivo» names the objective.
fn label_role(cell: &GridCell, vocabulary: &HeadingVocabulary) -> Option<ColumnRole> {
    let description = ColumnRole::Key(Key::Description);
    let is_title = || {
        let first = words(&cell.text.value).into_iter().next();
        vocabulary.of(&cell.text.value).is_some_and(|(role, _)| role == description)
            && first.is_some_and(|first| first == "titolo")
    };
    sure_role(cell, vocabulary).or_else(|| is_title().then_some(ColumnRole::Key(Key::Description)))
}

/// Returns `true` if the rows are forms with labels above their values, and tables inside them, and
/// nothing else.
pub(super) fn are_forms_with_labels_above(
    rows: &[GridRow],
    vocabulary: &HeadingVocabulary,
) -> bool {
    let mut roles = BTreeSet::new();
    let mut label_rows: BTreeSet<BTreeSet<ColumnRole>> = BTreeSet::new();
    let mut at = 0;
    while at < rows.len() {
        // Indicators and phases stand in tables of their own below the labels of the form.
        let table = || inner_table_at(rows, at, vocabulary).filter(|_| !label_rows.is_empty());
        if let Some(table) = table() {
            if has_indicators(rows, at, vocabulary) {
                roles.insert(ColumnRole::Key(Key::Indicator));
            }
            at += table.rows;
        } else if pairs_below(rows, at, vocabulary).is_some() {
            let labels: BTreeSet<_> =
                texts(&rows[at]).filter_map(|cell| label_role(cell, vocabulary)).collect();
            roles.extend(labels.iter().cloned());
            label_rows.insert(labels);
            at += 2;
        } else if let Some(cell) = lone(&rows[at]) {
            roles.extend(sure_role(cell, vocabulary));
            at += 1;
        } else if texts(&rows[at]).next().is_none() {
            at += 1;
        } else {
            return false;
        }
    }
    // A form has each label once: rows that share some are heads of tables.
    let are_apart = label_rows.iter().map(BTreeSet::len).sum::<usize>()
        == label_rows.iter().flatten().collect::<BTreeSet<_>>().len();
    label_rows.len() >= LEAST_ROWS
        && are_apart
        && roles.len() >= LEAST_FIELDS
        && roles.contains(&ColumnRole::Key(Key::Description))
}
