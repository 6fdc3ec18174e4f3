//! `importa`: a table of another program becomes a plan to go on with.

use super::Outcome;
use super::args::ImportArgs;
use super::failure;
use super::prepare::{self, headings, open, own_levels, report, stem, summary};
use super::progress::{Progress, Step};
use super::terminal::{color_on_stderr, harmless, print, print_error};
use crate::check::check_plan;
use crate::diag::{Code, Diagnostic, Findings, Severity, human_report};
use crate::layout::load_layout;
use crate::plan_file::plan_yaml;
use crate::publish::{self, Output};
use crate::recognise::Recognised;
use crate::source::SourceMap;
use crate::validate::{Validated, validate_plan};
use std::path::{Path, PathBuf};

/// Reads the table and writes the plan; how it was recognised goes to standard output, what
/// there is to look at to standard error.
pub fn run(job: &ImportArgs) -> Outcome {
    let target = job.target.clone().unwrap_or_else(|| PathBuf::from(stem(&job.file) + ".yaml"));
    let is_shown = target.as_os_str() == "-";
    if !is_shown && !job.replace && target.exists() {
        let name = harmless(&target.display().to_string());
        print_error(&format!(
            "errore: «{name}» c'è già e non è stato toccato. Indicare un altro nome con -o, oppure aggiungere --sostituisci.\n"
        ));
        return Outcome::Failed;
    }
    let progress = Progress::of_steps();
    progress.step(Step::Reading);
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let opened = open(&job.file, &mut sources, &mut findings).and_then(|(opened, _)| opened);
    let layout = load_layout(&job.layout, &mut sources, &mut findings);
    let heads = layout.as_ref().map(headings).unwrap_or_default();
    let own = layout.as_ref().and_then(own_levels);
    let read =
        opened.and_then(|opened| opened.plan(&heads, own.as_deref(), &job.map, &mut findings));
    // What is missing can be written into the plan; what cannot be read cannot.
    let missing = [Code::Missing, Code::LooseRow];
    let refused = |f: &Diagnostic| f.severity == Severity::Error && !missing.contains(&f.code);
    let refused = findings.iter().any(refused);
    let Some(Recognised { plan, report: lines }) = read.filter(|_| !refused) else {
        drop(progress);
        findings.sort();
        print_error(&human_report(&findings, &sources, color_on_stderr()));
        print_error(&summary(&findings));
        print_error("Il piano non è stato scritto.\n");
        return Outcome::Invalid;
    };
    let name = file_name(&target);
    progress.step(Step::Checking);
    let text = plan_yaml(&plan, &name);
    let Validated { plan, gaps } = validate_plan(plan, &sources, &mut findings);
    findings.extend(check_plan(&plan, &gaps, &sources));
    findings.sort();
    drop(progress);
    print_error(&human_report(&findings, &sources, color_on_stderr()));
    if is_shown {
        print_error(&report(&lines));
        return print(&text, outcome(&findings));
    }
    let output = Output { name, bytes: text.into_bytes() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    match publish::publish(folder.unwrap_or(Path::new(".")), &[output]) {
        Ok(_) => {
            let written =
                format!("Piano scritto in {}.\n", harmless(&target.display().to_string()));
            print(&(report(&lines) + &written + &prepare::summary(&findings)), outcome(&findings))
        }
        Err(error) => {
            print_error(&format!("errore: {}\n", harmless(&failure::message(&error, " con -o"))));
            Outcome::Failed
        }
    }
}

fn file_name(target: &Path) -> String {
    let name = target.file_name().filter(|name| *name != "-");
    name.map_or_else(|| "piano.yaml".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The plan is there, but errors in it are still to be mended.
fn outcome(findings: &Findings) -> Outcome {
    if findings.has_errors() { Outcome::Invalid } else { Outcome::Done }
}
