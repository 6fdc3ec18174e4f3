//! `genera`: the annexes of a plan.

use super::Outcome;
use super::args::{Format, GenerateArgs};
use super::describe::describe;
use super::failure;
use super::prepare::{self, Job, Prepared, Ready};
use super::render::{Rendered, render_all};
use super::terminal::{color_on_stderr, harmless, print, print_error};
use crate::diag::human_report;
use crate::publish::manifest::{self, Extent};
use crate::publish::{self, Output, sums};
use crate::render::pdf::PdfOptions;
use chrono::{DateTime, NaiveDate};

/// Writes the annexes; findings go to standard error.
pub fn run(job: &GenerateArgs) -> Outcome {
    let date = match job.date.map_or_else(date_from_environment, |date| Ok(Some(date))) {
        Ok(date) => date,
        Err(message) => return fail(&message),
    };
    let mut prepared = prepare::prepare(&Job::new(&job.input), date);
    let Some(ready) = prepared.ready.take().filter(|_| !prepared.findings.has_errors()) else {
        prepared.finish(job.input.strict);
        return refuse(&prepared);
    };
    print_error(&prepared.report);
    let options = PdfOptions { profile: job.profile.into() };
    let rendered = render_all(&ready.annex, &formats(job), &options, &mut prepared);
    prepared.finish(job.input.strict);
    let rendered = match rendered {
        Some(rendered) if !prepared.findings.has_errors() => rendered,
        _ => return refuse(&prepared),
    };
    print_error(&human_report(&prepared.findings, &prepared.sources, color_on_stderr()));
    write(job, &ready, rendered, &prepared)
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

fn write(
    job: &GenerateArgs,
    ready: &Ready,
    rendered: Vec<Rendered>,
    prepared: &Prepared,
) -> Outcome {
    let rows: Vec<_> = rendered.iter().map(|r| row(job, &ready.name, r)).collect();
    let outputs = match outputs(job, ready, rendered) {
        Ok(outputs) => outputs,
        Err(name) => return fail(&format!("«{name}» non può essere il nome di un file.")),
    };
    match publish::publish(&job.folder, &outputs) {
        Ok(_) => {
            let manifest = job.folder.join(manifest_name(ready));
            let manifest = format!("Manifesto: {}\n", harmless(&manifest.display().to_string()));
            let report = table(&rows) + &manifest + &prepare::summary(&prepared.findings);
            print(&report, prepared.outcome())
        }
        Err(error) => fail(&failure::message(&error, " con --uscita")),
    }
}

/// The whole set: the annexes, their manifest and, where they are wanted, the digests.
///
/// # Errors
/// A name that no file can have.
fn outputs(
    job: &GenerateArgs,
    ready: &Ready,
    rendered: Vec<Rendered>,
) -> Result<Vec<Output>, String> {
    let manifest = describe(job, ready, &rendered)?;
    let output = |r: Rendered| Output { name: file(&ready.name, r.format), bytes: r.bytes };
    let mut outputs: Vec<_> = rendered.into_iter().map(output).collect();
    outputs.push(Output { name: manifest_name(ready), bytes: manifest.write() });
    // Digests of an earlier run would contradict the new files.
    let has_sums = |file: &Output| job.folder.join(file.name.clone() + sums::ENDING).exists();
    if job.sums || outputs.iter().any(has_sums) {
        outputs.extend(sums::sums(&outputs));
    }
    Ok(outputs)
}

fn manifest_name(ready: &Ready) -> String {
    ready.name.clone() + manifest::ENDING
}

fn file(name: &str, format: Format) -> String {
    format!("{name}.{}", format.extension())
}

/// A file's path, extent and size.
fn row(job: &GenerateArgs, name: &str, rendered: &Rendered) -> [String; 3] {
    let path = job.folder.join(file(name, rendered.format));
    let size = format!("{} KB", rendered.bytes.len().div_ceil(1024));
    [harmless(&path.display().to_string()), words(rendered.extent), size]
}

/// «9 pagine», «1 foglio», «5 tabelle».
fn words(extent: Extent) -> String {
    let (n, one, many) = match extent {
        Extent::Pages(n) => (n, "pagina", "pagine"),
        Extent::Sheets(n) => (n, "foglio", "fogli"),
        Extent::Tables(n) => (n, "tabella", "tabelle"),
    };
    format!("{n} {}", if n == 1 { one } else { many })
}

fn table(rows: &[[String; 3]]) -> String {
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let (path, extent, size) = (width(0), width(1), width(2));
    let line = |r: &[String; 3]| format!("{:<path$}  {:<extent$}  {:>size$}\n", r[0], r[1], r[2]);
    rows.iter().map(line).collect()
}
