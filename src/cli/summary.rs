//! Findings and their counts in words.

use super::terminal::harmless;
use crate::diag::{Findings, Terminal, brief_report, count_words, full_report, wrapped};
use crate::source::SourceMap;
use serde::Serialize;

/// Returns the findings for people, in brief or in full.
pub(crate) fn findings_text(
    findings: &Findings,
    sources: &SourceMap,
    full: bool,
    terminal: Terminal,
) -> String {
    if full {
        full_report(findings, sources, terminal.color)
    } else {
        brief_report(findings, sources, terminal)
    }
}

/// Returns the line that counts all findings, and, below a brief report, one on how to see more.
pub(crate) fn summary(findings: &Findings, full: bool) -> String {
    let Some(count) = count_words(findings) else {
        return "Nessuna segnalazione.\n".to_owned();
    };
    let more = if full { "" } else { MORE };
    format!("Segnalazioni: {count}.\n{more}")
}

/// How to see more than the brief report says.
const MORE: &str = "Per esteso: --tutto. Che cosa vuol dire una: allegati spiega CODICE\n";

/// Returns the account of how tables were recognised, a paragraph each; it quotes their cells.
pub(crate) fn recognition_text(lines: &[String], terminal: Terminal) -> String {
    let paragraph = |line: &String| {
        let text = line.trim_start_matches(' ');
        let indent = &line[..line.len() - text.len()];
        wrapped(&harmless(text), terminal.width, indent, &format!("{indent}  "))
    };
    lines.iter().map(paragraph).collect()
}

/// Account of how tables were recognised, for programs.
#[derive(Default, Serialize)]
pub(crate) struct RecognitionAccount<'a> {
    /// Lines as people read them; left out if there are none.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    riconoscimento: &'a [String],
}

impl<'a> RecognitionAccount<'a> {
    /// Returns the account in `lines`.
    pub(crate) fn of(lines: &'a [String]) -> Self {
        RecognitionAccount { riconoscimento: lines }
    }
}
