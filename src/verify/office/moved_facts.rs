//! Facts about cells whose rows have moved: they stand where their rows are now.

use super::formulas::now;
use crate::office::{CellArea, LookFact, LookKind};
use std::collections::BTreeMap;

/// Most rows of cells with one link or comment that are moved one by one.
const MOST_CELLS: usize = 10_000;

/// Returns facts about a sheet with their cells where the rows of these are now; `map` holds the new index
/// of each row.
pub(super) fn moved_facts(facts: &[LookFact], map: Option<&BTreeMap<u32, u32>>) -> Vec<LookFact> {
    let Some(map) = map.filter(|map| map.iter().any(|(old, new)| old != new)) else {
        return facts.to_vec();
    };
    // Sorted rows stand within the blocks of several rows as before; inserted ones move or widen them.
    let is_sorted = !map.values().is_sorted();
    let moved = |block: &((u32, u32), (u32, u32))| {
        let (first, last) = *block;
        if is_sorted && first.0 != last.0 {
            return *block;
        }
        ((now(map, first.0), first.1), (now(map, last.0), last.1))
    };
    let moved_fact = |fact: &LookFact| {
        // What belongs to single cells moves with each of them.
        let is_single = matches!(fact.kind, LookKind::Link | LookKind::LinkTip | LookKind::Comment);
        let blocks = if is_sorted && is_single {
            fact.area.0.iter().flat_map(rows_of).take(MOST_CELLS).collect()
        } else {
            fact.area.0.clone()
        };
        let area = CellArea(blocks.iter().map(moved).collect());
        let area = if fact.kind == LookKind::Merge { area.sorted() } else { area.joined() };
        LookFact { area, ..fact.clone() }
    };
    facts.iter().map(moved_fact).collect()
}

/// Divides a block of cells into its rows.
fn rows_of(block: &((u32, u32), (u32, u32))) -> impl Iterator<Item = ((u32, u32), (u32, u32))> {
    let (first, last) = *block;
    (first.0..=last.0).map(move |row| ((row, first.1), (row, last.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_follow_the_rows_of_their_cells() {
        let fact = |kind, references: &str| LookFact::new(kind, "x").at(references);
        let link = |references| vec![fact(LookKind::Link, references)];
        let inserted = BTreeMap::from([(0, 0), (1, 1), (2, 3), (3, 4)]);
        let sorted = BTreeMap::from([(0, 0), (1, 3), (2, 2), (3, 1)]);
        assert_eq!(moved_facts(&link("A3"), Some(&inserted)), link("A4"));
        assert_eq!(moved_facts(&link("A2:A4"), Some(&inserted)), link("A2:A5"));
        assert_eq!(moved_facts(&link("A2"), Some(&sorted)), link("A4"));
        assert_eq!(moved_facts(&link("A1:A2"), Some(&sorted)), link("A1 A4"));
        let rule = vec![fact(LookKind::Validation, "A2:A4")];
        assert_eq!(moved_facts(&rule, Some(&sorted)), rule);
        assert_eq!(moved_facts(&link("A2"), None), link("A2"));
        let merge = vec![fact(LookKind::Merge, "A2:B2")];
        assert_eq!(moved_facts(&merge, Some(&sorted)), [fact(LookKind::Merge, "A4:B4")]);
    }
}
