//! Runs of text (ECMA-376-1, 17.3.2), with tabs as elements.

use super::style::{ADDED, REMOVED};
use crate::annex::MarkKind;
use crate::render::docx::finish::HOLE;
use docx_rs::{Run, RunChild, Text};

/// Returns the letter that stands for words of a look in the shape of a paragraph.
pub(super) fn letter(kind: Option<MarkKind>) -> &'static str {
    match kind {
        None => "w",
        Some(MarkKind::Removed) => "r",
        Some(MarkKind::Added) => "a",
    }
}

/// Makes an empty run for words of a [`letter`].
pub(super) fn of_letter(letter: char) -> Run {
    match letter {
        'r' => Run::new().style(REMOVED),
        'a' => Run::new().style(ADDED),
        _ => Run::new(),
    }
}

/// Adds a hole for words to a run.
pub(super) fn add_hole(mut run: Run) -> Run {
    // Blanks at the ends of a text count (17.3.3.31).
    run.children.push(RunChild::Text(Text { text: HOLE.to_owned(), preserve_space: true }));
    run
}

/// Returns the texts of `lines` between their tabs, escaped as `docx-rs` escapes them.
pub(crate) fn words<'l>(
    lines: impl IntoIterator<Item = &'l (impl AsRef<str> + ?Sized + 'l)>,
) -> impl Iterator<Item = String> {
    let words = lines.into_iter().flat_map(|line| line.as_ref().split('\t'));
    let words = words.filter(|words| !words.is_empty());
    words.map(|words| text(words).text)
}

/// Makes a text of one line.
fn text(words: &str) -> Text {
    // `docx-rs` does not turn line breaks in a text into elements.
    Text::new(words.replace('\n', ""))
}

/// Makes a run of `line`.
pub(crate) fn line(line: &str) -> Run {
    // A tab is an element of its own (17.3.3.32).
    line.split('\t').enumerate().fold(Run::new(), |run, (i, words)| {
        let mut run = if i > 0 { run.add_tab() } else { run };
        if !words.is_empty() {
            run.children.push(RunChild::Text(text(words)));
        }
        run
    })
}
