//! A plan's file, whatever its format, → [`RawPlan`].

use crate::diag::Findings;
use crate::model::{Heading, LevelHead};
use crate::office::{Delimited, Grid, TableFormat, read_tables};
use crate::plan_file::{PlanNotation, read_plan_file};
use crate::raw::RawPlan;
use crate::recognise::{Recognised, recognise};
use crate::source::{SourceMap, Span};
use std::path::Path;

/// The format of a plan's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFormat {
    /// Keys and values.
    Keyed(PlanNotation),
    /// Tables of another program.
    Table(TableFormat),
}

impl PlanFormat {
    /// YAML, which is also the format of a file whose name tells none.
    pub const YAML: PlanFormat = PlanFormat::Keyed(PlanNotation::Yaml);
    /// JSON.
    pub const JSON: PlanFormat = PlanFormat::Keyed(PlanNotation::Json);

    /// Returns the format that the extension of `path` stands for.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "json" => PlanFormat::JSON,
            // The tables alone are read: a macro in the file never runs.
            "xlsx" | "xlsm" => PlanFormat::Table(TableFormat::Xlsx),
            "xls" => PlanFormat::Table(TableFormat::Xls),
            "ods" => PlanFormat::Table(TableFormat::Ods),
            "csv" => PlanFormat::Table(TableFormat::Delimited(Delimited::Csv)),
            "tsv" | "tab" => PlanFormat::Table(TableFormat::Delimited(Delimited::Tsv)),
            "txt" => PlanFormat::Table(TableFormat::Delimited(Delimited::Text)),
            "docx" | "docm" => PlanFormat::Table(TableFormat::Word),
            _ => PlanFormat::YAML,
        }
    }
}

/// A file that has been read, before its tables are recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Keys and values.
    Plan(Box<RawPlan>),
    /// Tables of another program, and the beginning of the file.
    Tables(Vec<Grid>, Span),
}

impl Opened {
    /// Returns the plan, with an account of how tables were recognised. `layout` holds the
    /// headings of the layout's columns, `levels` what it groups by if that is not area and
    /// period, `map` the headings that the user gave.
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

/// Opens a file; `name` is what people call it. Every finding goes to `findings`.
///
/// Returns `None` if the file cannot be read as `format`, else all that could be read of it.
pub fn open(
    name: &str,
    bytes: Vec<u8>,
    format: PlanFormat,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Opened> {
    match format {
        PlanFormat::Keyed(notation) => {
            let plan = read_plan_file(name, bytes, notation, sources, findings)?;
            // Boxed, because a plan is many times larger than the list of tables.
            Some(Opened::Plan(Box::new(plan)))
        }
        PlanFormat::Table(format) => {
            let (grids, start) = read_tables(name, &bytes, format, sources, findings)?;
            Some(Opened::Tables(grids, start))
        }
    }
}

/// Reads a plan as [`open`] does, and recognises tables by the headings that offices use.
pub fn read_plan(
    name: &str,
    bytes: Vec<u8>,
    format: PlanFormat,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<RawPlan> {
    let opened = open(name, bytes, format, sources, findings)?;
    Some(opened.plan(&[], None, &[], findings)?.plan)
}
