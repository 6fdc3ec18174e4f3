//! `genera --molti`: many plans over all cores. Each is a set of its own, in a folder of its
//! own, so that a failure of one touches no other.

mod clashes;
mod plans;
mod report;
mod share;

pub(crate) use share::BatchShare;

use super::ExitOutcome;
use super::args::{GenerateArgs, ReportArgs, layout_or_usual};
use super::failure;
use super::make_options::make_options;
use super::office::Office;
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::publication::{choices, write_set};
use super::summary::{RecognitionAccount, findings_text, summary};
use super::terminal::{fail, print, print_error, terminal_on_stderr};
use crate::diag::json_report;
use crate::job::{LayoutChoice, LoadedLayout, MadePlan, MakeOptions, make};
use crate::parallel::STACK;
use crate::publish::{Batch, Output, PublishError};
use chrono::NaiveDate;
use clashes::clashes;
use plans::{BatchPlan, find_plans};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use report::{BatchReportForm, BatchSummary, FinishedPlan, OrderedReport};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Threads for each core: while one waits for the disk, another computes.
const THREADS_PER_CORE: usize = 2;

/// Everything that the plans of a batch share.
struct BatchJob<'a> {
    args: &'a GenerateArgs,
    options: MakeOptions,
    layout: LayoutChoice,
    batch: &'a Batch,
}

impl BatchJob<'_> {
    fn form(&self) -> BatchReportForm<'_> {
        BatchReportForm {
            with_warnings: self.args.warnings,
            args: self.args.report,
            output: self.args.folder(),
        }
    }
}

/// Makes the annexes of every plan that the user names. Errors go to standard error as they
/// come, in the order of the plans, and a summary to standard output.
pub(crate) fn run(args: &GenerateArgs, office: &Office, date: Option<NaiveDate>) -> ExitOutcome {
    let layout = LoadedLayout::load(&layout_or_usual(args.input.layout.as_ref()));
    if layout.sound.is_none() {
        return refuse_layout(layout, args.report);
    }
    let plans = match find_plans(&args.many, args.folder()) {
        Ok(plans) => plans,
        Err(message) => return fail(&message),
    };
    // A fault of the common folder is reported once, before anything is made.
    let is_new = !args.folder().exists();
    let batch = match args.share {
        Some(_) => Batch::join(args.folder()),
        None => Batch::begin(args.folder()),
    };
    let batch = match batch {
        Ok(batch) => batch,
        Err(error) => return fail_to_write(&error),
    };
    let Ok(threads) = threads() else {
        return fail("Il sistema non ha memoria per più piani in una volta.");
    };
    print_error(&office.note());
    let layout = LayoutChoice::Loaded(Arc::new(layout));
    let job = BatchJob { args, options: make_options(args, office, date), layout, batch: &batch };
    let summary = threads.install(|| make_all(&job, &plans));
    if let Err(error) = batch.finish() {
        return fail_to_write(&error);
    }
    // An empty folder would look like a run that has made something.
    if is_new && summary.is_empty() {
        let _ = std::fs::remove_dir(args.folder());
    }
    let report = if args.report.json { summary.json() } else { summary.text(args.folder()) };
    print(&report, summary.outcome())
}

/// Reports the faults of the layout once instead of for every plan.
fn refuse_layout(layout: LoadedLayout, args: ReportArgs) -> ExitOutcome {
    let LoadedLayout { mut findings, sources, .. } = layout;
    findings.sort();
    if args.json {
        let report = json_report(&findings, &sources, &RecognitionAccount::default());
        return print(&report, ExitOutcome::Invalid);
    }
    print_error(&findings_text(&findings, &sources, args.full, terminal_on_stderr()));
    print_error(&summary(&findings, args.full));
    print_error("Nessun allegato è stato scritto: il layout vale per tutti i piani.\n");
    ExitOutcome::Invalid
}

fn threads() -> Result<ThreadPool, ThreadPoolBuildError> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    ThreadPoolBuilder::new().num_threads(cores * THREADS_PER_CORE).stack_size(STACK).build()
}

fn fail_to_write(error: &PublishError) -> ExitOutcome {
    fail(&failure::message(error, " con --uscita"))
}

fn make_all(job: &BatchJob<'_>, plans: &[BatchPlan]) -> BatchSummary {
    // Of all plans, so that two shares do not write into one folder.
    let clashes = clashes(plans);
    let mine: Vec<usize> = (0..plans.len())
        .filter(|plan| job.args.share.is_none_or(|share| share.holds(*plan)))
        .collect();
    let progress = Progress::of_plans(mine.len());
    let report = OrderedReport::new(&progress);
    // The message of a panic is part of its finding: printing it as well would say it twice.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    // A bridge hands the plans out in their order, one at a time.
    mine.into_iter().enumerate().par_bridge().for_each(|(place, i)| {
        let plan = &plans[i];
        let finished = match clashes.get(&i) {
            Some(other) => FinishedPlan::clash(plan, &plans[*other], job.form()),
            None => guarded(plan, job.form(), || make_plan(job, i, plan)),
        };
        progress.count();
        report.add(place, finished);
    });
    std::panic::set_hook(hook);
    report.summary()
}

/// Makes and writes plan number `i`.
fn make_plan(job: &BatchJob<'_>, i: usize, plan: &BatchPlan) -> FinishedPlan {
    let made = make(vec![read_plan_input(&plan.path)], job.layout.clone(), &job.options, &|_| ());
    let MadePlan { report, result } = made;
    let publish = |files: &[Output]| job.batch.publish(i, &plan.folder, files);
    let folder = job.args.folder().join(&plan.folder);
    let end = write_set(result, &folder, choices(job.args), publish);
    FinishedPlan::of(plan, report, end, job.form())
}

/// Turns a panic into a finding like any other.
fn guarded(
    plan: &BatchPlan,
    form: BatchReportForm<'_>,
    make: impl FnOnce() -> FinishedPlan,
) -> FinishedPlan {
    let finished = catch_unwind(AssertUnwindSafe(make));
    finished.unwrap_or_else(|panic| FinishedPlan::panicked(plan, &*panic, form))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_panic_is_reported_as_a_defect_and_stops_nothing() {
        let plan = BatchPlan { path: "piani/a.yaml".into(), folder: "a".into() };
        let progress = Progress::of_plans(1);
        let report = OrderedReport::new(&progress);
        let args = ReportArgs { full: false, json: false };
        let form = BatchReportForm { with_warnings: false, args, output: Path::new("output") };
        report.add(0, guarded(&plan, form, || panic!("no row {}", 7)));
        let summary = report.summary();
        assert_eq!(summary.outcome(), ExitOutcome::Invalid);
        assert_eq!(
            summary.text(std::path::Path::new("output")),
            "Piani fatti: 0 su 1, in «output», una cartella per piano.\nNon fatti: 1\n  piani/a.yaml: non fatto, 1 errore\n"
        );
        let finished = guarded(&plan, form, || panic!("no row {}", 7));
        assert!(finished.text().starts_with("In piani/a.yaml:\nerrore[difetto-del-programma]: Il piano ha interrotto il programma: no row 7\n"), "{}", finished.text());
    }
}
