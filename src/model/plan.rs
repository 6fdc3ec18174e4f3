//! The plan as a whole.

use crate::model::{
    FieldSetup, GroupFacts, Level, Objective, ObjectiveKind, Period, Text, WeightRule,
};
use crate::source::Spanned;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A plan of objectives (*piano degli obiettivi*).
///
/// Its objectives are a flat list in the order of the source; each names its area
/// and period. [`crate::group`] makes the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Title (*titolo*).
    pub title: Text,
    /// The body whose plan it is (*ente*).
    pub entity: Option<Text>,
    /// The years it covers (*anni*); empty if it does not say.
    pub years: BTreeSet<u16>,
    /// The day it bears (*data*).
    pub date: Option<Spanned<NaiveDate>>,
    /// The act it belongs to (*delibera*).
    pub resolution: Option<Resolution>,
    /// Letter or number of this annex (*allegato*).
    pub annex: Option<Text>,
    /// Other annexes that its texts refer to (*allegati*).
    pub annexes: Vec<Reference>,
    /// Who signs (*firmatari*).
    pub signers: Vec<Signer>,
    /// Text before the tables (*premessa*).
    pub premise: Option<Text>,
    /// Text after the tables (*chiusura*).
    pub closing: Option<Text>,
    /// Filing class (*classificazione*).
    pub classification: Option<Text>,
    /// The kinds of objective (*tipologie*).
    pub kinds: Vec<ObjectiveKind>,
    /// The rule on totals (*pesi*).
    pub weights: WeightRule,
    /// The levels that its objectives are given by (*livelli*), outermost first.
    pub levels: Vec<Level>,
    /// The fields that it declares (*campi*).
    pub fields: Vec<FieldSetup>,
    /// What it says of groups as a whole, in the order of the source.
    pub groups: Vec<GroupFacts>,
    /// Areas in the order of the source.
    pub areas: Vec<Area>,
    /// Periods in the order of the source, each with the label and years of its first mention in its area.
    pub periods: Vec<Period>,
    /// The objectives in the order of the source.
    pub objectives: Vec<Objective>,
}

/// An area (*area*): the part of the body that answers for its objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its name; absent in a plan without areas, whose objectives share one that has none.
    pub name: Option<Text>,
    /// Who leads it (*responsabile*).
    pub manager: Option<Text>,
}

impl Area {
    /// Its name; empty in a plan without areas.
    pub fn words(&self) -> &str {
        self.name.as_ref().map_or("", |name| name.value.as_str())
    }
}

/// The act an annex belongs to (*deliberazione*); each part may still be blank.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Resolution {
    /// The body that adopts it (*organo*), for instance «Giunta».
    pub body: Option<Text>,
    /// Its number.
    pub number: Option<Text>,
    /// Its date.
    pub date: Option<Spanned<NaiveDate>>,
}

/// Another annex that the plan's texts refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its letter or number, for instance «A».
    pub label: Text,
    /// What it is.
    pub title: Option<Text>,
}

/// Who signs the annex (*firmatario*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Name and surname.
    pub name: Option<Text>,
    /// In what capacity (*qualifica*).
    pub role: Text,
}
