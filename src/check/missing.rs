//! Rows without result or indicator that do not refer to another annex for them.

use super::Basis;
use super::annexes::refers_to_annex;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::{Key, Level, Objective};

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let rows = &basis.plan.objectives;
    let no_results = rows.iter().all(lacks_result);
    let no_indicators = rows.iter().all(|o| o.indicators.is_empty());
    // A plan without the column throughout gets one finding instead of one for each row.
    let complete = rows.len() < 2 || !(no_results || no_indicators);
    let lacking = |o: &Objective| {
        let result = lacks_result(o) && (complete || !no_results);
        let indicator = o.indicators.is_empty() && (complete || !no_indicators);
        what(result, indicator)
    };
    let row = |(index, o): (usize, &Objective)| {
        let what = lacking(o).filter(|_| !basis.is_open_row(index) && !refers_to_annex(o))?;
        Some(missing_in_row(o, what))
    };
    let throughout = what(no_results, no_indicators)
        // After an error in a row nobody knows whether it had the field.
        .filter(|_| !complete && basis.gaps.objectives.is_empty())
        // A plan of its own levels has columns of its own as well.
        .filter(|_| basis.plan.levels == Level::DEFAULT)
        .filter(|_| !rows.iter().all(refers_to_annex))
        .map(|what| missing_throughout(basis, what));
    throughout.into_iter().chain(rows.iter().enumerate().filter_map(row)).collect()
}

fn lacks_result(objective: &Objective) -> bool {
    objective.expected_result.is_none() && objective.by_year(Key::ExpectedResult).is_none()
}

fn what(result: bool, indicator: bool) -> Option<&'static str> {
    match (result, indicator) {
        (true, true) => Some("il risultato atteso e l'indicatore"),
        (true, false) => Some("il risultato atteso"),
        (false, true) => Some("l'indicatore"),
        (false, false) => None,
    }
}

fn missing_in_row(objective: &Objective, what: &str) -> Diagnostic {
    let text = &objective.description;
    let verb = if what.contains(" e ") { "mancano" } else { "manca" };
    let message = format!("Nell'obiettivo {} {verb} {what}.", quote_words(&text.value));
    Diagnostic::new(Code::ResultOrIndicatorMissing, text.span, message).hint(format!(
        "Indicare {what}, oppure richiamare nella descrizione l'Allegato in cui si trova."
    ))
}

/// Reports a field that no objective of the plan has, in a single finding.
fn missing_throughout(basis: &Basis, what: &str) -> Diagnostic {
    let title = &basis.plan.title;
    let message =
        format!("Nel piano {} nessun obiettivo indica {what}.", quote_words(&title.value));
    Diagnostic::new(Code::ResultOrIndicatorMissing, title.span, message)
        .hint(format!("Aggiungere a ogni obiettivo {what}."))
}
