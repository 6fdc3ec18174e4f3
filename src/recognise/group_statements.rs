//! Texts and totals of groups that «Leggimi» states, brought to the groups of the plan.

use super::entry::name_of;
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::raw::{Field, RawFacts, RawGroup, RawPlan, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// Statements on one group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GroupStatement {
    /// First key that states something of the group.
    key: Words,
    pub(super) level: Field,
    /// Objectives of the group in the order of «Dati», from 0; `None` if they are no range.
    pub(super) rows: Option<Range<usize>>,
    facts: RawFacts,
}

impl GroupStatement {
    /// Returns a statement without values, whose first key is `key`.
    pub(crate) fn new(key: Words) -> Self {
        GroupStatement { key, level: Field::Absent, rows: None, facts: RawFacts::default() }
    }

    /// Sets the value of the part that «Leggimi» spells `part`, one that [`Self::has_part`]
    /// knows.
    pub(crate) fn set(&mut self, part: &str, value: Field) {
        match part {
            LEVEL => self.level = value,
            _ => match Key::named(part) {
                Some(Key::Premise) => self.facts.premise = value,
                Some(Key::Closing) => self.facts.closing = value,
                Some(Key::Total) => self.facts.total = value,
                // Only «obiettivi» is left of the parts in `has_part`.
                _ => self.rows = range(&value),
            },
        }
    }

    /// Returns the keys of what it says of its group.
    pub(crate) fn said(&self) -> impl Iterator<Item = Key> {
        let RawFacts { premise, closing, total } = &self.facts;
        let said = [(Key::Premise, premise), (Key::Closing, closing), (Key::Total, total)];
        said.into_iter().filter(|(_, field)| field.is_given()).map(|(key, _)| key)
    }

    /// Returns `true` if «Leggimi» has a part of groups of that name.
    pub(crate) fn has_part(part: &str) -> bool {
        let keys = [Key::Objectives, Key::Premise, Key::Closing, Key::Total];
        part == LEVEL || keys.iter().any(|key| key.name() == part)
    }
}

/// Part of a statement that names the group's level: no key of a plan, where a group names its
/// level by the key of its label.
const LEVEL: &str = "livello";

/// Reads «3-7» as the objectives from the third to the seventh.
fn range(value: &Field) -> Option<Range<usize>> {
    let Field::Given(words) = value else { return None };
    let (first, last) = words.value.split_once('-')?;
    Some(first.trim().parse::<usize>().ok()?.checked_sub(1)?..last.trim().parse().ok()?)
}

/// Texts and totals of the groups of a plan, each by its level and its objectives, from 0.
type GroupPlaces<'r> = BTreeMap<(String, usize, usize), &'r mut RawFacts>;

/// Gives statements to their groups; returns those that no group matches.
pub(super) fn attach(plan: &mut RawPlan, statements: Vec<GroupStatement>) -> Vec<GroupStatement> {
    // Names of periods recur in every area, so groups are matched by their rows.
    let mut places = places(plan);
    let mut unplaced = Vec::new();
    for statement in statements {
        let level = name_of(&statement.level).unwrap_or_default();
        let rows = statement.rows.clone().unwrap_or_default();
        match places.remove(&(level, rows.start, rows.end)) {
            // `remove` gives each group one statement: a second one for the same rows is reported.
            Some(facts) => *facts = statement.facts,
            None => unplaced.push(statement),
        }
    }
    unplaced
}

fn places(plan: &mut RawPlan) -> GroupPlaces<'_> {
    let mut places = GroupPlaces::new();
    let mut row = 0;
    for area in &mut plan.areas {
        let start = row;
        for period in area.periods.iter_mut().flatten() {
            let first = row;
            row += period.objectives.as_ref().map_or(0, Vec::len);
            places.insert((Key::Period.name().to_owned(), first, row), &mut period.facts);
        }
        places.insert((Key::Area.name().to_owned(), start, row), &mut area.facts);
    }
    for group in &mut plan.groups {
        row = collect(group, row, &mut places);
    }
    places
}

/// Adds the places of a group and of those in it; returns the row after its last.
fn collect<'r>(group: &'r mut RawGroup, start: usize, places: &mut GroupPlaces<'r>) -> usize {
    let level = group.levels.first().map_or_else(String::new, |(key, _)| key.value.clone());
    let mut row = start + group.objectives.as_ref().map_or(0, Vec::len);
    for inner in group.groups.iter_mut().flatten() {
        row = collect(inner, row, places);
    }
    // Added after the inner ones: of two groups with the same level and rows there is none, since
    // an inner group has an inner level.
    places.insert((level, start, row), &mut group.facts);
    row
}

/// Returns the finding on a statement that no group matches.
pub(super) fn no_group(statement: &GroupStatement) -> Diagnostic {
    let message =
        format!("«{}» non è di nessun gruppo del piano e non è stata letta.", statement.key.value);
    Diagnostic::new(Code::NotPlaced, statement.key.span, message)
        .hint("Le righe di «Dati» sono state spostate: scrivere nel piano la premessa, la chiusura o il totale del gruppo.")
}
