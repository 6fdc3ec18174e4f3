//! The columns of «Valutazione»: those that the plan has something for, and those to be filled in.

use super::DataSheets;
use super::data_columns::fitting;
use super::evaluation::FIRST_ROW;
use super::evaluation_entries::{EvaluationEntry, entries};
use super::formats::WordFormats;
use super::write::exact_digits;
use crate::dataset::Key;
use rust_xlsxwriter::utility::column_number_to_name;

/// Content of a column of «Valutazione».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EvaluationColumn {
    /// Number of the objective in «Dati».
    Number,
    /// Column of «Dati» by which results are added up: an area, a period, a level.
    Group(usize),
    /// Year of the result.
    Year,
    Manager,
    /// Service, or title of a cross-cutting objective.
    Assignment,
    Objective,
    ExpectedResult,
    Indicator,
    /// Values that indicators are to reach.
    Target,
    Weight,
    /// Value reached, in words.
    Value,
    /// Percentage reached.
    Reached,
    Score,
    Evidence,
    Reasons,
    Notes,
}

/// Columns of words that are filled in.
pub(super) const INPUTS: [EvaluationColumn; 4] = [
    EvaluationColumn::Value,
    EvaluationColumn::Evidence,
    EvaluationColumn::Reasons,
    EvaluationColumn::Notes,
];

/// A column with its head.
pub(super) struct HeadedEvaluationColumn {
    pub(super) kind: EvaluationColumn,
    pub(super) head: String,
    /// Width in characters.
    pub(super) width: f64,
}

/// Rows and columns of «Valutazione».
pub(super) struct EvaluationTable<'a> {
    pub(super) book: &'a DataSheets<'a>,
    pub(super) columns: Vec<HeadedEvaluationColumn>,
    pub(super) entries: Vec<EvaluationEntry<'a>>,
    /// Formats of words that may be sorted with their row.
    pub(super) free_words: WordFormats,
    /// `true` if any objective has a weight.
    pub(super) weighted: bool,
    /// Digits after the decimal point up to which scores are exact.
    pub(super) digits: usize,
}

impl<'a> EvaluationTable<'a> {
    pub(super) fn new(book: &'a DataSheets<'a>) -> Self {
        let data = book.dataset;
        let weighted = data.is_weighted();
        let sums = data.totals.iter().map(|total| total.weights.sum.to_f64().abs());
        let mut table = EvaluationTable {
            book,
            columns: Vec::new(),
            free_words: WordFormats::of(book.formats.words().blank.clone().set_unlocked()),
            entries: entries(data),
            weighted,
            digits: exact_digits(sums.fold(0.0, f64::max)),
        };
        table.columns = table.headed();
        table
    }

    fn headed(&self) -> Vec<HeadedEvaluationColumn> {
        let column =
            |kind, head: &str, width| HeadedEvaluationColumn { kind, head: head.to_owned(), width };
        let mut columns = vec![column(EvaluationColumn::Number, "N.", 6.0)];
        let groups = self.groups();
        let has_years = self.entries.iter().any(|entry| entry.year.is_some());
        if has_years || groups.is_empty() {
            columns.push(column(EvaluationColumn::Year, "Anno", 6.0));
        }
        columns.extend(groups.into_iter().map(|group| {
            column(EvaluationColumn::Group(group), self.book.dataset.head(group), 15.0)
        }));
        for (kind, head, width) in [
            (EvaluationColumn::Manager, "Responsabile", 14.0),
            (EvaluationColumn::Assignment, "Servizio", 15.0),
            (EvaluationColumn::Objective, "Obiettivo", 34.0),
            (EvaluationColumn::ExpectedResult, "Risultato atteso", 27.0),
            (EvaluationColumn::Indicator, "Indicatore", 25.0),
            (EvaluationColumn::Target, "Valore atteso", 15.0),
        ] {
            let is_needed = kind == EvaluationColumn::Objective;
            let any = || {
                let mut entries = self.entries.iter();
                entries.any(|entry| !entry.text(self.book.dataset, kind).is_empty())
            };
            if is_needed || any() {
                let texts: Vec<_> =
                    self.entries.iter().map(|entry| entry.text(self.book.dataset, kind)).collect();
                let width = fitting(width, texts.iter().map(String::as_str));
                columns.push(column(kind, head, width));
            }
        }
        if self.weighted {
            columns.push(column(EvaluationColumn::Weight, "Peso", 8.0));
        }
        columns.push(column(EvaluationColumn::Value, "Valore raggiunto", 15.0));
        columns.push(column(EvaluationColumn::Reached, "Raggiunto %", 11.0));
        let score = if self.weighted { "Punteggio" } else { "Nella media" };
        columns.push(column(EvaluationColumn::Score, score, 11.0));
        columns.push(column(EvaluationColumn::Evidence, "Documenti a riprova", 17.0));
        columns.push(column(EvaluationColumn::Reasons, "Motivi dello scostamento", 19.0));
        columns.push(column(EvaluationColumn::Notes, "Note", 15.0));
        columns
    }

    /// Returns the columns of «Dati» by which results are added up: those of the rule on weights,
    /// or the area, and the period, so that no sum mixes what has totals of its own.
    pub(super) fn groups(&self) -> Vec<usize> {
        let data = self.book.dataset;
        let mut columns = data.rule.columns.clone();
        if columns.is_empty() {
            columns.extend(data.column(Key::Area));
        }
        let period = data.column(Key::Period);
        columns.extend(period.filter(|period| !columns.contains(period)));
        let says =
            |column: &usize| self.entries.iter().any(|entry| !entry.label(*column).is_empty());
        columns.retain(says);
        columns
    }

    /// Returns `true` if some objective has a row for each of its indicators.
    pub(super) fn by_indicator(&self) -> bool {
        self.entries.iter().any(|entry| entry.indicator.is_some())
    }

    /// Returns the index of a column; 0 if the sheet does not have it.
    pub(super) fn at(&self, kind: EvaluationColumn) -> u16 {
        let at = self.columns.iter().position(|column| column.kind == kind);
        u16::try_from(at.unwrap_or(0)).unwrap_or(0)
    }

    /// Returns `true` if the sheet has a column.
    pub(super) fn has(&self, kind: EvaluationColumn) -> bool {
        self.columns.iter().any(|column| column.kind == kind)
    }

    /// Names the cell of a column in `row` as formulas do, `$E5`.
    pub(super) fn cell(&self, kind: EvaluationColumn, row: u32) -> String {
        Self::cell_at(self.at(kind), row)
    }

    /// Names the cell in `column` and `row` as formulas do, `$E5`.
    pub(super) fn cell_at(column: u16, row: u32) -> String {
        format!("${}{}", column_number_to_name(column), row + 1)
    }

    /// Returns the last row of objectives; `None` if there is no objective.
    pub(super) fn last_row(&self) -> Option<u32> {
        let last = u32::try_from(self.entries.len()).ok()?.checked_sub(1)?;
        Some(FIRST_ROW + last)
    }

    /// Returns the range of the objectives' cells in a column.
    pub(super) fn range(&self, kind: EvaluationColumn) -> String {
        let letter = column_number_to_name(self.at(kind));
        let last = self.last_row().unwrap_or(FIRST_ROW);
        format!("${letter}${}:${letter}${}", FIRST_ROW + 1, last + 1)
    }
}
