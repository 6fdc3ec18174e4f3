//! Makes the annexes that say how far the objectives of a plan were reached.

use super::Step;
use super::achievement_charts::{add_charts, add_figures};
use super::composition::compose_made;
use super::input::{OpenedFile, PlanFile, PlanInput, stem};
use super::layout::{LayoutChoice, LoadedLayout};
use super::loaded_plan::LoadedPlan;
use super::make::{MadePlan, MakeOptions, MakeResult, annex_set};
use super::open::{Opened, TableFile};
use super::recognition::recognise_plan;
use super::rendering::render_annex;
use super::report::{JobReport, PlanOptions};
use super::returned_files::unread_content;
use crate::collect::{SentFacts, collect_results, has_results, have_same_results};
use crate::compare::compare_plans;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::Plan;
use crate::outcome::{
    achievement, achievement_plan, changes_since_approval, day_outside_years, outcome_findings,
    years_with_results,
};
use crate::source::SourceMap;
use crate::validate::validate_plan;
use chrono::NaiveDate;
use std::collections::BTreeSet;

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
    let (layout, annex_layout) = (layout.load(), annex_layout.load());
    report.add_layout(&layout);
    report.add_layout(&annex_layout);
    let make = &options.make;
    // Both are read before the first that failed ends the job: one run reports all.
    let (files, plan) =
        load_with_results(input.plan, input.results, &layout, &make.plan, &mut report);
    let mut load = |input| LoadedPlan::load(input, &layout, &make.plan, &mut report);
    let approved = input.approved.map(|input| load(input).map(|loaded| loaded.plan));
    let is_read = plan.is_some() && approved.as_ref().is_none_or(Option::is_some);
    let Some(plan) = plan.filter(|_| is_read && !report.findings.has_errors()) else {
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
        let changes = compare_plans(&approved, &plan, &[]);
        report.findings.extend(changes_since_approval(&approved, &plan, &changes));
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

/// Reads a plan with the results of workbooks, and validates it; `None` if a file cannot be read.
fn load_with_results(
    plan: PlanInput,
    results: Vec<PlanInput>,
    layout: &LoadedLayout,
    options: &PlanOptions,
    report: &mut JobReport,
) -> (Vec<PlanFile>, Option<Plan>) {
    let opened = plan.open(report);
    let mut files = vec![opened.file.clone()];
    // A workbook of ours holds the plan and may be filled in itself.
    let own = match &opened.content {
        Some(Opened::Tables(tables)) if has_results(&tables.grids) => Some(tables.clone()),
        _ => None,
    };
    let layout = layout.sound.as_ref().map(|sound| &sound.layout);
    let PlanOptions { map, given, defaults, .. } = options;
    let recognised = recognise_plan(vec![opened], layout, map, given, defaults, report);
    let filled: Vec<_> = results.into_iter().map(|file| open_results(file, report)).collect();
    files.extend(filled.iter().map(|file| file.file.clone()));
    let Some(mut plan) = recognised.map(|found| found.plan) else { return (files, None) };
    let tables = filled.iter().filter_map(|file| match &file.content {
        Some(Opened::Tables(tables)) => Some(tables),
        _ => None,
    });
    let tables: Vec<&TableFile> = own.iter().chain(tables).collect();
    report.findings.extend(sent_twice(&tables, &report.sources));
    for TableFile { grids, start, .. } in tables {
        collect_results(&mut plan, grids, *start, &mut report.findings);
    }
    let JobReport { sources, findings, .. } = report;
    (files, Some(validate_plan(plan, sources, findings).plan))
}

/// Reports workbooks that came back from the same recipient, as `raccogli` does.
fn sent_twice(files: &[&TableFile], sources: &SourceMap) -> Vec<Diagnostic> {
    let sent = files.iter().filter_map(|file| Some((SentFacts::of(&file.grids)?, *file)));
    let sent: Vec<(SentFacts, &TableFile)> = sent.collect();
    let first = |(at, (facts, file)): (usize, &(SentFacts, &TableFile))| {
        let is_own = |(other, _): &&(SentFacts, &TableFile)| {
            other.by == facts.by && other.is_of(&facts.recipient.value)
        };
        let (_, other) = sent[..at].iter().find(is_own)?;
        let is_same = have_same_results(&other.grids, &file.grids);
        let how = if is_same { "dicono lo stesso" } else { "non dicono lo stesso" };
        let [one, two] = [other, file].map(|file| sources.file(file.start.file()).name());
        let message = format!(
            "Di {} ci sono due file che {how}: «{one}» e «{two}».",
            facts.recipient.value.trim()
        );
        let mut finding = Diagnostic::new(Code::SentTwice, file.start, message)
            .hint("Lasciare soltanto quello giusto.");
        if !is_same {
            finding.severity = Severity::Error;
        }
        Some(finding)
    };
    sent.iter().enumerate().filter_map(first).collect()
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
