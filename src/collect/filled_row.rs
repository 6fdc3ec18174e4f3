//! Rows of «Valutazione» with what was filled in.

use crate::italian::decimals::{parse_number, with_all_decimals};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::{Field, RawFields, RawOutcome, Words};
use crate::source::Spanned;
use crate::text::fold_words;
use rust_decimal::Decimal;

/// Rows in which the heads are looked for.
const MOST_ABOVE: usize = 20;
/// Heads of the columns that are read, as our workbooks spell them.
const NUMBER: &str = "N.";
const YEAR: &str = "Anno";
const OBJECTIVE: &str = "Obiettivo";
const INDICATOR: &str = "Indicatore";
const WEIGHT: &str = "Peso";
const REACHED: &str = "Raggiunto %";
const VALUE: &str = "Valore raggiunto";
const EVIDENCE: &str = "Documenti a riprova";
const REASONS: &str = "Motivi dello scostamento";
const NOTES: &str = "Note";

/// Row of an objective, or of one of its indicators, in a year.
pub(super) struct FilledRow {
    /// Number of the objective, from 1.
    pub number: Spanned<usize>,
    /// Words of the objective; absent if the file does not hold them.
    pub objective: Option<Words>,
    /// Words of the indicator.
    pub indicator: Option<Words>,
    /// Weight in figures.
    pub weight: Option<Words>,
    /// Result as it was filled in.
    pub outcome: RawOutcome,
}

impl FilledRow {
    /// Returns `true` if something was filled in.
    pub(super) fn is_filled(&self) -> bool {
        self.outcome.fields.iter().next().is_some()
    }
}

/// Returns the rows of a sheet; `None` if it lacks the heads of «Valutazione».
pub(super) fn filled_rows(grid: &Grid) -> Option<Vec<FilledRow>> {
    let is_head = |row: &GridRow| column(row, NUMBER).is_some() && column(row, REACHED).is_some();
    let head = grid.rows.iter().take(MOST_ABOVE).position(is_head)?;
    let (head, rows) = (&grid.rows[head], &grid.rows[head + 1..]);
    Some(rows.iter().filter_map(|row| filled_row(head, row)).collect())
}

fn column(head: &GridRow, words: &str) -> Option<u32> {
    let is_named = |cell: &&GridCell| fold_words(&cell.text.value) == fold_words(words);
    Some(head.cells.iter().find(is_named)?.column)
}

fn filled_row(head: &GridRow, row: &GridRow) -> Option<FilledRow> {
    let cell = |name: &str| {
        let at = column(head, name)?;
        let cell = row.cells.iter().find(|cell| cell.column == at)?;
        (!cell.text.value.trim().is_empty()).then_some(cell)
    };
    let text = |name: &str| cell(name).filter(|cell| cell.kind != CellKind::Error).map(words);
    let number = text(NUMBER)?;
    let year = text(YEAR).filter(|year| year.value.trim().parse::<u16>().is_ok());
    let notes = joined(text(REASONS), text(NOTES));
    let fields = [
        (Key::Value, cell(VALUE).map(words)),
        (Key::Percentage, cell(REACHED).map(percentage)),
        (Key::Evidence, cell(EVIDENCE).map(words)),
        (Key::Notes, notes),
    ];
    let field = |(key, words): (Key, Option<Words>)| Some((key, Field::Given(words?)));
    Some(FilledRow {
        objective: text(OBJECTIVE),
        indicator: text(INDICATOR),
        weight: text(WEIGHT),
        outcome: RawOutcome {
            span: cell(REACHED).map_or(number.span, |cell| cell.text.span),
            year,
            fields: fields.into_iter().filter_map(field).collect::<RawFields>(),
            ranges: Vec::new(),
        },
        number: Spanned::new(number.value.trim().parse().ok()?, number.span),
    })
}

/// Returns the words of a cell; of a number that is displayed shortened all of it.
fn words(cell: &GridCell) -> Words {
    match cell.kind {
        CellKind::Shortened(exact) => {
            let sign = if cell.text.value.trim().ends_with('%') { "%" } else { "" };
            Words::new(with_all_decimals(exact.normalize()) + sign, cell.text.span)
        }
        _ => cell.text.clone(),
    }
}

/// Returns a percentage as a plan has it. A cell of percentages holds 0.8 where 80 was typed, and
/// 80 where it was pasted: it then shows 8000%, and stands for 80 %, as the sheet itself reckons.
fn percentage(cell: &GridCell) -> Words {
    let written = words(cell);
    let pasted = written.value.trim().strip_suffix('%').and_then(|number| {
        let number = parse_number(number.trim()).italian()?;
        (number >= Decimal::ONE_THOUSAND).then(|| number / Decimal::ONE_HUNDRED)
    });
    let shown = |number: Decimal| with_all_decimals(number.normalize()) + "%";
    match pasted {
        Some(number) => Words::new(shown(number), written.span),
        None => written,
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
