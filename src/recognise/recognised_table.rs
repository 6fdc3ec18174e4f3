//! Tables as they were recognised, for a person who may set the fields of their columns.

/// Table of a file with what its columns and rows were taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecognisedTable {
    /// Name for people: «Foglio «Obiettivi»», «Tabella 2».
    pub name: String,
    /// Number of objectives; 0 if no head was found, so that the table was not read.
    pub objectives: usize,
    /// Heads, in the order of their rows; without objectives, the row most like one.
    pub heads: Vec<RecognisedHead>,
    /// Roles that rows were taken for, «aree», with their numbers from 1; no number if they stand above the
    /// table.
    pub rows: Vec<(&'static str, Vec<usize>)>,
}

/// Head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognisedHead {
    /// Number of its first row, from 1.
    pub row: usize,
    /// Columns, from the left.
    pub columns: Vec<RecognisedColumn>,
}

/// Column with its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognisedColumn {
    /// Words over the column.
    pub heading: String,
    /// Field that it holds, as `--mappa` takes it; empty if the heading names none.
    pub field: String,
}
