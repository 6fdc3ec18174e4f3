//! A sheet «Valutazione» that came back, held against the one that was sent.

use super::filled_row::FilledRow;
use super::result_sheet::{ResultSheet, lost_head, result_sheet};
use super::row_places::{places, places_by_words, take_doubtful};
use super::sent_code::{form_code, sheet_code};
use super::sent_facts::SentFacts;
use super::{KnownResults, take_rows};
use crate::dataset::{EvaluationColumn as Column, ResultForm, SentRow};
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::Grid;
use crate::raw::{Field, RawIndicator, RawObjective, RawOutcome, RawPlan, Words};
use crate::source::Span;
use crate::text::fold_words;
use std::collections::BTreeSet;

/// Sheet that came back, with the rows that were sent.
pub struct ReturnedForm<'f> {
    pub(super) form: &'f ResultForm,
    pub(super) sheet: ResultSheet,
    /// Row of the sheet for each row that was sent; absent if it is gone.
    pub(super) places: Vec<Option<usize>>,
    /// Rows that were sent whose row in the sheet nothing tells apart from others.
    pub(super) doubtful: BTreeSet<usize>,
    /// Reason why the sheet is not what the plan says.
    pub(super) cause: ChangeCause,
    /// Name of who got the sheet, if the plan has another one now.
    old_name: Option<String>,
}

/// Reason why a cell is not what the plan says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeCause {
    /// Somebody changed the sheet.
    Sheet,
    /// The plan changed after the sheet was sent.
    Plan,
    /// The plan changed, and somebody changed the sheet as well: a difference has either cause.
    Either,
}

impl<'f> ReturnedForm<'f> {
    /// Reads a file that is known to answer `form`; `None`, with a finding, if it has no results.
    pub fn read(
        (grids, facts): (&[Grid], &SentFacts),
        form: &'f ResultForm,
        start: Span,
        findings: &mut Findings,
    ) -> Option<Self> {
        let Some(mut sheet) = result_sheet(grids, findings) else {
            findings.push(lost_head(grids).unwrap_or_else(|| {
                let message = "Nel file non c'è più il foglio «Valutazione» con gli esiti.";
                Diagnostic::new(Code::NoHead, start, message)
                    .hint("Rimandare il file e farlo compilare di nuovo.")
            }));
            return None;
        };
        if !sheet.is_readable(findings) {
            return None;
        }
        let is_old = !facts.code.is_empty() && facts.code != form_code(form);
        let cause = match is_old {
            true if facts.code == sheet_code(&sheet) => ChangeCause::Plan,
            true => ChangeCause::Either,
            false => ChangeCause::Sheet,
        };
        let doubtful = match is_old {
            true => take_doubtful(form, &mut sheet, findings),
            false => BTreeSet::new(),
        };
        // In a plan that changed, an objective may have another number.
        let places = if is_old { places_by_words(form, &sheet) } else { places(form, &sheet) };
        let old_name = (!facts.is_of(&form.recipient.name)).then(|| facts.recipient.value.clone());
        Some(ReturnedForm { form, sheet, places, doubtful, cause, old_name })
    }

    /// Returns how many of the rows that were sent have a result.
    pub fn filled(&self) -> usize {
        let rows = self.places.iter().flatten().map(|at| &self.sheet.rows[*at]);
        rows.filter(|row| row.has_result()).count()
    }

    /// Reports the rows that have a value and no percentage, where `plan` does not say how to get it.
    pub fn without_percentage(&self, plan: &RawPlan, known: KnownResults) -> Vec<Diagnostic> {
        let has_way = |outcome: &RawOutcome| {
            let holds = known == KnownResults::Hold && outcome.fields[Key::Percentage].is_given();
            let has_method =
                outcome.fields[Key::Target].is_given() || outcome.fields[Key::Method].is_given();
            holds || has_method || !outcome.ranges.is_empty()
        };
        self.found_rows(plan, |sent, row, outcomes| {
            let Field::Given(value) = &row.outcome.fields[Key::Value] else { return None };
            if row.outcome.fields[Key::Percentage].is_given() || outcomes.iter().any(|outcome| has_way(outcome)) {
                return None;
            }
            let message = format!(
                "L'obiettivo {} ha il valore raggiunto {} e non la percentuale, che da solo non dà.",
                sent.number,
                quote_start(value.value.trim())
            );
            Some(Diagnostic::new(Code::MissingOutcome, value.span, message).hint(
                "Far scrivere il raggiunto in percentuale, o mettere nel piano «atteso» e «metodo».",
            ))
        })
    }

    /// Reports the rows without a result, where `plan` has one that stays.
    pub fn kept_results(&self, plan: &RawPlan) -> Vec<Diagnostic> {
        self.found_rows(plan, |sent, row, outcomes| {
            let known =
                outcomes.iter().find_map(|outcome| match &outcome.fields[Key::Percentage] {
                    Field::Given(words) => Some(words),
                    _ => None,
                })?;
            if row.has_result() {
                return None;
            }
            let message = format!(
                "Dell'obiettivo {} non è tornato l'esito: resta quello che il piano ha già, {}.",
                sent.number,
                quote_start(known.value.trim())
            );
            Some(
                Diagnostic::new(Code::MissingOutcome, row.number.span, message)
                    .also(known.span, "l'esito del piano")
                    .hint("Se non vale più, farselo mandare, o correggerlo nel piano."),
            )
        })
    }

    /// Returns what `judge` says of each row that came back and the results that `plan` has for it.
    fn found_rows(
        &self,
        plan: &RawPlan,
        judge: impl Fn(&SentRow, &FilledRow, &[&RawOutcome]) -> Option<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let objectives = plan.objectives();
        let rows = self.form.rows.iter().zip(&self.places);
        let judged = rows.filter_map(|(sent, place)| {
            let objective = objectives.get(sent.number.checked_sub(1)?)?;
            let indicator = self.form.text(sent, Column::Indicator);
            let named = (indicator, self.form.repetition(sent));
            let outcomes = known_outcomes(objective, sent.year, named);
            judge(sent, &self.sheet.rows[(*place)?], &outcomes)
        });
        judged.collect()
    }

    /// Returns how many rows were sent.
    pub fn rows(&self) -> usize {
        self.form.rows.len()
    }

    /// Takes the results into the plan.
    pub fn take(self, plan: &mut RawPlan, known: KnownResults, findings: &mut Findings) {
        // A row that was added is reported, and its result belongs to no one.
        let ReturnedForm { form, mut sheet, places, cause, old_name, .. } = self;
        let is_old_name = |words: &Words| {
            old_name.as_ref().is_some_and(|old| fold_words(old) == fold_words(&words.value))
        };
        for (sent, at) in form.rows.iter().zip(&places) {
            if let Some(row) = at.and_then(|at| sheet.rows.get_mut(at)) {
                row.number.value = sent.number;
                row.repetition = form.repetition(sent);
                // What the sheet says otherwise is among the changes, and the plan holds.
                row.set_indicator(form.text(sent, Column::Indicator));
                if cause == ChangeCause::Plan {
                    row.others.clear();
                }
                // A recipient of another name has been found by its rows.
                row.others.retain(|(_, words)| !is_old_name(words));
            }
        }
        let mut at = 0;
        sheet.rows.retain(|_| {
            at += 1;
            places.contains(&Some(at - 1))
        });
        let mut found = Findings::default();
        take_rows(plan, sheet, known, &mut found);
        // Texts that were changed are among the changes.
        findings.extend(found.iter().filter(|one| one.code != Code::ChangedCell).cloned());
    }
}

/// Returns the results of an objective, and of its indicator, in a year; of several indicators of the same words
/// the one that has so many of them before it.
fn known_outcomes<'p>(
    objective: &'p RawObjective,
    year: Option<u16>,
    (indicator, repetition): (&str, usize),
) -> Vec<&'p RawOutcome> {
    let indicators = objective.indicators.as_deref().unwrap_or_default();
    let is_own = |own: &&RawIndicator| match &own.text {
        Field::Given(text) => {
            indicators.len() == 1 || fold_words(&text.value) == fold_words(indicator)
        }
        _ => false,
    };
    let own = indicators.iter().filter(is_own).nth(repetition);
    let of_indicator = own.into_iter().flat_map(|own| &own.outcomes);
    let is_of_year = |outcome: &&RawOutcome| {
        let own = outcome.year.as_ref().and_then(|own| own.value.trim().parse().ok());
        own.is_none() || year.is_none() || own == year
    };
    objective.outcomes.iter().chain(of_indicator).filter(is_of_year).collect()
}

/// Returns `true` if most rows of a workbook, and most of those that were sent, are the same.
pub fn answers(grids: &[Grid], form: &ResultForm) -> bool {
    result_sheet(grids, &mut Findings::default()).is_some_and(|sheet| {
        let found = places_by_words(form, &sheet).iter().flatten().count();
        found * 2 > form.rows.len().max(sheet.rows.len())
    })
}
