//! Names that a layout gives to the fields and levels of a plan; tables are recognised by them.

/// Heading that a layout prints over a column, or that the user gives for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Field of the column: `descrizione`.
    pub field: String,
    /// Words over the column.
    pub words: String,
}

/// Level that a layout groups by, with the words around the names of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelHead {
    /// Name of the level: `missione`.
    pub name: String,
    /// Words before a group's name: «MISSIONE ».
    pub before: String,
    /// Words after a group's name; usually none.
    pub after: String,
}
