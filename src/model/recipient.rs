//! Kinds of workbooks that are handed out, and of those who get them.

use super::Key;

/// Kind of content that a workbook asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormPurpose {
    /// Results of objectives (*esiti*).
    Results,
    /// Proposed objectives (*proposte*).
    Proposals,
}

impl FormPurpose {
    /// Every purpose.
    pub const ALL: [FormPurpose; 2] = [FormPurpose::Results, FormPurpose::Proposals];

    /// Returns the name as users read it.
    pub fn name(self) -> &'static str {
        match self {
            FormPurpose::Results => "esiti",
            FormPurpose::Proposals => "proposte",
        }
    }
}

/// Field by whose values rows are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecipientKind {
    /// Area, or the plan's own outermost level.
    Area,
    /// Person who answers.
    Manager,
}

impl RecipientKind {
    /// Every kind.
    pub const ALL: [RecipientKind; 2] = [RecipientKind::Area, RecipientKind::Manager];

    /// Returns the name as users type and read it.
    pub fn name(self) -> &'static str {
        match self {
            RecipientKind::Area => Key::Area.name(),
            RecipientKind::Manager => Key::Manager.name(),
        }
    }
}
