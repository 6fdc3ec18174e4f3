//! Areas in a first column that has no heading, merged over the rows of each as a rule.

use super::area_doubts::names_unit;
use super::area_lines::names_area;
use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::lone_line::{LoneLine, lone_line};
use super::table_rows::{lone, texts};
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;
use crate::source::column_letters;

/// Returns the column of areas left of `columns`, of which `rows` are those below the head; `None` if
/// other texts stand there, or none.
pub(super) fn unheaded_areas(rows: &[GridRow], columns: &HeadedColumns) -> Option<HeadedColumn> {
    if columns.has(&ColumnRole::Key(Key::Area)) {
        return None;
    }
    let end = columns.iter().next()?.columns.start;
    let cells: Vec<&GridCell> = rows
        .iter()
        .filter(|row| lone(row).is_none())
        .flat_map(texts)
        .filter(|cell| cell.column < end && lone_line(&cell.text.value) != LoneLine::Total)
        .collect();
    let first = *cells.first()?;
    let is_area = |cell: &&GridCell| {
        let name = upright(&cell.text.value);
        cell.column == first.column && (names_area(&name) || cell.row_span > 1 && names_unit(&name))
    };
    let name = format!("colonna {}", column_letters(first.column));
    cells.iter().all(is_area).then(|| HeadedColumn {
        columns: first.column..first.column + 1,
        heading: Words::new(name, first.text.span),
        role: ColumnRole::Key(Key::Area),
        is_known: true,
    })
}

/// Returns a text whose letters stand one below the other on one line.
pub(super) fn upright(text: &str) -> String {
    let lines = || text.split('\n');
    if lines().count() < 3 || lines().any(|line| line.trim().chars().count() > 1) {
        return text.to_owned();
    }
    lines().map(|line| if line.trim().is_empty() { " " } else { line.trim() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_below_one_another_are_a_word() {
        assert_eq!(upright("A\nR\nE\nA\n \nU\nN\nO"), "AREA UNO");
        assert_eq!(upright("Area\nUno"), "Area\nUno");
    }
}
