//! The cells of an objective, a column at a time.

use super::{Composed, Composer};
use crate::annex::{Cell, CellRole, Number, Origin, StyleName};
use crate::model::{Objective, Text};
use crate::source::Span;
use rust_decimal::Decimal;

/// The fields that every objective may have; those under `altro` come on top.
pub(super) const FIELDS: [&str; 10] = [
    "area",
    "periodo",
    "responsabile",
    "codice",
    "servizio",
    "tipologia",
    "descrizione",
    "risultato",
    "indicatore",
    "peso",
];

impl Composer<'_> {
    /// The cell of `objective` in the column at `index`.
    pub fn cell(&self, objective: &Objective, index: usize) -> Composed<Cell> {
        let role =
            if self.layout.row_head == Some(index) { CellRole::RowHead } else { CellRole::Data };
        let (text, place, number) =
            self.field(objective, &self.layout.columns[index].field.value)?;
        let mut cell = Cell::new(role, StyleName::Cell, &text, Some(origin(place)));
        cell.number = number;
        cell.identity = self.identity(objective, index);
        Ok(cell)
    }

    /// The number of `objective` in the plan and the field of the column at `index`, where
    /// the layout asks for it: what «Dati» calls them in the workbook.
    fn identity(&self, objective: &Objective, index: usize) -> Option<String> {
        let number = self.numbers.as_ref()?.get(&objective.span)? + 1;
        let name = format!("{number}.{}", self.layout.columns[index].field.value);
        // Word takes no longer name (ECMA-376-1, 17.5.2.42, and Word's own limit).
        let short = name.chars().count() <= 64;
        Some(if short { name } else { format!("{number}.colonna-{}", index + 1) })
    }

    /// What `objective` says in `field`, where it says so, and the number that it is.
    fn field(
        &self,
        objective: &Objective,
        field: &str,
    ) -> Composed<(String, Span, Option<Number>)> {
        let words = |text: Option<&Text>| match text {
            Some(text) => (text.value.clone(), text.span, None),
            None => (String::new(), objective.span, None),
        };
        let extra = || {
            let extra = objective.extra.iter().find(|extra| extra.key.value == field);
            extra.and_then(|extra| extra.one()).map(|datum| &datum.written)
        };
        Ok(match field {
            "area" => words(self.plan.areas[objective.area].name.as_ref()),
            // What the objective itself says goes before what its area says.
            "responsabile" => words(extra().or(self.plan.areas[objective.area].manager.as_ref())),
            "periodo" => words(self.plan.periods[objective.period].label.as_ref()),
            "codice" => words(objective.code.as_ref()),
            "servizio" => match &objective.assignment {
                Some(assignment) => {
                    (self.texts.assignment(assignment)?, assignment.text().span, None)
                }
                None => words(None),
            },
            "tipologia" => match &objective.kind {
                Some(kind) => (self.plan.kinds[kind.value].code.clone(), kind.span, None),
                None => words(None),
            },
            "descrizione" => words(Some(&objective.description)),
            "risultato" => words(objective.expected_result.as_ref()),
            "indicatore" => words(objective.indicators.first().map(|i| &i.text)),
            "peso" => match &objective.weight {
                Some(weight) => {
                    let decimal = weight.value.decimal();
                    (italian(decimal), weight.span, Some(number(decimal)))
                }
                None => words(None),
            },
            _ => words(extra()),
        })
    }
}

/// A number as Italian offices write it, with all its decimals: `33,330`.
pub(super) fn italian(decimal: Decimal) -> String {
    decimal.to_string().replace('.', ",")
}

pub(super) fn number(decimal: Decimal) -> Number {
    Number { mantissa: decimal.mantissa(), scale: decimal.scale() }
}

/// The neutral form of a place.
pub(super) fn origin(place: Span) -> Origin {
    Origin(place.to_raw())
}
