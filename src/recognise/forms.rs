//! Forms with one objective each («schede obiettivo»), whose labels stand left of their values or
//! above them: they become the rows of a table, so that everything else reads them as such.

use super::form_indicators::heads;
use super::form_rows::{Form, FormLabel, FormPart, SortedRows, is_signed, sort_rows, sure_role};
use super::form_shapes::reshaped_form;
use super::form_tables::{has_indicators, inner_table_at};
use super::form_titles::{is_bare_title, is_weak_title, name_beside_title};
use super::labels_above::are_forms_with_labels_above;
use super::period_lines::period_within;
use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::{has_year, is_year, letters, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use crate::source::slice;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

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
    /// `true` if the forms have titles of their own.
    pub has_titles: bool,
    /// First cells of tables inside the forms.
    pub tables: Vec<Words>,
    /// Texts of the forms that are neither labels nor values.
    pub unread: Vec<Words>,
}

/// Places that one note points at: more are the same once again.
const MOST_PLACES: usize = 20;

/// Returns the note on tables inside forms, of which `tables` are the first cells.
pub(super) fn inner_tables(tables: &[Words]) -> Option<Diagnostic> {
    let (first, others) = tables.split_first()?;
    let message = format!(
        "La tabella {} dentro la scheda va sotto «altro», una voce per cella.",
        quote_start(&first.value)
    );
    let mut finding = Diagnostic::new(Code::ColumnAsField, first.span, message);
    for other in others.iter().take(MOST_PLACES) {
        finding = finding.also(other.span, quote_start(&other.value));
    }
    Some(finding.hint("Se non serve, toglierla dalla scheda, o le sue voci dal piano."))
}

/// Returns the table that the forms of `grid` make; `None` if it holds a table already, or no
/// forms of objectives.
pub(super) fn as_table(grid: &Grid, vocabulary: &HeadingVocabulary) -> Option<FormTable> {
    let reshaped = reshaped_form(grid, vocabulary);
    let grid = reshaped.as_ref().unwrap_or(grid);
    let holds_head =
        || (0..grid.rows.len()).any(|at| head_at(&grid.rows, at, vocabulary).is_some());
    // Values such as «Servizio idrico» and «Obiettivo 80%» make a head of the labels beside them.
    let are_forms =
        are_forms(&grid.rows, vocabulary) || are_forms_with_labels_above(&grid.rows, vocabulary);
    if !are_forms && holds_head() {
        return None;
    }
    let sorted = sort_rows(&grid.rows, vocabulary);
    let labels = sorted.forms().flat_map(Form::labels);
    let mut roles: BTreeSet<ColumnRole> =
        labels.filter_map(|label| Some(vocabulary.of(&label.value)?.0)).collect();
    if sorted.are_named {
        roles.insert(ColumnRole::Key(Key::Description));
    }
    let is_sound =
        roles.len() >= LEAST_LABELS && roles.contains(&ColumnRole::Key(Key::Description));
    if !is_sound {
        return None;
    }
    let rows = table(&sorted, vocabulary);
    let forms = sorted.forms().count();
    let SortedRows { tables, unread, has_titles, .. } = sorted;
    Some(FormTable {
        grid: Grid { rows, ..without_titles(grid) },
        forms,
        has_titles,
        tables,
        unread,
    })
}

/// Returns the grid without the paragraphs above it that only number a form; their years stay.
fn without_titles(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    for words in grid.paragraphs.iter_mut().filter(|words| numbers_form(&words.value)) {
        if let Some(period) = period_within(&words.value) {
            *words = slice(words, period.start, period.len());
        }
    }
    let keeps: Vec<bool> =
        grid.paragraphs.iter().map(|words| !numbers_form(&words.value)).collect();
    let mut kept = keeps.iter();
    grid.paragraphs.retain(|_| *kept.next().unwrap_or(&true));
    let mut kept = keeps.iter();
    grid.heading_depths.retain(|_| *kept.next().unwrap_or(&true));
    grid
}

/// Returns `true` for a title that says which form follows; «SCHEDE OBIETTIVO 2026» may be the only
/// title of the file.
fn numbers_form(text: &str) -> bool {
    let is_count = |word: &String| !is_year(word) && word.bytes().all(|b| b.is_ascii_digit());
    is_bare_title(text) && (!has_year(text) || words(text).iter().any(is_count))
}

/// Returns `true` if most rows with several texts are known labels with their values, and the
/// labels stand in one column, the description among them.
fn are_forms(rows: &[GridRow], vocabulary: &HeadingVocabulary) -> bool {
    let mut rows_with_pairs = 0;
    let mut labels: BTreeMap<u32, Vec<(String, ColumnRole)>> = BTreeMap::new();
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let mut has_head = false;
    let mut below_table = 0;
    for (at, row) in rows.iter().enumerate() {
        // Tables inside a form are none of its labels.
        if at >= below_table
            && let Some(table) = inner_table_at(rows, at, vocabulary)
        {
            below_table = at + table.rows;
            if has_indicators(rows, at, vocabulary)
                && let Some(cell) = texts(row).next()
            {
                let label = (letters(&cell.text.value), ColumnRole::Key(Key::Indicator));
                labels.entry(cell.column).or_default().push(label);
                rows_with_pairs += 1;
            }
        }
        if at < below_table || texts(row).count() < 2 || is_signed(row, vocabulary) {
            continue;
        }
        rows_with_pairs += 1;
        let cells: Vec<&GridCell> = texts(row).collect();
        let is_named = name_beside_title(row).is_some() || is_weak_title(&cells[0].text.value);
        let named = is_named.then_some(ColumnRole::Key(Key::Description));
        let Some(role) = sure_role(cells[0], vocabulary).or(named) else {
            if cells.len() <= 4 {
                *unknown.entry(letters(&cells[0].text.value)).or_default() += 1;
            }
            continue;
        };
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
    // «Target 2025» in each form is a label as well, though no field has its name.
    let recurring: usize = unknown.into_values().filter(|count| *count > 1).sum();
    labels.len() * 2 > rows_with_pairs - recurring
        && roles.contains(&ColumnRole::Key(Key::Description))
        && (recurs && roles.len() >= LEAST_LABELS || !has_head && roles.len() >= LEAST_OF_ONE)
}

/// Returns the rows of the table: those above, a head of all labels, a row for each form, with the
/// lines between them and below.
fn table(sorted: &SortedRows<'_>, vocabulary: &HeadingVocabulary) -> Vec<GridRow> {
    let mut columns: IndexMap<String, Words> = IndexMap::new();
    let mut rows: Vec<FormRow<'_>> = Vec::new();
    for part in &sorted.parts {
        rows.push(match part {
            FormPart::Line(row) => FormRow::Line(row),
            FormPart::Form(form) => {
                FormRow::Values(form.index, values(form, &mut columns, vocabulary))
            }
        });
    }
    let head = columns.values().enumerate();
    let head = head.map(|(column, label)| cell_at(column, label, CellKind::Text)).collect();
    // At the first row of the first form, not right above its last: otherwise values such as
    // «Servizio idrico» would pass for the second row of the head.
    let first = sorted.forms().next().map_or(0, |form| form.start);
    let head = GridRow { index: first, is_head: false, cells: head };
    let above = rows.iter().position(|row| matches!(row, FormRow::Values(..))).unwrap_or(0);
    let mut made: Vec<GridRow> =
        rows.into_iter().map(|row| row.into_row(columns.len(), first)).collect();
    made.insert(above, head);
    made
}

/// Row of the table.
enum FormRow<'g> {
    /// Row as it stands.
    Line(&'g GridRow),
    /// Index and values of a form, by the columns of the table.
    Values(u32, Vec<(usize, &'g GridCell)>),
}

impl FormRow<'_> {
    /// Returns the row of a table of `width` columns whose head stands at row `head`.
    fn into_row(self, width: usize, head: u32) -> GridRow {
        match self {
            FormRow::Values(index, mut values) => {
                values.sort_by_key(|(column, _)| *column);
                let cells = values.into_iter();
                let cells = cells.map(|(column, value)| cell_at(column, &value.text, value.kind));
                GridRow { index, is_head: false, cells: cells.collect() }
            }
            // The columns of the table are not those of the forms: a line below the head is as wide
            // as it.
            FormRow::Line(row) if row.index > head => match lone(row) {
                Some(cell) => {
                    let col_span = u32::try_from(width).unwrap_or(u32::MAX);
                    let cell = GridCell { col_span, ..cell_at(0, &cell.text, cell.kind) };
                    GridRow { cells: vec![cell], ..row.clone() }
                }
                None => row.clone(),
            },
            FormRow::Line(row) => row.clone(),
        }
    }
}

/// Returns the values of a form by the columns of the table, which grow with its labels.
fn values<'g>(
    form: &Form<'g>,
    columns: &mut IndexMap<String, Words>,
    vocabulary: &HeadingVocabulary,
) -> Vec<(usize, &'g GridCell)> {
    let labels: Vec<&Words> = form.labels().collect();
    let mut heads = heads(&labels, vocabulary).into_iter();
    let mut values = Vec::new();
    for (label, value) in &form.values {
        let (name, head) = match label {
            FormLabel::Made(head) => (head.value.clone(), head.clone()),
            FormLabel::Stated(label) => {
                let head = heads.next().unwrap_or_else(|| (*label).clone());
                // A head made of a label, «indicatore.2», is not the label «Indicatore 2».
                let is_label = head.value == label.value;
                let name = if is_label { letters(&head.value) } else { head.value.clone() };
                (name, head)
            }
        };
        let column = columns.entry(name);
        values.push((column.index(), *value));
        column.or_insert(head);
    }
    values
}

fn cell_at(column: usize, text: &Words, kind: CellKind) -> GridCell {
    GridCell {
        column: u32::try_from(column).unwrap_or(u32::MAX),
        col_span: 1,
        row_span: 1,
        text: text.clone(),
        kind,
    }
}
