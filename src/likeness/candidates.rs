//! Things that may be the same: those that share rare words.

use super::profile::{Profiles, WordProfile};
use std::collections::{BTreeMap, BTreeSet};

/// Most words of a thing by which others are found.
const MOST_WORDS: usize = 24;
/// Most things, counted anew for each word, that are looked at for one: the rarest words come
/// first, and of thousands one has few that are rare.
const MOST_HOLDERS: usize = 4_096;
/// Most candidates that shared words give a thing.
const MOST_CANDIDATES: usize = 24;

/// Things of one version by their words.
pub(crate) struct WordIndex {
    holders: BTreeMap<u32, Vec<usize>>,
    /// Number of things.
    count: usize,
}

impl WordIndex {
    /// Returns the index of these things.
    pub(crate) fn of(profiles: &[WordProfile], among: impl IntoIterator<Item = usize>) -> Self {
        let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in among {
            for (word, _) in &profiles[at].words {
                holders.entry(*word).or_default().push(at);
            }
        }
        WordIndex { holders, count: profiles.len() }
    }

    /// Returns the things that share the most with `profile`, by its rarest words.
    pub(crate) fn candidates(&self, profile: &WordProfile, profiles: &Profiles) -> BTreeSet<usize> {
        let held =
            |&(word, _): &(u32, u32)| Some((self.holders.get(&word)?, profiles.rarity(word)));
        let mut found: Vec<_> = profile.words.iter().filter_map(held).collect();
        found.sort_by_key(|(holders, _)| holders.len());
        let mut left = MOST_HOLDERS;
        let mut shared = vec![0_u32; self.count];
        let mut touched: Vec<usize> = Vec::new();
        for (holders, rarity) in found.into_iter().take(MOST_WORDS) {
            let Some(rest) = left.checked_sub(holders.len()) else { break };
            left = rest;
            for &at in holders {
                if shared[at] == 0 {
                    touched.push(at);
                }
                shared[at] += rarity;
            }
        }
        let mut best: Vec<_> = touched.into_iter().map(|at| (at, shared[at])).collect();
        best.sort_by_key(|(at, shared)| (u32::MAX - shared, *at));
        best.into_iter().take(MOST_CANDIDATES).map(|(at, _)| at).collect()
    }
}
