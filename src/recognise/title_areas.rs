//! Titles of the plan and of its tables, with the areas that they name.

use super::area_lines::names_area;
use super::cell_value::slice;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::line_parts::{area_of_title, manager_of_title};
use super::lone_line::LoneLine;
use super::period_lines::period_within;
use super::word_forms::letters;
use crate::model::years_in;
use crate::raw::Words;

impl GridScope<'_, '_> {
    /// Takes a line as the title; the title once more heads a page.
    pub(crate) fn take_title(&mut self, words: &Words) {
        let period = self.period_of_title(words);
        let begins_period = period.is_some();
        if let Some(period) = period {
            self.begin_period(period);
        }
        let names = &mut self.found.names;
        if names.is_title(words) || names.is_first_line(words) {
            self.account_for(TakenAs::PageLine, words);
        } else if let Some(unused) = names.take_title(words).filter(|_| !begins_period) {
            self.leave_out(unused);
        }
    }

    /// Returns the period that a title between the tables of a plan states, if that of the plan's title is
    /// another, or another title began one.
    fn period_of_title(&self, words: &Words) -> Option<Words> {
        let within = |words: &Words| {
            let range = period_within(&words.value)?;
            Some(slice(words, range.start, range.len()))
        };
        let first = self.found.names.title.as_ref().and_then(within)?;
        let own = within(words).filter(|_| !self.found.entries.is_empty())?;
        let has_begun = self.bands.period_name().is_some();
        (has_begun || years_in(&own.value) != years_in(&first.value)).then_some(own)
    }

    /// Keeps the area that a title among the lines above the head names.
    pub(crate) fn take_area_of_title(&mut self, lines: &[(Words, LoneLine)]) {
        let is_title = |kind: &LoneLine| {
            matches!(kind, LoneLine::Title | LoneLine::YearTitle | LoneLine::Dated)
        };
        let areas = lines.iter().filter(|(_, kind)| is_title(kind));
        let (area, manager) = areas
            .filter_map(|(words, _)| Some((area_of_title(words)?, manager_of_title(words))))
            .next_back()
            .unzip();
        if let Some(manager) = manager.flatten() {
            self.begin_manager(Words::new("Responsabile".to_owned(), manager.span), manager);
        }
        // A sheet stands alone; tables of a document follow one another.
        if area.is_some() || self.grid.name.is_some() {
            self.found.names.area = area;
        }
    }

    /// Takes the area that a title names, if the title before named another: the title heads each table
    /// of a sheet.
    pub(crate) fn take_area_within(&mut self, title: &Words) {
        let Some(area) = area_of_title(title) else { return };
        let name = letters(&area.value);
        let is_known =
            self.found.names.area.as_ref().is_some_and(|area| letters(&area.value) == name);
        let held = self.bands.area_name();
        // On each page the same title heads other names; «AREA SOCIALE» it ends.
        let ends_held =
            held.is_some_and(|held| !is_known || names_area(held) && letters(held) != name);
        if ends_held {
            self.begin_area(area.clone());
            if let Some(manager) = manager_of_title(title) {
                self.begin_manager(Words::new("Responsabile".to_owned(), manager.span), manager);
            }
        }
        self.found.names.area = Some(area);
    }
}
