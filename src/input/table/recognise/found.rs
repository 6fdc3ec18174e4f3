//! Objectives as tables show them become a [`RawPlan`].

use super::super::CellKind;
use super::facts;
use super::heads::Target;
use super::walk::amount;
use crate::diag::{Code, Diagnostic, Findings};
use crate::fold::fold_words;
use crate::input::{Field, RawArea, RawObjective, RawPeriod, RawPlan, RawRule, Words, folded};
use crate::source::Span;
use rust_decimal::Decimal;

/// What a cell holds, by the head of its column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    pub target: Target,
    pub words: Words,
    pub kind: CellKind,
}

/// An objective, and the area and period that it belongs to as far as they are known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub span: Span,
    pub area: Option<Words>,
    pub period: Option<Words>,
    pub held: Vec<Held>,
}

impl Found {
    fn take(&mut self, target: &Target) -> Option<Held> {
        let at = self.held.iter().position(|held| held.target == *target)?;
        Some(self.held.remove(at))
    }

    fn field(&mut self, target: &Target) -> Field {
        self.take(target).map_or(Field::Absent, given)
    }
}

fn given(held: Held) -> Field {
    match held.kind {
        // The reader has said that its value is an error.
        CellKind::Error => Field::Wrong,
        _ => Field::Given(held.words),
    }
}

fn same(a: &Option<Words>, b: &Option<Words>) -> bool {
    let name = |words: &Option<Words>| words.as_ref().map(|w| folded(&w.value));
    name(a) == name(b)
}

/// Puts the objectives and the rule that their weights tell into `plan`. What our own sheet
/// (`is_ours`) says is not interpreted: it has a column for everything.
pub(super) fn objectives(
    mut found: Vec<Found>,
    is_ours: bool,
    plan: &mut RawPlan,
    findings: &mut Findings,
) {
    if !is_ours {
        numbers(&mut found);
        found.iter_mut().for_each(interpret);
    }
    if in_points(&mut found) && plan.weights == RawRule::default() {
        let span = plan.span;
        plan.weights.unit = Field::Given(Words::new("punti".to_owned(), span));
    }
    plan.content = if found.is_empty() { Field::Absent } else { Field::Wrong };
    plan.areas = nest(found, findings);
}

/// Row numbers are the program's own affair; what is no number is a code.
fn numbers(found: &mut [Found]) {
    let is_count = |held: &&Held| {
        held.target == Target::Number
            && !held.words.value.trim().bytes().all(|b| b.is_ascii_digit())
    };
    let codes = found.iter().flat_map(|row| &row.held).any(|held| is_count(&held));
    for row in found {
        if let Some(number) = row.take(&Target::Number)
            && codes
            && !row.held.iter().any(|held| held.target == Target::Code)
        {
            row.held.push(Held { target: Target::Code, ..number });
        }
    }
}

/// Whether all weights are «30 punti»; then the words go and the unit stays.
fn in_points(found: &mut [Found]) -> bool {
    let bare = |text: &str| {
        let text = text.trim();
        ["punti", "punto", "pt"].iter().find_map(|unit| {
            let number = text.strip_suffix(unit)?.trim_end();
            amount(number).map(|_| number.to_owned())
        })
    };
    let weights = |held: &&mut Held| held.target == Target::Weight;
    let mut any = false;
    for held in found.iter_mut().flat_map(|row| &mut row.held).filter(weights) {
        match bare(&held.words.value) {
            Some(number) => {
                held.words.value = number;
                any = true;
            }
            None if amount(&held.words.value).is_some() => {}
            None => return false,
        }
    }
    any
}

/// Areas and periods in the order in which they first appear.
fn nest(found: Vec<Found>, findings: &mut Findings) -> Vec<RawArea> {
    let mut areas: Vec<(Option<Words>, Vec<Found>)> = Vec::new();
    for row in found {
        match areas.iter_mut().rev().find(|(name, _)| same(name, &row.area)) {
            Some((_, rows)) => rows.push(row),
            None => areas.push((row.area.clone(), vec![row])),
        }
    }
    areas.into_iter().map(|(name, rows)| area(name, rows, findings)).collect()
}

fn area(name: Option<Words>, mut rows: Vec<Found>, findings: &mut Findings) -> RawArea {
    let span = rows.first().map(|row| row.span).expect("an area is found by its rows");
    let manager = manager(&mut rows);
    let mut periods: Vec<(Option<Words>, Vec<Found>)> = Vec::new();
    for row in rows {
        match periods.iter_mut().rev().find(|(label, _)| same(label, &row.period)) {
            Some((_, rows)) => rows.push(row),
            None => periods.push((row.period.clone(), vec![row])),
        }
    }
    let periods = periods.into_iter().map(|(label, rows)| period(label, rows, findings));
    RawArea { span, name: or_absent(name), manager, periods: Some(periods.collect()) }
}

/// Who leads an area, if all of its rows that name anyone name the same; else each row keeps
/// its own as a further field.
fn manager(rows: &mut [Found]) -> Field {
    let named = |row: &Found| row.held.iter().find(|h| h.target == Target::Manager).cloned();
    let all: Vec<Held> = rows.iter().filter_map(named).collect();
    let Some(first) = all.first() else { return Field::Absent };
    let one = all.len() == rows.len()
        && all.iter().all(|held| folded(&held.words.value) == folded(&first.words.value));
    for row in rows {
        if let Some(held) = row.take(&Target::Manager)
            && !one
        {
            let target = Target::Extra("responsabile".to_owned());
            row.held.push(Held { target, ..held });
        }
    }
    if one { given(first.clone()) } else { Field::Absent }
}

fn period(label: Option<Words>, mut rows: Vec<Found>, findings: &mut Findings) -> RawPeriod {
    let span = rows.first().map(|row| row.span).expect("a period is found by its rows");
    let years: Vec<Words> =
        rows.iter_mut().filter_map(|row| Some(row.take(&Target::Years)?.words)).collect();
    RawPeriod {
        span,
        label: or_absent(label),
        years: years.first().map(facts::years).unwrap_or_default(),
        objectives: Some(rows.into_iter().map(|row| objective(row, findings)).collect()),
    }
}

fn or_absent(words: Option<Words>) -> Field {
    words.map_or(Field::Absent, Field::Given)
}

fn objective(mut row: Found, findings: &mut Findings) -> RawObjective {
    RawObjective {
        span: row.span,
        area: Field::Absent,
        period: Field::Absent,
        code: row.field(&Target::Code),
        service: row.field(&Target::Service),
        cross_cutting: row.field(&Target::CrossCutting),
        kind: row.field(&Target::Kind),
        description: row.field(&Target::Description),
        result: row.field(&Target::Result),
        indicator: row.field(&Target::Indicator),
        weight: row.take(&Target::Weight).map_or(Field::Absent, |held| weight(held, findings)),
        extra: row.held.into_iter().filter_map(further).collect(),
    }
}

/// Titles of cross-cutting objectives out of the column of the services, letters of kinds for
/// their words.
fn interpret(row: &mut Found) {
    let has_title = row.held.iter().any(|held| held.target == Target::CrossCutting);
    for held in &mut row.held {
        match held.target {
            Target::Service if !has_title => {
                if let Some(title) = cross_cutting_title(&held.words) {
                    (held.target, held.words) = (Target::CrossCutting, title);
                }
            }
            Target::Kind => kind(&mut held.words),
            _ => {}
        }
    }
}

/// «OBIETTIVO TRASVERSALE >titolo», «Trasversale: titolo».
fn cross_cutting_title(words: &Words) -> Option<Words> {
    let text = &words.value;
    let at = text.find(['>', ':', '-', '–', '—'])?;
    let said = fold_words(&text[..at]);
    if !["obiettivo trasversale", "trasversale"].contains(&said.as_str()) {
        return None;
    }
    let sign = text[at..].chars().next().map_or(0, char::len_utf8);
    let title = text[at + sign..].trim();
    let start = text.len() - text[at + sign..].trim_start().len();
    let span = words.span.part(start..start + title.len());
    (!title.is_empty()).then(|| Words::new(title.to_owned(), span))
}

/// «Sviluppo» for S, «mantenimento» for M: what the usual kinds are called.
fn kind(words: &mut Words) {
    let letter = match fold_words(&words.value).as_str() {
        "s" | "sviluppo" | "s sviluppo" => "S",
        "m" | "mantenimento" | "m mantenimento" => "M",
        _ => return,
    };
    words.value = letter.to_owned();
}

/// A weight as it shows; a fraction of which the file does not say how it shows is a doubt.
fn weight(held: Held, findings: &mut Findings) -> Field {
    let value = amount(&held.words.value);
    let fraction = value.is_some_and(|n| n > Decimal::ZERO && n < Decimal::ONE);
    if held.kind == CellKind::BareNumber && fraction {
        let shown = held.words.value.trim();
        let message = format!("Il peso «{shown}» potrebbe essere una percentuale.");
        findings.push(Diagnostic::new(Code::DoubtfulWeight, held.words.span, message).hint(
            "Questo tipo di file non dice come il numero si vede: se nel foglio si legge con il segno %, salvarlo come .xlsx.",
        ));
    }
    given(held)
}

/// A further field. Years of a period that stand in a later row of it are no field.
fn further(held: Held) -> Option<(Words, Field)> {
    let key = match &held.target {
        Target::Extra(name) => name.clone(),
        Target::Years | Target::Number => return None,
        other => other.key().to_owned(),
    };
    Some((Words::new(key, held.words.span), given(held)))
}
