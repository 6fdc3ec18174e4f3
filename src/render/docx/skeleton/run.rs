//! Runs of text (ECMA-376-1, 17.3.2), with tabs as elements.

use docx_rs::{Run, RunChild, Text};

/// Returns the texts of `lines` between their tabs, escaped as `docx-rs` escapes them.
pub(crate) fn words(lines: &[String]) -> impl Iterator<Item = String> {
    let words = lines.iter().flat_map(|line| line.split('\t')).filter(|words| !words.is_empty());
    words.map(|words| text(words).text)
}

/// Makes a text of one line.
fn text(words: &str) -> Text {
    // `docx-rs` does not turn line breaks in a text into elements.
    Text::new(words.replace('\n', ""))
}

/// Adds `line` to `run`, with `text` making each stretch between tabs.
pub(crate) fn add_line(run: Run, line: &str, text: impl Fn(&str) -> Text) -> Run {
    // A tab is an element of its own (17.3.3.32).
    line.split('\t').enumerate().fold(run, |run, (i, words)| {
        let mut run = if i > 0 { run.add_tab() } else { run };
        if !words.is_empty() {
            run.children.push(RunChild::Text(text(words)));
        }
        run
    })
}

/// Makes a run of `line`.
pub(crate) fn line(line: &str) -> Run {
    add_line(Run::new(), line, text)
}
