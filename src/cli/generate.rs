//! `genera`: the annexes of a plan.

use super::Outcome;
use super::args::{Format, GenerateArgs};
use super::failure;
use super::prepare::{self, Job, Prepared};
use super::render::{Rendered, render_all};
use super::terminal::{color_on_stderr, harmless, print, print_error};
use crate::diag::human_report;
use crate::publish::{self, Output};
use crate::render::pdf::PdfOptions;
use chrono::{DateTime, NaiveDate};

/// Writes the annexes; findings go to standard error.
pub fn run(job: &GenerateArgs) -> Outcome {
    let date = match job.date.map_or_else(date_from_environment, |date| Ok(Some(date))) {
        Ok(date) => date,
        Err(message) => return fail(&message),
    };
    let mut prepared = prepare::prepare(&Job::new(&job.input), date);
    let ready = prepared.annex.take().filter(|_| !prepared.findings.has_errors());
    let Some((annex, name)) = ready else {
        prepared.finish(job.input.strict);
        return refuse(&prepared);
    };
    print_error(&prepared.report);
    let options = PdfOptions { profile: job.profile.into() };
    let rendered = render_all(&annex, &formats(job), &options, &mut prepared);
    prepared.finish(job.input.strict);
    let rendered = match rendered {
        Some(rendered) if !prepared.findings.has_errors() => rendered,
        _ => return refuse(&prepared),
    };
    print_error(&human_report(&prepared.findings, &prepared.sources, color_on_stderr()));
    write(job, &name, rendered, &prepared)
}

/// SOURCE_DATE_EPOCH: seconds since 1970 (reproducible-builds.org, «SOURCE_DATE_EPOCH»).
fn date_from_environment() -> Result<Option<NaiveDate>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.parse().ok());
    let moment = seconds.and_then(|s| DateTime::from_timestamp(s, 0));
    match moment {
        Some(moment) => Ok(Some(moment.date_naive())),
        None => Err("La variabile SOURCE_DATE_EPOCH non contiene un numero di secondi.".to_owned()),
    }
}

fn fail(message: &str) -> Outcome {
    print_error(&format!("errore: {}\n", harmless(message)));
    Outcome::Failed
}

fn refuse(prepared: &Prepared) -> Outcome {
    print_error(&human_report(&prepared.findings, &prepared.sources, color_on_stderr()));
    print_error(&prepare::summary(&prepared.findings));
    print_error("Nessun allegato è stato scritto.\n");
    Outcome::Invalid
}

/// The formats asked for, each once, in their usual order.
fn formats(job: &GenerateArgs) -> Vec<Format> {
    let mut formats = job.formats.clone();
    formats.sort();
    formats.dedup();
    formats
}

fn write(job: &GenerateArgs, name: &str, rendered: Vec<Rendered>, prepared: &Prepared) -> Outcome {
    let rows: Vec<_> = rendered.iter().map(|r| row(job, name, r)).collect();
    let output = |r: Rendered| Output { name: file(name, r.format), bytes: r.bytes };
    let outputs: Vec<_> = rendered.into_iter().map(output).collect();
    match publish::publish(&job.folder, &outputs) {
        Ok(_) => {
            let report = table(&rows) + &prepare::summary(&prepared.findings);
            print(&report, prepared.outcome())
        }
        Err(error) => fail(&failure::message(&error, " con --uscita")),
    }
}

fn file(name: &str, format: Format) -> String {
    format!("{name}.{}", format.extension())
}

/// A file's path, extent and size.
fn row(job: &GenerateArgs, name: &str, rendered: &Rendered) -> [String; 3] {
    let path = job.folder.join(file(name, rendered.format));
    let size = format!("{} KB", rendered.bytes.len().div_ceil(1024));
    [harmless(&path.display().to_string()), rendered.extent.clone(), size]
}

fn table(rows: &[[String; 3]]) -> String {
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let (path, extent, size) = (width(0), width(1), width(2));
    let line = |r: &[String; 3]| format!("{:<path$}  {:<extent$}  {:>size$}\n", r[0], r[1], r[2]);
    rows.iter().map(line).collect()
}
