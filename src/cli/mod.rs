//! The command line: one file for each command, exit statuses in one place.

mod achievement;
mod args;
mod check;
mod compare;
mod completion;
#[cfg(feature = "web")]
mod desktop;
mod distribution;
mod explain;
mod failure;
mod gathering;
mod generate;
mod given_args;
mod guide;
mod handout_args;
mod import;
mod layout;
mod made_files;
mod make_options;
mod many;
mod new_plan;
mod office;
#[cfg(feature = "web")]
mod open_page;
mod outcome;
mod plan_files;
mod plan_input;
mod progress;
mod publication;
mod schema;
mod summary;
mod terminal;
mod usage;
mod varied_set;
mod verify;

pub use outcome::ExitOutcome;

use args::Command;
use std::ffi::OsString;

/// Runs the program with its command line, `args[0]` being the program's own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitOutcome {
    let args: Vec<OsString> = args.into_iter().collect();
    #[cfg(feature = "web")]
    let args = desktop::with_command(args);
    let command = match args::parse(args) {
        Ok(Some(command)) => command,
        Ok(None) => return usage::welcome(),
        Err(error) => return usage::show(&error),
    };
    match command {
        Command::Generate(args) => generate::run(args),
        #[cfg(feature = "web")]
        Command::Open(args) => open_page::run(args),
        Command::Import(args) => import::run(args),
        Command::Check(args) => check::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Achievement(args) => achievement::run(args),
        Command::Distribution(args) => distribution::run(args),
        Command::Gathering(args) => gathering::run(args),
        Command::Explain(args) => explain::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::New(args) => new_plan::run(&args),
        Command::Layout(args) => layout::run(&args),
        Command::Completion(args) => completion::run(&args),
        Command::Guide(args) => guide::run(&args),
        Command::Schema(args) => schema::run(&args),
    }
}
