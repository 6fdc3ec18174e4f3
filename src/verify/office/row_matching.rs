//! Matching of the rows of two tables.

use crate::office::GridRow;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// New index of each old row of a sheet, from 0, by the name of the sheet.
pub(super) type RowMaps = BTreeMap<String, BTreeMap<u32, u32>>;

/// Match of a row, by indices in the old and the new table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowMatch {
    /// Same texts in both.
    Same(usize, usize),
    /// Old row and the row that it became.
    Changed(usize, usize),
    /// Row of the old table only.
    Removed(usize),
    /// Row of the new table only.
    Added(usize),
}

/// Matches all rows, in the order of the tables.
pub(super) fn match_rows(before: &[GridRow], after: &[GridRow]) -> Vec<RowMatch> {
    let (old, new): (Vec<_>, Vec<_>) = (texts(before), texts(after));
    // The time to compare grows with the product of both: further rows are taken for added ones.
    let compared = new.len().min(MOST_TIMES * old.len() + MOST_ADDED);
    let (new, further) = (&new[..compared], compared..new.len());
    let mut match_rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                match_rows.extend((0..len).map(|i| RowMatch::Same(old_index + i, new_index + i)));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                match_rows.extend((old_index..old_index + old_len).map(RowMatch::Removed));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                match_rows.extend((new_index..new_index + new_len).map(RowMatch::Added));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let olds = old_index..old_index + old_len;
                pair(&old, new, olds, new_index..new_index + new_len, &mut match_rows);
            }
        }
    }
    match_rows.extend(further.map(RowMatch::Added));
    match_rows
}

/// Most rows that are compared, as a multiple of those before.
const MOST_TIMES: usize = 2;
/// Most rows that are compared in addition to that.
const MOST_ADDED: usize = 1_000;

/// Texts of the cells of a row with their columns.
type RowTexts<'r> = Vec<(u32, &'r str)>;

fn texts(rows: &[GridRow]) -> Vec<RowTexts<'_>> {
    fn of_row(row: &GridRow) -> RowTexts<'_> {
        row.cells.iter().map(|cell| (cell.column, cell.text.value.as_str())).collect()
    }
    rows.iter().map(of_row).collect()
}

/// Pairs changed rows in order: one by one if both sides have the same number, else each with
/// the next row that has a cell in common.
fn pair(
    old: &[RowTexts<'_>],
    new: &[RowTexts<'_>],
    olds: std::ops::Range<usize>,
    mut news: std::ops::Range<usize>,
    match_rows: &mut Vec<RowMatch>,
) {
    // Most edits change cells and leave rows alone: as many rows as before are the same rows.
    if olds.len() == news.len() {
        return match_rows.extend(olds.zip(news).map(|(a, b)| RowMatch::Changed(a, b)));
    }
    for a in olds {
        let alike = |b: &usize| new[*b].iter().any(|cell| old[a].contains(cell));
        match news.clone().take(SEARCHED).find(alike) {
            Some(b) => {
                match_rows.extend((news.start..b).map(RowMatch::Added));
                match_rows.push(RowMatch::Changed(a, b));
                news.start = b + 1;
            }
            None => match_rows.push(RowMatch::Removed(a)),
        }
    }
    match_rows.extend(news.map(RowMatch::Added));
}

/// Number of rows searched for the one that a row became: a bound on quadratic time.
const SEARCHED: usize = 100;
