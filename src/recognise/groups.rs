//! Rows that name the levels of their plan → its groups, where the rows stand in groups; and
//! what was said of groups, brought to them.

use super::facts::{self, GroupSaid};
use super::plan::{Entry, key, place};
use crate::diag::{Code, Diagnostic};
use crate::model::{Key, LevelHead};
use crate::raw::{Field, RawExtra, RawFacts, RawGroup, RawPlan, Words};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The levels of a plan whose layout groups by `names`: those, and what its columns say.
pub(super) fn levels(names: &[LevelHead], entries: &[Entry], start: Span) -> Vec<Words> {
    let area = entries.iter().any(|entry| key(&entry.area).is_some());
    let period = entries.iter().any(|entry| key(&entry.period).is_some());
    let said = [("area", area), ("periodo", period)];
    let further =
        said.iter().filter(|(name, said)| *said && !names.iter().any(|level| level.name == *name));
    let names = names.iter().map(|level| level.name.as_str()).chain(further.map(|(name, _)| *name));
    names.map(|name| Words::new(name.to_owned(), start)).collect()
}

/// The groups of some rows, by the indices of the rows.
pub(super) struct Outline {
    levels: Vec<Words>,
    nodes: Vec<Node>,
}

struct Node {
    level: usize,
    /// The rows that stand in no further group; they come before the groups.
    direct: usize,
    nodes: Vec<Node>,
}

impl Outline {
    /// The groups of `entries`; `None` where a group is taken up again after another, or rows
    /// that stand in none come after one.
    pub fn of(levels: &[Words], entries: &[Entry]) -> Option<Self> {
        let (direct, nodes) = split(levels, entries, 0..entries.len(), 0)?;
        // Rows outside all groups have no list of their own beside them.
        (direct == 0).then(|| Outline { levels: levels.to_vec(), nodes })
    }

    /// The groups with their rows.
    pub fn groups(self, entries: Vec<Entry>) -> Vec<RawGroup> {
        let mut rows = entries.into_iter();
        self.nodes.into_iter().map(|node| group(&self.levels, node, &mut rows)).collect()
    }
}

/// The group of `entry` at a level, if it says one.
fn label<'e>(level: &Words, entry: &'e Entry) -> Option<&'e Field> {
    let field = match level.value.as_str() {
        "area" => &entry.area,
        "periodo" => &entry.period,
        "servizio" => &entry.objective.fields[Key::Service],
        name => entry.objective.levels.iter().find(|(key, _)| key.value == name).map(|(_, f)| f)?,
    };
    matches!(field, Field::Given(_)).then_some(field)
}

/// The outermost group of `entry` at the levels from `from` on.
fn outermost(levels: &[Words], entry: &Entry, from: usize) -> Option<(usize, Option<String>)> {
    let of = |at: usize| Some((at, key(label(&levels[at], entry)?)));
    (from..levels.len()).find_map(of)
}

fn split(
    levels: &[Words],
    entries: &[Entry],
    rows: Range<usize>,
    from: usize,
) -> Option<(usize, Vec<Node>)> {
    let of = |row: usize| outermost(levels, &entries[row], from);
    let mut start = rows.clone().find(|row| of(*row).is_some()).unwrap_or(rows.end);
    let direct = start - rows.start;
    let mut seen = BTreeSet::new();
    let mut nodes = Vec::new();
    while start < rows.end {
        let own = of(start)?;
        let end = (start..rows.end).find(|row| of(*row).as_ref() != Some(&own));
        let end = end.unwrap_or(rows.end);
        let (direct, inner) = split(levels, entries, start..end, own.0 + 1)?;
        nodes.push(Node { level: own.0, direct, nodes: inner });
        if !seen.insert(own) {
            return None;
        }
        start = end;
    }
    Some((direct, nodes))
}

fn group(levels: &[Words], node: Node, rows: &mut std::vec::IntoIter<Entry>) -> RawGroup {
    let first = &rows.as_slice()[0];
    let level = &levels[node.level];
    let name = label(level, first).cloned().unwrap_or_default();
    let manager = |entry: &Entry| entry.manager.clone().filter(|_| level.value == "area");
    let extra: Option<RawExtra> = manager(first).map(|(key, name)| {
        (Words::new("responsabile".to_owned(), key.span), Field::Given(name).into())
    });
    let years = first.years.as_ref().filter(|_| level.value == "periodo");
    let mut raw = RawGroup {
        span: place(&name, first.objective.span),
        years: years.map(facts::years).unwrap_or_default(),
        levels: vec![(level.clone(), name)],
        facts: RawFacts::default(),
        extra: extra.into_iter().collect(),
        objectives: None,
        groups: None,
    };
    let direct = rows.by_ref().take(node.direct).map(|entry| {
        // Its groups say it for it.
        let mut objective = entry.objective;
        objective.levels.clear();
        objective
    });
    raw.objectives = Some(direct.collect());
    raw.groups = Some(node.nodes.into_iter().map(|node| group(levels, node, rows)).collect());
    raw
}

/// The facts of the groups of a plan, each by its level and its rows, from 0.
type Places<'r> = BTreeMap<(String, usize, usize), &'r mut RawFacts>;

/// Brings what was said of groups to them; says so of what no group takes.
pub(super) fn attach(plan: &mut RawPlan, said: Vec<GroupSaid>) -> Vec<Diagnostic> {
    let mut places = Places::new();
    let mut row = 0;
    for area in &mut plan.areas {
        let start = row;
        for period in area.periods.iter_mut().flatten() {
            let first = row;
            row += period.objectives.as_ref().map_or(0, Vec::len);
            places.insert(("periodo".to_owned(), first, row), &mut period.facts);
        }
        places.insert(("area".to_owned(), start, row), &mut area.facts);
    }
    for group in &mut plan.groups {
        row = collect(group, row, &mut places);
    }
    let mut lost = Vec::new();
    for group in said {
        let level = key(&group.level).unwrap_or_default();
        let rows = group.rows.clone().unwrap_or_default();
        match places.remove(&(level, rows.start, rows.end)) {
            Some(facts) => *facts = group.facts,
            None => lost.push(unplaced(&group)),
        }
    }
    lost
}

/// Adds the places of a group and of those in it; gives back the row after its last.
fn collect<'r>(group: &'r mut RawGroup, start: usize, places: &mut Places<'r>) -> usize {
    let level = group.levels.first().map_or_else(String::new, |(key, _)| key.value.clone());
    let mut row = start + group.objectives.as_ref().map_or(0, Vec::len);
    for inner in group.groups.iter_mut().flatten() {
        row = collect(inner, row, places);
    }
    places.insert((level, start, row), &mut group.facts);
    row
}

fn unplaced(group: &GroupSaid) -> Diagnostic {
    let message =
        format!("«{}» non è di nessun gruppo del piano e non è stata letta.", group.key.value);
    Diagnostic::new(Code::NotPlaced, group.key.span, message)
        .hint("Le righe di «Dati» sono state spostate: scrivere nel piano la premessa, la chiusura o il totale del gruppo.")
}
