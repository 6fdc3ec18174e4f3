//! Groups as a whole: their texts, their totals, and the values that all their objectives
//! share.

use super::composer::Composer;
use super::format::one_line;
use super::texts::{Common, ComposeResult};
use super::totals::{Closing, Ending};
use crate::group::{self, Group};
use crate::model::{GroupFacts, Key, Objective, Plan, Text};
use std::collections::BTreeSet;

impl<'a> Composer<'a> {
    /// Iterates over the texts before `group` (*premessa*).
    pub(crate) fn premises(&self, group: &Group<'a>) -> impl Iterator<Item = &'a Text> {
        self.facts(group).into_iter().filter_map(|facts| facts.premise.as_ref())
    }

    /// Iterates over the texts after `group` (*chiusura*).
    pub(crate) fn closings(&self, group: &Group<'a>) -> impl Iterator<Item = &'a Text> {
        self.facts(group).into_iter().filter_map(|facts| facts.closing.as_ref())
    }

    /// Returns the facts of the plan's own groups that `group` takes in.
    fn facts(&self, group: &Group<'a>) -> Vec<&'a GroupFacts> {
        if self.facts.is_empty() {
            return Vec::new();
        }
        let objectives = group.objectives();
        let found = objectives.iter().filter_map(|objective| self.facts.get(&objective.span));
        found.flatten().filter(|facts| facts.level == group.level).copied().collect()
    }

    /// Returns the total of `group`, whose level is at `depth`, then its closing texts.
    pub(crate) fn endings(
        &self,
        group: &Group<'a>,
        depth: usize,
    ) -> ComposeResult<Vec<Ending<'a>>> {
        let total = self.closing(group, depth)?.map(Ending::Total);
        Ok(total.into_iter().chain(self.closings(group).map(Ending::Text)).collect())
    }

    /// Returns the total of `group`, whose level is at `depth`, if the layout asks for one.
    pub(crate) fn closing(
        &self,
        group: &Group<'a>,
        depth: usize,
    ) -> ComposeResult<Option<Closing<'a>>> {
        let levels = &self.layout.levels;
        let innermost = depth + 1 == levels.len();
        let asked = levels[depth].total || (innermost && self.layout.totals);
        // Objectives that say nothing at a level are no group of it: they end with the total
        // of the level above, if there is one.
        let outer = levels[..depth].iter().any(|level| level.total);
        if !asked || (group.label.is_none() && (!innermost || outer)) {
            return Ok(None);
        }
        let name = if innermost {
            String::new()
        } else {
            one_line(&self.texts.group(group, depth, &self.common(group))?)
        };
        Ok(Some(Closing { name, objectives: group.objectives() }))
    }

    /// Returns the values that all objectives of `group` share in the fields that templates ask for.
    pub(crate) fn common(&self, group: &Group<'a>) -> Common<'a> {
        let fields = self.layout.templates.fields();
        fields.map(|(field, _)| (field, self.said_by_all(group, field))).collect()
    }

    /// Returns the manager of the only area of `group`, or else the one whom all objectives name.
    pub(crate) fn manager(&self, group: &Group<'a>) -> String {
        let objectives = group.objectives();
        let areas: BTreeSet<usize> = objectives.iter().map(|o| o.area).collect();
        let manager = areas.first().and_then(|area| self.plan.areas[*area].manager.as_ref());
        match manager.filter(|_| areas.len() == 1) {
            Some(manager) => manager.value.clone(),
            None => self.said_by_all(group, Key::Manager.name()),
        }
    }

    /// Returns the values of `objective` in the fields that templates ask for.
    pub(crate) fn said_by(&self, objective: &Objective) -> Common<'a> {
        let fields = self.layout.templates.fields();
        fields.map(|(field, _)| (field, shared(self.plan, &[objective], field))).collect()
    }

    /// Returns the value that all objectives of `group` share in `field`; empty if they differ.
    pub(crate) fn said_by_all(&self, group: &Group<'a>, field: &str) -> String {
        shared(self.plan, &group.objectives(), field)
    }
}

/// Returns the value that all `objectives` share in `field`; empty if they differ.
fn shared(plan: &Plan, objectives: &[&Objective], field: &str) -> String {
    let mut words = objectives.iter().map(|o| group::words(plan, o, field));
    let Some(Some(first)) = words.next() else { return String::new() };
    // A value that some objectives lack is not shared: the heading would speak for them too.
    let alike = words.all(|other| other.is_some_and(|other| other.value == first.value));
    if alike { first.value.clone() } else { String::new() }
}
