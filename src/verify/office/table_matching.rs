//! Matching of the tables of two files: sheets by their names, tables of a document by their
//! texts if one is missing or new.

use crate::office::Grid;
use std::collections::BTreeSet;

/// Most pairs of tables that are compared by their texts: far above any annex.
const MOST_PAIRS: usize = 10_000;

/// Returns the index of the counterpart of each table.
pub(super) fn match_tables(old: &[Grid], new: &[Grid]) -> Vec<Option<usize>> {
    let is_named = old.iter().chain(new).any(|grid| grid.name.is_some());
    if is_named {
        let name = |grid: &'_ Grid| grid.name.as_ref().map(|name| name.value.clone());
        let names: Vec<_> = new.iter().map(name).collect();
        return old.iter().map(|grid| names.iter().position(|n| *n == name(grid))).collect();
    }
    if old.len() == new.len() || old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return (0..old.len()).map(|index| (index < new.len()).then_some(index)).collect();
    }
    in_order(&old.iter().map(texts).collect::<Vec<_>>(), &new.iter().map(texts).collect::<Vec<_>>())
}

/// Matches tables in order, so that they have the most texts in common.
fn in_order(old: &[BTreeSet<&str>], new: &[BTreeSet<&str>]) -> Vec<Option<usize>> {
    let width = new.len() + 1;
    let common = |i: usize, j: usize| old[i].intersection(&new[j]).count();
    // Most texts in common of the tables from each one on.
    let mut best = vec![0; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let alone = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            best[i * width + j] = alone.max(common(i, j) + best[(i + 1) * width + j + 1]);
        }
    }
    let (mut partners, mut j) = (Vec::new(), 0);
    for i in 0..old.len() {
        // A later table of the same worth is left for the tables to come.
        while j < new.len() && best[i * width + j] == best[i * width + j + 1] {
            j += 1;
        }
        let is_matched = j < new.len() && best[i * width + j] > best[(i + 1) * width + j];
        partners.push(is_matched.then_some(j));
        j += usize::from(is_matched);
    }
    partners
}

fn texts(grid: &Grid) -> BTreeSet<&str> {
    let cells = grid.rows.iter().flat_map(|row| &row.cells);
    cells.map(|cell| cell.text.value.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_matched_by_their_texts() {
        let tables = |words: &'static str| -> Vec<BTreeSet<&str>> {
            words.split('/').map(|table| table.split_whitespace().collect()).collect()
        };
        for (old, new, partners) in [
            ("a b/c d/e f", "a b/e f", vec![Some(0), None, Some(1)]),
            ("a b/c d", "/a b/c x", vec![Some(1), Some(2)]),
            ("a b/a c/a d", "a c/a d", vec![None, Some(0), Some(1)]),
            ("a", "b/c", vec![None]),
        ] {
            assert_eq!(in_order(&tables(old), &tables(new)), partners, "{old} → {new}");
        }
    }
}
