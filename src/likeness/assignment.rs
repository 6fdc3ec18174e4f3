//! Optimal assignment of old things to new ones.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use std::collections::{BTreeMap, BTreeSet};

/// Two things that may be the same, and how much speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub before: usize,
    pub after: usize,
    /// Score, positive.
    pub score: i64,
}

/// Most things of one block: the time of an assignment grows with the third power of them, and one of
/// this size takes some milliseconds.
const MOST_IN_BLOCK: usize = 120;

/// Returns the pairs of the best assignment, in the order of the old things.
///
/// Things that no edges join are assigned apart. A block of more than `MOST_IN_BLOCK` things is
/// parted at its weakest edges, and what they would join is assigned afterwards.
pub(crate) fn assign(mut edges: Vec<Edge>) -> Vec<(usize, usize)> {
    edges.sort_by_key(|edge| (-edge.score, edge.before, edge.after));
    let mut pairs = BTreeMap::new();
    while !edges.is_empty() {
        let mut taken = BTreeSet::new();
        for block in blocks(&edges) {
            for (before, after) in assign_block(&block) {
                pairs.insert(before, after);
                taken.insert(after);
            }
        }
        let left = edges.len();
        edges.retain(|edge| !pairs.contains_key(&edge.before) && !taken.contains(&edge.after));
        debug_assert!(edges.len() < left, "each round assigns the best edge at least");
    }
    pairs.into_iter().collect()
}

/// Parts the edges, the best first, into blocks that share no thing.
fn blocks(edges: &[Edge]) -> Vec<Vec<Edge>> {
    let mut union = BlockUnion::default();
    for edge in edges {
        union.join((false, edge.before), (true, edge.after));
    }
    let mut blocks: BTreeMap<(bool, usize), Vec<Edge>> = BTreeMap::new();
    for edge in edges {
        let root = union.root((false, edge.before));
        if root == union.root((true, edge.after)) {
            blocks.entry(root).or_default().push(*edge);
        }
    }
    blocks.into_values().collect()
}

/// Thing of an assignment: `true` for a new one, and its index.
type Side = (bool, usize);

/// Disjoint sets of things, none of more than `MOST_IN_BLOCK`.
#[derive(Default)]
struct BlockUnion {
    parents: BTreeMap<Side, Side>,
    sizes: BTreeMap<Side, usize>,
}

impl BlockUnion {
    fn root(&self, mut of: Side) -> Side {
        while let Some(parent) = self.parents.get(&of) {
            of = *parent;
        }
        of
    }

    fn size(&self, root: Side) -> usize {
        self.sizes.get(&root).copied().unwrap_or(1)
    }

    fn join(&mut self, a: Side, b: Side) {
        let (a, b) = (self.root(a), self.root(b));
        let size = self.size(a) + self.size(b);
        if a == b || size > MOST_IN_BLOCK {
            return;
        }
        // The smaller set joins the larger one, so that roots stay near.
        let (small, large) = if self.size(a) < self.size(b) { (a, b) } else { (b, a) };
        self.parents.insert(small, large);
        self.sizes.insert(large, size);
    }
}

/// Returns the pairs of the best assignment of one block.
fn assign_block(edges: &[Edge]) -> Vec<(usize, usize)> {
    let olds: BTreeSet<usize> = edges.iter().map(|edge| edge.before).collect();
    let news: BTreeSet<usize> = edges.iter().map(|edge| edge.after).collect();
    let (olds, news): (Vec<_>, Vec<_>) = (olds.into_iter().collect(), news.into_iter().collect());
    // Each row needs a column; one without an edge has the score 0 and stands for no partner.
    let mut scores = Matrix::new(olds.len(), news.len().max(olds.len()), 0);
    for edge in edges {
        let row = olds.binary_search(&edge.before).expect("the list holds every edge's old thing");
        let column = news.binary_search(&edge.after).expect("and its new thing");
        scores[(row, column)] = edge.score;
    }
    let (_, columns) = kuhn_munkres(&scores);
    let pairs = columns.into_iter().enumerate();
    let pairs = pairs.filter(|&(row, column)| scores[(row, column)] > 0);
    pairs.map(|(row, column)| (olds[row], news[column])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(list: &[(usize, usize, i64)]) -> Vec<Edge> {
        list.iter().map(|&(before, after, score)| Edge { before, after, score }).collect()
    }

    #[test]
    fn the_sum_counts_and_not_the_best_pair() {
        // The best pair alone, 0 and 0, would leave 1 without a partner.
        let found = assign(edges(&[(0, 0, 100), (0, 1, 90), (1, 0, 90)]));
        assert_eq!(found, [(0, 1), (1, 0)]);
        assert_eq!(assign(edges(&[(3, 7, 1), (4, 7, 2), (5, 7, 1)])), [(4, 7)]);
        assert_eq!(assign(Vec::new()), []);
    }

    #[test]
    fn a_large_block_is_parted_at_its_weakest_edges() {
        // A chain of good pairs that weak edges join.
        let chain = (0..500).flat_map(|n| [(n, n, 100), (n, n + 1, 40)]);
        let chain: Vec<_> = chain.collect();
        let expected: Vec<_> = (0..500).map(|n| (n, n)).collect();
        assert_eq!(assign(edges(&chain)), expected);
    }
}
