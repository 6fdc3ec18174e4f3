//! A start without a terminal: a double click on the program, or files dropped on it.

#![expect(clippy::disallowed_methods, reason = "a desktop is known by its environment")]

use super::args::OpenArgs;
use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::path::PathBuf;

/// Variables that a desktop sets for the programs that it starts.
const DESKTOP: [&str; 2] = ["DISPLAY", "WAYLAND_DISPLAY"];

/// Returns the arguments of `apri` if a desktop started the program, with nothing but files; help
/// would be printed where nobody sees it.
pub(crate) fn dropped_files(args: &[OsString]) -> Option<OpenArgs> {
    let files: Vec<PathBuf> = args.iter().skip(1).map(PathBuf::from).collect();
    let is_started =
        is_on_desktop() && files.iter().all(|file| file.is_absolute() && file.is_file());
    is_started.then_some(OpenArgs { files, without_browser: false, port: 0, layout: None })
}

/// Returns `true` for a program of a desktop that has no terminal. A script has neither.
fn is_on_desktop() -> bool {
    let has_terminal = stdin().is_terminal() || stdout().is_terminal() || stderr().is_terminal();
    let has_desktop = DESKTOP.iter().any(|name| std::env::var_os(name).is_some());
    // Windows gives every console program a console of its own, which looks like a terminal.
    cfg!(unix) && has_desktop && !has_terminal
}
