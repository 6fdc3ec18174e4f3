//! The columns of «Valutazione»: those that the plan has something for, and those to be filled in.

use super::DataSheets;
use super::data_columns::fitting;
use super::evaluation::FIRST_ROW;
use super::formats::WordFormats;
use super::write::exact_digits;
use crate::dataset::{
    EvaluationColumn, EvaluationEntry, evaluation_columns, evaluation_entries, evaluation_groups,
};
use rust_xlsxwriter::utility::column_number_to_name;

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
            entries: evaluation_entries(data),
            weighted,
            digits: exact_digits(sums.fold(0.0, f64::max)),
        };
        table.columns = table.headed();
        table
    }

    fn headed(&self) -> Vec<HeadedEvaluationColumn> {
        let data = self.book.dataset;
        let entries = self.entries.iter().collect::<Vec<_>>();
        let headed = |kind| {
            let (head, width) = match kind {
                EvaluationColumn::Group(group) => (data.head(group), 15.0),
                EvaluationColumn::Score if !self.weighted => ("Nella media", 11.0),
                kind => (kind.head(), usual_width(kind)),
            };
            let texts = entries.iter().map(|entry| entry.text(data, kind));
            let width = match kind {
                EvaluationColumn::Group(_) => width,
                _ => fitting(width, texts.collect::<Vec<_>>().iter().map(String::as_str)),
            };
            HeadedEvaluationColumn { kind, head: head.to_owned(), width }
        };
        evaluation_columns(data, &entries).into_iter().map(headed).collect()
    }

    /// Returns the columns of «Dati» by which results are added up.
    pub(super) fn groups(&self) -> Vec<usize> {
        evaluation_groups(self.book.dataset)
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

/// Returns the width of a column whose texts are short, in characters.
pub(in crate::render::xlsx) fn usual_width(kind: EvaluationColumn) -> f64 {
    match kind {
        EvaluationColumn::Number | EvaluationColumn::Year => 6.0,
        EvaluationColumn::Weight => 8.0,
        EvaluationColumn::Reached | EvaluationColumn::Score => 11.0,
        EvaluationColumn::Manager => 14.0,
        EvaluationColumn::Group(_)
        | EvaluationColumn::Assignment
        | EvaluationColumn::Target
        | EvaluationColumn::Value
        | EvaluationColumn::Notes => 15.0,
        EvaluationColumn::Evidence => 17.0,
        EvaluationColumn::Reasons => 19.0,
        EvaluationColumn::Indicator => 25.0,
        EvaluationColumn::ExpectedResult => 27.0,
        EvaluationColumn::Objective => 34.0,
    }
}
