//! Labels of cells by objective and field: the file that was sent is recognised as a plan, which
//! gives the position of every field.

use super::content::OfficeContent;
use crate::dataset::WorkbookSheet;
use crate::diag::Findings;
use crate::model::{Key, Section};
use crate::office::Grid;
use crate::raw::{Field, RawExtra, RawGroup, RawObjective, RawPlan, RawValues};
use crate::recognise::recognise;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Objective and field that a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellLabel {
    /// Name of the objective: «AREA TECNICA, ANNO 2024, STRADE».
    pub objective: Rc<str>,
    /// Key of the field: «peso».
    pub field: String,
}

/// Labels of the cells of a file.
#[derive(Default)]
pub(super) struct CellLabels {
    by_place: BTreeMap<Span, CellLabel>,
}

impl CellLabels {
    /// Labels the cells of `content`.
    ///
    /// A workbook contains every objective twice, in «Dati» and in «Piano»; recognition takes
    /// «Dati» alone, so that «Piano» is recognised again by itself.
    pub fn of(content: &OfficeContent) -> Self {
        let mut labels = CellLabels::default();
        let all: Vec<Grid> = content.grids.clone();
        labels.add(&all, &content.sources);
        let is_printed = |grid: &Grid| {
            grid.name.as_ref().is_some_and(|name| name.value == WorkbookSheet::Plan.name())
        };
        if let Some(printed) = all.into_iter().find(is_printed) {
            labels.add(&[printed], &content.sources);
        }
        labels
    }

    /// Returns the label of the cell whose text stands at `place`.
    pub fn get(&self, place: Span) -> Option<&CellLabel> {
        self.by_place.get(&place)
    }

    fn add(&mut self, grids: &[Grid], sources: &SourceMap) {
        let recognised =
            recognise(grids, &[], None, &[], sources.start(), &mut Findings::default());
        let Some(recognised) = recognised else { return };
        let cells = Cells::of(grids);
        let mut keep = |objective: &RawObjective, above: &[&Field]| {
            let name: Rc<str> = name(objective, above).into();
            for (field, value) in fields(objective) {
                let Field::Given(words) = value else { continue };
                let Some(place) = cells.holding(words.span) else { continue };
                let label = CellLabel { objective: name.clone(), field };
                self.by_place.entry(place).or_insert(label);
            }
        };
        each(&recognised.plan, &mut keep);
    }
}

/// Passes every objective to `keep` with the names of the groups above it.
fn each(plan: &RawPlan, keep: &mut impl FnMut(&RawObjective, &[&Field])) {
    plan.rows.iter().for_each(|row| keep(row, &[&row.area, &row.period]));
    for area in &plan.areas {
        for period in area.periods.iter().flatten() {
            let above = [&area.name, &period.label];
            period.objectives.iter().flatten().for_each(|objective| keep(objective, &above));
        }
    }
    plan.groups.iter().for_each(|group| of_group(group, &[], keep));
}

/// Passes the objectives of a group and of its inner groups to `keep`.
fn of_group(group: &RawGroup, above: &[&Field], keep: &mut impl FnMut(&RawObjective, &[&Field])) {
    let own = group.levels.iter().map(|(_, label)| label);
    let above: Vec<&Field> = above.iter().copied().chain(own).collect();
    group.objectives.iter().flatten().for_each(|objective| keep(objective, &above));
    group.groups.iter().flatten().for_each(|inner| of_group(inner, &above, keep));
}

/// Names an objective by its groups, code and service.
fn name(objective: &RawObjective, above: &[&Field]) -> String {
    let levels = objective.levels.iter().map(|(_, label)| label);
    let own = [Key::Code, Key::Service, Key::CrossCutting].map(|key| &objective.fields[key]);
    let words = above.iter().copied().chain(levels).chain(own).filter_map(|part| match part {
        Field::Given(words) => Some(words.value.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => None,
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The fields of an objective under the plan's own keys, those of a year and of an indicator
/// as the sheet «Dati» calls them.
fn fields(objective: &RawObjective) -> Vec<(String, &Field)> {
    let keys = Section::Objective.plain_keys();
    let own = keys.map(|key| (key.name().to_owned(), &objective.fields[key]));
    let mut fields: Vec<_> = own.chain(further(&objective.extra, "")).collect();
    for (at, indicator) in objective.indicators.iter().flatten().enumerate() {
        let name = if at == 0 { INDICATOR.to_owned() } else { format!("{INDICATOR}.{}", at + 1) };
        fields.push((format!("{name}.{}", Key::Weight.name()), &indicator.weight));
        fields.extend(further(&indicator.extra, &format!("{name}.")));
        fields.push((name, &indicator.text));
    }
    fields
}

const INDICATOR: &str = Key::Indicator.name();

/// Fields of the author's own, each under its key behind `before`.
fn further<'r>(
    extra: &'r [RawExtra],
    before: &str,
) -> impl Iterator<Item = (String, &'r Field)> + use<'r> {
    let before = before.to_owned();
    extra.iter().flat_map(move |(key, values)| {
        let name = format!("{before}{}", key.value);
        match values {
            RawValues::One(field) => vec![(name, field)],
            RawValues::ByYear(years) => years
                .iter()
                .map(|(year, field)| (format!("{name}.{}", year.value), field))
                .collect(),
        }
    })
}

/// Positions of cells in order.
struct Cells(Vec<Span>);

impl Cells {
    fn of(grids: &[Grid]) -> Self {
        let cells = grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
        let mut places: Vec<_> = cells.map(|cell| cell.text.span).collect();
        places.sort();
        Cells(places)
    }

    /// Returns the cell that contains a position.
    fn holding(&self, place: Span) -> Option<Span> {
        let after = self.0.partition_point(|cell| cell.range().start <= place.range().start);
        let cell = *self.0.get(after.checked_sub(1)?)?;
        cell.contains(place).then_some(cell)
    }
}
