//! `controlla`: findings and nothing else.

use super::ExitOutcome;
use super::args::{CheckArgs, ReportArgs, layout_or_usual};
use super::make_options::plan_options;
use super::office::Office;
use super::plan_input::read_plan_inputs;
use super::progress::Progress;
use super::summary::{RecognitionAccount, findings_text, recognition_text, summary};
use super::terminal::{fail, print, terminal_on_stdout};
use crate::diag::json_report;
use crate::job::{self, JobReport, LayoutChoice};

/// Checks a plan; the findings go to standard output.
pub(crate) fn run(mut args: CheckArgs) -> ExitOutcome {
    let mut office = match Office::of_files(&args.plans) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_plan(&mut args.input);
    let files = match read_plan_inputs(&args.plans, args.together, "") {
        Ok(files) => files,
        Err(message) => return fail(&message),
    };
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let options = plan_options(&args.input, &office, None);
    let report = job::check(files, layout, &options, &|step| progress.step(step));
    // The line would stand among the findings.
    drop(progress);
    print(&report_text(&report, args.report), ExitOutcome::of(&report.findings))
}

fn report_text(report: &JobReport, args: ReportArgs) -> String {
    let JobReport { findings, sources, recognition, .. } = report;
    if args.json {
        return json_report(findings, sources, &RecognitionAccount::of(recognition));
    }
    let terminal = terminal_on_stdout();
    let found = findings_text(findings, sources, args.full, terminal);
    recognition_text(recognition, terminal) + &found + &summary(findings, args.full)
}
