//! Objectives that may be the same: those that share rare words, a group or a code.

use super::profile::{Profiles, WordProfile};
use std::collections::{BTreeMap, BTreeSet};

/// Most objectives with a word by which others are found: commoner words tell nothing.
const MOST_HOLDERS: usize = 64;
/// Most words of an objective by which others are found.
const MOST_WORDS: usize = 24;
/// Most candidates that shared words give an objective.
const MOST_CANDIDATES: usize = 24;

/// Objectives of a plan by their words.
pub(super) struct WordIndex {
    holders: BTreeMap<u32, Vec<usize>>,
}

impl WordIndex {
    /// Returns the index of these objectives.
    pub(super) fn of(profiles: &[WordProfile], among: impl IntoIterator<Item = usize>) -> Self {
        let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in among {
            for (word, _) in &profiles[at].words {
                holders.entry(*word).or_default().push(at);
            }
        }
        WordIndex { holders }
    }

    /// Returns the objectives that share the most with `profile`, by its rarest words.
    pub(super) fn candidates(&self, profile: &WordProfile, profiles: &Profiles) -> BTreeSet<usize> {
        let held =
            |&(word, _): &(u32, u32)| Some((self.holders.get(&word)?, profiles.rarity(word)));
        let mut found: Vec<_> = profile.words.iter().filter_map(held).collect();
        found.retain(|(holders, _)| holders.len() <= MOST_HOLDERS);
        found.sort_by_key(|(holders, _)| holders.len());
        let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
        for (holders, rarity) in found.into_iter().take(MOST_WORDS) {
            for at in holders {
                *shared.entry(*at).or_default() += rarity;
            }
        }
        let mut best: Vec<_> = shared.into_iter().collect();
        best.sort_by_key(|(at, shared)| (u32::MAX - shared, *at));
        best.into_iter().take(MOST_CANDIDATES).map(|(at, _)| at).collect()
    }
}
