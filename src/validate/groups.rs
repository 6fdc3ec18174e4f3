//! Groups of levels that the plan names, and facts of groups of any level.

use super::Reported;
use super::builder::{GroupContext, PlanBuilder};
use super::name_index::{NameIndex, twice};
use super::{head, weights};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Area, Datum, Extra, GroupFacts, GroupPlace, Key, Level, Objective, OverriddenValue, Text,
    Values,
};
use crate::raw::{RawFacts, RawGroup, Words};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Most fields that objectives take over from their groups, all together: a plan of 100,000
/// objectives that take over ten each.
const MOST_TAKEN_OVER: usize = 1_000_000;

/// Labels of the groups of one level inside the same outer group.
#[derive(Default)]
struct GroupSiblings {
    names: NameIndex,
    texts: Vec<Text>,
}

impl PlanBuilder<'_, '_, '_> {
    /// Adds the groups below `outer`, whose levels are at `depth` among the plan's or deeper.
    pub(super) fn groups(&mut self, groups: Vec<RawGroup>, outer: &GroupContext, depth: usize) {
        let mut labels = BTreeMap::new();
        for group in groups {
            self.group(group, outer, depth, &mut labels);
        }
    }

    fn group(
        &mut self,
        mut raw: RawGroup,
        outer: &GroupContext,
        depth: usize,
        labels: &mut BTreeMap<usize, GroupSiblings>,
    ) {
        let mut place = outer.clone();
        let level = self.level(&mut raw, depth);
        place.lost |= level.is_none();
        let index = level.as_ref().map_or(depth, |(index, ..)| *index);
        let level_of = self.rules.levels.and_then(|levels| levels.get(index)).cloned();
        // Any level will do: a finding says that the group has none, and the plan is not printed.
        let named = level_of.clone().unwrap_or(Level::Area);
        let facts = self.facts(named, std::mem::take(&mut raw.facts), raw.span);
        // What such a group says goes nowhere, unless it has texts and so a place in the document.
        let is_lost = facts.is_none() && !has_objectives(&raw);
        let years = self.years_of_group(std::mem::take(&mut raw.years), level_of.as_ref());
        if let Some((_, key, label)) = level {
            self.repeated(labels.entry(index).or_default(), level_of.as_ref(), &label);
            let has_no_objectives = raw.objectives.as_ref().is_some_and(Vec::is_empty);
            let has_no_groups = raw.groups.as_ref().is_some_and(Vec::is_empty);
            if has_no_objectives && has_no_groups && !self.has_text(facts) {
                self.without_objectives(&label, "Il gruppo");
            }
            self.enter(&mut place, level_of.as_ref(), key, label, years);
        }
        let start = self.parts.objectives.len();
        let stated = self.extra(std::mem::take(&mut raw.extra), &[]).unwrap_or_else(|Reported| {
            place.lost = true;
            Vec::new()
        });
        self.take_over(&mut place, stated.clone(), level_of.as_ref(), is_lost);
        self.count(raw.objectives.as_ref().map_or(0, Vec::len), &mut place, raw.span);
        for objective in raw.objectives.into_iter().flatten() {
            self.objective(objective, &place);
        }
        self.groups(raw.groups.unwrap_or_default(), &place, index + 1);
        self.end(facts, &place);
        if let Some(level) = level_of {
            self.note_overridden(&level, start, stated);
        }
    }

    /// Notes the values that a group states and that its objectives, from `start` on, do not all have.
    fn note_overridden(&mut self, level: &Level, start: usize, stated: Vec<Extra>) {
        let objectives = start..self.parts.objectives.len();
        let rows = &self.parts.objectives[objectives.clone()];
        let has = |row: &Objective, field: &Extra| {
            let own = row.extra.iter().rev().find(|extra| extra.key.value == field.key.value);
            own.is_some_and(|own| has_same_words(&own.values, &field.values))
        };
        let is_lost = |field: &Extra| {
            // The manager of an area is its own, and no field of its objectives.
            let is_kept = *level == Level::Area && field.key.value == Key::Manager.name();
            !is_kept && field.values != Values::Empty && !rows.iter().all(|row| has(row, field))
        };
        let overridden = stated.into_iter().filter(is_lost);
        let overridden = overridden.map(|field| OverriddenValue {
            level: level.clone(),
            objectives: objectives.clone(),
            field,
        });
        self.parts.overridden.extend(overridden);
    }

    /// Returns the level of a group, by its index among the levels of the plan, with the key
    /// and the label.
    fn level(&mut self, raw: &mut RawGroup, depth: usize) -> Option<(usize, Words, Text)> {
        let place = self.validator.beginning(raw.span);
        let levels = self.rules.levels?;
        let names = || levels.iter().map(Level::name).collect::<Vec<_>>().join(", ");
        let mut given = std::mem::take(&mut raw.levels).into_iter();
        let Some((key, label)) = given.next() else {
            let message = "Il gruppo non dice di quale livello è.";
            let finding = Diagnostic::new(Code::MisplacedGroup, place, message);
            // Without any level there is none that the hint could name.
            if !levels.is_empty() {
                self.validator.push(finding.hint(format!(
                    "Aggiungere una riga con il suo livello e il suo nome, per esempio «{}: …»; i livelli sono: {}.",
                    levels[depth.min(levels.len() - 1)].name(),
                    names()
                )));
            }
            return None;
        };
        if let Some((other, _)) = given.next() {
            let message =
                format!("Il gruppo è di due livelli, «{}» e «{}».", key.value, other.value);
            let finding = Diagnostic::new(Code::MisplacedGroup, other.span, message);
            self.validator.push(finding.also(key.span, "l'altro livello").hint("Ogni gruppo è di un livello solo: mettere il più interno sotto «gruppi» dell'altro."));
            return None;
        }
        let label = self.validator.required(label, place, &key.value, "ogni gruppo")?;
        let index = levels.iter().position(|level| level.name() == key.value)?;
        if index < depth {
            let message = format!(
                "Un gruppo di livello «{}» non può stare dentro uno di livello «{}».",
                key.value,
                levels[depth - 1].name()
            );
            let finding = Diagnostic::new(Code::MisplacedGroup, key.span, message);
            self.validator.push(finding.hint(format!("I livelli, dal più esterno: {}.", names())));
            return None;
        }
        Some((index, key, label))
    }

    /// Validates `anni`, which only a period may have.
    fn years_of_group(&mut self, years: Vec<Words>, level: Option<&Level>) -> BTreeSet<u16> {
        let Some(first) = years.first().filter(|_| level != Some(&Level::Period)) else {
            return head::years(self.validator, years);
        };
        if level.is_some() {
            let message = "Solo un gruppo di livello «periodo» ha «anni».";
            let finding = Diagnostic::new(Code::MisplacedGroup, first.span, message);
            self.validator.push(finding.hint("Togliere la riga «anni»."));
        }
        BTreeSet::new()
    }

    /// Reports a label that an earlier group inside the same outer group has.
    fn repeated(&mut self, siblings: &mut GroupSiblings, level: Option<&Level>, label: &Text) {
        // Looked up before the label is added, which would find itself.
        let exact = siblings.names.get(&label.value);
        let first = siblings.names.add(&label.value, siblings.texts.len());
        siblings.texts.push(label.clone());
        // Areas and periods that differ in capitals only are reported by `new_area` and
        // `new_period`, wherever they stand.
        let elsewhere = matches!(level, Some(Level::Area | Level::Period));
        let Some(first) = exact.or(first.filter(|_| !elsewhere)) else { return };
        let (code, what) = match level {
            Some(Level::Area) => (Code::RepeatedArea, "L'area"),
            Some(Level::Period) => (Code::RepeatedPeriod, "Il periodo"),
            _ => (Code::RepeatedGroup, "Il gruppo"),
        };
        let message = format!("{what} «{}» compare due volte.", label.value.trim());
        let remedy = "Riunire gli obiettivi sotto un solo gruppo, o correggere il nome.";
        let finding = Diagnostic::new(code, label.span, message);
        self.validator.push(twice(finding, siblings.texts.get(first), label, remedy));
    }

    /// Moves `place` into the group of that label.
    fn enter(
        &mut self,
        place: &mut GroupContext,
        level: Option<&Level>,
        key: Words,
        label: Text,
        years: BTreeSet<u16>,
    ) {
        match level {
            Some(Level::Area) => {
                let area = self.area_named(label);
                self.index.named_areas.insert(area);
                place.area = Some(area);
            }
            Some(Level::Period) => {
                place.period = Some(self.period_named(label, years, place.area));
            }
            _ => place.add_label(key, label),
        }
    }

    /// Hands the fields of a group to its objectives, and reports them if they are lost; the manager
    /// of an area goes to the area.
    fn take_over(
        &mut self,
        place: &mut GroupContext,
        extra: Vec<Extra>,
        level: Option<&Level>,
        is_lost: bool,
    ) {
        for extra in extra {
            let area = place.area.filter(|_| level == Some(&Level::Area));
            let area = area.map(|index| &mut self.parts.areas[index]);
            match (area, extra.one()) {
                (Some(area @ Area { manager: None, .. }), Some(manager))
                    if extra.key.value == Key::Manager.name() =>
                {
                    area.manager = Some(manager.written.clone());
                }
                _ => {
                    if is_lost && extra.values != Values::Empty {
                        self.validator.push(untaken(&extra));
                    }
                    place.set(extra);
                }
            }
        }
    }

    /// Counts the fields that objectives take over, so that a small file makes no large plan.
    fn count(&mut self, objectives: usize, place: &mut GroupContext, span: Span) {
        let before = self.taken_over;
        self.taken_over = before.saturating_add(objectives.saturating_mul(place.extra.len()));
        if self.taken_over <= MOST_TAKEN_OVER {
            return;
        }
        place.extra.clear();
        if before <= MOST_TAKEN_OVER {
            let span = self.validator.beginning(span);
            let message = "I campi che gli obiettivi prendono dai loro gruppi sono troppi.";
            let finding = Diagnostic::new(Code::LimitExceeded, span, message);
            self.validator.push(finding.hint("Togliere dai gruppi i campi che non servono."));
        }
    }

    /// Begins a group that has facts of its own; [`PlanBuilder::end`] ends it.
    pub(super) fn facts(&mut self, level: Level, raw: RawFacts, span: Span) -> Option<usize> {
        let premise = self.validator.optional(raw.premise);
        let closing = self.validator.optional(raw.closing);
        let stated_total = weights::stated_total(self.validator, raw.total);
        if premise.is_none() && closing.is_none() && stated_total.is_none() {
            return None;
        }
        let start = self.parts.objectives.len();
        let objectives = start..start;
        let fields = Vec::new();
        let facts = GroupFacts {
            level,
            objectives,
            place: None,
            fields,
            premise,
            closing,
            stated_total,
            span,
        };
        self.parts.groups.push(facts);
        Some(self.parts.groups.len() - 1)
    }

    /// Returns `true` if a group that [`PlanBuilder::facts`] began has a text.
    pub(super) fn has_text(&self, facts: Option<usize>) -> bool {
        let facts = facts.map(|index| &self.parts.groups[index]);
        facts.is_some_and(|facts| facts.premise.is_some() || facts.closing.is_some())
    }

    /// Ends a group that [`PlanBuilder::facts`] began, at `place`: it has all its objectives.
    pub(super) fn end(&mut self, facts: Option<usize>, place: &GroupContext) {
        let end = self.parts.objectives.len();
        if let Some(index) = facts {
            let levels = self.rules.levels.unwrap_or(&Level::DEFAULT);
            let group = &mut self.parts.groups[index];
            group.objectives.end = end;
            // A group whose own name is missing has a finding, and no place among the others.
            let is_named = |place: &GroupPlace| match &group.level {
                Level::Area => place.area.is_some(),
                Level::Period => place.period.is_some(),
                Level::Field(name) => place.labels.iter().any(|(level, _)| level == name),
            };
            let is_text = group.objectives.is_empty();
            group.place = place.place(levels).filter(|place| is_text && is_named(place));
            if is_text {
                // Names of groups are fields of their objectives, but none that a group states.
                let is_name = |extra: &&Extra| levels.iter().any(|l| l.name() == extra.key.value);
                group.fields = place.extra.iter().filter(|e| !is_name(e)).cloned().collect();
            }
        }
    }
}

/// Returns `true` if the group or one inside it lists objectives, or what it lists could not be read.
fn has_objectives(group: &RawGroup) -> bool {
    let own = group.objectives.as_ref().is_none_or(|list| !list.is_empty());
    own || group.groups.as_ref().is_none_or(|groups| groups.iter().any(has_objectives))
}

/// Returns `true` for values that say the same, wherever they are written.
fn has_same_words(a: &Values, b: &Values) -> bool {
    let words = |datum: &Datum| datum.written.value.clone();
    match (a, b) {
        (Values::One(a), Values::One(b)) => words(a) == words(b),
        (Values::ByYear(a), Values::ByYear(b)) => a
            .iter()
            .map(|(year, a)| (year, words(a)))
            .eq(b.iter().map(|(year, b)| (year, words(b)))),
        _ => false,
    }
}

/// Reports a field of a group that has neither objectives nor texts.
fn untaken(extra: &Extra) -> Diagnostic {
    let name = extra.key.value.trim();
    let message =
        format!("Il gruppo non ha obiettivi che prendano da lui «{name}»: non si stampa.");
    Diagnostic::new(Code::FieldNotPrinted, extra.key.span, message)
        .hint("Scriverlo nella «premessa» del gruppo.")
}
