//! YAML and JSON ⇄ [`RawPlan`]. Reports what cannot be read; what is read but makes no sense
//! is left to `validate`.

mod declared_names;
mod decode;
mod edit;
mod fault_kinds;
mod fields;
mod json;
mod nearest;
mod node;
mod outcomes;
mod parse_stop;
mod printable;
mod read;
mod rows;
mod schema;
mod sections;
mod source_line;
mod syntax;
mod tree;
mod write;
mod yaml;
mod yaml_lines;
mod yaml_text;

pub use edit::{EntryPlace, PlanEdit, edit_plan};
pub use schema::{SCHEMA, SCHEMA_NAME};
pub use write::{NewEntry, plan_json, plan_yaml, plan_yaml_with};

use crate::diag::Findings;
use crate::raw::RawPlan;
use crate::source::SourceMap;

/// Notation of a plan's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanNotation {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
}

/// Reads a plan from a file that messages call `name`; every finding goes to `findings`.
///
/// Returns `None` if the file cannot be read as `notation`, else all that could be read of it.
pub fn read_plan_file(
    name: &str,
    bytes: Vec<u8>,
    notation: PlanNotation,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<RawPlan> {
    let file = decode::decode(name, bytes, sources, findings)?;
    let tree = tree::parse(file, sources.file(file).text(), notation, findings)?;
    read::plan(&tree, findings)
}
