//! `distribuisci`: workbooks to be filled in, one for each area or for each person who answers.

use super::ExitOutcome;
use super::args::layout_or_usual;
use super::failure;
use super::handout_args::DistributionArgs;
use super::make_options::plan_options;
use super::office::Office;
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::summary::{findings_text, summary};
use super::terminal::{fail, harmless, print, print_error, terminal_on_stderr};
use crate::diag::json_report;
use crate::italian::plural::counted;
use crate::job::{
    Distribution, DistributionOptions, HandedFile, JobReport, LayoutChoice, Step, distribute,
};
use crate::model::FormPurpose;
use crate::publish::{self, Output};
use serde::Serialize;
use std::path::Path;

/// Workbooks that were written, for programs.
#[derive(Default, Serialize)]
struct HandedFiles {
    distribuiti: Vec<HandedFileAccount>,
}

/// Workbook that was written, for programs.
#[derive(Serialize)]
struct HandedFileAccount {
    file: String,
    a: String,
    righe: usize,
}

/// Writes the workbooks; findings go to standard error.
pub(crate) fn run(mut args: DistributionArgs) -> ExitOutcome {
    let mut office = match Office::of_files(std::slice::from_ref(&args.plan)) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_plan(&mut args.input);
    let options = DistributionOptions {
        plan: plan_options(&args.input, &office, None),
        by: args.by,
        purpose: if args.proposals { FormPurpose::Proposals } else { FormPurpose::Results },
        rows: args.rows,
    };
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let input = read_plan_input(&args.plan);
    let made = distribute(input, layout, &options, &|step| progress.step(step));
    let Distribution { report, files } = made;
    progress.step(Step::Writing);
    let written = files.map(|files| {
        write(&args.folder, &files, args.replace)?;
        Ok::<_, String>(files)
    });
    // The line would stand among the findings.
    drop(progress);
    match written {
        Some(Err(message)) => fail(&message),
        Some(Ok(files)) => told(&args, &report, &files),
        None => refused(&args, &report),
    }
}

/// Writes the workbooks, all or none; one that is there and says otherwise is replaced only if asked.
fn write(folder: &Path, files: &[HandedFile], replace: bool) -> Result<(), String> {
    let path = |file: &HandedFile| folder.join(file.name.as_str());
    let is_other = |file: &&HandedFile| {
        let path = path(file);
        path.exists() && std::fs::read(path).ok().as_ref() != Some(&file.bytes)
    };
    let there: Vec<String> =
        (files.iter().filter(is_other)).map(|file| format!("«{}»", path(file).display())).collect();
    if !there.is_empty() && !replace {
        return Err(format!(
            "Ci sono già file che andrebbero persi, e non è stato toccato nulla: {}. Indicare un'altra cartella con --uscita, oppure aggiungere --sostituisci.",
            there.join(", ")
        ));
    }
    let output = |file: &HandedFile| Output {
        name: file.name.as_str().to_owned(),
        bytes: file.bytes.clone(),
    };
    let outputs: Vec<Output> = files.iter().map(output).collect();
    let written = publish::publish(folder, &outputs);
    written.map(drop).map_err(|error| failure::message(&error, " con --uscita"))
}

fn told(args: &DistributionArgs, report: &JobReport, files: &[HandedFile]) -> ExitOutcome {
    let JobReport { findings, sources, .. } = report;
    let path =
        |file: &HandedFile| harmless(&args.folder.join(file.name.as_str()).display().to_string());
    if args.report.json {
        let account = |file: &HandedFile| HandedFileAccount {
            file: path(file),
            a: file.recipient.clone(),
            righe: file.rows,
        };
        let made = HandedFiles { distribuiti: files.iter().map(account).collect() };
        return print(&json_report(findings, sources, &made), ExitOutcome::of(findings));
    }
    let full = args.report.full;
    print_error(&findings_text(findings, sources, full, terminal_on_stderr()));
    let line = |file: &HandedFile| {
        format!(
            "{}  {}\n",
            path(file),
            counted(file.rows, "riga da compilare", "righe da compilare")
        )
    };
    let lines: String = files.iter().map(line).collect();
    let folder = harmless(&args.folder.display().to_string());
    let back = format!(
        "Quando tornano compilati: allegati raccogli {} {folder}\n",
        harmless(&args.plan.display().to_string())
    );
    print(&(lines + &back + &summary(findings, full)), ExitOutcome::of(findings))
}

fn refused(args: &DistributionArgs, report: &JobReport) -> ExitOutcome {
    let JobReport { findings, sources, .. } = report;
    if args.report.json {
        return print(
            &json_report(findings, sources, &HandedFiles::default()),
            ExitOutcome::Invalid,
        );
    }
    let full = args.report.full;
    print_error(&findings_text(findings, sources, full, terminal_on_stderr()));
    print_error(&summary(findings, full));
    print_error("I file da compilare non sono stati scritti.\n");
    ExitOutcome::Invalid
}
