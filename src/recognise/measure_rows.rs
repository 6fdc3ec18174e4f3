//! Rows below an objective, in the column of its description, that state one of its measures:
//! «Indicatore: collaudo», «Target: 12».

use super::cell_value;
use super::dotted_heads::blank_indicator;
use super::entry::ObjectiveEntry;
use super::headed_columns::HeadedColumns;
use super::line_signs::trimmed;
use super::lone_line::{LoneLine, lone_line};
use super::row_fields::RowFields;
use super::table_rows::lone;
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::office::GridRow;
use crate::raw::{Field, RawIndicator, Words};
use crate::source::slice;
use std::ops::Range;

/// Measure of the objective above that a row states.
pub(super) struct MeasureRow {
    key: Key,
    value: Words,
}

/// Returns the measure that a row states; `None` for any other row.
pub(super) fn measure_row(
    fields: &RowFields<'_>,
    columns: &HeadedColumns,
    vocabulary: &HeadingVocabulary,
) -> Option<MeasureRow> {
    match fields.description_and_next(columns)? {
        (cell, None) => measure_in(cell, vocabulary),
        (label, Some(value)) => {
            let key = measure_named(&label.value, vocabulary)?;
            Some(MeasureRow::new(key, value))
        }
    }
}

/// Returns the weight that a row over several columns states for the objective above; `None` for any
/// other row, and where the objective has one.
pub(super) fn wide_weight(
    row: &GridRow,
    above: &ObjectiveEntry,
    vocabulary: &HeadingVocabulary,
) -> Option<MeasureRow> {
    let cell = lone(row).filter(|cell| cell.col_span > 1)?;
    let lacks_weight = above.objective.fields[Key::Weight] == Field::Absent;
    measure_in(&cell.text, vocabulary).filter(|measure| measure.key == Key::Weight && lacks_weight)
}

/// Returns the measure in «Indicatore: collaudo».
fn measure_in(cell: &Words, vocabulary: &HeadingVocabulary) -> Option<MeasureRow> {
    let (label, value) = cell.value.split_once(':')?;
    let key = measure_named(label, vocabulary)?;
    let range = trimmed(value);
    let start = label.len() + 1 + range.start;
    (!range.is_empty()).then(|| MeasureRow::new(key, &slice(cell, start, range.len())))
}

/// Returns the measure that a label names.
fn measure_named(label: &str, vocabulary: &HeadingVocabulary) -> Option<Key> {
    let (ColumnRole::Key(key @ (Key::Indicator | Key::ExpectedResult | Key::Weight)), rank) =
        vocabulary.of(label)?
    else {
        return None;
    };
    (rank < HeadingRank::FirstWord).then_some(key)
}

impl MeasureRow {
    fn new(key: Key, written: &Words) -> Self {
        let value = match key {
            Key::Weight => cell_value::weight(written).0,
            _ => written.clone(),
        };
        MeasureRow { key, value }
    }

    /// Gives the measure to the objective above; returns the finding on a measure that it has already.
    pub(crate) fn give_to(self, above: &mut ObjectiveEntry) -> Option<Diagnostic> {
        let MeasureRow { key, value } = self;
        let objective = &mut above.objective;
        let indicators = objective.indicators.get_or_insert_default();
        match (key, &mut objective.fields[key]) {
            // The first of several indicators leaves the field of the only one.
            (Key::Indicator, field @ Field::Given(_)) => {
                if let Field::Given(first) = std::mem::take(field) {
                    indicators.push(of_text(first));
                }
                indicators.push(of_text(value));
            }
            (Key::Indicator, _) if !indicators.is_empty() => indicators.push(of_text(value)),
            (_, field @ Field::Absent) => *field = Field::Given(value),
            _ => return Some(second_measure(key, &value)),
        }
        None
    }
}

fn of_text(text: Words) -> RawIndicator {
    RawIndicator { text: Field::Given(text.clone()), ..blank_indicator(text.span) }
}

/// Returns the finding on a measure below an objective that has one in its own row.
fn second_measure(key: Key, value: &Words) -> Diagnostic {
    let message = match key {
        Key::Weight => "La riga dice un peso, e l'obiettivo sopra ne ha già uno.",
        _ => "La riga dice un risultato atteso, e l'obiettivo sopra ne ha già uno.",
    };
    Diagnostic::new(Code::LooseRow, value.span, message)
        .hint("Riunire i due testi in una sola cella, o cancellare la riga.")
}

/// Returns label and name of the person who leads the objective above, «Responsabile: Bo» in the column
/// of its description; `None` for any other row.
pub(super) fn leader_row(row: &GridRow, columns: &HeadedColumns) -> Option<(Words, Words)> {
    let cell = lone(row)?;
    let column = columns.at(cell.column).filter(|at| *at > 0).map(|at| columns.get(at))?;
    if column.role != ColumnRole::Key(Key::Description) || cell.col_span > 1 {
        return None;
    }
    let LoneLine::Manager(name) = lone_line(&cell.text.value) else { return None };
    let label = trimmed(&cell.text.value[..name.start]);
    let part = |range: Range<usize>| slice(&cell.text, range.start, range.len());
    Some((part(label), part(name)))
}

/// Returns the finding on a row with a description alone that may go on with that of the objective
/// `above`: it begins in small letters, or lacks the number that the objective has.
pub(super) fn loose_end(
    fields: &RowFields<'_>,
    columns: &HeadedColumns,
    above: &ObjectiveEntry,
) -> Option<Diagnostic> {
    let is_alone = fields.merged.keys().all(|at| columns.get(*at).role.is_about_group());
    let text = fields.only_description(columns).filter(|_| is_alone)?;
    let Field::Given(description) = &above.objective.fields[Key::Description] else { return None };
    let begins_small = |words: &Words| words.value.trim_start().starts_with(char::is_lowercase);
    let lacks_number = above.number.is_some();
    if begins_small(text) && !begins_small(description) {
        let message = "La riga ha solo la descrizione: può essere il seguito della riga sopra.";
        Some(
            Diagnostic::new(Code::LooseRow, text.span, message)
                .hint("Riunire i due testi in una sola cella, o completare la riga."),
        )
    } else if lacks_number {
        let message =
            "La riga ha solo la descrizione, senza il numero: si legge come un altro obiettivo.";
        Some(
            Diagnostic::new(Code::DoubtfulLine, text.span, message)
                .hint("Se è il seguito della riga sopra, riunire i due testi in una sola cella."),
        )
    } else {
        None
    }
}
