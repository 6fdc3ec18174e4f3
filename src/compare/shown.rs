//! Fields that a plan shows: a document holds only those that its layout has a column for.

use super::fields::{Shown, side_by_side};
use super::{FieldChange, ObjectiveFate, PlanChanges};
use crate::model::Plan;
use std::collections::BTreeSet;

/// Returns the names of the fields that the objectives of a plan have.
pub fn field_labels(plan: &Plan) -> BTreeSet<String> {
    let fields = plan.objectives.iter().flat_map(|objective| {
        side_by_side(None, Some((plan, objective)), &plan.levels, Shown::All)
    });
    fields.map(|field| field.label).collect()
}

/// Returns the changes without what the new plan does not show: entries of the head that only the
/// old plan has, and fields that no objective of the new one has.
pub fn without_unshown(mut changes: PlanChanges, shown: &BTreeSet<String>) -> PlanChanges {
    let is_told = |change: &FieldChange| change.after.is_some() || shown.contains(&change.label);
    changes.head.retain(|change| change.after.is_some());
    for fate in &mut changes.objectives {
        if let ObjectiveFate::Kept(kept) = fate {
            kept.fields.retain(is_told);
        }
    }
    changes
}
