//! Two files of one recipient that do not say the same.

use super::filled_row::FilledRow;
use super::returned_form::ReturnedForm;
use crate::model::Key;
use crate::raw::Field;
use crate::source::Span;
use crate::text::folded;

/// Result that two files of one recipient do not have in common.
pub struct SentTwice {
    /// Number of the objective.
    pub number: usize,
    /// Part of the result.
    pub field: Key,
    /// Words of the first file, empty if it has none, with their place.
    pub here: (String, Span),
    /// Words of the second one.
    pub there: (String, Span),
}

fn given(row: &FilledRow, key: Key) -> String {
    match &row.outcome.fields[key] {
        Field::Given(words) => folded(&words.value),
        _ => String::new(),
    }
}

impl ReturnedForm<'_> {
    /// Returns the first result that another file of the same recipient has otherwise.
    pub fn contradiction(&self, other: &ReturnedForm<'_>) -> Option<SentTwice> {
        let rows = self.places.iter().zip(&other.places).zip(&self.form.rows);
        let mut pairs = rows.filter_map(|((own, other_at), sent)| {
            Some((self.sheet.rows.get((*own)?)?, other.sheet.rows.get((*other_at)?)?, sent))
        });
        pairs.find_map(|(own, other, sent)| {
            let keys = [Key::Percentage, Key::Value, Key::Evidence, Key::Notes];
            let key = keys.into_iter().find(|key| given(own, *key) != given(other, *key))?;
            Some(SentTwice {
                number: sent.number,
                field: key,
                here: (given(own, key), own.outcome.span),
                there: (given(other, key), other.outcome.span),
            })
        })
    }
}
