//! `completamento`: what shells and `man` need to know of the commands.

use super::ExitOutcome;
use super::args::{CompletionArgs, CompletionTarget, command_line};
use super::terminal::print;
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use std::io;

/// Prints the completion of a shell, or the page of the manual.
pub(crate) fn run(args: &CompletionArgs) -> ExitOutcome {
    let text = match args.target {
        CompletionTarget::Bash => completion(Shell::Bash),
        CompletionTarget::Zsh => completion(Shell::Zsh),
        CompletionTarget::Fish => completion(Shell::Fish),
        CompletionTarget::PowerShell => completion(Shell::PowerShell),
        CompletionTarget::Man => manual(),
    };
    print(&text, ExitOutcome::Done)
}

fn completion(shell: Shell) -> String {
    let mut text = Vec::new();
    generate(shell, &mut command_line(), "allegati", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Returns the page of the manual: the program, then each of its commands.
fn manual() -> String {
    let program = command_line();
    let commands = program.get_subcommands().cloned();
    let mut text = Vec::new();
    // Writing into memory does not fail.
    _ = Man::new(program.clone()).render(&mut text);
    for command in commands {
        _ = section(&command, &mut text);
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// Writes what a command does, and its options.
fn section(command: &clap::Command, text: &mut Vec<u8>) -> io::Result<()> {
    let name = command.get_name().to_uppercase();
    text.extend(format!(".SH {name}\n").bytes());
    let man = Man::new(command.clone());
    man.render_description_section(text)?;
    man.render_options_section(text)
}
