//! Facts about what a workbook displays besides the texts of its cells.

use crate::office::workbook::sheet::CellRange;
use crate::office::xlsx::reference::cell_range;
use std::collections::{BTreeMap, BTreeSet};

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

/// First and last row and column of a rectangle of cells, from 0.
type CellBlock = ((u32, u32), (u32, u32));

/// Rectangles of cells, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellArea(pub Vec<CellBlock>);

impl CellArea {
    /// Parses a list of references, «A1:B2 C3»; whole columns and rows have no corners and are
    /// left out.
    pub(crate) fn of(references: &str) -> Self {
        let ranges = references.split_whitespace().filter_map(cell_range);
        CellArea(ranges.map(|CellRange { first, last }| (first, last)).collect())
    }

    /// Sorts rectangles and leaves out repeated ones.
    pub(crate) fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self.0.dedup();
        self
    }

    /// Returns the cells that another area does not have, of areas that are divided by column; a
    /// rectangle of several columns counts as a whole.
    #[must_use]
    pub fn without(&self, other: &CellArea) -> CellArea {
        let is_narrow = |(first, last): &CellBlock| first.1 == last.1;
        let mut by_column: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for (first, last) in other.0.iter().filter(|block| is_narrow(block)) {
            by_column.entry(first.1).or_default().push((first.0, last.0));
        }
        let mut left = Vec::new();
        let others: BTreeSet<&CellBlock> = other.0.iter().collect();
        for block in self.0.iter().filter(|block| !others.contains(block)) {
            let (first, last) = *block;
            let taken = by_column.get(&first.1).filter(|_| is_narrow(block));
            let mut start = first.0;
            // Joined parts of a column stand in order.
            for (from, to) in taken.into_iter().flatten().filter(|part| part.1 >= first.0) {
                if *from > last.0 {
                    break;
                }
                if *from > start {
                    left.push(((start, first.1), (from - 1, last.1)));
                }
                start = to.saturating_add(1).max(start);
            }
            if start <= last.0 {
                left.push(((start, first.1), last));
            }
        }
        CellArea(left)
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
    /// Something that a chart does not show, because a part of it is missing.
    ChartLoss,
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
    /// Paper and scale of printed pages, which some programs leave out.
    Paper,
    /// View that shows other things than the cells: zeros hidden, formulas, direction, tiny scale.
    View,
    /// Setting of calculation.
    Calculation,
    /// Other elements that annexes do not have.
    Extra,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_compared_cell_by_cell() {
        let area = |references: &str| CellArea::of(references).joined();
        for (one, other, left) in [
            ("D7:D11 G7:G11", "G7:G11", "D7:D11"),
            ("D7:D11", "D7:D10", "D11"),
            ("D7:D10", "D7:D11", ""),
            ("H2:H6", "H4", "H2:H3 H5:H6"),
            ("A1:B5", "A1:A5 B3:B9", "B1:B2"),
            ("A1", "", "A1"),
        ] {
            assert_eq!(area(one).without(&area(other)), CellArea::of(left), "{one} {other}");
        }
        let merged = CellArea::of("A3:F3 A4:F4");
        assert_eq!(merged.without(&CellArea::of("A3:F3")), CellArea::of("A4:F4"));
    }
}
