//! Sets of annexes of a comparison or of an achievement: made once, then looked at and taken away.

use super::work::MadeWork;

/// Work that a set was made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetKind {
    /// Results of a plan.
    Achievement,
    /// Both texts of the comparison under this number.
    SideBySide(u32),
}

/// Set of annexes on the desk. It never changes.
pub(super) struct MadeSet {
    pub(super) kind: SetKind,
    /// Names of the files that it was made of, for people.
    pub(super) name: String,
    pub(super) made: MadeWork,
}
