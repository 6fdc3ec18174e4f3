//! A plan's file, whatever its format, → [`RawPlan`].

use super::given::complete_plan;
use crate::diag::{Diagnostic, Findings};
use crate::office::{Delimited, Grid, TableFormat, read_tables, stated_title};
use crate::plan_file::{PlanNotation, read_plan_file};
use crate::raw::{RawPlan, Words};
use crate::recognise::{
    FileNames, Recognised, RecognisedPart, RecognisedTable, RecognitionHints, recognise_part,
};
use crate::source::{SourceMap, Span};
use std::collections::BTreeSet;
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
            "ods" | "fods" => PlanFormat::Table(TableFormat::Ods),
            "csv" => PlanFormat::Table(TableFormat::Delimited(Delimited::Csv)),
            "tsv" | "tab" => PlanFormat::Table(TableFormat::Delimited(Delimited::Tsv)),
            "txt" => PlanFormat::Table(TableFormat::Delimited(Delimited::Text)),
            "docx" | "docm" | "dotx" | "dotm" => PlanFormat::Table(TableFormat::Word),
            "odt" | "ott" | "fodt" => PlanFormat::Table(TableFormat::Odt),
            _ => PlanFormat::YAML,
        }
    }
}

/// A file that has been read, before its tables are recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Keys and values.
    Plan(Box<RawPlan>),
    /// Tables of another program.
    Tables(TableFile),
}

/// File with tables of another program.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFile {
    /// Tables.
    pub grids: Vec<Grid>,
    /// Beginning of the file.
    pub start: Span,
    /// Names of the file, for what no table says.
    pub names: FileNames,
}

impl Opened {
    /// Returns the plan, with an account of how tables were recognised by `hints`, to which the
    /// names of the file are added.
    pub fn plan(self, hints: &RecognitionHints<'_>, findings: &mut Findings) -> Option<Recognised> {
        let OpenedPart { recognised, lacks, .. } = self.part(hints, findings, &mut Vec::new())?;
        findings.extend(lacks.unwrap_or_default());
        Some(recognised)
    }

    /// Returns the plan as [`Self::plan`] does, if the plan may have other files; `tables` takes
    /// what each table was taken for.
    pub(super) fn part(
        self,
        hints: &RecognitionHints<'_>,
        findings: &mut Findings,
        tables: &mut Vec<RecognisedTable>,
    ) -> Option<OpenedPart> {
        match self {
            Opened::Plan(mut plan) => {
                if let Some(given) = hints.given {
                    complete_plan(&mut plan, given.clone(), findings);
                }
                let proposed = RawPlan::blank(plan.span);
                let (report, unplaced) = (Vec::new(), BTreeSet::new());
                let recognised = Recognised { plan: *plan, report, proposed, unplaced };
                Some(OpenedPart { recognised, lacks: None, count: 0 })
            }
            Opened::Tables(TableFile { grids, start, names }) => {
                let hints = RecognitionHints { file: names, ..hints.clone() };
                let RecognisedPart { recognised, lacks, count } =
                    recognise_part(&grids, &hints, start, findings, tables)?;
                Some(OpenedPart { recognised, lacks: Some(lacks), count })
            }
        }
    }
}

/// Plan of one of several files.
pub(super) struct OpenedPart {
    /// Plan, with an account of how tables were recognised.
    pub(super) recognised: Recognised,
    /// Findings on what tables lack, and another file may have; `None` for keys and values, of which
    /// validation reports what is missing.
    pub(super) lacks: Option<Vec<Diagnostic>>,
    /// Order number of the last objective; 0 where numbers do not count.
    pub(super) count: u32,
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
            let words = |text: String| Words::new(text, start);
            let names = FileNames {
                title: stated_title(&bytes, format).map(words),
                stem: stem(name).map(words),
            };
            Some(Opened::Tables(TableFile { grids, start, names }))
        }
    }
}

/// Returns the name of a file without folder and extension.
fn stem(name: &str) -> Option<String> {
    let stem = Path::new(name).file_stem()?.to_string_lossy();
    Some(stem.into_owned())
}

/// Reads a plan as [`open`](fn@open) does, and recognises tables by the headings that offices use.
pub fn read_plan(
    name: &str,
    bytes: Vec<u8>,
    format: PlanFormat,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<RawPlan> {
    let opened = open(name, bytes, format, sources, findings)?;
    Some(opened.plan(&RecognitionHints::default(), findings)?.plan)
}
