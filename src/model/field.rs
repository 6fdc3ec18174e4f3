//! Fields that a plan declares for itself, and what they hold.

use crate::model::Text;
use crate::source::{Span, Spanned};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Kind of a field's values (*tipo*), as the plan declares it under `campi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Words (*testo*); the kind of a field that is not declared.
    Text,
    /// A number (*numero*).
    Number,
    /// Euros (*importo*).
    Money,
    /// Hundredths (*percentuale*).
    Percent,
    /// A day (*data*).
    Date,
}

impl FieldKind {
    /// Every kind, in the order in which messages list them.
    pub const ALL: [FieldKind; 5] =
        [FieldKind::Text, FieldKind::Number, FieldKind::Money, FieldKind::Percent, FieldKind::Date];

    /// Returns the kind that is spelled `name`.
    pub fn named(name: &str) -> Option<FieldKind> {
        FieldKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the kind as files spell it.
    pub const fn name(self) -> &'static str {
        match self {
            FieldKind::Text => "testo",
            FieldKind::Number => "numero",
            FieldKind::Money => "importo",
            FieldKind::Percent => "percentuale",
            FieldKind::Date => "data",
        }
    }
}

/// Field that the plan declares (*campo*): its rows name it as they name the usual ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSetup {
    /// Its key.
    pub name: Spanned<String>,
    /// What its values are.
    pub kind: FieldKind,
}

/// A value as it was written and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    /// The author's words.
    pub written: Text,
    /// What they mean.
    pub value: DatumValue,
}

/// What the words of a value mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatumValue {
    /// Themselves.
    Text,
    /// A number.
    Number(Decimal),
    /// Euros.
    Money(Decimal),
    /// Hundredths.
    Percent(Decimal),
    /// A day.
    Date(NaiveDate),
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Nothing.
    Empty,
    /// One value.
    One(Datum),
    /// A value for each of some years.
    ByYear(BTreeMap<u16, Datum>),
}

impl Values {
    /// Words, or nothing.
    pub fn words(text: Option<Text>) -> Self {
        match text {
            Some(written) => Values::One(Datum { written, value: DatumValue::Text }),
            None => Values::Empty,
        }
    }

    /// Every value, those of years in their order.
    pub fn all(&self) -> Vec<&Datum> {
        match self {
            Values::Empty => Vec::new(),
            Values::One(datum) => vec![datum],
            Values::ByYear(years) => years.values().collect(),
        }
    }
}

/// A field beyond those that the program knows, under `altro` or declared under `campi`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// Its key.
    pub key: Spanned<String>,
    /// What it holds.
    pub values: Values,
}

impl Extra {
    /// Its one value, where it has just one.
    pub fn one(&self) -> Option<&Datum> {
        match &self.values {
            Values::One(datum) => Some(datum),
            Values::Empty | Values::ByYear(_) => None,
        }
    }

    /// Where its first value stands, or its key where it has none.
    pub fn place(&self) -> Span {
        self.values.all().first().map_or(self.key.span, |datum| datum.written.span)
    }
}
