//! `controlla`: findings and nothing else.

use super::ExitOutcome;
use super::args::CheckArgs;
use super::make_options::plan_options;
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::summary::{recognition_text, summary};
use super::terminal::{color_on_stdout, print};
use crate::diag::{human_report, json_report};
use crate::job::{self, JobReport, LayoutChoice};

/// Checks a plan; the findings go to standard output.
pub(crate) fn run(args: &CheckArgs) -> ExitOutcome {
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(args.input.layout.clone());
    let options = plan_options(&args.input, None);
    let input = read_plan_input(&args.plan);
    let report = job::check(input, layout, &options, &|step| progress.step(step));
    // The line would stand among the findings.
    drop(progress);
    print(&report_text(&report, args.json), ExitOutcome::of(&report.findings))
}

fn report_text(report: &JobReport, json: bool) -> String {
    let JobReport { findings, sources, recognition } = report;
    if json {
        return json_report(findings, sources);
    }
    let found = human_report(findings, sources, color_on_stdout());
    recognition_text(recognition) + &found + &summary(findings)
}
