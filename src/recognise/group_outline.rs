//! Groups of a plan with levels of its own, made of rows that name them.

use super::entry::{ObjectiveEntry, name_of, place_of};
use crate::model::{Key, LevelHead};
use crate::raw::{Field, RawExtra, RawFacts, RawGroup, Words, comma_list};
use crate::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// Returns the levels of a plan whose layout groups by `heads`: those, then area and period
/// if rows state them.
pub(super) fn levels(heads: &[LevelHead], entries: &[ObjectiveEntry], start: Span) -> Vec<Words> {
    let has_area = entries.iter().any(|entry| name_of(&entry.area).is_some());
    let has_period = entries.iter().any(|entry| name_of(&entry.period).is_some());
    let stated = [(Key::Area, has_area), (Key::Period, has_period)].into_iter();
    let stated = stated.filter(|(_, is_stated)| *is_stated).map(|(key, _)| key.name());
    // The layout may declare «area» itself: a level twice would be an error of the plan.
    let is_new = |name: &&str| !heads.iter().any(|level| level.name == *name);
    let names = heads.iter().map(|level| level.name.as_str()).chain(stated.filter(is_new));
    names.map(|name| Words::new(name.to_owned(), start)).collect()
}

/// Groups of some rows, by the indices of the rows.
pub(super) struct GroupOutline {
    levels: Vec<Words>,
    nodes: Vec<GroupNode>,
}

struct GroupNode {
    level: usize,
    /// Number of rows that stand in no inner group; they come before the groups.
    direct: usize,
    nodes: Vec<GroupNode>,
}

impl GroupOutline {
    /// Returns the groups of `entries`; `None` if a group is taken up again after another, or
    /// rows that stand in none come after one: nested groups cannot keep such an order.
    pub(crate) fn new(levels: &[Words], entries: &[ObjectiveEntry]) -> Option<Self> {
        let (direct, nodes) = split(levels, entries, 0..entries.len(), 0)?;
        // A plan has either groups or a list of objectives.
        (direct == 0).then(|| GroupOutline { levels: levels.to_vec(), nodes })
    }

    /// Makes the groups with their rows.
    pub(crate) fn groups(self, entries: Vec<ObjectiveEntry>) -> Vec<RawGroup> {
        let mut rows = entries.into_iter();
        self.nodes.into_iter().map(|node| group(&self.levels, node, &mut rows)).collect()
    }
}

/// Returns the group of `entry` at a level; `None` if it names none.
pub(super) fn label<'e>(level: &Words, entry: &'e ObjectiveEntry) -> Option<&'e Field> {
    let field = match Key::named(&level.value) {
        Some(Key::Area) => &entry.area,
        Some(Key::Period) => &entry.period,
        Some(Key::Service) => &entry.objective.fields[Key::Service],
        _ => {
            let mut levels = entry.objective.levels.iter();
            levels.find(|(key, _)| key.value == level.value).map(|(_, field)| field)?
        }
    };
    field.is_given().then_some(field)
}

/// Returns level and name of the outermost group of `entry` at the levels from `from` on.
fn outermost(
    levels: &[Words],
    entry: &ObjectiveEntry,
    from: usize,
) -> Option<(usize, Option<String>)> {
    // Levels may be left out: a row may stand in a group of an inner level only.
    (from..levels.len()).find_map(|at| Some((at, name_of(label(&levels[at], entry)?))))
}

/// Splits `rows` into rows outside groups and groups; `None` as for [`GroupOutline::new`].
fn split(
    levels: &[Words],
    entries: &[ObjectiveEntry],
    rows: Range<usize>,
    from: usize,
) -> Option<(usize, Vec<GroupNode>)> {
    let group_of = |row: usize| outermost(levels, &entries[row], from);
    let mut start = rows.clone().find(|row| group_of(*row).is_some()).unwrap_or(rows.end);
    let direct = start - rows.start;
    let mut seen = BTreeSet::new();
    let mut nodes = Vec::new();
    while start < rows.end {
        // A row in no group after one that is: direct rows come first in a group, so nesting fails.
        let current = group_of(start)?;
        let end = (start..rows.end).find(|row| group_of(*row).as_ref() != Some(&current));
        let end = end.unwrap_or(rows.end);
        let (direct, inner) = split(levels, entries, start..end, current.0 + 1)?;
        nodes.push(GroupNode { level: current.0, direct, nodes: inner });
        // The same group once more after another: nested, its rows would move up to the first ones.
        if !seen.insert(current) {
            return None;
        }
        start = end;
    }
    Some((direct, nodes))
}

/// Makes a group of the next of `rows`.
fn group(
    levels: &[Words],
    node: GroupNode,
    rows: &mut std::vec::IntoIter<ObjectiveEntry>,
) -> RawGroup {
    // Never blank: `split` makes a node of one row at least.
    let first = &rows.as_slice()[0];
    let level = &levels[node.level];
    let name = label(level, first).cloned().unwrap_or_default();
    let manager = first.manager.as_ref().filter(|_| level.value == Key::Area.name());
    let extra: Option<RawExtra> = manager.map(|(heading, name)| {
        let key = Words::new(Key::Manager.name().to_owned(), heading.span);
        (key, Field::Given(name.clone()).into())
    });
    let years = first.years.as_ref().filter(|_| level.value == Key::Period.name());
    let mut raw = RawGroup {
        span: place_of(&name, first.objective.span),
        years: years.map(comma_list).unwrap_or_default(),
        levels: vec![(level.clone(), name)],
        facts: RawFacts::default(),
        extra: extra.into_iter().collect(),
        objectives: None,
        groups: None,
    };
    let direct = rows.by_ref().take(node.direct).map(|entry| {
        // The groups around it name its levels.
        let mut objective = entry.objective;
        objective.levels.clear();
        objective
    });
    raw.objectives = Some(direct.collect());
    raw.groups = Some(node.nodes.into_iter().map(|node| group(levels, node, rows)).collect());
    raw
}
