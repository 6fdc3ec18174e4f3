//! `genera`: the annexes of a plan.

use super::Outcome;
use super::args::{Format, GenerateArgs};
use super::failure;
use super::prepare::{self, Job, Prepared};
use super::terminal::{color_on_stderr, harmless, print, print_error};
use crate::annex::{Annex, Block};
use crate::diag::{Code, Diagnostic, human_report};
use crate::publish::{self, Output};

use crate::render::pdf::{BrokenWord, PdfOptions};
use crate::render::{RenderError, docx, pdf, xlsx};
use crate::source::SourceMap;
use chrono::{DateTime, NaiveDate};

/// An annex in one format.
struct Rendered {
    format: Format,
    bytes: Vec<u8>,
    /// «9 pagine», «1 foglio», «5 tabelle».
    extent: String,
    /// Words that their column could not hold in one piece.
    broken: Vec<BrokenWord>,
}

/// Writes the annexes; findings go to standard error.
pub fn run(job: &GenerateArgs) -> Outcome {
    let date = match job.date.map_or_else(date_from_environment, |date| Ok(Some(date))) {
        Ok(date) => date,
        Err(message) => return fail(&message),
    };
    let mut prepared = prepare::prepare(&Job::new(&job.input), date);
    prepared.finish(job.input.strict);
    let ready = prepared.annex.take().filter(|_| !prepared.findings.has_errors());
    let Some((annex, name)) = ready else {
        return refuse(&prepared);
    };
    let rendered =
        match render_all(&annex, &formats(job), &PdfOptions { profile: job.profile.into() }) {
            Ok(rendered) => rendered,
            Err(error) => {
                let finding = complaint(error, &prepared);
                prepared.findings.push(finding);
                prepared.findings.sort();
                return refuse(&prepared);
            }
        };
    let broken =
        rendered.iter().flat_map(|r| &r.broken).map(|word| broken_word(word, &prepared.sources));
    let broken: Vec<_> = broken.collect();
    prepared.findings.extend(broken);
    prepared.finish(job.input.strict);
    if prepared.findings.has_errors() {
        return refuse(&prepared);
    }
    print_error(&human_report(&prepared.findings, &prepared.sources, color_on_stderr()));
    write(job, &name, rendered, &prepared)
}

/// A word cut where the column ends, because no column can hold it.
fn broken_word(word: &BrokenWord, sources: &SourceMap) -> Diagnostic {
    let place = prepare::place(word.origin, sources);
    let at = sources.text(place).find(&word.word);
    let place = at.map_or(place, |i| place.part(i..i + word.word.len()));
    let start: String = word.word.chars().take(40).collect();
    let dots = if start.len() < word.word.len() { "…" } else { "" };
    let message = format!("«{start}{dots}» è più larga della sua colonna ed è stata spezzata.");
    Diagnostic::new(Code::BrokenWord, place, message)
        .hint("Allargare la colonna nel layout, o inserire uno spazio nel punto in cui si può andare a capo.")
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

/// Renders side by side: the formats do not depend on each other.
fn render_all(
    annex: &Annex,
    formats: &[Format],
    options: &PdfOptions,
) -> Result<Vec<Rendered>, RenderError> {
    std::thread::scope(|scope| {
        let tasks: Vec<_> = formats
            .iter()
            .map(|&format| scope.spawn(move || render(annex, format, options)))
            .collect();
        let finish = |task: std::thread::ScopedJoinHandle<'_, _>| {
            task.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        tasks.into_iter().map(finish).collect()
    })
}

fn render(annex: &Annex, format: Format, options: &PdfOptions) -> Result<Rendered, RenderError> {
    let (bytes, extent, broken) = match format {
        Format::Pdf => {
            let file = pdf::pdf(annex, options)?;
            (file.bytes, counted(file.pages, "pagina", "pagine"), file.broken)
        }
        Format::Xlsx => {
            (xlsx::xlsx(annex)?, counted(annex.sheets.len(), "foglio", "fogli"), Vec::new())
        }
        Format::Docx => {
            (docx::docx(annex)?, counted(tables(annex), "tabella", "tabelle"), Vec::new())
        }
    };
    Ok(Rendered { format, bytes, extent, broken })
}

fn tables(annex: &Annex) -> usize {
    annex.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count()
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What a format could not hold, said of the place in the plan.
fn complaint(error: RenderError, prepared: &Prepared) -> Diagnostic {
    match error {
        RenderError::TextTooLong { place, length, limit, origin } => {
            let message = format!("Il testo ha {length} caratteri; {place} ne contiene {limit}.");
            Diagnostic::new(Code::TooLong, prepare::place(origin, &prepared.sources), message)
                .hint("Accorciarlo o dividerlo, oppure scrivere solo gli altri formati: per esempio --formati pdf,docx.")
        }
        RenderError::NoRoom(what) => {
            let place = prepared.layout;
            Diagnostic::new(Code::NoRoom, place, format!("Il foglio non ha spazio: {what}."))
                .hint("Ridurre nel layout i margini, i caratteri o le colonne, o scegliere un formato più grande.")
        }
        RenderError::Backend(cause) => {
            let place = prepare::place(None, &prepared.sources);
            Diagnostic::new(Code::Internal, place, format!("L'allegato non si può comporre: {cause}."))
                .hint("È un difetto del programma: segnalarlo a chi lo cura, con il piano e il layout usati.")
        }
    }
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
