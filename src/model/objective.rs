//! Objectives: the rows of the plan.

use crate::model::{Text, Weight};
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
    /// Who works on it.
    pub assignment: Assignment,
    /// Index of its kind (*tipologia*) in [`crate::model::Plan::kinds`], and where it was given.
    pub kind: Option<Spanned<usize>>,
    /// What is to be done (*descrizione*).
    pub description: Text,
    /// The result that is expected (*risultato atteso*).
    pub expected_result: Option<Text>,
    /// How the result is measured (*indicatore di risultato*).
    pub indicator: Option<Text>,
    /// Its weight (*peso*); absent is not 0.
    pub weight: Option<Spanned<Weight>>,
    /// Further fields (*altro*), in the order of the source.
    pub extra: Vec<Extra>,
    /// The whole row in its source.
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

/// A field that the program gives no meaning to, kept as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// Its key under `altro`.
    pub key: Spanned<String>,
    /// What it says; absent if nothing.
    pub value: Option<Text>,
}
