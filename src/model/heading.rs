//! What a layout calls the fields and levels of a plan: tables are recognised by it.

/// A heading that a layout prints over a column, or that the user gives for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Field of the column: `descrizione`.
    pub field: String,
    /// Words over it.
    pub words: String,
}

/// A level that a layout groups by, with what it writes around the names of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelHead {
    /// Name of the level: `missione`.
    pub name: String,
    /// Words before a group's name: «MISSIONE ».
    pub before: String,
    /// Words after it; usually none.
    pub after: String,
}
