//! Labels of the cells of a workbook or document that was sent: it is recognised as a plan, which
//! gives the position of every field.

use crate::dataset::WorkbookSheet;
use crate::diag::Findings;
use crate::model::{Key, Section};
use crate::office::Grid;
use crate::raw::{Field, RawExtra, RawGroup, RawObjective, RawPlan, RawValues};
use crate::recognise::{RecognitionHints, recognise};
use crate::source::{SourceMap, Span};
use crate::verify::office::{CellLabel, CellLabels};
use std::rc::Rc;

/// Labels the cells of `grids`, the tables of one file.
///
/// A workbook contains every objective twice, in «Dati» and in «Piano»; recognition takes
/// «Dati» alone, so that «Piano» is recognised again by itself.
pub fn label_cells(grids: &[Grid], sources: &SourceMap) -> CellLabels {
    let mut labels = CellLabels::default();
    add_labels(grids, sources, &mut labels);
    let is_printed = |grid: &&Grid| {
        grid.name.as_ref().is_some_and(|name| name.value == WorkbookSheet::Plan.name())
    };
    if let Some(printed) = grids.iter().find(is_printed) {
        add_labels(std::slice::from_ref(printed), sources, &mut labels);
    }
    labels
}

fn add_labels(grids: &[Grid], sources: &SourceMap, labels: &mut CellLabels) {
    // The findings would be about a plan to import; here the positions alone count.
    let recognised =
        recognise(grids, &RecognitionHints::default(), sources.start(), &mut Findings::default());
    let Some(recognised) = recognised else { return };
    let cells = CellSpans::of(grids);
    let mut number = 0;
    let mut keep = |objective: &RawObjective, above: &[&Field]| {
        number += 1;
        // Several objectives of a group may be of one service.
        let name: Rc<str> = format!("obiettivo {number}, {}", name(objective, above)).into();
        for (field, value) in fields(objective) {
            let Field::Given(words) = value else { continue };
            let Some(place) = cells.holding(words.span) else { continue };
            labels.add(place, CellLabel { objective: name.clone(), field });
        }
    };
    each(&recognised.plan, &mut keep);
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

/// Returns the fields of an objective under the plan's own keys; those of a year and of an indicator
/// as «Dati» names them.
fn fields(objective: &RawObjective) -> Vec<(String, &Field)> {
    let keys = Section::Objective.plain_keys();
    let own = keys.map(|key| (key.name().to_owned(), &objective.fields[key]));
    let mut fields: Vec<_> = own.chain(extra_fields(&objective.extra, "")).collect();
    for (at, indicator) in objective.indicators.iter().flatten().enumerate() {
        let name = if at == 0 { INDICATOR.to_owned() } else { format!("{INDICATOR}.{}", at + 1) };
        fields.push((format!("{name}.{}", Key::Weight.name()), &indicator.weight));
        fields.extend(extra_fields(&indicator.extra, &format!("{name}.")));
        fields.push((name, &indicator.text));
    }
    fields
}

const INDICATOR: &str = Key::Indicator.name();

/// Returns the fields of the author's own, each under its key after `before`.
fn extra_fields<'r>(
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
struct CellSpans(Vec<Span>);

impl CellSpans {
    fn of(grids: &[Grid]) -> Self {
        let cells = grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
        let mut places: Vec<_> = cells.map(|cell| cell.text.span).collect();
        places.sort();
        CellSpans(places)
    }

    /// Returns the cell that contains a position.
    fn holding(&self, place: Span) -> Option<Span> {
        // A field may be a part of a cell: its cell is the last that begins before it.
        let after = self.0.partition_point(|cell| cell.range().start <= place.range().start);
        let cell = *self.0.get(after.checked_sub(1)?)?;
        cell.contains(place).then_some(cell)
    }
}
