//! Objectives, the rows of the plan, and their kinds.

use crate::model::{Datum, Extra, Key, Outcomes, Text, Values, Weight};
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Objective (*obiettivo*): one row of the table, its texts kept word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// Index of its area in [`crate::model::Plan::areas`].
    pub area: usize,
    /// Index of its period in [`crate::model::Plan::periods`].
    pub period: usize,
    /// Code (*codice*); absent if the body gives no codes.
    pub code: Option<Text>,
    /// Service or title that the objective belongs to; absent only in plans that name their
    /// own levels.
    pub assignment: Option<Assignment>,
    /// Index of its kind (*tipologia*) in [`crate::model::Plan::kinds`], and where it was given.
    pub kind: Option<Spanned<usize>>,
    /// Task (*descrizione*).
    pub description: Text,
    /// Expected result (*risultato atteso*).
    pub expected_result: Option<Text>,
    /// Measures of the result (*indicatori di risultato*), in the order of the source.
    pub indicators: Vec<Indicator>,
    /// Weight (*peso*); absent is not 0.
    pub weight: Option<Spanned<Weight>>,
    /// Fields of the author's own, in the order of the source; those of its groups come first.
    pub extra: Vec<Extra>,
    /// Results (*esito*).
    pub outcomes: Outcomes,
    /// Place of the whole row in its source.
    pub span: Span,
}

impl Objective {
    /// Returns the values of each year under `key` (*peso*, *risultato*), if the plan states it year
    /// by year.
    pub fn by_year(&self, key: Key) -> Option<&BTreeMap<u16, Datum>> {
        let own = self.extra.iter().rev().filter(|extra| extra.key.value == key.name());
        own.filter(|_| key.is_by_year()).find_map(|extra| match &extra.values {
            Values::ByYear(years) => Some(years),
            Values::One(_) | Values::Empty => None,
        })
    }

    /// Returns the weight of that year, or the one that is of no year.
    pub fn weight_in(&self, year: Option<u16>) -> Option<Decimal> {
        match year {
            Some(year) => self.by_year(Key::Weight)?.get(&year)?.number(),
            None => self.weight.as_ref().map(|weight| weight.value.decimal()),
        }
    }

    /// Returns the words that stand in place of the weight («n.a.»), if there are any.
    pub fn weight_mark(&self) -> Option<&Datum> {
        weight_mark(&self.extra)
    }

    /// Returns `true` if the objective has a weight, in one year at least.
    pub fn is_weighted(&self) -> bool {
        self.weight.is_some() || self.by_year(Key::Weight).is_some()
    }
}

/// Returns the words that stand in place of the weight of an objective or an indicator.
fn weight_mark(extras: &[Extra]) -> Option<&Datum> {
    extras.iter().find(|extra| extra.key.value == Key::Weight.name())?.one()
}

/// Kind of objective (*tipologia*), for instance S sviluppo or M mantenimento.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectiveKind {
    /// Letter in the table.
    pub code: String,
    /// Meaning of the letter.
    pub label: String,
}

/// Measure of the result (*indicatore*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Words of the measure.
    pub text: Text,
    /// Weight among the indicators of its objective (*peso*).
    pub weight: Option<Spanned<Weight>>,
    /// Fields of the author's own, in the order of the source: for instance a target of each
    /// year.
    pub extra: Vec<Extra>,
    /// Results (*esito*).
    pub outcomes: Outcomes,
    /// Place of the whole indicator in its source.
    pub span: Span,
}

impl Indicator {
    /// Returns the words that stand in place of the weight («n.a.»), if there are any.
    pub fn weight_mark(&self) -> Option<&Datum> {
        weight_mark(&self.extra)
    }
}

/// Meaning of the weights of an objective's indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndicatorWeights {
    /// No indicator has one, or there is only one: all count the same.
    Equal,
    /// Weights in the order of the indicators, not all of them zero.
    Stated(Vec<Decimal>),
    /// Weights that leave open how much each counts: index of the first indicator without one, or of the
    /// first if all are zero.
    Unclear(usize),
}

impl IndicatorWeights {
    /// Reads the weights of the indicators of an objective.
    pub fn of(indicators: &[Indicator]) -> Self {
        let weights = indicators.iter().map(|own| Some(own.weight.as_ref()?.value.decimal()));
        let weights: Vec<Option<Decimal>> = weights.collect();
        if weights.len() < 2 || weights.iter().all(Option::is_none) {
            return IndicatorWeights::Equal;
        }
        match weights.iter().position(Option::is_none) {
            Some(lacking) => IndicatorWeights::Unclear(lacking),
            None if weights.iter().flatten().all(Decimal::is_zero) => IndicatorWeights::Unclear(0),
            None => IndicatorWeights::Stated(weights.into_iter().flatten().collect()),
        }
    }
}

/// Service or title that an objective belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignment {
    /// Service that works on the objective (*servizio organizzativo*).
    Service(Text),
    /// Cross-cutting objective (*obiettivo trasversale*): all services work on it, under a
    /// title that areas share.
    CrossCutting {
        /// Title that the areas share.
        title: Text,
    },
}

impl Assignment {
    /// Returns the name of the service or the title of the cross-cutting objective.
    pub fn text(&self) -> &Text {
        match self {
            Assignment::Service(text) | Assignment::CrossCutting { title: text } => text,
        }
    }
}
