//! `controlla`: findings and nothing else.

use super::Outcome;
use super::args::{CheckArgs, Format};
use super::loaded::LoadedLayout;
use super::prepare::{self, Job, Prepared};
use super::progress::{Progress, Step};
use super::render::render_all;
use super::terminal::{color_on_stdout, print};
use crate::diag::{human_report, json_report};
use crate::parallel::Beside;
use crate::render::pdf::PdfOptions;
use std::sync::LazyLock;

/// Checks a plan and renders its annexes without writing them, so that `controlla` reports what
/// `genera` would; the findings go to standard output.
pub fn run(job: &CheckArgs) -> Outcome {
    let progress = Progress::of_steps();
    let (beside, layout) = (&Beside::a_thread(), &LoadedLayout::lazy(&job.input.layout));
    let work = Job { plan: &job.plan, layout, beside, map: &job.input.map, date: None };
    let prepare = || prepare::prepare(&work, &progress);
    let (mut prepared, ()) = beside.both(prepare, || _ = LazyLock::force(layout));
    let ready = prepared.ready.take().filter(|_| !prepared.findings.has_errors());
    if let Some(ready) = ready {
        progress.step(Step::Rendering);
        let formats = [Format::Pdf, Format::Xlsx, Format::Docx];
        render_all(
            &ready.annex,
            &ready.dataset,
            &formats,
            &PdfOptions::default(),
            beside,
            &mut prepared,
        );
    }
    prepared.finish(job.input.strict);
    let report = report(job, &prepared);
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
