//! Plan as a whole.

use crate::model::{
    AssessmentRule, FieldSetup, GroupFacts, Key, Level, Objective, ObjectiveKind, OverriddenValue,
    Period, Text, WeightRule,
};
use crate::source::Spanned;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Plan of objectives (*piano degli obiettivi*).
///
/// The objectives are a flat list in the order of the source; each names its area and period.
/// [`crate::group`] makes the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Title (*titolo*).
    pub title: Text,
    /// Body whose plan it is (*ente*).
    pub entity: Option<Text>,
    /// Years of the plan (*anni*); may be empty.
    pub years: BTreeSet<u16>,
    /// Day of the plan (*data*).
    pub date: Option<Spanned<NaiveDate>>,
    /// Resolution that the annex belongs to (*delibera*).
    pub resolution: Option<Resolution>,
    /// Letter or number of this annex (*allegato*).
    pub annex: Option<Text>,
    /// Other annexes that the texts refer to (*allegati*).
    pub annexes: Vec<Reference>,
    /// People who sign, in their order (*firmatari*).
    pub signers: Vec<Signer>,
    /// Text before the tables (*premessa*).
    pub premise: Option<Text>,
    /// Text after the tables (*chiusura*).
    pub closing: Option<Text>,
    /// Filing class (*classificazione*).
    pub classification: Option<Text>,
    /// Kinds of objective (*tipologie*).
    pub kinds: Vec<ObjectiveKind>,
    /// Rule on totals of weights (*pesi*).
    pub weights: WeightRule,
    /// Rule by which results are judged (*valutazione*).
    pub assessment: AssessmentRule,
    /// Levels that group the objectives in the source (*livelli*), outermost first.
    pub levels: Vec<Level>,
    /// `true` if no two objectives may have the same code, be they in different groups (*codici*).
    pub unique_codes: bool,
    /// Fields that the plan declares (*campi*).
    pub fields: Vec<FieldSetup>,
    /// Facts of groups as a whole, in the order of the source.
    pub groups: Vec<GroupFacts>,
    /// Values of groups that their objectives do not all take over, in the order of the source.
    pub overridden: Vec<OverriddenValue>,
    /// Areas in the order of the source.
    pub areas: Vec<Area>,
    /// Periods in the order of the source, each with the label and years of its first mention in its area.
    pub periods: Vec<Period>,
    /// Objectives in the order of the source.
    pub objectives: Vec<Objective>,
}

impl Plan {
    /// Returns the years of which some objective states its weight; none if weights are of no year.
    pub fn weight_years(&self) -> BTreeSet<u16> {
        let weights = self.objectives.iter().filter_map(|o| o.by_year(Key::Weight));
        weights.flat_map(|years| years.keys().copied()).collect()
    }

    /// Returns `true` if some objective has a weight.
    pub fn is_weighted(&self) -> bool {
        self.objectives.iter().any(Objective::is_weighted)
    }

    /// Returns the years in which an objective is judged: those of its period, else those of the
    /// plan; none in a plan without years.
    pub fn years_of(&self, objective: &Objective) -> &BTreeSet<u16> {
        let own = &self.periods[objective.period].years;
        if own.is_empty() { &self.years } else { own }
    }
}

/// Area (*area*): part of the body that answers for its objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Name; absent for the one area of a plan without areas.
    pub name: Option<Text>,
    /// Person who leads the area (*responsabile*).
    pub manager: Option<Text>,
}

impl Area {
    /// Returns the name; empty in a plan without areas.
    pub fn words(&self) -> &str {
        self.name.as_ref().map_or("", |name| name.value.as_str())
    }
}

/// Resolution that an annex belongs to (*deliberazione*); each part may still be blank.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Resolution {
    /// Body that adopts the resolution (*organo*), for instance «Giunta».
    pub body: Option<Text>,
    /// Number of the resolution.
    pub number: Option<Text>,
    /// Day of the resolution.
    pub date: Option<Spanned<NaiveDate>>,
}

/// Other annex that the plan's texts refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Letter or number, for instance «A».
    pub label: Text,
    /// Title of the annex.
    pub title: Option<Text>,
}

/// Person who signs the annex (*firmatario*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Name and surname.
    pub name: Option<Text>,
    /// Capacity in which the person signs (*qualifica*).
    pub role: Text,
}
