//! Doubts about matches: few words in common, or another match that is as good.

use super::Certainty;
use super::matching::{Codes, MatchedPair, PairScore, PairScores};
use crate::likeness::Profiles;
use std::collections::BTreeMap;

/// Least hundredths of words in common of a match beyond doubt.
const SURE: u32 = 50;
/// The same of rare words: formulas of an office alone make no objective.
const SURE_RARE: u32 = 25;
/// Part of the score, in hundredths, by which a match beats every other one if it is beyond doubt.
const MARGIN: i64 = 5;

/// Marks the doubtful ones among `pairs`, which were assigned by `scores`.
pub(super) fn settle_certainty(
    pairs: &mut [MatchedPair],
    scores: &PairScores,
    profiles: &Profiles,
    codes: &Codes,
) {
    let partner: BTreeMap<usize, usize> = pairs.iter().map(|p| (p.before, p.after)).collect();
    let owner: BTreeMap<usize, usize> = pairs.iter().map(|p| (p.after, p.before)).collect();
    let mut suitors: BTreeMap<usize, Vec<(usize, PairScore)>> = BTreeMap::new();
    for (&(before, after), &score) in scores {
        suitors.entry(after).or_default().push((before, score));
    }
    let score =
        |before: usize, after: usize| scores.get(&(before, after)).copied().unwrap_or_default();
    for pair in pairs {
        let (before, after) = (pair.before, pair.after);
        let (old, new) = (&profiles.before[before], &profiles.after[after]);
        let likeness = profiles.likeness(old, new);
        let own = score(before, after);
        // Another new objective for the old one, be it free or that of another old one.
        let rival_new = scores.range((before, 0)..(before + 1, 0)).any(|(&(_, other), &rival)| {
            let theirs = owner.get(&other);
            let is_other = other != after && profiles.after[other].words != new.words;
            let of_others = |after: usize| theirs.map(|theirs| score(*theirs, after));
            is_other && is_rival((own, of_others(other)), (rival, of_others(after)))
        });
        // A free old objective that would suit the new one as well.
        let rival_old = suitors.get(&after).into_iter().flatten().any(|&(other, rival)| {
            let is_free = other != before && !partner.contains_key(&other);
            let is_other = profiles.before[other].words != old.words;
            is_free && is_other && is_rival((own, None), (rival, None))
        });
        let is_alike = likeness.plain >= SURE && likeness.rare >= SURE_RARE;
        let is_known = codes.same(before, after) && likeness.plain >= SURE;
        if !(is_alike || is_known) || rival_new || rival_old {
            pair.certainty = Certainty::Doubtful;
        }
    }
}

/// Scores of a match, and of the one that the other objectives of both plans make beside it.
type MatchScores = (PairScore, Option<PairScore>);

/// Returns `true` if the other match is about as good, or better by its words: a group says less.
fn is_rival(own: MatchScores, other: MatchScores) -> bool {
    let sum = |(a, b): MatchScores, part: fn(PairScore) -> i64| part(a) + b.map_or(0, part);
    let whole = |score: PairScore| score.whole;
    let of_words = |score: PairScore| score.of_words;
    100 * sum(other, whole) >= (100 - MARGIN) * sum(own, whole)
        || (100 - MARGIN) * sum(other, of_words) > 100 * sum(own, of_words)
}
