//! Files of which one lists its objectives without groups: then all do, since a plan that has
//! both would print the groups first.

use super::Joiner;
use super::groups::hand_down;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::Key;
use crate::raw::{Field, RawFacts, RawGroup, RawObjective, RawPlan, Words};

/// Returns `true` if one file has rows and another has areas or groups with objectives.
pub(super) fn is_needed(parts: &[RawPlan]) -> bool {
    let is_nested = |part: &RawPlan| {
        !part.groups.is_empty()
            || part.areas.iter().any(|area| area.periods.as_ref().is_some_and(|p| !p.is_empty()))
    };
    parts.iter().any(|part| !part.rows.is_empty()) && parts.iter().any(is_nested)
}

/// Makes rows of the objectives in areas and groups; texts of a group that no row can hold are
/// reported.
pub(super) fn flatten(plan: &mut RawPlan, joiner: &mut Joiner<'_>) {
    let mut rows = Vec::new();
    for area in &mut plan.areas {
        let periods = area.periods.replace(Vec::new()).unwrap_or_default();
        if !periods.is_empty() {
            report_lost(std::mem::take(&mut area.facts), joiner);
        }
        for period in periods {
            report_lost(period.facts, joiner);
            report_years(&period.label, &period.years, joiner);
            let row = |objective| RawObjective {
                area: area.name.clone(),
                period: period.label.clone(),
                ..objective
            };
            rows.extend(period.objectives.into_iter().flatten().map(row));
        }
    }
    for group in std::mem::take(&mut plan.groups) {
        flatten_group(group, &[], &mut rows, joiner);
    }
    rows.append(&mut plan.rows);
    plan.rows = rows;
}

fn flatten_group(
    mut group: RawGroup,
    outer: &[(Words, Field)],
    rows: &mut Vec<RawObjective>,
    joiner: &mut Joiner<'_>,
) {
    hand_down(&mut group);
    report_lost(group.facts, joiner);
    if let Some((_, label)) = group.levels.first() {
        report_years(label, &group.years, joiner);
    }
    let levels: Vec<(Words, Field)> = outer.iter().cloned().chain(group.levels).collect();
    for mut objective in group.objectives.into_iter().flatten() {
        for (level, label) in &levels {
            name_level(&mut objective, level, label);
        }
        rows.push(objective);
    }
    for inner in group.groups.into_iter().flatten() {
        flatten_group(inner, &levels, rows, joiner);
    }
}

/// Writes the group of one level into a row.
fn name_level(row: &mut RawObjective, level: &Words, label: &Field) {
    let label = label.clone();
    match Key::named(&level.value) {
        Some(Key::Area) => row.area = label,
        Some(Key::Period) => row.period = label,
        // A row has its own service as a rule, which is that of its group.
        Some(Key::Service) if row.fields[Key::Service] != Field::Absent => {}
        Some(Key::Service) => row.fields[Key::Service] = label,
        _ => row.levels.push((level.clone(), label)),
    }
}

fn report_lost(facts: RawFacts, joiner: &mut Joiner<'_>) {
    for field in [facts.premise, facts.closing, facts.total] {
        let Field::Given(words) = field else { continue };
        let message = format!(
            "Il testo {} non entra nel piano: un altro file ha le righe di più aree alternate, e gli obiettivi diventano un solo elenco.",
            quote_words(&words.value)
        );
        joiner.findings.push(
            Diagnostic::new(Code::NotPlaced, words.span, message)
                .hint("Mettere insieme, in ogni file, le righe della stessa area."),
        );
    }
}

/// Reports the years of a period whose label does not state them.
fn report_years(label: &Field, years: &[Words], joiner: &mut Joiner<'_>) {
    let Field::Given(label) = label else { return };
    let lost = years.iter().filter(|year| !label.value.contains(year.value.trim()));
    for year in lost {
        let total = Field::Given(year.clone());
        report_lost(RawFacts { total, ..RawFacts::default() }, joiner);
    }
}
