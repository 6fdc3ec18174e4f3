//! Totals of weights before and after.

use super::groups::GroupMap;
use crate::model::{Level, Plan, Unit};
use crate::text::folded;
use indexmap::IndexMap;
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
}

impl TotalChange {
    /// Returns `true` if the sum or the rule is not the same.
    pub fn is_change(&self) -> bool {
        self.before != self.after
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

/// Returns the totals of all groups with weights, in the order of the new plan.
pub(super) fn total_changes(before: &Plan, after: &Plan, groups: &GroupMap) -> Vec<TotalChange> {
    let name = |path: &[super::groups::GroupName], level: &Level| {
        let at = groups.levels.iter().position(|known| known == level)?;
        Some(path[at].words.clone())
    };
    let old = totals(before, |at, level| name(&groups.before[at], level));
    let new = totals(after, |at, level| name(&groups.after[at], level));
    let mut changes: IndexMap<GroupYear, TotalChange> = IndexMap::new();
    let sides =
        new.into_iter().map(|new| (new, true)).chain(old.into_iter().map(|old| (old, false)));
    for ((key, total), is_new) in sides {
        let (group, year) = key.clone();
        let empty = TotalChange { group, year, before: None, after: None };
        let change = changes.entry(key).or_insert(empty);
        *(if is_new { &mut change.after } else { &mut change.before }) = Some(total);
    }
    changes.into_values().collect()
}

/// Adds up the weights of a plan's groups; `name` gives the name of an objective's group at a level
/// that both plans have.
fn totals(
    plan: &Plan,
    name: impl Fn(usize, &Level) -> Option<String>,
) -> IndexMap<GroupYear, ComparedTotal> {
    let mut totals: IndexMap<GroupYear, ComparedTotal> = IndexMap::new();
    let years = plan.weight_years();
    let years = years.into_iter().map(Some).chain([None]);
    let years: Vec<Option<u16>> = years.collect();
    for (at, objective) in plan.objectives.iter().enumerate() {
        let own = |level: &Level| crate::group::words(plan, objective, level.name());
        let own = |level: &Level| own(level).map_or_else(String::new, |text| folded(&text.value));
        let scope = plan.weights.scope.iter();
        let group = scope.map(|level| name(at, level).unwrap_or_else(|| own(level)));
        let group: Vec<String> = group.collect();
        for &year in &years {
            let Some(weight) = objective.weight_in(year) else { continue };
            let wanted = plan.weights.total.map(|total| total.decimal());
            let empty = ComparedTotal { sum: Decimal::ZERO, wanted, unit: plan.weights.unit };
            totals.entry((group.clone(), year)).or_insert(empty).sum += weight;
        }
    }
    totals
}
