//! Cells that are one: those of an objective over the rows of its indicators, and
//! neighbours that say the same.

use super::fields::by_indicator;
use super::table_column::TableColumn;
use crate::annex::{Cell, Row};

/// Makes one cell of those of one objective in `rows`, but for the columns that have a cell
/// for each indicator, and of neighbours that say the same in the columns that ask for it
/// (*unisci*). `goes_on` says of each row whether it belongs to the objective of the row above.
///
/// A column that joins neighbours never joins what such a column to its left keeps apart: the
/// same office under two programmes stays two cells. Every row has a cell for each column.
/// Cells that say nothing stay apart, and so do those of two objectives that carry their
/// identity: a copy that comes back is read cell by cell.
pub(super) fn merge(rows: &mut [Row], goes_on: &[bool], columns: &[TableColumn<'_>]) {
    let mut apart = vec![false; rows.len()];
    for (at, column) in columns.iter().enumerate() {
        let has_rows = by_indicator(&column.setup.field.value);
        let starts: Vec<bool> = (0..rows.len())
            .map(|row| {
                let same_objective = goes_on[row] && !has_rows;
                let says_same = || one(&rows[row - 1].cells[at], &rows[row].cells[at]);
                if column.setup.merge {
                    apart[row] |= row == 0 || !(same_objective || says_same());
                    apart[row]
                } else {
                    !same_objective
                }
            })
            .collect();
        set_spans(rows, at, &starts);
    }
    drop_covered(rows, columns.len());
}

/// Gives the cells of the column `at` that begin a run the length of the run.
fn set_spans(rows: &mut [Row], at: usize, starts: &[bool]) {
    let starts = starts.iter().enumerate().filter(|(_, starts)| **starts).map(|(row, _)| row);
    let bounds: Vec<usize> = starts.chain([rows.len()]).collect();
    for run in bounds.windows(2) {
        let span = u16::try_from(run[1] - run[0]).unwrap_or(u16::MAX);
        rows[run[0]].cells[at].row_span = span;
    }
}

fn one(above: &Cell, below: &Cell) -> bool {
    let free = above.identity.is_none() && below.identity.is_none();
    let alike = above.content == below.content && above.col_span == below.col_span;
    free && !above.content.is_empty() && alike
}

/// Takes away the cells that one from above covers.
fn drop_covered(rows: &mut [Row], columns: usize) {
    let mut covered = vec![0u16; columns];
    for row in rows {
        // Covered cells are dropped last: until then every row has a cell for each column, so that
        // indices of cells are those of columns.
        let mut left = covered.iter_mut();
        // Columns that a cell of this row covers to its right.
        let mut beside = 0;
        row.cells.retain(|cell| {
            let left = left.next().expect("a row has a cell for each column");
            let is_free = *left == 0;
            *left = if is_free { cell.row_span - 1 } else { *left - 1 };
            let stays = is_free && beside == 0;
            beside = if stays { cell.col_span - 1 } else { beside.saturating_sub(1) };
            stays
        });
    }
}
