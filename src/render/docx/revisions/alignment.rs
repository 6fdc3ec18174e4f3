//! Alignment of two lists in their order: equal entries first, then those between them that are alike.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Most pairs of entries between two equal ones that are weighed; beyond that, none of them are alike.
const MOST_PAIRS: usize = 250_000;

/// Entry of a list with the words by which it is known again.
pub(super) struct AlignedEntry {
    /// Text of the whole entry with its shape: entries of the same key are equal.
    pub(super) key: String,
    /// Shape without which no two entries are alike.
    pub(super) shape: String,
    /// Words in ascending order.
    pub(super) words: Vec<String>,
}

impl AlignedEntry {
    pub(super) fn new(shape: String, text: &str) -> Self {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        AlignedEntry { key: format!("{shape}\n{text}"), shape, words }
    }

    /// Returns the hundredths of words that two entries have in common; 0 if they cannot be one.
    fn likeness(&self, other: &AlignedEntry) -> usize {
        if self.shape != other.shape {
            return 0;
        }
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let order = x.cmp(y);
            common += usize::from(order.is_eq());
            a.next_if(|_| order.is_le());
            b.next_if(|_| order.is_ge());
        }
        (200 * common).checked_div(self.words.len() + other.words.len()).unwrap_or(0)
    }
}

/// Pair of entries by their indices; one that only a list has is without a partner.
pub(super) type AlignedPair = (Option<usize>, Option<usize>);

/// Aligns two lists; entries with at least `least` hundredths of their words in common may be one.
/// What is gone comes before what is new in its place.
pub(super) fn align(old: &[AlignedEntry], new: &[AlignedEntry], least: usize) -> Vec<AlignedPair> {
    let keys =
        |list: &[AlignedEntry]| list.iter().map(|entry| entry.key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new));
    let pairs = |op: DiffOp| match op {
        DiffOp::Equal { old_index, new_index, len } => {
            (0..len).map(|n| (Some(old_index + n), Some(new_index + n))).collect()
        }
        op => between(old, new, (op.old_range(), op.new_range()), least),
    };
    ops.into_iter().flat_map(pairs).collect()
}

/// Aligns the entries in these ranges so that the sum of their likenesses is greatest.
fn between(
    old: &[AlignedEntry],
    new: &[AlignedEntry],
    (olds, news): (Range<usize>, Range<usize>),
    least: usize,
) -> Vec<AlignedPair> {
    let is_small = olds.len() * news.len() <= MOST_PAIRS;
    let likeness = |a: usize, b: usize| {
        let found = if is_small { old[olds.start + a].likeness(&new[news.start + b]) } else { 0 };
        if found < least { 0 } else { found }
    };
    let (rows, columns) = (olds.len(), news.len());
    let weights: Vec<usize> = if is_small {
        (0..rows * columns).map(|at| likeness(at / columns, at % columns)).collect()
    } else {
        return gone(olds).chain(fresh(news)).collect();
    };
    // Greatest sum of the entries from each place on.
    let width = columns + 1;
    let mut sums = vec![0; (rows + 1) * width];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            let weight = weights[a * columns + b];
            let paired = if weight > 0 { weight + sums[(a + 1) * width + b + 1] } else { 0 };
            sums[a * width + b] =
                paired.max(sums[(a + 1) * width + b]).max(sums[a * width + b + 1]);
        }
    }
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < rows && b < columns {
        let weight = weights[a * columns + b];
        let here = sums[a * width + b];
        if weight > 0 && here == weight + sums[(a + 1) * width + b + 1] {
            pairs.push((Some(olds.start + a), Some(news.start + b)));
            (a, b) = (a + 1, b + 1);
        } else if here == sums[(a + 1) * width + b] {
            pairs.push((Some(olds.start + a), None));
            a += 1;
        } else {
            pairs.push((None, Some(news.start + b)));
            b += 1;
        }
    }
    pairs.extend(gone(olds.start + a..olds.end).chain(fresh(news.start + b..news.end)));
    pairs
}

fn gone(range: Range<usize>) -> impl Iterator<Item = AlignedPair> {
    range.map(|at| (Some(at), None))
}

fn fresh(range: Range<usize>) -> impl Iterator<Item = AlignedPair> {
    range.map(|at| (None, Some(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_are_alike_are_paired_in_their_order() {
        let list = |texts: &[&str]| {
            texts.iter().map(|text| AlignedEntry::new(String::new(), text)).collect::<Vec<_>>()
        };
        let old = list(&["a b c", "d e f", "g h i", "x"]);
        let new = list(&["nuovo", "a b z", "g h i", "d e f", "x"]);
        assert_eq!(
            align(&old, &new, 30),
            [
                (None, Some(0)),
                (Some(0), Some(1)),
                (Some(1), None),
                (Some(2), Some(2)),
                (None, Some(3)),
                (Some(3), Some(4))
            ]
        );
        let other = [AlignedEntry::new("altra forma".to_owned(), "a b c")];
        assert_eq!(align(&old[..1], &other, 30), [(Some(0), None), (None, Some(0))]);
    }
}
