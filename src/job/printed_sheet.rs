//! «Piano» of our own workbook, which is printed, beside «Dati», from which the plan is read.

use super::input::OpenedFile;
use super::layout::LoadedLayout;
use super::open::{Opened, TableFile};
use super::recognition::recognise_plan;
use super::report::{JobReport, PlanDefaults};
use crate::compare::{
    FieldChange, ObjectiveFate, StatedValues, TableSide, compare_plans, stated_by_table,
};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::workbook_words::{OLDER_PLAN_NOTE, PLAN_NOTE};
use crate::model::{Key, Plan};
use crate::office::Grid;
use crate::source::Span;
use crate::validate::validate_plan;

/// Most cells that are named.
const MOST_NAMED: usize = 20;

/// Reads the plan that «Piano» prints; `None` if the file has no such sheet, or the plan is not read from
/// another one.
pub(super) fn printed_plan(
    file: &OpenedFile,
    layout: &LoadedLayout,
    report: &mut JobReport,
) -> Option<Plan> {
    let Some(Opened::Tables(table)) = &file.content else { return None };
    let is_printed = |grid: &&Grid| {
        let note = grid.rows.first().and_then(|row| row.cells.first());
        note.is_some_and(|cell| [PLAN_NOTE, OLDER_PLAN_NOTE].contains(&cell.text.value.as_str()))
    };
    let printed = table.grids.iter().find(is_printed)?;
    // Without «Dati», «Piano» is what the plan is read from.
    let is_data = |grid: &Grid| grid.name.as_ref().is_some_and(|name| name.value == DATA);
    table.grids.iter().find(|grid| is_data(grid))?;
    let grids = vec![printed.clone()];
    let TableFile { start, names, .. } = table;
    let content = Some(Opened::Tables(TableFile { grids, start: *start, names: names.clone() }));
    let OpenedFile { label, start, file, .. } = file;
    let (label, start, file) = (label.clone(), *start, file.clone());
    let file = OpenedFile { label, start, file, content };
    let layout = layout.sound.as_ref().map(|sound| &sound.layout);
    // What it is taken for is nobody's concern: the plan is read elsewhere.
    let sources = std::mem::take(&mut report.sources);
    let mut scratch = JobReport { sources, ..JobReport::default() };
    let plan = recognise_plan(vec![file], layout, &[], &[], &PlanDefaults::default(), &mut scratch);
    let JobReport { sources, findings, .. } = &mut scratch;
    let plan = plan.map(|found| validate_plan(found.plan, sources, findings).plan);
    report.sources = scratch.sources;
    plan
}

/// Name of the sheet from which the plan is read.
const DATA: &str = "Dati";

/// Returns the findings on cells of the `printed` sheet that say neither what `plan`, read from «Dati», says nor
/// what the `other` version does: «Piano» stays as it was made.
pub(super) fn edited_cells(printed: &Plan, plan: &Plan, other: Option<&Plan>) -> Vec<Diagnostic> {
    let changes = compare_plans(printed, plan, &[]);
    let (changes, _) = stated_by_table(changes, printed, TableSide::Before);
    let other = other.map(StatedValues::of);
    let is_known =
        |label: &str, words: &str| other.as_ref().is_some_and(|values| values.has(label, words));
    let mut cells: Vec<(Span, String)> = Vec::new();
    let renames = changes.renamed.iter().map(|rename| FieldChange {
        label: rename.level.clone(),
        before: Some(rename.before.clone()),
        after: Some(rename.after.clone()),
    });
    let mut fields: Vec<FieldChange> = renames.collect();
    for fate in &changes.objectives {
        match fate {
            ObjectiveFate::Removed { before, .. } => {
                let text = &printed.objectives[*before].description;
                if !is_known(Key::Description.label(), &text.value) {
                    let words =
                        format!("{}, e in «Dati» l'obiettivo non c'è", quote_words(&text.value));
                    cells.push((text.span, words));
                }
            }
            ObjectiveFate::Kept(kept) => {
                fields.extend(kept.fields.iter().chain(&kept.moves).cloned())
            }
            ObjectiveFate::Added { .. } => {}
        }
    }
    // What a layout prints of groups and further fields may be no field of an objective there.
    let is_usual = |field: &&FieldChange| field.after.is_some() || is_in_rows(&field.label);
    for FieldChange { label, before, after } in fields.iter().filter(is_usual) {
        let Some((value, place)) = before.as_ref().and_then(|v| Some((v, v.place?))) else {
            continue;
        };
        if !is_known(label, &value.words) {
            let data = after.as_ref().map_or("nulla".to_owned(), |after| quote_words(&after.words));
            cells.push((place, format!("{}, «Dati» {data}", quote_words(&value.words))));
        }
    }
    cells.into_iter().take(MOST_NAMED).map(|(place, words)| finding(place, &words)).collect()
}

/// Returns `true` for a field that a row of «Piano» holds, and «Dati» in the same row.
fn is_in_rows(label: &str) -> bool {
    let keys = [Key::ExpectedResult, Key::Weight].map(Key::label);
    keys.contains(&label) || label.starts_with(Key::Indicator.label())
}

fn finding(place: Span, words: &str) -> Diagnostic {
    Diagnostic::new(Code::SheetsDisagree, place, format!("«Piano» dice {words}: vale «Dati»."))
        .hint("Se è giusto quello che dice «Piano», riportarlo in «Dati».")
}
