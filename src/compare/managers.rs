//! Managers: an objective answers to its own, or else to that of its area.

use super::fields::{LabelledValue, paired};
use super::groups::GroupMap;
use super::{FieldChange, FieldValue, KeptObjective};
use crate::group::words;
use crate::model::{Area, Key, Level, Objective, Plan, Text};
use crate::text::folded;

/// Returns the changes of the areas' managers.
///
/// A table may repeat the manager in each row in place of naming the area's once: such rows are
/// compared by whom they answer to, and the changes of single rows go to `kept`.
pub(super) fn manager_changes(
    before: &Plan,
    after: &Plan,
    groups: &GroupMap,
    kept: &mut [KeptObjective],
) -> Vec<FieldChange> {
    let (mut olds, mut repeated) = (Vec::new(), Vec::new());
    for (at, area) in before.areas.iter().enumerate() {
        let name = groups.new_name(&Level::Area, area.words());
        let twin = after.areas.iter().position(|new| folded(new.words()) == name);
        if twin.is_some_and(|twin| is_repeated((before, at), (after, twin))) {
            repeated.extend(twin.map(|twin| row_changes((before, at), (after, twin), &name, kept)));
        } else {
            olds.extend(of_area(area, &name));
        }
    }
    let (told, repeated): (Vec<usize>, Vec<Option<FieldChange>>) = repeated.into_iter().unzip();
    let others = after.areas.iter().enumerate().filter(|(at, _)| !told.contains(at));
    let news = others.filter_map(|(_, area)| of_area(area, &folded(area.words()))).collect();
    let mut changes = paired(olds, news);
    changes.extend(repeated.into_iter().flatten());
    changes
}

/// Area of a plan, by its index.
type OfArea<'p> = (&'p Plan, usize);

fn of_area(area: &Area, name: &str) -> Option<LabelledValue> {
    let manager = area.manager.as_ref()?;
    Some(LabelledValue::of_text(label_of(name), manager))
}

/// Beginning of the names of the areas' managers.
pub const MANAGER_OF: &str = "Responsabile di ";

fn label_of(area: &str) -> String {
    format!("{MANAGER_OF}{area}")
}

/// Returns `true` if one of the plans names the manager of the area, and the other one those of its
/// objectives.
fn is_repeated(before: OfArea<'_>, after: OfArea<'_>) -> bool {
    let named = |(plan, at): OfArea<'_>| plan.areas[at].manager.is_some();
    let by_rows = |(plan, at): OfArea<'_>| {
        let mut rows = plan.objectives.iter().filter(|objective| objective.area == at);
        rows.any(|objective| manager(plan, objective).is_some())
    };
    named(before) && !named(after) && by_rows(after)
        || named(after) && !named(before) && by_rows(before)
}

/// Tells the changes of single rows in `kept`; returns the new area and the change that all rows have in common.
fn row_changes(
    (before, old_area): OfArea<'_>,
    (after, area): OfArea<'_>,
    name: &str,
    kept: &mut [KeptObjective],
) -> (usize, Option<FieldChange>) {
    let label = Key::Manager.label();
    let of_area = [&before.areas[old_area], &after.areas[area]];
    let of_area = of_area.into_iter().find_map(|area| area.manager.as_ref());
    let mut rows: Vec<(&mut KeptObjective, Option<FieldChange>)> = Vec::new();
    for pair in kept.iter_mut().filter(|pair| after.objectives[pair.after].area == area) {
        let old = &before.objectives[pair.before];
        let (was, is) = (manager(before, old), manager(after, &after.objectives[pair.after]));
        let name = |text: Option<&Text>| text.map(|text| folded(&text.value));
        // Who comes from another area answers to the manager of the new one.
        let is_moved = old.area != old_area && name(is) == name(of_area);
        let value = |text: &Text| FieldValue { words: text.value.clone(), place: Some(text.span) };
        let change = (name(was) != name(is) && !is_moved).then(|| FieldChange {
            label: label.to_owned(),
            before: was.map(value),
            after: is.map(value),
        });
        pair.fields.retain(|change| change.label != label);
        rows.push((pair, change));
    }
    let words = |change: &Option<FieldChange>| {
        let change = change.as_ref()?;
        let side = |value: &Option<FieldValue>| value.as_ref().map(|v| folded(&v.words));
        Some((side(&change.before), side(&change.after)))
    };
    let first = rows.first().and_then(|(_, change)| words(change));
    if first.is_some() && rows.iter().all(|(_, change)| words(change) == first) {
        let change = rows.swap_remove(0).1;
        return (area, change.map(|change| FieldChange { label: label_of(name), ..change }));
    }
    rows.into_iter().for_each(|(pair, change)| pair.fields.extend(change));
    (area, None)
}

fn manager<'p>(plan: &'p Plan, objective: &'p Objective) -> Option<&'p Text> {
    words(plan, objective, Key::Manager.name())
}
