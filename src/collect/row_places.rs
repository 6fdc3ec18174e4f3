//! Rows of a sheet that came back for the rows that were sent.

use super::filled_row::FilledRow;
use super::result_sheet::ResultSheet;
use super::row_identity::is_alike;
use crate::dataset::{EvaluationColumn as Column, ResultForm, SentColumn, SentRow};
use crate::raw::Words;
use crate::text::fold_words;

/// Returns the row of a sheet for each row that was sent, by the numbers of the objectives.
pub(super) fn places(form: &ResultForm, sheet: &ResultSheet) -> Vec<Option<usize>> {
    let place = |row: &SentRow| sheet.rows.iter().position(|own| is_answer(form, row, own));
    let mut places: Vec<Option<usize>> = form.rows.iter().map(place).collect();
    // The one indicator whose words were changed has the one row of its number that is left.
    for (at, sent) in form.rows.iter().enumerate() {
        if places[at].is_some() {
            continue;
        }
        let is_numbered = |number: usize, year| (number, year) == (sent.number, sent.year);
        let rows = form.rows.iter().zip(&places);
        let lost = rows.filter(|(row, at)| at.is_none() && is_numbered(row.number, row.year));
        let is_left = |(row, own): &(usize, &FilledRow)| {
            !places.contains(&Some(*row)) && is_numbered(own.number.value, own.year())
        };
        let left: Vec<usize> =
            sheet.rows.iter().enumerate().filter(is_left).map(|(row, _)| row).collect();
        if let (1, [only]) = (lost.count(), left.as_slice()) {
            places[at] = Some(*only);
        }
    }
    places
}

/// Returns the row of a sheet for each row that was sent, by what they say: the same words and number,
/// else the same words, else the same number and most of the words.
pub(super) fn places_by_words(form: &ResultForm, sheet: &ResultSheet) -> Vec<Option<usize>> {
    let is_named =
        |kind: Column| matches!(kind, Column::Group(_) | Column::Objective | Column::Indicator);
    let columns: Vec<usize> =
        (0..form.columns.len()).filter(|at| is_named(form.columns[*at].kind)).collect();
    let words = |row: &FilledRow, at: usize| {
        column_text(row, &form.columns[at])
            .map_or_else(String::new, |words| fold_words(&words.value))
    };
    let is_same = |sent: &SentRow, row: &FilledRow| {
        sent.year == row.year()
            && columns.iter().all(|at| fold_words(&sent.texts[*at]) == words(row, *at))
    };
    let is_numbered = |sent: &SentRow, row: &FilledRow| {
        (sent.number, sent.year) == (row.number.value, row.year())
    };
    let is_changed = |sent: &SentRow, row: &FilledRow| {
        is_numbered(sent, row)
            && columns.iter().all(|at| is_alike(&sent.texts[*at], &words(row, *at)))
    };
    let mut places: Vec<Option<usize>> = vec![None; form.rows.len()];
    let ways: [&dyn Fn(&SentRow, &FilledRow) -> bool; 3] =
        [&|sent, row| is_numbered(sent, row) && is_same(sent, row), &is_same, &is_changed];
    for is_answer in ways {
        for (at, sent) in form.rows.iter().enumerate() {
            if places[at].is_none() {
                let mut free = (0..sheet.rows.len()).filter(|row| !places.contains(&Some(*row)));
                places[at] = free.find(|row| is_answer(sent, &sheet.rows[*row]));
            }
        }
    }
    places
}

/// Returns `true` if a row of a sheet is the one that was sent.
fn is_answer(form: &ResultForm, sent: &SentRow, row: &FilledRow) -> bool {
    let is_numbered = |own: &SentRow| (own.number, own.year) == (row.number.value, row.year());
    if !is_numbered(sent) {
        return false;
    }
    if form.rows.iter().filter(|own| is_numbered(own)).count() < 2 {
        return true;
    }
    // Several indicators of an objective have rows of the same number.
    let sent = form.text(sent, Column::Indicator);
    let own = row.cell(Column::Indicator).map_or("", |words| words.value.as_str());
    fold_words(own) == fold_words(sent)
}

/// Returns the words of a row in a column that was sent.
pub(super) fn column_text<'r>(row: &'r FilledRow, column: &SentColumn) -> Option<&'r Words> {
    match column.kind {
        Column::Group(_) => row.other(&column.head),
        kind => row.cell(kind),
    }
}
