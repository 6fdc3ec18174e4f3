//! Code that stands for the words of a sheet that was sent, apart from what is filled in.

use super::filled_row::FilledRow;
use super::result_sheet::{ResultHead, ResultSheet};
use crate::dataset::{EvaluationColumn, ResultForm};
use crate::digest::Digest;
use crate::italian::decimals::{parse_number, without_trailing_zeros};
use crate::text::folded;

/// Digits of the code: those of a digest that a person could still compare.
const DIGITS: usize = 16;

/// Returns the code of the words of `form`.
pub fn form_code(form: &ResultForm) -> String {
    let columns: Vec<(usize, EvaluationColumn)> =
        form.columns.iter().map(|column| column.kind).enumerate().collect();
    let own = columns.iter().filter(|(_, kind)| !kind.is_input());
    let row =
        |texts: &Vec<String>| own.clone().map(|(at, kind)| (*kind, texts[*at].clone())).collect();
    code_of(form.rows.iter().map(|row| &row.texts).map(row).collect())
}

/// Returns the code of the words of a sheet, as those of one that was sent.
pub(super) fn sheet_code(sheet: &ResultSheet) -> String {
    let own = || {
        sheet.heads.all().iter().filter(|head| !head.kind.is_some_and(EvaluationColumn::is_input))
    };
    let cell = |row: &FilledRow, head: &ResultHead| {
        let words = match head.kind {
            Some(EvaluationColumn::Number) => {
                return (EvaluationColumn::Number, row.number.value.to_string());
            }
            Some(kind) => row.cell(kind),
            None => row.other(&head.words.value),
        };
        // Which group it is does not enter the code.
        let kind = head.kind.unwrap_or(EvaluationColumn::Group(0));
        (kind, words.map_or_else(String::new, |words| words.value.clone()))
    };
    let rows = sheet.rows.iter().map(|row| own().map(|head| cell(row, head)).collect());
    code_of(rows.collect())
}

/// Returns the code of rows, given by the words in each of their columns; their order is of no matter.
fn code_of(rows: Vec<Vec<(EvaluationColumn, String)>>) -> String {
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.sort();
    Digest::of(lines.join("\n").as_bytes()).hex()[..DIGITS].to_owned()
}

fn line(row: &[(EvaluationColumn, String)]) -> String {
    let cell = |(kind, text): &(EvaluationColumn, String)| comparable(*kind, text);
    row.iter().map(cell).collect::<Vec<_>>().join("\u{1F}")
}

/// Returns what two spellings of a value have in common: programs set white space and zeros anew.
pub(super) fn comparable(kind: EvaluationColumn, text: &str) -> String {
    let number = parse_number(text.trim()).italian().filter(|_| kind == EvaluationColumn::Weight);
    number.map_or_else(|| folded(text), without_trailing_zeros)
}
