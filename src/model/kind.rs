//! Kinds of objective.

/// A kind of objective (*tipologia*), for instance S sviluppo or M mantenimento.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectiveKind {
    /// The letter in the table.
    pub code: String,
    /// What the letter stands for.
    pub label: String,
}
