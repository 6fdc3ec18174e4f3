//! Names that the user gives to objectives and areas that have none, and what the user says
//! otherwise than the file.

use super::entry::{ObjectiveEntry, name_of};
use super::report::RecognitionReport;
use super::word_forms::letters;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::{Key, LevelHead};
use crate::raw::{Contradiction, Field, StatedHead, Words};
use std::collections::BTreeSet;

/// Name that holds where the tables have none.
struct GivenName {
    words: Words,
    /// `true` once an objective took it.
    is_used: bool,
}

/// Names that the user gives.
#[derive(Default)]
pub(super) struct GivenNames {
    area: Option<GivenName>,
    period: Option<GivenName>,
    service: Option<GivenName>,
    manager: Option<Words>,
}

impl GivenNames {
    /// Takes the names out of what the user states.
    pub(crate) fn of(head: &StatedHead) -> Self {
        let name = |field: &Field| given(field).map(|words| GivenName { words, is_used: false });
        GivenNames {
            area: name(&head.area),
            period: name(&head.period),
            service: name(&head.service),
            manager: given(&head.manager),
        }
    }

    /// Returns `true` if the user gives an area.
    pub(crate) fn has_area(&self) -> bool {
        self.area.is_some()
    }

    /// Returns the area of an objective that has none.
    pub(crate) fn area(&mut self) -> Option<Words> {
        taken(&mut self.area)
    }

    /// Returns the period of an objective that has none.
    pub(crate) fn period(&mut self) -> Option<Words> {
        taken(&mut self.period)
    }

    /// Returns label and value of the service for an objective that has none.
    pub(crate) fn service(&mut self) -> Option<(Words, Words)> {
        let service = taken(&mut self.service)?;
        Some((Words::new(Key::Service.name().to_owned(), service.span), service))
    }

    /// Gives area and period to an objective that lacks them.
    pub(crate) fn complete(&mut self, entry: &mut ObjectiveEntry) {
        complete(&mut entry.area, &mut self.area);
        complete(&mut entry.period, &mut self.period);
    }

    /// Gives area and period to an objective that lacks them, as far as they are among `levels`.
    pub(crate) fn complete_levels(&mut self, entry: &mut ObjectiveEntry, levels: &[LevelHead]) {
        let has = |key: Key| levels.iter().any(|level| level.name == key.name());
        if has(Key::Area) {
            complete(&mut entry.area, &mut self.area);
        }
        if has(Key::Period) {
            complete(&mut entry.period, &mut self.period);
        }
    }

    /// Gives the manager to the areas that have none, and reports which names were of use.
    pub(crate) fn settle(self, entries: &mut [ObjectiveEntry], report: &mut RecognitionReport) {
        let GivenNames { area, period, service, manager } = self;
        let areas = entries.iter().map(|entry| &entry.area);
        settle_name(area, Key::Area, areas, report);
        let periods = entries.iter().map(|entry| &entry.period);
        settle_name(period, Key::Period, periods, report);
        let services = entries.iter().map(|entry| &entry.objective.fields[Key::Service]);
        settle_name(service, Key::Service, services, report);
        if let Some(manager) = manager {
            settle_manager(&manager, entries, report);
        }
    }
}

fn given(field: &Field) -> Option<Words> {
    match field {
        Field::Given(words) => Some(words.clone()),
        _ => None,
    }
}

fn complete(field: &mut Field, name: &mut Option<GivenName>) {
    if *field == Field::Absent {
        *field = taken(name).map_or(Field::Absent, Field::Given);
    }
}

fn taken(name: &mut Option<GivenName>) -> Option<Words> {
    let name = name.as_mut()?;
    name.is_used = true;
    Some(name.words.clone())
}

/// Reports a name in the account if objectives took it, else in a finding.
fn settle_name<'e>(
    name: Option<GivenName>,
    key: Key,
    fields: impl Iterator<Item = &'e Field>,
    report: &mut RecognitionReport,
) {
    let Some(GivenName { words, is_used }) = name else { return };
    if is_used {
        let (label, quote) = (key.label(), quote_start(&words.value));
        report.lines.push(format!("{label} degli obiettivi che non l'hanno nel file: {quote}."));
        return;
    }
    let own = fields.filter_map(|field| match field {
        Field::Given(words) => Some(words),
        _ => None,
    });
    report.findings.extend(unused(&words, key, own));
}

fn settle_manager(manager: &Words, entries: &mut [ObjectiveEntry], report: &mut RecognitionReport) {
    let led: BTreeSet<String> = entries
        .iter()
        .filter(|entry| entry.manager.is_some())
        .filter_map(|entry| name_of(&entry.area))
        .collect();
    let heading = Words::new("Responsabile".to_owned(), manager.span);
    let mut is_used = false;
    for entry in entries.iter_mut() {
        if name_of(&entry.area).is_none_or(|area| !led.contains(&area)) {
            entry.manager.get_or_insert_with(|| (heading.clone(), manager.clone()));
            is_used = true;
        }
    }
    if is_used {
        let quote = quote_start(&manager.value);
        report.lines.push(format!("Responsabile delle aree che non l'hanno nel file: {quote}."));
        return;
    }
    let own = entries.iter().filter_map(|entry| Some(&entry.manager.as_ref()?.1));
    report.findings.extend(unused(manager, Key::Manager, own));
}

/// Returns the finding on a name that nothing needs, since the file has `own` ones; `None` if they
/// are the same.
pub fn unused<'w>(
    words: &Words,
    key: Key,
    mut own: impl Iterator<Item = &'w Words>,
) -> Option<Diagnostic> {
    let own = own.find(|own| letters(&own.value) != letters(&words.value))?;
    let message = format!(
        "«{}» {} non serve a nessun obiettivo: il file ne dice già un altro, {}.",
        key.name(),
        quote_start(&words.value),
        quote_start(&own.value)
    );
    Some(Diagnostic::new(Code::UnusedOption, own.span, message)
        .also(words.span, "il valore indicato")
        .hint("Vale quello del file. Se non è giusto, correggerlo nel file; altrimenti togliere il valore indicato."))
}

/// Returns the findings on what the user says otherwise than the file, which holds.
pub fn contradictions(list: Vec<Contradiction>) -> impl Iterator<Item = Diagnostic> {
    list.into_iter().map(|Contradiction { here, stated }| {
        let message = format!(
            "Il file dice {}, il valore indicato è {}: non si sa quale vale.",
            quote_start(&here.value),
            quote_start(&stated.value)
        );
        Diagnostic::new(Code::ContraryOption, here.span, message)
            .also(stated.span, "il valore indicato")
            .hint("Togliere l'opzione, oppure correggere il file.")
    })
}
