//! Signs that set the parts of a line apart: «AREA TECNICA – Responsabile: Anna Verdi».

use std::ops::Range;

/// Signs between the parts of a line.
pub(super) const SIGNS: &str = "-–—:/,;|([\n";

/// Returns the range of `text` without the blanks at its beginning, and without the blanks, the
/// signs and the bracket that was opened before it at its end.
pub(super) fn trimmed(text: &str) -> Range<usize> {
    let mut name = text.trim_end_matches(|c: char| c.is_whitespace() || SIGNS.contains(c));
    for (opening, closing) in [('(', ')'), ('[', ']')] {
        if !name.contains(opening) {
            name = name.trim_end_matches([closing, ' ']);
        }
    }
    let start = name.len() - name.trim_start().len();
    start..name.len()
}

/// Returns the ranges of the parts of `text` within `range`, set apart by dashes, brackets,
/// bars, semicolons and line ends. Commas join persons and words of one name.
pub(super) fn segments(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let ends = separators(text, range.clone()).into_iter().chain([(range.end, range.end)]);
    for (end, after) in ends {
        let part = &text[start..end];
        let at = start + part.len() - part.trim_start().len();
        let part = at..at + part.trim().len();
        if text[part.clone()].contains(char::is_alphanumeric) {
            parts.push(part);
        }
        start = after;
    }
    parts
}

fn separators(text: &str, range: Range<usize>) -> Vec<(usize, usize)> {
    let signs = text[range.clone()].char_indices();
    let signs = signs.filter_map(|(at, sign)| {
        let at = range.start + at;
        let end = at + sign.len_utf8();
        let is_free = text[end..].starts_with(char::is_whitespace)
            || text[..at].ends_with(char::is_whitespace);
        let separates = match sign {
            '–' | '—' | '|' | ';' | '\n' | '(' | ')' | '[' | ']' => true,
            // Names hold hyphens: «Riva-Arco».
            '-' => is_free,
            _ => false,
        };
        separates.then_some((at, end))
    });
    signs.collect()
}
