//! Cells that say the same one below the other become one.

use crate::annex::{Cell, Row};
use crate::layout::ColumnSetup;

/// Makes one cell of neighbours in `rows` that say the same, in the columns that ask for it
/// (*unisci*). A column never joins what such a column to its left keeps apart: the same
/// office under two programmes stays two cells.
///
/// Every row has a cell for each column. Cells that say nothing stay apart, and so do those
/// that carry the identity of their objective: a copy that comes back is read cell by cell.
pub(super) fn merge_neighbours(rows: &mut [Row], columns: &[ColumnSetup]) {
    let mut apart = vec![false; rows.len()];
    for (column, _) in columns.iter().enumerate().filter(|(_, column)| column.merge) {
        for row in 1..rows.len() {
            let (above, below) = (&rows[row - 1].cells[column], &rows[row].cells[column]);
            apart[row] |= !one(above, below);
        }
        let starts = (0..rows.len()).filter(|row| *row == 0 || apart[*row]);
        let starts: Vec<usize> = starts.chain([rows.len()]).collect();
        for run in starts.windows(2) {
            let span = u16::try_from(run[1] - run[0]).unwrap_or(u16::MAX);
            rows[run[0]].cells[column].row_span = span;
        }
    }
    drop_covered(rows, columns);
}

fn one(above: &Cell, below: &Cell) -> bool {
    let free = above.identity.is_none() && below.identity.is_none();
    free && !above.content.is_empty() && above.content == below.content
}

/// Takes away the cells that one from above covers.
fn drop_covered(rows: &mut [Row], columns: &[ColumnSetup]) {
    let mut covered = vec![0u16; columns.len()];
    for row in rows {
        let mut left = covered.iter_mut();
        row.cells.retain(|cell| {
            let left = left.next().expect("a row has a cell for each column");
            let stays = *left == 0;
            *left = if stays { cell.row_span - 1 } else { *left - 1 };
            stays
        });
    }
}
