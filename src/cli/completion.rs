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

/// Headings of the manual as clap writes them, and in Italian.
const HEADINGS: [(&str, &str); 6] = [
    ("NAME", "NOME"),
    ("SYNOPSIS", "SINTASSI"),
    ("DESCRIPTION", "DESCRIZIONE"),
    ("Comandi", "COMANDI"),
    ("EXTRA", "ESEMPI"),
    ("VERSION", "VERSIONE"),
];

/// Returns the page of the manual: the program, then each of its commands.
fn manual() -> String {
    let program = command_line();
    let mut text = Vec::new();
    // Writing into memory does not fail.
    _ = Man::new(program.clone()).render(&mut text);
    for command in program.get_subcommands() {
        _ = section(command, &mut text);
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    // A command has no page of its own: it is a section of this one.
    text.lines().map(italian_line).collect::<String>().replace("allegati\\-", "allegati ")
}

/// Returns a line of the manual, its heading in Italian.
fn italian_line(line: &str) -> String {
    let heading = line.strip_prefix(".SH ").map(|name| name.trim_matches('"'));
    match HEADINGS.iter().find(|(name, _)| heading == Some(name)) {
        Some((_, italian)) => format!(".SH {italian}\n"),
        None => format!("{}\n", line.replace("(1)", "")),
    }
}

/// Writes what a command does, and its options.
fn section(command: &clap::Command, text: &mut Vec<u8>) -> io::Result<()> {
    let name = command.get_name().to_uppercase();
    text.extend(format!(".SH \"ALLEGATI {name}\"\n").bytes());
    text.extend(command.get_about().map(|about| format!("{about}.\n")).unwrap_or_default().bytes());
    // The program's own «--aiuto» stands at the beginning; clap's is in English.
    let command = command.clone().disable_help_flag(true);
    let mut options = Vec::new();
    Man::new(command).render_options_section(&mut options)?;
    let options = String::from_utf8_lossy(&options).into_owned();
    // The headings of arguments are of this section.
    text.extend(options.replace(".SH ", ".SS ").bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::manual;

    #[test]
    fn the_manual_is_italian_and_has_every_command() {
        let manual = manual();
        for line in [".SH NOME", ".SH \"ALLEGATI GENERA\"", ".SH \"ALLEGATI LAYOUT\""] {
            assert!(manual.lines().any(|l| l == line), "{line}\n{manual}");
        }
        for english in ["DESCRIPTION", "Print help", "OPTIONS"] {
            assert!(!manual.contains(english), "{english}");
        }
        assert!(manual.contains("allegati nuovo\n") && !manual.contains("nuovo(1)"));
    }
}
