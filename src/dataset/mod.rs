//! The content of a plan as data: what a workbook calculates with, and what a manifest records.

mod evaluation_columns;
mod evaluation_entry;
mod facts;
mod figures;
mod sent_form;
mod sheet;
mod totals;

pub use crate::model::{EvaluationColumn, FormPurpose, Key, RecipientKind, workbook_words};
pub use evaluation_columns::{evaluation_columns, evaluation_groups};
pub use evaluation_entry::{
    EvaluationEntry, evaluation_entries, indicator_weight, own_manager, stated_indicators,
};
pub use facts::{ActFacts, GroupTexts, PlanFacts, SignerFacts, StructureFacts, WeightFacts};
pub use figures::{ChartFigures, FigureSeries};
pub use sent_form::{FormRecipient, ProposalForm, ResultForm, SentColumn, SentRow};
pub use sheet::WorkbookSheet;
pub use totals::{AreaTotal, GroupIndex, GroupTotal, TotalRule, WeightSum};

use crate::annex::{Date, Number, Origin};
use crate::diag::{Code, Severity};

/// Content of a plan as data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Sheets that the layout asks for, in order.
    pub sheets: Vec<WorkbookSheet>,
    /// Facts outside objectives.
    pub facts: PlanFacts,
    /// Names of the columns of `records`; [`Key::DATA_COLUMNS`] come first.
    pub columns: Vec<String>,
    /// Words over the columns in «Dati», each once; fewer than `columns` if the rest keep their names.
    pub heads: Vec<String>,
    /// A record for each objective, in the order of the plan.
    pub records: Vec<ObjectiveRecord>,
    /// Codes of the kinds of objective.
    pub kinds: Vec<String>,
    /// Names of areas, in order of first appearance.
    pub areas: Vec<String>,
    /// Labels of periods, in order of first appearance.
    pub periods: Vec<String>,
    /// Totals by area and period, by area, by period, and of all.
    pub totals: Vec<AreaTotal>,
    /// Rule on totals.
    pub rule: TotalRule,
    /// Totals by the columns of the rule, if it has any.
    pub groups: Vec<GroupTotal>,
    /// Findings about the plan, in the order of their places.
    pub findings: Vec<DatasetFinding>,
    /// Figures of the sheet with a chart; without names if there is none.
    pub figures: ChartFigures,
}

/// An objective.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveRecord {
    /// Value for each column.
    pub values: Vec<RecordValue>,
    /// Place of the objective in the source.
    pub origin: Option<Origin>,
}

/// Value of an objective in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordValue {
    /// No value.
    Empty,
    /// Words.
    Text(String),
    /// A number, exactly.
    Number(Number),
    /// Euros, exactly.
    Money(Number),
    /// Hundredths: 50 is 50 %.
    Percent(Number),
    /// A day.
    Date(Date),
}

/// A finding, placed by the objective or the group that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetFinding {
    /// Severity of the finding.
    pub severity: Severity,
    /// Kind of the finding.
    pub code: Code,
    /// Description of the finding.
    pub message: String,
    /// Remedies; empty if there is none.
    pub remedy: String,
    /// Index of the objective that it is about, if it is one.
    pub record: Option<usize>,
    /// Area and period that it is about.
    pub group: GroupIndex,
}

impl ObjectiveRecord {
    /// Returns the words of a column of «Dati»; empty if there are none.
    pub fn label(&self, column: usize) -> &str {
        match self.values.get(column) {
            Some(RecordValue::Text(text)) => text,
            _ => "",
        }
    }
}

impl Dataset {
    /// Returns `true` if any objective has a weight.
    pub fn is_weighted(&self) -> bool {
        let years: Vec<_> = self.rule.years.iter().map(|(year, _)| Some(*year)).collect();
        let weighs = |record: &ObjectiveRecord, year| self.weight(record, year).is_some();
        let any = |record| years.iter().any(|year| weighs(record, *year)) || weighs(record, None);
        self.records.iter().any(any)
    }

    /// Returns the words over a column in «Dati».
    pub fn head(&self, column: usize) -> &str {
        self.heads.get(column).or_else(|| self.columns.get(column)).map_or("", String::as_str)
    }

    /// Returns the index of the column of `key`.
    pub fn column(&self, key: Key) -> Option<usize> {
        self.columns.iter().position(|column| column == key.name())
    }

    /// Iterates over the indices of the columns with the words of indicators: `indicatore`,
    /// `indicatore.2`.
    pub fn indicator_columns(&self) -> impl Iterator<Item = usize> {
        let is_text = |name: &String| {
            let rest = name.strip_prefix(Key::Indicator.name());
            rest.is_some_and(|rest| {
                rest.is_empty()
                    || rest
                        .strip_prefix('.')
                        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
            })
        };
        (0..).zip(&self.columns).filter(move |(_, name)| is_text(name)).map(|(index, _)| index)
    }

    /// Returns the words of `record` in the column of `key`; empty if there are none.
    pub fn text<'d>(&self, record: &'d ObjectiveRecord, key: Key) -> &'d str {
        match self.column(key).and_then(|column| record.values.get(column)) {
            Some(RecordValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the column of weights; of those in `year`, if weights are stated year by year.
    pub fn weights(&self, year: Option<u16>) -> Option<usize> {
        let of_year = self.rule.years.iter().find(|(known, _)| Some(*known) == year);
        of_year.map(|(_, column)| *column).or_else(|| self.column(Key::Weight))
    }

    /// Returns the weight of `record`; in `year`, if weights are stated year by year.
    pub fn weight(&self, record: &ObjectiveRecord, year: Option<u16>) -> Option<Number> {
        match self.weights(year).and_then(|column| record.values.get(column)) {
            Some(RecordValue::Number(number)) => Some(*number),
            _ => None,
        }
    }
}
