//! From the flat list of objectives to a tree of named levels. Pure, and blind to
//! what the levels mean: area and period are only the default two.

use crate::model::{Objective, Plan, Text};
use indexmap::IndexMap;

/// What a level of the tree groups by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// By area.
    Area,
    /// By period.
    Period,
}

impl Level {
    /// The default levels, outermost first.
    pub const DEFAULT: [Level; 2] = [Level::Area, Level::Period];

    /// The group that `objective` belongs to at this level: an index that tells
    /// groups apart, and the group's label.
    fn key<'p>(self, plan: &'p Plan, objective: &Objective) -> (usize, &'p Text) {
        match self {
            Level::Area => (objective.area, &plan.areas[objective.area].name),
            Level::Period => (objective.period, &plan.periods[objective.period].label),
        }
    }
}

/// The objectives of a plan by levels, every group in order of first appearance.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTree<'p> {
    /// What each depth groups by, outermost first.
    pub levels: Vec<Level>,
    /// The outermost groups; without levels, one nameless root would say nothing, so
    /// the objectives are in `loose`.
    pub roots: Vec<Group<'p>>,
    /// The objectives of a tree without levels.
    pub loose: Vec<&'p Objective>,
}

/// A group of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'p> {
    /// What it groups by.
    pub level: Level,
    /// The index of its area or period in the plan.
    pub key: usize,
    /// Its label, with the place it was first named.
    pub label: &'p Text,
    /// What it holds.
    pub content: Content<'p>,
}

/// What a group holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'p> {
    /// Groups of the next level.
    Groups(Vec<Group<'p>>),
    /// At the innermost level, objectives.
    Objectives(Vec<&'p Objective>),
}

impl<'p> Group<'p> {
    /// The groups of the next level; none at the innermost.
    pub fn groups(&self) -> &[Group<'p>] {
        match &self.content {
            Content::Groups(groups) => groups,
            Content::Objectives(_) => &[],
        }
    }

    /// The objectives of an innermost group; none at other levels.
    pub fn direct_objectives(&self) -> &[&'p Objective] {
        match &self.content {
            Content::Objectives(list) => list,
            Content::Groups(_) => &[],
        }
    }

    /// Every objective below this group, in order.
    pub fn objectives(&self) -> Vec<&'p Objective> {
        match &self.content {
            Content::Objectives(list) => list.clone(),
            Content::Groups(groups) => groups.iter().flat_map(Group::objectives).collect(),
        }
    }
}

/// Groups the objectives of `plan` by `levels`, outermost first.
pub fn group_plan<'p>(plan: &'p Plan, levels: &[Level]) -> GroupTree<'p> {
    let all: Vec<_> = plan.objectives.iter().collect();
    let (roots, loose) = match split(plan, levels, all) {
        Content::Groups(roots) => (roots, Vec::new()),
        Content::Objectives(loose) => (Vec::new(), loose),
    };
    GroupTree { levels: levels.to_vec(), roots, loose }
}

fn split<'p>(plan: &'p Plan, levels: &[Level], objectives: Vec<&'p Objective>) -> Content<'p> {
    let Some((&level, deeper)) = levels.split_first() else {
        return Content::Objectives(objectives);
    };
    let mut groups: IndexMap<usize, (&'p Text, Vec<&'p Objective>)> = IndexMap::new();
    for objective in objectives {
        let (key, label) = level.key(plan, objective);
        groups.entry(key).or_insert_with(|| (label, Vec::new())).1.push(objective);
    }
    let group =
        |(key, (label, list))| Group { level, key, label, content: split(plan, deeper, list) };
    Content::Groups(groups.into_iter().map(group).collect())
}
