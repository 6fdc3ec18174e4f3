//! `controlla`: findings and nothing else.

use super::Outcome;
use super::args::CheckArgs;
use super::prepare::{self, Job};
use super::terminal::{color_on_stdout, print};
use crate::diag::{human_report, json_report};

/// Checks a plan; the findings go to standard output.
pub fn run(job: &CheckArgs) -> Outcome {
    let mut prepared = prepare::prepare(&Job::new(&job.input), None);
    prepared.finish(job.input.strict);
    let (findings, sources) = (&prepared.findings, &prepared.sources);
    let report = if job.json {
        json_report(findings, sources)
    } else {
        human_report(findings, sources, color_on_stdout()) + &prepare::summary(findings)
    };
    print(&report, prepared.outcome())
}
