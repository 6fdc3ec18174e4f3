//! Numbers, amounts, dates and years as Italian offices write them.

use crate::annex::Number;
use crate::italian::decimals::{with_all_decimals, with_thousands};
use crate::model::{Datum, DatumValue};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Notation of the numbers of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AmountNotation {
    /// All decimals, without points: `33,330`.
    Plain,
    /// Points between thousands from ten thousand on: `12.500`.
    Grouped,
    /// `12.500,50 €`, never parted from its sign.
    Money,
    /// `50%`.
    Percent,
}

impl AmountNotation {
    /// Writes `decimal` in this notation.
    ///
    /// An amount has its cents: [`amount`] and sums of what it gives do.
    pub(crate) fn write(self, decimal: Decimal) -> String {
        match self {
            AmountNotation::Plain => with_all_decimals(decimal),
            AmountNotation::Grouped if decimal.abs() < Decimal::from(10_000) => {
                with_all_decimals(decimal)
            }
            AmountNotation::Grouped => with_thousands(decimal),
            AmountNotation::Money => format!("{}\u{a0}€", with_thousands(decimal)),
            AmountNotation::Percent => format!("{}%", with_all_decimals(decimal)),
        }
    }
}

/// Returns the number that a value is, with its notation; `None` if it is no number.
pub(super) fn amount(value: DatumValue) -> Option<(Decimal, AmountNotation)> {
    match value {
        DatumValue::Number(decimal) => Some((decimal, AmountNotation::Grouped)),
        DatumValue::Money(decimal) => Some((cents(decimal), AmountNotation::Money)),
        DatumValue::Percent(decimal) => Some((decimal, AmountNotation::Percent)),
        DatumValue::Text | DatumValue::Mark | DatumValue::Date(_) => None,
    }
}

/// Writes a value as it is printed: words unchanged, everything else as offices write it.
pub(super) fn written(datum: &Datum) -> String {
    match (datum.value, amount(datum.value)) {
        (_, Some((decimal, notation))) => notation.write(decimal),
        (DatumValue::Date(date), None) => self::date(Some(date)),
        _ => datum.written.value.clone(),
    }
}

/// Extends `decimal` to two decimals at least: cents are written even if there are none.
fn cents(mut decimal: Decimal) -> Decimal {
    if decimal.scale() < 2 {
        decimal.rescale(2);
    }
    decimal
}

/// Converts to a number of the annex.
pub(super) fn number(decimal: Decimal) -> Number {
    Number { mantissa: decimal.mantissa(), scale: decimal.scale() }
}

/// Writes a date as offices do: `31.12.2020`; empty if there is none.
pub(super) fn date(date: Option<NaiveDate>) -> String {
    date.map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default()
}

/// Lists years as offices do: `2020, 2021`.
pub(super) fn years(years: &BTreeSet<u16>) -> String {
    years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// Trims the lines of a text and drops blank ones, for headings.
pub(super) fn trimmed_lines(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Joins the lines of a text, for places that hold one line.
pub(super) fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_offices_write_them() {
        let decimal = |text: &str| Decimal::from_str_exact(text).expect("a number");
        let write = |notation: AmountNotation, text| notation.write(decimal(text));
        assert_eq!(write(AmountNotation::Plain, "12500.50"), "12500,50");
        assert_eq!(write(AmountNotation::Grouped, "9999.5"), "9999,5");
        assert_eq!(write(AmountNotation::Grouped, "12500.50"), "12.500,50");
        let money = |text| AmountNotation::Money.write(cents(decimal(text)));
        assert_eq!(money("1234567.8"), "1.234.567,80\u{a0}€");
        assert_eq!(money("-1000"), "-1.000,00\u{a0}€");
        assert_eq!(money("0.125"), "0,125\u{a0}€");
        assert_eq!(write(AmountNotation::Percent, "33.3"), "33,3%");
    }
}
