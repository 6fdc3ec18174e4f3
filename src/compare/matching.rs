//! Matching of objectives: which of the old plan is which of the new one.

use super::doubts::settle_certainty;
use super::groups::GroupMap;
use super::{Certainty, SettledMatch};
use crate::likeness::WordIndex;
use crate::likeness::{Edge, assign};
use crate::likeness::{LEAST, Profiles, WordProfile};
use crate::model::{Objective, Plan};
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};

/// Likeness that counts for the same group: an objective that stayed is preferred to a likelier one
/// elsewhere, but not to the same words, which no other objective has.
const SAME_GROUP: u32 = 20;
/// Likeness that counts for the same code.
const SAME_CODE: u32 = 40;
/// Hundredths of words in common of objectives that are much alike.
const MUCH_ALIKE: u32 = 60;
/// Most objectives, less than twice as many, whose codes are looked at before codes are trusted.
const MOST_CODES: usize = 200;
/// Most objectives of a group among which all are compared with all.
const SMALL_GROUP: usize = 40;

/// Two objectives that are taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MatchedPair {
    pub before: usize,
    pub after: usize,
    /// Words in common, in hundredths.
    pub likeness: u8,
    pub certainty: Certainty,
}

/// Matches objectives, in the order of the old plan.
pub(super) fn match_objectives(
    before: &Plan,
    after: &Plan,
    profiles: &Profiles,
    groups: &GroupMap,
    settled: &[SettledMatch],
) -> Vec<MatchedPair> {
    let mut open = OpenObjectives::of(before, after);
    let mut pairs: Vec<MatchedPair> = Vec::new();
    for by_hand in settled {
        by_hand.before().map(|before| open.before.remove(&before));
        by_hand.after().map(|after| open.after.remove(&after));
        if let &SettledMatch::Same { before, after } = by_hand {
            pairs.push(pair(profiles, before, after, Certainty::ByHand));
        }
    }
    let codes = Codes::of(before, after, profiles);
    for (before, after) in identical(profiles, groups, &codes, &open) {
        open.take(before, after);
        pairs.push(pair(profiles, before, after, Certainty::Sure));
    }
    let scores = scores(profiles, groups, &codes, &open);
    let edge = |(&(before, after), score): (&(usize, usize), &PairScore)| Edge {
        before,
        after,
        score: score.whole,
    };
    let edges = scores.iter().map(edge);
    let assigned = assign(edges.collect());
    let of_pair =
        |&(before, after): &(usize, usize)| pair(profiles, before, after, Certainty::Sure);
    let mut assigned: Vec<MatchedPair> = assigned.iter().map(of_pair).collect();
    settle_certainty(&mut assigned, &scores, profiles, &codes);
    pairs.append(&mut assigned);
    pairs.sort_by_key(|pair| pair.before);
    pairs
}

/// Returns the match of two objectives.
pub(super) fn pair(
    profiles: &Profiles,
    before: usize,
    after: usize,
    certainty: Certainty,
) -> MatchedPair {
    let likeness = profiles.likeness(&profiles.before[before], &profiles.after[after]).plain;
    MatchedPair { before, after, likeness: u8::try_from(likeness).unwrap_or(100), certainty }
}

/// Objectives without a partner so far.
struct OpenObjectives {
    before: BTreeSet<usize>,
    after: BTreeSet<usize>,
}

impl OpenObjectives {
    fn of(before: &Plan, after: &Plan) -> Self {
        let all = |plan: &Plan| (0..plan.objectives.len()).collect();
        OpenObjectives { before: all(before), after: all(after) }
    }

    fn take(&mut self, before: usize, after: usize) {
        self.before.remove(&before);
        self.after.remove(&after);
    }
}

/// Codes of both plans.
pub(super) struct Codes {
    before: Vec<Option<String>>,
    after: Vec<Option<String>>,
    /// `true` unless most objectives that are much alike have another code: then a code says nothing.
    hold: bool,
}

impl Codes {
    fn of(before: &Plan, after: &Plan, profiles: &Profiles) -> Self {
        let code = |o: &Objective| o.code.as_ref().map(|code| folded(&code.value));
        let codes = |plan: &Plan| plan.objectives.iter().map(code).collect::<Vec<_>>();
        let mut codes = Codes { before: codes(before), after: codes(after), hold: true };
        let coded: Vec<usize> =
            (0..codes.before.len()).filter(|&old| codes.before[old].is_some()).collect();
        let index = WordIndex::of(&profiles.after, 0..codes.after.len());
        let (mut same, mut other) = (0, 0);
        for &old in coded.iter().step_by(coded.len() / MOST_CODES + 1) {
            let profile = &profiles.before[old];
            let likeness = |new: usize| profiles.likeness(profile, &profiles.after[new]).plain;
            let candidates = index.candidates(profile, profiles).into_iter();
            let coded = candidates.filter(|&new| codes.after[new].is_some());
            // Among twins, the one of the same code.
            let best = coded
                .map(|new| (likeness(new), codes.before[old] == codes.after[new]))
                .max()
                .filter(|(likeness, _)| *likeness >= MUCH_ALIKE);
            if let Some((_, is_same)) = best {
                *(if is_same { &mut same } else { &mut other }) += 1;
            }
        }
        codes.hold = same >= other;
        codes
    }

    /// Returns `true` if both objectives have the same code, and codes count.
    pub(super) fn same(&self, before: usize, after: usize) -> bool {
        self.hold && self.before[before].is_some() && self.before[before] == self.after[after]
    }

    /// Returns `true` if both objectives have codes that count, and not the same.
    fn differ(&self, before: usize, after: usize) -> bool {
        let (old, new) = (&self.before[before], &self.after[after]);
        self.hold && old.is_some() && new.is_some() && old != new
    }
}

/// Words of an objective with their counts.
type WordCounts = Vec<(u32, u32)>;

/// Returns the objectives by their words.
fn by_words(
    profiles: &[WordProfile],
    among: impl IntoIterator<Item = usize>,
) -> BTreeMap<&WordCounts, Vec<usize>> {
    let mut found: BTreeMap<&WordCounts, Vec<usize>> = BTreeMap::new();
    for at in among {
        found.entry(&profiles[at].words).or_default().push(at);
    }
    found
}

/// Returns the pairs of the same words, group and code: no other pair can be better.
fn identical(
    profiles: &Profiles,
    groups: &GroupMap,
    codes: &Codes,
    open: &OpenObjectives,
) -> Vec<(usize, usize)> {
    let mut news = by_words(&profiles.after, open.after.iter().copied());
    let mut pairs = Vec::new();
    for &before in &open.before {
        let Some(twins) = news.get_mut(&profiles.before[before].words) else { continue };
        let fits = |&after: &usize| groups.same(before, after) && !codes.differ(before, after);
        if let Some(at) = twins.iter().position(fits) {
            pairs.push((before, twins.remove(at)));
        }
    }
    pairs
}

/// Scores of the pairs that may be one objective.
pub(super) type PairScores = BTreeMap<(usize, usize), PairScore>;

/// Score of two objectives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PairScore {
    /// Score by which objectives are assigned.
    pub whole: i64,
    /// Score by words and code alone, whatever the group.
    pub of_words: i64,
}

impl PairScore {
    /// Returns the score of a pair of that likeness, twice in hundredths. Squared, as one good pair says more
    /// than two poor ones.
    fn squared(likeness: u32) -> i64 {
        8 * i64::from(likeness) * i64::from(likeness)
    }
}

fn scores(
    profiles: &Profiles,
    groups: &GroupMap,
    codes: &Codes,
    open: &OpenObjectives,
) -> PairScores {
    let mut scores = PairScores::new();
    let index = WordIndex::of(&profiles.after, open.after.iter().copied());
    let neighbours = Neighbours::of(groups, codes, open);
    let olds = by_words(&profiles.before, 0..profiles.before.len());
    let news = by_words(&profiles.after, 0..profiles.after.len());
    let is_only = |words: &WordCounts| {
        [&olds, &news].into_iter().all(|all| all.get(words).is_some_and(|twins| twins.len() == 1))
    };
    for &before in &open.before {
        let words = &profiles.before[before].words;
        let is_only = is_only(words);
        let mut found = index.candidates(&profiles.before[before], profiles);
        found.extend(neighbours.of_objective(before, groups, codes));
        for after in found {
            let same_code = codes.same(before, after);
            let likeness = profiles.likeness(&profiles.before[before], &profiles.after[after]);
            if (likeness.plain < LEAST.plain || likeness.rare < LEAST.rare) && !same_code {
                continue;
            }
            let is_same =
                groups.same(before, after) || is_only && profiles.after[after].words == *words;
            let group = if is_same { SAME_GROUP } else { 0 };
            let code = if same_code { SAME_CODE } else { 0 };
            let own = likeness.plain + likeness.rare + 2 * code;
            // What is next in the order breaks ties between twins.
            let order = 8 - (before.abs_diff(after) as i64).min(7);
            let score = PairScore {
                whole: PairScore::squared(own + 2 * group) + order,
                of_words: PairScore::squared(own),
            };
            scores.insert((before, after), score);
        }
    }
    scores
}

/// Open objectives of the new plan by their groups and codes.
struct Neighbours<'c> {
    groups: BTreeMap<Vec<String>, Vec<usize>>,
    codes: BTreeMap<&'c str, Vec<usize>>,
}

impl<'c> Neighbours<'c> {
    fn of(groups: &GroupMap, codes: &'c Codes, open: &OpenObjectives) -> Self {
        let mut of_group: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        let mut of_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &after in &open.after {
            of_group.entry(group_key(&groups.after[after])).or_default().push(after);
            if let Some(code) = codes.after[after].as_deref().filter(|_| codes.hold) {
                of_code.entry(code).or_default().push(after);
            }
        }
        Neighbours { groups: of_group, codes: of_code }
    }

    fn of_objective(&self, before: usize, groups: &GroupMap, codes: &Codes) -> Vec<usize> {
        let of_group = self.groups.get(&group_key(&groups.before[before]));
        let of_group = of_group.filter(|list| list.len() <= SMALL_GROUP);
        let of_code = codes.before[before].as_deref().and_then(|code| self.codes.get(code));
        let of_code = of_code.filter(|list| list.len() <= SMALL_GROUP);
        of_group.into_iter().chain(of_code).flatten().copied().collect()
    }
}

fn group_key(path: &[super::groups::GroupName]) -> Vec<String> {
    path.iter().map(|name| name.words.clone()).collect()
}
