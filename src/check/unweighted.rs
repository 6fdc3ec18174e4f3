//! Rows without a weight, which a total leaves out.

use super::Basis;
use super::annexes::mentions;
use super::totals::{Whole, wholes};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::{Objective, Unit};

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    // Costs are no weights: an objective may well have none.
    if basis.plan.weights.unit == Unit::Money {
        return Vec::new();
    }
    let has_total = basis.plan.weights.total.is_some();
    // In a group without any weight the total itself is the finding.
    let rows = wholes(basis).into_iter().filter(Whole::is_weighted).flat_map(|w| w.rows);
    // Words in place of a weight have their own note.
    let without = rows.filter(|o| !o.is_weighted() && o.weight_mark().is_none());
    without.map(|o| left_out(o, has_total)).collect()
}

/// Reports a row whose weight the total of its group lacks, if the plan has a total.
fn left_out(objective: &Objective, has_total: bool) -> Diagnostic {
    let text = &objective.description;
    let annex = super::texts_of(objective).flat_map(mentions).map(|m| m.label).next();
    let reference = annex.map_or(String::new(), |label| format!("; rimanda all'Allegato {label}"));
    let result = if has_total {
        "e resta fuori dal totale"
    } else {
        "mentre altri dello stesso gruppo lo hanno"
    };
    let comma = if has_total { "" } else { "," };
    let message =
        format!("L'obiettivo {} non ha peso{comma} {result}{reference}.", quote_words(&text.value));
    Diagnostic::new(Code::RowWithoutWeight, text.span, message)
        .hint("Se è voluto non occorre nulla; altrimenti indicare il peso dell'obiettivo.")
}
