//! Tables that stand side by side under equal headings, read as if they stood one below the other.

use super::word_forms::letters;
use crate::office::{Grid, GridRow};

/// Fewest headings of each table: fewer are two columns of one name in one table.
const LEAST_HEADINGS: usize = 3;

/// Returns a grid in which tables side by side stand one below the other; `None` if it has none.
pub(super) fn stacked(grid: &Grid) -> Option<Grid> {
    let bounds = grid.rows.iter().find_map(bounds)?;
    let mut rows: Vec<GridRow> = Vec::new();
    for (number, start) in bounds.iter().enumerate() {
        let end = bounds.get(number + 1).copied().unwrap_or(u32::MAX);
        let first = if number == 0 { 0 } else { *start };
        let offset = start - bounds[0];
        // One blank row between the tables.
        let below = rows.last().map_or(0, |row| row.index + 2);
        for row in &grid.rows {
            let cells = row.cells.iter().filter(|cell| (first..end).contains(&cell.column));
            let mut cells: Vec<_> = cells.cloned().collect();
            cells.iter_mut().for_each(|cell| cell.column -= offset);
            if !cells.is_empty() {
                rows.push(GridRow { index: below + row.index, is_head: row.is_head, cells });
            }
        }
    }
    Some(Grid { rows, ..grid.clone() })
}

/// Returns the first columns of the tables whose headings a row holds one after the other; `None` if
/// its headings do not repeat.
fn bounds(row: &GridRow) -> Option<Vec<u32>> {
    let headings: Vec<String> = row.cells.iter().map(|cell| letters(&cell.text.value)).collect();
    let first = headings.first()?;
    let width = 1 + headings.iter().skip(1).position(|heading| heading == first)?;
    let repeats = headings.len().is_multiple_of(width)
        && headings.chunks(width).all(|chunk| chunk == &headings[..width])
        && headings.iter().all(|heading| !heading.is_empty());
    let starts = row.cells.iter().step_by(width).map(|cell| cell.column);
    (repeats && width >= LEAST_HEADINGS).then(|| starts.collect())
}
