//! Compares two versions of a plan.

use super::Step;
use super::composition::compose_made;
use super::input::{PlanFile, PlanInput, stem};
use super::layout::{LayoutChoice, LoadedLayout};
use super::make::{MakeOptions, MakeResult, annex_set};
use super::open::Opened;
use super::printed_sheet::{edited_cells, printed_plan};
use super::recognition::recognise_plan;
use super::rendering::render_annex;
use super::report::{JobReport, PlanOptions};
use crate::annex::{Annex, Block, Column, MarkKind, PlacedCell, Row, WordMark};
use crate::compare::{
    COLUMN_AFTER, COLUMN_BEFORE, PlanChanges, SettledMatch, Shown, TableSide, WordRun,
    compare_plans, comparison_plan, differences, stated_by_table, take_assessment,
};
use crate::diag::Findings;
use crate::model::Plan;
use crate::validate::validate_plan;
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
    // Both are read before the first that failed ends the job: one run reports all.
    let loaded = [before, after].map(|file| load(file, &layout, &options.plan, &mut report));
    let [mut old, mut new] = loaded;
    for (side, other) in [(&old, &new), (&new, &old)] {
        let sides = side.printed.as_ref().zip(side.plan.as_ref());
        let edited = sides.map(|(printed, plan)| edited_cells(printed, plan, other.plan.as_ref()));
        report.findings.extend(edited.unwrap_or_default());
    }
    report.finish(options.plan.strict);
    let (Some(before), Some(after)) = (old.plan.take(), new.plan.take()) else {
        return ComparedPlans { report, result: CompareResult::Refused };
    };
    if report.findings.has_errors() {
        return ComparedPlans { report, result: CompareResult::Refused };
    }
    progress(Step::Comparing);
    let result = match check_settled(&options.settled, &before, &after) {
        Ok(settled) => {
            let mut changes = compare_plans(&before, &after, &settled);
            let mut unread = [Vec::new(), Vec::new()];
            let sides = [(&old, &before, TableSide::Before), (&new, &after, TableSide::After)];
            for ((loaded, plan, side), unread) in sides.into_iter().zip(&mut unread) {
                let states = (loaded.is_plan, loaded.states_rules);
                (changes, *unread) = stated(changes, plan, states, side);
            }
            CompareResult::Compared(Box::new(PlanComparison {
                before,
                after,
                changes,
                unread,
                files: [old.file, new.file],
            }))
        }
        Err(message) => CompareResult::BadMatch(message),
    };
    ComparedPlans { report, result }
}

/// Plan that was read from a file.
pub(super) struct LoadedSide {
    pub(super) file: PlanFile,
    /// Plan; absent if it cannot be read.
    pub(super) plan: Option<Plan>,
    /// `true` for a plan in YAML or JSON.
    pub(super) is_plan: bool,
    /// `true` if the file states the rules of its plan.
    pub(super) states_rules: bool,
    /// Plan that the printed sheet of our own workbook shows.
    pub(super) printed: Option<Plan>,
}

/// Reads and validates a plan.
pub(super) fn load(
    file: PlanInput,
    layout: &LoadedLayout,
    options: &PlanOptions,
    report: &mut JobReport,
) -> LoadedSide {
    let opened = file.open(report);
    let file = opened.file.clone();
    let printed = printed_plan(&opened, layout, report);
    let is_plan = matches!(opened.content, Some(Opened::Plan(_)));
    let layout = layout.sound.as_ref().map(|sound| &sound.layout);
    let PlanOptions { map, given, defaults, .. } = options;
    let recognised = recognise_plan(vec![opened], layout, map, given, defaults, report);
    let JobReport { sources, findings, .. } = report;
    let states_rules =
        is_plan || recognised.as_ref().is_some_and(|found| found.plan.states_rules());
    let plan = recognised.map(|found| validate_plan(found.plan, sources, findings).plan);
    LoadedSide { file, plan, is_plan, states_rules, printed }
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

/// Returns the changes that the file of `plan` states, and the names of what it does not state: only a plan in
/// YAML or JSON, `is_plan`, has the rule that judges results.
pub(super) fn stated(
    mut changes: PlanChanges,
    plan: &Plan,
    (is_plan, states_rules): (bool, bool),
    side: TableSide,
) -> (PlanChanges, Vec<String>) {
    let rule = if is_plan { None } else { take_assessment(&mut changes) };
    let (changes, absent) = match states_rules {
        true => (changes, Vec::new()),
        false => stated_by_table(changes, plan, side),
    };
    (changes, rule.into_iter().chain(absent).collect())
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
