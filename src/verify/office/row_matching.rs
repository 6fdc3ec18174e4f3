//! Matching of the rows of two tables.

use crate::likeness::{Edge, LEAST, Profiles, WordIndex, assign};
use crate::office::GridRow;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// New index of each old row of a sheet, from 0, by the name of the sheet.
pub(super) type RowMaps = BTreeMap<String, BTreeMap<u32, u32>>;

/// Match of a row, by indices in the old and the new table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowMatch {
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
    /// Old row and the row that it became among other rows.
    MovedAndChanged(usize, usize),
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
pub fn match_rows(before: &[GridRow], after: &[GridRow]) -> Vec<RowMatch> {
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
                let (olds, news) = (old_index..old_index + old_len, new_index..new_index + new_len);
                if old_len == new_len {
                    // Most edits change cells and leave rows alone: as many rows are the same rows.
                    match_rows.extend(olds.zip(news).map(|(a, b)| RowMatch::Changed(a, b)));
                } else {
                    match_rows.extend(olds.map(RowMatch::Removed));
                    match_rows.extend(news.map(RowMatch::Added));
                }
            }
        }
    }
    match_rows.extend(further.map(RowMatch::Added));
    with_likely(&old, new, with_moved(&old, new, match_rows))
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

/// Matches the rows that are left by what they say, as objectives of two plans are.
fn with_likely(
    old: &[RowTexts<'_>],
    new: &[RowTexts<'_>],
    matches: Vec<RowMatch>,
) -> Vec<RowMatch> {
    let (mut gone, mut come, mut same) = (Vec::new(), Vec::new(), BTreeMap::new());
    for fate in &matches {
        match *fate {
            RowMatch::Removed(a) => gone.push(a),
            RowMatch::Added(b) => come.push(b),
            RowMatch::Same(a, b) => _ = same.insert(a, b),
            _ => {}
        }
    }
    let mut partners = likely(old, new, &gone, &come);
    let arrived: BTreeSet<usize> = partners.values().copied().collect();
    let fates = matches.into_iter().filter_map(|fate| match fate {
        RowMatch::Added(b) if arrived.contains(&b) => None,
        RowMatch::Removed(a) => Some(match partners.remove(&a) {
            Some(b) if is_between(&same, a, b) => RowMatch::Changed(a, b),
            Some(b) => RowMatch::MovedAndChanged(a, b),
            None => fate,
        }),
        fate => Some(fate),
    });
    fates.collect()
}

/// Returns `true` if a row stands among the same rows as before.
fn is_between(same: &BTreeMap<usize, usize>, old: usize, new: usize) -> bool {
    let above = same.range(..old).next_back();
    let below = same.range(old..).next();
    above.is_none_or(|(_, above)| *above < new) && below.is_none_or(|(_, below)| *below > new)
}

/// Returns the new row of each old one that has words enough in common with it.
fn likely(
    old: &[RowTexts<'_>],
    new: &[RowTexts<'_>],
    gone: &[usize],
    come: &[usize],
) -> BTreeMap<usize, usize> {
    fn words<'r>(rows: &[RowTexts<'r>], among: &[usize]) -> Vec<Vec<&'r str>> {
        let words = |at: &usize| rows[*at].iter().map(|(_, text)| *text).collect();
        among.iter().map(words).collect()
    }
    let profiles = Profiles::of(&words(old, gone), &words(new, come));
    let index = WordIndex::of(&profiles.after, 0..come.len());
    let mut edges = Vec::new();
    for (before, profile) in profiles.before.iter().enumerate() {
        for after in index.candidates(profile, &profiles) {
            let likeness = profiles.likeness(profile, &profiles.after[after]);
            if likeness.plain >= LEAST.plain && likeness.rare >= LEAST.rare {
                let whole = i64::from(likeness.plain + likeness.rare);
                // Of twins the nearest in the order.
                let order = 8 - i64::try_from(before.abs_diff(after)).unwrap_or(7).min(7);
                edges.push(Edge { before, after, score: whole * whole * 8 + order });
            }
        }
    }
    assign(edges).into_iter().map(|(before, after)| (gone[before], come[after])).collect()
}

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

    #[test]
    fn rows_that_are_edited_and_moved_are_known_by_their_words() {
        let rows = |texts: &'static str| -> Vec<RowTexts<'static>> {
            texts.split('/').map(|text| vec![(0, text)]).collect()
        };
        let old = rows("strade e piazze/scuole del centro/parchi e giardini/uffici");
        let matches =
            |new: &'static str, matches: Vec<RowMatch>| with_likely(&old, &rows(new), matches);
        // One row more, and the one below it edited: neither the first nor the last is the partner.
        let new = "strade e piazze/mensa/scuole del centro storico/parchi e giardini/uffici";
        let plain = vec![
            RowMatch::Same(0, 0),
            RowMatch::Removed(1),
            RowMatch::Added(1),
            RowMatch::Added(2),
            RowMatch::Same(2, 3),
            RowMatch::Same(3, 4),
        ];
        assert_eq!(
            matches(new, plain),
            [
                RowMatch::Same(0, 0),
                RowMatch::Changed(1, 2),
                RowMatch::Added(1),
                RowMatch::Same(2, 3),
                RowMatch::Same(3, 4),
            ]
        );
        // Sorted, with one word changed.
        let new = "parchi e giardini/strade e piazze/uffici/scuole del paese";
        let plain = vec![
            RowMatch::Added(0),
            RowMatch::Same(0, 1),
            RowMatch::Removed(1),
            RowMatch::Removed(2),
            RowMatch::Same(3, 2),
            RowMatch::Added(3),
        ];
        assert_eq!(
            matches(new, plain),
            [
                RowMatch::Same(0, 1),
                RowMatch::MovedAndChanged(1, 3),
                RowMatch::MovedAndChanged(2, 0),
                RowMatch::Same(3, 2),
            ]
        );
    }
}
