//! Kinds of objective.

/// Kind of objective (*tipologia*), for instance S sviluppo or M mantenimento.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectiveKind {
    /// Letter in the table.
    pub code: String,
    /// Meaning of the letter.
    pub label: String,
}
