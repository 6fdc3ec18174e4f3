//! Fields that a plan shows: a document holds only those that its layout has a column for.

use super::fields::{Shown, side_by_side};
use super::groups::level_label;
use super::head::{OF, YEARS_OF, is_rule, text_label};
use super::{FieldChange, ObjectiveFate, PlanChanges};
use crate::group::words;
use crate::model::{Key, Level, Plan, years_in};
use indexmap::IndexSet;
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

/// Version of a plan that is a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableSide {
    /// The old one.
    Before,
    /// The new one.
    After,
}

impl TableSide {
    /// Returns `true` if this version does not have the value.
    fn lacks(self, change: &FieldChange) -> bool {
        match self {
            TableSide::Before => change.before.is_none(),
            TableSide::After => change.after.is_none(),
        }
    }
}

/// Returns the changes without what `table` does not state, and the names of what it may say where it is not
/// read, or has no place for: entries of the head and fields that only the other plan has. The rules of the
/// plan are left out as well.
pub fn stated_by_table(
    mut changes: PlanChanges,
    table: &Plan,
    side: TableSide,
) -> (PlanChanges, Vec<String>) {
    let shown = StatedFields::of(table);
    // Years that labels name are no statement on those of the other plan.
    let mut periods = table.periods.iter();
    let has_years = periods.any(|period| period.years != years_in(period.words()));
    changes.head.retain(|change| has_years || !change.label.starts_with(YEARS_OF));
    let mut unread: IndexSet<String> = IndexSet::new();
    changes.head.retain(|change| {
        if side.lacks(change) && !is_rule(&change.label) {
            unread.insert(change.label.clone());
        }
        !side.lacks(change) && !is_rule(&change.label)
    });
    let hidden = hidden_levels(table);
    if !hidden.is_empty() {
        // Without its groups a table has no totals of them.
        changes.totals.clear();
    }
    // A plan need not have areas and periods.
    let is_own = |name: &&String| Level::DEFAULT.iter().all(|level| level_label(level) != **name);
    unread.extend(hidden.iter().filter(is_own).cloned());
    for fate in &mut changes.objectives {
        let ObjectiveFate::Kept(kept) = fate else { continue };
        kept.moves.retain(|change| {
            let is_hidden = side.lacks(change) && hidden.contains(&change.label);
            if is_hidden {
                unread.insert(change.label.clone());
            }
            !is_hidden
        });
        kept.fields.retain(|change| {
            let is_told = !side.lacks(change) || shown.has(&change.label);
            if !is_told {
                unread.insert(unnumbered(&change.label));
            }
            is_told
        });
    }
    (changes, unread.into_iter().collect())
}

/// Returns the names of the levels of which the table names no group.
fn hidden_levels(table: &Plan) -> Vec<String> {
    let is_hidden = |level: &&Level| {
        table.objectives.iter().all(|objective| words(table, objective, level.name()).is_none())
    };
    table.levels.iter().filter(is_hidden).map(level_label).collect()
}

/// Takes out texts and totals of groups that one side lacks and may have said: it says those of `unplaced` keys of
/// groups that were not found. Returns their names.
pub fn take_unplaced(
    changes: &mut PlanChanges,
    unplaced: &BTreeSet<Key>,
    side: TableSide,
) -> Vec<String> {
    let is_unplaced = |change: &mut FieldChange| {
        side.lacks(change)
            && unplaced.iter().any(|key| {
                change.label.strip_prefix(text_label(*key)).is_some_and(|of| of.starts_with(OF))
            })
    };
    changes.head.extract_if(.., is_unplaced).map(|change| change.label).collect()
}

/// Takes out the change of the rule that judges results, which only plans in YAML and JSON state; returns its name.
pub fn take_assessment(changes: &mut PlanChanges) -> Option<String> {
    let name = Key::Assessment.label();
    let taken = changes.head.extract_if(.., |change| change.label == name).next();
    taken.map(|change| change.label)
}
