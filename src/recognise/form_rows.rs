//! Rows of forms, sorted: labels with their values, tables inside a form, lines between forms.

use super::form_pairs::pairs_at;
use super::form_tables::{InnerTable, inner_table_at};
use super::form_titles::{is_bare_title, is_for_later, is_title, is_weak_title, name_beside_title};
use super::lone_line::{LoneLine, lone_line};
use super::period_lines::period_within;
use super::persons::is_person;
use super::proposals::is_signature_row;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::letters;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;

/// Label of a value in a form.
#[derive(Clone, Debug)]
pub(super) enum FormLabel<'g> {
    /// Label as it stands.
    Stated(&'g Words),
    /// Head made for a cell of a table inside the form.
    Made(Words),
}

/// Form with the values of its labels.
pub(super) struct Form<'g> {
    /// Index of its first row in the grid.
    pub start: u32,
    /// Index of its last row in the grid.
    pub index: u32,
    /// Labels with their values, in the order of the rows.
    pub values: Vec<(FormLabel<'g>, &'g GridCell)>,
    /// Number of values above the last blank row inside the form.
    pub above_gap: usize,
}

/// Part of a grid with forms.
pub(super) enum FormPart<'g> {
    /// Row above, between or below the forms.
    Line(&'g GridRow),
    /// Form.
    Form(Form<'g>),
}

/// Rows of a grid, sorted by what they are to its forms.
#[derive(Default)]
pub(super) struct SortedRows<'g> {
    /// Lines and forms, from the top.
    pub parts: Vec<FormPart<'g>>,
    /// First cells of tables inside forms.
    pub tables: Vec<Words>,
    /// Texts that are neither labels nor values, lines nor tables.
    pub unread: Vec<Words>,
    /// `true` if forms have titles of their own: «SCHEDA N. 2».
    pub has_titles: bool,
    /// Place of the last form among the parts; `None` above the first.
    pub last: Option<usize>,
    /// Rows of which only the next label shows whether they stand inside a form.
    pending: Vec<&'g GridRow>,
    /// `false` before the first form and below the title of the next.
    pub is_open: bool,
    /// Years that a row of the last form has, with their columns.
    pub years: Vec<(u32, &'g Words)>,
    /// Area, service and the like of a form with several objectives: «Obiettivo 1 | Ponte».
    pub shared: Vec<(FormLabel<'g>, &'g GridCell)>,
    /// `true` if the objectives are the names beside the titles of forms.
    pub are_named: bool,
    /// `true` once a blank row parted two forms.
    are_apart: bool,
}

/// Returns the field that a cell surely names.
pub(super) fn sure_role(cell: &GridCell, vocabulary: &HeadingVocabulary) -> Option<ColumnRole> {
    let (role, rank) = vocabulary.of(&cell.text.value)?;
    (rank < HeadingRank::FirstWord).then_some(role)
}

/// Returns `true` for a row of those who sign; «Responsabile | Il Segretario» is a label with its
/// value.
pub(super) fn is_signed(row: &GridRow, vocabulary: &HeadingVocabulary) -> bool {
    let is_label = |cell| sure_role(cell, vocabulary).is_some();
    is_signature_row(row, false) && !texts(row).next().is_some_and(is_label)
}

/// Sorts the rows of a grid.
pub(super) fn sort_rows<'g>(rows: &'g [GridRow], vocabulary: &HeadingVocabulary) -> SortedRows<'g> {
    let mut sorted = SortedRows::default();
    let mut at = 0;
    while at < rows.len() {
        at += sorted.take(rows, at, vocabulary);
    }
    sorted.end();
    sorted.name_objectives(vocabulary);
    sorted
}

impl<'g> SortedRows<'g> {
    /// Returns the forms.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &Form<'g>> {
        self.parts.iter().filter_map(|part| match part {
            FormPart::Form(form) => Some(form),
            FormPart::Line(_) => None,
        })
    }

    /// Sorts what begins at row `at`; returns the number of rows that it takes.
    fn take(&mut self, rows: &'g [GridRow], at: usize, vocabulary: &HeadingVocabulary) -> usize {
        if self.is_open
            && let Some(table) = inner_table_at(rows, at, vocabulary)
        {
            let taken = table.rows;
            self.leave_pending();
            self.add_table(table);
            return taken;
        }
        if let Some(name) = name_beside_title(&rows[at]) {
            self.begin_named(name, rows[at].index, vocabulary);
            return 1;
        }
        if self.is_open && (self.take_years(&rows[at], vocabulary) || self.take_by_year(&rows[at]))
        {
            return 1;
        }
        // «Titolo | Ponte» below «Obiettivo n. 2».
        let is_titled = self.has_titles
            && texts(&rows[at]).next().is_some_and(|cell| is_weak_title(&cell.text.value));
        let (pairs, taken) = pairs_at(rows, at, self.is_open || is_titled, vocabulary);
        for (label, value) in &pairs {
            self.add(label, value, rows[at].index, vocabulary);
        }
        if let (Some(form), Some(last)) = (self.last_form(), rows.get(at + taken - 1))
            && !pairs.is_empty()
        {
            form.index = last.index;
        }
        if pairs.is_empty() {
            self.take_line(&rows[at]);
        } else if taken == 1 {
            // A second label whose value is blank says nothing; «Consuntivo» beside a value does.
            let rest = texts(&rows[at]).skip(2 * pairs.len());
            let rest = rest.filter(|cell| sure_role(cell, vocabulary).is_none());
            self.unread.extend(rest.map(|cell| cell.text.clone()));
        }
        taken
    }

    /// Sorts a row that has no label with a value.
    fn take_line(&mut self, row: &'g GridRow) {
        match lone(row) {
            // A title ends the form above it.
            Some(cell) if is_title(&cell.text.value) => {
                self.end_pending();
                self.is_open = false;
                self.has_titles = true;
                let text = &cell.text.value;
                if self.last.is_none() && period_within(text).is_some() && is_bare_title(text) {
                    // «SCHEDA OBIETTIVO 2025» may be the only title of the file.
                    self.parts.push(FormPart::Line(row));
                } else if !is_bare_title(text) {
                    self.unread.push(cell.text.clone());
                }
            }
            // «Verifica finale» is filled in later.
            Some(cell) if self.is_open && is_for_later(&cell.text.value) => {
                self.unread.push(cell.text.clone());
            }
            // A label whose value is blank says nothing.
            Some(cell) if self.is_open && self.has_label(&cell.text) => {}
            _ if self.last.is_none() => self.parts.push(FormPart::Line(row)),
            Some(_) => self.pending.push(row),
            None if is_signature_row(row, !self.pending.is_empty()) => self.pending.push(row),
            None => self.unread.extend(texts(row).map(|cell| cell.text.clone())),
        }
    }

    /// Returns `true` if a form has this label.
    fn has_label(&self, text: &Words) -> bool {
        let name = letters(&text.value);
        self.forms().any(|form| form.labels().any(|label| letters(&label.value) == name))
    }

    /// Adds a label and its value to the last form, or to a new one.
    fn add(
        &mut self,
        label: &'g Words,
        value: &'g GridCell,
        row: u32,
        vocabulary: &HeadingVocabulary,
    ) {
        let is_below_gap = self.last_form().is_some_and(|form| row > form.index + 1);
        let ends = self.last_form().is_none_or(|form| form.ends_before(label, vocabulary))
            // Where blank rows part the forms, the order of the labels does not.
            || (is_below_gap || !self.are_apart) && self.leads_known_form(label);
        self.are_apart |= ends && is_below_gap;
        if !self.is_open || ends {
            self.end_pending();
            let named = self.last.is_none().then(|| self.take_name_above(row)).flatten();
            // Below a blank row, labels above the one that begins a form belong to it.
            let leading = if ends && self.is_open { self.take_below_gap() } else { Vec::new() };
            self.last = Some(self.parts.len());
            self.years.clear();
            let values = leading.into_iter().chain(named).collect();
            self.parts.push(FormPart::Form(Form { start: row, index: row, values, above_gap: 0 }));
            self.is_open = true;
        } else {
            self.leave_pending();
        }
        if let Some(form) = self.last_form() {
            if row > form.index + 1 {
                form.above_gap = form.values.len();
            }
            form.index = row;
            form.values.push((FormLabel::Stated(label), value));
        }
    }

    /// Removes the values below the last blank row of the last form.
    fn take_below_gap(&mut self) -> Vec<(FormLabel<'g>, &'g GridCell)> {
        let form = self.last_form().filter(|form| form.above_gap > 0);
        form.map(|form| form.values.split_off(form.above_gap)).unwrap_or_default()
    }

    /// Adds the cells of a table to the form that it stands in.
    fn add_table(&mut self, table: InnerTable<'g>) {
        self.tables.extend(table.first);
        let Some(form) = self.last_form() else { return };
        form.index = table.last;
        let values = table.values.into_iter();
        form.values.extend(values.map(|(head, cell)| (FormLabel::Made(head), cell)));
    }

    pub(crate) fn last_form(&mut self) -> Option<&mut Form<'g>> {
        match self.parts.get_mut(self.last?)? {
            FormPart::Form(form) => Some(form),
            FormPart::Line(_) => None,
        }
    }

    /// Leaves out lines inside a form, such as the titles of its sections.
    pub(crate) fn leave_pending(&mut self) {
        let rows = std::mem::take(&mut self.pending);
        let texts = rows.into_iter().flat_map(texts);
        self.unread.extend(texts.map(|cell| cell.text.clone()));
    }

    /// Keeps lines between two forms, which may name the area of the next.
    pub(crate) fn end_pending(&mut self) {
        let mut is_signed = false;
        for row in std::mem::take(&mut self.pending) {
            let Some(cell) = lone(row) else {
                self.parts.push(FormPart::Line(row));
                continue;
            };
            let kind = lone_line(&cell.text.value);
            // The name below «Il Responsabile» is that of a person, and no area.
            if is_signed && (kind == LoneLine::Name || is_person(&cell.text.value)) {
                self.unread.push(cell.text.clone());
            } else {
                self.parts.push(FormPart::Line(row));
            }
            is_signed = kind == LoneLine::Prose;
        }
    }

    /// Ends the grid: names right below the last form are none of an area, which has no form here.
    fn end(&mut self) {
        let Some(index) = self.last_form().map(|form| form.index) else { return };
        let is_apart = self.pending.first().is_some_and(|row| row.index > index + 1);
        let (lines, names): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.pending).into_iter().partition(|row| {
                let kind = lone(row).map(|cell| lone_line(&cell.text.value));
                is_apart || !matches!(kind, Some(LoneLine::Name | LoneLine::Dated))
            });
        self.unread.extend(names.into_iter().flat_map(texts).map(|cell| cell.text.clone()));
        self.parts.extend(lines.into_iter().map(FormPart::Line));
    }
}

impl<'g> Form<'g> {
    /// Returns the labels that stand in the form.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &'g Words> {
        self.values.iter().filter_map(|(label, _)| match label {
            FormLabel::Stated(words) => Some(*words),
            FormLabel::Made(_) => None,
        })
    }
}
