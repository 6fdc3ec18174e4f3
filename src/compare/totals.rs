//! Totals of weights before and after.

use super::groups::GroupMap;
use crate::model::{Level, Plan, Unit};
use crate::text::folded;
use indexmap::{IndexMap, IndexSet};
use rust_decimal::Decimal;

/// Total of a group in both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalChange {
    /// Names of the group, outermost first, in the words of the new plan; empty for the whole plan.
    pub group: Vec<String>,
    /// Year of the weights; `None` if they are of no year.
    pub year: Option<u16>,
    /// Total in the old plan; `None` if it has no such group.
    pub before: Option<ComparedTotal>,
    /// Total in the new plan; `None` if it has no such group.
    pub after: Option<ComparedTotal>,
    /// Set if other weights make up the total, even the same one.
    pub is_reweighed: bool,
}

impl TotalChange {
    /// Returns `true` if the sum or the rule is not the same.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }

    /// Returns `true` if whoever reads the changes wants to see the total: weights of the group are others.
    pub fn is_touched(&self) -> bool {
        self.is_change() || self.is_reweighed
    }
}

/// Sum of weights, and the one that the plan's rule wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparedTotal {
    /// Sum.
    pub sum: Decimal,
    /// Sum by the rule; `None` if it wants none.
    pub wanted: Option<Decimal>,
    /// Unit of the weights.
    pub unit: Unit,
}

impl ComparedTotal {
    /// Returns `true` unless the rule wants another sum.
    pub fn holds(&self) -> bool {
        self.wanted.is_none_or(|wanted| wanted == self.sum)
    }
}

/// Group and year of a total.
type GroupYear = (Vec<String>, Option<u16>);
/// Total with the weights that make it up.
type WeighedTotal = (ComparedTotal, Vec<Decimal>);

/// Returns the totals of all groups with weights, in the order of the new plan.
pub(super) fn total_changes(before: &Plan, after: &Plan, groups: &GroupMap) -> Vec<TotalChange> {
    let name = |path: &[super::groups::GroupName], level: &Level| {
        let at = groups.levels.iter().position(|known| known == level)?;
        Some(path[at].words.clone())
    };
    let is_common = |level: &&Level| before.weights.scope.contains(level);
    let scope: Vec<Level> = after.weights.scope.iter().filter(is_common).cloned().collect();
    let old = totals(before, &scope, |at, level| name(groups.of_total(at), level));
    let new = totals(after, &scope, |at, level| name(&groups.after[at], level));
    let keys: IndexSet<&GroupYear> = new.keys().chain(old.keys()).collect();
    let change = |key: &GroupYear| {
        let (before, after) = (old.get(key), new.get(key));
        let weights = |side: Option<&WeighedTotal>| side.map(|(_, weights)| weights.clone());
        TotalChange {
            group: key.0.clone(),
            year: key.1,
            before: before.map(|(total, _)| *total),
            after: after.map(|(total, _)| *total),
            is_reweighed: weights(before) != weights(after),
        }
    };
    keys.into_iter().map(change).collect()
}

/// Adds up the weights of a plan's groups at the levels of `scope`, which come in the order of their sizes;
/// `name` gives the name of an objective's group at a level that both plans have.
fn totals(
    plan: &Plan,
    scope: &[Level],
    name: impl Fn(usize, &Level) -> Option<String>,
) -> IndexMap<GroupYear, WeighedTotal> {
    let mut totals: IndexMap<GroupYear, WeighedTotal> = IndexMap::new();
    let years = plan.weight_years();
    let years = years.into_iter().map(Some).chain([None]);
    let years: Vec<Option<u16>> = years.collect();
    for (at, objective) in plan.objectives.iter().enumerate() {
        let own = |level: &Level| crate::group::words(plan, objective, level.name());
        let own = |level: &Level| own(level).map_or_else(String::new, |text| folded(&text.value));
        let group = scope.iter().map(|level| name(at, level).unwrap_or_else(|| own(level)));
        let group: Vec<String> = group.collect();
        for &year in &years {
            let Some(weight) = objective.weight_in(year) else { continue };
            // The rule says nothing of larger groups.
            let ruled = plan.weights.total.filter(|_| plan.weights.scope == scope);
            let wanted = ruled.map(|total| total.decimal());
            let empty = ComparedTotal { sum: Decimal::ZERO, wanted, unit: plan.weights.unit };
            let (total, weights) =
                totals.entry((group.clone(), year)).or_insert((empty, Vec::new()));
            total.sum += weight;
            weights.push(weight);
        }
    }
    totals.values_mut().for_each(|(_, weights)| weights.sort());
    totals
}
