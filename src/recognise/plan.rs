//! Rows that name their area and period, and what stands around them, as a plan.

use super::groups;
use super::vocabulary::Role;
use crate::model::Key;
use crate::raw::{
    Field, RawArea, RawFacts, RawFields, RawObjective, RawPeriod, RawPlan, RawRule, Words,
};
use crate::source::Span;
use crate::text::folded;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A row of a table with an objective.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Its own fields; area and period are not set.
    pub objective: RawObjective,
    /// Its area and period, or `Wrong` where a finding has said that there is none.
    pub area: Field,
    pub period: Field,
    /// Who leads the area, with the heading that says so.
    pub manager: Option<(Words, Words)>,
    /// The years of the period.
    pub years: Option<Words>,
    /// Its number and the heading above it.
    pub number: Option<(Words, Words)>,
}

/// An objective that says nothing yet.
pub(super) fn blank_objective(span: Span) -> RawObjective {
    RawObjective {
        span,
        area: Field::Absent,
        period: Field::Absent,
        levels: Vec::new(),
        fields: RawFields::default(),
        indicators: Some(Vec::new()),
        extra: Vec::new(),
    }
}

/// A plan that says nothing yet, of a file that begins at `span`.
pub(super) fn blank_plan(span: Span) -> RawPlan {
    RawPlan {
        span,
        title: Field::Absent,
        entity: Field::Absent,
        years: Vec::new(),
        date: Field::Absent,
        resolution: None,
        annex: Field::Absent,
        annexes: Vec::new(),
        signers: Vec::new(),
        premise: Field::Absent,
        closing: Field::Absent,
        classification: Field::Absent,
        kinds: None,
        weights: RawRule::default(),
        levels: None,
        fields: Vec::new(),
        areas: Vec::new(),
        groups: Vec::new(),
        rows: Vec::new(),
        content: Field::Wrong,
    }
}

impl RawObjective {
    /// The place of a field that has a column of its own.
    pub(super) fn field_mut(&mut self, role: &Role) -> Option<&mut Field> {
        let key = match role {
            Role::Code => Key::Code,
            Role::Service => Key::Service,
            Role::CrossCutting => Key::CrossCutting,
            Role::Kind => Key::Kind,
            Role::Description => Key::Description,
            Role::Result => Key::ExpectedResult,
            Role::Indicator => Key::Indicator,
            Role::Weight => Key::Weight,
            Role::Number | Role::Area | Role::Manager | Role::Period | Role::Years => return None,
            Role::Extra(_) => return None,
        };
        Some(&mut self.fields[key])
    }
}

/// Puts numbers and managers where they belong; gives back what is to be said of that.
///
/// In a plan of its `own` levels, who answers for an objective is its own affair.
pub(super) fn settle(entries: &mut [Entry], own: bool) -> Vec<String> {
    let mut said = Vec::new();
    if own {
        entries.iter_mut().for_each(own_manager);
    }
    if entries.iter().any(|entry| entry.number.is_some()) {
        match counts(entries) {
            true => said.push(
                "I numeri d'ordine non entrano nel piano: li ridà l'ordine delle righe.".to_owned(),
            ),
            false if tell_apart(entries) => {
                entries.iter_mut().for_each(number_as_code);
                said.push(
                    "I numeri d'ordine non sono un semplice conteggio: sono i codici.".to_owned(),
                );
            }
            false => {
                entries.iter_mut().for_each(number_as_extra);
                said.push(
                    "I numeri d'ordine non sono un semplice conteggio: sono sotto «altro»."
                        .to_owned(),
                );
            }
        }
    }
    if !one_manager_an_area(entries) {
        entries.iter_mut().for_each(manager_as_extra);
        said.push(
            "I responsabili cambiano dentro un'area: sono sotto «altro» di ogni obiettivo."
                .to_owned(),
        );
    }
    said
}

/// Whether the numbers only count: each is one more than the one before, or 1 again.
fn counts(entries: &[Entry]) -> bool {
    let mut last = 0_u32;
    entries.iter().filter_map(|entry| entry.number.as_ref()).all(|(_, number)| {
        let digits = number.value.trim().trim_end_matches(['.', ')', '°']);
        let parsed = digits.parse().ok().filter(|n| *n == 1 || last.checked_add(1) == Some(*n));
        last = parsed.unwrap_or(last);
        parsed.is_some()
    })
}

/// Whether the numbers could be codes: no two are the same, and nothing else is a code.
fn tell_apart(entries: &[Entry]) -> bool {
    let numbers = entries.iter().filter_map(|entry| entry.number.as_ref());
    let all: Vec<&str> = numbers.map(|(_, number)| number.value.trim()).collect();
    let once: BTreeSet<&str> = all.iter().copied().collect();
    once.len() == all.len()
        && entries.iter().all(|entry| entry.objective.fields[Key::Code] == Field::Absent)
}

fn number_as_code(entry: &mut Entry) {
    if let Some((_, number)) = entry.number.take() {
        entry.objective.fields[Key::Code] = Field::Given(number);
    }
}

fn number_as_extra(entry: &mut Entry) {
    let number = entry.number.take();
    entry.objective.extra.extend(number.map(|(key, value)| (key, Field::Given(value).into())));
}

fn own_manager(entry: &mut Entry) {
    if let Some((heading, name)) = entry.manager.take() {
        let key = Words::new("responsabile".to_owned(), heading.span);
        entry.objective.extra.push((key, Field::Given(name).into()));
    }
}

fn manager_as_extra(entry: &mut Entry) {
    let manager = entry.manager.take();
    entry.objective.extra.extend(manager.map(|(key, value)| (key, Field::Given(value).into())));
}

pub(super) fn key(field: &Field) -> Option<String> {
    match field {
        Field::Given(words) => Some(folded(&words.value)),
        _ => None,
    }
}

fn one_manager_an_area(entries: &[Entry]) -> bool {
    let mut managers: IndexMap<Option<String>, String> = IndexMap::new();
    entries.iter().filter_map(|e| Some((key(&e.area), e.manager.as_ref()?))).all(
        |(area, (_, name))| {
            let name = folded(&name.value);
            *managers.entry(area).or_insert_with(|| name.clone()) == name
        },
    )
}

/// Areas with their periods where the rows stand in groups, else rows that name both.
/// With levels of their own, the same of their groups.
pub(super) fn assemble(plan: &mut RawPlan, entries: Vec<Entry>) {
    let named = plan.levels.as_deref();
    let outline = named.map(|levels| groups::Outline::of(levels, &entries));
    match outline {
        Some(Some(outline)) => plan.groups = outline.groups(entries),
        None if in_groups(&entries) => plan.areas = nested(entries),
        Some(None) | None => {
            plan.areas = leaders(&entries);
            plan.rows = entries.into_iter().map(flat).collect();
        }
    }
}

/// Whether no area and no period of an area is taken up again after another.
fn in_groups(entries: &[Entry]) -> bool {
    let mut areas: IndexMap<String, IndexMap<String, ()>> = IndexMap::new();
    entries.iter().all(|entry| {
        let (Some(area), Some(period)) = (key(&entry.area), key(&entry.period)) else {
            return false;
        };
        let (index, _) = areas.insert_full_if_new(area);
        let last_area = index + 1 == areas.len();
        let periods = &mut areas[index];
        let (at, _) = periods.insert_full_if_new(period);
        last_area && at + 1 == periods.len()
    })
}

/// Adds a key once and tells where it is.
trait InsertOnce {
    fn insert_full_if_new(&mut self, key: String) -> (usize, bool);
}

impl<T: Default> InsertOnce for IndexMap<String, T> {
    fn insert_full_if_new(&mut self, key: String) -> (usize, bool) {
        let entry = self.entry(key);
        let index = entry.index();
        let new = matches!(entry, indexmap::map::Entry::Vacant(_));
        entry.or_default();
        (index, new)
    }
}

fn nested(entries: Vec<Entry>) -> Vec<RawArea> {
    let mut areas: Vec<RawArea> = Vec::new();
    for entry in entries {
        if areas.last().is_none_or(|area| key(&area.name) != key(&entry.area)) {
            areas.push(RawArea {
                span: place(&entry.area, entry.objective.span),
                name: entry.area.clone(),
                manager: Field::Absent,
                facts: RawFacts::default(),
                periods: Some(Vec::new()),
            });
        }
        let area = areas.last_mut().expect("one was added for this entry or before");
        if let (Field::Absent, Some((_, name))) = (&area.manager, entry.manager) {
            area.manager = Field::Given(name);
        }
        let periods = area.periods.get_or_insert_default();
        if periods.last().is_none_or(|period| key(&period.label) != key(&entry.period)) {
            periods.push(RawPeriod {
                span: place(&entry.period, entry.objective.span),
                label: entry.period.clone(),
                years: entry.years.as_ref().map(super::facts::years).unwrap_or_default(),
                facts: RawFacts::default(),
                objectives: Some(Vec::new()),
            });
        }
        let period = periods.last_mut().expect("one was added for this entry or before");
        period.objectives.get_or_insert_default().push(entry.objective);
    }
    areas
}

pub(super) fn place(field: &Field, otherwise: Span) -> Span {
    match field {
        Field::Given(words) => words.span,
        _ => otherwise,
    }
}

/// The areas in the order of their rows, with who leads them, if any says so.
fn leaders(entries: &[Entry]) -> Vec<RawArea> {
    let mut areas: IndexMap<String, RawArea> = IndexMap::new();
    for entry in entries {
        let Some(name) = key(&entry.area) else { continue };
        let area = areas.entry(name).or_insert_with(|| RawArea {
            span: place(&entry.area, entry.objective.span),
            name: entry.area.clone(),
            manager: Field::Absent,
            facts: RawFacts::default(),
            periods: Some(Vec::new()),
        });
        if let (Field::Absent, Some((_, name))) = (&area.manager, &entry.manager) {
            area.manager = Field::Given(name.clone());
        }
    }
    let led = areas.values().any(|area| area.manager != Field::Absent);
    if led { areas.into_values().collect() } else { Vec::new() }
}

fn flat(entry: Entry) -> RawObjective {
    RawObjective { area: entry.area, period: entry.period, ..entry.objective }
}
