//! Characters that YAML keeps out of a file (1.2.2, 5.1). The parser would stop at the first:
//! here each is reported and replaced, so that the rest can be read.

use crate::diag::{Findings, character};
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Text that the parser accepts, as long as the file's own.
pub(super) struct Printable<'t> {
    /// Text for the parser.
    pub text: Cow<'t, str>,
    /// Character that stands for a vertical tab, which is Word's line break.
    pub tab: Option<char>,
}

/// Replaces the characters that YAML 1.2.2, 5.1, keeps out of a file, and reports all but
/// vertical tabs.
pub(super) fn printable<'t>(file: FileId, text: &'t str, findings: &mut Findings) -> Printable<'t> {
    if !text.contains(is_kept_out) {
        return Printable { text: Cow::Borrowed(text), tab: None };
    }
    // The stand-in must mean nothing to YAML inside a text and not occur in the file.
    let tab = "^~$+=;()/<_".chars().find(|c| !text.contains(*c));
    let mut sound = String::with_capacity(text.len());
    let mut reported = BTreeSet::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{B}' if tab.is_some() => sound.extend(tab),
            c if is_kept_out(c) => {
                if reported.insert(c) {
                    findings.push(character(c, Span::new(file, at..at + c.len_utf8())));
                }
                // The stand-in has as many bytes, so that every span keeps its place.
                sound.push_str(["", "_", "¿", "\u{FFFD}"][c.len_utf8()]);
            }
            c => sound.push(c),
        }
    }
    Printable { text: Cow::Owned(sound), tab }
}

fn is_kept_out(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    control || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
