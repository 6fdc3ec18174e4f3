//! A start without a terminal: a double click on the program.

#![cfg_attr(
    not(windows),
    expect(clippy::disallowed_methods, reason = "a desktop is known by its environment")
)]

use std::ffi::OsString;
#[cfg(not(windows))]
use std::io::{IsTerminal, stderr, stdin, stdout};

/// Variables that a desktop sets for the programs that it starts.
#[cfg(not(windows))]
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
#[cfg(not(windows))]
fn is_on_desktop() -> bool {
    let has_terminal = stdin().is_terminal() || stdout().is_terminal() || stderr().is_terminal();
    let has_desktop = DESKTOP.iter().any(|name| std::env::var_os(name).is_some());
    cfg!(unix) && has_desktop && !has_terminal
}

/// Returns `true` if the desktop of Windows started the program, which is then the child of
/// `explorer.exe`. A terminal tells nothing there: every console program gets one.
#[cfg(windows)]
fn is_on_desktop() -> bool {
    use winsafe::{HPROCESSLIST, co::TH32CS};
    let Ok(mut list) = HPROCESSLIST::CreateToolhelp32Snapshot(TH32CS::SNAPPROCESS, None) else {
        return false;
    };
    let entries = list.iter_processes().map_while(Result::ok);
    let processes: Vec<(u32, u32, String)> = entries
        .map(|entry| (entry.th32ProcessID, entry.th32ParentProcessID, entry.szExeFile()))
        .collect();
    let process = |id| processes.iter().find(|(known, _, _)| *known == id);
    let parent = process(std::process::id()).and_then(|(_, parent, _)| process(*parent));
    parent.is_some_and(|(_, _, name)| name.eq_ignore_ascii_case("explorer.exe"))
}
