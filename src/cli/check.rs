//! `controlla`: findings and nothing else.

use super::Outcome;
use super::args::CheckArgs;
use super::prepare::{self, Job};
use super::render::check_all;
use super::terminal::{color_on_stdout, print};
use crate::diag::{human_report, json_report};
use crate::render::pdf::PdfOptions;

/// Checks a plan as far as `genera` would, what the formats cannot hold included, so that both
/// say the same; the findings go to standard output.
pub fn run(job: &CheckArgs) -> Outcome {
    let mut prepared = prepare::prepare(&Job::new(&job.input), None);
    if let Some(ready) = prepared.ready.take().filter(|_| !prepared.findings.has_errors()) {
        check_all(&ready.annex, &PdfOptions::default(), &mut prepared);
    }
    prepared.finish(job.input.strict);
    let (findings, sources) = (&prepared.findings, &prepared.sources);
    let report = if job.json {
        json_report(findings, sources)
    } else {
        let findings_report = human_report(findings, sources, color_on_stdout());
        prepared.report.clone() + &findings_report + &prepare::summary(findings)
    };
    print(&report, prepared.outcome())
}
