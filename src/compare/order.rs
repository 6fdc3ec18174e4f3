//! Order of the objectives that stayed in their groups.

use super::groups::GroupMap;
use super::matching::MatchedPair;
use super::{Certainty, OrderChange};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the changes of order, by the indices of the new objectives.
pub(super) fn orders(pairs: &[MatchedPair], groups: &GroupMap) -> BTreeMap<usize, OrderChange> {
    let mut of_group: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    // A match in doubt moves no other objective.
    let is_settled = |pair: &&MatchedPair| pair.certainty != Certainty::Doubtful;
    let stayed = pairs.iter().filter(|pair| groups.same(pair.before, pair.after));
    for pair in stayed.filter(is_settled) {
        let key = groups.after[pair.after].iter().map(|name| name.words.as_str()).collect();
        of_group.entry(key).or_default().push(pair.after);
    }
    of_group.into_values().flat_map(|news| order_of(&news)).collect()
}

/// Returns the changes of order among `news`, the new indices in the old order.
fn order_of(news: &[usize]) -> Vec<(usize, OrderChange)> {
    let mut sorted = news.to_vec();
    sorted.sort_unstable();
    // Rank in the new order of each, in the old order.
    let rank = |new: &usize| sorted.partition_point(|other| other < new);
    let ranks: Vec<usize> = news.iter().map(rank).collect();
    let is_swapped = |at: usize| ranks[at] != at && ranks[ranks[at]] == at;
    let others: Vec<usize> = (0..news.len()).filter(|&at| !is_swapped(at)).collect();
    let steady = longest_rising(&others.iter().map(|&at| ranks[at]).collect::<Vec<_>>());
    let change = |at: usize| {
        if is_swapped(at) {
            Some((news[at], OrderChange::Swapped(news[ranks[at]])))
        } else {
            (!steady.contains(&ranks[at])).then_some((news[at], OrderChange::Moved))
        }
    };
    (0..news.len()).filter_map(change).collect()
}

/// Returns a longest rising part of distinct numbers.
pub fn longest_rising(numbers: &[usize]) -> BTreeSet<usize> {
    // Index of the least last number of the rising parts of each length, and what precedes each.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        previous.push(length.checked_sub(1).map(|before| ends[before]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |&at| previous[at]).map(|at| numbers[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_moves_explain_an_order() {
        let moved = |new| (new, OrderChange::Moved);
        assert_eq!(order_of(&[10, 20, 30, 40]), []);
        assert_eq!(order_of(&[40, 10, 20, 30]), [moved(40)]);
        assert_eq!(order_of(&[20, 30, 40, 10]), [moved(10)]);
        let swapped = [(30, OrderChange::Swapped(10)), (10, OrderChange::Swapped(30))];
        assert_eq!(order_of(&[30, 20, 10]), swapped);
    }
}
