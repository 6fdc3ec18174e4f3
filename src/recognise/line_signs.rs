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
