//! Areas and periods, in the nested form and named by flat rows.

use super::builder::{GroupContext, PlanBuilder};
use super::head;
use super::name_index::twice;
use super::validator::ROW;
use crate::diag::{Code, Diagnostic};
use crate::model::{Area, Key, Level, Period, Text, years_in};
use crate::raw::{RawArea, RawGroup, RawObjective, RawPeriod};
use std::collections::BTreeSet;

impl PlanBuilder<'_, '_, '_> {
    /// Adds all areas, groups and rows, in this order, which is the order of the plan.
    pub(super) fn add_all(
        &mut self,
        areas: Vec<RawArea>,
        groups: Vec<RawGroup>,
        rows: Vec<RawObjective>,
    ) {
        self.areas_as_level(&areas);
        // An area with only a name and a manager is complete if rows name it further on.
        let mut waiting = Vec::new();
        for area in areas {
            waiting.extend(self.area(area));
        }
        self.groups(groups, &GroupContext::default(), 0);
        for row in rows {
            self.row(row);
        }
        for (index, name) in waiting {
            if !self.index.named_areas.contains(&index) {
                self.without_objectives(&name, "L'area");
            }
        }
    }

    /// Reports areas in a plan whose own levels lack the area.
    fn areas_as_level(&mut self, areas: &[RawArea]) {
        let lacks_area = self.rules.levels.is_some_and(|levels| !levels.contains(&Level::Area));
        if let Some(first) = areas.first().filter(|_| lacks_area) {
            let place = self.validator.beginning(first.span);
            let message = "Il piano ha «aree», ma l'area non è fra i suoi livelli.";
            let finding = Diagnostic::new(Code::InvalidLevel, place, message);
            self.validator.push(finding.hint("Aggiungere «area» e «periodo» alla voce «livelli», oppure scrivere le aree come «gruppi»."));
        }
    }

    /// Adds an area; returns its index and name if it lists no periods.
    fn area(&mut self, raw: RawArea) -> Option<(usize, Text)> {
        let place = self.validator.beginning(raw.span);
        let name = self.validator.required(raw.name, place, Key::Name.name(), "ogni area");
        let manager = self.validator.optional(raw.manager);
        let index = name.clone().map(|name| self.new_area(name, manager));
        let listed = raw.periods.as_ref().is_some_and(|p| !p.is_empty());
        let unread = raw.periods.is_none();
        let facts = self.facts(Level::Area, raw.facts, raw.span);
        for period in raw.periods.into_iter().flatten() {
            self.period(period, index);
        }
        self.end(facts, &GroupContext { area: index, ..GroupContext::default() });
        let waits = !listed && !unread && !self.has_text(facts);
        index.zip(name).filter(|_| waits)
    }

    fn new_area(&mut self, name: Text, manager: Option<Text>) -> usize {
        let index = self.parts.areas.len();
        if let Some(first) = self.index.areas.add(&name.value, index) {
            let message = format!("L'area «{}» compare due volte.", name.value.trim());
            let remedy = "Riunire i periodi sotto una sola area, o correggere il nome.";
            let first = self.parts.areas[first].name.as_ref();
            let finding = Diagnostic::new(Code::RepeatedArea, name.span, message);
            self.validator.push(twice(finding, first, &name, remedy));
        }
        self.parts.areas.push(Area { name: Some(name), manager });
        index
    }

    fn period(&mut self, raw: RawPeriod, area: Option<usize>) {
        let place = self.validator.beginning(raw.span);
        let label = self.validator.required(raw.label, place, Key::Label.name(), "ogni periodo");
        let years = head::years(self.validator, raw.years);
        let period = match (&label, area) {
            // Without its area the period would be joined with those of objectives that have none.
            (Some(label), Some(area)) => Some(self.new_period(label.clone(), years, Some(area))),
            _ => None,
        };
        // Objectives of a period without a name are validated all the same, so that one run
        // reports everything, but they are left out.
        let lost = area.is_none() || period.is_none();
        let place = GroupContext { area, period, lost, ..GroupContext::default() };
        let facts = self.facts(Level::Period, raw.facts, raw.span);
        match (&raw.objectives, &label) {
            (Some(list), Some(label)) if list.is_empty() && !self.has_text(facts) => {
                self.without_objectives(label, "Il periodo")
            }
            _ => {}
        }
        for objective in raw.objectives.into_iter().flatten() {
            self.objective(objective, &place);
        }
        self.end(facts, &place);
    }

    fn new_period(&mut self, label: Text, years: BTreeSet<u16>, area: Option<usize>) -> usize {
        let index = self.parts.periods.len();
        if let Some(first) = self.index.periods.entry(area).or_default().add(&label.value, index) {
            let message =
                format!("Il periodo «{}» compare due volte nella stessa area.", label.value.trim());
            let remedy = "Riunire gli obiettivi sotto un solo periodo, o correggere l'etichetta.";
            let first = self.parts.periods[first].label.as_ref();
            let finding = Diagnostic::new(Code::RepeatedPeriod, label.span, message);
            self.validator.push(twice(finding, first, &label, remedy));
        }
        // Most labels name their years: `anni` is needed only where the label does not.
        let years = if years.is_empty() { years_in(&label.value) } else { years };
        self.parts.periods.push(Period { label: Some(label), years });
        index
    }

    pub(super) fn without_objectives(&mut self, name: &Text, what: &str) {
        let message = format!("{what} «{}» non ha obiettivi.", name.value.trim());
        let finding = Diagnostic::new(Code::NoObjectives, name.span, message);
        self.validator.push(
            finding.hint("Aggiungere gli obiettivi, o una premessa, oppure togliere la voce."),
        );
    }

    /// Adds a row of the flat form, which names its area and period, or its levels.
    fn row(&mut self, mut raw: RawObjective) {
        let place = self.validator.beginning(raw.span);
        let area = std::mem::take(&mut raw.area);
        let label = std::mem::take(&mut raw.period);
        let (area, label) = match self.rules.levels {
            Some(_) => (self.validator.optional(area), self.validator.optional(label)),
            None => (
                self.validator.required(area, place, Key::Area.name(), ROW),
                self.validator.required(label, place, Key::Period.name(), ROW),
            ),
        };
        let area = area.map(|name| self.area_named(name));
        if let Some(area) = area {
            self.index.named_areas.insert(area);
        }
        let mut place = GroupContext { area, ..GroupContext::default() };
        // A plan without levels has periods of areas only: one without an area was reported.
        if self.rules.levels.is_some() || area.is_some() {
            place.period = label.map(|label| self.period_named(label, BTreeSet::new(), area));
        }
        for (key, field) in std::mem::take(&mut raw.levels) {
            if let Some(label) = self.validator.optional(field) {
                place.add_label(key, label);
            }
        }
        self.objective(raw, &place);
    }

    pub(super) fn area_named(&mut self, name: Text) -> usize {
        match self.index.areas.get(&name.value) {
            Some(index) => index,
            None => self.new_area(name, None),
        }
    }

    pub(super) fn period_named(
        &mut self,
        label: Text,
        years: BTreeSet<u16>,
        area: Option<usize>,
    ) -> usize {
        let area = area.filter(|_| self.periods_of_areas());
        let known = self.index.periods.get(&area);
        match known.and_then(|labels| labels.get(&label.value)) {
            Some(index) => index,
            None => self.new_period(label, years, area),
        }
    }

    /// Returns `true` if each area has periods of its own: periods are not the outer level.
    fn periods_of_areas(&self) -> bool {
        let depth =
            |level| self.rules.levels.and_then(|levels| levels.iter().position(|l| *l == level));
        let has_areas = self.rules.levels.is_none() || depth(Level::Area).is_some();
        has_areas && depth(Level::Area) <= depth(Level::Period)
    }
}
