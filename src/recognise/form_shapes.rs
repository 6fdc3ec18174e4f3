//! Forms whose labels are numbered, «1 | Area | Tecnica», or whose objective stands in a line above them,
//! «Obiettivo: Ponte»: they become forms of labels and values.

use super::form_rows::sure_role;
use super::paragraph_forms::pair;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;

/// Labels that make the rows of a grid a form, apart from the objective.
const LEAST_LABELS: usize = 2;

/// Returns the grid as forms of labels and values; `None` if it is one already, or no form.
pub(super) fn reshaped_form(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let plain = without_numbers(grid, vocabulary);
    let headed = with_objective(plain.as_ref().unwrap_or(grid), vocabulary);
    headed.or(plain)
}

/// Returns the grid without the numbers before its labels; `None` if they have none.
fn without_numbers(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let cells = |row: &GridRow| texts(row).cloned().collect::<Vec<_>>();
    let filled: Vec<Vec<GridCell>> =
        grid.rows.iter().map(cells).filter(|cells| cells.len() > 1).collect();
    let numbers = filled.iter().map(|cells| count(&cells[0].text.value));
    let mut last = 0;
    // Each form may begin with 1 again.
    let are_counted = numbers.map(|number| {
        let follows = number.is_some_and(|number| number == 1 || number == last + 1);
        last = number.unwrap_or(last);
        follows
    });
    let is_counted = filled.len() > LEAST_LABELS && are_counted.into_iter().all(|follows| follows);
    let roles: Vec<ColumnRole> =
        filled.iter().filter_map(|cells| sure_role(&cells[1], vocabulary)).collect();
    let are_labels =
        roles.len() * 2 > filled.len() && roles.contains(&ColumnRole::Key(Key::Description));
    (is_counted && are_labels).then(|| {
        let mut plain = grid.clone();
        for row in plain.rows.iter_mut().filter(|row| texts(row).nth(1).is_some()) {
            let first = texts(row).next().map(|cell| cell.column);
            row.cells.retain(|cell| Some(cell.column) != first);
        }
        plain
    })
}

/// Returns the number that a cell holds and nothing else.
fn count(text: &str) -> Option<u32> {
    text.trim().trim_end_matches(['.', ')']).parse().ok()
}

/// Returns the grid with the objectives that lines above its forms name; `None` if there are none.
fn with_objective(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let label_of = |row: &GridRow| {
        let is_pair = texts(row).count() == 2;
        texts(row).next().filter(|_| is_pair).and_then(|cell| sure_role(cell, vocabulary))
    };
    let labels: Vec<ColumnRole> = grid.rows.iter().filter_map(label_of).collect();
    let description = ColumnRole::Key(Key::Description);
    if labels.len() < LEAST_LABELS || labels.contains(&description) {
        return None;
    }
    let objective = |line: &Words| pair(line, vocabulary).filter(|(role, ..)| *role == description);
    let mut formed = grid.clone();
    if let Some(at) = grid.paragraphs.iter().rposition(|line| objective(line).is_some()) {
        let (_, label, value) = objective(&grid.paragraphs[at])?;
        formed.paragraphs.remove(at);
        if at < formed.heading_depths.len() {
            formed.heading_depths.remove(at);
        }
        formed.rows.iter_mut().for_each(|row| row.index += 1);
        let index = formed.rows.first()?.index - 1;
        formed.rows.insert(0, pair_row(index, label, value));
        return Some(formed);
    }
    let mut is_named = false;
    for (row, known) in formed.rows.iter_mut().zip(&grid.rows) {
        if let Some((_, label, value)) = lone(known).and_then(|cell| objective(&cell.text)) {
            *row = pair_row(row.index, label, value);
            is_named = true;
        }
    }
    is_named.then_some(formed)
}

fn pair_row(index: u32, label: Words, value: Words) -> GridRow {
    let cell =
        |column, text| GridCell { column, col_span: 1, row_span: 1, text, kind: CellKind::Text };
    GridRow { index, is_head: false, cells: vec![cell(0, label), cell(1, value)] }
}
