//! Writing to people: colours only where they show, and nothing of a plan that
//! could steer a terminal.

use super::ExitOutcome;
use std::io::{IsTerminal, Write};

/// Whether standard error takes colours (see <https://no-color.org>).
pub fn color_on_stderr() -> bool {
    color_wanted() && std::io::stderr().is_terminal()
}

/// Whether standard output takes colours.
pub fn color_on_stdout() -> bool {
    color_wanted() && std::io::stdout().is_terminal()
}

/// Whether a line on standard error can be drawn again and again.
pub fn redraws_on_stderr() -> bool {
    !is_dumb() && std::io::stderr().is_terminal()
}

fn color_wanted() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !set("NO_COLOR") && !is_dumb()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|v| v == "dumb")
}

/// Prints to standard output; how the run ends then, if all else went as `outcome` says.
/// A reader that went away (`| head`) is no failure, a full disk is.
pub fn print(text: &str, outcome: ExitOutcome) -> ExitOutcome {
    let mut out = std::io::stdout().lock();
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
pub fn print_error(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says what went wrong, in a line, and that the run failed.
pub fn fail(message: &str) -> ExitOutcome {
    print_error(&format!("errore: {}\n", harmless(message)));
    ExitOutcome::Failed
}

/// `text` with its control characters made visible.
pub fn harmless(text: &str) -> String {
    let shown = |c: char| match c {
        c if c.is_control() => c.escape_default().to_string(),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn escapes_do_not_reach_the_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}c è"), "a\\u{1b}[31mb\\u{202e}c è");
    }
}
