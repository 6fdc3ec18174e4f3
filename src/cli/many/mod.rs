//! `genera --molti`: many plans over all cores. Each is a set of its own, in a folder of its
//! own, so that nothing that goes wrong with one touches another.

mod plans;
mod report;

use super::Outcome;
use super::args::GenerateArgs;
use super::failure;
use super::loaded::LoadedLayout;
use super::make::Wanted;
use super::prepare::{Prepared, summary};
use super::progress::Progress;
use super::terminal::{color_on_stderr, fail, print, print_error};
use crate::diag::human_report;
use crate::parallel::{Beside, STACK};
use crate::publish::{Batch, Output, PublishError};
use chrono::NaiveDate;
use plans::{Plan, clashes, plans};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use report::{Ended, InOrder};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// While one waits for the disk, another works.
const THREADS_A_CORE: usize = 2;

/// Makes the annexes of every plan that the user names; errors go to standard error as they
/// come, in the order of the plans, and a summary to standard output.
pub fn run(job: &GenerateArgs, date: Option<NaiveDate>) -> Outcome {
    let layout = LoadedLayout::load(&job.input.layout);
    if layout.sound.is_none() {
        return refused(layout);
    }
    let plans = match plans(&job.many, &job.folder) {
        Ok(plans) => plans,
        Err(message) => return fail(&message),
    };
    // What is wrong with the folder of all is said once, before anything is made.
    let is_new = !job.folder.exists();
    let batch = match Batch::begin(&job.folder) {
        Ok(batch) => batch,
        Err(error) => return failed(&error),
    };
    let (layout, beside) = (&&layout, &Beside::nobody());
    let wanted = Wanted { job, layout, date, beside };
    let Ok(threads) = threads() else {
        return fail("Il sistema non ha memoria per più piani in una volta.");
    };
    let summary = threads.install(|| make_all(&wanted, &plans, &batch));
    if let Err(error) = batch.finish() {
        return failed(&error);
    }
    if is_new && summary.is_empty() {
        let _ = std::fs::remove_dir(&job.folder);
    }
    print(&summary.text(&job.folder), summary.outcome())
}

/// Says once what would be said of every plan.
fn refused(layout: LoadedLayout) -> Outcome {
    let LoadedLayout { mut findings, sources, .. } = layout;
    findings.sort();
    print_error(&human_report(&findings, &sources, color_on_stderr()));
    print_error(&summary(&findings));
    print_error("Nessun allegato è stato scritto: il layout vale per tutti i piani.\n");
    Outcome::Invalid
}

fn threads() -> Result<ThreadPool, ThreadPoolBuildError> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    ThreadPoolBuilder::new().num_threads(cores * THREADS_A_CORE).stack_size(STACK).build()
}

fn failed(error: &PublishError) -> Outcome {
    fail(&failure::message(error, " con --uscita"))
}

fn make_all(wanted: &Wanted<'_>, plans: &[Plan], batch: &Batch) -> report::Summary {
    let progress = Progress::of_plans(plans.len());
    let clashes = clashes(plans);
    let report = InOrder::new(&progress);
    // What a panic says is part of its finding.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    // A bridge hands the plans out in their order, one at a time.
    plans.iter().enumerate().par_bridge().for_each(|(i, plan)| {
        let ended = match clashes.get(&i) {
            Some(other) => Ended::clash(plan, &plans[*other], &wanted.job.folder),
            None => make(wanted, i, plan, batch),
        };
        progress.count();
        report.add(i, ended);
    });
    std::panic::set_hook(hook);
    report.summary()
}

/// Makes plan number `i`.
fn make(wanted: &Wanted<'_>, i: usize, plan: &Plan, batch: &Batch) -> Ended {
    guarded(plan, || {
        let folder = wanted.job.folder.join(&plan.folder);
        let publish = |files: &[Output]| batch.publish(i, &plan.folder, files);
        let tell = |_: &Prepared| ();
        let (made, ()) = wanted.make(&plan.path, &folder, publish, tell, &Progress::none());
        Ended::of(plan, made, wanted.job.warnings)
    })
}

/// A panic is a finding like any other.
fn guarded(plan: &Plan, make: impl FnOnce() -> Ended) -> Ended {
    let ended = catch_unwind(AssertUnwindSafe(make));
    ended.unwrap_or_else(|panic| Ended::panicked(plan, &*panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_as_a_defect_and_stops_nothing() {
        let plan = Plan { path: "piani/a.yaml".into(), folder: "a".into() };
        let progress = Progress::none();
        let report = InOrder::new(&progress);
        report.add(0, guarded(&plan, || panic!("no row {}", 7)));
        let summary = report.summary();
        assert_eq!(summary.outcome(), Outcome::Invalid);
        assert_eq!(
            summary.text(std::path::Path::new("output")),
            "Piani fatti: 0 su 1, in «output», una cartella per piano.\nNon fatti: 1\n  piani/a.yaml: non fatto, 1 errore\n"
        );
        let told = guarded(&plan, || panic!("no row {}", 7));
        assert!(told.said().starts_with("errore[difetto-del-programma]: Il piano ha interrotto il programma: no row 7\n--> piani/a.yaml\n"), "{}", told.said());
    }
}
