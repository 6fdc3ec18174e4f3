//! Tables as their file shows them: the texts of their cells and where each stands.
//!
//! No cell has been recognised yet as a head, an area or an objective.

use crate::source::Words;
use rust_decimal::Decimal;

/// Sheet of a workbook, table of a document, or the whole of a text file.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Grid {
    /// Name of the sheet, placed at its first cell; `None` outside workbooks.
    pub name: Option<Words>,
    /// Paragraphs of a document between the previous table and this one, in order.
    pub paragraphs: Vec<Words>,
    /// Heading level of each paragraph, from 1; 0 for body text.
    pub heading_depths: Vec<u8>,
    /// Rows with visible content, from the top.
    pub rows: Vec<GridRow>,
    /// Headers of the printed pages, which no cell repeats.
    pub page_headers: Vec<Words>,
}

/// Row with at least one cell that shows something.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GridRow {
    /// Index in the grid, from 0; blank rows count.
    pub index: u32,
    /// `true` if the file repeats the row on every page (`w:tblHeader`).
    pub is_head: bool,
    /// Cells with visible content, from the left, at most one a column.
    pub cells: Vec<GridCell>,
}

/// Cell with visible content, or the upper left one of merged cells.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    /// Column, from 0; each of the columns that earlier cells span counts.
    pub column: u32,
    /// Number of spanned columns, at least 1.
    pub col_span: u32,
    /// Number of spanned rows, at least 1.
    pub row_span: u32,
    /// Displayed text: numbers and dates in their format, a line feed between paragraphs,
    /// «- » before the items of a list.
    pub text: Words,
    /// Kind of the value behind the text.
    pub kind: CellKind,
}

/// Kind of the value of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// Number, displayed in its format («30%», «007», «33,33»).
    Number,
    /// Number that its format displays shortened, as 33% for 0,333: the value itself, in the
    /// displayed unit.
    Shortened(Decimal),
    /// Number displayed with a sign of percentages that multiplies nothing, 30 as «30%».
    WithPercentWord,
    /// Number whose displayed form is unknown: 0,3 may be 30%.
    BareNumber,
    /// Date or time.
    Date,
    /// Error value, spelled as Italian programs do: «#RIF!».
    Error,
}

impl CellKind {
    /// Returns `true` for a number whose text shows all of it.
    pub fn is_shown_number(self) -> bool {
        matches!(self, CellKind::Number | CellKind::WithPercentWord)
    }
}
