//! Fields that a plan shows: a document holds only those that its layout has a column for.

use super::fields::{Shown, side_by_side};
use super::groups::level_label;
use super::head::{YEARS_OF, is_rule};
use super::{FieldChange, ObjectiveFate, PlanChanges};
use crate::group::words;
use crate::model::{Key, Plan, years_in};
use crate::text::folded;
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

/// Values of a plan's objectives, by the names of their fields, and the names of their groups.
pub struct StatedValues(BTreeSet<(String, String)>);

impl StatedValues {
    /// Returns the values that at least one objective of `plan` has.
    pub fn of(plan: &Plan) -> StatedValues {
        let mut values = BTreeSet::new();
        for objective in &plan.objectives {
            for field in side_by_side(None, Some((plan, objective)), &[], Shown::All) {
                let words = field.after.map_or_else(String::new, |value| folded(&value.words));
                values.insert((unnumbered(&field.label), words));
            }
            for level in &plan.levels {
                let name = words(plan, objective, level.name()).map(|name| folded(&name.value));
                // A move names the level as a field, a new name as files do.
                for label in [level_label(level), level.name().to_owned()] {
                    values.insert((label, name.clone().unwrap_or_default()));
                }
            }
        }
        StatedValues(values)
    }

    /// Returns `true` if an objective has these words in a field of that name.
    pub fn has(&self, label: &str, words: &str) -> bool {
        self.0.contains(&(unnumbered(label), folded(words)))
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

/// Returns the changes without what `table` does not state, and the names of what it may say where it is not
/// read, or has no place for: entries of the head and fields that only the other plan has. The rules of the
/// plan are left out as well.
pub fn stated_by_table(
    mut changes: PlanChanges,
    table: &Plan,
    side: TableSide,
) -> (PlanChanges, Vec<String>) {
    let shown = StatedFields::of(table);
    let is_absent = |change: &FieldChange| match side {
        TableSide::Before => change.before.is_none(),
        TableSide::After => change.after.is_none(),
    };
    // Years that labels name are no statement on those of the other plan.
    let mut periods = table.periods.iter();
    let has_years = periods.any(|period| period.years != years_in(period.words()));
    changes.head.retain(|change| has_years || !change.label.starts_with(YEARS_OF));
    let mut unread: IndexSet<String> = IndexSet::new();
    changes.head.retain(|change| {
        if is_absent(change) && !is_rule(&change.label) {
            unread.insert(change.label.clone());
        }
        !is_absent(change) && !is_rule(&change.label)
    });
    for fate in &mut changes.objectives {
        let ObjectiveFate::Kept(kept) = fate else { continue };
        kept.fields.retain(|change| {
            let is_told = !is_absent(change) || shown.has(&change.label);
            if !is_told {
                unread.insert(unnumbered(&change.label));
            }
            is_told
        });
    }
    (changes, unread.into_iter().collect())
}

/// Takes out the change of the rule that judges results, which only plans in YAML and JSON state; returns its name.
pub fn take_assessment(changes: &mut PlanChanges) -> Option<String> {
    let name = Key::Assessment.label();
    let taken = changes.head.extract_if(.., |change| change.label == name).next();
    taken.map(|change| change.label)
}
