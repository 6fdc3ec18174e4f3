//! Forms with one objective each («schede obiettivo»), whose labels stand left of their values or
//! above them: they become the rows of a table, so that everything else reads them as such.

use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{letters, words};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Bytes of a label: longer texts are values.
const LONGEST_LABEL: usize = 80;
/// Known labels of a form: two may stand above any table, «Area» and «Responsabile».
const LEAST_LABELS: usize = 3;

/// Table made of forms.
pub(super) struct FormTable {
    /// Lines above the forms, a head made of their labels, a row for each form, lines below.
    pub grid: Grid,
    /// Number of forms.
    pub forms: usize,
}

/// Form with the values of its labels.
struct Form<'g> {
    /// Index of its last row in the grid.
    index: u32,
    /// Letters of its first label, which begins the next form as well.
    first: String,
    values: Vec<(&'g Words, &'g GridCell)>,
}

/// Rows of a grid, sorted by what they are to its forms.
#[derive(Default)]
struct SortedRows<'g> {
    above: Vec<&'g GridRow>,
    forms: Vec<Form<'g>>,
    below: Vec<&'g GridRow>,
}

/// Returns the table that the forms of `grid` make; `None` if it holds a table already, or no
/// forms of objectives.
pub(super) fn as_table(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<FormTable> {
    if (0..grid.rows.len()).any(|at| head_at(&grid.rows, at, vocabulary).is_some()) {
        return None;
    }
    let sorted = sort_rows(&grid.rows, vocabulary);
    let labels = sorted.forms.iter().flat_map(|form| form.values.iter().map(|(label, _)| *label));
    let roles: BTreeSet<ColumnRole> =
        labels.filter_map(|label| Some(vocabulary.of(&label.value)?.0)).collect();
    let is_sound =
        roles.len() >= LEAST_LABELS && roles.contains(&ColumnRole::Key(Key::Description));
    let forms = sorted.forms.len();
    is_sound.then(|| FormTable { grid: Grid { rows: table(sorted), ..grid.clone() }, forms })
}

fn sort_rows<'g>(rows: &'g [GridRow], vocabulary: &HeadingVocabulary) -> SortedRows<'g> {
    let mut sorted = SortedRows::default();
    // `false` before the first form and below the title of the next.
    let mut is_open = false;
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let (pairs, taken) = pairs_at(rows, at, is_open, vocabulary);
        at += taken;
        for (label, value) in &pairs {
            sorted.add(label, value, row.index, is_open);
            is_open = true;
        }
        if !pairs.is_empty() {
            continue;
        }
        // A title such as «SCHEDA OBIETTIVO N. 2» ends the form above it.
        if is_title(row) {
            is_open = false;
        } else if sorted.forms.is_empty() {
            sorted.above.push(row);
        } else {
            sorted.below.push(row);
        }
    }
    sorted
}

impl<'g> SortedRows<'g> {
    /// Adds a label and its value to the last form, or to a new one.
    fn add(&mut self, label: &'g Words, value: &'g GridCell, row: u32, is_open: bool) {
        let name = letters(&label.value);
        if !is_open || self.forms.last().is_none_or(|form| form.first == name) {
            self.forms.push(Form { index: row, first: name, values: Vec::new() });
        }
        if let Some(form) = self.forms.last_mut() {
            form.index = row;
            form.values.push((label, value));
        }
    }
}

/// Returns the labels at row `at` with their values, beside them or in the row below, and the
/// number of rows that they take.
fn pairs_at<'g>(
    rows: &'g [GridRow],
    at: usize,
    is_open: bool,
    vocabulary: &HeadingVocabulary,
) -> (Vec<(&'g Words, &'g GridCell)>, usize) {
    let is_known = |cell: &GridCell| {
        vocabulary.of(&cell.text.value).is_some_and(|(_, rank)| rank < HeadingRank::FirstWord)
    };
    let is_label = |cell: &GridCell| {
        let is_short = cell.kind == CellKind::Text && cell.text.value.len() <= LONGEST_LABEL;
        is_short && (is_open || is_known(cell))
    };
    if let (Some(label), Some(value)) = (lone(&rows[at]), rows.get(at + 1).and_then(lone)) {
        let is_above = is_known(label) && !is_known(value) && !is_title(&rows[at + 1]);
        return if is_above { (vec![(&label.text, value)], 2) } else { (Vec::new(), 1) };
    }
    let cells: Vec<&GridCell> = texts(&rows[at]).collect();
    let pairs = cells.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    if !cells.len().is_multiple_of(2)
        || cells.len() > 4
        || !pairs.clone().all(|(label, _)| is_label(label))
    {
        return (Vec::new(), 1);
    }
    (pairs.map(|(label, value)| (&label.text, value)).collect(), 1)
}

/// Returns `true` for the title of a form: «SCHEDA OBIETTIVO N. 2», «Obiettivo n. 3».
fn is_title(row: &GridRow) -> bool {
    let Some(cell) = lone(row) else { return false };
    let words = words(&cell.text.value);
    let first = words.first().map_or("", String::as_str);
    matches!(first, "scheda" | "schede")
        || first == "obiettivo" && words.len() <= 3 && words.last().is_some_and(|w| is_number(w))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the rows of the table: those above, a head of all labels, a row for each form, those
/// below.
fn table(sorted: SortedRows<'_>) -> Vec<GridRow> {
    let mut columns: IndexMap<String, &Words> = IndexMap::new();
    for (label, _) in sorted.forms.iter().flat_map(|form| &form.values) {
        columns.entry(letters(&label.value)).or_insert(label);
    }
    let at = |column: usize, text: &Words, kind| GridCell {
        column: u32::try_from(column).unwrap_or(u32::MAX),
        col_span: 1,
        row_span: 1,
        text: text.clone(),
        kind,
    };
    let head = columns.values().enumerate().map(|(i, label)| at(i, label, CellKind::Text));
    // Above the last row of the first form, since the rows of a grid come in their order.
    let first = sorted.forms.first().map_or(0, |form| form.index.saturating_sub(1));
    let head = GridRow { index: first, is_head: false, cells: head.collect() };
    let row = |form: &Form<'_>| {
        let cells = form.values.iter().filter_map(|(label, value)| {
            let column = columns.get_index_of(&letters(&label.value))?;
            Some(at(column, &value.text, value.kind))
        });
        let mut cells: Vec<GridCell> = cells.collect();
        cells.sort_by_key(|cell| cell.column);
        GridRow { index: form.index, is_head: false, cells }
    };
    let rows = sorted.forms.iter().map(row);
    let (above, below) = (sorted.above.into_iter().cloned(), sorted.below.into_iter().cloned());
    above.chain([head]).chain(rows).chain(below).collect()
}
