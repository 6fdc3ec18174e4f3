//! Objectives that were divided in two, or merged.

use super::Certainty;
use super::matching::MatchedPair;
use crate::likeness::{Profiles, WordIndex, WordProfile};
use std::collections::BTreeMap;

/// Least hundredths of a part's words that the whole has.
const INSIDE: u32 = 60;
/// Least hundredths of the whole that a part holds and the other part does not.
const SHARE: u32 = 12;

/// Parts and their wholes.
#[derive(Default)]
pub(super) struct Parts {
    /// New objectives that are parts of old ones.
    pub divided: BTreeMap<usize, usize>,
    /// Old objectives that new ones hold beside others.
    pub merged: BTreeMap<usize, usize>,
}

/// Likeness, in hundredths, below which a doubtful match gives way to a part of another objective.
const WEAK: u8 = 50;

/// Finds the parts among the objectives that no match holds; takes the weak matches of parts out of
/// `matched`.
pub(super) fn find_parts(profiles: &Profiles, matched: &mut Vec<MatchedPair>) -> Parts {
    let is_weak = |p: &MatchedPair| p.certainty == Certainty::Doubtful && p.likeness < WEAK;
    let firm: Vec<MatchedPair> = matched.iter().filter(|p| !is_weak(p)).copied().collect();
    let mut parts = parts_among(profiles, &firm);
    matched.retain(|p| {
        let is_part = parts.merged.contains_key(&p.before) || parts.divided.contains_key(&p.after);
        !(is_weak(p) && is_part)
    });
    parts.merged.retain(|old, _| matched.iter().all(|p| p.before != *old));
    parts.divided.retain(|new, _| matched.iter().all(|p| p.after != *new));
    parts
}

fn parts_among(profiles: &Profiles, matched: &[MatchedPair]) -> Parts {
    let of_old: BTreeMap<usize, usize> = matched.iter().map(|p| (p.before, p.after)).collect();
    let of_new: BTreeMap<usize, usize> = matched.iter().map(|p| (p.after, p.before)).collect();
    let (before, after) = (&profiles.before[..], &profiles.after[..]);
    Parts {
        divided: parts_of(profiles, before, after, &of_old, &of_new),
        merged: parts_of(profiles, after, before, &of_new, &of_old),
    }
}

/// Returns for each of the `parts` without a partner the whole of which it is a part, beside the
/// whole's own partner.
fn parts_of(
    profiles: &Profiles,
    wholes: &[WordProfile],
    parts: &[WordProfile],
    partner: &BTreeMap<usize, usize>,
    taken: &BTreeMap<usize, usize>,
) -> BTreeMap<usize, usize> {
    let index = WordIndex::of(wholes, partner.keys().copied());
    let mut found = BTreeMap::new();
    for part in (0..parts.len()).filter(|part| !taken.contains_key(part)) {
        let gain = |whole: usize| {
            let (own, other) = (&parts[part], &parts[partner[&whole]]);
            let whole = &wholes[whole];
            let is_inside = |part| profiles.cover(part, &[whole]) >= INSIDE;
            let both = profiles.cover(whole, &[own, other]);
            let by_own = both.saturating_sub(profiles.cover(whole, &[other]));
            let by_other = both.saturating_sub(profiles.cover(whole, &[own]));
            let is_part = is_inside(own) && is_inside(other) && by_own.min(by_other) >= SHARE;
            is_part.then_some(by_own)
        };
        let candidates = index.candidates(&parts[part], profiles);
        let wholes = candidates.into_iter().filter_map(|whole| Some((gain(whole)?, whole)));
        // The first of several that are as good.
        let best = wholes.max_by_key(|&(gain, whole)| (gain, usize::MAX - whole));
        found.extend(best.map(|(_, whole)| (part, whole)));
    }
    found
}
