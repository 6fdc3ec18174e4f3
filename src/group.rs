//! Flat list of objectives → tree of named levels. Levels have no meaning here: area and
//! period are only the default two.

use crate::model::{Assignment, GroupFacts, Key, Level, Objective, Plan, Text};
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
    /// Texts of groups of its level that have no objectives.
    pub texts: Vec<&'p GroupFacts>,
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

/// Groups the objectives of `plan`, and its groups without objectives, by `levels`, outermost first.
pub fn group_plan<'p>(plan: &'p Plan, levels: &[Level]) -> GroupTree<'p> {
    let objectives = plan.objectives.iter().enumerate().map(|(at, o)| (at, GroupMember::Row(o)));
    let texts =
        plan.groups.iter().filter(|facts| facts.place.is_some() && levels.contains(&facts.level));
    let texts = texts.map(|facts| (facts.objectives.start, GroupMember::Texts(facts)));
    let mut all: Vec<_> = texts.chain(objectives).collect();
    // A stable sort: a group without objectives comes before the objective that follows it.
    all.sort_by_key(|(at, _)| *at);
    let (roots, loose) = match split(plan, levels, all.into_iter().map(|(_, m)| m).collect()) {
        GroupContent::Groups(roots) => (roots, Vec::new()),
        GroupContent::Objectives(loose) => (Vec::new(), loose),
    };
    GroupTree { levels: levels.to_vec(), roots, loose }
}

/// Member of a group.
#[derive(Clone, Copy)]
enum GroupMember<'p> {
    Row(&'p Objective),
    /// Texts of a group without objectives.
    Texts(&'p GroupFacts),
}

impl<'p> GroupMember<'p> {
    fn key(self, level: &Level, plan: &'p Plan) -> (GroupKey<'p>, Option<&'p Text>) {
        match self {
            GroupMember::Row(objective) => key(level, plan, objective),
            GroupMember::Texts(facts) => key_of_texts(level, plan, facts),
        }
    }
}

/// Returns the group that a group without objectives belongs to at `level`, and its label.
fn key_of_texts<'p>(
    level: &Level,
    plan: &'p Plan,
    facts: &'p GroupFacts,
) -> (GroupKey<'p>, Option<&'p Text>) {
    let place = facts.place.as_ref();
    let area = place.and_then(|place| place.area);
    let period = place.and_then(|place| place.period);
    let labels = place.map_or(&[][..], |place| &place.labels);
    match (level, area, period) {
        (Level::Area, Some(area), _) => (GroupKey::Area(area), plan.areas[area].name.as_ref()),
        (Level::Period, _, Some(period)) => {
            (GroupKey::Period(period), plan.periods[period].label.as_ref())
        }
        _ => {
            let label =
                labels.iter().find(|(name, _)| name == level.name()).map(|(_, label)| label);
            (GroupKey::Words(label.map(|text| text.value.trim())), label)
        }
    }
}

fn split<'p>(plan: &'p Plan, levels: &[Level], members: Vec<GroupMember<'p>>) -> GroupContent<'p> {
    let Some((level, deeper)) = levels.split_first() else {
        let row = |member| match member {
            GroupMember::Row(objective) => Some(objective),
            GroupMember::Texts(_) => None,
        };
        return GroupContent::Objectives(members.into_iter().filter_map(row).collect());
    };
    // Order of first appearance: the annex follows the plan, in which a group may be resumed later.
    let mut groups: IndexMap<GroupKey<'p>, (Option<&'p Text>, Vec<GroupMember<'p>>)> =
        IndexMap::new();
    for member in members {
        let (key, label) = member.key(level, plan);
        groups.entry(key).or_insert_with(|| (label, Vec::new())).1.push(member);
    }
    let group = |(key, (label, list)): (_, (_, Vec<GroupMember<'p>>))| {
        let own = |member: &GroupMember<'p>| match member {
            GroupMember::Texts(facts) if facts.level == *level => Some(*facts),
            _ => None,
        };
        let texts = list.iter().filter_map(own).collect();
        let inner = list.into_iter().filter(|member| own(member).is_none()).collect();
        Group { level: level.clone(), key, label, texts, content: split(plan, deeper, inner) }
    };
    GroupContent::Groups(groups.into_iter().map(group).collect())
}
