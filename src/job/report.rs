//! Findings of a job with the files that they point into.

use super::layout::LoadedLayout;
use crate::diag::{Code, Findings};
use crate::model::{GivenValue, Heading};
use crate::recognise::RecognisedTable;
use crate::settings::DefaultValue;
use crate::source::SourceMap;
use chrono::NaiveDate;

/// Options of every job that reads a plan.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Headings of table columns that the user gave.
    pub map: Vec<Heading>,
    /// Values of the plan's head that the user gave.
    pub given: Vec<GivenValue>,
    /// Values of the plan's head that an office has set, for a plan that lacks them.
    pub defaults: PlanDefaults,
    /// Day for the files' properties; `None` to take the plan's own.
    pub date: Option<NaiveDate>,
    /// `true` to treat warnings as errors.
    pub strict: bool,
}

/// Values of the plan's head for a plan that lacks them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanDefaults {
    /// Name of the file that holds them.
    pub name: String,
    /// Keys of that file that set something else: they are accounted for with the values.
    pub others: Vec<String>,
    /// Values, in the order of the file.
    pub values: Vec<DefaultValue>,
}

impl PlanDefaults {
    /// Returns the defaults that a manifest records, of a file that is no longer known.
    pub(super) fn of_values(values: Vec<GivenValue>) -> Self {
        let place = |GivenValue { key, value }| DefaultValue { key, value, range: 0..0 };
        let values = values.into_iter().map(place).collect();
        PlanDefaults { name: "manifesto".to_owned(), others: Vec::new(), values }
    }
}

/// Everything that a job found, and the files it was found in.
#[derive(Default)]
pub struct JobReport {
    /// Files that were read.
    pub sources: SourceMap,
    /// Findings; sorted when the job ends.
    pub findings: Findings,
    /// Lines on how tables were recognised, and one on what the settings of an office gave.
    pub recognition: Vec<String>,
    /// Tables of each file with what their columns were taken for, kept even where no plan could
    /// be read; empty for a plan in YAML or JSON.
    pub tables: Vec<TablesOfFile>,
    /// Values of the plan's head that texts around the tables may be, for a person to confirm.
    pub proposed: Vec<GivenValue>,
    /// Defaults that the plan took, since it lacked them.
    pub defaults: Vec<GivenValue>,
}

/// Tables of a file.
pub struct TablesOfFile {
    /// Name of the file in findings.
    pub file: String,
    /// Tables, in their order.
    pub tables: Vec<RecognisedTable>,
}

impl JobReport {
    /// Adds the files and the findings of a layout.
    pub(super) fn add_layout(&mut self, layout: &LoadedLayout) {
        self.sources.share(layout.sources.clone());
        self.findings.append(&layout.findings);
    }

    /// Returns the findings on what a file holds and the plan read from it does not, or not as it stands.
    pub fn set_aside(&self) -> Findings {
        const CODES: [Code; 11] = [
            Code::NotPlaced,
            Code::SheetSkipped,
            Code::NestedTable,
            Code::HiddenText,
            Code::StruckText,
            Code::TrackedChanges,
            Code::HiddenSheet,
            Code::HiddenCells,
            Code::DoubtfulRows,
            Code::DoubtfulLine,
            Code::SheetsDisagree,
        ];
        self.findings.clone().of_codes(&CODES)
    }

    /// Sorts the findings and, if `strict`, makes warnings errors.
    pub(super) fn finish(&mut self, strict: bool) {
        if strict {
            self.findings.escalate();
        }
        self.findings.sort();
    }
}
