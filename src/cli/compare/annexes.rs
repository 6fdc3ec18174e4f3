//! The annexes that show both texts side by side.

use super::input::varied;
use crate::cli::ExitOutcome;
use crate::cli::args::{CompareArgs, layout_or_usual};
use crate::cli::generate::set_text;
use crate::cli::make_options::formats_to_make;
use crate::cli::progress::Progress;
use crate::cli::publication::{PlanEnd, write_set};
use crate::cli::summary::findings_text;
use crate::cli::terminal::{fail, harmless, print_error, terminal_on_stderr};
use crate::compare::Shown;
use crate::delivery::DeliveryChoices;
use crate::job::{
    self, JobReport, LayoutChoice, MakeOptions, MakeResult, PlanComparison, PlanOptions, Step,
};
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
        varies: varied(&args.before),
    };
    let shown = if args.report.full { Shown::All } else { Shown::Changes };
    let layout = LayoutChoice::Named(args.comparison_layout.clone());
    let progress = Progress::of_steps();
    let step = |step| progress.step(step);
    let made = job::make_comparison(comparison, shown, layout, &options, &mut report, &step);
    let revised = if args.revisions {
        revised_document(args, plan, comparison, &mut report).map(|file| vec![file])
    } else {
        Some(Vec::new())
    };
    let (made, revised) = match revised {
        Some(files) => (made, files),
        None => (MakeResult::Refused, Vec::new()),
    };
    if let Some(file) = revised.iter().find(|file| !args.replace && is_other(folder, file)) {
        drop(progress);
        return Err(fail(&format!(
            "«{}» c'è già ed è diverso: forse qualcuno ci ha lavorato. Non è stato toccato nulla; con --sostituisci si sostituisce.",
            folder.join(&file.name).display()
        )));
    }
    progress.step(Step::Writing);
    let publish =
        |files: &[Output]| publish::publish(folder, &[files, &revised].concat()).map(drop);
    let choices = DeliveryChoices { sums: false, replace: args.replace };
    let end = write_set(made, folder, choices, publish);
    // The line would stand among the findings.
    drop(progress);
    print_error(&findings_text(&report.findings, &report.sources, false, terminal_on_stderr()));
    match end {
        PlanEnd::Written(set) => {
            let path = |file: &Output| harmless(&folder.join(&file.name).display().to_string());
            let revised = revised.iter().map(|file| format!("Con le revisioni: {}\n", path(file)));
            Ok(set_text(folder, &set) + &revised.collect::<String>())
        }
        PlanEnd::Failed(message) => Err(fail(&message)),
        PlanEnd::Refused => {
            print_error("Il testo a fronte non è stato scritto.\n");
            Err(ExitOutcome::Invalid)
        }
    }
}

/// Makes the document with revisions; `None` after errors, which are in `report`.
fn revised_document(
    args: &CompareArgs,
    plan: &PlanOptions,
    comparison: &PlanComparison,
    report: &mut JobReport,
) -> Option<Output> {
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let found = std::mem::take(&mut report.findings);
    let revised = job::make_revisions(comparison, layout, plan, report);
    report.findings.append(&found);
    revised.map(|file| Output { name: file.name, bytes: file.bytes })
}

/// Returns `true` if a file that says something else stands where `file` is to be written.
fn is_other(folder: &Path, file: &Output) -> bool {
    std::fs::read(folder.join(&file.name)).is_ok_and(|bytes| bytes != file.bytes)
}
