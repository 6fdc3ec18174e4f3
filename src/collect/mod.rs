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
mod sent_opening;
mod sent_twice;

use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::decimals::{parse_number, without_trailing_zeros};
use crate::italian::quotation::quote_start;
use crate::model::workbook_words::SENT_SHEET;
use crate::model::{EvaluationColumn, Key};
use crate::office::{CellKind, Grid, NO_RESULT};
use crate::raw::{Field, RawObjective, RawPlan, Words};
use crate::source::{Span, Spanned};
use crate::text::fold_words;
use filled_row::FilledRow;
use merging::merge;
use result_sheet::{ResultHead, ResultSheet, lost_head, result_sheet};
use row_identity::RowIdentity;
use rust_decimal::Decimal;

pub use merging::KnownResults;
pub use proposed_objectives::{ProposedObjective, proposed_objectives};
pub use returned_form::{ReturnedForm, answers};
pub use sent_code::form_code;
pub use sent_facts::SentFacts;
pub use sent_opening::SentOpening;
pub use sent_twice::SentTwice;

/// Adds the results of `grids` to the objectives of `plan`; everything wrong goes to `findings`.
///
/// `start` is the beginning of the file.
pub fn collect_results(plan: &mut RawPlan, grids: &[Grid], start: Span, findings: &mut Findings) {
    let Some(sheet) = result_sheet(grids, findings) else {
        findings.push(lost_head(grids).unwrap_or_else(|| {
            let message = "Nel file non c'è un foglio «Valutazione» con gli esiti.";
            Diagnostic::new(Code::NoHead, start, message).hint(
                "Ci vuole la cartella di lavoro scritta da «genera» o da «distribuisci», con le colonne «N.» e «Raggiunto %».",
            )
        }));
        return;
    };
    if !sheet.is_readable(findings) {
        return;
    }
    findings.extend(sheet.repeated_heads());
    findings.extend(without_sheet_of_facts(&sheet, grids, start));
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

/// Reports a sheet that looks like one that was handed out, in a workbook that does not say of whom it is.
fn without_sheet_of_facts(sheet: &ResultSheet, grids: &[Grid], start: Span) -> Option<Diagnostic> {
    // The workbook of a plan reckons scores; a table of text has no other sheets.
    let reckons = |head: &ResultHead| {
        let words = fold_words(&head.words.value);
        words == fold_words(EvaluationColumn::Score.head()) || words == "nella media"
    };
    let is_own = sheet.name.is_some() && !sheet.heads.all().iter().any(reckons);
    (is_own && SentFacts::of(grids).is_none()).then(|| {
        let message = format!(
            "Nel file non c'è il foglio «{SENT_SHEET}»: se è di «distribuisci», non si sa che cosa vi è stato cambiato."
        );
        Diagnostic::new(Code::UnknownReturn, start, message)
            .hint("Se lo è, farselo rimandare intero; gli esiti sono stati presi dai numeri e dai testi delle righe.")
    })
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
    if let Some(finding) = doubtful_percentage(&row) {
        return findings.push(finding);
    }
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
    // Those of the same words stand in the order of their rows.
    let mut own = several.iter_mut().filter(|indicator| is_own(&indicator.text));
    let first = own.next();
    match own.take(row.repetition).last().or(first) {
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

/// Reports a percentage that may be read in two ways: programs keep 5 % as 0.05 or as 5, and show it with the
/// sign or without.
fn doubtful_percentage(row: &FilledRow) -> Option<Diagnostic> {
    let cell = row.reached.as_ref()?;
    let Field::Given(words) = &row.outcome.fields[Key::Percentage] else { return None };
    let (figures, has_sign) = match words.value.trim().strip_suffix('%') {
        Some(figures) => (figures.trim_end(), true),
        None => (words.value.trim(), false),
    };
    let number = parse_number(figures).italian()?;
    let (hundred, ten) = (Decimal::ONE_HUNDRED, Decimal::TEN);
    let readings = match cell.kind {
        // The cell holds 1.5, which is 150 % wherever the sign multiplies.
        CellKind::WithPercentWord if number > Decimal::ONE && number < ten => {
            [number, number * hundred]
        }
        CellKind::WithPercentWord => return None,
        _ if has_sign && number >= Decimal::TWO * hundred => [number / hundred, number],
        _ if !has_sign && number > Decimal::ZERO && number <= Decimal::ONE => {
            [number, number * hundred]
        }
        _ => return None,
    };
    let [low, high] = readings.map(without_trailing_zeros);
    let message = format!(
        "Il raggiunto può essere {low} % o {high} %: la cella mostra «{}».",
        cell.text.value.trim()
    );
    Some(Diagnostic::new(Code::InvalidOutcome, words.span, message).hint(
        "Riscriverlo nella cella con il segno, per esempio 5%, o, se è sopra il 200 %, nel piano. La riga non è stata presa.",
    ))
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
    use crate::office::{GridCell, GridRow};

    #[test]
    fn a_percentage_that_may_be_two_is_doubtful() {
        let span = Span::from_raw([0, 0, 0]);
        let cell = |column: u32, text: &str, kind| GridCell {
            column,
            col_span: 1,
            row_span: 1,
            text: Spanned::new(text.to_owned(), span),
            kind,
        };
        let row = |index, cells| GridRow { index, is_head: false, cells };
        let readings = |shown: &str, kind| {
            let heads = vec![cell(0, "N.", CellKind::Text), cell(1, "Raggiunto %", CellKind::Text)];
            let own = vec![cell(0, "1", CellKind::Number), cell(1, shown, kind)];
            let grid = Grid { rows: vec![row(0, heads), row(1, own)], ..Grid::default() };
            let sheet = result_sheet(&[grid], &mut Findings::default()).expect("a sheet");
            let message = doubtful_percentage(&sheet.rows[0]).map(|finding| finding.message)?;
            message
                .strip_prefix("Il raggiunto può essere ")?
                .split_once(':')
                .map(|(said, _)| said.to_owned())
        };
        let doubts = |shown, kind| readings(shown, kind).unwrap_or_default();
        assert_eq!(doubts("1,5%", CellKind::WithPercentWord), "1,5 % o 150 %");
        assert_eq!(doubts("200,0%", CellKind::Number), "2 % o 200 %");
        assert_eq!(doubts("8000%", CellKind::Number), "80 % o 8000 %");
        assert_eq!(doubts("0,8", CellKind::Number), "0,8 % o 80 %");
        assert_eq!(doubts("500%", CellKind::Text), "5 % o 500 %");
        for (shown, kind) in [
            ("80,0%", CellKind::WithPercentWord),
            ("1,5%", CellKind::Number),
            ("150,0%", CellKind::Number),
            ("80", CellKind::Number),
            ("0", CellKind::Number),
        ] {
            assert_eq!(readings(shown, kind), None, "{shown}");
        }
    }
}
