//! Row of a comparison: a field with its old and its new words, and the change in words.

use super::sentences::{is_order, spoken};
use super::{FieldChange, FieldValue};
use crate::model::workbook_words::{COMPARISON_COLUMNS, COMPARISON_FIELDS};
use crate::model::{Datum, DatumValue, Extra, Indicator, Outcomes, Text, Values};
use crate::source::{Span, Spanned};

/// Fields of a row beside the usual ones; layouts name them.
const BEFORE: &str = COMPARISON_FIELDS[0];
const AFTER: &str = COMPARISON_FIELDS[1];
const CHANGE: &str = COMPARISON_FIELDS[2];
/// Column of the old text, as layouts name it.
pub const COLUMN_BEFORE: &str = COMPARISON_COLUMNS[0];
/// Column of the new text, as layouts name it.
pub const COLUMN_AFTER: &str = COMPARISON_COLUMNS[1];

/// Row of a field.
pub(super) struct SideBySideRow {
    /// Name of the field.
    label: String,
    before: Option<FieldValue>,
    after: Option<FieldValue>,
    /// Change in words.
    pub(super) change: String,
}

impl SideBySideRow {
    pub(super) fn of(change: FieldChange) -> Self {
        let words = |side: &Option<FieldValue>| side.as_ref().map(|value| value.words.clone());
        let spoken = if is_order(&change.label) {
            "in un altro ordine".to_owned()
        } else {
            spoken(words(&change.before).as_deref(), words(&change.after).as_deref())
        };
        let FieldChange { label, before, after } = change;
        SideBySideRow { label, before, after, change: spoken }
    }

    /// Returns a row that says something of the objective as a whole.
    pub(super) fn note(label: &str, change: String) -> Self {
        SideBySideRow { label: label.to_owned(), before: None, after: None, change }
    }
}

/// Returns a row as the indicator of an objective, which a layout prints in a line of its own.
pub(super) fn indicator(field: SideBySideRow, place: Span) -> Indicator {
    let SideBySideRow { label, before, after, change } = field;
    let side = |key: &str, value: Option<FieldValue>| {
        let value = value?;
        extra(key, value.words, value.place.unwrap_or(place))
    };
    let own = [side(BEFORE, before), side(AFTER, after), extra(CHANGE, change, place)];
    Indicator {
        text: Text::new(label, place),
        weight: None,
        extra: own.into_iter().flatten().collect(),
        outcomes: Outcomes::new(),
        span: place,
    }
}

/// Returns a field of the author's own; none without words.
pub(super) fn extra(key: &str, words: String, place: Span) -> Option<Extra> {
    let written = (!words.trim().is_empty()).then(|| Text::new(words, place))?;
    let values = Values::One(Datum { written, value: DatumValue::Text });
    Some(Extra { key: Spanned::new(key.to_owned(), place), values })
}
