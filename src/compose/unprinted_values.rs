//! Findings about values of a plan that its layout does not print.

use super::fields::{FIELDS, INDICATOR, text, usual_key};
use super::shared_fields::PrintedFields;
use super::table_column::meets;
use crate::diag::{Code, Diagnostic};
use crate::layout::{ColumnSetup, Layout};
use crate::model::{Extra, GroupFacts, Key, Objective, Plan, Text, Values};
use crate::source::Span;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// A finding for each field of `plan` that `layout` gives no level and no column and that its texts
/// have not printed, and for the texts of groups at levels that it does not have.
pub(super) fn not_shown(plan: &Plan, layout: &Layout, printed: &PrintedFields) -> Vec<Diagnostic> {
    let usual = FIELDS.into_iter().filter(|key| !shows(layout, key.name()));
    let usual = usual.filter_map(|key| Some((key, first_of(plan, key, printed)?)));
    let usual = usual.map(|(key, place)| match printed.has_any(key.name()) {
        true => elsewhere(key.name(), place),
        false => finding(key, place),
    });
    let further = further(plan, printed).into_iter().filter(|(name, _)| !shows(layout, name));
    let further = further.map(|(name, place)| match printed.has_any(&name) {
        true => elsewhere(&name, place),
        false => only_data(&name, place),
    });
    let of_groups = texts_not_shown(plan, layout);
    let fields = fields_of_groups(plan, printed);
    let left_out = left_out(plan, layout, printed);
    usual.chain(further).chain(of_groups).chain(fields).chain(left_out).collect()
}

/// A finding for each field whose columns are all for some objectives only (*solo*), and that
/// others say something in.
fn left_out(plan: &Plan, layout: &Layout, printed: &PrintedFields) -> Vec<Diagnostic> {
    let mut columns: IndexMap<&str, Vec<&ColumnSetup>> = IndexMap::new();
    for column in layout.shown_columns() {
        columns.entry(&column.field.value).or_default().push(column);
    }
    let elsewhere = |name: &str| layout.levels.iter().any(|level| level.field.value == name);
    let missed = |(name, columns): (&str, Vec<&ColumnSetup>)| {
        let in_column = |o: &Objective| columns.iter().any(|column| meets(plan, column, o));
        let shown = |o: &Objective| in_column(o) || printed.has(name, o.span);
        let mut left = plan.objectives.iter().filter(|objective| !shown(objective));
        let place = left.find_map(|objective| said(plan, objective, name))?;
        let message = format!("Il layout ha «{name}» solo per altri obiettivi: qui non si stampa.");
        Some(Diagnostic::new(Code::FieldNotPrinted, place, message).hint(format!(
            "Controllare le parole di «solo» nelle colonne con campo = \"{name}\", o aggiungerne una senza."
        )))
    };
    columns.into_iter().filter(|(name, _)| !elsewhere(name)).filter_map(missed).collect()
}

/// Returns `true` if `layout` has a place for the field `name` of objectives, or uses it to choose
/// their columns.
fn shows(layout: &Layout, name: &str) -> bool {
    let column = layout.shown_columns().any(|column| column.field.value == name);
    let level = layout.shown_levels().any(|level| level.field.value == name);
    let mut conditions = layout.columns.iter().flat_map(|column| &column.only);
    column || level || conditions.any(|only| only.field.value == name)
}

/// The fields of objectives and indicators beyond the usual ones that no text has printed, each
/// with its first place.
fn further(plan: &Plan, printed: &PrintedFields) -> BTreeMap<String, Span> {
    let mut further = BTreeMap::new();
    for objective in &plan.objectives {
        let of_indicator = format!("{INDICATOR}.");
        let mut note = |extra: &Extra, prefix: &str| {
            let is_said = extra.values != Values::Empty;
            if is_said && !is_printed(extra, prefix, objective.span, printed) {
                further.entry(format!("{prefix}{}", extra.key.value)).or_insert(extra.key.span);
            }
        };
        objective.extra.iter().for_each(|extra| note(extra, ""));
        for indicator in &objective.indicators {
            indicator.extra.iter().for_each(|extra| note(extra, &of_indicator));
        }
        let weight = format!("{of_indicator}{}", Key::Weight.name());
        let weights = objective.indicators.iter().find_map(|indicator| indicator.weight.as_ref());
        if let Some(found) = weights.filter(|_| !printed.has(&weight, objective.span)) {
            further.entry(weight).or_insert(found.span);
        }
    }
    further
}

fn texts_not_shown(plan: &Plan, layout: &Layout) -> Vec<Diagnostic> {
    let level = |name: &str| layout.shown_levels().any(|level| level.field.value == name);
    let hidden = plan.groups.iter().filter(|group| !level(group.level.name()));
    let texts = hidden.flat_map(|group| {
        [&group.premise, &group.closing].into_iter().flatten().map(move |text| (group, text))
    });
    let finding = |(group, text): (&GroupFacts, &Text)| {
        let name = group.level.name();
        let has_level = layout.levels.iter().any(|level| level.field.value == name);
        let (message, hint) = if has_level {
            ("Le fasce stanno solo nelle tabelle, e il layout non ne ha: questo testo non si stampa.".to_owned(), format!("Nel layout dare al livello «{name}» posto = \"titolo\"."))
        } else {
            (
                format!("Il layout non ha un livello «{name}»: questo testo non si stampa."),
                format!("Aggiungere al layout un livello ([[livelli]] con campo = \"{name}\")."),
            )
        };
        Diagnostic::new(Code::FieldNotPrinted, text.span, message).hint(hint)
    };
    texts.map(finding).collect()
}

/// A finding for each field of a group without objectives that no text has printed.
fn fields_of_groups(plan: &Plan, printed: &PrintedFields) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for facts in plan.groups.iter().filter(|facts| facts.place.is_some()) {
        // The fields of the groups around it are theirs to print.
        let own = facts.fields.iter().filter(|extra| {
            let (group, field) = (facts.span, extra.key.span);
            group.file() == field.file() && group.range().contains(&field.range().start)
        });
        let lost = own.filter(|extra| {
            extra.values != Values::Empty && !is_printed(extra, "", facts.span, printed)
        });
        findings.extend(lost.map(|extra| {
            let name = extra.key.value.trim();
            let message = format!(
                "Il gruppo non ha obiettivi che prendano da lui «{name}»: non si stampa."
            );
            Diagnostic::new(Code::FieldNotPrinted, extra.key.span, message).hint(format!(
                "Scriverlo nella «premessa» del gruppo, o nel layout con {{{{campo.{name}}}}} in un blocco sotto il titolo."
            ))
        }));
    }
    findings
}

/// Returns `true` if texts have printed the values of `extra`, whose name stands behind `prefix`, of
/// the objective or group at `place`.
pub(super) fn is_printed(
    extra: &Extra,
    prefix: &str,
    place: Span,
    printed: &PrintedFields,
) -> bool {
    let name = format!("{prefix}{}", extra.key.value);
    let of_year = |year: &u16| printed.has(&format!("{name}.{year}"), place);
    let every_year = match &extra.values {
        Values::ByYear(years) => years.keys().all(of_year),
        Values::One(_) | Values::Empty => false,
    };
    every_year || printed.has(&name, place)
}

/// Returns the first place where the plan has a value in the field of `key` that was not printed.
fn first_of(plan: &Plan, key: Key, printed: &PrintedFields) -> Option<Span> {
    let mut left = plan.objectives.iter().filter(|o| !printed.has(key.name(), o.span));
    left.find_map(|objective| usual(plan, objective, key))
}

/// Returns the place of the value of `objective` in the field `name`.
fn said(plan: &Plan, objective: &Objective, name: &str) -> Option<Span> {
    let mut own = objective.extra.iter().filter(|extra| extra.key.value == name);
    let own = own.find(|extra| extra.values != Values::Empty).map(|extra| extra.key.span);
    own.or_else(|| usual(plan, objective, usual_key(name)?))
}

fn usual(plan: &Plan, objective: &Objective, key: Key) -> Option<Span> {
    match key {
        // An objective's own manager is one of its further fields.
        Key::Manager if said_itself(objective, key) => None,
        Key::Service => objective.assignment.as_ref().map(|a| a.text().span),
        Key::Kind => objective.kind.as_ref().map(|kind| kind.span),
        key if objective.by_year(key).is_some() => None,
        Key::Weight => objective.weight.as_ref().map(|weight| weight.span),
        _ => text(plan, objective, key).map(|text| text.span),
    }
}

fn said_itself(objective: &Objective, key: Key) -> bool {
    objective.extra.iter().any(|extra| extra.key.value == key.name())
}

fn finding(key: Key, place: Span) -> Diagnostic {
    let name = key.name();
    // Codes serve to match objectives, and who leads an area is often known: most layouts do not
    // print them on purpose.
    if matches!(key, Key::Code | Key::Manager) {
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

/// Reports a value in a field that texts of the layout print for other objectives only.
fn elsewhere(name: &str, place: Span) -> Diagnostic {
    let message = format!(
        "I modelli del layout scrivono «{name}» solo per altri obiettivi: qui non si stampa."
    );
    Diagnostic::new(Code::FieldNotPrinted, place, message).hint(format!(
        "Un modello scrive quello che tutti gli obiettivi del gruppo dicono allo stesso modo. Aggiungere al layout una colonna con campo = \"{name}\", o scrivere lo stesso valore in tutto il gruppo."
    ))
}
