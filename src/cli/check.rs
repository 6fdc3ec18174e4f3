//! `controlla`: findings and nothing else.

use super::Outcome;
use super::args::CheckArgs;
use super::loaded::LoadedLayout;
use super::prepare::{self, Job};
use super::progress::{Progress, Step};
use super::render::check_all;
use super::terminal::{color_on_stdout, print};
use crate::beside::Beside;
use crate::diag::{human_report, json_report};
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
    if let Some(ready) = prepared.ready.take().filter(|_| !prepared.findings.has_errors()) {
        progress.step(Step::Rendering);
        check_all(&ready.annex, &PdfOptions::default(), beside, &mut prepared);
    }
    prepared.finish(job.input.strict);
    drop(progress);
    let (findings, sources) = (&prepared.findings, &prepared.sources);
    let report = if job.json {
        json_report(findings, sources)
    } else {
        let findings_report = human_report(findings, sources, color_on_stdout());
        prepared.report.clone() + &findings_report + &prepare::summary(findings)
    };
    print(&report, prepared.outcome())
}
