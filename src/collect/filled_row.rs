//! Rows of «Valutazione» with what was filled in.

use super::result_sheet::SheetHeads;
use crate::italian::decimals::with_all_decimals;
use crate::model::{EvaluationColumn, Key};
use crate::office::{CellKind, GridCell, GridRow};
use crate::raw::{Field, RawFields, RawOutcome, Words};
use crate::source::Spanned;
use crate::text::fold_words;

/// Number of an objective, year, and words of the indicator, if a row names one.
pub(super) type RowSubject = (usize, Option<u16>, Option<String>);

/// Row of an objective, or of one of its indicators, in a year.
#[derive(Clone)]
pub(super) struct FilledRow {
    /// Number of the objective, from 1.
    pub number: Spanned<usize>,
    /// Number of rows above of the same objective, year and indicator.
    pub repetition: usize,
    /// Words in the columns that are not filled in; a column without words is absent.
    pub cells: Vec<(EvaluationColumn, Words)>,
    /// Words in columns of other heads, which are groups of the plan or a person's own; with their heads.
    pub others: Vec<(String, Words)>,
    /// Result as it was filled in.
    pub outcome: RawOutcome,
    /// Cell of the percentage; absent without one.
    pub reached: Option<GridCell>,
    /// Cells to be filled in that are merged with others; with their heads.
    pub merged: Vec<(&'static str, Words)>,
    /// Cells to be filled in that show an error, or a formula without its result; with their heads.
    pub unreadable: Vec<(&'static str, Words)>,
}

/// Row of a sheet.
pub(super) enum SheetRow {
    /// Row of an objective.
    Numbered(Box<FilledRow>),
    /// Result without the number of its objective.
    Numberless(Words),
    /// Anything else: an empty row, a caption.
    Other,
}

impl FilledRow {
    /// Returns `true` if something was filled in.
    pub(super) fn is_filled(&self) -> bool {
        self.outcome.fields.iter().next().is_some()
    }

    /// Returns `true` if the row has a percentage or a value.
    pub(super) fn has_result(&self) -> bool {
        let fields = &self.outcome.fields;
        fields[Key::Percentage].is_given() || fields[Key::Value].is_given()
    }

    /// Returns what the row is about.
    pub(super) fn subject(&self) -> RowSubject {
        let indicator = self.cell(EvaluationColumn::Indicator);
        (self.number.value, self.year(), indicator.map(|words| fold_words(&words.value)))
    }

    /// Returns the words in a column; `None` if it has none.
    pub(super) fn cell(&self, kind: EvaluationColumn) -> Option<&Words> {
        self.cells.iter().find(|(known, _)| *known == kind).map(|(_, words)| words)
    }

    /// Sets the words of the indicator, if the row has some.
    pub(super) fn set_indicator(&mut self, text: &str) {
        let mut cells = self.cells.iter_mut();
        if let Some((_, words)) = cells.find(|(kind, _)| *kind == EvaluationColumn::Indicator) {
            text.clone_into(&mut words.value);
        }
    }

    /// Returns the words below another head.
    pub(super) fn other(&self, head: &str) -> Option<&Words> {
        let is_own = |(own, _): &&(String, Words)| fold_words(own) == fold_words(head);
        self.others.iter().find(is_own).map(|(_, words)| words)
    }

    /// Returns the year of the row.
    pub(super) fn year(&self) -> Option<u16> {
        self.outcome.year.as_ref().and_then(|year| year.value.trim().parse().ok())
    }
}

/// Reads a row below `heads`.
pub(super) fn sheet_row(heads: &SheetHeads, row: &GridRow) -> SheetRow {
    let cell = |kind: EvaluationColumn| {
        let at = heads.column(kind)?;
        let cell = row.cells.iter().find(|cell| cell.column == at)?;
        (!cell.text.value.trim().is_empty()).then_some(cell)
    };
    let sound = |kind| cell(kind).filter(|cell: &&GridCell| cell.kind != CellKind::Error);
    let text = |kind| sound(kind).map(words);
    let outcome = |place| {
        let year = text(EvaluationColumn::Year);
        let fields = [
            (Key::Value, text(EvaluationColumn::Value)),
            (Key::Percentage, text(EvaluationColumn::Reached)),
            (Key::Evidence, text(EvaluationColumn::Evidence)),
            (Key::Notes, joined(text(EvaluationColumn::Reasons), text(EvaluationColumn::Notes))),
        ];
        let field = |(key, words): (Key, Option<Words>)| Some((key, Field::Given(words?)));
        RawOutcome {
            span: cell(EvaluationColumn::Reached).map_or(place, |cell| cell.text.span),
            year: year.filter(|year| year.value.trim().parse::<u16>().is_ok()),
            fields: fields.into_iter().filter_map(field).collect::<RawFields>(),
            ranges: Vec::new(),
        }
    };
    let written = text(EvaluationColumn::Number);
    let number = written.as_ref().and_then(|number| number.value.trim().parse().ok());
    let Some((written, number)) = written.zip(number) else {
        let filled = inputs().filter_map(text).next();
        return filled.map_or(SheetRow::Other, SheetRow::Numberless);
    };
    let own = heads.known().filter(|kind| !kind.is_input());
    let is_error = |cell: &&GridCell| cell.kind == CellKind::Error;
    let is_merged = |cell: &&GridCell| cell.row_span > 1 || cell.col_span > 1;
    let inputs_that = |is: fn(&&GridCell) -> bool| {
        let found =
            inputs().filter_map(|kind| Some((kind.head(), cell(kind).filter(is)?.text.clone())));
        found.collect::<Vec<_>>()
    };
    SheetRow::Numbered(Box::new(FilledRow {
        cells: own.filter_map(|kind| Some((kind, text(kind)?))).collect(),
        others: heads.others(row),
        outcome: outcome(written.span),
        reached: sound(EvaluationColumn::Reached).cloned(),
        merged: inputs_that(is_merged),
        unreadable: inputs_that(is_error),
        number: Spanned::new(number, written.span),
        repetition: 0,
    }))
}

/// Returns the columns that are filled in.
fn inputs() -> impl Iterator<Item = EvaluationColumn> {
    EvaluationColumn::INPUTS.into_iter().chain([EvaluationColumn::Reached])
}

/// Returns the words of a cell; of a number that is displayed shortened all of it.
pub(super) fn words(cell: &GridCell) -> Words {
    match cell.kind {
        CellKind::Shortened(exact) => {
            let sign = if cell.text.value.trim().ends_with('%') { "%" } else { "" };
            Words::new(with_all_decimals(exact.normalize()) + sign, cell.text.span)
        }
        _ => cell.text.clone(),
    }
}

/// Joins the reasons and the notes of a row.
fn joined(reasons: Option<Words>, notes: Option<Words>) -> Option<Words> {
    match (reasons, notes) {
        (Some(reasons), Some(notes)) => {
            Some(reasons.map(|reasons| format!("{reasons}\n{}", notes.value)))
        }
        (reasons, notes) => reasons.or(notes),
    }
}
