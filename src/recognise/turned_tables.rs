//! Tables with an objective in each column and its fields down the first one, turned into rows.

use super::form_rows::sure_role;
use super::form_titles::is_bare_title;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::letters;
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use std::collections::BTreeSet;

/// Fields that the first column names.
const LEAST_FIELDS: usize = 3;

/// Returns the table of a grid with its objectives in rows; `None` if they do not stand in columns.
pub(super) fn turned(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let (start, labels) = labels_of(&grid.rows, vocabulary)?;
    let block = &grid.rows[start..start + labels.len()];
    let own = |row: &GridRow| values(row).filter(|cell| cell.col_span == 1).count();
    let single = block.iter().flat_map(values).filter(|cell| cell.col_span == 1);
    let columns: BTreeSet<u32> = single.map(|cell| cell.column).collect();
    let filled = columns
        .iter()
        .map(|column| block.iter().filter(|row| value_in(row, *column).is_some()).count())
        .sum::<usize>();
    // Most cells are filled, as those of a table are; «Area» may be merged over several objectives.
    let is_table = columns.len() > 1
        && filled * 3 >= columns.len() * labels.len() * 2
        && block.iter().filter(|row| own(row) > 1).count() >= LEAST_FIELDS;
    if !is_table {
        return None;
    }
    let first = block.first()?.index;
    let names = names_above(&grid.rows[..start], &columns);
    let above = start - usize::from(names.is_some());
    let mut rows = grid.rows[..above].to_vec();
    rows.push(head(&labels, names, first));
    let mut index = first;
    for column in columns {
        index += 1;
        rows.push(objective(block, names, column, index));
    }
    let width = u32::try_from(labels.len()).unwrap_or(u32::MAX);
    for row in &grid.rows[start + labels.len()..] {
        index = row.index.max(index + 1);
        rows.push(widened(row, index, width));
    }
    Some(Grid { rows, ..grid.clone() })
}

/// Returns the index of the first row of labels, and the labels of the rows from there.
fn labels_of<'g>(
    rows: &'g [GridRow],
    vocabulary: &HeadingVocabulary,
) -> Option<(usize, Vec<&'g GridCell>)> {
    let is_label = |row: &'g GridRow| {
        let first = texts(row).next()?;
        let is_row = lone(row).is_none() && first.kind == CellKind::Text;
        let holds_labels = values(row).any(|cell| sure_role(cell, vocabulary).is_some());
        (is_row && !holds_labels).then_some(first)
    };
    let known = |cell: &GridCell| sure_role(cell, vocabulary);
    let start = rows.iter().position(|row| is_label(row).and_then(known).is_some())?;
    let column = texts(&rows[start]).next()?.column;
    let labels: Vec<&GridCell> = rows[start..]
        .iter()
        .map_while(|row| is_label(row).filter(|cell| cell.column == column))
        .collect();
    let roles: Vec<ColumnRole> = labels.iter().filter_map(|cell| known(cell)).collect();
    let distinct: BTreeSet<&ColumnRole> = roles.iter().collect();
    let names: BTreeSet<String> = labels.iter().map(|cell| letters(&cell.text.value)).collect();
    let is_sound = distinct.len() >= LEAST_FIELDS
        && roles.len() * 2 > labels.len()
        && names.len() == labels.len()
        && distinct.contains(&ColumnRole::Key(Key::Description))
        && distinct.contains(&ColumnRole::Key(Key::Weight));
    is_sound.then_some((start, labels))
}

/// Returns the cells of a row behind its label.
fn values(row: &GridRow) -> impl Iterator<Item = &GridCell> {
    texts(row).skip(1)
}

/// Returns the cell of a row that covers a column.
fn value_in(row: &GridRow, column: u32) -> Option<&GridCell> {
    values(row)
        .find(|cell| (cell.column..cell.column.saturating_add(cell.col_span)).contains(&column))
}

/// Returns the row above the table if it names the objective of each column: «Obiettivo 1».
fn names_above<'g>(rows: &'g [GridRow], columns: &BTreeSet<u32>) -> Option<&'g GridRow> {
    let row = rows.last()?;
    let is_name = |cell: &GridCell| columns.contains(&cell.column);
    (texts(row).count() > 1 && texts(row).all(is_name)).then_some(row)
}

/// Returns the row of headings.
fn head(labels: &[&GridCell], names: Option<&GridRow>, index: u32) -> GridRow {
    let heading = |(at, label): (u32, &&GridCell)| cell_at(at, &label.text, CellKind::Text);
    let mut cells: Vec<GridCell> = (0..).zip(labels).map(heading).collect();
    if let Some(first) = names.and_then(|row| texts(row).find(|cell| says_more(cell))) {
        let title = Words::new(format!("{}.titolo", Key::Extra.name()), first.text.span);
        cells.push(cell_at(cells.len() as u32, &title, CellKind::Text));
    }
    GridRow { index, is_head: false, cells }
}

/// Returns `true` unless a cell is a title that only numbers its objective.
fn says_more(cell: &GridCell) -> bool {
    !is_bare_title(&cell.text.value)
}

/// Returns the row of the objective in `column`.
fn objective(block: &[GridRow], names: Option<&GridRow>, column: u32, index: u32) -> GridRow {
    let mut cells = Vec::new();
    for (at, row) in (0..).zip(block) {
        let value = value_in(row, column);
        cells.extend(value.map(|value| cell_at(at, &value.text, value.kind)));
    }
    let name = names.and_then(|row| texts(row).find(|cell| cell.column == column));
    if let Some(name) = name.filter(|name| says_more(name)) {
        cells.push(cell_at(block.len() as u32, &name.text, name.kind));
    }
    GridRow { index, is_head: false, cells }
}

/// Returns a row below the table; a line alone is as wide as it.
fn widened(row: &GridRow, index: u32, width: u32) -> GridRow {
    let Some(cell) = lone(row) else { return GridRow { index, ..row.clone() } };
    let cell = GridCell { col_span: width, ..cell_at(0, &cell.text, cell.kind) };
    GridRow { index, is_head: row.is_head, cells: vec![cell] }
}

fn cell_at(column: u32, text: &Words, kind: CellKind) -> GridCell {
    GridCell { column, col_span: 1, row_span: 1, text: text.clone(), kind }
}
