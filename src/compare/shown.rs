//! Fields that a plan shows: a document holds only those that its layout has a column for.

use super::fields::{Shown, side_by_side};
use super::head::is_rule;
use super::{FieldChange, ObjectiveFate, PlanChanges};
use crate::group::words;
use crate::model::{Key, Objective, Plan};
use std::collections::BTreeSet;

/// Fields that the objectives of a plan have.
pub struct StatedFields(BTreeSet<String>);

impl StatedFields {
    /// Returns the fields that at least one objective of `plan` has.
    pub fn of(plan: &Plan) -> StatedFields {
        let fields = plan.objectives.iter().flat_map(|objective| {
            side_by_side(None, Some((plan, objective)), &plan.levels, Shown::All)
        });
        StatedFields(fields.map(|field| unnumbered(&field.label)).collect())
    }

    /// Returns `true` for the name of one of the fields, whatever number its indicator has.
    pub fn has(&self, label: &str) -> bool {
        self.0.contains(&unnumbered(label))
    }
}

/// Returns the name of a field without the number of the indicator that it belongs to.
fn unnumbered(label: &str) -> String {
    match label.strip_prefix(Key::Indicator.label()) {
        Some(rest) => {
            let rest = rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
            format!("{}{rest}", Key::Indicator.label())
        }
        None => label.to_owned(),
    }
}

/// Returns the changes without what a table does not state, and the names of what it may say where it is not
/// read: entries of the head that only the old plan has. Fields that no objective of the table has and the rules
/// of the plan are left out as well, and the manager of an area where the table repeats it in each row.
pub fn stated_by_table(
    mut changes: PlanChanges,
    before: &Plan,
    table: &Plan,
) -> (PlanChanges, Vec<String>) {
    let shown = StatedFields::of(table);
    let manager = Key::Manager;
    let is_told =
        |objective: &Objective, change: &FieldChange| match (&change.before, &change.after) {
            (None, Some(after)) if change.label == manager.label() => {
                words(before, objective, manager.name())
                    .is_none_or(|of_area| of_area.value != after.words)
            }
            (_, None) => shown.has(&change.label),
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
