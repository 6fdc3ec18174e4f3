//! A table as its file shows it: cells with their texts and places, before anybody asks
//! which of them is a head, an area or an objective.

use crate::raw::Words;

/// A sheet of a workbook, a table of a document, or the whole of a text file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Grid {
    /// The sheet's name; its place is the sheet's first cell.
    pub name: Option<Words>,
    /// The paragraphs between the table before and this one, each once, in their order.
    pub above: Vec<Words>,
    /// How deep each of them is as a heading, from 1; 0 for those that are none.
    pub depths: Vec<u8>,
    /// The rows that show something, from the top.
    pub rows: Vec<Row>,
}

/// A row with at least one cell that shows something.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// Its index in the grid, from 0, blank rows counted.
    pub index: u32,
    /// Whether the file says that it is repeated on every page (w:tblHeader).
    pub is_head: bool,
    /// The cells that show something, from the left; none twice.
    pub cells: Vec<Cell>,
}

/// A cell that shows something, or the one at the upper left of cells that are merged.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its column, from 0, cells merged before it counted each.
    pub column: u32,
    /// How many columns it spans, at least 1.
    pub col_span: u32,
    /// How many rows it spans, at least 1.
    pub row_span: u32,
    /// What it shows: numbers and dates as their format writes them, paragraphs parted by a
    /// line feed, in the items of a list «- » before the text.
    pub text: Words,
    /// What stands behind it.
    pub kind: CellKind,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Words.
    Text,
    /// A number; `text` is as its format shows it («30%», «007», «33,33»).
    Number,
    /// A number of which the file does not tell how it is shown: 0,3 may be 30%.
    BareNumber,
    /// A date or a time.
    Date,
    /// An error value, in the letters of Italian programs: «#RIF!».
    Error,
}
