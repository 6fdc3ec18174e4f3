//! Workbooks that people filled in → the plan that they are of: results in «Valutazione», objectives in
//! «Proposte».
//!
//! A row is found again by the number of its objective; what it says of the objective must be what
//! the plan says, or the row is not taken.

mod changed_heads;
mod filled_row;
mod form_changes;
mod merging;
mod proposed_objectives;
mod result_sheet;
mod returned_form;
mod row_identity;
mod row_places;
mod sent_code;
mod sent_facts;
mod sent_twice;

use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::italian::decimals::{parse_number, without_trailing_zeros};
use crate::italian::quotation::quote_start;
use crate::model::{EvaluationColumn, Key};
use crate::office::{Grid, NO_RESULT};
use crate::raw::{Field, RawObjective, RawPlan, Words};
use crate::source::{Span, Spanned};
use crate::text::fold_words;
use filled_row::FilledRow;
use form_changes::changed_plan;
use merging::merge;
use result_sheet::{ResultSheet, result_sheet};
use row_identity::{RowIdentity, SpokenOf, doubtful};
use rust_decimal::Decimal;

pub use merging::KnownResults;
pub use proposed_objectives::{ProposedObjective, proposed_objectives};
pub use returned_form::ReturnedForm;
pub use sent_code::form_code;
use sent_code::sheet_code;
pub use sent_facts::SentFacts;
pub use sent_twice::{SentTwice, have_same_results};

/// Adds the results of `grids` to the objectives of `plan`; everything wrong goes to `findings`.
///
/// `start` is the beginning of the file.
pub fn collect_results(plan: &mut RawPlan, grids: &[Grid], start: Span, findings: &mut Findings) {
    let Some(mut sheet) = result_sheet(grids, findings) else {
        let message = "Nel file non c'è un foglio «Valutazione» con gli esiti.";
        findings.push(Diagnostic::new(Code::NoHead, start, message).hint(
            "Ci vuole la cartella di lavoro scritta da «genera» o da «distribuisci», con le colonne «N.» e «Raggiunto %».",
        ));
        return;
    };
    if !sheet.is_readable(findings) {
        return;
    }
    let is_untouched = SentFacts::of(grids).is_some_and(|facts| facts.code == sheet_code(&sheet));
    if is_untouched {
        let hint = "Vale il piano di ora; le differenze le dice «allegati raccogli» una per una.";
        let is_moved = renumber(&mut sheet, plan, findings);
        findings.extend(is_moved.then(|| changed_plan(start, true).hint(hint)));
    }
    let objectives = plan.objectives_mut();
    for row in sheet.rows.iter().filter(|row| row.is_filled()) {
        let own = row.number.value.checked_sub(1).and_then(|at| objectives.get(at));
        findings.extend(own.and_then(|own| changed_weight(row, own)));
    }
    take_rows(plan, sheet, KnownResults::Hold, findings);
}

/// Returns `true` if a workbook has a sheet «Valutazione», so called, in which something was filled in:
/// tables of others may have its heads as well.
pub fn has_results(grids: &[Grid]) -> bool {
    let sheet = result_sheet(grids, &mut Findings::default());
    let sheet = sheet.filter(|sheet| sheet.name.is_some() && sheet.is_named());
    sheet.is_some_and(|sheet| sheet.rows.iter().any(FilledRow::is_filled))
}

/// Gives the rows of a sheet that was sent and not touched the numbers that their objectives now have in
/// `plan`, and takes out those of which nothing says whose they are; returns whether some are others.
fn renumber(sheet: &mut ResultSheet, plan: &RawPlan, findings: &mut Findings) -> bool {
    let identity = RowIdentity::of(plan);
    let objectives = plan.objectives();
    let sent = sheet.rows.clone();
    let mut is_moved = false;
    sheet.rows.retain_mut(|row| {
        let has_weight =
            |at: usize| objectives.get(at).is_some_and(|own| other_weight(row, own).is_none());
        match identity.spoken_of(row, &sent, has_weight) {
            SpokenOf::At(at) => {
                is_moved |= at + 1 != row.number.value;
                row.number.value = at + 1;
            }
            SpokenOf::None => {}
            SpokenOf::Several => {
                findings.extend(row.is_filled().then(|| doubtful(row)));
                return false;
            }
        }
        true
    });
    is_moved
}

/// Takes the filled rows of a sheet into their objectives.
fn take_rows(plan: &mut RawPlan, sheet: ResultSheet, known: KnownResults, findings: &mut Findings) {
    let identity = RowIdentity::of(plan);
    let mut objectives = plan.objectives_mut();
    let filled: Vec<_> = sheet.rows.into_iter().filter(FilledRow::is_filled).collect();
    if let Some(row) = filled.iter().find(|row| row.cell(EvaluationColumn::Objective).is_none()) {
        let message = "Il foglio non ha i testi degli obiettivi, perché le sue formule sono senza valori: gli esiti sono stati presi dal solo numero.";
        findings
            .push(Diagnostic::new(Code::DoubtfulRows, row.number.span, message).hint(SAVE_AGAIN));
    }
    for row in filled {
        let count = objectives.len();
        let at = row.number.value.checked_sub(1);
        match at.and_then(|at| Some((at, objectives.get_mut(at)?))) {
            Some((at, objective)) => {
                let is_own = identity.holds(at, &row, findings);
                if is_own {
                    take(row, objective, known, findings);
                }
            }
            None => {
                let message = format!(
                    "La riga è dell'obiettivo {}, ma quelli del piano vanno da 1 a {count}.",
                    row.number.value
                );
                findings.push(foreign(row.number.span, message));
            }
        }
    }
}

/// Takes the result of a row into its objective.
fn take(
    row: FilledRow,
    objective: &mut RawObjective,
    known: KnownResults,
    findings: &mut Findings,
) {
    if let Some(finding) = unsigned(&row) {
        return findings.push(finding);
    }
    findings.extend(above_full(&row));
    let Some(several) = objective.indicators.as_mut().filter(|all| all.len() > 1) else {
        return merge(&mut objective.outcomes, row.outcome, known, findings);
    };
    let Some(words) = row.cell(EvaluationColumn::Indicator) else {
        let message = format!(
            "L'obiettivo {} ha più indicatori, e la riga non dice di quale è l'esito.",
            row.number.value
        );
        let finding = Diagnostic::new(Code::ForeignRow, row.number.span, message);
        return findings.push(finding.hint(SAVE_AGAIN));
    };
    let is_own = |field: &Field| matches!(field, Field::Given(own) if fold_words(&own.value) == fold_words(&words.value));
    match several.iter_mut().find(|indicator| is_own(&indicator.text)) {
        Some(indicator) => merge(&mut indicator.outcomes, row.outcome, known, findings),
        None => {
            let message = format!(
                "L'obiettivo {} non ha l'indicatore {}.",
                row.number.value,
                quote_start(&words.value)
            );
            findings.push(foreign(words.span, message));
        }
    }
}

/// Reports a weight that is not the one of the plan.
fn changed_weight(row: &FilledRow, objective: &RawObjective) -> Option<Diagnostic> {
    let (written, own) = other_weight(row, objective)?;
    let message = format!(
        "Nel foglio il peso è {}, nel piano {}: vale quello del piano.",
        written.value.trim(),
        own.value.trim()
    );
    let finding = Diagnostic::new(Code::ChangedSinceApproval, written.span, message);
    Some(
        finding
            .also(own.span, "il peso del piano")
            .hint("Controllare chi ha cambiato il peso; gli esiti del foglio sono presi."),
    )
}

/// Reports a percentage below 10 that was typed without its sign: the cell holds five hundred hundredths.
fn unsigned(row: &FilledRow) -> Option<Diagnostic> {
    let Field::Given(words) = &row.outcome.fields[Key::Percentage] else { return None };
    let number = parse_number(words.value.trim().strip_suffix('%')?).italian()?;
    // Up to twice of what was expected may have been reached.
    let is_odd = number > Decimal::TWO * Decimal::ONE_HUNDRED && number < Decimal::ONE_THOUSAND;
    is_odd.then(|| {
        let message = format!(
            "Il raggiunto si legge {}: sotto il 10 ci vuole il segno, {} %.",
            words.value.trim(),
            without_trailing_zeros(number / Decimal::ONE_HUNDRED).to_string().replace('.', ",")
        );
        Diagnostic::new(Code::InvalidOutcome, words.span, message)
            .hint("Scriverlo nella cella con il segno, per esempio 5%. La riga non è stata presa.")
    })
}

/// Reports a percentage between 100 and 200 that its cell does not show: a cell of percentages shows 1.5 as
/// «1,5%» and holds 150 % where 150 was typed into Excel.
fn above_full(row: &FilledRow) -> Option<Diagnostic> {
    let Field::Given(words) = &row.outcome.fields[Key::Percentage] else { return None };
    let percentage =
        |words: &str| parse_number(words.trim().strip_suffix('%')?.trim_end()).italian();
    let number = percentage(&words.value)?;
    let is_shown = row.shown.as_ref().and_then(|shown| percentage(&shown.value)) == Some(number);
    let hundred = Decimal::ONE_HUNDRED;
    (!is_shown && number > hundred && number <= Decimal::TWO * hundred).then(|| {
        let message = format!(
            "Il raggiunto si legge {}: è da controllare se la cella mostra {} %.",
            words.value.trim(),
            without_trailing_zeros(number / hundred).to_string().replace('.', ",")
        );
        let mut finding = Diagnostic::new(Code::InvalidOutcome, words.span, message)
            .hint("Se il raggiunto è quello che la cella mostra, riscriverlo con il segno, per esempio 1,5%; altrimenti va bene così.");
        finding.severity = Severity::Warning;
        finding
    })
}

/// Remedy for formulas without values.
const SAVE_AGAIN: &str = "Aprire il file con Excel o LibreOffice, salvarlo e riprovare.";

/// Reports a cell to be filled in that shows an error, or a formula without its result.
fn unreadable_cell(head: &str, words: &Words) -> Diagnostic {
    let words_there = words.value.trim();
    if words_there == NO_RESULT {
        let message = format!("In «{head}» c'è una {NO_RESULT}: non si sa che cosa dice.");
        return Diagnostic::new(Code::ErrorValue, words.span, message).hint(SAVE_AGAIN);
    }
    let message = format!("In «{head}» la cella mostra l'errore «{words_there}».");
    Diagnostic::new(Code::ErrorValue, words.span, message)
        .hint("Correggere la formula, o scrivere il valore al suo posto.")
}

fn foreign(place: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::ForeignRow, place, message)
        .hint("Controllare che il foglio sia di questo piano: la riga non è stata presa.")
}

/// Returns the weight of a row and that of its objective, if they are different numbers.
fn other_weight<'r>(
    row: &'r FilledRow,
    objective: &'r RawObjective,
) -> Option<(&'r Spanned<String>, &'r Spanned<String>)> {
    // The row of one of several indicators has its part of the weight.
    let is_whole = objective.indicators.as_ref().is_none_or(|all| all.len() < 2);
    let weight = row.cell(EvaluationColumn::Weight);
    let (Some(written), Field::Given(own)) = (weight, &objective.fields[Key::Weight]) else {
        return None;
    };
    let number = |words: &str| parse_number(words.trim()).italian();
    let (there, here) = (number(&written.value)?, number(own.value.trim().trim_end_matches('%'))?);
    (is_whole && there != here).then_some((written, own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{CellKind, GridCell, GridRow};

    #[test]
    fn a_percentage_above_full_is_doubtful_where_its_cell_shows_another() {
        let span = Span::from_raw([0, 0, 0]);
        let cell = |column: u32, text: &str, kind| GridCell {
            column,
            col_span: 1,
            row_span: 1,
            text: Spanned::new(text.to_owned(), span),
            kind,
        };
        let row = |index, cells| GridRow { index, is_head: false, cells };
        let is_doubtful = |shown: &str, kind| {
            let heads = vec![cell(0, "N.", CellKind::Text), cell(1, "Raggiunto %", CellKind::Text)];
            let own = vec![cell(0, "1", CellKind::Number), cell(1, shown, kind)];
            let grid = Grid { rows: vec![row(0, heads), row(1, own)], ..Grid::default() };
            let sheet = result_sheet(&[grid], &mut Findings::default()).expect("a sheet");
            above_full(&sheet.rows[0]).is_some()
        };
        assert!(is_doubtful("1,5%", CellKind::Shortened(Decimal::from(150))));
        assert!(!is_doubtful("150,0%", CellKind::Number));
        assert!(!is_doubtful("120%", CellKind::Text));
    }
}
