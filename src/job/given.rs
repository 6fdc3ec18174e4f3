//! Values of the plan's head that the user gives with options, held against those of the plan.

use crate::diag::{Code, Diagnostic, Findings};
use crate::model::{GivenValue, HeadKey, Key};
use crate::raw::{Field, RawArea, RawFacts, RawPlan, StatedHead, Words};
use crate::recognise::{contradictions, unused};
use crate::source::{SourceMap, Span};
use crate::text::fold_words;
use std::collections::BTreeSet;

/// Puts the given values together; `None` if there are none. Each is a source of its own, called
/// as its option, so that findings point at it.
pub(super) fn state_head(
    values: &[GivenValue],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<StatedHead> {
    let mut head: Option<StatedHead> = None;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for GivenValue { key, value } in values {
        let file = sources.add(option_name(key), value.clone());
        let words = Words::new(value.clone(), Span::new(file, 0..value.len()));
        let head = head.get_or_insert_with(|| StatedHead::blank(words.span));
        // Several people may sign; any other value stands once.
        if !seen.insert(key) && HeadKey::parse(key) != Some(HeadKey::Whole(Key::Signers)) {
            let message = format!("«{key}» è indicato due volte.");
            findings.push(
                Diagnostic::new(Code::ContraryOption, words.span, message)
                    .hint("Lasciare una sola delle due opzioni."),
            );
            continue;
        }
        let Some(known) = HeadKey::parse(key) else {
            findings.push(unknown_key(key, &words));
            continue;
        };
        if head.set(&known, words.span, &words).is_err() {
            let message = format!("«{value}» non va bene per «{key}».");
            findings.push(
                Diagnostic::new(Code::ContraryOption, words.span, message)
                    .hint("La delibera si scrive «Giunta n. 12 del 31.01.2026»; le voci di un elenco si numerano da 1, senza salti."),
            );
        }
    }
    head
}

/// Returns the option that gives the value of `key`.
fn option_name(key: &str) -> String {
    let own = [Key::Title, Key::Entity, Key::Area, Key::Period].iter().any(|k| k.name() == key);
    if own { format!("opzione --{key}") } else { format!("opzione --imposta {key}") }
}

fn unknown_key(key: &str, words: &Words) -> Diagnostic {
    let message = format!("«{key}» non è una voce del piano che si può indicare.");
    Diagnostic::new(Code::UnknownKey, words.span, message)
        .hint(format!("Le voci sono: {}.", HeadKey::names().join(", ")))
}

/// Gives `plan`, which states its own keys, what it lacks of `head`.
pub(super) fn complete_plan(plan: &mut RawPlan, head: StatedHead, findings: &mut Findings) {
    let StatedHead { plan: stated, area, period, service, manager } = head;
    findings.extend(contradictions(plan.complete(stated)));
    if let Field::Given(area) = area {
        findings.extend(fill(&area, Key::Area, area_names(plan)));
    }
    if let Field::Given(period) = period {
        findings.extend(fill(&period, Key::Period, period_labels(plan)));
    }
    if let Field::Given(service) = service {
        findings.extend(fill(&service, Key::Service, services(plan)));
    }
    if let Field::Given(manager) = manager {
        add_areas_of_rows(plan);
        findings.extend(fill(&manager, Key::Manager, managers(plan)));
    }
}

/// Writes `words` into the fields that are absent; returns the finding that none is.
fn fill(words: &Words, key: Key, fields: Vec<&mut Field>) -> Option<Diagnostic> {
    let mut is_used = false;
    let mut own = Vec::new();
    for field in fields {
        match field {
            Field::Absent | Field::Empty(_) => {
                *field = Field::Given(words.clone());
                is_used = true;
            }
            Field::Given(words) => own.push(&*words),
            Field::Wrong => {}
        }
    }
    if is_used { None } else { unused(words, key, own.into_iter()) }
}

/// Returns `true` if the objectives of the plan are grouped by the level.
fn has_level(plan: &RawPlan, key: Key) -> bool {
    plan.levels.as_ref().is_none_or(|levels| levels.iter().any(|level| level.value == key.name()))
}

fn area_names(plan: &mut RawPlan) -> Vec<&mut Field> {
    let has_area = has_level(plan, Key::Area);
    let areas = plan.areas.iter_mut().map(|area| &mut area.name);
    let rows = plan.rows.iter_mut().filter(|_| has_area).map(|row| &mut row.area);
    areas.chain(rows).collect()
}

fn period_labels(plan: &mut RawPlan) -> Vec<&mut Field> {
    let has_period = has_level(plan, Key::Period);
    let periods = plan.areas.iter_mut().flat_map(|area| area.periods.iter_mut().flatten());
    let labels = periods.map(|period| &mut period.label);
    let rows = plan.rows.iter_mut().filter(|_| has_period).map(|row| &mut row.period);
    labels.chain(rows).collect()
}

/// Returns the services of the objectives that have no cross-cutting title.
fn services(plan: &mut RawPlan) -> Vec<&mut Field> {
    // Where the service is a level, the groups name it.
    if plan.levels.is_some() && has_level(plan, Key::Service) {
        return Vec::new();
    }
    let periods = plan.areas.iter_mut().flat_map(|area| area.periods.iter_mut().flatten());
    let nested = periods.flat_map(|period| period.objectives.iter_mut().flatten());
    let all = nested.chain(plan.rows.iter_mut());
    let own = all.filter(|objective| objective.fields[Key::CrossCutting] == Field::Absent);
    own.map(|objective| &mut objective.fields[Key::Service]).collect()
}

/// Adds an area for each name that only rows have, since rows cannot name its manager.
fn add_areas_of_rows(plan: &mut RawPlan) {
    if plan.levels.is_some() {
        return;
    }
    let name = |field: &Field| match field {
        Field::Given(words) => Some(fold_words(&words.value)),
        _ => None,
    };
    let mut known: BTreeSet<String> = plan.areas.iter().filter_map(|a| name(&a.name)).collect();
    for row in &plan.rows {
        if name(&row.area).is_some_and(|name| known.insert(name)) {
            plan.areas.push(RawArea {
                span: row.span,
                name: row.area.clone(),
                manager: Field::Absent,
                facts: RawFacts::default(),
                periods: Some(Vec::new()),
            });
        }
    }
}

fn managers(plan: &mut RawPlan) -> Vec<&mut Field> {
    plan.areas.iter_mut().map(|area| &mut area.manager).collect()
}
