//! `consuntivo`: how far the objectives of a plan were reached.

use super::ExitOutcome;
use super::args::{AchievementArgs, layout_or_usual};
use super::compare::plan_at;
use super::generate::set_text;
use super::made_files::MadeFiles;
use super::make_options::{formats_to_make, plan_options};
use super::office::Office;
use super::plan_files::workbooks;
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::publication::{PlanEnd, write_set};
use super::summary::{findings_text, summary};
use super::terminal::{fail, print, print_error, terminal_on_stderr};
use crate::delivery::DeliveryChoices;
use crate::diag::{Code, Findings, json_report};
use crate::job::{
    AchievementInput, AchievementOptions, JobReport, LayoutChoice, MadePlan, MakeOptions, Step,
    make_achievement,
};
use crate::manifest::ArchiveProfile;
use crate::publish::{self, Output};
use std::path::PathBuf;

/// Writes the annexes; findings go to standard error.
pub(crate) fn run(mut args: AchievementArgs) -> ExitOutcome {
    let mut office = match Office::of_files(std::slice::from_ref(&args.plan)) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_plan(&mut args.input);
    let approved = match args.approved.as_deref().map(plan_at).transpose() {
        Ok(approved) => approved.map(|path| read_plan_input(&path)),
        Err(message) => return fail(&message),
    };
    let results = match result_files(&args.results) {
        Ok(results) => results.iter().map(|path| read_plan_input(path)).collect(),
        Err(message) => return fail(&message),
    };
    let input = AchievementInput { plan: read_plan_input(&args.plan), results, approved };
    let options = AchievementOptions {
        make: MakeOptions {
            plan: plan_options(&args.input, &office, args.date),
            formats: formats_to_make(&args.formats),
            profile: ArchiveProfile::default(),
            version: "1".to_owned(),
            varies: None,
        },
        years: args.years.iter().copied().collect(),
        state_of: args.date,
    };
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let annex_layout = LayoutChoice::Named(args.annex_layout.clone());
    let progress = Progress::of_steps();
    let made = make_achievement(input, layout, annex_layout, &options, &|step| progress.step(step));
    let MadePlan { report, result } = made;
    progress.step(Step::Writing);
    let publish = |files: &[Output]| publish::publish(&args.folder, files).map(drop);
    let choices = DeliveryChoices { sums: false, replace: args.replace };
    let end = write_set(result, &args.folder, choices, publish);
    // The line would stand among the findings.
    drop(progress);
    let JobReport { findings, sources, .. } = &report;
    if args.report.json && !matches!(end, PlanEnd::Failed(_)) {
        let made = MadeFiles::of(&args.folder, &end);
        return print(&json_report(findings, sources, &made), outcome(findings));
    }
    let full = args.report.full;
    print_error(&findings_text(findings, sources, full, terminal_on_stderr()));
    let summary = summary(findings, full);
    match end {
        PlanEnd::Written(set) => {
            print(&(set_text(&args.folder, &set) + &summary), outcome(findings))
        }
        PlanEnd::Failed(message) => fail(&message),
        PlanEnd::Refused => {
            print_error(&summary);
            print_error("Il consuntivo non è stato scritto.\n");
            ExitOutcome::Invalid
        }
    }
}

/// Returns the outcome of a run that wrote the annexes; results that may be of another plan are to be looked at.
fn outcome(findings: &Findings) -> ExitOutcome {
    match ExitOutcome::of(findings) {
        ExitOutcome::Done if findings.iter().any(|one| one.code == Code::OtherPlan) => {
            ExitOutcome::Look
        }
        outcome => outcome,
    }
}

/// Returns the workbooks that a person names, and those of the folders among them.
///
/// # Errors
/// The message if a folder has none.
fn result_files(named: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let (workbooks, _) = workbooks(path)?;
        if workbooks.is_empty() {
            return Err(format!(
                "Nella cartella «{}» non c'è nessuna cartella di lavoro.",
                path.display()
            ));
        }
        files.extend(workbooks);
    }
    Ok(files)
}
