//! Fields that a plan shows: a document holds only those that its layout has a column for.

use super::fields::{Shown, side_by_side};
use super::head::is_rule;
use super::{FieldChange, ObjectiveFate, PlanChanges};
use crate::group::words;
use crate::model::{Key, Objective, Plan};
use std::collections::BTreeSet;

/// Returns the names of the fields that the objectives of a plan have.
pub fn field_labels(plan: &Plan) -> BTreeSet<String> {
    let fields = plan.objectives.iter().flat_map(|objective| {
        side_by_side(None, Some((plan, objective)), &plan.levels, Shown::All)
    });
    fields.map(|field| field.label).collect()
}

/// Returns the changes without what a table does not state, and the names of what it may say where it is not
/// read: entries of the head that only the old plan has. Fields that no objective of the table has and the rules
/// of the plan are left out as well, and the manager of an area where the table repeats it in each row.
pub fn stated_by_table(
    mut changes: PlanChanges,
    before: &Plan,
    table: &Plan,
) -> (PlanChanges, Vec<String>) {
    let shown = field_labels(table);
    let manager = Key::Manager;
    let is_told =
        |objective: &Objective, change: &FieldChange| match (&change.before, &change.after) {
            (None, Some(after)) if change.label == manager.label() => {
                words(before, objective, manager.name())
                    .is_none_or(|of_area| of_area.value != after.words)
            }
            (_, None) => shown.contains(&change.label),
            _ => true,
        };
    let unread = changes.head.iter().filter(|change| change.after.is_none());
    let unread = unread.map(|change| change.label.clone()).collect();
    changes.head.retain(|change| change.after.is_some() && !is_rule(&change.label));
    for fate in &mut changes.objectives {
        if let ObjectiveFate::Kept(kept) = fate {
            let old = &before.objectives[kept.before];
            kept.fields.retain(|change| is_told(old, change));
        }
    }
    (changes, unread)
}
