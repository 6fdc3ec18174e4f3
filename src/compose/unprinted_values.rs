//! Findings about values of a plan that its layout does not print.

use super::fields::{FIELDS, INDICATOR, text, usual_key};
use super::table_column::meets;
use crate::diag::{Code, Diagnostic};
use crate::layout::{ColumnSetup, Layout};
use crate::model::{GroupFacts, Key, Objective, Plan, Text, Values};
use crate::source::Span;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// A finding for each field of `plan` that `layout` gives no level and no column, and for
/// the texts of groups at levels that it does not have.
pub(super) fn not_shown(plan: &Plan, layout: &Layout) -> Vec<Diagnostic> {
    let usual = FIELDS.into_iter().filter(|key| !shows(layout, key.name()));
    let usual = usual.filter_map(|key| Some(finding(key, first_of(plan, key)?)));
    let further = further(plan).into_iter().filter(|(name, _)| !shows(layout, name));
    let further = further.map(|(name, place)| only_data(&name, place));
    let of_groups = texts_not_shown(plan, layout);
    usual.chain(further).chain(of_groups).chain(left_out(plan, layout)).collect()
}

/// A finding for each field whose columns are all for some objectives only (*solo*), and that
/// others say something in.
fn left_out(plan: &Plan, layout: &Layout) -> Vec<Diagnostic> {
    let mut columns: IndexMap<&str, Vec<&ColumnSetup>> = IndexMap::new();
    for column in &layout.columns {
        columns.entry(&column.field.value).or_default().push(column);
    }
    let elsewhere = |name: &str| layout.levels.iter().any(|level| level.field.value == name);
    let missed = |(name, columns): (&str, Vec<&ColumnSetup>)| {
        let shown = |o: &Objective| columns.iter().any(|column| meets(plan, column, o));
        let mut left = plan.objectives.iter().filter(|objective| !shown(objective));
        let place = left.find_map(|objective| said(plan, objective, name))?;
        let message = format!("Il layout ha «{name}» solo per altri obiettivi: qui non si stampa.");
        Some(Diagnostic::new(Code::FieldNotPrinted, place, message).hint(format!(
            "Controllare le parole di «solo» nelle colonne con campo = \"{name}\", o aggiungerne una senza."
        )))
    };
    columns.into_iter().filter(|(name, _)| !elsewhere(name)).filter_map(missed).collect()
}

/// Returns `true` if `layout` has a place for the field `name` of objectives.
fn shows(layout: &Layout, name: &str) -> bool {
    let column = layout.columns.iter().any(|column| column.field.value == name);
    let level = layout.levels.iter().any(|level| level.field.value == name);
    let text = layout.templates.fields().any(|(field, _)| field == name);
    // Whether the text of an area's heading names who leads it is the layout's affair.
    column || level || text || name == Key::Manager.name()
}

/// The fields of objectives and indicators beyond the usual ones, each with its first place.
fn further(plan: &Plan) -> BTreeMap<String, Span> {
    let mut further = BTreeMap::new();
    let mut say = |name: String, place| {
        further.entry(name).or_insert(place);
    };
    for objective in &plan.objectives {
        for extra in objective.extra.iter().filter(|extra| extra.values != Values::Empty) {
            say(extra.key.value.clone(), extra.key.span);
        }
        for indicator in &objective.indicators {
            let weight = indicator.weight.as_ref().map(|weight| (Key::Weight.name(), weight.span));
            let extra = indicator.extra.iter().filter(|extra| extra.values != Values::Empty);
            let extra = extra.map(|extra| (extra.key.value.as_str(), extra.key.span));
            for (name, place) in weight.into_iter().chain(extra) {
                say(format!("{INDICATOR}.{name}"), place);
            }
        }
    }
    further
}

fn texts_not_shown(plan: &Plan, layout: &Layout) -> Vec<Diagnostic> {
    let level = |name: &str| layout.levels.iter().any(|level| level.field.value == name);
    let hidden = plan.groups.iter().filter(|group| !level(group.level.name()));
    let texts = hidden.flat_map(|group| {
        [&group.premise, &group.closing].into_iter().flatten().map(move |text| (group, text))
    });
    let finding = |(group, text): (&GroupFacts, &Text)| {
        let name = group.level.name();
        let message = format!("Il layout non ha un livello «{name}»: questo testo non si stampa.");
        Diagnostic::new(Code::FieldNotPrinted, text.span, message)
            .hint(format!("Aggiungere al layout un livello ([[livelli]] con campo = \"{name}\")."))
    };
    texts.map(finding).collect()
}

/// Returns the first place where the plan has a value in the field of `key`.
fn first_of(plan: &Plan, key: Key) -> Option<Span> {
    plan.objectives.iter().find_map(|objective| usual(plan, objective, key))
}

/// Returns the place of the value of `objective` in the field `name`.
fn said(plan: &Plan, objective: &Objective, name: &str) -> Option<Span> {
    let mut own = objective.extra.iter().filter(|extra| extra.key.value == name);
    let own = own.find(|extra| extra.values != Values::Empty).map(|extra| extra.key.span);
    own.or_else(|| usual(plan, objective, usual_key(name)?))
}

fn usual(plan: &Plan, objective: &Objective, key: Key) -> Option<Span> {
    match key {
        // The manager of an area is no value of the objective.
        Key::Manager => None,
        Key::Service => objective.assignment.as_ref().map(|a| a.text().span),
        Key::Kind => objective.kind.as_ref().map(|kind| kind.span),
        Key::Weight => objective.weight.as_ref().map(|weight| weight.span),
        _ => text(plan, objective, key).map(|text| text.span),
    }
}

fn finding(key: Key, place: Span) -> Diagnostic {
    let name = key.name();
    // Codes serve to match objectives; most layouts do not print them on purpose.
    if key == Key::Code {
        return only_data(name, place);
    }
    let message = format!("Il layout non stampa il campo «{name}», che il piano ha.");
    Diagnostic::new(Code::FieldNotPrinted, place, message).hint(match key {
        Key::Area | Key::Period => format!(
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
