//! Objectives of a plan, wherever they stand.

use crate::raw::{Field, RawGroup, RawObjective, RawPlan};
use crate::source::Span;

/// Returns the objectives of a plan: of its areas, its groups and its rows.
pub(super) fn objectives(plan: &RawPlan) -> Vec<&RawObjective> {
    let periods = plan.areas.iter().flat_map(|area| area.periods.iter().flatten());
    let nested = periods.flat_map(|period| period.objectives.iter().flatten());
    let mut all: Vec<&RawObjective> = nested.collect();
    plan.groups.iter().for_each(|group| collect(group, &mut all));
    all.extend(&plan.rows);
    all
}

fn collect<'r>(group: &'r RawGroup, all: &mut Vec<&'r RawObjective>) {
    all.extend(group.objectives.iter().flatten());
    group.groups.iter().flatten().for_each(|inner| collect(inner, all));
}

/// Returns the place of the first field that `objective` has, or its own.
pub(super) fn first_place(objective: &RawObjective) -> Span {
    let given = objective.fields.iter().filter_map(|(_, field)| match field {
        Field::Given(words) => Some(words.span),
        _ => None,
    });
    given.min().unwrap_or(objective.span)
}
