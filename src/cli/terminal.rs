//! Text on standard output and standard error: colours only on a terminal, and no control
//! characters from a plan.

#![expect(
    clippy::disallowed_methods,
    reason = "NO_COLOR, TERM and COLUMNS say what the terminal takes"
)]

use super::ExitOutcome;
use crate::diag::Terminal;
use std::io::{IsTerminal, Write};
use terminal_size::{Width, terminal_size_of};

/// Width of text that no terminal shows, in columns.
const USUAL_WIDTH: usize = 80;
/// Widths that are used, in columns: in fewer there is no room for a word beside its indentation,
/// and longer lines are hard to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// Returns standard error as reports need it.
pub(crate) fn terminal_on_stderr() -> Terminal {
    let color = color_wanted() && std::io::stderr().is_terminal() && takes_colors();
    Terminal { width: width(terminal_size_of(std::io::stderr()).map(|(width, _)| width)), color }
}

/// Returns standard output as reports need it.
pub(crate) fn terminal_on_stdout() -> Terminal {
    let color = color_wanted() && std::io::stdout().is_terminal() && takes_colors();
    Terminal { width: width(terminal_size_of(std::io::stdout()).map(|(width, _)| width)), color }
}

/// Returns the width to write for, `of_terminal` being that of the terminal, if there is one.
fn width(of_terminal: Option<Width>) -> usize {
    // COLUMNS is exported by those who want another width than that of the terminal.
    let wanted = std::env::var_os("COLUMNS").and_then(|v| v.to_str()?.parse().ok());
    let columns = wanted.or(of_terminal.map(|Width(columns)| columns.into()));
    columns.unwrap_or(USUAL_WIDTH).clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// Returns `true` if a line on standard error can be redrawn.
pub(crate) fn redraws_on_stderr() -> bool {
    !is_dumb() && std::io::stderr().is_terminal() && takes_colors()
}

/// Returns `true` if the terminal obeys escape sequences: consoles of Windows show them as they are
/// unless they are told to obey.
#[cfg(windows)]
fn takes_colors() -> bool {
    anstyle_query::windows::enable_ansi_colors() == Some(true)
}

#[cfg(not(windows))]
fn takes_colors() -> bool {
    true
}

fn color_wanted() -> bool {
    // An empty NO_COLOR counts as unset (no-color.org).
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !set("NO_COLOR") && !is_dumb()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|v| v == "dumb")
}

/// Prints to standard output and returns `outcome`, or [`ExitOutcome::Failed`] if the text cannot
/// be written. A reader that stops early (`| head`) is no failure, a full disk is.
pub(crate) fn print(text: &str, outcome: ExitOutcome) -> ExitOutcome {
    let mut out = std::io::stdout().lock();
    // The text waits in a buffer: only the flush meets a disk that is full.
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            print_error(
                "errore: il risultato non si può scrivere: controllare lo spazio sul disco.\n",
            );
            ExitOutcome::Failed
        }
        _ => outcome,
    }
}

/// Prints to standard error.
pub(crate) fn print_error(text: &str) {
    let mut out = std::io::stderr().lock();
    // Standard error is the last resort: its own failure can be reported nowhere.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints an error in one line and returns [`ExitOutcome::Failed`].
pub(crate) fn fail(message: &str) -> ExitOutcome {
    print_error(&format!("errore: {}\n", harmless(message)));
    ExitOutcome::Failed
}

/// Returns `text` with its control characters made visible.
pub(crate) fn harmless(text: &str) -> String {
    let visible = |c: char| match c {
        c if c.is_control() => c.escape_default().to_string(),
        // Bidirectional controls (Unicode Standard Annex 9) show a text in another order.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn escapes_do_not_reach_the_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}c è"), "a\\u{1b}[31mb\\u{202e}c è");
    }
}
