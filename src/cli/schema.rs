//! `schema`: what a plan may hold, or a manifest, for editors and other programs.

use super::ExitOutcome;
use super::args::{Described, SchemaArgs};
use super::terminal::print;
use crate::manifest;
use crate::plan_file;

/// Prints the schema.
pub(crate) fn run(args: &SchemaArgs) -> ExitOutcome {
    let schema = match args.of {
        Described::Plan => plan_file::SCHEMA.to_owned(),
        Described::Manifest => manifest::schema(),
    };
    print(&schema, ExitOutcome::Done)
}
