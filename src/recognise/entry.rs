//! Objective of a row, with the area and period that the row or the lines above it name.

use crate::raw::{Field, RawFields, RawObjective, Words};
use crate::source::Span;
use crate::text::folded;

/// Row of a table with an objective.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ObjectiveEntry {
    /// Fields of the objective; its area and period are not set.
    pub objective: RawObjective,
    /// Area; `Wrong` where a finding has reported that there is none.
    pub area: Field,
    /// Period; `Wrong` where a finding has reported that there is none.
    pub period: Field,
    /// Heading and name of the person who leads the area.
    pub manager: Option<(Words, Words)>,
    /// Years of the period, separated by commas.
    pub years: Option<Words>,
    /// Heading and number of the objective in its table.
    pub number: Option<(Words, Words)>,
    /// Number that its row of «Dati» had when the workbook was made; `None` elsewhere, and for new rows.
    pub made_number: Option<usize>,
}

impl ObjectiveEntry {
    /// Returns an entry without fields.
    pub(crate) fn blank(span: Span) -> Self {
        ObjectiveEntry {
            objective: RawObjective {
                span,
                area: Field::Absent,
                period: Field::Absent,
                levels: Vec::new(),
                fields: RawFields::default(),
                indicators: Some(Vec::new()),
                outcomes: Vec::new(),
                extra: Vec::new(),
            },
            area: Field::Absent,
            period: Field::Absent,
            manager: None,
            years: None,
            number: None,
            made_number: None,
        }
    }
}

/// Returns the text of a field on one line, as names are compared.
pub(super) fn name_of(field: &Field) -> Option<String> {
    match field {
        Field::Given(words) => Some(folded(&words.value)),
        // `Wrong` and blank fields name nothing; equal names must mean equal groups.
        _ => None,
    }
}

/// Returns the place of a field, or `otherwise` if it has none.
pub(super) fn place_of(field: &Field, otherwise: Span) -> Span {
    match field {
        Field::Given(words) => words.span,
        _ => otherwise,
    }
}
