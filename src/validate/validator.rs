//! Validator of single values, which reports what is wrong with them.

use crate::diag::{Code, Diagnostic, Findings, Severity, character, suspects};
use crate::model::{Key, Text};
use crate::raw::{Field, Words};
use crate::source::{SourceMap, Span};
use crate::text::unify_line_breaks;

/// Owner of the keys of the head, for messages.
pub(super) const PLAN: &str = "il piano";
/// Owner of the keys of a row of the flat form, for messages.
pub(super) const ROW: &str = "ogni obiettivo dell'elenco";

/// Validator of single values.
pub(super) struct Validator<'a> {
    /// Sources of the values.
    pub sources: &'a SourceMap,
    /// Receiver of the reports.
    pub findings: &'a mut Findings,
    /// `true` if all lines of the file could be read.
    pub is_whole: bool,
}

impl Validator<'_> {
    /// Reports a finding, unless it is about a value that may stand in an unreadable line.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        // A missing key may stand in a line that could not be read: reporting it would send the
        // author after an error that is not there.
        let absent = [Code::Missing, Code::Empty, Code::NoObjectives];
        if self.is_whole || !absent.contains(&finding.code) {
            self.findings.push(finding);
        }
    }

    /// Validates a text that may be absent.
    pub(crate) fn optional(&mut self, field: Field) -> Option<Text> {
        match field {
            Field::Given(words) => self.text(words),
            Field::Absent | Field::Empty(_) | Field::Wrong => None,
        }
    }

    /// Validates a text that must be there; `owner` («l'area») begins at `place`.
    pub(crate) fn required(
        &mut self,
        field: Field,
        place: Span,
        key: &str,
        owner: &str,
    ) -> Option<Text> {
        match field {
            Field::Given(words) => self.text(words),
            Field::Wrong => None,
            Field::Absent => {
                self.missing(place, key, owner);
                None
            }
            Field::Empty(span) => {
                let message = format!("«{key}» è vuoto: {owner} deve averlo.");
                let finding = Diagnostic::new(Code::Empty, span, message);
                self.push(finding.hint(if self.sources.is_table(span) {
                    format!("Scrivere nella cella che cosa va in «{key}».")
                } else {
                    format!(
                        "Scrivere che cosa va in «{key}»; quello che segue un «#» è un commento."
                    )
                }));
                None
            }
        }
    }

    fn missing(&mut self, place: Span, key: &str, owner: &str) {
        let message = format!("Manca «{key}»: {owner} deve averlo.");
        let add = if self.sources.is_table(place) {
            format!("Aggiungerlo alla tabella, in una colonna «{key}»")
        } else {
            format!("Aggiungere una riga «{key}: …» con lo stesso rientro")
        };
        let hint = match option(key, owner) {
            Some(option) => format!("{add}, o indicarlo: {option}."),
            None => add + ".",
        };
        self.push(Diagnostic::new(Code::Missing, place, message).hint(hint));
    }

    /// Returns the first line of a value of several, enough to show where it begins.
    pub(crate) fn beginning(&self, span: Span) -> Span {
        let text = self.sources.text(span);
        span.part(0..text.lines().next().unwrap_or("").len())
    }

    /// Validates `words`, which are kept character for character apart from line breaks: they
    /// become `\n`. A character that no document may hold is an error, an invisible one a
    /// warning; each is reported once a text.
    pub(crate) fn text(&mut self, words: Words) -> Option<Text> {
        let text = words.map(|w| unify_line_breaks(&w));
        let mut sound = true;
        for c in suspects(&text.value) {
            let finding = character(c, self.place_of(c, text.span));
            sound &= finding.severity != Severity::Error;
            self.push(finding);
        }
        sound.then_some(text)
    }

    /// Returns the place of `c` in a value, as itself or as an escape; else the whole value.
    fn place_of(&self, c: char, span: Span) -> Span {
        let source = self.sources.text(span);
        let point = u32::from(c);
        let escapes = [
            c.to_string(),
            format!("\\u{point:04x}"),
            format!("\\u{point:04X}"),
            format!("\\x{point:02x}"),
            format!("\\x{point:02X}"),
            format!("\\U{point:08X}"),
            short_escape(c).to_owned(),
        ];
        let written = escapes.iter().filter(|e| !e.is_empty());
        let found = written.filter_map(|e| Some((source.find(e.as_str())?, e.len()))).min();
        found.map_or(span, |(at, len)| span.part(at..at + len))
    }
}

/// Returns the option that gives a key which `owner` lacks, as it can be copied.
fn option(key: &str, owner: &str) -> Option<&'static str> {
    match (Key::named(key)?, owner) {
        (Key::Title, PLAN) => Some("--titolo \"PIANO OBIETTIVI 2024-2026\""),
        (Key::Area, ROW) => Some("--area \"AREA TECNICA\""),
        (Key::Period, ROW) => Some("--periodo \"ANNO 2024\""),
        _ => None,
    }
}

/// Returns the escape of YAML 1.2.2, 5.7, if it has a letter of its own.
fn short_escape(c: char) -> &'static str {
    match c {
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\u{C}' => "\\f",
        '\u{1B}' => "\\e",
        _ => "",
    }
}
