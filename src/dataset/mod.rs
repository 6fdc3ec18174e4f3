//! The content as data, for formats that calculate and for those who read it back.

use crate::annex::{Date, Number, Origin};

/// Names of the columns that formats work with; the others are shown as they are.
pub mod column {
    /// Number of the objective, from 1 in the order of the plan.
    pub const NUMBER: &str = "n";
    /// Its area.
    pub const AREA: &str = "area";
    /// Its period.
    pub const PERIOD: &str = "periodo";
    /// The service that works on it.
    pub const SERVICE: &str = "servizio";
    /// Its title, if it is cross-cutting.
    pub const CROSS_CUTTING: &str = "trasversale";
    /// Its kind.
    pub const KIND: &str = "tipologia";
    /// What is to be done.
    pub const DESCRIPTION: &str = "descrizione";
    /// Its weight.
    pub const WEIGHT: &str = "peso";
}

/// A sheet of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// The document as it is printed.
    Plan,
    /// The weights added up.
    Weights,
    /// A row for each objective.
    Data,
    /// What was found out about the plan.
    Findings,
    /// The scores at the end of the year.
    Evaluation,
    /// What is said outside objectives, and what each sheet is.
    About,
}

impl Sheet {
    /// All of them, in the usual order.
    pub const ALL: [Sheet; 6] = [
        Sheet::Plan,
        Sheet::Weights,
        Sheet::Data,
        Sheet::Findings,
        Sheet::Evaluation,
        Sheet::About,
    ];

    /// Its name in the workbook.
    pub fn name(self) -> &'static str {
        match self {
            Sheet::Plan => "Piano",
            Sheet::Weights => "Pesi",
            Sheet::Data => "Dati",
            Sheet::Findings => "Verifiche",
            Sheet::Evaluation => "Valutazione",
            Sheet::About => "Leggimi",
        }
    }
}

/// Everything that the document says, as data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// What is said outside objectives: names and values in order.
    pub facts: Vec<Fact>,
    /// The columns of `records`; those of [`column`] are among them.
    pub columns: Vec<String>,
    /// One for each objective, in the order of the plan.
    pub records: Vec<Record>,
    /// The codes of the kinds of objective.
    pub kinds: Vec<String>,
    /// The names of areas, in order of first appearance.
    pub areas: Vec<String>,
    /// The labels of periods, in order of first appearance.
    pub periods: Vec<String>,
    /// What weights add up to: by area and period, by area, by period, and all.
    pub totals: Vec<Total>,
    /// The rule on totals.
    pub rule: TotalRule,
    /// What weights add up to by the columns of the rule, where it has any.
    pub groups: Vec<GroupTotal>,
    /// What was found out about the plan, in the order of its places.
    pub findings: Vec<DataFinding>,
}

/// A thing that is said, under a stable name: `delibera.numero`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// An objective.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// A value for each column.
    pub values: Vec<Value>,
    /// Where it was written.
    pub origin: Option<Origin>,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
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

/// What the rule on weights says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalRule {
    /// What a total should be, if any is expected.
    pub expected: Option<Number>,
    /// Whether areas are added up apart.
    pub by_area: bool,
    /// Whether periods are added up apart.
    pub by_period: bool,
    /// The columns that the rule adds up by, where they are others than area and period.
    pub columns: Vec<usize>,
    /// The most decimals of any weight.
    pub decimals: u32,
}

/// The weights of some objectives together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Index of their area; none for all areas.
    pub area: Option<usize>,
    /// Index of their period; none for all periods.
    pub period: Option<usize>,
    /// The sum.
    pub sum: Number,
    /// By how much it is more than expected, negative if it is less.
    pub excess: Option<Number>,
    /// How many objectives.
    pub count: u32,
    /// How many of them have no weight.
    pub without: u32,
}

/// The weights of the objectives that say the same in the columns of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTotal {
    /// What they say in each, nothing where they say nothing.
    pub labels: Vec<String>,
    /// Their weights; area and period do not matter.
    pub total: Total,
}

/// A finding, told by what it is about rather than by its place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFinding {
    /// How much it weighs: «avviso».
    pub severity: String,
    /// Its kind.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Index of the objective it is about, if it is one.
    pub record: Option<usize>,
    /// Indices of the area and the period it is about.
    pub group: (Option<usize>, Option<usize>),
}

impl Data {
    /// Whether any objective has a weight.
    pub fn is_weighted(&self) -> bool {
        self.records.iter().any(|record| self.weight(record).is_some())
    }

    /// Index of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The words of `record` in a column; empty if there are none.
    pub fn text<'d>(&self, record: &'d Record, name: &str) -> &'d str {
        match self.column(name).and_then(|column| record.values.get(column)) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The weight of `record`.
    pub fn weight(&self, record: &Record) -> Option<Number> {
        match self.column(column::WEIGHT).and_then(|column| record.values.get(column)) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }
}
