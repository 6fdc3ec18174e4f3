//! Findings for programs.

use super::{Diagnostic, Findings, Label, Severity};
use crate::source::{Position, SourceMap};
use serde::Serialize;

/// The report. Keys are stable: new ones may come, none goes.
#[derive(Serialize)]
struct Report<'a> {
    /// Version of this form.
    versione: u8,
    errori: usize,
    avvisi: usize,
    note: usize,
    /// How many more there are than those listed here.
    altre: usize,
    segnalazioni: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    codice: &'static str,
    gravita: &'static str,
    messaggio: &'a str,
    /// The culprit first.
    punti: Vec<Place<'a>>,
    rimedi: &'a [String],
}

/// A place: line and column from 1, the column in characters; bytes from 0. In a workbook or
/// a Word document `cella` names it, and row and column are the cell's.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cella: Option<String>,
    riga: usize,
    colonna: usize,
    riga_fine: usize,
    colonna_fine: usize,
    byte_inizio: usize,
    byte_fine: usize,
    testo: &'a str,
    nota: &'a str,
}

/// Findings as JSON, indented, with a line end.
pub fn json_report(findings: &Findings, sources: &SourceMap) -> String {
    let report = Report {
        versione: 1,
        errori: findings.count(Severity::Error),
        avvisi: findings.count(Severity::Warning),
        note: findings.count(Severity::Note),
        altre: findings.left_out(),
        segnalazioni: findings.iter().map(|finding| entry(finding, sources)).collect(),
    };
    let text = serde_json::to_string_pretty(&report).expect("texts and numbers always are JSON");
    escaped(&text) + "\n"
}

/// The most characters of a source that are repeated.
const LONGEST_TEXT: usize = 300;

/// `json` with every character escaped that could steer a terminal: JSON itself asks for
/// those below U+0020 only.
fn escaped(json: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match steers(c) {
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

fn entry<'a>(finding: &'a Diagnostic, sources: &'a SourceMap) -> Entry<'a> {
    Entry {
        codice: finding.code.name(),
        gravita: finding.severity.name(),
        messaggio: &finding.message,
        punti: finding.labels.iter().map(|label| place(label, sources)).collect(),
        rimedi: &finding.hints,
    }
}

fn beginning(text: &str) -> &str {
    text.char_indices().nth(LONGEST_TEXT).map_or(text, |(end, _)| &text[..end])
}

fn place<'a>(label: &'a Label, sources: &'a SourceMap) -> Place<'a> {
    let file = sources.file(label.span.file());
    let bytes = label.span.range();
    let cell = file.cell(bytes.start);
    let (start, end) = match cell {
        Some(cell) => {
            let at = Position { line: cell.line(), column: cell.column() };
            (at, at)
        }
        None => (file.position(bytes.start), file.position(bytes.end)),
    };
    Place {
        file: file.name(),
        cella: cell.map(|cell| cell.to_string().trim_start_matches(['!', ',', ' ']).to_owned()),
        riga: start.line,
        colonna: start.column,
        riga_fine: end.line,
        colonna_fine: end.column,
        byte_inizio: bytes.start,
        byte_fine: bytes.end,
        testo: beginning(sources.text(label.span)),
        nota: &label.note,
    }
}
