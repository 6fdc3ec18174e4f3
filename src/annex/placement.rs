//! Placement of cells: the rows and columns that each cell of a table covers.

use super::{Cell, Row};
use std::ops::Range;

/// A cell with the rows and columns that it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedCell<'a> {
    /// The cell.
    pub cell: &'a Cell,
    /// Rows, counted from the first of its section: head, bands, rows, totals or foot.
    pub rows: Range<usize>,
    /// Columns of the table.
    pub columns: Range<usize>,
}

/// Error of a row that has more cells than its table has free columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a row has more cells than its table has columns")]
pub struct TooManyCells;

/// Place of a cell in its section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellSpan {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
}

/// Places the cells of `section`, each in the first column that no other cell covers.
///
/// A span ends where the section or the table ends, or where the next covered column begins.
///
/// # Errors
/// [`TooManyCells`] where a row has no free column left for a cell.
pub(super) fn place(section: &mut [Row], columns: usize) -> Result<(), TooManyCells> {
    let count = section.len();
    // Places of the cells from rows above that go on, from left to right within each row.
    let mut open: Vec<CellSpan> = Vec::new();
    // The first row that no cell placed so far covers, for each column.
    let mut free_from = vec![0; columns];
    for (at, row) in section.iter_mut().enumerate() {
        open.retain(|place| place.rows.end > at);
        row.continued = open.iter().map(|place| place.columns.clone()).collect();
        row.places = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        let is_free = |free_from: &[usize], column: &usize| free_from[*column] <= at;
        for cell in &row.cells {
            let start = (column..columns).find(|c| is_free(&free_from, c)).ok_or(TooManyCells)?;
            let limit = columns.min(start + usize::from(cell.col_span.max(1)));
            // A cell that spans into one from a row above would overlap it, which no format can hold.
            let width = (start..limit).take_while(|c| is_free(&free_from, c)).count();
            // A span never leaves its section: heads are repeated and bodies may be divided by pages.
            let rows = at..count.min(at + usize::from(cell.row_span.max(1)));
            column = start + width;
            free_from[start..column].fill(rows.end);
            row.places.push(CellSpan { rows, columns: start..column });
        }
        open.extend(row.places.iter().filter(|place| place.rows.len() > 1).cloned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{CellRole, StyleName};
    use super::*;

    fn cell(col_span: u16, row_span: u16) -> Cell {
        let cell = Cell::new(CellRole::Data, StyleName::Cell, "x", None);
        Cell { col_span, row_span, ..cell }
    }

    #[test]
    fn cells_flow_around_those_that_span() {
        let mut rows =
            [Row::new([cell(1, 2), cell(2, 1), cell(1, 9)]), Row::new([cell(1, 1), cell(9, 1)])];
        place(&mut rows, 4).unwrap();
        let places = rows.iter().flat_map(Row::placed).map(|p| (p.rows, p.columns));
        let places: Vec<_> = places.collect();
        assert_eq!([rows[0].continued(), rows[1].continued()], [&[][..], &[0..1, 3..4]]);
        assert_eq!(places, [(0..2, 0..1), (0..1, 1..3), (0..2, 3..4), (1..2, 1..2), (1..2, 2..3)]);
        let two = || Row::new([cell(2, 1), cell(1, 1)]);
        assert_eq!(place(&mut [two()], 2), Err(TooManyCells));
        assert_eq!(place(&mut [two()], 3), Ok(()));
    }
}
