//! Numbers, amounts and days as Italian offices write them.

use crate::annex::Number;
use crate::italian::decimals::{with_all_decimals, with_thousands};
use crate::model::{Datum, DatumValue};
use rust_decimal::Decimal;

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// With the decimals they have: `33,330`.
    Plain,
    /// From ten thousand on with points: `12.500`.
    Grouped,
    /// `12.500,50 €`, never parted from its sign.
    Money,
    /// `50%`.
    Percent,
}

impl Notation {
    /// `decimal` in this notation.
    ///
    /// An amount has its cents: [`amount`] and sums of what it gives do.
    pub fn write(self, decimal: Decimal) -> String {
        match self {
            Notation::Plain => with_all_decimals(decimal),
            Notation::Grouped if decimal.abs() < Decimal::from(10_000) => {
                with_all_decimals(decimal)
            }
            Notation::Grouped => with_thousands(decimal),
            Notation::Money => format!("{}\u{a0}€", with_thousands(decimal)),
            Notation::Percent => format!("{}%", with_all_decimals(decimal)),
        }
    }
}

/// The number that a value is, and how it is written; nothing where it is none.
pub(super) fn amount(value: DatumValue) -> Option<(Decimal, Notation)> {
    match value {
        DatumValue::Number(decimal) => Some((decimal, Notation::Grouped)),
        DatumValue::Money(decimal) => Some((cents(decimal), Notation::Money)),
        DatumValue::Percent(decimal) => Some((decimal, Notation::Percent)),
        DatumValue::Text | DatumValue::Date(_) => None,
    }
}

/// A value as it is printed: words as they are, everything else as offices write it.
pub(super) fn written(datum: &Datum) -> String {
    match (datum.value, amount(datum.value)) {
        (_, Some((decimal, notation))) => notation.write(decimal),
        (DatumValue::Date(date), None) => super::texts::date(Some(date)),
        _ => datum.written.value.clone(),
    }
}

/// With two decimals at least: cents are written, also where there are none.
fn cents(mut decimal: Decimal) -> Decimal {
    if decimal.scale() < 2 {
        decimal.rescale(2);
    }
    decimal
}

/// The neutral form of a number.
pub(super) fn number(decimal: Decimal) -> Number {
    Number { mantissa: decimal.mantissa(), scale: decimal.scale() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_offices_write_them() {
        let decimal = |text: &str| Decimal::from_str_exact(text).expect("a number");
        let write = |notation: Notation, text| notation.write(decimal(text));
        assert_eq!(write(Notation::Plain, "12500.50"), "12500,50");
        assert_eq!(write(Notation::Grouped, "9999.5"), "9999,5");
        assert_eq!(write(Notation::Grouped, "12500.50"), "12.500,50");
        let money = |text| Notation::Money.write(cents(decimal(text)));
        assert_eq!(money("1234567.8"), "1.234.567,80\u{a0}€");
        assert_eq!(money("-1000"), "-1.000,00\u{a0}€");
        assert_eq!(money("0.125"), "0,125\u{a0}€");
        assert_eq!(write(Notation::Percent, "33.3"), "33,3%");
    }
}
