//! `importa`: a table of another program becomes a plan to go on with.

use super::ExitOutcome;
use super::args::ImportArgs;
use super::failure;
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::summary::{recognition_text, summary};
use super::terminal::{color_on_stderr, fail, harmless, print, print_error};
use crate::diag::human_report;
use crate::job::{self, ImportOptions, ImportedPlan, JobReport, LayoutChoice};
use crate::publish::{self, Output};
use std::path::{Path, PathBuf};

/// Reads the table and writes the plan. The account of the recognition goes to standard output,
/// findings to standard error.
pub(crate) fn run(args: &ImportArgs) -> ExitOutcome {
    let target = args.target.clone().unwrap_or_else(|| default_target(&args.file));
    let to_standard_output = target.as_os_str() == "-";
    // Refused before the table is read, and for the sake of corrections made in the plan since.
    if !to_standard_output && !args.replace && target.exists() {
        return fail(&format!(
            "«{}» c'è già e non è stato toccato. Indicare un altro nome con -o, oppure aggiungere --sostituisci.",
            target.display()
        ));
    }
    let ImportedPlan { report, yaml } = import(args, file_name(&target));
    print_error(&human_report(&report.findings, &report.sources, color_on_stderr()));
    let Some(yaml) = yaml else {
        print_error(&summary(&report.findings));
        print_error("Il piano non è stato scritto.\n");
        return ExitOutcome::Invalid;
    };
    if to_standard_output {
        // Standard output holds the plan alone: another program may read it.
        print_error(&recognition_text(&report.recognition));
        return print(&yaml, ExitOutcome::of(&report.findings));
    }
    write_plan(&target, yaml, &report)
}

fn import(args: &ImportArgs, target_name: String) -> ImportedPlan {
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(args.layout.clone());
    let options = ImportOptions { map: args.map.clone(), given: args.given.values(), target_name };
    job::import(read_plan_input(&args.file), layout, &options, &|step| progress.step(step))
}

fn write_plan(target: &Path, yaml: String, report: &JobReport) -> ExitOutcome {
    let output = Output { name: file_name(target), bytes: yaml.into_bytes() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Err(error) = publish::publish(folder.unwrap_or(Path::new(".")), &[output]) {
        return fail(&failure::message(&error, " con -o"));
    }
    let written = format!("Piano scritto in {}.\n", harmless(&target.display().to_string()));
    let text = recognition_text(&report.recognition) + &written + &summary(&report.findings);
    // The plan is there, but the user still has to mend the errors in it.
    print(&text, ExitOutcome::of(&report.findings))
}

fn default_target(table: &Path) -> PathBuf {
    let stem = table.file_stem().filter(|stem| *stem != "-");
    let stem = stem.map_or_else(|| "piano".into(), |stem| stem.to_string_lossy());
    PathBuf::from(format!("{stem}.yaml"))
}

fn file_name(target: &Path) -> String {
    let name = target.file_name().filter(|name| *name != "-");
    name.map_or_else(|| "piano.yaml".to_owned(), |name| name.to_string_lossy().into_owned())
}
