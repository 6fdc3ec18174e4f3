//! Facts about what a workbook displays besides the texts of its cells.

use crate::office::workbook::sheet::CellRange;
use crate::office::xlsx::reference::cell_range;

/// Fact that a reader sees or hears; two workbooks are alike if their facts are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookFact {
    /// Kind of the fact.
    pub kind: LookKind,
    /// Content: a text, a formula, a name; empty if the kind says everything.
    pub text: String,
    /// Rest of the content, where the text is a name: what a name means, bytes of a picture.
    pub detail: String,
    /// Cells that it concerns; empty if it concerns the sheet or the workbook.
    pub area: CellArea,
}

impl LookFact {
    /// Creates a fact about a sheet or a workbook.
    pub(crate) fn new(kind: LookKind, text: impl Into<String>) -> Self {
        LookFact { kind, text: text.into(), detail: String::new(), area: CellArea::default() }
    }

    /// Adds the rest of the content.
    pub(crate) fn with(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Adds the cells of a list of references, «A1:B2 C3».
    pub(crate) fn at(mut self, references: &str) -> Self {
        self.area = CellArea::of(references);
        self
    }

    /// Adds one cell.
    pub(crate) fn at_cell(mut self, row: u32, column: u32) -> Self {
        self.area = CellArea(vec![((row, column), (row, column))]);
        self
    }
}

/// Rectangles of cells: first and last row and column, from 0, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellArea(pub Vec<((u32, u32), (u32, u32))>);

impl CellArea {
    /// Parses a list of references, «A1:B2 C3»; whole columns and rows have no corners and are
    /// left out.
    pub(crate) fn of(references: &str) -> Self {
        let ranges = references.split_whitespace().filter_map(cell_range);
        CellArea(ranges.map(|CellRange { first, last }| (first, last)).collect())
    }

    /// Joins rectangles that touch in a column, so that other divisions of the same cells are equal.
    pub(crate) fn joined(self) -> Self {
        /// Most columns of a rectangle that is divided by column: wider ones stay as they are.
        const WIDEST: u32 = 200;
        let mut parts: Vec<(u32, u32, u32)> = Vec::new();
        let mut wide = Vec::new();
        for (first, last) in self.0 {
            if last.1 - first.1 > WIDEST {
                wide.push((first, last));
            } else {
                parts.extend((first.1..=last.1).map(|column| (column, first.0, last.0)));
            }
        }
        parts.sort_unstable();
        wide.sort_unstable();
        wide.dedup();
        let mut columns: Vec<(u32, u32, u32)> = Vec::new();
        for (column, first, last) in parts {
            match columns.last_mut().filter(|p| p.0 == column && first <= p.2.saturating_add(1)) {
                Some(part) => part.2 = part.2.max(last),
                None => columns.push((column, first, last)),
            }
        }
        let columns = columns.into_iter().map(|(column, a, b)| ((a, column), (b, column)));
        CellArea(columns.chain(wide).collect())
    }
}

/// Kind of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookKind {
    /// Cell, row or sheet that stands twice or out of order, so that programs show different ones.
    Doubled,
    /// Element of another language, which some programs pass over, or one that is written in a way
    /// that programs read differently.
    Foreign,
    /// Sheet that holds no cells: a chart, a dialog, macros of Excel 4.
    OtherSheet,
    /// Condition that changes the display of cells.
    Condition,
    /// Rule for what may be typed into cells, with the message beside them.
    Validation,
    /// Message for what breaks such a rule.
    ValidationError,
    /// Target of a link.
    Link,
    /// Text shown over a link.
    LinkTip,
    /// Comment on a cell.
    Comment,
    /// Reading above a text.
    Phonetic,
    /// Merged cells.
    Merge,
    /// Header of pages.
    Header,
    /// Footer of pages.
    Footer,
    /// Shape, text box, picture or other object over the cells.
    Object,
    /// Cells with content that an object covers.
    Covered,
    /// Text for those who do not see an object or a table.
    AltText,
    /// Chart: its texts, ranges and kinds.
    ChartText,
    /// Range or formula that a chart shows.
    ChartRange,
    /// Value that a chart keeps and its cells do not show.
    ChartValue,
    /// Form of a chart: its kind, hidden axes, scales.
    ChartForm,
    /// Table: its name, cells, heads and totals.
    TableHead,
    /// Table style.
    TableStyle,
    /// Criterion of a filter.
    Filter,
    /// Named cells.
    Name,
    /// Colour of all empty cells of a row or a column.
    Background,
    /// Title or language of the workbook, which are read aloud when it opens.
    Title,
    /// Cells that are printed, and rows repeated on every page.
    Print,
    /// View that shows other things than the cells: zeros hidden, formulas, direction, tiny scale.
    View,
    /// Setting of calculation.
    Calculation,
    /// Other elements that annexes do not have.
    Extra,
}
