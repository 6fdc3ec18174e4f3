//! Matching of the rows of two tables.

use crate::office::GridRow;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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
    /// Same texts in both, among other rows.
    Moved(usize, usize),
}

impl RowMatch {
    /// Returns the index of an old row that has no row with the same texts.
    fn old_alone(self) -> Option<usize> {
        match self {
            RowMatch::Changed(index, _) | RowMatch::Removed(index) => Some(index),
            _ => None,
        }
    }

    /// Returns the index of a new row that has no row with the same texts.
    fn new_alone(self) -> Option<usize> {
        match self {
            RowMatch::Changed(_, index) | RowMatch::Added(index) => Some(index),
            _ => None,
        }
    }
}

/// Matches all rows, in the order of the tables; moved rows last.
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
    with_moved(&old, new, match_rows)
}

/// Finds rows that only stand among others, as after sorting, in place of rows removed, changed or added.
fn with_moved(old: &[RowTexts<'_>], new: &[RowTexts<'_>], matches: Vec<RowMatch>) -> Vec<RowMatch> {
    let mut found: BTreeMap<&RowTexts<'_>, VecDeque<usize>> = BTreeMap::new();
    for index in matches.iter().filter_map(|fate| fate.new_alone()) {
        if let Some(texts) = new.get(index).filter(|texts| !texts.is_empty()) {
            found.entry(texts).or_default().push_back(index);
        }
    }
    let mut moved = BTreeMap::new();
    for index in matches.iter().filter_map(|fate| fate.old_alone()) {
        if let Some(partner) = found.get_mut(&old[index]).and_then(VecDeque::pop_front) {
            moved.insert(index, partner);
        }
    }
    let arrived: BTreeSet<_> = moved.values().copied().collect();
    let mut rest = Vec::new();
    for fate in matches {
        let gone = fate.old_alone().filter(|index| !moved.contains_key(index));
        let come = fate.new_alone().filter(|index| !arrived.contains(index));
        match (fate, gone, come) {
            (RowMatch::Same(..), ..) => rest.push(fate),
            (_, Some(a), Some(b)) => rest.push(RowMatch::Changed(a, b)),
            (_, Some(a), None) => rest.push(RowMatch::Removed(a)),
            (_, None, Some(b)) => rest.push(RowMatch::Added(b)),
            (_, None, None) => {}
        }
    }
    rest.extend(moved.into_iter().map(|(a, b)| RowMatch::Moved(a, b)));
    rest
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_only_moved_are_no_changes() {
        let rows = |texts: &'static str| -> Vec<RowTexts<'static>> {
            texts.split(' ').map(|text| vec![(0, text)]).collect()
        };
        let old = rows("a b c d");
        for (new, matches, expected) in [
            (
                "d c b a",
                (0..4).map(|i| RowMatch::Changed(i, i)).collect::<Vec<_>>(),
                (0..4).map(|i| RowMatch::Moved(i, 3 - i)).collect::<Vec<_>>(),
            ),
            (
                "b x a",
                vec![
                    RowMatch::Removed(0),
                    RowMatch::Same(1, 0),
                    RowMatch::Changed(2, 1),
                    RowMatch::Changed(3, 2),
                ],
                vec![
                    RowMatch::Same(1, 0),
                    RowMatch::Changed(2, 1),
                    RowMatch::Removed(3),
                    RowMatch::Moved(0, 2),
                ],
            ),
        ] {
            assert_eq!(with_moved(&old, &rows(new), matches), expected, "{new}");
        }
    }
}
