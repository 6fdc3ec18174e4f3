//! Assembly of the plan: rows in areas and periods, in groups of its own levels, or flat.

use super::entry::{ObjectiveEntry, name_of, place_of};
use super::group_outline::GroupOutline;
use crate::raw::{Field, RawArea, RawFacts, RawObjective, RawPeriod, RawPlan, comma_list};
use indexmap::{IndexMap, IndexSet};

/// Gives the rows to the plan: in areas and periods, or the groups of the plan's own levels,
/// where the rows stand together; else as a flat list of rows that name them.
pub(super) fn assemble(plan: &mut RawPlan, entries: Vec<ObjectiveEntry>) {
    let levels = plan.levels.as_deref();
    let outline = levels.map(|levels| GroupOutline::new(levels, &entries));
    match outline {
        Some(Some(outline)) => plan.groups = outline.groups(entries),
        None if in_groups(&entries) => plan.areas = nested(entries),
        // Rows keep any order; the price is that each names its area and period.
        Some(None) | None => {
            plan.areas = leaders(&entries);
            plan.rows = entries.into_iter().map(flat).collect();
        }
    }
}

/// Returns `true` if no area and no period of an area is taken up again after another: the
/// nested form would change the order of such rows.
fn in_groups(entries: &[ObjectiveEntry]) -> bool {
    let mut areas: IndexMap<String, IndexSet<String>> = IndexMap::new();
    entries.iter().all(|entry| {
        // A row without area or period has no place in the nested form, but a flat row may lack it.
        let (Some(area), Some(period)) = (name_of(&entry.area), name_of(&entry.period)) else {
            return false;
        };
        let area = areas.entry(area);
        let index = area.index();
        let periods = area.or_default();
        let (at, _) = periods.insert_full(period);
        let is_last_period = at + 1 == periods.len();
        // An entry that is in the map already but not last was left for another and taken up again.
        is_last_period && index + 1 == areas.len()
    })
}

/// Returns the areas with their periods and objectives.
fn nested(entries: Vec<ObjectiveEntry>) -> Vec<RawArea> {
    let mut areas: Vec<RawArea> = Vec::new();
    for entry in entries {
        if areas.last().is_none_or(|area| name_of(&area.name) != name_of(&entry.area)) {
            areas.push(blank_area(&entry));
        }
        let area = areas.last_mut().expect("one was added for this entry or before");
        if let (Field::Absent, Some((_, name))) = (&area.manager, entry.manager) {
            area.manager = Field::Given(name);
        }
        let periods = area.periods.get_or_insert_default();
        if periods.last().is_none_or(|period| name_of(&period.label) != name_of(&entry.period)) {
            periods.push(RawPeriod {
                span: place_of(&entry.period, entry.objective.span),
                label: entry.period.clone(),
                years: entry.years.as_ref().map(comma_list).unwrap_or_default(),
                facts: RawFacts::default(),
                objectives: Some(Vec::new()),
            });
        }
        let period = periods.last_mut().expect("one was added for this entry or before");
        period.objectives.get_or_insert_default().push(entry.objective);
    }
    areas
}

/// Returns the areas in the order of their rows, if one of them has a manager: rows cannot
/// name it.
fn leaders(entries: &[ObjectiveEntry]) -> Vec<RawArea> {
    let mut areas: IndexMap<String, RawArea> = IndexMap::new();
    for entry in entries {
        let Some(name) = name_of(&entry.area) else { continue };
        let area = areas.entry(name).or_insert_with(|| blank_area(entry));
        if let (Field::Absent, Some((_, name))) = (&area.manager, &entry.manager) {
            area.manager = Field::Given(name.clone());
        }
    }
    let led = areas.values().any(|area| area.manager != Field::Absent);
    if led { areas.into_values().collect() } else { Vec::new() }
}

/// Returns the area of an entry, without manager and periods.
fn blank_area(entry: &ObjectiveEntry) -> RawArea {
    RawArea {
        span: place_of(&entry.area, entry.objective.span),
        name: entry.area.clone(),
        manager: Field::Absent,
        facts: RawFacts::default(),
        periods: Some(Vec::new()),
    }
}

fn flat(entry: ObjectiveEntry) -> RawObjective {
    RawObjective { area: entry.area, period: entry.period, ..entry.objective }
}
