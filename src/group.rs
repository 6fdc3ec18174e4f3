//! From the flat list of objectives to a tree of named levels. Pure, and blind to
//! what the levels mean: area and period are only the default two.

use crate::model::{Assignment, Level, Objective, Plan, Text};
use indexmap::IndexMap;

/// What tells the groups of a level apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey<'p> {
    /// The index of an area in the plan.
    Area(usize),
    /// The index of a period in the plan.
    Period(usize),
    /// What all objectives of the group say in a field; nothing where they say nothing.
    Words(Option<&'p str>),
}

/// The group that `objective` belongs to at `level`, and the group's label.
fn key<'p>(
    level: &Level,
    plan: &'p Plan,
    objective: &'p Objective,
) -> (GroupKey<'p>, Option<&'p Text>) {
    match level {
        Level::Area => (GroupKey::Area(objective.area), plan.areas[objective.area].name.as_ref()),
        Level::Period => {
            (GroupKey::Period(objective.period), plan.periods[objective.period].label.as_ref())
        }
        Level::Field(name) => {
            let words = words(plan, objective, name);
            (GroupKey::Words(words.map(|text| text.value.trim())), words)
        }
    }
}

/// The words of `objective` in the field `name`, where it has just one value.
pub fn words<'p>(plan: &'p Plan, objective: &'p Objective, name: &str) -> Option<&'p Text> {
    // What the objective itself says comes behind what it takes over from its groups.
    let own = objective.extra.iter().rev().find(|extra| extra.key.value == name);
    let own = own.and_then(|extra| extra.one()).map(|datum| &datum.written);
    match name {
        "area" => plan.areas[objective.area].name.as_ref(),
        "periodo" => plan.periods[objective.period].label.as_ref(),
        "codice" => objective.code.as_ref(),
        "servizio" => objective.assignment.as_ref().map(Assignment::text),
        "responsabile" => own.or(plan.areas[objective.area].manager.as_ref()),
        _ => own,
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
    /// What tells it from the others of its level.
    pub key: GroupKey<'p>,
    /// Its label, with the place it was first named, if it has one.
    pub label: Option<&'p Text>,
    /// What it holds.
    pub content: GroupContent<'p>,
}

/// What a group holds.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupContent<'p> {
    /// Groups of the next level.
    Groups(Vec<Group<'p>>),
    /// At the innermost level, objectives.
    Objectives(Vec<&'p Objective>),
}

impl<'p> Group<'p> {
    /// The groups of the next level; none at the innermost.
    pub fn groups(&self) -> &[Group<'p>] {
        match &self.content {
            GroupContent::Groups(groups) => groups,
            GroupContent::Objectives(_) => &[],
        }
    }

    /// The objectives of an innermost group; none at other levels.
    pub fn direct_objectives(&self) -> &[&'p Objective] {
        match &self.content {
            GroupContent::Objectives(list) => list,
            GroupContent::Groups(_) => &[],
        }
    }

    /// Every objective below this group, in order.
    pub fn objectives(&self) -> Vec<&'p Objective> {
        match &self.content {
            GroupContent::Objectives(list) => list.clone(),
            GroupContent::Groups(groups) => groups.iter().flat_map(Group::objectives).collect(),
        }
    }
}

/// Groups the objectives of `plan` by `levels`, outermost first.
pub fn group_plan<'p>(plan: &'p Plan, levels: &[Level]) -> GroupTree<'p> {
    let all: Vec<_> = plan.objectives.iter().collect();
    let (roots, loose) = match split(plan, levels, all) {
        GroupContent::Groups(roots) => (roots, Vec::new()),
        GroupContent::Objectives(loose) => (Vec::new(), loose),
    };
    GroupTree { levels: levels.to_vec(), roots, loose }
}

fn split<'p>(plan: &'p Plan, levels: &[Level], objectives: Vec<&'p Objective>) -> GroupContent<'p> {
    let Some((level, deeper)) = levels.split_first() else {
        return GroupContent::Objectives(objectives);
    };
    let mut groups: IndexMap<GroupKey<'p>, (Option<&'p Text>, Vec<&'p Objective>)> =
        IndexMap::new();
    for objective in objectives {
        let (key, label) = key(level, plan, objective);
        groups.entry(key).or_insert_with(|| (label, Vec::new())).1.push(objective);
    }
    let group = |(key, (label, list))| {
        let content = split(plan, deeper, list);
        Group { level: level.clone(), key, label, content }
    };
    GroupContent::Groups(groups.into_iter().map(group).collect())
}
