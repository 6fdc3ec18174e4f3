//! What an objective says in a field.

use super::columns::{TableColumn, meets};
use super::format::{self, Notation, amount};
use super::{Composed, Composer};
use crate::italian::decimals::with_all_decimals;
use crate::model::{Datum, Extra, Indicator, Objective, Text, Values};
use crate::source::Span;
use rust_decimal::Decimal;

/// The fields that every objective may have; those of its own come on top.
pub(super) const FIELDS: [&str; 10] = [
    "area",
    "periodo",
    "responsabile",
    "codice",
    "servizio",
    "tipologia",
    "descrizione",
    "risultato",
    INDICATOR,
    "peso",
];

/// The field of an indicator's words; its other fields are named behind it: `indicatore.peso`.
pub(super) const INDICATOR: &str = "indicatore";

/// The field of an indicator that `field` names, where it names one.
pub(super) fn of_indicator(field: &str) -> Option<&str> {
    field.strip_prefix(INDICATOR)?.strip_prefix('.')
}

/// Whether a column of `field` has a row for each indicator.
pub(super) fn by_indicator(field: &str) -> bool {
    field == INDICATOR || of_indicator(field).is_some()
}

/// What a cell shows, where it was written, and the number that it is.
pub(super) struct Shown {
    pub text: String,
    pub place: Span,
    pub amount: Option<(Decimal, Notation)>,
}

impl Shown {
    fn nothing(place: Span) -> Self {
        Shown { text: String::new(), place, amount: None }
    }

    fn words(text: Option<&Text>, place: Span) -> Self {
        match text {
            Some(text) => Shown { text: text.value.clone(), place: text.span, amount: None },
            None => Shown::nothing(place),
        }
    }

    fn weight(weight: Option<&crate::source::Spanned<crate::model::Weight>>, place: Span) -> Self {
        let Some(weight) = weight else { return Shown::nothing(place) };
        let decimal = weight.value.decimal();
        let amount = Some((decimal, Notation::Plain));
        Shown { text: with_all_decimals(decimal), place: weight.span, amount }
    }

    /// The value of `year`; without a year, or where the field has only one, what there is.
    fn values(values: Option<&Values>, year: Option<u16>, place: Span) -> Self {
        match (values, year) {
            (None | Some(Values::Empty), _) => Shown::nothing(place),
            (Some(Values::One(datum)), _) => Shown::datum(datum),
            (Some(Values::ByYear(years)), Some(year)) => {
                years.get(&year).map_or_else(|| Shown::nothing(place), Shown::datum)
            }
            (Some(Values::ByYear(years)), None) => {
                let line = |(year, datum)| format!("{year}: {}", format::written(datum));
                let lines: Vec<_> = years.iter().map(line).collect();
                let place = years.values().next().map_or(place, |datum| datum.written.span);
                Shown { text: lines.join("\n"), place, amount: None }
            }
        }
    }

    fn datum(datum: &Datum) -> Self {
        let text = format::written(datum);
        Shown { text, place: datum.written.span, amount: amount(datum.value) }
    }
}

impl Composer<'_> {
    /// What `objective` says in `column`, in the row of its indicator at `row`.
    pub fn shown(
        &self,
        objective: &Objective,
        row: usize,
        column: &TableColumn<'_>,
    ) -> Composed<Shown> {
        let field = column.setup.field.value.as_str();
        // So that totals, wherever they stand, add up what is printed and nothing else.
        if !meets(self.plan, column.setup, objective) {
            return Ok(Shown::nothing(objective.span));
        }
        if by_indicator(field) {
            return Ok(match objective.indicators.get(row) {
                Some(indicator) => self.of_indicator(indicator, field, column.year),
                None => Shown::nothing(objective.span),
            });
        }
        self.of_objective(objective, field, column.year)
    }

    fn of_indicator(&self, indicator: &Indicator, field: &str, year: Option<u16>) -> Shown {
        match of_indicator(field) {
            None => Shown::words(Some(&indicator.text), indicator.span),
            Some("peso") => Shown::weight(indicator.weight.as_ref(), indicator.span),
            Some(name) => Shown::values(values(&indicator.extra, name), year, indicator.span),
        }
    }

    fn of_objective(
        &self,
        objective: &Objective,
        field: &str,
        year: Option<u16>,
    ) -> Composed<Shown> {
        let words = |text: Option<&Text>| Shown::words(text, objective.span);
        let own = || values(&objective.extra, field);
        Ok(match field {
            "area" => words(self.plan.areas[objective.area].name.as_ref()),
            // What the objective itself says goes before what its area says.
            "responsabile" if own().is_none() => {
                words(self.plan.areas[objective.area].manager.as_ref())
            }
            "periodo" => words(self.plan.periods[objective.period].label.as_ref()),
            "codice" => words(objective.code.as_ref()),
            "servizio" => match &objective.assignment {
                Some(assignment) => Shown {
                    text: self.texts.assignment(assignment)?,
                    place: assignment.text().span,
                    amount: None,
                },
                None => words(None),
            },
            "tipologia" => match &objective.kind {
                Some(kind) => Shown {
                    text: self.plan.kinds[kind.value].code.clone(),
                    place: kind.span,
                    amount: None,
                },
                None => words(None),
            },
            "descrizione" => words(Some(&objective.description)),
            "risultato" => words(objective.expected_result.as_ref()),
            "peso" => Shown::weight(objective.weight.as_ref(), objective.span),
            _ => Shown::values(own(), year, objective.span),
        })
    }
}

/// What `extras` hold under `name`: the last of that name, which the objective itself has
/// written, goes before what it takes over from its groups.
fn values<'e>(extras: &'e [Extra], name: &str) -> Option<&'e Values> {
    extras.iter().rev().find(|extra| extra.key.value == name).map(|extra| &extra.values)
}
