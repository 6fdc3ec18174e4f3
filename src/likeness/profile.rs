//! Words of things, counted, and how much two things have in common.

use crate::text::fold_words;
use std::collections::BTreeMap;

/// Words of the things of both versions.
pub(crate) struct Profiles {
    /// Profile of each old thing.
    pub before: Vec<WordProfile>,
    /// Profile of each new thing.
    pub after: Vec<WordProfile>,
    /// Rarity of each word.
    rarity: Vec<u32>,
}

/// Words of a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordProfile {
    /// Words with their counts, in ascending order.
    pub words: Vec<(u32, u32)>,
    /// Number of words.
    size: u32,
    /// Sum of their rarities.
    rare: u32,
}

/// Words that two things have in common, in hundredths of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Share when all words count the same.
    pub plain: u32,
    /// Share when a word counts the more the fewer things have it.
    pub rare: u32,
}

impl Profiles {
    /// Counts the words of things, each given by its texts.
    pub(crate) fn of(before: &[Vec<&str>], after: &[Vec<&str>]) -> Self {
        let mut ids: BTreeMap<String, u32> = BTreeMap::new();
        let mut count = |things: &[Vec<&str>]| {
            let mut holders: Vec<u32> = Vec::new();
            let words = things.iter().map(|texts| {
                let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
                for text in texts {
                    for word in fold_words(text).split(' ').filter(|word| !word.is_empty()) {
                        let next = ids.len() as u32;
                        let id = *ids.entry(word.to_owned()).or_insert(next);
                        *counts.entry(id).or_default() += 1;
                    }
                }
                holders.resize(ids.len(), 0);
                counts.keys().for_each(|id| holders[*id as usize] += 1);
                counts.into_iter().collect::<Vec<_>>()
            });
            (words.collect::<Vec<_>>(), holders)
        };
        let (old, of_old) = count(before);
        let (new, of_new) = count(after);
        // A word that both versions of a thing have is as rare as one that only one of them has.
        let all = old.len().max(new.len()) as u32;
        let held = |word: usize| {
            let of = |holders: &[u32]| holders.get(word).copied().unwrap_or(0);
            of(&of_old).max(of(&of_new)).max(1)
        };
        // Whole logarithms: sums of them are the same on every computer.
        let rarity: Vec<u32> =
            (0..ids.len()).map(|word| 1 + (all / held(word)).max(1).ilog2()).collect();
        let profile = |words: Vec<(u32, u32)>| WordProfile {
            size: words.iter().map(|(_, count)| count).sum(),
            rare: words.iter().map(|(id, count)| count * rarity[*id as usize]).sum(),
            words,
        };
        let before = old.into_iter().map(profile).collect();
        let after = new.into_iter().map(profile).collect();
        Profiles { before, after, rarity }
    }

    /// Returns how rare a word is: 1 for one that most things have.
    pub(crate) fn rarity(&self, word: u32) -> u32 {
        self.rarity[word as usize]
    }

    /// Returns what two things have in common.
    pub(crate) fn likeness(&self, a: &WordProfile, b: &WordProfile) -> Likeness {
        let (mut size, mut rare) = (0, 0);
        for (word, x, y) in joined(&a.words, &b.words) {
            size += x.min(y);
            rare += x.min(y) * self.rarity(word);
        }
        let share = |common: u32, whole: u32| (200 * common).checked_div(whole).unwrap_or(0);
        Likeness { plain: share(size, a.size + b.size), rare: share(rare, a.rare + b.rare) }
    }

    /// Returns the hundredths of `whole` that `parts` hold together, rare words counting more.
    pub(crate) fn cover(&self, whole: &WordProfile, parts: &[&WordProfile]) -> u32 {
        let held = |word: u32| parts.iter().map(|part| part.count(word)).max().unwrap_or(0);
        let common: u32 = whole
            .words
            .iter()
            .map(|&(word, count)| count.min(held(word)) * self.rarity(word))
            .sum();
        (100 * common).checked_div(whole.rare).unwrap_or(0)
    }

    /// Returns the words of several things together.
    pub(crate) fn together<'a>(
        &self,
        profiles: impl IntoIterator<Item = &'a WordProfile>,
    ) -> WordProfile {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for &(word, count) in profiles.into_iter().flat_map(|profile| &profile.words) {
            *counts.entry(word).or_default() += count;
        }
        let size = counts.values().sum();
        let rare = counts.iter().map(|(word, count)| count * self.rarity(*word)).sum();
        WordProfile { words: counts.into_iter().collect(), size, rare }
    }
}

impl WordProfile {
    fn count(&self, word: u32) -> u32 {
        let at = self.words.binary_search_by_key(&word, |(word, _)| *word);
        at.map_or(0, |at| self.words[at].1)
    }
}

/// Returns the words that both lists have, with both counts.
fn joined<'a>(
    a: &'a [(u32, u32)],
    b: &'a [(u32, u32)],
) -> impl Iterator<Item = (u32, u32, u32)> + 'a {
    let mut rest = b;
    a.iter().filter_map(move |&(word, count)| {
        while rest.first().is_some_and(|(other, _)| *other < word) {
            rest = &rest[1..];
        }
        let (other, theirs) = *rest.first()?;
        (other == word).then_some((word, count, theirs))
    })
}
