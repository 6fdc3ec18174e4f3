//! Flat list of objectives → tree of named levels. Levels have no meaning here: area and
//! period are only the default two.

use crate::model::{Assignment, Key, Level, Objective, Plan, Text};
use indexmap::IndexMap;

/// Identity of a group among the groups of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey<'p> {
    /// Index of an area in the plan.
    Area(usize),
    /// Index of a period in the plan.
    Period(usize),
    /// Words that all objectives of the group have in a field; `None` if they have none.
    Words(Option<&'p str>),
}

/// Returns the group that `objective` belongs to at `level`, and the group's label.
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
            // Words as written, without folding: «Area A» and «AREA A» are not joined silently.
            (GroupKey::Words(words.map(|text| text.value.trim())), words)
        }
    }
}

/// Returns the words of `objective` in the field `name`, if it has exactly one value.
pub fn words<'p>(plan: &'p Plan, objective: &'p Objective, name: &str) -> Option<&'p Text> {
    // The last value counts: fields that an objective takes over come before its own.
    let own = objective.extra.iter().rev().find(|extra| extra.key.value == name);
    let own = own.and_then(|extra| extra.one()).map(|datum| &datum.written);
    match Key::named(name) {
        Some(Key::Area) => plan.areas[objective.area].name.as_ref(),
        Some(Key::Period) => plan.periods[objective.period].label.as_ref(),
        Some(Key::Code) => objective.code.as_ref(),
        Some(Key::Service) => objective.assignment.as_ref().map(Assignment::text),
        // An objective may name its own manager, who then takes precedence over the area's.
        Some(Key::Manager) => own.or(plan.areas[objective.area].manager.as_ref()),
        _ => own,
    }
}

/// Objectives of a plan by levels, the groups in order of first appearance.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTree<'p> {
    /// Levels, outermost first.
    pub levels: Vec<Level>,
    /// Outermost groups; empty if there are no levels.
    pub roots: Vec<Group<'p>>,
    /// Objectives of a tree without levels.
    pub loose: Vec<&'p Objective>,
}

/// Group of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'p> {
    /// Level of the group.
    pub level: Level,
    /// Identity among the groups of its level.
    pub key: GroupKey<'p>,
    /// Label with the place of its first mention; absent for objectives that name no group.
    pub label: Option<&'p Text>,
    /// Groups or objectives in the group.
    pub content: GroupContent<'p>,
}

/// Groups or objectives in a group.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupContent<'p> {
    /// Groups of the next level.
    Groups(Vec<Group<'p>>),
    /// Objectives, at the innermost level.
    Objectives(Vec<&'p Objective>),
}

impl<'p> Group<'p> {
    /// Returns the groups of the next level; none at the innermost level.
    pub fn groups(&self) -> &[Group<'p>] {
        match &self.content {
            GroupContent::Groups(groups) => groups,
            GroupContent::Objectives(_) => &[],
        }
    }

    /// Returns the objectives of an innermost group; none at other levels.
    pub fn direct_objectives(&self) -> &[&'p Objective] {
        match &self.content {
            GroupContent::Objectives(list) => list,
            GroupContent::Groups(_) => &[],
        }
    }

    /// Returns every objective below this group, in order.
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
    // Order of first appearance: the annex follows the plan, in which a group may be resumed later.
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
