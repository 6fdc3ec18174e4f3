//! From bytes to a [`RawPlan`], one file a format, and back to the YAML that people go on
//! with. Says what cannot be read; what is read but makes no sense is for `validate`.

mod decode;
mod fields;
mod json;
mod names;
mod printable;
mod raw;
mod read;
mod rows;
mod schema;
mod syntax;
pub mod table;
mod tree;
mod words;
mod write;
mod yaml;

pub use raw::{
    Field, RawArea, RawExtra, RawFacts, RawGroup, RawIndicator, RawObjective, RawPeriod, RawPlan,
    RawReference, RawResolution, RawRule, RawSigner, RawValues, Words,
};

pub use schema::{SCHEMA, SCHEMA_NAME};
pub use words::{folded, unify_line_breaks};
pub use write::plan_yaml;

use crate::diag::Findings;
use crate::source::{SourceMap, Span};
use std::path::Path;
use table::{Delimited, Grid, Heading, LevelHead, Recognised, TableFormat, read_tables, recognise};

/// The most a plan's file may hold, in bytes: twice what 100,000 objectives take.
pub const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// What a plan's file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
    /// A table of another program.
    Table(TableFormat),
}

impl Format {
    /// The format that a file's name tells; YAML if it tells none.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "json" => Format::Json,
            "xlsx" | "xlsm" => Format::Table(TableFormat::Xlsx),
            "xls" => Format::Table(TableFormat::Xls),
            "ods" => Format::Table(TableFormat::Ods),
            "csv" => Format::Table(TableFormat::Delimited(Delimited::Csv)),
            "tsv" | "tab" => Format::Table(TableFormat::Delimited(Delimited::Tsv)),
            "txt" => Format::Table(TableFormat::Delimited(Delimited::Text)),
            "docx" | "docm" => Format::Table(TableFormat::Word),
            _ => Format::Yaml,
        }
    }
}

/// A file that has been read, before its tables are recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Keys and values.
    Plan(Box<RawPlan>),
    /// What other programs show, and where the file begins.
    Tables(Vec<Grid>, Span),
}

impl Opened {
    /// The plan, and what was recognised how. `layout` are the headings of the layout's
    /// columns and `levels` what it groups by, if that is not area and period; `map` are the
    /// headings that the user says.
    pub fn plan(
        self,
        layout: &[Heading],
        levels: Option<&[LevelHead]>,
        map: &[Heading],
        findings: &mut Findings,
    ) -> Option<Recognised> {
        match self {
            Opened::Plan(plan) => Some(Recognised { plan: *plan, report: Vec::new() }),
            Opened::Tables(grids, start) => recognise(&grids, layout, levels, map, start, findings),
        }
    }
}

/// Opens a file. `name` is what people call it.
///
/// Everything wrong goes to `findings`. A file that cannot be read as what its format says
/// gives nothing; any other gives what could be read of it.
pub fn open(
    name: &str,
    bytes: Vec<u8>,
    format: Format,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Opened> {
    let Format::Table(format) = format else {
        let file = decode::decode(name, bytes, sources, findings)?;
        let tree = tree::parse(file, sources.file(file).text(), format, findings)?;
        return Some(Opened::Plan(Box::new(read::plan(&tree, findings)?)));
    };
    // The file comes first among the sources, whatever its reader adds.
    let start = sources.next_start();
    if bytes.len() as u64 > MOST_BYTES {
        decode::too_large(name, sources, findings);
        return None;
    }
    Some(Opened::Tables(read_tables(name, &bytes, format, sources, findings)?, start))
}

/// Reads a plan as [`open`] does; tables by the headings that offices use.
pub fn read_plan(
    name: &str,
    bytes: Vec<u8>,
    format: Format,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<RawPlan> {
    let opened = open(name, bytes, format, sources, findings)?;
    Some(opened.plan(&[], None, &[], findings)?.plan)
}
