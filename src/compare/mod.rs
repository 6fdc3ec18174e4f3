//! Two versions of a plan → what changed between them.
//!
//! Objectives are matched by what they say, by their codes and by their groups: first the groups
//! (`groups`), then the objectives (`matching`), then the fields of each pair (`fields`).

mod comparison_row;
mod counts;
mod doubts;
mod fields;
mod groups;
mod head;
mod managers;
mod matching;
mod objective_texts;
mod order;
mod parts;
mod results;
pub mod sentences;
mod services;
mod settled_match;
mod shown;
mod side_by_side;
mod totals;
mod words;

#[cfg(test)]
mod tests;

pub use comparison_row::{COLUMN_AFTER, COLUMN_BEFORE};
pub use counts::ChangeCounts;
pub use fields::{INDICATOR_ORDER, ListPair, Shown, pair_lists};
pub use head::{KIND, TOTAL_RULE};
pub use managers::MANAGER_OF;
pub use order::longest_rising;
pub use results::results_differ;
pub use settled_match::SettledMatch;
pub use shown::{StatedFields, TableSide, stated_by_table, take_assessment, take_unplaced};
pub use side_by_side::comparison_plan;
pub use totals::{ComparedTotal, TotalChange};
pub use words::{Difference, WordRun, differences};

use crate::likeness::Profiles;
use crate::model::Plan;
use crate::source::Span;
use groups::GroupMap;
use objective_texts::objective_texts;
use std::collections::BTreeMap;

/// Changes between two versions of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChanges {
    /// Changes of the plan's head and of its groups' texts.
    pub head: Vec<FieldChange>,
    /// Groups that have another name.
    pub renamed: Vec<GroupRename>,
    /// Groups that are one in the new plan: their objectives have not moved.
    pub merged: Vec<GroupMerger>,
    /// Fate of every objective of both plans, in the order of the new one; a removed objective
    /// stands behind the one that preceded it.
    pub objectives: Vec<ObjectiveFate>,
    /// Totals of the groups whose weights the rule adds up.
    pub totals: Vec<TotalChange>,
    /// `true` if both plans have objectives and no two of them are alike.
    pub is_unrelated: bool,
}

impl PlanChanges {
    /// Returns `true` if the plans say the same.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
            && self.renamed.is_empty()
            && self.merged.is_empty()
            && !self.objectives.iter().any(ObjectiveFate::is_change)
    }

    /// Iterates over the objectives that both plans have.
    pub fn kept(&self) -> impl Iterator<Item = &KeptObjective> {
        self.objectives.iter().filter_map(|fate| match fate {
            ObjectiveFate::Kept(kept) => Some(kept),
            ObjectiveFate::Added { .. } | ObjectiveFate::Removed { .. } => None,
        })
    }
}

/// Value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    /// Words, as the plan has them.
    pub words: String,
    /// Place in the source; `None` for what a plan says without writing it.
    pub place: Option<Span>,
}

/// Field whose value is not the same in both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Name of the field for people: «Indicatore di risultato».
    pub label: String,
    /// Value in the old plan; `None` if it has none.
    pub before: Option<FieldValue>,
    /// Value in the new plan; `None` if it has none.
    pub after: Option<FieldValue>,
}

/// Group that has another name in the new plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRename {
    /// Level of the group, as people call it: «area».
    pub level: String,
    /// New names of the groups around it, outermost first, one list for each; empty where all groups of that
    /// name have the new one.
    pub within: Vec<Vec<String>>,
    /// Name in the old plan.
    pub before: FieldValue,
    /// Name in the new plan.
    pub after: FieldValue,
}

/// Groups of the old plan that are one in the new plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMerger {
    /// Level of the groups, as people call it: «area».
    pub level: String,
    /// Names in the old plan, at least two.
    pub before: Vec<FieldValue>,
    /// Name in the new plan.
    pub after: FieldValue,
}

/// Fate of an objective; objectives are named by their indices in the plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectiveFate {
    /// In the new plan only.
    Added {
        /// Index in the new plan.
        after: usize,
        /// Old objective of which it is a part, if that was divided.
        part_of: Option<usize>,
    },
    /// In the old plan only.
    Removed {
        /// Index in the old plan.
        before: usize,
        /// New objective that holds it beside another one, if both were merged.
        merged_into: Option<usize>,
    },
    /// In both plans.
    Kept(KeptObjective),
}

impl ObjectiveFate {
    /// Returns `true` unless the objective is the same in both plans.
    pub fn is_change(&self) -> bool {
        match self {
            ObjectiveFate::Added { .. } | ObjectiveFate::Removed { .. } => true,
            ObjectiveFate::Kept(kept) => kept.is_change(),
        }
    }
}

/// Objective of both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptObjective {
    /// Index in the old plan.
    pub before: usize,
    /// Index in the new plan.
    pub after: usize,
    /// Words that both have in common, in hundredths.
    pub likeness: u8,
    /// Certainty of the match.
    pub certainty: Certainty,
    /// Fields that changed.
    pub fields: Vec<FieldChange>,
    /// Levels at which the objective belongs to another group.
    pub moves: Vec<FieldChange>,
    /// Outermost group, if that joined another one, so that the objective has not moved.
    pub joined: Option<FieldChange>,
    /// Place among the objectives of its group.
    pub order: OrderChange,
}

impl KeptObjective {
    /// Returns `true` unless the objective is the same in both plans.
    pub fn is_change(&self) -> bool {
        !self.fields.is_empty() || !self.moves.is_empty() || self.order != OrderChange::Same
    }
}

/// Certainty that two objectives are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Beyond doubt.
    Sure,
    /// In doubt: few words in common, or another pair that is as good.
    Doubtful,
    /// A person says so.
    ByHand,
}

/// Change of an objective's place among those of its group that stayed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderChange {
    /// Same order.
    Same,
    /// Stands elsewhere in its group.
    Moved,
    /// Changed places with the objective of this index in the new plan.
    Swapped(usize),
}

/// Compares two versions of a plan; each objective is in one of the `settled` matches at most.
pub fn compare_plans(before: &Plan, after: &Plan, settled: &[SettledMatch]) -> PlanChanges {
    let profiles = Profiles::of(&objective_texts(before), &objective_texts(after));
    let mut groups = GroupMap::of(before, after, &profiles);
    let mut matched = matching::match_objectives(before, after, &profiles, &groups, settled);
    let merged = groups.merged(&matched);
    if !merged.is_empty() {
        // Objectives of groups that are one now have stayed, and so have the groups in them.
        groups = groups.with_merged(&merged, &profiles);
        matched = matching::match_objectives(before, after, &profiles, &groups, settled);
    }
    let parts = parts::find_parts(&profiles, &mut matched, settled);
    let orders = order::orders(&matched, &groups);
    let kept = |pair: &matching::MatchedPair| {
        let (old, new) = (&before.objectives[pair.before], &after.objectives[pair.after]);
        KeptObjective {
            before: pair.before,
            after: pair.after,
            likeness: pair.likeness,
            certainty: pair.certainty,
            fields: fields::objective_changes((before, old), (after, new), &groups.levels),
            moves: groups.moves(pair.before, pair.after),
            joined: groups.joined(pair.before, pair.after),
            order: orders.get(&pair.after).copied().unwrap_or(OrderChange::Same),
        }
    };
    let is_unrelated =
        matched.is_empty() && !before.objectives.is_empty() && !after.objectives.is_empty();
    let mut kept: Vec<KeptObjective> = matched.iter().map(kept).collect();
    let mut renamed = groups.renamed.clone();
    renamed.extend(services::take_renamed(before, after, &mut kept));
    let managers = managers::manager_changes(before, after, &groups, &mut kept);
    PlanChanges {
        head: head::head_changes(before, after, &groups, &matched, managers),
        renamed,
        merged,
        totals: totals::total_changes(before, after, &groups),
        objectives: in_order(before, after, kept, &parts),
        is_unrelated,
    }
}

/// Returns the fates of all objectives in the order of the new plan.
fn in_order(
    before: &Plan,
    after: &Plan,
    kept: Vec<KeptObjective>,
    parts: &parts::Parts,
) -> Vec<ObjectiveFate> {
    let partners: BTreeMap<usize, usize> = kept.iter().map(|k| (k.before, k.after)).collect();
    let taken: Vec<usize> = partners.values().copied().collect();
    let mut fates: Vec<((usize, usize), ObjectiveFate)> = Vec::new();
    // Position behind the objective that an old one followed; the first come before all.
    let mut behind = 0;
    for old in 0..before.objectives.len() {
        match partners.get(&old) {
            Some(new) => behind = new + 1,
            None => {
                let merged_into = parts.merged.get(&old).copied();
                let removed = ObjectiveFate::Removed { before: old, merged_into };
                // Among the objectives before it, the kept one of a number comes first.
                fates.push(((behind, 1 + old), removed));
            }
        }
    }
    let mut is_taken = vec![false; after.objectives.len()];
    taken.into_iter().for_each(|new| is_taken[new] = true);
    for new in (0..after.objectives.len()).filter(|new| !is_taken[*new]) {
        let part_of = parts.divided.get(&new).copied();
        fates.push(((new + 1, 0), ObjectiveFate::Added { after: new, part_of }));
    }
    fates.extend(kept.into_iter().map(|kept| ((kept.after + 1, 0), ObjectiveFate::Kept(kept))));
    fates.sort_by_key(|(place, _)| *place);
    fates.into_iter().map(|(_, fate)| fate).collect()
}
