//! Levels that group the objectives of a plan, and facts of their groups.

use crate::model::{Extra, Key, Text, Weight};
use crate::source::{Span, Spanned};
use std::ops::Range;

/// Level (*livello*) that groups the objectives of a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Groups by area.
    Area,
    /// Groups by period.
    Period,
    /// Groups by the field of this name: `missione`, `programma`.
    Field(String),
}

impl Level {
    /// Levels of a plan that names none, outermost first.
    pub const DEFAULT: [Level; 2] = [Level::Area, Level::Period];

    /// Returns the level that is spelled `name`.
    pub fn named(name: &str) -> Self {
        match Key::named(name) {
            Some(Key::Area) => Level::Area,
            Some(Key::Period) => Level::Period,
            _ => Level::Field(name.to_owned()),
        }
    }

    /// Returns the level as files spell it.
    pub fn name(&self) -> &str {
        match self {
            Level::Area => Key::Area.name(),
            Level::Period => Key::Period.name(),
            Level::Field(name) => name,
        }
    }
}

/// Facts of a group as a whole, apart from the fields that its objectives take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFacts {
    /// Level of the group.
    pub level: Level,
    /// Indices of its objectives, which stand together in the source; empty for a group of texts.
    pub objectives: Range<usize>,
    /// Place among the groups; absent for a group with objectives, which tell it.
    pub place: Option<GroupPlace>,
    /// Fields of a group without objectives, after those of the groups around it; none for any
    /// other, whose objectives take them over.
    pub fields: Vec<Extra>,
    /// Text before the group (*premessa*).
    pub premise: Option<Text>,
    /// Text after the group (*chiusura*).
    pub closing: Option<Text>,
    /// Total of its weights according to the source (*totale*).
    pub stated_total: Option<Spanned<Weight>>,
    /// Place of the group in the source.
    pub span: Span,
}

/// Value that a group states and that not all of its objectives take over: some have their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverriddenValue {
    /// Level of the group.
    pub level: Level,
    /// Indices of its objectives.
    pub objectives: Range<usize>,
    /// Field with the value of the group.
    pub field: Extra,
}

/// Place of a group that has texts and no objectives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupPlace {
    /// Index of its area.
    pub area: Option<usize>,
    /// Index of its period.
    pub period: Option<usize>,
    /// Names of the levels of the plan's own that it is in, each with the label; its own included.
    pub labels: Vec<(String, Text)>,
}
