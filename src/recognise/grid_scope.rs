//! Scope of one grid: what both its states use, and the lines that name something in it.

use super::area_doubts::names_unit;
use super::area_lines::{area_of_office, names_area};
use super::area_parts::AreaParts;
use super::bands::GridBands;
use super::cell_value::slice;
use super::context::RecognitionContext;
use super::found::Found;
use super::grid_report::{GridReport, TakenAs};
use super::labels::{is_responsibility, is_unit};
use super::lone_line::{LoneLine, lone_line};
use super::period_lines::period_within;
use super::persons::names_person;
use super::proposals::TextBelow;
use super::report::RecognitionReport;
use super::sheet_name::SheetName;
use super::weight_sums::WeightSums;
use super::word_forms::{is_listed, letters, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
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
        self.begin_manager(heading, slice(words, name.start, name.len()));
    }

    /// Begins a manager under the heading `label`; «______», to be filled in by hand, is none.
    pub(crate) fn begin_manager(&mut self, label: Words, name: Words) {
        if !names_person(&name.value) {
            return self.leave_out(name);
        }
        let lost = self.bands.begin_manager(label, name);
        lost.into_iter().for_each(|words| self.leave_out(words));
    }

    /// Returns `true` for a label whose value is an area: that of a unit only where no area holds.
    fn names_responsibility(&self, label: &str) -> bool {
        let has_area = self.bands.area_name().is_some() || self.sheet.area.is_some();
        is_responsibility(label) || is_unit(label) && !has_area
    }

    /// Returns `true` if no area of that name holds, and none that has yet to take its first row.
    fn is_another_area(&self, name: &str) -> bool {
        let held = self.bands.area_name().or(self.sheet.area.as_ref().map(|area| &*area.value));
        let Some(held) = held.map(letters) else { return true };
        let name = letters(name);
        !self.bands.is_area_unused() && !held.contains(&name) && !name.contains(&held)
    }

    /// Begins the area that is a centre of responsibility; returns `false` if the name is no area's,
    /// or that of a part of the area which has just begun.
    fn begin_responsibility(&mut self, name: &Words) -> bool {
        let is_part = self.bands.is_area_unused();
        match lone_line(&name.value) {
            LoneLine::NameWith(parts) if !is_part => {
                self.take_line(name, LoneLine::AreaWith(parts))
            }
            LoneLine::Name if !is_part && numbers_alone(&name.value) => false,
            LoneLine::Name if !is_part => {
                self.begin_area(name.clone());
                true
            }
            kind @ (LoneLine::Area | LoneLine::AreaWith(_)) => self.take_line(name, kind),
            _ => false,
        }
    }

    /// Takes the parts of a line, and reports those of which nothing says what they are.
    pub(crate) fn take_parts(&mut self, words: &Words, parts: AreaParts) {
        let part = |range: &Range<usize>| slice(words, range.start, range.len());
        if !parts.area.is_empty() {
            self.begin_area(part(&parts.area));
        }
        if let Some(period) = &parts.period {
            self.begin_period(part(period));
            // «AREA TECNICA - OBIETTIVI 2026» may be the only title of the file.
            let before = &words.value[parts.area.end.min(period.start)..period.end];
            let title = before.trim_start_matches(|c: char| !c.is_alphanumeric());
            if lone_line(title) == LoneLine::YearTitle && self.found.names.title.is_none() {
                self.take_title(&part(&(period.end - title.len()..period.end)));
            }
        }
        if let Some(name) = &parts.manager {
            if parts.is_guessed {
                self.report.findings.push(guessed_manager(&part(name)));
            }
            self.begin_manager_of(words, name.clone());
        }
        for (label, value) in &parts.facts {
            self.account_for(TakenAs::Fact, words);
            self.bands.begin_fact(part(label), part(value));
        }
        let unsure = parts.unsure.as_ref().map(|range| possible_person(&part(range)));
        self.report.findings.extend(unsure);
        parts.rest.iter().for_each(|rest| self.leave_out(part(rest)));
    }

    /// Takes a line whose words state what it is; returns `false` if they do not.
    pub(crate) fn take_line(&mut self, words: &Words, kind: LoneLine) -> bool {
        match kind {
            LoneLine::PageNumber => self.account_for(TakenAs::PageLine, words),
            LoneLine::Total => self.account_for(TakenAs::Total, words),
            LoneLine::Period => self.begin_period(words.clone()),
            LoneLine::Area => self.begin_area(words.clone()),
            LoneLine::AreaWith(parts) | LoneLine::ManagerWith(parts) => {
                self.take_parts(words, parts);
            }
            LoneLine::Manager(name) => {
                // «Responsabile dell'Area Tecnica: …» names the area, if no line before did.
                let area = area_of_office(&words.value[..name.start])
                    .filter(|area| self.is_another_area(&words.value[area.clone()]));
                if let Some(area) = area {
                    self.begin_area(slice(words, area.start, area.len()));
                }
                self.begin_manager_of(words, name);
            }
            LoneLine::Labelled(label, value)
                if self.names_responsibility(&words.value[label.clone()])
                    && !self.bands.has_fact(&words.value[label.clone()])
                    && self.begin_responsibility(&slice(words, value.start, value.len())) => {}
            LoneLine::Labelled(label, value) => {
                self.account_for(TakenAs::Fact, words);
                let label = slice(words, label.start, label.len());
                self.bands.begin_fact(label, slice(words, value.start, value.len()));
            }
            // The first such line is the title, and so is each repetition on other sheets; another
            // one tells the years of what stands below it.
            LoneLine::YearTitle => {
                let names = &self.found.names;
                if names.title.is_none() && self.found.entries.is_empty() || names.is_title(words) {
                    self.take_title(words);
                } else {
                    let period = period_within(&words.value).unwrap_or(0..words.value.len());
                    self.begin_period(slice(words, period.start, period.len()));
                }
            }
            LoneLine::Title => {
                self.take_area_within(words);
                self.take_title(words);
            }
            LoneLine::Dated
            | LoneLine::Name
            | LoneLine::NameWith(_)
            | LoneLine::Entity
            | LoneLine::Prose => return false,
        }
        true
    }
}

/// Returns the finding on a person behind the name of an area, which no word says to lead it.
pub(super) fn guessed_manager(name: &Words) -> Diagnostic {
    let quote = quote_start(&name.value);
    let message = format!("{quote}, dietro il nome dell'area, si legge come il suo responsabile.");
    Diagnostic::new(Code::DoubtfulLine, name.span, message).hint(format!(
        "Se lo è, scrivere «Responsabile: {}»; se fa parte del nome dell'area, scrivere il nome dell'area in una cella «Area:» con il valore accanto.",
        name.value
    ))
}

/// Returns the finding on words behind the name of an area that may be a person.
fn possible_person(name: &Words) -> Diagnostic {
    let quote = quote_start(&name.value);
    let message =
        format!("{quote} si legge come parte del nome dell'area; può essere una persona.");
    Diagnostic::new(Code::DoubtfulLine, name.span, message).hint(format!(
        "Se è il responsabile, scrivere «Responsabile: {}»; se no, niente.",
        name.value
    ))
}

fn numbers_alone(text: &str) -> bool {
    !text.contains(char::is_alphabetic)
}

/// Returns `true` if one body is the territory that another stands in.
fn is_around(outer: &Words, inner: &Words) -> bool {
    let first = |words: &Words| super::word_forms::words(&words.value).into_iter().next();
    let is_territory = |word: &str| matches!(word, "provincia" | "citta" | "regione");
    first(outer).as_deref().is_some_and(is_territory) && first(inner).as_deref() == Some("comune")
}
