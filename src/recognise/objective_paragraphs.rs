//! Objectives that a document writes as paragraphs above the table of their indicators: «Obiettivo n. 1:
//! Ponte», «Servizio: Lavori – Peso: 60%», «Indicatore | Target».

use super::cell_value::slice;
use super::form_tables::{has_indicators, is_inner_table};
use super::form_titles::numbered_name;
use super::line_signs::segments;
use super::paragraph_forms::{cell_at, pair};
use super::vocabulary::HeadingVocabulary;
use crate::office::{Grid, GridRow};
use crate::raw::Words;

/// Returns the grid as a form, with the paragraphs from the objective on as its first rows; `None` for any
/// other grid.
pub(super) fn from_objective_paragraphs(
    grid: &Grid,
    vocabulary: &HeadingVocabulary,
) -> Option<Grid> {
    let is_part = grid.name.is_none()
        && !grid.rows.is_empty()
        && has_indicators(&grid.rows, 0, vocabulary)
        && is_inner_table(&grid.rows, None, vocabulary);
    let start = grid.paragraphs.iter().rposition(|line| numbered_name(&line.value).is_some());
    let start = start.filter(|_| is_part)?;
    let lines = grid.paragraphs[start..].iter().flat_map(|line| rows_of(line, vocabulary));
    let mut rows: Vec<GridRow> = (0..)
        .zip(lines)
        .map(|(index, cells)| GridRow {
            index,
            is_head: false,
            cells: (0..).zip(cells).map(|(column, text)| cell_at(column, text)).collect(),
        })
        .collect();
    let below = u32::try_from(rows.len()).ok()?;
    let table = grid.rows.iter();
    rows.extend(table.map(|row| GridRow { index: below + row.index, ..row.clone() }));
    Some(Grid {
        paragraphs: grid.paragraphs[..start].to_vec(),
        heading_depths: grid.heading_depths.iter().copied().take(start).collect(),
        rows,
        ..grid.clone()
    })
}

/// Returns the labels of a line with their values, each pair by itself; a line without labels is whole.
fn rows_of(line: &Words, vocabulary: &HeadingVocabulary) -> Vec<Vec<Words>> {
    let labelled =
        |part: &Words| pair(part, vocabulary).map(|(_, label, value)| vec![label, value]);
    if numbered_name(&line.value).is_none() {
        let parts = segments(&line.value, 0..line.value.len()).into_iter();
        let parts = parts.map(|range| slice(line, range.start, range.len()));
        // A sign may belong to a value as well: each part must say what it is.
        if let Some(rows) = parts.map(|part| labelled(&part)).collect() {
            return rows;
        }
    }
    vec![labelled(line).unwrap_or_else(|| vec![line.clone()])]
}
