//! Lines of a terminal.

use textwrap::{Options, WordSeparator, WordSplitter};

/// Wraps a paragraph between words, each line with its end; the first line begins with `first`, the
/// others with `rest`. A word that is wider than `width` stands in a line of its own.
pub fn wrapped(paragraph: &str, width: usize, first: &str, rest: &str) -> String {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        // A code, a name or a cell that is broken can no longer be copied.
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(paragraph, options);
    lines.iter().map(|line| format!("{line}\n")).collect()
}
