//! Which objective, and which of its fields, a cell of ours shows: the workbook or the
//! document that was sent is read as a plan, and the places of its fields are kept.

use super::content::Content;
use crate::annex::Sheet;
use crate::diag::Findings;
use crate::input::table::{Grid, recognise};
use crate::input::{Field, RawObjective, RawPlan};
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The objective in words: «AREA TECNICA, ANNO 2024, STRADE».
    pub objective: Rc<str>,
    /// The field: «peso».
    pub field: String,
}

/// The labels of cells.
#[derive(Default)]
pub(super) struct Labels {
    by_place: BTreeMap<Span, Label>,
}

impl Labels {
    /// Those of the cells of `content`.
    ///
    /// A workbook says every objective twice, as data and as it is printed: the sheet that
    /// is printed is read once more as if it were the only one.
    pub fn of(content: &Content) -> Self {
        let mut labels = Labels::default();
        let all: Vec<Grid> = content.grids.clone();
        labels.add(&all, &content.sources);
        let is_printed =
            |grid: &Grid| grid.name.as_ref().is_some_and(|name| name.value == Sheet::Plan.name());
        if let Some(printed) = all.into_iter().find(is_printed) {
            labels.add(&[printed], &content.sources);
        }
        labels
    }

    /// The label of the cell whose text stands at `place`.
    pub fn get(&self, place: Span) -> Option<&Label> {
        self.by_place.get(&place)
    }

    fn add(&mut self, grids: &[Grid], sources: &SourceMap) {
        let recognised = recognise(grids, &[], &[], sources.start(), &mut Findings::default());
        let Some(recognised) = recognised else { return };
        let cells = Cells::of(grids);
        let mut keep = |objective: &RawObjective, area: &Field, period: &Field| {
            let name: Rc<str> = name(objective, area, period).into();
            for (field, value) in fields(objective) {
                let Field::Given(words) = value else { continue };
                let Some(place) = cells.holding(words.span) else { continue };
                let label = || Label { objective: name.clone(), field: field.to_owned() };
                self.by_place.entry(place).or_insert_with(label);
            }
        };
        each(&recognised.plan, &mut keep);
    }
}

/// Hands over every objective with its area and its period.
fn each(plan: &RawPlan, keep: &mut impl FnMut(&RawObjective, &Field, &Field)) {
    for row in &plan.rows {
        keep(row, &row.area, &row.period);
    }
    for area in &plan.areas {
        for period in area.periods.iter().flatten() {
            for objective in period.objectives.iter().flatten() {
                keep(objective, &area.name, &period.label);
            }
        }
    }
}

/// What an objective is known by.
fn name(objective: &RawObjective, area: &Field, period: &Field) -> String {
    let parts = [area, period, &objective.service, &objective.cross_cutting];
    let words = parts.into_iter().filter_map(|part| match part {
        Field::Given(words) => Some(words.value.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => None,
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The fields of an objective under the plan's own keys.
fn fields(objective: &RawObjective) -> impl Iterator<Item = (&str, &Field)> {
    let extra = objective.extra.iter().map(|(key, value)| (key.value.as_str(), value));
    [
        ("codice", &objective.code),
        ("servizio", &objective.service),
        ("trasversale", &objective.cross_cutting),
        ("tipologia", &objective.kind),
        ("descrizione", &objective.description),
        ("risultato", &objective.result),
        ("indicatore", &objective.indicator),
        ("peso", &objective.weight),
    ]
    .into_iter()
    .chain(extra)
}

/// The places of cells, in their order.
struct Cells(Vec<Span>);

impl Cells {
    fn of(grids: &[Grid]) -> Self {
        let cells = grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
        let mut places: Vec<_> = cells.map(|cell| cell.text.span).collect();
        places.sort();
        Cells(places)
    }

    /// The cell that a place lies in.
    fn holding(&self, place: Span) -> Option<Span> {
        let after = self.0.partition_point(|cell| cell.range().start <= place.range().start);
        let cell = *self.0.get(after.checked_sub(1)?)?;
        cell.contains(place).then_some(cell)
    }
}
