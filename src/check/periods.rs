//! Years of periods: outside the years of the plan, or in two periods of an area.

use super::tokens::fold_text;
use super::totals::{TotalKey, key_at};
use super::{Basis, with_places};
use crate::diag::{Code, Diagnostic};
use crate::italian::plural::{enumeration, noun};
use crate::model::{Level, Objective, Period, Plan, Text};
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    outside(basis).into_iter().chain(overlapping(basis)).collect()
}

/// Returns one finding for each label, since all areas usually share their labels.
fn outside(basis: &Basis) -> Vec<Diagnostic> {
    let plan = basis.plan;
    // Without «anni» the plan makes no promise that a period could break.
    if plan.years.is_empty() {
        return Vec::new();
    }
    let mut strangers: IndexMap<(String, BTreeSet<u16>), Vec<&Text>> = IndexMap::new();
    for (period, label) in plan.periods.iter().filter_map(labelled) {
        let years: BTreeSet<u16> = period.years.difference(&plan.years).copied().collect();
        if !years.is_empty() {
            strangers.entry((fold_text(period.words()), years)).or_default().push(label);
        }
    }
    strangers.iter().map(|((_, years), labels)| outside_plan(basis, years, labels)).collect()
}

fn labelled(period: &Period) -> Option<(&Period, &Text)> {
    Some((period, period.label.as_ref()?))
}

fn outside_plan(basis: &Basis, years: &BTreeSet<u16>, labels: &[&Text]) -> Diagnostic {
    let label = labels[0];
    let message = format!(
        "Il periodo «{}» comprende {}, fuori dagli anni del piano.",
        label.value.trim(),
        named(years, "l'anno", "gli anni")
    );
    let finding = Diagnostic::new(Code::YearOutsidePlan, label.span, message).hint(
        if basis.sources.is_table(label.span) {
            "Correggere il periodo, oppure indicare gli anni del piano: --imposta anni=2024-2026."
        } else {
            "Correggere il periodo, oppure aggiungere l'anno alla voce «anni» del piano."
        },
    );
    with_places(finding, labels[1..].iter().map(|label| label.span), "anche qui")
}

fn overlapping(basis: &Basis) -> Vec<Diagnostic> {
    // Periods may share years if groups of other levels around them differ.
    let levels = basis.plan.levels.iter().filter(|level| **level != Level::Period);
    let levels: Vec<Level> = levels.cloned().collect();
    let around = |o: &Objective| key_at(basis.plan, &levels, o);
    let pairs: IndexSet<(TotalKey, usize)> =
        basis.plan.objectives.iter().map(|o| (around(o), o.period)).collect();
    let mut first_with: BTreeMap<(TotalKey, u16), usize> = BTreeMap::new();
    let mut shared: IndexMap<(usize, usize), BTreeSet<u16>> = IndexMap::new();
    for (group, period) in pairs {
        for &year in &basis.plan.periods[period].years {
            let first = *first_with.entry((group.clone(), year)).or_insert(period);
            if first != period {
                shared.entry((first, period)).or_default().insert(year);
            }
        }
    }
    let period = |index: usize| &basis.plan.periods[index];
    // A period that stands twice is an error of its own.
    let same = |a: usize, b: usize| period(a).words().trim() == period(b).words().trim();
    let parts = |a: usize, b: usize| is_part_of_a_year(period(a)) && is_part_of_a_year(period(b));
    let apart = shared.iter().filter(|((a, b), _)| !same(*a, *b) && !parts(*a, *b));
    let label = |index: usize| period(index).label.as_ref();
    let named = apart.filter_map(|(&(a, b), years)| Some((label(a)?, label(b)?, years)));
    named.map(|(first, second, years)| overlap(basis.plan, first, second, years)).collect()
}

/// Returns `true` for half-years and the like, which may share a year.
fn is_part_of_a_year(period: &Period) -> bool {
    // Bimestre, trimestre, quadrimestre and semestre share this ending, and no other Italian word
    // for a period has it.
    period.words().to_lowercase().contains("mestre")
}

fn overlap(plan: &Plan, first: &Text, second: &Text, years: &BTreeSet<u16>) -> Diagnostic {
    let is_usual = plan.levels == Level::DEFAULT;
    let place = if is_usual { "Nella stessa area" } else { "Nello stesso gruppo" };
    let message = format!(
        "{place} i periodi «{}» e «{}» comprendono entrambi {}.",
        first.value.trim(),
        second.value.trim(),
        named(years, "il", "gli anni")
    );
    Diagnostic::new(Code::OverlappingPeriods, second.span, message)
        .also(first.span, "l'altro periodo")
        .hint("Controllare le voci «anni» dei due periodi: un anno dovrebbe stare in uno solo.")
}

fn named(years: &BTreeSet<u16>, one: &str, many: &str) -> String {
    let list: Vec<String> = years.iter().map(u16::to_string).collect();
    format!("{} {}", noun(list.len(), one, many), enumeration(&list))
}
