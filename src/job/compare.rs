//! Compares two versions of a plan.

use super::Step;
use super::composition::compose_made;
use super::input::{PlanFile, PlanInput, stem};
use super::layout::LayoutChoice;
use super::loaded_plan::LoadedPlan;
use super::make::{MakeOptions, MakeResult, annex_set};
use super::rendering::render_annex;
use super::report::{JobReport, PlanOptions};
use crate::annex::{Annex, Block, Column, MarkKind, PlacedCell, Row, WordMark};
use crate::compare::{
    COLUMN_AFTER, COLUMN_BEFORE, PlanChanges, SettledMatch, Shown, TableSide, WordRun,
    compare_plans, comparison_plan, differences,
};
use crate::diag::Findings;
use crate::model::Plan;
use std::collections::BTreeSet;

/// Options of [`compare`].
#[derive(Clone, Debug, Default)]
pub struct CompareOptions {
    /// Options on both plans.
    pub plan: PlanOptions,
    /// Matches that a person settles.
    pub settled: Vec<SettledMatch>,
}

/// Findings on two plans and what changed between them.
pub struct ComparedPlans {
    /// Everything that was found, in the files of both plans.
    pub report: JobReport,
    /// The comparison, or why there is none.
    pub result: CompareResult,
}

/// Result of comparing two plans.
pub enum CompareResult {
    /// Changes that were found.
    Compared(Box<PlanComparison>),
    /// The report holds errors.
    Refused,
    /// A match that a person settles cannot be: the message.
    BadMatch(String),
}

/// Two versions of a plan and what changed.
pub struct PlanComparison {
    /// Old plan.
    pub before: Plan,
    /// New plan.
    pub after: Plan,
    /// Changes.
    pub changes: PlanChanges,
    /// Names of what one of the files, the old one or the new one, does not say or not where it is read, and
    /// the other plan says.
    pub unread: [Vec<String>; 2],
    /// Files of the old plan and of the new one.
    pub(super) files: [PlanFile; 2],
}

/// Compares the plan in `after` with its older version in `before`.
pub fn compare(
    before: PlanInput,
    after: PlanInput,
    layout: LayoutChoice,
    options: &CompareOptions,
    progress: &dyn Fn(Step),
) -> ComparedPlans {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let layout = layout.load();
    report.add_layout(&layout);
    let [old, new] = LoadedPlan::load_both([before, after], &layout, &options.plan, &mut report);
    let (Some(old), Some(new)) = (old, new) else {
        report.finish(options.plan.strict);
        return ComparedPlans { report, result: CompareResult::Refused };
    };
    if !report.findings.has_errors() {
        report.findings.extend(old.edited_cells(&new, &layout));
        report.findings.extend(new.edited_cells(&old, &layout));
    }
    report.finish(options.plan.strict);
    if report.findings.has_errors() {
        return ComparedPlans { report, result: CompareResult::Refused };
    }
    progress(Step::Comparing);
    let result = match check_settled(&options.settled, &old.plan, &new.plan) {
        Ok(settled) => {
            let changes = compare_plans(&old.plan, &new.plan, &settled);
            let (changes, not_before) = old.stated(changes, TableSide::Before);
            let (changes, not_after) = new.stated(changes, TableSide::After);
            CompareResult::Compared(Box::new(PlanComparison {
                before: old.plan,
                after: new.plan,
                changes,
                unread: [not_before, not_after],
                files: [old.file, new.file],
            }))
        }
        Err(message) => CompareResult::BadMatch(message),
    };
    ComparedPlans { report, result }
}

/// Makes the annexes that show both texts side by side; what was found goes to `report`, which is
/// that of the comparison.
pub fn make_comparison(
    comparison: &PlanComparison,
    shown: Shown,
    layout: LayoutChoice,
    options: &MakeOptions,
    report: &mut JobReport,
    progress: &dyn Fn(Step),
) -> MakeResult {
    let PlanComparison { before, after, changes, files, .. } = comparison;
    let layout = layout.load();
    // What was found in both plans has been reported, and stood in the way of nothing.
    report.findings = Findings::default();
    report.add_layout(&layout);
    let plan = comparison_plan(before, after, changes, shown);
    let date = options.plan.date.or(plan.date.as_ref().map(|date| date.value));
    let stem = stem(&files[1..]);
    let composed = compose_made(plan, files.to_vec(), &stem, &layout, date, report);
    let Some(mut composed) = composed else { return MakeResult::Refused };
    mark_differences(&mut composed.annex);
    progress(Step::Rendering);
    let rendered = render_annex(&composed, &options.formats, options.profile, report);
    report.finish(options.plan.strict);
    match rendered {
        Some(files) if !report.findings.has_errors() => annex_set(composed, files, options, &[]),
        _ => MakeResult::Refused,
    }
}

/// Marks what was removed in the cells of the old text, and what was added in those of the new one.
fn mark_differences(annex: &mut Annex) {
    let of_row = |columns: &[Column], row: &Row| {
        let cell = |field: &str| {
            let is_cell = |placed: &PlacedCell<'_>| {
                columns.get(placed.columns.start).is_some_and(|column| column.field == field)
            };
            row.placed().position(|placed| is_cell(&placed))
        };
        let text = |at: Option<usize>| at.map_or_else(String::new, |at| row.cells[at].text());
        let (old, new) = (cell(COLUMN_BEFORE), cell(COLUMN_AFTER));
        let (before, after) = (text(old), text(new));
        let difference = differences(&before, &after);
        let removed = old.map(|at| (at, marks(difference.before())));
        removed.into_iter().chain(new.map(|at| (at, marks(difference.after())))).collect()
    };
    for block in &mut annex.blocks {
        if let Block::Table(table) = block {
            table.mark_words(of_row);
        }
    }
}

/// Returns the marks of the changed runs of a text.
fn marks<'t>(runs: impl Iterator<Item = WordRun<'t>>) -> Vec<WordMark> {
    let mut at = 0;
    let mark = |run: WordRun<'t>| {
        let start = at;
        at += run.words().len();
        let kind = match run {
            WordRun::Same(_) => return None,
            WordRun::Removed(_) => MarkKind::Removed,
            WordRun::Added(_) => MarkKind::Added,
        };
        Some(WordMark { kind, bytes: start..at })
    };
    runs.filter_map(mark).collect()
}

/// Checks matches that a person settles, and returns each once.
///
/// # Errors
/// The message, if a plan has no objective of a number, or if one is in two different matches.
pub(super) fn check_settled(
    settled: &[SettledMatch],
    before: &Plan,
    after: &Plan,
) -> Result<Vec<SettledMatch>, String> {
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut distinct: Vec<SettledMatch> = Vec::new();
    for by_hand in settled {
        if distinct.contains(by_hand) {
            continue;
        }
        distinct.push(*by_hand);
        let sides = [
            (by_hand.before(), before, "Il piano di prima", &mut olds),
            (by_hand.after(), after, "Il piano nuovo", &mut news),
        ];
        for (at, plan, which, seen) in sides {
            let Some(at) = at else { continue };
            let (number, count) = (at + 1, plan.objectives.len());
            if at >= count {
                return Err(format!(
                    "{which} non ha un obiettivo {number}: i suoi vanno da 1 a {count}."
                ));
            }
            if !seen.insert(at) {
                return Err(format!("{which} ha l'obiettivo {number} in due abbinamenti."));
            }
        }
    }
    Ok(distinct)
}
