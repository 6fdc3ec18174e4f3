//! Rows of a sheet that came back for the rows that were sent.

use super::filled_row::FilledRow;
use super::result_sheet::ResultSheet;
use super::row_identity::{doubtful, is_alike};
use super::sent_code::comparable;
use crate::dataset::{EvaluationColumn as Column, ResultForm, SentColumn, SentRow};
use crate::diag::Findings;
use crate::raw::Words;
use crate::text::fold_words;
use std::collections::BTreeSet;

/// Returns the row of a sheet for each row that was sent, by the numbers of the objectives.
pub(super) fn places(form: &ResultForm, sheet: &ResultSheet) -> Vec<Option<usize>> {
    let sent: Vec<_> = form.rows.iter().map(|row| RowMarks::of_sent(form, row)).collect();
    let rows: Vec<_> = sheet.rows.iter().map(|row| RowMarks::of_row(form, row)).collect();
    let mut places: Vec<Option<usize>> = vec![None; sent.len()];
    let mut free: BTreeSet<usize> = (0..rows.len()).collect();
    // Indicators of the same words are told apart by what else their rows say, and else by their order.
    for is_whole in [true, false] {
        for (at, marks) in sent.iter().enumerate() {
            if places[at].is_some() {
                continue;
            }
            let is_own = |own: &usize| match is_whole {
                true => rows[*own].number == marks.number && rows[*own].says_the_same(marks),
                false => is_answer(form, &form.rows[at], &sheet.rows[*own]),
            };
            places[at] = free.iter().copied().find(is_own);
            places[at].iter().for_each(|own| _ = free.remove(own));
        }
    }
    // The one indicator whose words were changed has the one row of its number that is left.
    for (at, sent) in form.rows.iter().enumerate() {
        if places[at].is_some() {
            continue;
        }
        let is_numbered = |number: usize, year| (number, year) == (sent.number, sent.year);
        let rows = form.rows.iter().zip(&places);
        let lost = rows.filter(|(row, at)| at.is_none() && is_numbered(row.number, row.year));
        let is_own = |row: &usize| {
            let own = &sheet.rows[*row];
            is_numbered(own.number.value, own.year())
        };
        let left: Vec<usize> = free.iter().copied().filter(is_own).collect();
        if let (1, [only]) = (lost.count(), left.as_slice()) {
            places[at] = Some(*only);
            free.remove(only);
        }
    }
    places
}

/// Marks of a row, by which it is found in a plan that changed.
struct RowMarks {
    number: usize,
    year: Option<u16>,
    groups: Vec<String>,
    assignment: String,
    objective: String,
    indicator: String,
    target: String,
    weight: String,
}

impl RowMarks {
    fn of_sent(form: &ResultForm, row: &SentRow) -> Self {
        RowMarks {
            number: row.number,
            year: row.year,
            groups: form.groups().map(|at| fold_words(&row.texts[at])).collect(),
            assignment: fold_words(form.text(row, Column::Assignment)),
            objective: fold_words(form.text(row, Column::Objective)),
            indicator: fold_words(form.text(row, Column::Indicator)),
            target: fold_words(form.text(row, Column::Target)),
            weight: comparable(Column::Weight, form.text(row, Column::Weight)),
        }
    }

    fn of_row(form: &ResultForm, row: &FilledRow) -> Self {
        let words = |words: Option<&Words>| {
            words.map_or_else(String::new, |words| fold_words(&words.value))
        };
        RowMarks {
            number: row.number.value,
            year: row.year(),
            groups: form.groups().map(|at| words(row.other(&form.columns[at].head))).collect(),
            assignment: words(row.cell(Column::Assignment)),
            objective: words(row.cell(Column::Objective)),
            indicator: words(row.cell(Column::Indicator)),
            target: words(row.cell(Column::Target)),
            weight: comparable(
                Column::Weight,
                row.cell(Column::Weight).map_or("", |weight| &weight.value),
            ),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.groups, &self.assignment) == (&other.groups, &other.assignment)
            && self.has_same_words(other)
    }

    /// Returns `true` if both have the same marks apart from their numbers.
    fn says_the_same(&self, other: &Self) -> bool {
        (&self.weight, &self.target) == (&other.weight, &other.target) && self.is_same(other)
    }

    fn has_same_words(&self, other: &Self) -> bool {
        (self.year, &self.objective, &self.indicator)
            == (other.year, &other.objective, &other.indicator)
    }

    fn has_most_words(&self, other: &Self) -> bool {
        self.year == other.year
            && is_alike(&self.objective, &other.objective)
            && is_alike(&self.indicator, &other.indicator)
    }
}

/// Ways to know a row again, from the surest on; a way that is less sure takes a row only if it is the
/// only one.
const WAYS: [fn(&RowMarks, &RowMarks) -> bool; 6] = [
    |sent, row| sent.number == row.number && sent.says_the_same(row),
    |sent, row| sent.number == row.number && sent.is_same(row),
    |sent, row| sent.is_same(row),
    |sent, row| sent.number == row.number && sent.has_most_words(row),
    |sent, row| sent.has_same_words(row),
    |sent, row| sent.has_most_words(row),
];
/// Ways that take the first of several rows: those that have the same words have the numbers that were sent.
const SURE_WAYS: usize = 3;

/// Takes the rows out of a sheet that nothing tells apart in a plan that changed: they say the same, and have
/// not the numbers and weights of the rows that were sent. Returns the places of the latter.
pub(super) fn take_doubtful(
    form: &ResultForm,
    sheet: &mut ResultSheet,
    findings: &mut Findings,
) -> BTreeSet<usize> {
    let sent: Vec<_> = form.rows.iter().map(|row| RowMarks::of_sent(form, row)).collect();
    let rows: Vec<_> = sheet.rows.iter().map(|row| RowMarks::of_row(form, row)).collect();
    let is_doubtful = |marks: &RowMarks| {
        let alike = |all: &[RowMarks]| {
            let own = all.iter().filter(|own| own.is_same(marks));
            own.map(|own| (own.number, own.weight.clone())).collect::<BTreeSet<_>>()
        };
        let (sent, rows) = (alike(&sent), alike(&rows));
        sent.len().max(rows.len()) > 1 && !sent.is_empty() && !rows.is_empty() && sent != rows
    };
    let mut marks = rows.iter();
    sheet.rows.retain(|row| {
        let is_doubtful = marks.next().is_some_and(is_doubtful);
        findings.extend((is_doubtful && row.is_filled()).then(|| doubtful(row)));
        !is_doubtful
    });
    let places = sent.iter().enumerate().filter(|(_, sent)| is_doubtful(sent));
    places.map(|(at, _)| at).collect()
}

/// Returns the row of a sheet for each row that was sent, by what they say.
pub(super) fn places_by_words(form: &ResultForm, sheet: &ResultSheet) -> Vec<Option<usize>> {
    let sent: Vec<_> = form.rows.iter().map(|row| RowMarks::of_sent(form, row)).collect();
    let rows: Vec<_> = sheet.rows.iter().map(|row| RowMarks::of_row(form, row)).collect();
    let mut places: Vec<Option<usize>> = vec![None; sent.len()];
    let mut free: BTreeSet<usize> = (0..rows.len()).collect();
    for (way, is_answer) in WAYS.into_iter().enumerate() {
        for (place, sent) in places.iter_mut().zip(&sent).filter(|(place, _)| place.is_none()) {
            let mut found = free.iter().copied().filter(|at| is_answer(sent, &rows[*at]));
            let first = found.next();
            *place = first.filter(|_| way < SURE_WAYS || found.next().is_none());
            if let Some(at) = *place {
                free.remove(&at);
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
