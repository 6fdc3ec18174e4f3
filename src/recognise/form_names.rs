//! Names of forms, which say which form it is, or are its objective: «Scheda n. | 1», «Obiettivo 1 |
//! Ponte».

use super::form_rows::{Form, FormLabel, FormPart, SortedRows};
use super::form_titles::TITLE_WORDS;
use super::table_rows::texts;
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::{is_listed, words};
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;

/// Field of the name beside the title of a form.
const TITLE_FIELD: &str = "altro.titolo";

impl<'g> SortedRows<'g> {
    /// Takes the row right above the first form if it says which form it is, «Scheda n. | 1»: the label
    /// is no field of a plan, and yet begins each form.
    pub(crate) fn take_name_above(&mut self, start: u32) -> Option<(FormLabel<'g>, &'g GridCell)> {
        let Some(FormPart::Line(row)) = self.parts.last() else { return None };
        let row: &'g GridRow = row;
        let cells: Vec<&GridCell> = texts(row).collect();
        let [label, value] = cells.as_slice() else { return None };
        let says_which = |word: &String| word == "titolo" || is_listed(TITLE_WORDS, word);
        let is_name = row.index + 1 == start && words(&label.text.value).iter().all(says_which);
        is_name.then(|| {
            self.parts.pop();
            (FormLabel::Stated(&label.text), *value)
        })
    }

    /// Begins a form whose title has a name beside it: «OBIETTIVO N. 2 | Albo scrutatori».
    pub(crate) fn begin_named(
        &mut self,
        name: &'g GridCell,
        row: u32,
        vocabulary: &HeadingVocabulary,
    ) {
        self.end_pending();
        let is_shared = |part: &mut FormPart<'_>| matches!(part, FormPart::Form(form) if form.is_shared(vocabulary));
        if let Some(FormPart::Form(form)) = self.parts.pop_if(is_shared) {
            self.shared = form.values;
        }
        let head = Words::new(TITLE_FIELD.to_owned(), name.text.span);
        self.last = Some(self.parts.len());
        let mut values = self.shared.clone();
        values.push((FormLabel::Made(head), name));
        self.parts.push(FormPart::Form(Form { start: row, index: row, values, above_gap: 0 }));
        self.is_open = true;
    }

    /// Takes the names beside the titles of forms for their objectives, if nothing else names these.
    pub(crate) fn name_objectives(&mut self, vocabulary: &HeadingVocabulary) {
        let is_description = |label: &Words| {
            let role = vocabulary.of(&label.value).map(|(role, _)| role);
            role == Some(ColumnRole::Key(Key::Description))
        };
        if self.forms().flat_map(Form::labels).any(is_description) {
            return;
        }
        for part in &mut self.parts {
            let FormPart::Form(form) = part else { continue };
            for (label, _) in &mut form.values {
                if let FormLabel::Made(head) = label
                    && head.value == TITLE_FIELD
                {
                    head.value = Key::Description.name().to_owned();
                    self.are_named = true;
                }
            }
        }
    }
}

impl Form<'_> {
    /// Returns `true` if the form states what several objectives share, and none of them.
    fn is_shared(&self, vocabulary: &HeadingVocabulary) -> bool {
        let service = ColumnRole::Key(Key::Service);
        let is_of_group = |label: &Words| {
            let role = vocabulary.of(&label.value).map(|(role, _)| role);
            role.is_some_and(|role| role.is_about_group() || role == service)
        };
        self.labels().count() == self.values.len() && self.labels().all(is_of_group)
    }
}
