//! Texts: kept character for character, but for line breaks, which become `\n`.

use super::Validator;
use crate::diag::{Severity, character, suspects};
use crate::model::Text;
use crate::raw::Words;
use crate::source::Span;
use crate::text::unify_line_breaks;

impl Validator<'_> {
    /// `words` as a text of the plan. A character that no document may hold is an error,
    /// one that only cannot be seen a warning; each is said once a text.
    pub(super) fn text(&mut self, words: Words) -> Option<Text> {
        let text = words.map(|w| unify_line_breaks(&w));
        let mut sound = true;
        for c in suspects(&text.value) {
            let finding = character(c, self.place_of(c, text.span));
            sound &= finding.severity != Severity::Error;
            self.push(finding);
        }
        sound.then_some(text)
    }

    /// Where `c` stands in a value, be it as itself or as an escape; else the whole value.
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

/// The escapes of YAML 1.2.2, 5.7, that have a letter of their own.
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
