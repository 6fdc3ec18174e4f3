//! From bytes to a [`RawPlan`], one file a format, and back to the YAML that people go on
//! with. Says what cannot be read; what is read but makes no sense is for `validate`.

mod decode;
mod fields;
mod json;
mod printable;
mod raw;
mod read;
mod schema;
mod syntax;
pub mod table;
mod tree;
mod words;
mod write;

pub use raw::{
    Field, RawArea, RawObjective, RawPeriod, RawPlan, RawReference, RawResolution, RawRule,
    RawSigner, Words,
};

pub use schema::{SCHEMA, SCHEMA_NAME};
pub use words::{folded, unify_line_breaks};
pub use write::plan_yaml;

use crate::diag::Findings;
use crate::source::SourceMap;
use std::path::Path;

/// The most a plan's file may hold, in bytes.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// What a plan's file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
}

impl Format {
    /// The format that a file's name tells; YAML if it tells none.
    pub fn of(path: &Path) -> Self {
        match path.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("json") => Format::Json,
            _ => Format::Yaml,
        }
    }
}

/// Reads a plan. `name` is what people call the file.
///
/// Everything wrong goes to `findings`. A file that cannot be read as a tree of keys
/// and values gives nothing; any other gives what could be read of it.
pub fn read_plan(
    name: &str,
    bytes: Vec<u8>,
    format: Format,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<RawPlan> {
    let file = decode::decode(name, bytes, sources, findings)?;
    let tree = tree::parse(file, sources.file(file).text(), format, findings)?;
    read::plan(&tree, findings)
}
