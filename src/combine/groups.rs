//! Areas and groups of several files, joined: one that an earlier file has goes on there.

use super::{Joiner, text_of};
use crate::model::Key;
use crate::raw::{Field, RawArea, RawExtra, RawFacts, RawGroup, RawPeriod, Words};

/// Adds the areas of a further file.
pub(super) fn join_areas(areas: &mut Vec<RawArea>, more: Vec<RawArea>, joiner: &mut Joiner<'_>) {
    let known = areas.len();
    for area in more {
        // Of the file itself no areas are joined: validation reports those that stand twice.
        let twin = areas[..known].iter_mut().find(|other| is_same(&other.name, &area.name));
        match twin {
            Some(first) => join_area(first, area, joiner),
            None => areas.push(area),
        }
    }
}

fn is_same(first: &Field, other: &Field) -> bool {
    text_of(first).is_some_and(|name| text_of(other) == Some(name))
}

fn join_area(first: &mut RawArea, other: RawArea, joiner: &mut Joiner<'_>) {
    joiner.field(Key::Manager.name(), &mut first.manager, other.manager);
    join_facts(&mut first.facts, other.facts, joiner);
    let periods = first.periods.get_or_insert_default();
    let known = periods.len();
    for period in other.periods.into_iter().flatten() {
        let twin = periods[..known].iter_mut().find(|first| is_same(&first.label, &period.label));
        match twin {
            Some(first) => join_period(first, period, joiner),
            None => periods.push(period),
        }
    }
}

fn join_period(first: &mut RawPeriod, other: RawPeriod, joiner: &mut Joiner<'_>) {
    join_facts(&mut first.facts, other.facts, joiner);
    add_new(&mut first.years, other.years);
    first.objectives.get_or_insert_default().extend(other.objectives.into_iter().flatten());
}

fn join_facts(first: &mut RawFacts, other: RawFacts, joiner: &mut Joiner<'_>) {
    joiner.field(Key::Premise.name(), &mut first.premise, other.premise);
    joiner.field(Key::Closing.name(), &mut first.closing, other.closing);
    joiner.field(Key::Total.name(), &mut first.total, other.total);
}

/// Adds the words of `more` that `list` does not have.
pub(super) fn add_new(list: &mut Vec<Words>, more: Vec<Words>) {
    for words in more {
        if list.iter().all(|known| known.value != words.value) {
            list.push(words);
        }
    }
}

/// Adds the groups of a further file.
pub(super) fn join_groups(
    groups: &mut Vec<RawGroup>,
    more: Vec<RawGroup>,
    joiner: &mut Joiner<'_>,
) {
    let known = groups.len();
    for group in more {
        match groups[..known].iter_mut().find(|other| is_same_group(other, &group)) {
            Some(first) => join_group(first, group, joiner),
            None => groups.push(group),
        }
    }
}

fn is_same_group(first: &RawGroup, other: &RawGroup) -> bool {
    match (first.levels.as_slice(), other.levels.as_slice()) {
        ([(level, label)], [(other_level, other_label)]) => {
            level.value == other_level.value && is_same(label, other_label)
        }
        _ => false,
    }
}

fn join_group(first: &mut RawGroup, mut other: RawGroup, joiner: &mut Joiner<'_>) {
    if texts(&first.extra) != texts(&other.extra) {
        // What the group says in one file does not hold for its objectives in the other.
        hand_down(first);
        hand_down(&mut other);
    }
    join_facts(&mut first.facts, other.facts, joiner);
    add_new(&mut first.years, other.years);
    first.objectives.get_or_insert_default().extend(other.objectives.into_iter().flatten());
    let inner = first.groups.get_or_insert_default();
    join_groups(inner, other.groups.unwrap_or_default(), joiner);
}

/// Returns fields without their places, for comparison.
fn texts(extra: &[RawExtra]) -> Vec<(&str, String)> {
    let value = |values: &crate::raw::RawValues| match values {
        crate::raw::RawValues::One(field) => text_of(field).unwrap_or_default(),
        crate::raw::RawValues::ByYear(years) => {
            let years = years.iter().map(|(year, field)| (year.value.as_str(), text_of(field)));
            format!("{:?}", years.collect::<Vec<_>>())
        }
    };
    extra.iter().map(|(key, values)| (key.value.as_str(), value(values))).collect()
}

/// Moves the fields of a group to its objectives and the groups in it, unless they have their own.
pub(super) fn hand_down(group: &mut RawGroup) {
    for (key, values) in std::mem::take(&mut group.extra) {
        let objectives =
            group.objectives.iter_mut().flatten().map(|objective| &mut objective.extra);
        let groups = group.groups.iter_mut().flatten().map(|inner| &mut inner.extra);
        for extra in objectives.chain(groups) {
            if extra.iter().all(|(known, _)| known.value != key.value) {
                extra.push((key.clone(), values.clone()));
            }
        }
    }
}
