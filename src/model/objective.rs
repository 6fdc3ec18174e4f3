//! Objectives: the rows of the plan.

use crate::model::{Extra, Text, Weight};
use crate::source::{Span, Spanned};

/// An objective (*obiettivo*): one row of the table, its texts kept word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// Index of its area in [`crate::model::Plan::areas`].
    pub area: usize,
    /// Index of its period in [`crate::model::Plan::periods`].
    pub period: usize,
    /// Its code (*codice*), if the body gives codes.
    pub code: Option<Text>,
    /// Who works on it; absent in plans that name their own levels only.
    pub assignment: Option<Assignment>,
    /// Index of its kind (*tipologia*) in [`crate::model::Plan::kinds`], and where it was given.
    pub kind: Option<Spanned<usize>>,
    /// What is to be done (*descrizione*).
    pub description: Text,
    /// The result that is expected (*risultato atteso*).
    pub expected_result: Option<Text>,
    /// How the result is measured (*indicatori di risultato*), in the order of the source.
    pub indicators: Vec<Indicator>,
    /// Its weight (*peso*); absent is not 0.
    pub weight: Option<Spanned<Weight>>,
    /// Further fields, in the order of the source; those of its groups come first.
    pub extra: Vec<Extra>,
    /// The whole row in its source.
    pub span: Span,
}

/// A measure of the result (*indicatore*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// What is measured.
    pub text: Text,
    /// What it counts for among the indicators of its objective (*peso*).
    pub weight: Option<Spanned<Weight>>,
    /// Further fields, in the order of the source: for instance its target of each year.
    pub extra: Vec<Extra>,
    /// All of it in its source.
    pub span: Span,
}

/// Who works on an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignment {
    /// One service of the body (*servizio organizzativo*).
    Service(Text),
    /// All services together (*obiettivo trasversale*), under a title that areas share.
    CrossCutting {
        /// The title.
        title: Text,
    },
}

impl Assignment {
    /// The name of the service or the title of the cross-cutting objective.
    pub fn text(&self) -> &Text {
        match self {
            Assignment::Service(text) | Assignment::CrossCutting { title: text } => text,
        }
    }
}
