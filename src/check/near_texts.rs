//! Texts that differ in one word only, and the decision which of the two words is wrong.
//!
//! Texts are looked up by the hash of a text with one word exchanged for a similar one, so that
//! the work grows with the number of words and not with that of pairs of texts.

use super::corpus::{Corpus, Wording};
use super::letter_errors::{
    LetterError, ends_like_italian, is_roman_numeral, is_spelt_like_italian, letter_error,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Misprint: a word, the word that was meant, and the pairs of texts that show it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misspelling {
    /// Wrong word, as an index into [`Corpus::words`].
    pub wrong: usize,
    /// Word that equal texts have instead.
    pub right: usize,
    /// Pairs of texts that show the misprint.
    pub twins: Vec<Twin>,
}

/// Two wordings that differ in one word only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Twin {
    /// Wording with the misprint.
    pub wrong: usize,
    /// Wording without it.
    pub right: usize,
    /// Index of the word in both wordings.
    pub at: usize,
}

/// Returns the similar words of each word: those that differ by a single error.
pub(super) fn near_words(corpus: &Corpus) -> Vec<Vec<usize>> {
    /// Maximum number of words that become equal when they lose a letter: more of them are
    /// numbering of some kind.
    const CROWD: usize = 64;
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (id, word) in corpus.words.iter().enumerate().filter(|(_, w)| is_comparable(&w.folded)) {
        keys.extend(shortened(&word.folded).into_iter().map(|key| (key, id)));
    }
    keys.sort_unstable();
    // «tt» becomes the same whichever letter it loses.
    keys.dedup();
    let mut near = vec![BTreeSet::new(); corpus.words.len()];
    for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
        for (i, &(_, id)) in bucket.iter().enumerate() {
            for &(_, other) in &bucket[..i.min(CROWD)] {
                if letter_error(&corpus.words[id].folded, &corpus.words[other].folded).is_some() {
                    // Both ways: which of the two is wrong is decided later.
                    near[id].insert(other);
                    near[other].insert(id);
                }
            }
        }
    }
    near.into_iter().map(|set| set.into_iter().collect()).collect()
}

fn is_comparable(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic) && !is_roman_numeral(word)
}

/// Returns the hashes of `word` and of all that it becomes by losing one letter: two words that
/// differ by a single error share one of them. Equal hashes are only a guess.
fn shortened(word: &str) -> Vec<u64> {
    let letters: Vec<u64> = word.chars().map(|c| mix(c as usize)).collect();
    let Some((first, others)) = letters.split_first() else { return Vec::new() };
    let onto = |sum: u64, letter: &u64| sum.wrapping_mul(BASE).wrapping_add(*letter);
    // What stands before the lost letter, and what stands behind it and moves up.
    let (mut before, mut behind) = (0u64, others.iter().rev().fold(0, onto));
    let mut hashes = vec![onto(behind, first)];
    let mut power = 1u64;
    for (at, letter) in letters.iter().enumerate() {
        hashes.push(before.wrapping_add(behind));
        before = before.wrapping_add(letter.wrapping_mul(power));
        let next = letters.get(at + 1).map_or(0, |next| next.wrapping_mul(power));
        behind = behind.wrapping_sub(next);
        power = power.wrapping_mul(BASE);
    }
    hashes
}

/// Finds the misprints that a comparison of whole texts shows.
pub(super) fn misspellings(corpus: &Corpus, near: &[Vec<usize>]) -> Vec<Misspelling> {
    let mut pairs: BTreeMap<(usize, usize), Vec<Twin>> = BTreeMap::new();
    let index = Index::new(corpus);
    for (id, wording) in corpus.wordings.iter().enumerate() {
        for (at, &word) in wording.words.iter().enumerate() {
            for &other in near[word].iter().filter(|&&other| other < word) {
                for right in index.exchanged(id, at, other) {
                    pairs.entry((word, other)).or_default().push(Twin { wrong: id, right, at });
                }
            }
        }
    }
    pairs.into_iter().filter_map(|((a, b), twins)| judge(corpus, a, b, twins)).collect()
}

/// Decides which of two words is wrong; `None` if both may be right.
fn judge(corpus: &Corpus, a: usize, b: usize, twins: Vec<Twin>) -> Option<Misspelling> {
    let error = letter_error(&corpus.words[a].folded, &corpus.words[b].folded)?;
    // Two names («Rossi» and «Russi») may both be right.
    if !(corpus.words[a].common || corpus.words[b].common) || is_short(corpus, a, &twins) {
        return None;
    }
    let elsewhere = |word: usize| corpus.words[word].uses.len() > twins.len();
    let italian = |word: usize| {
        let word = &corpus.words[word].folded;
        is_spelt_like_italian(word) && ends_like_italian(word)
    };
    let wrong_is_a = match (elsewhere(a), elsewhere(b)) {
        // Both occur in other texts as well: two words of the office's own language.
        (true, true) => return None,
        (false, true) => true,
        (true, false) => false,
        (false, false) if italian(a) != italian(b) => !italian(a),
        // A wrong letter makes another word more often than a missing one does («formato»,
        // «firmato»).
        (false, false) if error == LetterError::Substitution => return None,
        (false, false) => {
            let rows = |of: fn(&Twin) -> usize| -> usize {
                twins.iter().map(|t| corpus.wordings[of(t)].rows.len()).sum()
            };
            let (rows_a, rows_b) = (rows(|t| t.wrong), rows(|t| t.right));
            // One against one: the later text was more likely written after the earlier one.
            rows_a < rows_b || (rows_a == rows_b && twins[0].wrong > twins[0].right)
        }
    };
    Some(if wrong_is_a {
        Misspelling { wrong: a, right: b, twins }
    } else {
        let turn = |t: Twin| Twin { wrong: t.right, right: t.wrong, at: t.at };
        Misspelling { wrong: b, right: a, twins: twins.into_iter().map(turn).collect() }
    })
}

/// Returns `true` for short words in a text of two or three words, which may be two names.
fn is_short(corpus: &Corpus, word: usize, twins: &[Twin]) -> bool {
    let words = twins.iter().map(|t| corpus.wordings[t.wrong].words.len()).max();
    corpus.words[word].folded.chars().count() < 6 && words < Some(5)
}

/// Wordings by a hash that needs no copy of their words.
struct Index<'c> {
    corpus: &'c Corpus,
    hashes: Vec<u64>,
    by_hash: HashMap<u64, Vec<usize>>,
    powers: Vec<u64>,
}

impl<'c> Index<'c> {
    fn new(corpus: &'c Corpus) -> Self {
        let longest = corpus.wordings.iter().map(|w| w.words.len()).max().unwrap_or(0);
        let powers: Vec<u64> = std::iter::successors(Some(1u64), |p| Some(p.wrapping_mul(BASE)))
            .take(longest)
            .collect();
        let hash = |w: &Wording| {
            let terms = w.words.iter().zip(&powers).map(|(&word, &p)| mix(word).wrapping_mul(p));
            terms.fold(w.field as u64, u64::wrapping_add)
        };
        let hashes: Vec<u64> = corpus.wordings.iter().map(hash).collect();
        let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
        for (id, &hash) in hashes.iter().enumerate() {
            by_hash.entry(hash).or_default().push(id);
        }
        Index { corpus, hashes, by_hash, powers }
    }

    /// Returns the wordings that equal wording `id` with `word` for its word number `at`.
    fn exchanged(&self, id: usize, at: usize, word: usize) -> impl Iterator<Item = usize> {
        let wording = &self.corpus.wordings[id];
        // The hash is a sum of one product for each word: exchanging a word changes one term.
        let change = mix(word).wrapping_sub(mix(wording.words[at])).wrapping_mul(self.powers[at]);
        let hash = self.hashes[id].wrapping_add(change);
        let found = self.by_hash.get(&hash).map_or(&[][..], Vec::as_slice);
        found.iter().copied().filter(move |&other| {
            // Equal hashes are only a guess.
            let other = &self.corpus.wordings[other];
            other.field == wording.field
                && other.words.len() == wording.words.len()
                && other.words[at] == word
                && other.words[..at] == wording.words[..at]
                && other.words[at + 1..] == wording.words[at + 1..]
        })
    }
}

/// Factor between consecutive positions of a sequence in a hash.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads the bits of an index, so that sums of products tell texts apart.
fn mix(index: usize) -> u64 {
    let x = (index as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn words_that_one_error_separates_share_a_hash() {
        let common = |a: &str, b: &str| shortened(a).iter().any(|hash| shortened(b).contains(hash));
        for (a, b) in [
            ("almento", "almeno"),
            ("limit", "limiti"),
            ("tencici", "tecnici"),
            ("deliberozione", "deliberazione"),
            ("attto", "atto"),
            ("però", "pero"),
        ] {
            assert!(common(a, b) && common(b, a), "{a} {b}");
        }
        assert!(!common("almeno", "alieni") && !common("tecnici", "cinetic"));
        assert_eq!(shortened("atto").len(), 5);
    }
}
