//! `importa`: a table of another program becomes a plan to go on with.

mod update;

use super::ExitOutcome;
use super::args::{ImportArgs, layout_or_usual};
use super::failure;
use super::office::Office;
use super::plan_files::not_yaml;
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::summary::{RecognitionAccount, findings_text, recognition_text, summary};
use super::terminal::{fail, harmless, print, print_error, terminal_on_stderr, terminal_on_stdout};
use crate::diag::json_report;
use crate::job::{self, ImportOptions, ImportedPlan, JobReport, LayoutChoice};
use crate::publish::{self, Output};
use serde::Serialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Reads the table and writes the plan. The account of the recognition goes to standard output,
/// findings to standard error.
pub(crate) fn run(mut args: ImportArgs) -> ExitOutcome {
    let mut office = match Office::of_files(&args.files) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_import(&mut args);
    let target = args.target.clone().unwrap_or_else(|| default_target(&args.files));
    let to_standard_output = target.as_os_str() == "-";
    if to_standard_output && args.report.json {
        return fail(
            "Con --json lo standard output è delle segnalazioni: indicare con -o un file per il piano.",
        );
    }
    // Refused before the table is read, and for the sake of corrections made in the plan since.
    if !to_standard_output && !args.replace && target.exists() {
        return fail(&format!(
            "«{}» c'è già e non è stato toccato. Indicare un altro nome con -o, oppure aggiungere --sostituisci.",
            target.display()
        ));
    }
    if let Some(table) = args.files.iter().find(|file| is_table(file) && is_same(file, &target)) {
        return fail(&format!(
            "«{}» è il file da leggere, e il piano ne prenderebbe il posto: indicare con -o un altro nome.",
            table.display()
        ));
    }
    if let Some(message) = not_yaml(&target).filter(|_| !to_standard_output) {
        return fail(&message);
    }
    if let Some(base) = &args.base {
        let [edited] = &args.files[..] else {
            return fail("Con --rispetto-a si indica un file solo.");
        };
        return update::run(&args, &office, base, edited, &target);
    }
    let ImportedPlan { report, yaml } = import(&args, &office, file_name(&target));
    if args.report.json {
        return import_for_programs(&target, yaml, &report);
    }
    let (full, terminal) = (args.report.full, terminal_on_stderr());
    print_error(&findings_text(&report.findings, &report.sources, full, terminal));
    let Some(yaml) = yaml else {
        print_error(&summary(&report.findings, full));
        print_error("Il piano non è stato scritto.\n");
        return ExitOutcome::Invalid;
    };
    if to_standard_output {
        // Standard output holds the plan alone: another program may read it.
        print_error(&recognition_text(&report.recognition, terminal));
        return print(&yaml, ExitOutcome::of(&report.findings));
    }
    match write_plan(&target, yaml) {
        Ok(()) => print(&written_text(&target, &report, full), ExitOutcome::of(&report.findings)),
        Err(message) => fail(&message),
    }
}

/// Writes the plan, and the findings to standard output.
fn import_for_programs(target: &Path, yaml: Option<String>, report: &JobReport) -> ExitOutcome {
    let piano = yaml.is_some().then(|| target.display().to_string());
    if let Some(Err(message)) = yaml.map(|yaml| write_plan(target, yaml)) {
        return fail(&message);
    }
    let JobReport { findings, sources, recognition, .. } = report;
    let imported = ImportedFile { piano, recognised: RecognitionAccount::of(recognition) };
    print(&json_report(findings, sources, &imported), ExitOutcome::of(findings))
}

/// Keys of `importa` beside the findings.
#[derive(Serialize)]
struct ImportedFile<'a> {
    /// Path of the plan; `None` if none was written.
    piano: Option<String>,
    #[serde(flatten)]
    recognised: RecognitionAccount<'a>,
}

/// Returns `true` unless the file is a plan by its name.
fn is_table(file: &Path) -> bool {
    let is_plan =
        |ext: &OsStr| ["yaml", "yml", "json"].iter().any(|plan| ext.eq_ignore_ascii_case(plan));
    !file.extension().is_some_and(is_plan)
}

/// Returns `true` if both paths lead to one file.
fn is_same(file: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(file).is_some_and(|file| Some(file) == real(other))
}

fn import(args: &ImportArgs, office: &Office, target_name: String) -> ImportedPlan {
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(layout_or_usual(args.layout.as_ref()));
    let options = ImportOptions {
        map: args.map.clone(),
        given: args.given.values(),
        defaults: office.defaults(),
        target_name,
    };
    let files = args.files.iter().map(|file| read_plan_input(file)).collect();
    job::import(files, layout, &options, &|step| progress.step(step))
}

/// Writes the plan.
///
/// # Errors
/// The message if it cannot be written.
fn write_plan(target: &Path, yaml: String) -> Result<(), String> {
    let output = Output { name: file_name(target), bytes: yaml.into_bytes() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written = publish::publish(folder.unwrap_or(Path::new(".")), &[output]);
    written.map(drop).map_err(|error| failure::message(&error, " con -o"))
}

fn written_text(target: &Path, report: &JobReport, full: bool) -> String {
    let written = format!("Piano scritto in {}.\n", harmless(&target.display().to_string()));
    let recognition = recognition_text(&report.recognition, terminal_on_stdout());
    // The plan is there, but the user still has to mend the errors in it.
    recognition + &written + &summary(&report.findings, full)
}

fn default_target(tables: &[PathBuf]) -> PathBuf {
    let only = if let [only] = tables { only.file_stem() } else { None };
    let stem = only.filter(|stem| *stem != "-");
    let stem = stem.map_or_else(|| "piano".into(), |stem| stem.to_string_lossy());
    PathBuf::from(format!("{stem}.yaml"))
}

fn file_name(target: &Path) -> String {
    let name = target.file_name().filter(|name| *name != "-");
    name.map_or_else(|| "piano.yaml".to_owned(), |name| name.to_string_lossy().into_owned())
}
