//! Rows without a weight, which a total leaves out.

use super::Basis;
use super::annexes::mentions;
use super::totals::{Whole, wholes};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::Objective;

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    if basis.plan.weights.total.is_none() {
        return Vec::new();
    }
    // In a group without any weight the total itself is the finding.
    let rows = wholes(basis).into_iter().filter(Whole::is_weighted).flat_map(|w| w.rows);
    rows.filter(|o| o.weight.is_none()).map(left_out).collect()
}

fn left_out(objective: &Objective) -> Diagnostic {
    let text = &objective.description;
    let annex = super::texts_of(objective).flat_map(mentions).map(|m| m.label).next();
    let reference = annex.map_or(String::new(), |label| format!("; rimanda all'Allegato {label}"));
    let message = format!(
        "L'obiettivo {} non ha peso e resta fuori dal totale{reference}.",
        quote_words(&text.value)
    );
    Diagnostic::new(Code::RowWithoutWeight, text.span, message)
        .hint("Se è voluto non occorre nulla; altrimenti indicare il peso dell'obiettivo.")
}
