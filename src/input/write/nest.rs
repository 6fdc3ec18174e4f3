//! The groups of a plan as `validate` sees them: areas and periods in order of first
//! appearance, whether they were written as such or named by rows.

use super::super::raw::{Field, RawObjective, RawPlan, Words};
use super::super::words::folded;
use std::collections::BTreeMap;

/// An area with what belongs to it.
pub(super) struct Area<'r> {
    pub name: &'r Field,
    pub manager: &'r Field,
    pub periods: Vec<Period<'r>>,
}

/// A period of an area with its objectives.
pub(super) struct Period<'r> {
    pub label: &'r Field,
    pub years: &'r [Words],
    pub objectives: Vec<&'r RawObjective>,
}

/// The areas of `raw`. Rows that do not name their area or period are in one without a name.
pub(super) fn nest(raw: &RawPlan) -> Vec<Area<'_>> {
    let mut outline = Outline::default();
    for area in &raw.areas {
        let index = outline.add_area(&area.name, &area.manager);
        for period in area.periods.iter().flatten() {
            let period_index = outline.add_period(index, &period.label, &period.years);
            let objectives = &mut outline.areas[index].periods[period_index].objectives;
            objectives.extend(period.objectives.iter().flatten());
        }
    }
    for row in &raw.rows {
        let area = match outline.area_index.get(&key(&row.area)) {
            Some(&index) => index,
            None => outline.add_area(&row.area, &Field::Absent),
        };
        let period = match outline.period_index.get(&(area, key(&row.period))) {
            Some(&index) => index,
            None => outline.add_period(area, &row.period, &[]),
        };
        outline.areas[area].periods[period].objectives.push(row);
    }
    outline.areas
}

/// A name as `validate` tells it from others; `None` where there is none.
type Key = Option<String>;

fn key(name: &Field) -> Key {
    match name {
        Field::Given(words) => Some(folded(&words.value)),
        Field::Absent | Field::Empty(_) | Field::Wrong => None,
    }
}

#[derive(Default)]
struct Outline<'r> {
    areas: Vec<Area<'r>>,
    /// The first area of each name, and the first period of each label in it.
    area_index: BTreeMap<Key, usize>,
    period_index: BTreeMap<(usize, Key), usize>,
}

impl<'r> Outline<'r> {
    fn add_area(&mut self, name: &'r Field, manager: &'r Field) -> usize {
        let index = self.areas.len();
        self.areas.push(Area { name, manager, periods: Vec::new() });
        self.area_index.entry(key(name)).or_insert(index);
        index
    }

    fn add_period(&mut self, area: usize, label: &'r Field, years: &'r [Words]) -> usize {
        let periods = &mut self.areas[area].periods;
        let index = periods.len();
        periods.push(Period { label, years, objectives: Vec::new() });
        self.period_index.entry((area, key(label))).or_insert(index);
        index
    }
}
