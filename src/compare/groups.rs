//! Groups of two plans: which is which, also where a name changed.

use super::matching::MatchedPair;
use super::{FieldChange, FieldValue, GroupMerger, GroupRename};
use crate::group::words;
use crate::likeness::{Edge, assign};
use crate::likeness::{Profiles, WordProfile};
use crate::model::{Key, Level, Objective, Plan, Text};
use crate::text::folded;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// Least hundredths of rare words that two groups of other names share if they are the same group.
const SAME_GROUP: u32 = 40;

/// Groups that the objectives of two plans belong to, at the levels that both plans have.
pub(super) struct GroupMap {
    /// Levels that both plans have, outermost first.
    pub levels: Vec<Level>,
    /// Names of the groups of each old objective, in the words of the new plan, outermost first.
    pub before: Vec<Vec<GroupName>>,
    /// Names of the groups of each new objective.
    pub after: Vec<Vec<GroupName>>,
    /// Groups that have another name.
    pub renamed: Vec<GroupRename>,
    /// Names of the groups of each old objective as the old plan has them.
    own: Vec<Vec<GroupName>>,
    /// Old names of the outermost groups that are one with others now.
    merged: BTreeSet<String>,
}

/// Name of a group; empty for objectives without one.
#[derive(Clone, Debug)]
pub(super) struct GroupName {
    /// Name without differences of white space.
    pub words: String,
    /// Name as the plan has it, with its place.
    text: Option<Text>,
}

impl PartialEq for GroupName {
    // Two mentions of a group are one group.
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl GroupMap {
    pub(super) fn of(before: &Plan, after: &Plan, profiles: &Profiles) -> Self {
        let levels = common_levels(before, after);
        let names = |plan: &Plan| plan.objectives.iter().map(|o| path(plan, o, &levels)).collect();
        let (own, new): (Vec<Vec<GroupName>>, Vec<Vec<GroupName>>) = (names(before), names(after));
        let (before, renamed, merged) = (own.clone(), Vec::new(), BTreeSet::new());
        let map = GroupMap { before, after: new, renamed, own, merged, levels };
        map.with_merged(&[], profiles)
    }

    /// Gives the old groups their new names, those of `merged` ones included.
    pub(super) fn with_merged(mut self, merged: &[GroupMerger], profiles: &Profiles) -> Self {
        self.before.clone_from(&self.own);
        self.renamed.clear();
        let parts = merged.iter().flat_map(|merger| &merger.before);
        self.merged = parts.map(|part| folded(&part.words)).collect();
        let all = (0..self.before.len()).collect();
        let of_new = (0..self.after.len()).collect();
        self.rename((0, merged), all, of_new, profiles);
        self.shorten_renames();
        self
    }

    /// Gives the groups at `depth` of the old objectives the names that they have among the new ones; those that
    /// are one now are `merged`.
    fn rename(
        &mut self,
        (depth, merged): (usize, &[GroupMerger]),
        old: Vec<usize>,
        new: Vec<usize>,
        profiles: &Profiles,
    ) {
        if depth == self.levels.len() {
            return;
        }
        let olds = by_name(&self.before, depth, &old);
        let news = by_name(&self.after, depth, &new);
        for (from, to) in renames(&olds, &news, profiles) {
            let name = self.after[news[to].1[0]][depth].clone();
            let first = &self.own[olds[from].1[0]][depth];
            if let (Some(before), Some(after)) = (first.value(), name.value()) {
                let level = self.levels[depth].name().to_owned();
                let around = &self.after[news[to].1[0]][..depth];
                let around = around.iter().map(|name| name.words.clone()).collect();
                let rename = GroupRename { level, within: vec![around], before, after };
                // The same period of several areas is told once.
                let is_same = |known: &&mut GroupRename| {
                    known.before.words == rename.before.words
                        && known.after.words == rename.after.words
                };
                match self.renamed.iter_mut().find(is_same) {
                    Some(known) => known.within.extend(rename.within),
                    None => self.renamed.push(rename),
                }
            }
            olds[from].1.iter().for_each(|&at| self.before[at][depth] = name.clone());
        }
        for merger in merged {
            let is_part = |name: &GroupName| {
                merger.before.iter().any(|part| folded(&part.words) == name.words)
            };
            let after = GroupName {
                words: folded(&merger.after.words),
                text: merger.after.place.map(|at| Text::new(merger.after.words.clone(), at)),
            };
            for &at in old.iter().filter(|at| is_part(&self.own[**at][depth])) {
                self.before[at][depth] = after.clone();
            }
        }
        for (name, old) in by_name(&self.before, depth, &old) {
            let new = news.iter().find(|(other, _)| *other == name);
            let new = new.map(|(_, new)| new.clone()).unwrap_or_default();
            self.rename((depth + 1, &[]), old, new, profiles);
        }
    }

    /// Returns the new name of the old plan's group `name`, folded.
    pub(super) fn new_name(&self, level: &Level, name: &str) -> String {
        let name = folded(name);
        let is_own = |rename: &&GroupRename| {
            rename.level == level.name() && folded(&rename.before.words) == name
        };
        let renamed = self.renamed.iter().find(is_own).map(|rename| folded(&rename.after.words));
        renamed.unwrap_or(name)
    }

    /// Takes the groups around from the new names that all groups of an old name have.
    fn shorten_renames(&mut self) {
        let mut renamed = std::mem::take(&mut self.renamed);
        for rename in &mut renamed {
            let depth = self.levels.iter().position(|level| level.name() == rename.level);
            let Some(depth) = depth else { continue };
            let old = folded(&rename.before.words);
            let is_own = |path: &&Vec<GroupName>| path[depth].words == old;
            let around = |path: &Vec<GroupName>| {
                path[..depth].iter().map(|name| name.words.clone()).collect::<Vec<_>>()
            };
            let all: BTreeSet<_> = self.own.iter().filter(is_own).map(around).collect();
            if all.len() == rename.within.len() && (all.len() > 1 || self.is_alone(depth)) {
                rename.within.clear();
            }
        }
        self.renamed = renamed;
    }

    /// Returns `true` if one group at most holds those at `depth`.
    fn is_alone(&self, depth: usize) -> bool {
        let mut around = self.own.iter().map(|path| &path[..depth]);
        let first = around.next();
        around.all(|other| Some(other) == first)
    }

    /// Returns the groups of the outermost level that are one now: their names are gone, and all objectives of
    /// theirs that are left, half of them at least, stand in one group, which is new or keeps its own.
    pub(super) fn merged(&self, matched: &[MatchedPair]) -> Vec<GroupMerger> {
        let Some(level) = self.levels.first() else { return Vec::new() };
        let is_new = |name: &str| self.own.iter().all(|path| path[0].words != name);
        let is_gone = |name: &str| self.after.iter().all(|path| path[0].words != name);
        let mut heirs: IndexMap<&str, (&GroupName, Vec<&GroupName>)> = IndexMap::new();
        for pair in matched {
            let (old, new) = (&self.own[pair.before][0], &self.after[pair.after][0]);
            heirs.entry(&old.words).or_insert((old, Vec::new())).1.push(new);
        }
        let mut mergers: IndexMap<&str, (Vec<FieldValue>, &GroupName)> = IndexMap::new();
        for (name, (old, heirs)) in &heirs {
            let new = heirs.iter().find(|new| new.words == *name).unwrap_or(&heirs[0]);
            let is_whole = heirs.iter().all(|other| other == new)
                && 2 * heirs.len() >= self.own.iter().filter(|path| path[0] == **old).count();
            // One objective that leaves its group empty has moved.
            let goes = is_gone(name) && is_whole && (is_new(&new.words) || heirs.len() > 1);
            if let Some(value) = old.value().filter(|_| goes || new.words == *name) {
                mergers.entry(&new.words).or_insert((Vec::new(), new)).0.push(value);
            }
        }
        let merger = |(before, after): (Vec<FieldValue>, &GroupName)| {
            let level = level.name().to_owned();
            (before.len() > 1).then_some(GroupMerger { level, before, after: after.value()? })
        };
        mergers.into_values().filter_map(merger).collect()
    }

    /// Returns the old name and the new one of the outermost group of an objective that joined others with it.
    pub(super) fn joined(&self, before: usize, after: usize) -> Option<FieldChange> {
        let (level, own) = (self.levels.first()?, self.own[before].first()?);
        let (old, new) = (self.before[before].first()?, self.after[after].first()?);
        let change =
            || FieldChange { label: level_label(level), before: own.value(), after: new.value() };
        // The group that gave the others its entry in the list has a new name.
        let is_renamed = self.renamed.iter().any(|rename| {
            rename.level == level.name()
                && folded(&rename.before.words) == own.words
                && folded(&rename.after.words) == new.words
        });
        let is_joined = self.merged.contains(&own.words) && old == new && own != new;
        (is_joined && !is_renamed).then(change)
    }

    /// Returns the names of the groups of an old objective by which its weights are added up: the new ones,
    /// unless its group is one with others now, which had totals of their own.
    pub(super) fn of_total(&self, before: usize) -> &[GroupName] {
        let is_merged =
            self.own[before].first().is_some_and(|name| self.merged.contains(&name.words));
        if is_merged { &self.own[before] } else { &self.before[before] }
    }

    /// Returns `true` if both objectives belong to the same group.
    pub(super) fn same(&self, before: usize, after: usize) -> bool {
        self.before[before] == self.after[after]
    }

    /// Returns the levels at which an objective belongs to another group than before.
    pub(super) fn moves(&self, before: usize, after: usize) -> Vec<FieldChange> {
        let (old, own, new) = (&self.before[before], &self.own[before], &self.after[after]);
        let level = |depth: usize| FieldChange {
            label: level_label(&self.levels[depth]),
            before: own[depth].value(),
            after: new[depth].value(),
        };
        (0..self.levels.len()).filter(|&depth| old[depth] != new[depth]).map(level).collect()
    }
}

impl GroupName {
    fn value(&self) -> Option<FieldValue> {
        let text = self.text.as_ref()?;
        Some(FieldValue { words: text.value.clone(), place: Some(text.span) })
    }
}

/// Returns the name of a level for people: «Area».
pub(super) fn level_label(level: &Level) -> String {
    let name = level.name();
    Key::named(name).map_or_else(|| name.to_owned(), |key| key.label().to_owned())
}

fn common_levels(before: &Plan, after: &Plan) -> Vec<Level> {
    after.levels.iter().filter(|level| before.levels.contains(level)).cloned().collect()
}

fn path(plan: &Plan, objective: &Objective, levels: &[Level]) -> Vec<GroupName> {
    let name = |level: &Level| {
        let text = words(plan, objective, level.name()).cloned();
        let words = text.as_ref().map_or_else(String::new, |text| folded(&text.value));
        GroupName { words, text }
    };
    levels.iter().map(name).collect()
}

/// Returns the groups of these objectives at `depth`, each with its objectives.
fn by_name(paths: &[Vec<GroupName>], depth: usize, of: &[usize]) -> Vec<(String, Vec<usize>)> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for &at in of {
        let name = &paths[at][depth].words;
        let group = *known.entry(name.clone()).or_insert_with(|| {
            groups.push((name.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(at);
    }
    groups
}

/// Returns the pairs of old and new groups that have other names and the same objectives.
fn renames(
    olds: &[(String, Vec<usize>)],
    news: &[(String, Vec<usize>)],
    profiles: &Profiles,
) -> Vec<(usize, usize)> {
    let alone = |of: &[(String, Vec<usize>)], others: &[(String, Vec<usize>)]| -> Vec<usize> {
        (0..of.len()).filter(|&at| others.iter().all(|(name, _)| *name != of[at].0)).collect()
    };
    let profile =
        |list: &[WordProfile], of: &[usize]| profiles.together(of.iter().map(|&at| &list[at]));
    let old_alone: Vec<_> = alone(olds, news)
        .into_iter()
        .map(|at| (at, profile(&profiles.before, &olds[at].1)))
        .collect();
    let new_alone: Vec<_> = alone(news, olds)
        .into_iter()
        .map(|at| (at, profile(&profiles.after, &news[at].1)))
        .collect();
    let mut edges = Vec::new();
    for (before, old) in &old_alone {
        for (after, new) in &new_alone {
            let likeness = profiles.likeness(old, new).rare;
            if likeness >= SAME_GROUP {
                edges.push(Edge { before: *before, after: *after, score: likeness.into() });
            }
        }
    }
    assign(edges)
}
