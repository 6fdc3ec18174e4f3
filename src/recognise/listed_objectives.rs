//! Objectives that a document without tables writes as lines: «Ponte nuovo. Indicatore: collaudo.
//! (peso 40%)».

use super::cell_value::slice;
use super::line_signs::trimmed;
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use indexmap::IndexMap;
use std::ops::Range;

/// Objectives that make lines a list: one may be a sentence about anything.
const LEAST_OBJECTIVES: usize = 2;
/// Bytes of a label inside a line.
const LONGEST_LABEL: usize = 40;
/// Signs between the parts of a line.
const SIGNS: [char; 7] = ['.', ';', ',', '–', '—', '(', '\n'];

/// Part of a line: the field, its label, and the range of its value.
struct LinePart {
    role: ColumnRole,
    label: Range<usize>,
    value: Range<usize>,
}

/// Returns the table that the lines of a document without tables make; `None` if they list no
/// objectives.
pub(super) fn from_list(grids: &[&Grid], vocabulary: &HeadingVocabulary) -> Option<Grid> {
    let [grid] = grids else { return None };
    if grid.name.is_some() || !grid.rows.is_empty() {
        return None;
    }
    let lines: Vec<(&Words, Option<Vec<LinePart>>)> =
        grid.paragraphs.iter().map(|line| (line, objective_in(&line.value, vocabulary))).collect();
    let first = lines.iter().position(|(_, parts)| parts.is_some())?;
    if lines.iter().filter(|(_, parts)| parts.is_some()).count() < LEAST_OBJECTIVES {
        return None;
    }
    let mut columns: IndexMap<ColumnRole, Words> = IndexMap::new();
    for (line, parts) in &lines {
        for part in parts.iter().flatten() {
            let label = || label_of(part, line);
            columns.entry(part.role.clone()).or_insert_with(label);
        }
    }
    let mut rows: Vec<GridRow> = (0..)
        .zip(&lines)
        .map(|(index, (line, parts))| row(index, line, parts.as_deref(), &columns))
        .collect();
    let head = (0..).zip(columns.values()).map(|(column, label)| cell_at(column, label.clone()));
    let index = rows[first].index;
    rows.insert(first, GridRow { index, is_head: false, cells: head.collect() });
    Some(Grid { rows, ..Grid::default() })
}

/// Returns the row of a line: an objective by its columns, or the line as it stands.
fn row(
    index: u32,
    line: &Words,
    parts: Option<&[LinePart]>,
    columns: &IndexMap<ColumnRole, Words>,
) -> GridRow {
    let Some(parts) = parts else {
        let whole = GridCell {
            col_span: u32::try_from(columns.len()).unwrap_or(u32::MAX),
            ..cell_at(0, line.clone())
        };
        return GridRow { index, is_head: false, cells: vec![whole] };
    };
    let place = |part: &LinePart| columns.get_index_of(&part.role).unwrap_or_default();
    let mut cells: Vec<GridCell> = parts
        .iter()
        .map(|part| {
            let column = u32::try_from(place(part)).unwrap_or(u32::MAX);
            cell_at(column, slice(line, part.value.start, part.value.len()))
        })
        .collect();
    cells.sort_by_key(|cell| cell.column);
    GridRow { index, is_head: false, cells }
}

/// Returns the label of a part; the text before all labels is the description.
fn label_of(part: &LinePart, line: &Words) -> Words {
    if part.label.is_empty() {
        return Words::new(Key::Description.label().to_owned(), line.span);
    }
    slice(line, part.label.start, part.label.len())
}

/// Returns the parts of a line that states an objective and at least one measure of it; `None` for
/// any other line.
fn objective_in(text: &str, vocabulary: &HeadingVocabulary) -> Option<Vec<LinePart>> {
    let mut parts: Vec<LinePart> = labels_in(text, vocabulary);
    let end = parts.first()?.label.start;
    let before = between(text, 0..end);
    if before.is_empty() || parts.iter().any(|part| part.value.is_empty()) {
        return None;
    }
    let is_measure = |part: &LinePart| {
        [Key::Weight, Key::Indicator, Key::ExpectedResult].map(ColumnRole::Key).contains(&part.role)
    };
    let is_twice =
        |part: &LinePart| parts.iter().filter(|other| other.role == part.role).count() > 1;
    if !parts.iter().all(is_measure) || parts.iter().any(is_twice) {
        return None;
    }
    let role = ColumnRole::Key(Key::Description);
    parts.insert(0, LinePart { role, label: 0..0, value: before });
    Some(parts)
}

/// Returns the labels inside a line with their values, «Indicatore: …» and «(peso 40%)».
fn labels_in(text: &str, vocabulary: &HeadingVocabulary) -> Vec<LinePart> {
    let known = |label: &str| {
        let (role, rank) = vocabulary.of(label)?;
        (rank < HeadingRank::FirstWord && label.len() <= LONGEST_LABEL).then_some(role)
    };
    let mut parts: Vec<LinePart> = Vec::new();
    for (start, after) in beginnings(text) {
        let rest = &text[after..];
        let colon = rest.find(':').filter(|at| !rest[..*at].contains(SIGNS));
        // «(peso 40%)» needs no colon.
        let blank = rest.find(' ').filter(|at| {
            text[start..].starts_with('(')
                && rest[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        });
        let Some(length) = colon.or(blank) else { continue };
        let Some(role) = known(rest[..length].trim()) else { continue };
        let label = trimmed(&rest[..length]);
        let value = after + length + rest[length..].chars().next().map_or(0, char::len_utf8);
        if let Some(before) = parts.last_mut() {
            before.value = between(text, before.value.start..start);
        }
        let value = between(text, value..text.len());
        parts.push(LinePart { role, label: after + label.start..after + label.end, value });
    }
    parts
}

/// Returns the offsets of the signs behind which a label may begin, and those behind them.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices().filter_map(|(at, sign)| {
        let after = at + sign.len_utf8();
        let is_apart =
            sign == '(' || sign == '\n' || text[after..].starts_with(char::is_whitespace);
        (SIGNS.contains(&sign) && is_apart).then_some((at, after))
    })
}

/// Returns a range without the blanks around it, and without a bracket or a sign that ends it; the
/// full stop of a sentence stays.
fn between(text: &str, range: Range<usize>) -> Range<usize> {
    let is_sign = |c: char| c.is_whitespace() || ";,–—(".contains(c);
    let part = text[range.clone()].trim_matches(is_sign);
    let part = if part.contains('(') { part } else { part.trim_end_matches([')', ' ']) };
    let start = crate::source::offset_in(text, part);
    start..start + part.len()
}

fn cell_at(column: u32, text: Words) -> GridCell {
    GridCell { column, col_span: 1, row_span: 1, text, kind: CellKind::Text }
}
