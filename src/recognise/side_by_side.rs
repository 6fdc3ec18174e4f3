//! Tables that stand side by side under equal headings, read as if they stood one below the other.

use super::form_rows::sure_role;
use super::table_rows::texts;
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::letters;
use crate::model::Key;
use crate::office::{Grid, GridRow};
use std::collections::{BTreeMap, BTreeSet};

/// Fewest headings of each table: fewer are two columns of one name in one table.
const LEAST_HEADINGS: usize = 3;

/// Returns a grid in which tables side by side stand one below the other; `None` if it has none.
pub(super) fn stacked(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let bounds = grid.rows.iter().find_map(bounds).or_else(|| bounds_of_forms(grid, vocabulary))?;
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

/// Returns the first columns of forms side by side, whose labels the rows repeat: «Area | Tecnica | |
/// Area | Sociale».
fn bounds_of_forms(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Vec<u32>> {
    let mut labels: BTreeMap<Vec<u32>, BTreeSet<ColumnRole>> = BTreeMap::new();
    for row in &grid.rows {
        let Some(first) = texts(row).next() else { continue };
        let Some(role) = sure_role(first, vocabulary) else { continue };
        let name = letters(&first.text.value);
        let repeats = texts(row).filter(|cell| letters(&cell.text.value) == name);
        labels.entry(repeats.map(|cell| cell.column).collect()).or_default().insert(role);
    }
    let (bounds, roles) = labels
        .into_iter()
        .max_by_key(|(bounds, roles)| if bounds.len() > 1 { roles.len() } else { 0 })?;
    let has_values = bounds.windows(2).all(|pair| pair[1] - pair[0] > 1);
    let describes = roles.contains(&ColumnRole::Key(Key::Description));
    (bounds.len() > 1 && has_values && describes && roles.len() >= LEAST_HEADINGS).then_some(bounds)
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
