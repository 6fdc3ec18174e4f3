//! Lines of a plan's file as people write them: dashes, a key, its value.

use super::sections::is_key;
use crate::source::offset_in;

/// Line of the file.
#[derive(Clone, Copy)]
pub(super) struct SourceLine<'t> {
    /// First byte, in the whole file.
    pub start: usize,
    /// Text without its line end.
    pub text: &'t str,
}

impl<'t> SourceLine<'t> {
    /// Returns the byte where the content begins, behind indentation and dashes.
    pub(crate) fn content(self) -> usize {
        self.start + self.text.len() - self.body().len()
    }

    /// Returns the text behind indentation and dashes.
    pub(crate) fn body(self) -> &'t str {
        // The faulty blanks too: the line is read as its author meant it.
        let mut body = self.text.trim_start_matches([' ', '\t', '\u{A0}']);
        while let Some(rest) = body.strip_prefix("- ") {
            body = rest.trim_start();
        }
        body
    }

    /// Returns the word that the content begins with, which may be a key.
    pub(crate) fn first_word(self) -> &'t str {
        let body = self.body();
        &body[..body.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(body.len())]
    }

    /// Returns the byte where the value behind the key begins, or the content if there is no
    /// key.
    pub(crate) fn value(self) -> usize {
        let (word, body) = (self.first_word(), self.body());
        match body[word.len()..].strip_prefix(": ") {
            Some(rest) => self.start + self.text.len() - rest.trim_start().len(),
            None => self.content(),
        }
    }

    /// Returns the text of the value.
    pub(crate) fn value_text(self) -> &'t str {
        &self.text[(self.value() - self.start).min(self.text.len())..]
    }
}

/// Iterates over the lines of `text`, a part of the file that begins at byte `from`.
pub(super) fn lines(text: &str, from: usize) -> impl DoubleEndedIterator<Item = SourceLine<'_>> {
    text.lines().map(move |line| SourceLine { start: from + offset_in(text, line), text: line })
}

/// Returns the bytes of a line to keep if its value cannot be read: the dashes, and the key
/// with its colon if a plan knows it.
pub(super) fn key_end(line: &str) -> usize {
    let line = SourceLine { start: 0, text: line };
    let word = line.first_word();
    let colon = line.body()[word.len()..].starts_with(": ");
    if is_key(word) && colon {
        line.content() + word.len() + 1
    } else {
        // The dash of «-nome: …» belongs to the list, whatever follows it.
        line.content() + usize::from(line.body().starts_with('-'))
    }
}
