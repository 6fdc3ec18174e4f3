//! Makes the annexes that say how far the objectives of a plan were reached.

use super::Step;
use super::achievement_charts::{add_charts, add_figures};
use super::composition::compose_made;
use super::distribution::composed_raw;
use super::gathering::results;
use super::input::{OpenedFile, PlanFile, PlanInput, stem};
use super::layout::{LayoutChoice, LoadedLayout};
use super::loaded_plan::LoadedPlan;
use super::make::{MadePlan, MakeOptions, MakeResult, annex_set};
use super::open::{Opened, TableFile};
use super::recognition::recognise_plan;
use super::rendering::render_annex;
use super::report::{JobReport, PlanOptions};
use super::returned_files::{ReturnedFiles, ReturnedWorkbook, unread_content};
use crate::collect::{KnownResults, SentFacts, collect_results, has_results};
use crate::compare::{TableSide, compare_plans, stated_by_table};
use crate::diag::{Code, Diagnostic};
use crate::model::{FormPurpose, Plan};
use crate::outcome::{
    WEIGHT_FIELDS, achievement, achievement_plan, changes_since_approval, day_outside_years,
    outcome_findings, years_with_results,
};
use crate::raw::RawPlan;
use crate::validate::validate_plan;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Options of [`make_achievement`].
#[derive(Clone, Debug)]
pub struct AchievementOptions {
    /// Options of every set of annexes.
    pub make: MakeOptions,
    /// Years that are judged; none if it is all that have results.
    pub years: BTreeSet<u16>,
    /// Day of a document on the way to the end of the year.
    pub state_of: Option<NaiveDate>,
}

/// Plan whose results are told, and the one that was approved.
pub struct AchievementInput {
    /// Plan, with its results or without them.
    pub plan: PlanInput,
    /// Workbooks with a filled «Valutazione».
    pub results: Vec<PlanInput>,
    /// Plan as it was approved; absent if it is not held against one.
    pub approved: Option<PlanInput>,
}

/// Makes the annexes in the layout `annex_layout`; tables are read with the headings of `layout`.
pub fn make_achievement(
    input: AchievementInput,
    layout: LayoutChoice,
    annex_layout: LayoutChoice,
    options: &AchievementOptions,
    progress: &dyn Fn(Step),
) -> MadePlan {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let (layout, mut annex_layout) = (layout.load(), annex_layout.load());
    report.add_layout(&layout);
    report.add_layout(&annex_layout);
    let make = &options.make;
    // Both are read before the first that failed ends the job: one run reports all.
    let (files, plan) =
        load_with_results(input.plan, input.results, &layout, &make.plan, &mut report);
    let load = |input| LoadedPlan::load(input, &layout, &make.plan, &mut report);
    let approved = input.approved.map(load);
    let is_read = plan.is_some() && approved.as_ref().is_none_or(Option::is_some);
    let Some(PlanWithResults { plan, states_rules }) =
        plan.filter(|_| is_read && !report.findings.has_errors())
    else {
        report.finish(make.plan.strict);
        return MadePlan { report, result: MakeResult::Refused };
    };
    progress(Step::Checking);
    let years = judged_years(&plan, &options.years);
    let achievement = achievement(&plan, &years);
    report.findings.extend(outcome_findings(&plan, &achievement));
    let day = options.state_of;
    report.findings.extend(day.and_then(|day| day_outside_years(&plan, &achievement, day)));
    if let Some(approved) = approved.flatten() {
        let changes = compare_plans(&approved.plan, &plan, &[]);
        // A table has no place for some of what the other plan says.
        let (mut changes, _) = approved.stated(changes, TableSide::Before);
        if !states_rules {
            (changes, _) = stated_by_table(changes, &plan, TableSide::After);
        }
        report.findings.extend(changes_since_approval(&approved.plan, &plan, &changes));
    }
    if !plan.is_weighted() {
        // One that others share has these columns empty.
        let own = Arc::get_mut(&mut annex_layout).and_then(|own| own.sound.as_mut());
        own.into_iter().for_each(|own| own.layout.leave_out(&WEIGHT_FIELDS));
    }
    let made = achievement_plan(&plan, &achievement, options.state_of);
    let date = options.state_of.or(plan.date.as_ref().map(|date| date.value));
    let stem = stem(&files[..1]);
    let mut composed = compose_made(made, files, &stem, &annex_layout, date, &mut report);
    if let Some(composed) = &mut composed {
        add_charts(&mut composed.annex, &plan, &achievement);
        add_figures(&mut composed.dataset, &plan, &achievement);
    }
    progress(Step::Rendering);
    let rendered = composed
        .as_ref()
        .and_then(|composed| render_annex(composed, &make.formats, make.profile, &mut report));
    report.finish(make.plan.strict);
    let result = match composed.zip(rendered) {
        Some((composed, files)) if !report.findings.has_errors() => {
            annex_set(composed, files, make, &[])
        }
        _ => MakeResult::Refused,
    };
    MadePlan { report, result }
}

/// Plan with the results of workbooks.
struct PlanWithResults {
    plan: Plan,
    /// `true` if its file states the rules of the plan.
    states_rules: bool,
}

/// Reads a plan with the results of workbooks, and validates it; `None` if a file cannot be read.
fn load_with_results(
    plan: PlanInput,
    results: Vec<PlanInput>,
    layout: &LoadedLayout,
    options: &PlanOptions,
    report: &mut JobReport,
) -> (Vec<PlanFile>, Option<PlanWithResults>) {
    let opened = plan.open(report);
    let mut files = vec![opened.file.clone()];
    let is_plan = matches!(opened.content, Some(Opened::Plan(_)));
    // A workbook of ours holds the plan and may be filled in itself.
    let own = match &opened.content {
        Some(Opened::Tables(tables)) if has_results(&tables.grids) => Some(tables.clone()),
        _ => None,
    };
    let sound = layout.sound.as_ref().map(|sound| &sound.layout);
    let PlanOptions { map, given, defaults, .. } = options;
    let recognised = recognise_plan(vec![opened], sound, map, given, defaults, report);
    let filled: Vec<_> = results.into_iter().map(|file| open_results(file, report)).collect();
    files.extend(filled.iter().map(|file| file.file.clone()));
    let Some(mut plan) = recognised.map(|found| found.plan) else { return (files, None) };
    let states_rules = is_plan || plan.states_rules();
    let mut tables: Vec<TableFile> = own.into_iter().collect();
    let mut sent: Vec<ReturnedWorkbook> = Vec::new();
    for OpenedFile { label, file, content, .. } in filled {
        let Some(Opened::Tables(own)) = content else { continue };
        let facts = SentFacts::of(&own.grids);
        match facts.filter(|facts| facts.purpose == FormPurpose::Results) {
            Some(facts) => {
                let name = file.name.unwrap_or(label);
                sent.push(ReturnedWorkbook { name, facts, tables: own });
            }
            None => tables.push(own),
        }
    }
    for TableFile { grids, start, .. } in &tables {
        collect_results(&mut plan, grids, *start, &mut report.findings);
    }
    if !sent.is_empty() {
        let file = files[0].clone();
        let taken = take_sent(&mut plan, sent, file, (layout, options), report);
        if taken.is_none() {
            return (files, None);
        }
    }
    let JobReport { sources, findings, .. } = report;
    let plan = validate_plan(plan, sources, findings).plan;
    (files, Some(PlanWithResults { plan, states_rules }))
}

/// Takes the results of workbooks that were handed out, as `raccogli` does; `None`, with findings, if it cannot
/// be known what was sent.
fn take_sent(
    plan: &mut RawPlan,
    sent: Vec<ReturnedWorkbook>,
    file: PlanFile,
    form: (&LoadedLayout, &PlanOptions),
    report: &mut JobReport,
) -> Option<()> {
    let files = ReturnedFiles::of(sent);
    let place = report.sources.start();
    let (_, by) = files.asked(place, &mut report.findings)?;
    let found = std::mem::take(&mut report.findings);
    let composed = composed_raw(plan.clone(), file, form, report);
    // What is wrong with the plan is reported when it has its results.
    let of_plan = std::mem::replace(&mut report.findings, found);
    if composed.is_none() {
        report.findings.append(&of_plan);
    }
    results(plan, &composed?, (by, files, KnownResults::Hold), report);
    Some(())
}

/// Opens a workbook with results.
fn open_results(file: PlanInput, report: &mut JobReport) -> OpenedFile {
    let found = std::mem::take(&mut report.findings);
    let opened = file.open(report);
    let remarks = std::mem::replace(&mut report.findings, found);
    match opened.content {
        None => report.findings.append(&remarks),
        Some(_) => report.findings.extend(unread_content(&remarks)),
    }
    if let Some(Opened::Plan(plan)) = &opened.content {
        let message = "Gli esiti si leggono da una cartella di lavoro, non da un piano.";
        report.findings.push(
            Diagnostic::new(Code::OtherFormat, plan.span, message).hint(
                "Il piano è il primo file del comando; gli esiti possono anche stare in esso.",
            ),
        );
    }
    opened
}

/// Returns the years that are judged: those that a person names, else all that have results.
fn judged_years(plan: &Plan, named: &BTreeSet<u16>) -> BTreeSet<Option<u16>> {
    if named.is_empty() {
        years_with_results(plan)
    } else {
        named.iter().copied().map(Some).collect()
    }
}
