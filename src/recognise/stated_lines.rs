//! Lines whose words state what they are: areas with their parts, periods, managers, labels, titles.

use super::area_lines::area_of_office;
use super::area_parts::AreaParts;
use super::cell_value::slice;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::labels::{is_responsibility, is_unit};
use super::lone_line::{LoneLine, lone_line};
use super::offices::{OfficeRank, office_rank};
use super::period_lines::period_within;
use super::persons::is_leader;
use super::word_forms::{letters, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::raw::Words;
use std::ops::Range;

impl GridScope<'_, '_> {
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
            self.report.findings.extend(other_office(&part(label), &words.value[value.clone()]));
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
            LoneLine::Total => self.take_total_text(words),
            LoneLine::Period => self.begin_period(behind_label(words)),
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
                self.report.findings.extend(other_office(&label, &words.value[value.clone()]));
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

/// Returns a period without the label before it: «2026» in «Periodo: 2026».
fn behind_label(period: &Words) -> Words {
    match period.value.split_once(':') {
        Some((label, value)) if letters(label) == "periodo" => {
            let start = period.value.len() - value.trim_start().len();
            slice(period, start, period.value.len() - start)
        }
        _ => period.clone(),
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

/// Returns the finding on an office of which nothing says that its holder leads the area,
/// «Responsabile del monitoraggio»; `None` for any other label.
fn other_office(label: &Words, value: &str) -> Option<Diagnostic> {
    let first = words(&label.value).into_iter().next()?;
    let is_doubtful = is_leader(&first) && office_rank(&label.value) == OfficeRank::Unknown;
    let quote = quote_start(&label.value);
    let message =
        format!("{quote} non si legge come il responsabile dell'area, ma come un'altra voce.");
    let finding = Diagnostic::new(Code::DoubtfulLine, label.span, message).hint(format!(
        "Se è il responsabile dell'area, scrivere «Responsabile: {value}»; se no, niente."
    ));
    is_doubtful.then_some(finding)
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
