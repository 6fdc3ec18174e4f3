//! `schema`: what a plan may hold, or a manifest, for editors and other programs.

use super::Outcome;
use super::args::{Described, SchemaArgs};
use super::terminal::print;
use crate::manifest;
use crate::plan_file;

/// Prints the schema.
pub fn run(job: &SchemaArgs) -> Outcome {
    let schema = match job.of {
        Described::Plan => plan_file::SCHEMA,
        Described::Manifest => manifest::SCHEMA,
    };
    print(schema, Outcome::Done)
}
