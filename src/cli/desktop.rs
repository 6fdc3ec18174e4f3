//! A start without a terminal: a double click on the program.

#![expect(clippy::disallowed_methods, reason = "a desktop is known by its environment")]

use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdin, stdout};

/// Variables that a desktop sets for the programs that it starts.
const DESKTOP: [&str; 2] = ["DISPLAY", "WAYLAND_DISPLAY"];

/// Returns `args` with the command `apri` if a desktop started the program with nothing: what to do
/// next would be printed where nobody sees it.
pub(crate) fn with_command(mut args: Vec<OsString>) -> Vec<OsString> {
    if args.len() == 1 && is_on_desktop() {
        args.push("apri".into());
    }
    args
}

/// Returns `true` for a program of a desktop that has no terminal. A script has neither.
fn is_on_desktop() -> bool {
    let has_terminal = stdin().is_terminal() || stdout().is_terminal() || stderr().is_terminal();
    let has_desktop = DESKTOP.iter().any(|name| std::env::var_os(name).is_some());
    // Windows gives every console program a console of its own, which looks like a terminal.
    cfg!(unix) && has_desktop && !has_terminal
}
