//! Rows as they stand: which are lone texts, figures, totals, or numbers of columns.

use super::cell_value;
use super::headed_columns::HeadedColumns;
use super::total_lines::{is_total, names_sum};
use super::total_texts::is_bare_total;
use super::vocabulary::ColumnRole;
use super::weight_sums::decimal;
use super::word_forms::{letters, words};
use crate::model::Key;
use crate::office::{CellKind, GridCell, GridRow};

/// Words of the label of a sum over a part.
const MOST_WORDS_OF_LABEL: usize = 6;

/// Returns the cells of a row that are not blank.
pub(super) fn texts(row: &GridRow) -> impl Iterator<Item = &GridCell> {
    row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty())
}

/// Returns the only text of a row; some offices repeat it in all its cells.
pub(super) fn lone(row: &GridRow) -> Option<&GridCell> {
    let mut cells = texts(row);
    let first = cells.next()?;
    cells.all(|cell| cell.text.value.trim() == first.text.value.trim()).then_some(first)
}

/// Returns `true` if the cell holds an amount or a weight.
pub(super) fn is_figure(cell: &GridCell) -> bool {
    let words = cell.text.value.trim();
    // A layout may sum amounts next to the weights in its line of totals.
    let is_amount = words.strip_suffix('€').is_some_and(|amount| {
        let mut digits = amount.trim().bytes().peekable();
        digits.peek().is_some() && digits.all(|b| b.is_ascii_digit() || b".,-".contains(&b))
    });
    is_amount || decimal(&cell_value::weight(&cell.text).0.value).is_some()
}

/// Returns `true` if the row counts the columns: 1, 2, 3, or a, b, c.
pub(super) fn numbers_columns(row: &GridRow) -> bool {
    let cells: Vec<String> = texts(row).map(|cell| letters(&cell.text.value)).collect();
    let number = |(i, word): (usize, &String)| *word == (i + 1).to_string();
    let letter = |(i, word): (usize, &String)| {
        word.len() == 1 && word.as_bytes()[0] == b'a'.wrapping_add(i as u8)
    };
    // Two figures side by side may as well be an objective's number and weight.
    cells.len() >= 3
        && (cells.iter().enumerate().all(number)
            || cells.len() <= 26 && cells.iter().enumerate().all(letter))
}

/// Returns label and number of a row that only adds up.
pub(super) fn total_row<'g>(
    row: &'g GridRow,
    columns: &HeadedColumns,
) -> Option<(&'g GridCell, Option<&'g GridCell>)> {
    let mut cells = texts(row);
    let label =
        cells.next().filter(|cell| is_total(&cell.text.value) || is_subtotal(&cell.text.value))?;
    // Among descriptions, words of the plan's own after «Totale» are those of an objective.
    if columns.role_at(label.column) == Some(&ColumnRole::Key(Key::Description))
        && !names_sum(&label.text.value)
        && !is_subtotal(&label.text.value)
    {
        return None;
    }
    let others: Vec<&GridCell> = cells.collect();
    // «Totale presenze» with a service and a text beside it is an objective.
    // A formula that the file has no result of is a figure that nobody knows.
    let is_figure = |cell: &&GridCell| is_sum(cell) || cell.kind == CellKind::Error;
    if !others.iter().all(is_figure) && !has_remarks(label, &others, columns) {
        return None;
    }
    let is_weight =
        |cell: &&&GridCell| columns.role_at(cell.column) == Some(&ColumnRole::Key(Key::Weight));
    // A sum over a part adds up rows that nothing marks.
    if is_subtotal(&label.text.value) {
        return Some((label, None));
    }
    let figures: Vec<&GridCell> = others.into_iter().filter(|cell| is_figure(cell)).collect();
    let written = figures.iter().find(is_weight).or(figures.last()).copied();
    Some((label, written))
}

/// Returns `true` if a bare total has remarks besides its figure, «TOTALE | 100% | salvo conguaglio», and
/// no text where descriptions stand.
fn has_remarks(label: &GridCell, others: &[&GridCell], columns: &HeadedColumns) -> bool {
    let is_described = |cell: &GridCell| {
        let role = columns.role_at(cell.column);
        role == Some(&ColumnRole::Key(Key::Description)) && !is_sum(cell)
    };
    let states_sum = |cell: &GridCell| {
        is_sum(cell) || columns.role_at(cell.column) == Some(&ColumnRole::Key(Key::Weight))
    };
    is_bare_total(&label.text.value)
        && others.iter().any(|cell| states_sum(cell))
        && !others.iter().any(|cell| is_described(cell))
}

/// Returns the texts of the row of a total that are neither its label nor figures.
pub(super) fn remarks_on_total<'g>(
    row: &'g GridRow,
    label: &'g GridCell,
) -> impl Iterator<Item = &'g GridCell> {
    let is_remark = |cell: &&GridCell| !is_sum(cell) && cell.kind != CellKind::Error;
    texts(row).filter(move |cell| cell.column != label.column).filter(is_remark)
}

/// Returns the number of a row that adds up without a label: a weight, and amounts of other
/// columns perhaps.
pub(super) fn unlabelled_total<'g>(
    row: &'g GridRow,
    columns: &HeadedColumns,
) -> Option<&'g GridCell> {
    let is_amount = |cell: &GridCell| {
        let role = columns.role_at(cell.column);
        let may_add_up =
            matches!(role, Some(ColumnRole::Key(Key::Weight) | ColumnRole::Extra(_)) | None);
        may_add_up && (is_sum(cell) || cell_value::ungrouped(cell.text.value.trim()).is_some())
    };
    let is_weight =
        |cell: &&GridCell| columns.role_at(cell.column) == Some(&ColumnRole::Key(Key::Weight));
    let weight = texts(row).find(is_weight)?;
    texts(row).all(is_amount).then_some(weight)
}

/// Returns `true` for the label of a sum over a part: «Sub totale Personale», «Parziale B».
fn is_subtotal(text: &str) -> bool {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["sub", second, ..] => second.starts_with("total"),
        ["di", "cui", ..] => words.len() <= MOST_WORDS_OF_LABEL,
        [first, ..] if first.starts_with("subtotal") => true,
        ["parziale" | "parziali", ..] => words.len() <= MOST_WORDS_OF_LABEL,
        _ => false,
    }
}

/// Returns `true` for a figure, or one out of another: «100/100».
fn is_sum(cell: &GridCell) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let ratio = cell.text.value.split_once('/');
    is_figure(cell) || ratio.is_some_and(|(a, b)| is_number(a.trim()) && is_number(b.trim()))
}
