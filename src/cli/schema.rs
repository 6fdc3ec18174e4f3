//! `schema`: what a plan may hold, for editors and other programs.

use super::Outcome;
use super::terminal::print;
use crate::input::SCHEMA;

/// Prints the schema.
pub fn run() -> Outcome {
    print(SCHEMA, Outcome::Done)
}
