//! The groups of a plan as `validate` sees them: areas and periods in order of first
//! appearance, whether they were written as such or named by rows.

use crate::raw::{Field, RawArea, RawFacts, RawObjective, Words};
use crate::text::folded;
use std::collections::BTreeMap;

/// An area with what belongs to it.
pub(super) struct Area<'r> {
    pub name: &'r Field,
    pub manager: &'r Field,
    pub facts: &'r RawFacts,
    pub periods: Vec<Period<'r>>,
}

/// A period of an area with its objectives.
pub(super) struct Period<'r> {
    pub label: &'r Field,
    pub years: &'r [Words],
    pub facts: &'r RawFacts,
    pub objectives: Vec<&'r RawObjective>,
}

/// What is said of a group that only rows name.
static NOTHING: RawFacts =
    RawFacts { premise: Field::Absent, closing: Field::Absent, total: Field::Absent };

/// The areas, with what `rows` add to them. Rows that do not name their area or period are in one without a name.
pub(super) fn nest<'r>(areas: &'r [RawArea], rows: &'r [RawObjective]) -> Vec<Area<'r>> {
    let mut outline = Outline::default();
    for area in areas {
        let index = outline.add_area(&area.name, &area.manager, &area.facts);
        for period in area.periods.iter().flatten() {
            let period_index =
                outline.add_period(index, &period.label, &period.years, &period.facts);
            let objectives = &mut outline.areas[index].periods[period_index].objectives;
            objectives.extend(period.objectives.iter().flatten());
        }
    }
    for row in rows {
        let area = match outline.area_index.get(&key(&row.area)) {
            Some(&index) => index,
            None => outline.add_area(&row.area, &Field::Absent, &NOTHING),
        };
        let period = match outline.period_index.get(&(area, key(&row.period))) {
            Some(&index) => index,
            None => outline.add_period(area, &row.period, &[], &NOTHING),
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
    fn add_area(&mut self, name: &'r Field, manager: &'r Field, facts: &'r RawFacts) -> usize {
        let index = self.areas.len();
        self.areas.push(Area { name, manager, facts, periods: Vec::new() });
        self.area_index.entry(key(name)).or_insert(index);
        index
    }

    fn add_period(
        &mut self,
        area: usize,
        label: &'r Field,
        years: &'r [Words],
        facts: &'r RawFacts,
    ) -> usize {
        let periods = &mut self.areas[area].periods;
        let index = periods.len();
        periods.push(Period { label, years, facts, objectives: Vec::new() });
        self.period_index.entry((area, key(label))).or_insert(index);
        index
    }
}
