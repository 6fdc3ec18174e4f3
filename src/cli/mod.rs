//! What the user typed becomes work: one file a command, exit statuses in one place.

mod args;
mod check;
mod describe;
mod explain;
mod failure;
mod generate;
mod import;
mod layout;
mod loaded;
mod make;
mod many;
mod new_plan;
mod outcome;
mod prepare;
mod progress;
mod render;
mod schema;
mod terminal;
mod usage;
mod verify;

pub use outcome::Outcome;

use args::Command;
use std::ffi::OsString;

/// Runs the program with its command line, `args[0]` being the program's own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Outcome {
    match args::parse(args) {
        Ok(Command::Generate(job)) => generate::run(&job),
        Ok(Command::Import(job)) => import::run(&job),
        Ok(Command::Check(job)) => check::run(&job),
        Ok(Command::Explain(job)) => explain::run(&job),
        Ok(Command::Verify(job)) => verify::run(&job),
        Ok(Command::New(job)) => new_plan::run(&job),
        Ok(Command::Layout(job)) => layout::run(&job),
        Ok(Command::Schema(job)) => schema::run(&job),
        Err(error) => usage::show(&error),
    }
}
