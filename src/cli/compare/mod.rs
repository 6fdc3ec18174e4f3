//! `confronta`: what changed between two versions of a plan.

mod account;
mod annexes;
mod input;
mod programs;

use super::ExitOutcome;
use super::args::{CompareArgs, layout_or_usual};
use super::make_options::plan_options;
use super::office::Office;
use super::progress::Progress;
use super::summary::{findings_text, summary};
use super::terminal::{fail, print, print_error, terminal_on_stderr, terminal_on_stdout};
use crate::job::{
    self, CompareOptions, CompareResult, ComparedPlans, ComparisonAccount, LayoutChoice,
    PlanComparison,
};
pub(super) use input::plan_at;

/// Compares two plans; the account goes to standard output.
pub(crate) fn run(mut args: CompareArgs) -> ExitOutcome {
    let mut office = match Office::of_files(std::slice::from_ref(&args.after)) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_plan(&mut args.input);
    let (before, after) = match input::read_both(&args.before, &args.after) {
        Ok(both) => both,
        Err(message) => return fail(&message),
    };
    let names = [before.label.clone(), after.label.clone()];
    let options = CompareOptions {
        plan: plan_options(&args.input, &office, None),
        settled: args.settled.clone(),
    };
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let compared = job::compare(before, after, layout, &options, &|step| progress.step(step));
    // The line would stand among the findings.
    drop(progress);
    let ComparedPlans { report, result } = compared;
    match result {
        CompareResult::BadMatch(message) => fail(&with_option(&message)),
        CompareResult::Refused => refused(&report, &args),
        CompareResult::Compared(comparison) => {
            let account = ComparisonAccount {
                comparison: &comparison,
                sources: &report.sources,
                names: &names,
            };
            let (aside, full) = (report.set_aside(), args.report.full);
            print_error(&findings_text(&aside, &report.sources, full, terminal_on_stderr()));
            let text = if args.report.json {
                programs::report(&account, &aside)
            } else {
                account::text(&account, args.report.full, terminal_on_stdout())
            };
            match &args.folder {
                None => print(&text, outcome(&comparison)),
                Some(folder) => {
                    let written = annexes::write(&args, folder, &options.plan, &comparison, report);
                    written.map_or_else(
                        |outcome| outcome,
                        |files| {
                            // Standard output of a program is one JSON document.
                            let files = if args.report.json { String::new() } else { files };
                            print(&(text + &files), outcome(&comparison))
                        },
                    )
                }
            }
        }
    }
}

/// Returns the message on a match with the option that a person gave it by.
pub(super) fn with_option(message: &str) -> String {
    format!("{message} Controllare --abbina.")
}

fn outcome(comparison: &PlanComparison) -> ExitOutcome {
    if comparison.changes.is_empty() { ExitOutcome::Done } else { ExitOutcome::Look }
}

/// Reports errors: a plan that has some is not compared.
fn refused(report: &job::JobReport, args: &CompareArgs) -> ExitOutcome {
    let errors = report.findings.clone().errors();
    if args.report.json {
        return print(
            &crate::diag::json_report(&errors, &report.sources, &()),
            ExitOutcome::Invalid,
        );
    }
    let full = args.report.full;
    print_error(&findings_text(&errors, &report.sources, full, terminal_on_stderr()));
    print_error(&summary(&errors, full));
    print_error("I piani non sono stati confrontati.\n");
    ExitOutcome::Invalid
}
