//! Forms with one objective each («schede obiettivo»), whose labels stand left of their values or
//! above them: they become the rows of a table, so that everything else reads them as such.

use super::form_indicators::heads;
use super::proposals::is_signature_row;
use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{letters, words};
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a label: longer texts are values.
const LONGEST_LABEL: usize = 80;
/// Known labels of a form: two may stand above any table, «Area» and «Responsabile».
const LEAST_LABELS: usize = 3;
/// Known labels of a form that stands alone: none of them recurs to tell it from other pairs.
const LEAST_OF_ONE: usize = 4;

/// Table made of forms.
pub(super) struct FormTable {
    /// Lines above the forms, a head made of their labels, a row for each form, lines below.
    pub grid: Grid,
    /// Number of forms.
    pub forms: usize,
}

/// Form with the values of its labels.
struct Form<'g> {
    /// Index of its first row in the grid.
    start: u32,
    /// Index of its last row in the grid.
    index: u32,
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
    let holds_head =
        || (0..grid.rows.len()).any(|at| head_at(&grid.rows, at, vocabulary).is_some());
    // Values such as «Servizio idrico» and «Obiettivo 80%» make a head of the labels beside them.
    if !are_forms(&grid.rows, vocabulary) && holds_head() {
        return None;
    }
    let sorted = sort_rows(&grid.rows, vocabulary);
    let labels = sorted.forms.iter().flat_map(|form| form.values.iter().map(|(label, _)| *label));
    let roles: BTreeSet<ColumnRole> =
        labels.filter_map(|label| Some(vocabulary.of(&label.value)?.0)).collect();
    let is_sound =
        roles.len() >= LEAST_LABELS && roles.contains(&ColumnRole::Key(Key::Description));
    let forms = sorted.forms.len();
    is_sound.then(|| FormTable {
        grid: Grid { rows: table(sorted, vocabulary), ..grid.clone() },
        forms,
    })
}

/// Returns `true` if most rows with several texts are known labels with their values, and the
/// labels stand in one column, the description among them.
fn are_forms(rows: &[GridRow], vocabulary: &HeadingVocabulary) -> bool {
    let mut rows_with_pairs = 0;
    let mut labels: BTreeMap<u32, Vec<(String, ColumnRole)>> = BTreeMap::new();
    let mut has_head = false;
    for row in rows.iter().filter(|row| texts(row).count() > 1 && !is_signed(row, vocabulary)) {
        rows_with_pairs += 1;
        let cells: Vec<&GridCell> = texts(row).collect();
        let Some(role) = sure_role(cells[0], vocabulary) else { continue };
        let is_kind = role == ColumnRole::Key(Key::Kind);
        // «Obiettivo | Peso» is a head, «Tipo | Obiettivo gestionale» a label with its value.
        if !is_kind
            && cells[1..].iter().step_by(2).any(|cell| sure_role(cell, vocabulary).is_some())
        {
            has_head = true;
        } else if cells.len() <= 4 {
            let name = letters(&cells[0].text.value);
            labels.entry(cells[0].column).or_default().push((name, role));
        }
    }
    let Some(labels) = labels.into_values().max_by_key(Vec::len) else { return false };
    let names: BTreeSet<&str> = labels.iter().map(|(name, _)| name.as_str()).collect();
    let roles: BTreeSet<&ColumnRole> = labels.iter().map(|(_, role)| role).collect();
    let recurs = names.len() < labels.len();
    labels.len() * 2 > rows_with_pairs
        && roles.contains(&ColumnRole::Key(Key::Description))
        && (recurs && roles.len() >= LEAST_LABELS || !has_head && roles.len() >= LEAST_OF_ONE)
}

/// Returns `true` for a row of those who sign; «Responsabile | Il Segretario» is a label with its
/// value.
fn is_signed(row: &GridRow, vocabulary: &HeadingVocabulary) -> bool {
    let is_label = |cell| sure_role(cell, vocabulary).is_some();
    is_signature_row(row, false) && !texts(row).next().is_some_and(is_label)
}

/// Returns the field that a cell surely names.
fn sure_role(cell: &GridCell, vocabulary: &HeadingVocabulary) -> Option<ColumnRole> {
    let (role, rank) = vocabulary.of(&cell.text.value)?;
    (rank < HeadingRank::FirstWord).then_some(role)
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
            sorted.add(label, value, row.index, is_open, vocabulary);
            is_open = true;
        }
        if !pairs.is_empty() {
            continue;
        }
        // A title such as «SCHEDA OBIETTIVO N. 2» ends the form above it.
        if is_title(row) {
            is_open = false;
        } else if is_open && lone(row).is_some_and(|cell| sorted.has_label(&cell.text)) {
            // A label whose value is blank says nothing.
        } else if sorted.forms.is_empty() {
            sorted.above.push(row);
        } else {
            sorted.below.push(row);
        }
    }
    sorted
}

impl<'g> SortedRows<'g> {
    /// Returns `true` if a form has this label.
    fn has_label(&self, text: &Words) -> bool {
        let name = letters(&text.value);
        let mut labels = self.forms.iter().flat_map(|form| &form.values);
        labels.any(|(label, _)| letters(&label.value) == name)
    }

    /// Adds a label and its value to the last form, or to a new one.
    fn add(
        &mut self,
        label: &'g Words,
        value: &'g GridCell,
        row: u32,
        is_open: bool,
        vocabulary: &HeadingVocabulary,
    ) {
        if !is_open || self.forms.last().is_none_or(|form| form.ends_before(label, vocabulary)) {
            self.forms.push(Form { start: row, index: row, values: Vec::new() });
        }
        if let Some(form) = self.forms.last_mut() {
            form.index = row;
            form.values.push((label, value));
        }
    }
}

impl Form<'_> {
    /// Returns `true` if `label` begins the next form: its first label, or another that stands once
    /// in a form. Those of indicators recur with each.
    fn ends_before(&self, label: &Words, vocabulary: &HeadingVocabulary) -> bool {
        let name = letters(&label.value);
        let recurring = [Key::Indicator, Key::ExpectedResult, Key::Weight].map(ColumnRole::Key);
        let stands_once = || {
            let role = vocabulary.of(&label.value).map(|(role, _)| role);
            role.is_some_and(|role| !recurring.contains(&role))
        };
        let at = self.values.iter().position(|(other, _)| letters(&other.value) == name);
        at.is_some_and(|at| at == 0 || stands_once())
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
    let is_known = |cell: &GridCell| sure_role(cell, vocabulary).is_some();
    let is_label = |cell: &GridCell| {
        let is_short = cell.kind == CellKind::Text && cell.text.value.len() <= LONGEST_LABEL;
        is_short && (is_open || is_known(cell))
    };
    if let (Some(label), Some(value)) = (lone(&rows[at]), rows.get(at + 1).and_then(lone)) {
        let is_above = is_known(label) && !is_known(value) && !is_title(&rows[at + 1]);
        return if is_above { (vec![(&label.text, value)], 2) } else { (Vec::new(), 1) };
    }
    let mut cells: Vec<&GridCell> = texts(&rows[at]).collect();
    // A second label whose value is blank says nothing.
    if cells.len() == 3 && is_known(cells[2]) {
        cells.truncate(2);
    }
    let pairs = cells.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    if !cells.len().is_multiple_of(2)
        || cells.len() > 4
        || is_signed(&rows[at], vocabulary)
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
fn table(sorted: SortedRows<'_>, vocabulary: &HeadingVocabulary) -> Vec<GridRow> {
    let mut columns: IndexMap<String, Words> = IndexMap::new();
    let mut rows: Vec<Vec<(usize, &GridCell)>> = Vec::new();
    for form in &sorted.forms {
        let labels: Vec<&Words> = form.values.iter().map(|(label, _)| *label).collect();
        let row = heads(&labels, vocabulary).into_iter().zip(&form.values).map(
            |(head, (label, value))| {
                // A head made of a label, «indicatore.2», is not the label «Indicatore 2».
                let is_label = head.value == label.value;
                let name = if is_label { letters(&head.value) } else { head.value.clone() };
                let column = columns.entry(name);
                let at = column.index();
                column.or_insert(head);
                (at, *value)
            },
        );
        rows.push(row.collect());
    }
    let at = |column: usize, text: &Words, kind| GridCell {
        column: u32::try_from(column).unwrap_or(u32::MAX),
        col_span: 1,
        row_span: 1,
        text: text.clone(),
        kind,
    };
    let head = columns.values().enumerate().map(|(i, label)| at(i, label, CellKind::Text));
    // At the first row of the first form, not right above its last: otherwise values such as
    // «Servizio idrico» would pass for the second row of the head.
    let first = sorted.forms.first().map_or(0, |form| form.start);
    let head = GridRow { index: first, is_head: false, cells: head.collect() };
    let rows = rows.into_iter().zip(&sorted.forms).map(|(values, form)| {
        let mut cells: Vec<GridCell> =
            values.into_iter().map(|(column, value)| at(column, &value.text, value.kind)).collect();
        cells.sort_by_key(|cell| cell.column);
        GridRow { index: form.index, is_head: false, cells }
    });
    let above = sorted.above.into_iter().cloned();
    // The columns of the table are not those of the forms: a line below them is as wide as it.
    let width = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    let below = sorted.below.into_iter().map(|row| {
        let cells =
            lone(row).map(|cell| GridCell { col_span: width, ..at(0, &cell.text, cell.kind) });
        cells.map_or_else(|| row.clone(), |cell| GridRow { cells: vec![cell], ..row.clone() })
    });
    above.chain([head]).chain(rows).chain(below).collect()
}
