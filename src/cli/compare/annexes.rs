//! The annexes that show both texts side by side.

use crate::cli::ExitOutcome;
use crate::cli::args::CompareArgs;
use crate::cli::generate::set_text;
use crate::cli::make_options::formats_to_make;
use crate::cli::progress::Progress;
use crate::cli::publication::{PlanEnd, write_set};
use crate::cli::summary::findings_text;
use crate::cli::terminal::{fail, print_error, terminal_on_stderr};
use crate::compare::Shown;
use crate::delivery::DeliveryChoices;
use crate::job::{self, JobReport, LayoutChoice, MakeOptions, PlanComparison, PlanOptions, Step};
use crate::manifest::ArchiveProfile;
use crate::publish::{self, Output};
use std::path::Path;

/// Makes the annexes and writes them into `folder`; returns a line for each file.
///
/// # Errors
/// Outcome of the run, after a message.
pub(super) fn write(
    args: &CompareArgs,
    folder: &Path,
    plan: &PlanOptions,
    comparison: &PlanComparison,
    mut report: JobReport,
) -> Result<String, ExitOutcome> {
    let options = MakeOptions {
        plan: plan.clone(),
        formats: formats_to_make(&args.formats),
        profile: ArchiveProfile::default(),
        version: "1".to_owned(),
    };
    let shown = if args.report.full { Shown::All } else { Shown::Changes };
    let layout = LayoutChoice::Named(args.comparison_layout.clone());
    let progress = Progress::of_steps();
    let step = |step| progress.step(step);
    let made = job::make_comparison(comparison, shown, layout, &options, &mut report, &step);
    progress.step(Step::Writing);
    let publish = |files: &[Output]| publish::publish(folder, files).map(drop);
    let choices = DeliveryChoices { sums: false, replace: args.replace };
    let end = write_set(made, folder, choices, publish);
    // The line would stand among the findings.
    drop(progress);
    print_error(&findings_text(&report.findings, &report.sources, false, terminal_on_stderr()));
    match end {
        PlanEnd::Written(set) => Ok(set_text(folder, &set)),
        PlanEnd::Failed(message) => Err(fail(&message)),
        PlanEnd::Refused => {
            print_error("Il testo a fronte non è stato scritto.\n");
            Err(ExitOutcome::Invalid)
        }
    }
}
