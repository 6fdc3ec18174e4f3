//! The characters that YAML keeps out of a file (1.2.2, 5.1). Other than the parser, which
//! stops at the first, this names each and lets the rest be read.

use crate::diag::{Findings, character};
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A text that the parser takes, as long as the file's own.
pub(super) struct Printable<'t> {
    pub text: Cow<'t, str>,
    /// What stands for a vertical tab: Word's line break, which YAML does not take as itself.
    pub tab: Option<char>,
}

/// Replaces what YAML 1.2.2, 5.1, keeps out of a file; but for vertical tabs, each is a finding.
pub(super) fn printable<'t>(file: FileId, text: &'t str, findings: &mut Findings) -> Printable<'t> {
    if !text.contains(is_kept_out) {
        return Printable { text: Cow::Borrowed(text), tab: None };
    }
    // Signs that mean nothing to YAML inside a text; one that the file has no use for.
    let tab = "^~$+=;()/<_".chars().find(|c| !text.contains(*c));
    let mut sound = String::with_capacity(text.len());
    let mut said = BTreeSet::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{B}' if tab.is_some() => sound.extend(tab),
            c if is_kept_out(c) => {
                if said.insert(c) {
                    findings.push(character(c, Span::new(file, at..at + c.len_utf8())));
                }
                // As many bytes, so that every place stays where it is.
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
