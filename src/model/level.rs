//! The levels that a plan is made of, and what it says of their groups.

use crate::model::{Text, Weight};
use crate::source::{Span, Spanned};
use std::ops::Range;

/// What a level (*livello*) of the plan groups by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// By area.
    Area,
    /// By period.
    Period,
    /// By what objectives say in the field of this name: `missione`, `programma`.
    Field(String),
}

impl Level {
    /// The levels of a plan that names none, outermost first.
    pub const DEFAULT: [Level; 2] = [Level::Area, Level::Period];

    /// The level that `name` names.
    pub fn named(name: &str) -> Self {
        match name {
            "area" => Level::Area,
            "periodo" => Level::Period,
            other => Level::Field(other.to_owned()),
        }
    }

    /// Its name in files.
    pub fn name(&self) -> &str {
        match self {
            Level::Area => "area",
            Level::Period => "periodo",
            Level::Field(name) => name,
        }
    }
}

/// What the source says of a group as a whole, beside the fields that its objectives take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFacts {
    /// The level of the group.
    pub level: Level,
    /// Its objectives, by index: they stand together in the source.
    pub objectives: Range<usize>,
    /// Text before it (*premessa*).
    pub premise: Option<Text>,
    /// Text after it (*chiusura*).
    pub closing: Option<Text>,
    /// What its weights add up to according to the source (*totale*).
    pub stated_total: Option<Spanned<Weight>>,
    /// Its beginning in the source.
    pub span: Span,
}
