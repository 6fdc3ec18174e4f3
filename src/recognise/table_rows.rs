//! Rows as they stand: which are lone texts, figures, totals, or numbers of columns.

use super::cell_value;
use super::headed_columns::HeadedColumns;
use super::total_lines::{is_total, names_sum};
use super::vocabulary::ColumnRole;
use super::weight_sums::decimal;
use super::word_forms::letters;
use crate::model::Key;
use crate::office::{CellKind, GridCell, GridRow};

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
    let label = cells.next().filter(|cell| is_total(&cell.text.value))?;
    // Among descriptions, words of the plan's own after «Totale» are those of an objective.
    if columns.role_at(label.column) == Some(&ColumnRole::Key(Key::Description))
        && !names_sum(&label.text.value)
    {
        return None;
    }
    let others: Vec<&GridCell> = cells.collect();
    // «Totale presenze» with a service and a text beside it is an objective.
    // A formula that the file has no result of is a figure that nobody knows.
    if !others.iter().all(|cell| is_figure(cell) || cell.kind == CellKind::Error) {
        return None;
    }
    let is_weight =
        |cell: &&&GridCell| columns.role_at(cell.column) == Some(&ColumnRole::Key(Key::Weight));
    let written = others.iter().find(is_weight).or(others.last()).copied();
    Some((label, written))
}
