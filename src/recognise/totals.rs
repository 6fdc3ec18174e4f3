//! Sums of weights, to hold against the totals that a table writes.

use super::value;
use super::words::words;
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::without_trailing_zeros;
use crate::raw::{Field, Words};
use rust_decimal::Decimal;

/// The sum of weights since the group, the area, and the table began; nothing where a weight
/// is no number.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    group: Option<Decimal>,
    area: Option<Decimal>,
    all: Option<Decimal>,
}

impl Default for Sums {
    fn default() -> Self {
        let none = Some(Decimal::ZERO);
        Sums { group: none, area: none, all: none }
    }
}

impl Sums {
    pub fn new_group(&mut self) {
        self.group = Some(Decimal::ZERO);
    }

    pub fn new_area(&mut self) {
        self.new_group();
        self.area = Some(Decimal::ZERO);
    }

    pub fn add(&mut self, weight: &Field) {
        let number = match weight {
            Field::Absent | Field::Empty(_) => return,
            Field::Given(words) => decimal(&words.value),
            Field::Wrong => None,
        };
        for sum in [&mut self.group, &mut self.area, &mut self.all] {
            *sum = sum.zip(number).and_then(|(sum, number)| sum.checked_add(number));
        }
    }

    /// A warning if `written`, under `label`, is not the sum it should be.
    pub fn differs(&self, label: &str, written: &Words) -> Option<Diagnostic> {
        let number = decimal(&value::weight(written).0.value)?;
        let label = words(label);
        let says = |wanted: &[&str]| label.iter().any(|word| wanted.contains(&word.as_str()));
        let sum = if says(&["generale", "complessivo", "piano"]) {
            self.all
        } else if says(&["area", "settore"]) {
            self.area
        } else {
            self.group
        }?;
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
}

/// A number with a comma or a point for its decimals.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let plain = text.starts_with(|c: char| c.is_ascii_digit());
    Decimal::from_str_exact(&text.replace(',', ".")).ok().filter(|_| plain)
}
