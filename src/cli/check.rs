//! `controlla`: findings and nothing else.

use super::Outcome;
use super::args::CheckArgs;
use super::loaded::LoadedLayout;
use super::prepare::{self, Job, Prepared};
use super::progress::{Progress, Step};
use super::render::check_all;
use super::terminal::{color_on_stdout, print};
use crate::diag::{human_report, json_report};
use crate::parallel::Beside;
use crate::render::pdf::PdfOptions;
use std::sync::LazyLock;

/// Checks a plan as far as `genera` would, what the formats cannot hold included, so that both
/// say the same; the findings go to standard output.
pub fn run(job: &CheckArgs) -> Outcome {
    let progress = Progress::of_steps();
    let (beside, layout) = (&Beside::a_thread(), &LoadedLayout::lazy(&job.input.layout));
    let work = Job { plan: &job.plan, layout, beside, map: &job.input.map, date: None };
    let prepare = || prepare::prepare(&work, &progress);
    let (mut prepared, ()) = beside.both(prepare, || _ = LazyLock::force(layout));
    let ready = prepared.ready.take().filter(|_| !prepared.findings.has_errors());
    prepared.finish(job.input.strict);
    let report = match ready {
        Some(ready) => {
            progress.step(Step::Rendering);
            let (options, so_far) = (PdfOptions::default(), || report(job, &prepared));
            let (more, report_so_far) =
                check_all(&ready.annex, &options, &prepared, beside, so_far);
            // It is nearly always all there is to say.
            if more.is_empty() {
                report_so_far
            } else {
                prepared.findings.extend(more);
                prepared.finish(job.input.strict);
                report(job, &prepared)
            }
        }
        None => report(job, &prepared),
    };
    drop(progress);
    print(&report, prepared.outcome())
}

fn report(job: &CheckArgs, prepared: &Prepared) -> String {
    let Prepared { findings, sources, report, .. } = prepared;
    if job.json {
        return json_report(findings, sources);
    }
    let found = human_report(findings, sources, color_on_stdout());
    report.clone() + &found + &prepare::summary(findings)
}
