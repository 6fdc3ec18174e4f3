//! Tables: columns, head, bodies with bands, foot; cells that may span.

use super::placement::{CellSpan, PlacedCell, TooManyCells, place};
use super::{Align, Mm, Origin, Paragraphs, Rgb, StyleName, Vertical, WordMark};
use std::ops::Range;

/// Content of a table before its cells are placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableParts {
    /// Summary of the table for readers who do not see it.
    pub caption: String,
    /// Columns from left to right; at least one.
    pub columns: Vec<Column>,
    /// Index of the column whose cells name their row, if any.
    pub row_head: Option<usize>,
    /// Rows with the heads of the columns, repeated on every page.
    pub head: Vec<Row>,
    /// Bodies in order.
    pub bodies: Vec<Body>,
    /// Closing rows, for instance a grand total.
    pub foot: Vec<Row>,
    /// `true` if the table stays on one page, where a page has room for it.
    pub whole: bool,
    /// `true` if the table introduces the next block: both stay on one page, where a page has
    /// room for them.
    pub introduces: bool,
}

/// A table whose cells are placed: no row has more cells than there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub(super) parts: TableParts,
}

impl Table {
    /// Places the cells of `parts`.
    ///
    /// # Errors
    /// [`TooManyCells`] where a row has more cells than columns are free.
    pub fn new(mut parts: TableParts) -> Result<Table, TooManyCells> {
        let columns = parts.columns.len();
        let bodies = parts.bodies.iter_mut();
        let sections = bodies.flat_map(|body| [&mut body.bands, &mut body.rows, &mut body.totals]);
        for section in [&mut parts.head, &mut parts.foot].into_iter().chain(sections) {
            place(section, columns)?;
        }
        Ok(Table { parts })
    }

    /// Returns the summary of the table for readers who do not see it; may be empty.
    pub fn caption(&self) -> &str {
        &self.parts.caption
    }

    /// Returns the columns from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.parts.columns
    }

    /// Returns the index of the column whose cells name their row.
    pub fn row_head(&self) -> Option<usize> {
        self.parts.row_head
    }

    /// Returns the rows with the heads of the columns.
    pub fn head(&self) -> &[Row] {
        &self.parts.head
    }

    /// Returns the bodies in order.
    pub fn bodies(&self) -> &[Body] {
        &self.parts.bodies
    }

    /// Returns the closing rows.
    pub fn foot(&self) -> &[Row] {
        &self.parts.foot
    }

    /// Returns `true` if the table stays on one page, where a page has room for it.
    pub fn is_whole(&self) -> bool {
        self.parts.whole
    }

    /// Returns `true` if the table stays on one page with the next block, where a page has room
    /// for them.
    pub fn introduces(&self) -> bool {
        self.parts.introduces
    }

    /// Sets whether the table stays on one page with the next block.
    pub fn set_introduces(&mut self, introduces: bool) {
        self.parts.introduces = introduces;
    }

    /// Returns `true` if the last row of the bodies stays on one page with the one above it, so that no
    /// page has it alone. Tables whose pages have no heading of what goes on keep the look of the original.
    pub fn pairs_last_rows(&self) -> bool {
        let Some(last) = self.bodies().last() else { return false };
        let goes_on = last.continued.texts().next().is_some();
        goes_on && last.rows.len() > 2 && last.totals.is_empty() && self.foot().is_empty()
    }

    /// Iterates over all cells in reading order.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let bodies = self.bodies().iter().flat_map(|b| [&b.bands, &b.rows, &b.totals]);
        let bodies = bodies.flatten();
        self.head().iter().chain(bodies).chain(self.foot()).flat_map(|row| &row.cells)
    }

    /// Sets the widths of the columns, in their order.
    pub fn set_widths(&mut self, widths: impl IntoIterator<Item = Width>) {
        for (column, width) in self.parts.columns.iter_mut().zip(widths) {
            column.width = width;
        }
    }

    /// Takes their identities from the cells of the bodies for which `keep` is false.
    pub fn keep_identities(&mut self, mut keep: impl FnMut(&str) -> bool) {
        let rows = self.parts.bodies.iter_mut().flat_map(|body| &mut body.rows);
        for cell in rows.flat_map(|row| &mut row.cells) {
            cell.identity = cell.identity.take().filter(|identity| keep(identity));
        }
    }

    /// Marks words in the rows of the bodies: `marks` gives those of a row's cells, by their indices.
    pub fn mark_words(&mut self, marks: impl Fn(&[Column], &Row) -> Vec<(usize, Vec<WordMark>)>) {
        let TableParts { columns, bodies, .. } = &mut self.parts;
        for row in bodies.iter_mut().flat_map(|body| &mut body.rows) {
            for (cell, marks) in marks(columns, row) {
                row.cells[cell].marks = marks;
            }
        }
    }

    /// Takes the table apart, for instance to change its rows.
    pub fn into_parts(self) -> TableParts {
        self.parts
    }
}

/// A stretch of rows under bands of its own.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Body {
    /// Number of bands of earlier bodies, outermost first, that hold for this body as well.
    pub outer: usize,
    /// Bands across the columns, outermost level first; they are never alone at a page's foot.
    pub bands: Vec<Row>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Totals of this body; never alone on a page.
    pub totals: Vec<Row>,
    /// Heading of a page that begins within this body.
    pub continued: ContinuedHeading,
}

/// Heading above a table on the pages on which it goes on: the groups in force there.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ContinuedHeading {
    /// Heading of a page that begins with the bands of the body; `None` if there is none.
    pub at_bands: Option<String>,
    /// Heading of a page that begins below them; `None` if there is none.
    pub at_rows: Option<String>,
    /// Heading of a page that begins with the table itself, which goes on with what stands before it;
    /// `None` where the table begins something. The text is one of the others.
    pub at_start: Option<String>,
}

impl ContinuedHeading {
    /// Iterates over the texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.at_bands, &self.at_rows].into_iter().flatten().map(String::as_str)
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Field that the column shows, a stable name for programs.
    pub field: String,
    /// Width of the column.
    pub width: Width,
    /// Alignment of the text in its cells.
    pub align: Align,
}

/// The width that a layout asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// Exact width.
    Fixed(Mm),
    /// Share of the width that the fixed columns leave, relative to the other shares.
    Share(f32),
    /// Width with which the table is shortest; a share of one until that is settled.
    Auto,
}

impl Width {
    /// Adds up the fixed widths of `widths`.
    pub fn fixed(widths: impl IntoIterator<Item = Width>) -> Mm {
        let own = |width| match width {
            Width::Fixed(Mm(width)) => width,
            Width::Share(_) | Width::Auto => 0.0,
        };
        Mm(widths.into_iter().map(own).sum())
    }
}

/// A row: cells from left to right. A column that another cell covers, from above or from the
/// left, has no cell of its own.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// Cells in order.
    pub cells: Vec<Cell>,
    /// Places of `cells`; empty until the row is part of a [`Table`].
    pub(super) places: Vec<CellSpan>,
    /// Columns of the cells from rows above that go on in this row.
    pub(super) continued: Vec<Range<usize>>,
}

impl Row {
    /// Creates a row of `cells`, not yet placed.
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { cells: cells.into_iter().collect(), ..Row::default() }
    }

    /// Iterates over the cells that begin in this row of a [`Table`], with their places.
    pub fn placed(&self) -> impl Iterator<Item = PlacedCell<'_>> {
        self.cells.iter().zip(&self.places).map(|(cell, place)| PlacedCell {
            cell,
            rows: place.rows.clone(),
            columns: place.columns.clone(),
        })
    }

    /// Returns the columns of each cell from a row above that goes on in this row.
    pub fn continued(&self) -> &[Range<usize>] {
        &self.continued
    }
}

/// Role of a cell for assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellRole {
    /// Heads the column below it.
    ColumnHead,
    /// Heads the rows below it, across the columns it spans: a band.
    Band,
    /// Names its row.
    RowHead,
    /// Content.
    Data,
    /// Running text across the columns, which belongs to none of them.
    Text,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Role of the cell.
    pub role: CellRole,
    /// Style of the cell.
    pub style: StyleName,
    /// Overrides the column's alignment.
    pub align: Option<Align>,
    /// Position of the text in the height of the cell.
    pub vertical: Vertical,
    /// Colour behind the text; `None` if the style's is right.
    pub fill: Option<Rgb>,
    /// `true` if the text runs from the bottom to the top.
    pub rotated: bool,
    /// Text of the cell; empty for an empty cell.
    pub content: Vec<Paragraphs>,
    /// Words that a comparison sets apart, in order.
    pub marks: Vec<WordMark>,
    /// Number that the cell shows, for formats that keep numbers apart from text.
    pub number: Option<Number>,
    /// Number of columns that the cell spans, at least 1.
    pub col_span: u16,
    /// Number of rows that the cell spans, at least 1.
    pub row_span: u16,
    /// A stable name for programs: which objective and which field; at most 64 characters.
    pub identity: Option<String>,
    /// Place of the content in the source.
    pub origin: Option<Origin>,
}

impl Cell {
    /// Creates a cell of one column and one row with the author's `text`.
    pub fn new(role: CellRole, style: StyleName, text: &str, origin: Option<Origin>) -> Self {
        Cell {
            role,
            style,
            align: None,
            // Column heads stand in the middle of their row.
            vertical: if role == CellRole::ColumnHead { Vertical::Middle } else { Vertical::Top },
            fill: None,
            rotated: false,
            content: super::paragraphs(text),
            marks: Vec::new(),
            number: None,
            col_span: 1,
            row_span: 1,
            identity: None,
            origin,
        }
    }

    /// Returns the text as the author would type it.
    pub fn text(&self) -> String {
        super::plain_text(&self.content)
    }
}

/// An exact decimal number: `mantissa` divided by ten `scale` times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// All digits.
    pub mantissa: i128,
    /// Number of digits behind the decimal comma.
    pub scale: u32,
}

impl Number {
    /// Returns the nearest binary fraction, for formats that know no other numbers.
    pub fn to_f64(self) -> f64 {
        let text = format!("{}e-{}", self.mantissa, self.scale);
        text.parse().expect("digits, an e and a scale are always a float")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_the_nearest_float() {
        assert_eq!(Number { mantissa: 3333, scale: 2 }.to_f64(), 33.33);
        assert_eq!(Number { mantissa: 30, scale: 0 }.to_f64(), 30.0);
    }
}
