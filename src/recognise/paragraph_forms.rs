//! Forms that a document writes as paragraphs: «Servizio: Lavori», «Peso: 60».

use super::cell_value::slice;
use super::form_titles::numbered_name;
use super::line_signs::trimmed;
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use crate::source::offset_in;
use std::collections::BTreeSet;

/// Fields that make paragraphs a form.
const LEAST_FIELDS: usize = 4;
/// Fields that make paragraphs forms where each begins with its objective.
const LEAST_OF_SEVERAL: usize = 3;

/// Returns the rows that the paragraphs of a grid without rows make, or the cells of a sheet with one in
/// each row; `None` if they are no forms of objectives.
pub(super) fn from_paragraphs(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let lines: Vec<(u32, Words)> = match &grid.name {
        None if grid.rows.is_empty() => (0..).zip(grid.paragraphs.iter().flat_map(lines)).collect(),
        Some(_) if grid.rows.iter().all(|row| row.cells.len() < 2) => {
            let texts =
                |row: &GridRow| row.cells.first().map(|cell| (row.index, cell.text.clone()));
            grid.rows.iter().filter_map(texts).collect()
        }
        _ => return None,
    };
    let mut roles = BTreeSet::new();
    let mut rows = Vec::new();
    let mut objectives = 0;
    for (index, line) in lines {
        let cells = match pair(&line, vocabulary) {
            Some((role, label, value)) => {
                objectives += usize::from(role == ColumnRole::Key(Key::Description));
                roles.insert(role);
                vec![cell_at(0, label), cell_at(1, value)]
            }
            None => vec![cell_at(0, line.clone())],
        };
        rows.push(GridRow { index, is_head: false, cells });
    }
    let least = if objectives > 1 { LEAST_OF_SEVERAL } else { LEAST_FIELDS };
    let are_forms = roles.len() >= least
        && roles.contains(&ColumnRole::Key(Key::Description))
        && roles.iter().any(|role| {
            let measures = [Key::Weight, Key::Indicator, Key::ExpectedResult];
            measures.map(ColumnRole::Key).contains(role)
        });
    are_forms.then(|| Grid { rows, name: grid.name.clone(), ..Grid::default() })
}

/// Returns the lines of a paragraph.
fn lines(paragraph: &Words) -> impl Iterator<Item = Words> {
    let lines = paragraph.value.split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| slice(paragraph, offset_in(&paragraph.value, line), line.len()))
}

/// Returns the field that a line begins with, its label and its value.
pub(super) fn pair(
    line: &Words,
    vocabulary: &HeadingVocabulary,
) -> Option<(ColumnRole, Words, Words)> {
    if let Some(name) = numbered_name(&line.value) {
        let label = slice(line, 0, line.value.find(char::is_whitespace)?);
        return Some((
            ColumnRole::Key(Key::Description),
            label,
            slice(line, name, line.value.len() - name),
        ));
    }
    let (label, value) = line.value.split_once(':')?;
    let (role, rank) = vocabulary.of(label)?;
    let name = trimmed(label);
    let start = label.len() + 1;
    let value = trimmed(value);
    // Lines on the area stand above its forms.
    let is_of_area = matches!(role, ColumnRole::Key(Key::Area | Key::Manager | Key::Period));
    let is_pair = rank < HeadingRank::FirstWord && !is_of_area && !value.is_empty();
    is_pair.then(|| {
        let label = slice(line, name.start, name.len());
        (role, label, slice(line, start + value.start, line.value.len() - start - value.start))
    })
}

pub(super) fn cell_at(column: u32, text: Words) -> GridCell {
    GridCell { column, col_span: 1, row_span: 1, text, kind: CellKind::Text }
}
