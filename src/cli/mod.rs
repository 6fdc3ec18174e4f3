//! The command line: one file for each command, exit statuses in one place.

mod args;
mod check;
mod explain;
mod failure;
mod generate;
mod given_args;
mod import;
mod layout;
mod made_files;
mod make_options;
mod many;
mod new_plan;
#[cfg(feature = "web")]
mod open_page;
mod outcome;
mod plan_input;
mod progress;
mod publication;
mod schema;
mod summary;
mod terminal;
mod usage;
mod verify;

pub use outcome::ExitOutcome;

use args::Command;
use std::ffi::OsString;

/// Runs the program with its command line, `args[0]` being the program's own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitOutcome {
    match args::parse(args) {
        Ok(Command::Generate(args)) => generate::run(&args),
        #[cfg(feature = "web")]
        Ok(Command::Open(args)) => open_page::run(&args),
        Ok(Command::Import(args)) => import::run(&args),
        Ok(Command::Check(args)) => check::run(&args),
        Ok(Command::Explain(args)) => explain::run(&args),
        Ok(Command::Verify(args)) => verify::run(&args),
        Ok(Command::New(args)) => new_plan::run(&args),
        Ok(Command::Layout(args)) => layout::run(&args),
        Ok(Command::Schema(args)) => schema::run(&args),
        Err(error) => usage::show(&error),
    }
}
