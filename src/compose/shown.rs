//! What a plan says and its layout does not print.

use super::cells::FIELDS;
use crate::diag::{Code, Diagnostic};
use crate::layout::Layout;
use crate::model::{Objective, Plan, Values};
use crate::source::Span;
use std::collections::BTreeMap;

/// A finding for each field of `plan` that `layout` gives no level and no column.
pub(super) fn not_shown(plan: &Plan, layout: &Layout) -> Vec<Diagnostic> {
    let column = |name: &str| layout.columns.iter().any(|c| c.field.value == name);
    let level = |field: &str| layout.levels.iter().any(|level| level.field.value == field);
    let shown = |name: &str| match name {
        // Whether the text of an area's heading names who leads it is the layout's affair.
        "responsabile" => true,
        _ => level(name) || column(name),
    };
    let own = FIELDS.iter().filter(|name| !shown(name));
    let own = own.filter_map(|name| Some(finding(name, first_of(plan, name)?)));
    let mut further: BTreeMap<&str, Span> = BTreeMap::new();
    for extra in plan.objectives.iter().flat_map(|objective| &objective.extra) {
        if extra.values != Values::Empty && !shown(&extra.key.value) {
            further.entry(&extra.key.value).or_insert(extra.key.span);
        }
    }
    own.chain(further.into_iter().map(|(name, place)| only_data(name, place))).collect()
}

/// Where the plan first says something in the field `name`.
fn first_of(plan: &Plan, name: &str) -> Option<Span> {
    let of = |objective: &Objective| match (name, &objective.assignment) {
        ("area", _) => plan.areas[objective.area].name.as_ref().map(|name| name.span),
        ("periodo", _) => plan.periods[objective.period].label.as_ref().map(|label| label.span),
        ("codice", _) => objective.code.as_ref().map(|code| code.span),
        ("servizio", assignment) => assignment.as_ref().map(|a| a.text().span),
        ("tipologia", _) => objective.kind.as_ref().map(|kind| kind.span),
        ("descrizione", _) => Some(objective.description.span),
        ("risultato", _) => objective.expected_result.as_ref().map(|text| text.span),
        ("indicatore", _) => objective.indicators.first().map(|i| i.text.span),
        ("peso", _) => objective.weight.as_ref().map(|weight| weight.span),
        _ => None,
    };
    plan.objectives.iter().find_map(of)
}

fn finding(name: &str, place: Span) -> Diagnostic {
    if name == "codice" {
        return only_data(name, place);
    }
    let message = format!("Il layout non stampa il campo «{name}», che il piano ha.");
    Diagnostic::new(Code::FieldNotPrinted, place, message).hint(match name {
        "area" | "periodo" => format!(
            "Aggiungere al layout un livello ([[livelli]] con campo = \"{name}\") o una colonna."
        ),
        _ => format!("Aggiungere al layout una colonna ([[colonne]] con campo = \"{name}\")."),
    })
}

fn only_data(name: &str, place: Span) -> Diagnostic {
    let message = format!("Il layout non ha una colonna per «{name}»: non si stampa.");
    Diagnostic::new(Code::FurtherFieldNotPrinted, place, message).hint(format!(
        "Resta nel foglio «Dati» della cartella di lavoro. Per stamparlo, aggiungere al layout una colonna con campo = \"{name}\"."
    ))
}
