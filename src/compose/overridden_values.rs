//! Findings about values of groups that all of their objectives replace by their own.

use super::shared_fields::PrintedFields;
use super::unprinted_head::says;
use super::unprinted_values::is_printed;
use crate::annex::Annex;
use crate::diag::{Code, Diagnostic};
use crate::model::{Extra, Key, Objective, OverriddenValue, Plan, Values};

/// A finding for each value that no objective of its group has, and that no text of the layout writes.
pub(super) fn not_said(plan: &Plan, annex: &Annex, printed: &PrintedFields) -> Vec<Diagnostic> {
    let takes = |objective: &Objective, field: &Extra| {
        objective.extra.iter().any(|extra| extra.key.span == field.key.span)
    };
    let is_lost = |stated: &&OverriddenValue| {
        let field = &stated.field;
        let mut objectives = plan.objectives[stated.objectives.clone()].iter();
        // Texts name who leads a group by a name of its own, which no count of fields sees.
        let is_manager = field.key.value == Key::Manager.name();
        let manager = field.one().filter(|_| is_manager);
        field.values != Values::Empty
            && !objectives.any(|objective| takes(objective, field))
            && !is_printed(field, "", field.key.span, printed)
            && !manager.is_some_and(|manager| says(annex, &manager.written.value))
    };
    plan.overridden.iter().filter(is_lost).map(finding).collect()
}

fn finding(stated: &OverriddenValue) -> Diagnostic {
    let (name, place) = (stated.field.key.value.trim(), stated.field.key.span);
    let message = format!(
        "Il gruppo dice «{name}», ma ognuno dei suoi obiettivi ha il proprio: quello del gruppo non si stampa."
    );
    Diagnostic::new(Code::FieldNotPrinted, place, message).hint(format!(
        "Scriverlo nel layout con {{{{campo.{name}}}}} in un testo del livello, o toglierlo dal gruppo."
    ))
}
