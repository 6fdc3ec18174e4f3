//! Values of several years in a form: «Anno | 2026 | 2027» over «Target | 20% | 60%».

use super::form_rows::{FormLabel, SortedRows, sure_role};
use super::table_rows::texts;
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::is_year;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;

impl<'g> SortedRows<'g> {
    /// Takes «Anno | 2026 | 2027», the years of the values below; returns `false` for any other row.
    pub(crate) fn take_years(&mut self, row: &'g GridRow, vocabulary: &HeadingVocabulary) -> bool {
        let mut cells = texts(row);
        let period = ColumnRole::Key(Key::Period);
        let is_label = cells.next().and_then(|cell| sure_role(cell, vocabulary)) == Some(period);
        let years: Vec<(u32, &Words)> = cells.map(|cell| (cell.column, &cell.text)).collect();
        let are_years =
            is_label && years.len() > 1 && years.iter().all(|(_, text)| is_year(text.value.trim()));
        if are_years {
            self.leave_pending();
            self.years = years;
        }
        are_years
    }

    /// Takes «Target | 20% | 60%», values of the years above; returns `false` for any other row.
    pub(crate) fn take_by_year(&mut self, row: &'g GridRow) -> bool {
        let mut cells = texts(row);
        let Some(label) = cells.next() else { return false };
        let year = |cell: &'g GridCell| {
            let (_, year) = self.years.iter().find(|(column, _)| *column == cell.column)?;
            let head =
                format!("{} {}", label.text.value.trim().trim_end_matches(':'), year.value.trim());
            Some((FormLabel::Made(Words::new(head, label.text.span)), cell))
        };
        let values: Option<Vec<_>> = cells.map(year).collect();
        let Some(values) = values.filter(|values| values.len() > 1) else { return false };
        self.leave_pending();
        if let Some(form) = self.last_form() {
            form.index = row.index;
            form.values.extend(values);
        }
        true
    }
}
