//! Objectives that were divided in two, or merged.

use super::matching::{MatchedPair, pair};
use super::{Certainty, SettledMatch};
use crate::likeness::{Profiles, WordIndex, WordProfile};
use std::collections::{BTreeMap, BTreeSet};

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
/// `matched`, and adds those of wholes whose parts are all new, or all gone.
pub(super) fn find_parts(
    profiles: &Profiles,
    matched: &mut Vec<MatchedPair>,
    settled: &[SettledMatch],
) -> Parts {
    let is_weak = |p: &MatchedPair| p.certainty == Certainty::Doubtful && p.likeness < WEAK;
    let mut firm: Vec<MatchedPair> = matched.iter().filter(|p| !is_weak(p)).copied().collect();
    let mut parts = parts_among(profiles, &firm);
    let halves = halves(profiles, &firm, &parts, settled);
    firm.extend(&halves);
    let of_halves = parts_among(profiles, &firm);
    parts.divided.extend(of_halves.divided);
    parts.merged.extend(of_halves.merged);
    matched.retain(|p| {
        let is_part = parts.merged.contains_key(&p.before) || parts.divided.contains_key(&p.after);
        let is_half = halves.iter().any(|h| h.before == p.before || h.after == p.after);
        !(is_weak(p) && (is_part || is_half))
    });
    matched.extend(halves);
    matched.sort_by_key(|pair| pair.before);
    parts.merged.retain(|old, _| matched.iter().all(|p| p.before != *old));
    parts.divided.retain(|new, _| matched.iter().all(|p| p.after != *new));
    // What a person says is new or gone is no part of anything.
    for by_hand in settled {
        by_hand.before().map(|old| parts.merged.remove(&old));
        by_hand.after().map(|new| parts.divided.remove(&new));
    }
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

/// Returns the matches of wholes and their larger parts, where neither has a firm match: an old
/// objective of two new ones, or a new one of two old ones.
fn halves(
    profiles: &Profiles,
    firm: &[MatchedPair],
    parts: &Parts,
    settled: &[SettledMatch],
) -> Vec<MatchedPair> {
    let taken_old: BTreeSet<usize> = (firm.iter().map(|p| p.before))
        .chain(parts.merged.keys().copied())
        .chain(settled.iter().filter_map(|by_hand| by_hand.before()))
        .collect();
    let taken_new: BTreeSet<usize> = (firm.iter().map(|p| p.after))
        .chain(parts.divided.keys().copied())
        .chain(settled.iter().filter_map(|by_hand| by_hand.after()))
        .collect();
    let mut olds = (0..profiles.before.len()).filter(|at| !taken_old.contains(at)).collect();
    let mut news = (0..profiles.after.len()).filter(|at| !taken_new.contains(at)).collect();
    let divided = halves_of(profiles, (&profiles.before, &mut olds), (&profiles.after, &mut news));
    let merged = halves_of(profiles, (&profiles.after, &mut news), (&profiles.before, &mut olds));
    let all = divided.into_iter().chain(merged.into_iter().map(|(new, old)| (old, new)));
    all.map(|(before, after)| pair(profiles, before, after, Certainty::Doubtful)).collect()
}

/// Returns the `wholes` of two `parts` each, with the larger part; takes all three out of the sets.
fn halves_of(
    profiles: &Profiles,
    (wholes, free_wholes): (&[WordProfile], &mut BTreeSet<usize>),
    (parts, free_parts): (&[WordProfile], &mut BTreeSet<usize>),
) -> Vec<(usize, usize)> {
    let index = WordIndex::of(parts, free_parts.iter().copied());
    let mut found = Vec::new();
    for &at in free_wholes.iter() {
        let whole = &wholes[at];
        let is_inside = |&part: &usize| {
            free_parts.contains(&part) && profiles.cover(&parts[part], &[whole]) >= INSIDE
        };
        let inside: Vec<usize> =
            index.candidates(whole, profiles).into_iter().filter(is_inside).collect();
        let pairs = inside.iter().flat_map(|&a| inside.iter().map(move |&b| (a, b)));
        // The larger part has more that the other one lacks.
        let gains = pairs.filter_map(|(a, b)| {
            let (by_a, by_b) = gains(profiles, whole, &parts[a], &parts[b])?;
            (a != b && by_a >= by_b).then_some((by_a + by_b, (a, b)))
        });
        // The first of several that are as good.
        let best = gains.max_by_key(|&(gain, (a, b))| (gain, usize::MAX - a, usize::MAX - b));
        if let Some((_, (larger, smaller))) = best {
            free_parts.remove(&larger);
            free_parts.remove(&smaller);
            found.push((at, larger));
        }
    }
    free_wholes.retain(|at| found.iter().all(|(whole, _)| whole != at));
    found
}

/// Returns the hundredths of `whole` that each of its two parts has and the other lacks; `None` if they
/// are no parts of it.
fn gains(
    profiles: &Profiles,
    whole: &WordProfile,
    a: &WordProfile,
    b: &WordProfile,
) -> Option<(u32, u32)> {
    let both = profiles.cover(whole, &[a, b]);
    let by_a = both.saturating_sub(profiles.cover(whole, &[b]));
    let by_b = both.saturating_sub(profiles.cover(whole, &[a]));
    let is_inside = |part| profiles.cover(part, &[whole]) >= INSIDE;
    (by_a.min(by_b) >= SHARE && is_inside(a) && is_inside(b)).then_some((by_a, by_b))
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
            Some(gains(profiles, &wholes[whole], own, other)?.0)
        };
        let candidates = index.candidates(&parts[part], profiles);
        let wholes = candidates.into_iter().filter_map(|whole| Some((gain(whole)?, whole)));
        // The first of several that are as good.
        let best = wholes.max_by_key(|&(gain, whole)| (gain, usize::MAX - whole));
        found.extend(best.map(|(_, whole)| (part, whole)));
    }
    found
}
