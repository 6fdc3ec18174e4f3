//! Areas and periods of a plan in order of first appearance, be they written as such or named
//! by rows: as `validate` sees them.

use crate::raw::{Field, RawArea, RawFacts, RawObjective, Words};
use crate::text::folded;
use std::collections::BTreeMap;

/// Area with its periods.
#[derive(Clone)]
pub(super) struct NestedArea<'r> {
    pub name: &'r Field,
    pub manager: &'r Field,
    pub facts: &'r RawFacts,
    pub periods: Vec<NestedPeriod<'r>>,
}

/// Period of an area with its objectives.
#[derive(Clone)]
pub(super) struct NestedPeriod<'r> {
    pub label: &'r Field,
    pub years: &'r [Words],
    pub facts: &'r RawFacts,
    pub objectives: Vec<&'r RawObjective>,
}

/// Facts of a group that only rows name.
static NO_FACTS: RawFacts =
    RawFacts { premise: Field::Absent, closing: Field::Absent, total: Field::Absent };

/// Returns the areas with the objectives of `rows` in them. Rows that do not name their area
/// or period share one without a name.
pub(super) fn nest<'r>(areas: &'r [RawArea], rows: &'r [RawObjective]) -> Vec<NestedArea<'r>> {
    let mut nest = AreaNest::default();
    for area in areas {
        let index = nest.add_area(&area.name, &area.manager, &area.facts);
        for period in area.periods.iter().flatten() {
            let period_index = nest.add_period(index, &period.label, &period.years, &period.facts);
            let objectives = &mut nest.areas[index].periods[period_index].objectives;
            objectives.extend(period.objectives.iter().flatten());
        }
    }
    for row in rows {
        // The first area of the name, as in `validate`, which reports later ones of the same name.
        let area = match nest.area_index.get(&folded_name(&row.area)) {
            Some(&index) => index,
            None => nest.add_area(&row.area, &Field::Absent, &NO_FACTS),
        };
        let period = match nest.period_index.get(&(area, folded_name(&row.period))) {
            Some(&index) => index,
            None => nest.add_period(area, &row.period, &[], &NO_FACTS),
        };
        nest.areas[area].periods[period].objectives.push(row);
    }
    nest.areas
}

/// Name in the form in which `validate` compares names; `None` if there is none.
type FoldedName = Option<String>;

fn folded_name(name: &Field) -> FoldedName {
    match name {
        Field::Given(words) => Some(folded(&words.value)),
        Field::Absent | Field::Empty(_) | Field::Wrong => None,
    }
}

/// Areas under construction.
#[derive(Default)]
struct AreaNest<'r> {
    areas: Vec<NestedArea<'r>>,
    /// First area of each name.
    area_index: BTreeMap<FoldedName, usize>,
    /// First period of each label, by area.
    period_index: BTreeMap<(usize, FoldedName), usize>,
}

impl<'r> AreaNest<'r> {
    fn add_area(&mut self, name: &'r Field, manager: &'r Field, facts: &'r RawFacts) -> usize {
        let index = self.areas.len();
        self.areas.push(NestedArea { name, manager, facts, periods: Vec::new() });
        self.area_index.entry(folded_name(name)).or_insert(index);
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
        periods.push(NestedPeriod { label, years, facts, objectives: Vec::new() });
        self.period_index.entry((area, folded_name(label))).or_insert(index);
        index
    }
}
