//! Numbers and managers of rows: codes, further fields, or of no account.

use super::entry::{ObjectiveEntry, name_of};
use crate::model::Key;
use crate::raw::{Field, Words};
use crate::text::folded;
use std::collections::{BTreeSet, HashMap};

/// Returns `true` for a row that is none of an objective: it has neither service nor description, and
/// an error has reported it.
fn is_incomplete(entry: &ObjectiveEntry) -> bool {
    [Key::Service, Key::Description].iter().all(|key| entry.objective.fields[*key] == Field::Wrong)
}

/// Moves managers to the fields they belong to; returns the line that reports it. In a plan that
/// `has_levels` of its own, managers are those of objectives, and in a workbook that `is_ours` those that
/// change within an area.
pub(super) fn settle_managers(
    entries: &mut [ObjectiveEntry],
    has_levels: bool,
    is_ours: bool,
) -> Option<&'static str> {
    if has_levels {
        entries.iter_mut().for_each(manager_as_field);
    }
    // A plan has one manager for each area; several would contradict one another there.
    if has_one_manager_an_area(entries, is_ours) {
        return None;
    }
    if is_ours {
        // An objective answers to its own manager: that of its area stands in other rows as well.
        let of_area = |entry: &ObjectiveEntry| {
            let name = entry.manager.as_ref().map(|(_, name)| folded(&name.value));
            (name_of(&entry.area), name)
        };
        let mut rows: HashMap<_, usize> = HashMap::new();
        entries.iter().for_each(|entry| *rows.entry(of_area(entry)).or_default() += 1);
        for entry in entries {
            if has_own_manager(entry) && rows[&of_area(entry)] > 1 {
                entry.manager = None;
            }
            manager_as_field(entry);
        }
        return Some("I responsabili cambiano dentro un'area: sono quelli di ogni obiettivo.");
    }
    for entry in entries {
        let manager = entry.manager.take();
        add_extra(entry, manager);
    }
    Some("I responsabili cambiano dentro un'area: sono sotto «altro» di ogni obiettivo.")
}

/// Moves numbers to the fields they belong to; returns the line that reports it. `count` is the
/// number of the last objective in the files before, 0 if there is none; it becomes that of this
/// file.
pub(super) fn settle_numbers(
    entries: &mut [ObjectiveEntry],
    count: &mut u32,
) -> Option<&'static str> {
    if entries.iter().all(|entry| entry.number.is_none()) {
        return None;
    }
    let last = end_of_count(entries, *count);
    *count = last.unwrap_or(0);
    // A plan numbers its objectives by their order: numbers that only count add nothing.
    if last.is_some() {
        return Some("I numeri d'ordine non entrano nel piano: li ridà l'ordine delle righe.");
    }
    // Offices cite objectives by such numbers, and codes are what a plan cites them by.
    if could_be_codes(entries) {
        entries.iter_mut().for_each(number_as_code);
        return Some("I numeri d'ordine non sono un semplice conteggio: sono i codici.");
    }
    for entry in entries {
        let number = entry.number.take();
        add_extra(entry, number);
    }
    Some("I numeri d'ordine non sono un semplice conteggio: sono sotto «altro».")
}

/// Returns the last number if each is one more than the one before, the first of them one more than
/// `before`, or 1 again.
fn end_of_count(entries: &[ObjectiveEntry], before: u32) -> Option<u32> {
    // A row that is not read as it is ends no count.
    let complete = entries.iter().filter(|entry| !is_incomplete(entry));
    let mut numbers = complete.filter_map(|entry| entry.number.as_ref());
    numbers.try_fold(before, |last, (_, number)| {
        let digits = number.value.trim().trim_end_matches(['.', ')', '°']);
        // Many offices count anew in each area, so 1 may come at any row.
        digits.parse().ok().filter(|n| *n == 1 || last.checked_add(1) == Some(*n))
    })
}

/// Returns `true` if no two numbers are the same and no objective has a code.
fn could_be_codes(entries: &[ObjectiveEntry]) -> bool {
    let mut seen = BTreeSet::new();
    let mut numbers = entries.iter().filter_map(|entry| entry.number.as_ref());
    numbers.all(|(_, number)| seen.insert(number.value.trim()))
        && entries.iter().all(|entry| entry.objective.fields[Key::Code] == Field::Absent)
}

fn number_as_code(entry: &mut ObjectiveEntry) {
    if let Some((_, number)) = entry.number.take() {
        entry.objective.fields[Key::Code] = Field::Given(number);
    }
}

/// Moves the manager to the field that a plan may declare for objectives.
fn manager_as_field(entry: &mut ObjectiveEntry) {
    if let Some((heading, name)) = entry.manager.take() {
        let key = if has_own_manager(entry) {
            heading
        } else {
            Words::new(Key::Manager.name().to_owned(), heading.span)
        };
        entry.objective.extra.push((key, Field::Given(name).into()));
    }
}

fn has_own_manager(entry: &ObjectiveEntry) -> bool {
    entry.objective.extra.iter().any(|(key, _)| key.value == Key::Manager.name())
}

/// Adds a value to the further fields of an objective, under its heading.
fn add_extra(entry: &mut ObjectiveEntry, value: Option<(Words, Words)>) {
    entry.objective.extra.extend(value.map(|(key, value)| (key, Field::Given(value).into())));
}

/// Returns `true` if no area has two managers; with `counts_blank`, a row without one has another.
fn has_one_manager_an_area(entries: &[ObjectiveEntry], counts_blank: bool) -> bool {
    let mut managers: HashMap<Option<String>, String> = HashMap::new();
    entries.iter().filter(|entry| counts_blank || entry.manager.is_some()).all(|entry| {
        let name = entry.manager.as_ref().map(|(_, name)| folded(&name.value)).unwrap_or_default();
        *managers.entry(name_of(&entry.area)).or_insert_with(|| name.clone()) == name
    })
}
