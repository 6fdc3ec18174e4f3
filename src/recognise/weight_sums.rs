//! Sums of weights, to compare with the totals that a table states.

use super::cell_value;
use super::entry::name_of;
use super::word_forms::words;
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::{parse_decimal, without_trailing_zeros};
use crate::model::Key;
use crate::raw::{Field, RawObjective, Words};
use rust_decimal::Decimal;

/// Sums since the group, the area and the table began; `None` where a weight is no number.
#[derive(Clone, Debug)]
pub(super) struct WeightSums {
    group: Option<Decimal>,
    area: Option<Decimal>,
    table: Option<Decimal>,
    /// Sum since the last total: that of a service, where rows of several stand in a group.
    part: Option<Decimal>,
    /// Sum of the service of the last row.
    service: Option<Decimal>,
    /// `true` once a row had a weight.
    has_weights: bool,
    /// Area and period of the last row: columns may begin a group without a band.
    last: (Option<String>, Option<String>),
    /// Service of the last row.
    last_service: Option<String>,
}

impl Default for WeightSums {
    fn default() -> Self {
        let zero = Some(Decimal::ZERO);
        WeightSums {
            group: zero,
            area: zero,
            table: zero,
            part: zero,
            service: zero,
            has_weights: false,
            last: (None, None),
            last_service: None,
        }
    }
}

impl WeightSums {
    /// Begins a group.
    pub(crate) fn begin_group(&mut self) {
        self.group = Some(Decimal::ZERO);
        self.service = Some(Decimal::ZERO);
    }

    /// Begins an area.
    pub(crate) fn begin_area(&mut self) {
        self.begin_group();
        self.area = Some(Decimal::ZERO);
    }

    /// Adds the weight of a row to the sums of its area, its period and its service.
    pub(crate) fn add(&mut self, area: &Field, period: &Field, objective: &RawObjective) {
        let names = (name_of(area), name_of(period));
        // A new area begins a new period as well, even if the period has the same name.
        if names.0 != self.last.0 {
            self.begin_area();
        } else if names.1 != self.last.1 {
            self.begin_group();
        }
        self.last = names;
        let service = name_of(&objective.fields[Key::Service]);
        if service != self.last_service {
            self.service = Some(Decimal::ZERO);
        }
        self.last_service = service;
        self.add_weight(&objective.fields[Key::Weight]);
    }

    /// Adds a weight to all sums.
    pub(crate) fn add_weight(&mut self, weight: &Field) {
        let number = match weight {
            Field::Absent | Field::Empty(_) => return,
            Field::Given(words) => decimal(&words.value),
            Field::Wrong => None,
        };
        self.has_weights = true;
        let sums = [&mut self.group, &mut self.area, &mut self.table, &mut self.part];
        for sum in sums.into_iter().chain([&mut self.service]) {
            // One weight that is no number makes the sum unknown: better no warning than a false
            // one.
            *sum = sum.zip(number).and_then(|(sum, number)| sum.checked_add(number));
        }
    }

    /// Returns `true` if weights of the area or the group in force were added up.
    pub(crate) fn is_begun(&self) -> bool {
        self.has_weights && [self.group, self.area].iter().any(|sum| *sum != Some(Decimal::ZERO))
    }

    /// Returns `true` if a number is one of the sums so far.
    pub(crate) fn has(&self, written: &Words) -> bool {
        let number = decimal(&cell_value::weight(written).0.value);
        number.is_some_and(|number| {
            [self.group, self.area, self.table].contains(&Some(number)) && !number.is_zero()
        })
    }

    /// Returns a warning if `written`, under `label`, differs from the sum that the label names.
    pub(crate) fn difference(&mut self, label: &str, written: &Words) -> Option<Diagnostic> {
        let part = self.part.replace(Decimal::ZERO);
        let number = decimal(&cell_value::weight(written).0.value)?;
        let label = words(label);
        let names = |wanted: &[&str]| label.iter().any(|word| wanted.contains(&word.as_str()));
        let sum = if self.names_service(&label) {
            self.service
        } else if names(&["generale", "complessivo", "piano"]) {
            self.table
        } else if names(&["area", "settore"]) {
            self.area
        } else {
            // «Totale» alone closes the innermost group.
            self.group
        }?;
        let is_right = part == Some(number) || !self.has_weights;
        (!is_right).then(|| difference(number, sum, written)).flatten()
    }

    /// Returns `true` if the label of a total names the service of the last row: «Totale servizio V»,
    /// «Totale V».
    fn names_service(&self, label: &[String]) -> bool {
        let Some(service) = self.last_service.as_ref().filter(|_| self.has_weights) else {
            return false;
        };
        let service = words(service);
        !service.is_empty() && label.len() > service.len() && label.ends_with(&service)
    }
}

/// Returns the warning on a total that differs from the sum it names.
fn difference(number: Decimal, sum: Decimal, written: &Words) -> Option<Diagnostic> {
    (sum != number).then(|| {
        let message = format!(
            "Il totale scritto è {}, la somma dei pesi sopra è {}.",
            without_trailing_zeros(number),
            without_trailing_zeros(sum)
        );
        Diagnostic::new(Code::SourceTotal, written.span, message)
            .hint("Controllare i pesi del gruppo; nel piano entrano i pesi, non il totale.")
    })
}

/// Returns the number that `text` spells with a comma or a point.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    // Signs and a leading point are read by the parser, but no weight begins with one.
    let is_plain = text.starts_with(|c: char| c.is_ascii_digit());
    parse_decimal(text).filter(|_| is_plain)
}
