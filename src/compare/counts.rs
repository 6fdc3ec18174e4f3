//! Counts of changes, for a summary.

use super::{Certainty, KeptObjective, ObjectiveFate, OrderChange, PlanChanges};

/// Numbers of objectives with each kind of change; one objective may count in several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// In the new plan only, parts of divided ones included.
    pub added: usize,
    /// In the old plan only, merged ones included.
    pub removed: usize,
    /// With other words or values.
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
        for fate in &self.objectives {
            match fate {
                ObjectiveFate::Added { .. } => counts.added += 1,
                ObjectiveFate::Removed { .. } => counts.removed += 1,
                ObjectiveFate::Kept(kept) => counts.add(kept),
            }
        }
        counts
    }
}

impl ChangeCounts {
    fn add(&mut self, kept: &KeptObjective) {
        let is = usize::from;
        self.changed += is(!kept.fields.is_empty());
        self.moved += is(!kept.moves.is_empty());
        self.reordered += is(kept.order != OrderChange::Same);
        self.doubtful += is(kept.certainty == Certainty::Doubtful);
        let kinds =
            [!kept.fields.is_empty(), !kept.moves.is_empty(), kept.order != OrderChange::Same];
        self.several += is(kinds.into_iter().filter(|has| *has).count() > 1);
        self.unchanged += is(!kept.is_change());
    }
}
