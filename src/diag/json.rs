//! Findings for programs.

use super::{Diagnostic, Findings, Label, Severity};
use crate::source::{Position, SourceMap};
use serde::Serialize;

/// Report for programs.
// Programs of others read it: new keys may be added, none is removed.
#[derive(Serialize)]
struct Report<'a, R> {
    /// Version of this form.
    versione: u8,
    errori: usize,
    avvisi: usize,
    note: usize,
    /// Number of findings that are not listed.
    altre: usize,
    segnalazioni: Vec<JsonFinding<'a>>,
    /// Keys that a command adds.
    #[serde(flatten)]
    rest: &'a R,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    codice: &'static str,
    gravita: &'static str,
    messaggio: &'a str,
    /// Places, the culprit first.
    punti: Vec<JsonPlace<'a>>,
    rimedi: &'a [String],
}

/// Place in a file: line and column from 1, the column in characters; bytes from 0. In a workbook or
/// a Word document `cella` names it, and row and column are the cell's.
#[derive(Serialize)]
struct JsonPlace<'a> {
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
    /// Text that would mend the place, where it stands in the file as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    scrivere: Option<&'a str>,
}

/// Writes findings as indented JSON with a final line break; the keys of `rest`, a struct or a map,
/// follow them.
pub fn json_report<R: Serialize>(findings: &Findings, sources: &SourceMap, rest: &R) -> String {
    let report = Report {
        versione: 1,
        errori: findings.count(Severity::Error),
        avvisi: findings.count(Severity::Warning),
        note: findings.count(Severity::Note),
        altre: findings.left_out(),
        segnalazioni: findings.iter().map(|finding| entry(finding, sources)).collect(),
        rest,
    };
    json_text(&report)
}

/// Writes a report as indented JSON with a final line break.
pub fn json_text<R: Serialize>(report: &R) -> String {
    let text = serde_json::to_string_pretty(report).expect("texts and numbers always are JSON");
    escaped(&text) + "\n"
}

/// Maximum number of characters of a source that are repeated: enough to recognise the place.
const LONGEST_TEXT: usize = 300;

/// Escapes every character that could control a terminal; JSON itself demands it only for those
/// below U+0020 (RFC 8259, 7).
fn escaped(json: &str) -> String {
    let steers = |c: char| {
        // Line breaks are those of the indentation; within texts JSON has escaped them already.
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if steers(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

fn entry<'a>(finding: &'a Diagnostic, sources: &'a SourceMap) -> JsonFinding<'a> {
    JsonFinding {
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

fn place<'a>(label: &'a Label, sources: &'a SourceMap) -> JsonPlace<'a> {
    let file = sources.file(label.span.file());
    let bytes = label.span.range();
    let cell = file.cell(bytes.start);
    let (start, end) = match cell {
        Some(cell) => {
            // A cell has no lines of its own: it is both beginning and end.
            let at = Position { line: cell.line(), column: cell.column() };
            (at, at)
        }
        None => (file.position(bytes.start), file.position(bytes.end)),
    };
    JsonPlace {
        file: file.name(),
        // In the report for people the cell follows the path, hence the mark before it.
        cella: cell.map(|cell| cell.to_string().trim_start_matches(['!', ',', ' ']).to_owned()),
        riga: start.line,
        colonna: start.column,
        riga_fine: end.line,
        colonna_fine: end.column,
        byte_inizio: bytes.start,
        byte_fine: bytes.end,
        testo: beginning(sources.text(label.span)),
        nota: &label.note,
        scrivere: replacement(label, sources),
    }
}

/// Returns the text that would mend a place; `None` where the source escapes or folds what it is
/// written for.
fn replacement<'a>(label: &'a Label, sources: &SourceMap) -> Option<&'a str> {
    let replacement = label.replacement.as_ref()?;
    let stands_so = sources.text(label.span) == replacement.found;
    stands_so.then_some(replacement.text.as_str())
}
