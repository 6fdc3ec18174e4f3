//! Objectives that a document without tables writes as lines: «Ponte nuovo. Indicatore: collaudo.
//! (peso 40%)».

use super::cell_value::slice;
use super::line_signs::trimmed;
use super::list_lines::{ListedLine, ListedValue, take_unread};
use super::lone_line::{LoneLine, end_of_number, lone_line};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use crate::source::offset_in;
use indexmap::IndexMap;
use std::ops::Range;

/// Objectives that make lines a list: one may be a sentence about anything.
const LEAST_OBJECTIVES: usize = 2;
/// Bytes of a label inside a line.
const LONGEST_LABEL: usize = 40;
/// Signs behind which a label may begin.
const SIGNS: [char; 7] = ['.', ';', ',', '–', '—', '(', '\n'];

/// Table that the lines of a list make.
pub(super) struct ListTable {
    pub grid: Grid,
    /// Lines between the objectives that are neither objectives nor names of areas.
    pub unread: Vec<Words>,
}

/// Returns the table that the lines of a document without tables make; `None` if they list no
/// objectives.
pub(super) fn from_list(grids: &[&Grid], vocabulary: &HeadingVocabulary) -> Option<ListTable> {
    let [grid] = grids else { return None };
    if grid.name.is_some() || !grid.rows.is_empty() {
        return None;
    }
    let mut lines = lines(grid, vocabulary);
    let unread = take_unread(&mut lines, grid);
    let is_objective =
        |(_, line): &&(u32, ListedLine<'_>)| matches!(line, ListedLine::Objective(_));
    if lines.iter().filter(is_objective).count() < LEAST_OBJECTIVES {
        return None;
    }
    let first = lines.iter().position(|line| is_objective(&line))?;
    // A tender lists criteria with their weights too: a plan says that it is one, or whose areas.
    let is_of_plan = |(_, line): &(u32, ListedLine<'_>)| {
        let ListedLine::Other(line) = line else { return false };
        let kind = lone_line(&line.value);
        matches!(
            kind,
            LoneLine::Title | LoneLine::YearTitle | LoneLine::Area | LoneLine::AreaWith(_)
        )
    };
    if !lines[..first].iter().any(is_of_plan) {
        return None;
    }
    let mut columns: IndexMap<ColumnRole, Words> = IndexMap::new();
    for (_, line) in &lines {
        if let ListedLine::Objective(values) = line {
            for value in values {
                columns.entry(value.role.clone()).or_insert_with(|| value.label.clone());
            }
        }
    }
    let mut rows: Vec<GridRow> =
        lines.iter().map(|(index, line)| row(*index, line, &columns)).collect();
    let head = (0..).zip(columns.values()).map(|(column, label)| cell_at(column, label));
    let index = rows[first].index;
    rows.insert(first, GridRow { index, is_head: false, cells: head.collect() });
    Some(ListTable { grid: Grid { rows, ..Grid::default() }, unread })
}

/// Sorts the paragraphs of a grid; a measure in a line of its own belongs to the objective above.
fn lines<'g>(grid: &'g Grid, vocabulary: &HeadingVocabulary) -> Vec<(u32, ListedLine<'g>)> {
    let mut lines: Vec<(u32, ListedLine<'g>)> = Vec::new();
    for (index, line) in (0..).zip(&grid.paragraphs) {
        if let Some(values) = objective_in(line, vocabulary) {
            lines.push((index, ListedLine::Objective(values)));
        } else if let Some((_, ListedLine::Objective(values))) = lines.last_mut()
            && let [measure] = values_in(line, vocabulary).as_slice()
            && measure.0 == 0
            && values.iter().all(|value| value.role != measure.1.role)
        {
            let (_, ListedValue { role, label, value }) = measure;
            let (role, label, value) = (role.clone(), label.clone(), value.clone());
            values.push(ListedValue { role, label, value });
        } else {
            lines.push((index, ListedLine::Other(line)));
        }
    }
    lines
}

/// Returns the row of a line: an objective by its columns, or the line over all of them.
fn row(index: u32, line: &ListedLine<'_>, columns: &IndexMap<ColumnRole, Words>) -> GridRow {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut cells: Vec<GridCell> = match line {
        ListedLine::Other(line) => {
            vec![GridCell { col_span: number(columns.len()), ..cell_at(0, line) }]
        }
        ListedLine::Objective(values) => values
            .iter()
            .filter_map(|value| {
                Some(cell_at(number(columns.get_index_of(&value.role)?), &value.value))
            })
            .collect(),
    };
    cells.sort_by_key(|cell| cell.column);
    GridRow { index, is_head: false, cells }
}

/// Returns the values of a line that states an objective and at least one measure of it; `None` for
/// any other line.
fn objective_in(line: &Words, vocabulary: &HeadingVocabulary) -> Option<Vec<ListedValue>> {
    let found = values_in(line, vocabulary);
    let end = found.first()?.0;
    let before = between(&line.value, 0..end);
    let is_twice = |role: &ColumnRole| found.iter().filter(|(_, v)| v.role == *role).count() > 1;
    if before.is_empty() || found.iter().any(|(_, value)| is_twice(&value.role)) {
        return None;
    }
    // «1. Ponte», «- Ponte»: the number is no part of the text, and a sign says nothing.
    let text = &line.value[before.clone()];
    let number = end_of_number(text);
    let name = text[number..].trim_start_matches(['-', '•', '*', ' ']);
    let field = |key: Key, text: &str| ListedValue {
        role: ColumnRole::Key(key),
        label: Words::new(key.label().to_owned(), line.span),
        value: slice(line, offset_in(&line.value, text), text.len()),
    };
    let number = text[..number].trim_end_matches(['-', '–', '—', ' ']);
    let number = Some(number).filter(|number| !number.is_empty());
    let stated = number.map(|number| field(Key::Position, number)).into_iter();
    let measures = found.into_iter().map(|(_, value)| value);
    Some(stated.chain([field(Key::Description, name)]).chain(measures).collect())
}

/// Returns `true` for a figure and nothing behind it: «60», «40 %.».
fn ends_with_figure(text: &str) -> bool {
    let figure = text.trim_end_matches([' ', '.', '%']);
    !figure.is_empty() && figure.bytes().all(|b| b.is_ascii_digit() || b == b',')
}

/// Returns the measures inside a line, «Indicatore: …» and «(peso 40%)», with the offsets behind which
/// they begin; none if one of them is blank.
fn values_in(line: &Words, vocabulary: &HeadingVocabulary) -> Vec<(usize, ListedValue)> {
    let text = line.value.as_str();
    let measure = |label: &str| {
        let (role, rank) = vocabulary.of(label)?;
        let is_measure =
            [Key::Weight, Key::Indicator, Key::ExpectedResult].map(ColumnRole::Key).contains(&role);
        (is_measure && rank < HeadingRank::FirstWord && label.len() <= LONGEST_LABEL)
            .then_some(role)
    };
    // Where each begins, its field, and the ranges of its label and value.
    let mut found: Vec<(usize, ColumnRole, Range<usize>, Range<usize>)> = Vec::new();
    for (start, after) in beginnings(text) {
        let rest = &text[after..];
        let colon = rest.find(':').filter(|at| !rest[..*at].contains(SIGNS));
        // «(peso 40%)» needs no colon, and neither does «Peso 40» at the end.
        let is_in_brackets = text[start..].starts_with('(');
        let indent = rest.len() - rest.trim_start().len();
        let blank = rest[indent..].find(' ').map(|at| indent + at).filter(|at| {
            let figure = &rest[at + 1..];
            is_figure(figure) && (is_in_brackets || ends_with_figure(figure))
        });
        let Some(length) = colon.or(blank) else { continue };
        let label = trimmed(&rest[..length]);
        let Some(role) = measure(&rest[label.clone()]) else { continue };
        if let Some((.., value)) = found.last_mut() {
            value.end = start;
        }
        found.push((
            start,
            role,
            after + label.start..after + label.end,
            after + length + 1..text.len(),
        ));
    }
    let values = found.into_iter().map(|(start, role, label, value)| {
        let value = between(text, value);
        let part = |range: Range<usize>| slice(line, range.start, range.len());
        (start, ListedValue { role, label: part(label), value: part(value) })
    });
    let values: Vec<(usize, ListedValue)> = values.collect();
    let is_whole = values.iter().all(|(_, value)| !value.value.value.is_empty());
    if is_whole { values } else { Vec::new() }
}

/// Returns `true` for «40)», «40%)», «40 punti)»; «35 q)» weighs something.
fn is_figure(text: &str) -> bool {
    let value = text.split(')').next().unwrap_or_default();
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || ",.".contains(c)).trim();
    value.starts_with(|c: char| c.is_ascii_digit()) && matches!(unit, "" | "%" | "punti" | "/100")
}

/// Returns the offsets at which a label may begin: of the sign before it, and behind that.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let signs = text.char_indices().filter_map(|(at, sign)| {
        let after = at + sign.len_utf8();
        let is_apart = "(\n".contains(sign) || text[after..].starts_with(char::is_whitespace);
        (SIGNS.contains(&sign) && is_apart).then_some((at, after))
    });
    [(0, 0)].into_iter().chain(signs)
}

/// Returns a range without the blanks around it, and without a bracket or a sign that ends it; the
/// full stop of a sentence stays.
fn between(text: &str, range: Range<usize>) -> Range<usize> {
    let is_sign = |c: char| c.is_whitespace() || ";,–—(".contains(c);
    let part = text[range].trim_matches(is_sign);
    let inner = part.strip_suffix('.').filter(|inner| inner.ends_with(')')).unwrap_or(part);
    let part = if part.contains('(') { part } else { inner.trim_end_matches([')', ' ']) };
    let start = offset_in(text, part);
    start..start + part.len()
}

fn cell_at(column: u32, text: &Words) -> GridCell {
    GridCell { column, col_span: 1, row_span: 1, text: text.clone(), kind: CellKind::Text }
}
