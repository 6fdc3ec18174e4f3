//! Scope of one grid: what both its states use, and the lines that name something in it.

use super::area_doubts::names_unit;
use super::area_lines::names_area;
use super::bands::GridBands;
use super::cell_value::slice;
use super::context::RecognitionContext;
use super::found::Found;
use super::grid_report::{GridReport, TakenAs};
use super::lone_line::LoneLine;
use super::offices::quality;
use super::period_lines::period_within;
use super::persons::names_person;
use super::proposals::TextBelow;
use super::report::RecognitionReport;
use super::sheet_name::SheetName;
use super::weight_sums::WeightSums;
use super::word_forms::{is_listed, words};
use crate::office::Grid;
use crate::raw::Words;
use std::ops::Range;

/// Fields that hold above the head and in the table alike.
pub(super) struct GridScope<'r, 'g> {
    /// Grid that is read.
    pub grid: &'g Grid,
    /// Meanings of headings, and the layout's levels.
    pub context: &'r RecognitionContext<'r>,
    /// `true` if the rows are those of forms without titles of their own, above which any line may
    /// be one.
    pub is_of_bare_forms: bool,
    /// Everything found in the file.
    pub found: &'r mut Found,
    /// Everything reported of the file.
    pub report: &'r mut RecognitionReport,
    /// Account of this grid.
    pub account: GridReport,
    /// Names that hold at the current row.
    pub bands: GridBands,
    /// Names that the sheet's name gives.
    pub sheet: SheetName,
    /// Weights added up since the current bands began.
    pub sums: WeightSums,
    /// Lines that name neither area nor period nor title.
    pub unplaced: Vec<Words>,
    /// Texts below the table.
    pub below: Vec<TextBelow>,
    /// Line above the table that states a period among other words.
    pub caption: Option<Words>,
    /// Texts of rows above the head that have several cells.
    pub loose: Vec<Words>,
}

impl GridScope<'_, '_> {
    /// Accounts for `words`, which were taken as `kind`.
    pub(crate) fn account_for(&mut self, kind: TakenAs, words: &Words) {
        self.account.add(kind, words.span);
    }

    /// Keeps a text that does not enter the plan, to be reported at the end of the grid.
    pub(crate) fn leave_out(&mut self, words: Words) {
        self.account_for(TakenAs::LeftOut, &words);
        self.unplaced.push(words);
    }

    /// Returns the name of the area that a table of a document above this one left in force.
    pub(crate) fn held_area(&self) -> Option<String> {
        let name = self.bands.area_name().filter(|_| self.grid.name.is_none())?;
        (!self.bands.is_area_unused()).then(|| name.to_owned())
    }

    /// Begins an area.
    pub(crate) fn begin_area(&mut self, words: Words) {
        self.account_for(TakenAs::Area, &words);
        if let Some(unused) = self.bands.begin_area(words) {
            unused.into_iter().for_each(|words| self.leave_out(words));
            self.sums.begin_area();
        }
    }

    /// Begins an area that its place alone tells from other lines.
    pub(crate) fn begin_placed_area(&mut self, words: Words) {
        self.doubt_area(&words);
        self.begin_area(words);
    }

    /// Reports an area that its place alone tells from other lines, if its words do not sound like one,
    /// or do not say so though those of the area before did.
    pub(crate) fn doubt_area(&mut self, name: &Words) {
        let is_unlike =
            self.bands.area_name().is_some_and(names_area) && !self.bands.is_area_unused();
        self.report.findings.extend(self.found.doubted.line(name, is_unlike));
    }

    /// Keeps a line that is a part of the area which has just begun, «Ufficio Lavori» below «AREA
    /// TECNICA»; returns `false` for any other line.
    pub(crate) fn keep_subtitle(&mut self, words: &Words) -> bool {
        let is_below =
            self.bands.is_area_unused() && self.bands.area_name().is_some_and(names_area);
        if is_below {
            self.bands.subtitle.get_or_insert_with(|| words.value.clone());
        }
        is_below
    }

    /// Returns `true` for a line like the one that was left out below the area, if it says no more than
    /// that one to be an area itself.
    pub(crate) fn is_part_of_area(&self, text: &str) -> bool {
        self.bands.subtitle.as_ref().is_some_and(|first| names_unit(first) == names_unit(text))
            && !names_area(text)
    }

    /// Begins a period.
    pub(crate) fn begin_period(&mut self, words: Words) {
        self.account_for(TakenAs::Period, &words);
        if let Some(unused) = self.bands.begin_period(words) {
            unused.into_iter().for_each(|words| self.leave_out(words));
            self.sums.begin_group();
        }
    }

    /// Takes a line above the table that names neither area nor period: the body, or perhaps
    /// the title.
    pub(crate) fn take_first_line(&mut self, words: Words, kind: LoneLine) {
        let names = &mut self.found.names;
        if names.is_first_line(&words) {
            self.account_for(TakenAs::PageLine, &words);
        } else if kind == LoneLine::Entity && names.entity.is_none() {
            names.entity = Some(words);
        } else if kind == LoneLine::Entity
            && let Some(outer) = names.entity.take_if(|outer| is_around(outer, &words))
        {
            // «PROVINCIA DI TORINO» above «COMUNE DI OMEGA» says where the body is.
            names.entity = Some(words);
            self.leave_out(outer);
        } else if names.first_line.is_none() && names.title.is_none() {
            names.first_line = Some(words);
        } else {
            self.leave_out(words);
        }
    }

    /// Returns `true` for a commune in the plan of a union of communes, which has its objectives by
    /// commune.
    pub(crate) fn is_of_union(&self, line: &Words) -> bool {
        const UNIONS: &str = "unione comunita consorzio convenzione";
        let first = |line: &Words| words(&line.value).into_iter().next().unwrap_or_default();
        let entity = self.found.names.entity.as_ref().map(first);
        entity.is_some_and(|entity| is_listed(UNIONS, &entity))
            && first(line) == "comune"
            && !self.bands.area_name().is_some_and(names_area)
    }

    /// Keeps a line that names the table and states its years: «Tabella 1 – obiettivi 2025».
    pub(crate) fn keep_caption(&mut self, words: &Words, kind: &LoneLine) {
        let may_be_caption = matches!(kind, LoneLine::Dated | LoneLine::Name | LoneLine::YearTitle);
        if may_be_caption && let Some(period) = period_within(&words.value) {
            self.caption = Some(slice(words, period.start, period.len()));
        }
    }

    /// Begins the manager whose name stands at `name` of a line.
    pub(crate) fn begin_manager_of(&mut self, words: &Words, name: Range<usize>) {
        // The line has no heading of a column; this one names the further field if the plan
        // needs one.
        let heading = Words::new("Responsabile".to_owned(), words.span);
        let person = slice(words, name.start, name.len());
        self.begin_manager(heading, with_quality(person, &words.value[..name.start]));
    }

    /// Begins a manager under the heading `label`; «______», to be filled in by hand, is none.
    pub(crate) fn begin_manager(&mut self, label: Words, name: Words) {
        if !names_person(&name.value) {
            return self.leave_out(name);
        }
        let lost = self.bands.begin_manager(label, name);
        lost.into_iter().for_each(|words| self.leave_out(words));
    }
}

/// Returns the name of a person with the quality that the label of the office says: «ing. Gai (ad
/// interim)».
pub(super) fn with_quality(name: Words, label: &str) -> Words {
    match quality(label) {
        Some(quality) => Words::new(format!("{} ({quality})", name.value), name.span),
        None => name,
    }
}

/// Returns `true` if one body is the territory that another stands in.
fn is_around(outer: &Words, inner: &Words) -> bool {
    let first = |words: &Words| super::word_forms::words(&words.value).into_iter().next();
    let is_territory = |word: &str| matches!(word, "provincia" | "citta" | "regione");
    first(outer).as_deref().is_some_and(is_territory) && first(inner).as_deref() == Some("comune")
}
