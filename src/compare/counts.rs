//! Counts of changes, for a summary.

use super::{Certainty, KeptObjective, ObjectiveFate, OrderChange, PlanChanges};
use std::collections::BTreeSet;

/// Numbers of objectives with each kind of change; one objective may count in several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// In the new plan only.
    pub added: usize,
    /// In the old plan only.
    pub removed: usize,
    /// Objectives of the old plan, each divided into several.
    pub divided: usize,
    /// Objectives of the old plan that are one with others now.
    pub merged: usize,
    /// With other words or values, divided and merged ones apart.
    pub changed: usize,
    /// In another group.
    pub moved: usize,
    /// Elsewhere in the same group.
    pub reordered: usize,
    /// Matched with doubt.
    pub doubtful: usize,
    /// With several of these changes, each of which counts them.
    pub several: usize,
    /// The same in both plans.
    pub unchanged: usize,
}

impl PlanChanges {
    /// Counts the changes of objectives.
    pub fn counts(&self) -> ChangeCounts {
        let mut counts = ChangeCounts::default();
        let (mut divided, mut merged) = (BTreeSet::new(), BTreeSet::new());
        for fate in &self.objectives {
            match fate {
                ObjectiveFate::Added { part_of: Some(old), .. } => _ = divided.insert(*old),
                ObjectiveFate::Removed { merged_into: Some(new), .. } => {
                    counts.merged += 1;
                    merged.insert(*new);
                }
                ObjectiveFate::Added { part_of: None, .. } => counts.added += 1,
                ObjectiveFate::Removed { merged_into: None, .. } => counts.removed += 1,
                ObjectiveFate::Kept(_) => {}
            }
        }
        for kept in self.kept() {
            let is_divided = divided.contains(&kept.before);
            let is_merged = merged.contains(&kept.after);
            counts.add(kept, is_divided, is_merged);
        }
        counts
    }
}

impl ChangeCounts {
    fn add(&mut self, kept: &KeptObjective, is_divided: bool, is_merged: bool) {
        let is = usize::from;
        let is_changed = !kept.fields.is_empty() && !is_divided && !is_merged;
        self.divided += is(is_divided);
        self.merged += is(is_merged);
        self.changed += is(is_changed);
        self.moved += is(!kept.moves.is_empty());
        self.reordered += is(kept.order != OrderChange::Same);
        self.doubtful += is(kept.certainty == Certainty::Doubtful);
        let is_reordered = kept.order != OrderChange::Same;
        let kinds = [is_changed, is_divided, is_merged, !kept.moves.is_empty(), is_reordered];
        self.several += is(kinds.into_iter().filter(|has| *has).count() > 1);
        self.unchanged += is(kinds.into_iter().all(|has| !has));
    }
}
