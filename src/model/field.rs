//! Fields that a plan declares for itself, and their values.

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

/// Field that the plan declares (*campo*); rows use its name as a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSetup {
    /// Key with its place.
    pub name: Spanned<String>,
    /// Kind of its values.
    pub kind: FieldKind,
}

/// Value with its spelling and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    /// Words of the author.
    pub written: Text,
    /// Meaning of the words.
    pub value: DatumValue,
}

impl Datum {
    /// Returns the number, of a value that is a plain one.
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            DatumValue::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// Meaning of a value's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatumValue {
    /// Plain words.
    Text,
    /// A number.
    Number(Decimal),
    /// Euros.
    Money(Decimal),
    /// Hundredths.
    Percent(Decimal),
    /// A day.
    Date(NaiveDate),
    /// Words in place of a number or a day: «n.a.», «–».
    Mark,
}

/// Values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// No value.
    Empty,
    /// Single value.
    One(Datum),
    /// A value for each of some years.
    ByYear(BTreeMap<u16, Datum>),
}

impl Values {
    /// Returns a value of plain words, or none.
    // Blank cells and keys without a value both come here: neither is an error of the plan.
    pub fn words(text: Option<Text>) -> Self {
        match text {
            Some(written) => Values::One(Datum { written, value: DatumValue::Text }),
            None => Values::Empty,
        }
    }

    /// Returns every value, in the order of the years.
    pub fn all(&self) -> Vec<&Datum> {
        match self {
            Values::Empty => Vec::new(),
            Values::One(datum) => vec![datum],
            Values::ByYear(years) => years.values().collect(),
        }
    }
}

/// Field of the author's own, under `altro` or declared under `campi`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// Key with its place.
    pub key: Spanned<String>,
    /// Values of the field.
    pub values: Values,
}

impl Extra {
    /// Returns the only value; `None` if there is none or one for each year.
    pub fn one(&self) -> Option<&Datum> {
        match &self.values {
            Values::One(datum) => Some(datum),
            Values::Empty | Values::ByYear(_) => None,
        }
    }

    /// Returns the place of the first value, or of the key if there is none.
    pub fn place(&self) -> Span {
        self.values.all().first().map_or(self.key.span, |datum| datum.written.span)
    }
}
