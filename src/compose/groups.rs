//! Groups as a whole: their texts, their totals and who leads them.

use super::composer::Composer;
use super::format::one_line;
use super::texts::ComposeResult;
use super::totals::Closing;
use crate::group::{Group, GroupKey};
use crate::model::{Extra, GroupFacts, Key, Text};
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
        let texts = group.texts.iter().copied();
        let found = self.facts_of(&group.objectives()).into_iter();
        let found = found.filter(|facts| facts.level == group.level);
        found.chain(texts).collect()
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
        let name = if innermost { String::new() } else { self.name_in_total(group, depth)? };
        Ok(Some(Closing { name, objectives: group.objectives() }))
    }

    /// Returns the name of `group` as its level at `depth` writes it.
    pub(crate) fn group_name(&self, group: &Group<'a>, depth: usize) -> ComposeResult<String> {
        self.texts.group(group, depth, &self.manager(group)?, &self.common(group)?)
    }

    /// Returns the lines that `group_name` writes up to the end of the name that the plan gives: a total
    /// repeats neither who leads the group nor what else stands below.
    fn name_in_total(&self, group: &Group<'a>, depth: usize) -> ComposeResult<String> {
        let text = self.group_name(group, depth)?;
        let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let beginnings = (1..=lines.len()).map(|count| one_line(&lines[..count].join("\n")));
        let name = one_line(group.label.map_or("", |label| &label.value)).to_lowercase();
        let mut named = beginnings.filter(|words| words.to_lowercase().contains(&name));
        let first = || lines.first().map_or_else(String::new, |line| one_line(line));
        Ok(named.next().unwrap_or_else(first))
    }

    /// Returns the manager of the only area of `group`, or else the one whom all objectives name.
    pub(crate) fn manager(&self, group: &Group<'a>) -> ComposeResult<String> {
        let objectives = group.objectives();
        if let Some(stated) = self.overridden(group, Key::Manager.name()).and_then(Extra::one) {
            return Ok(stated.written.value.clone());
        }
        let own = if let GroupKey::Area(index) = group.key { Some(index) } else { None };
        let areas: BTreeSet<usize> = objectives.iter().map(|o| o.area).chain(own).collect();
        let manager = areas.first().and_then(|area| self.plan.areas[*area].manager.as_ref());
        match manager.filter(|_| areas.len() == 1) {
            Some(manager) => Ok(manager.value.clone()),
            None if let Some(facts) = self.without_objectives_of(group) => {
                Ok(self.words_of_group(facts, Key::Manager.name(), None))
            }
            None => Ok(self.alike(&objectives, Key::Manager.name())?.unwrap_or_default()),
        }
    }
}
