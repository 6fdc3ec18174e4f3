//! Areas, periods and groups of other levels, in the nested form and named by flat rows.

use super::objectives::{Builder, Place};
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Area, Datum, DatumValue, Extra, GroupFacts, Level, Period, Text, Values, years_in,
};
use crate::raw::{RawArea, RawFacts, RawGroup, RawObjective, RawPeriod, Words};
use crate::source::Span;
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};

/// The most fields that objectives take over from their groups, all together.
const MOST_TAKEN_OVER: usize = 1_000_000;

impl Builder<'_, '_, '_> {
    /// Everything, in the order in which it makes the plan.
    pub(super) fn all(
        &mut self,
        areas: Vec<RawArea>,
        groups: Vec<RawGroup>,
        rows: Vec<RawObjective>,
    ) {
        self.areas_as_level(&areas);
        // An area that only gives its name and manager waits for rows that name it.
        let mut waiting = Vec::new();
        for area in areas {
            waiting.extend(self.area(area));
        }
        self.groups(groups, &Place::default(), 0);
        for row in rows {
            self.row(row);
        }
        for (index, name) in waiting {
            if !self.rows_of_area.contains_key(&index) {
                self.without_objectives(&name, "L'area");
            }
        }
    }

    /// Areas must be a level of a plan that names its levels.
    fn areas_as_level(&mut self, areas: &[RawArea]) {
        let named = self.levels.is_some_and(|levels| !levels.contains(&Level::Area));
        if let Some(first) = areas.first().filter(|_| named) {
            let place = self.validator.beginning(first.span);
            let message = "Il piano ha «aree», ma l'area non è fra i suoi livelli.";
            let finding = Diagnostic::new(Code::InvalidLevel, place, message);
            self.validator.push(finding.hint("Aggiungere «area» e «periodo» alla voce «livelli», oppure scrivere le aree come «gruppi»."));
        }
    }

    /// Adds an area; gives it back by index and name if it lists no periods.
    fn area(&mut self, raw: RawArea) -> Option<(usize, Text)> {
        let place = self.validator.beginning(raw.span);
        let name = self.validator.required(raw.name, place, "nome", "ogni area");
        let manager = self.validator.optional(raw.manager);
        let index = name.clone().map(|name| self.new_area(name, manager));
        let listed = raw.periods.as_ref().is_some_and(|p| !p.is_empty());
        let unread = raw.periods.is_none();
        let facts = self.facts(Level::Area, raw.facts, raw.span);
        for period in raw.periods.into_iter().flatten() {
            self.period(period, index);
        }
        self.end(facts);
        let waits = !listed && !unread;
        index.zip(name).filter(|_| waits)
    }

    fn new_area(&mut self, name: Text, manager: Option<Text>) -> usize {
        let index = self.content.areas.len();
        if let Some(first) = self.area_index.add(&name.value, index) {
            let message = format!("L'area «{}» compare due volte.", name.value.trim());
            let remedy = "Riunire i periodi sotto una sola area, o correggere il nome.";
            let first = self.content.areas[first].name.as_ref();
            let finding = Diagnostic::new(Code::RepeatedArea, name.span, message);
            self.validator.push(twice(finding, first, &name, remedy));
        }
        self.content.areas.push(Area { name: Some(name), manager });
        index
    }

    fn period(&mut self, raw: RawPeriod, area: Option<usize>) {
        let place = self.validator.beginning(raw.span);
        let label = self.validator.required(raw.label, place, "etichetta", "ogni periodo");
        let years = self.validator.years(raw.years);
        let period = match (&label, area) {
            (Some(label), Some(area)) => Some(self.new_period(label.clone(), years, Some(area))),
            _ => None,
        };
        match (&raw.objectives, &label) {
            (Some(list), Some(label)) if list.is_empty() => {
                self.without_objectives(label, "Il periodo")
            }
            _ => {}
        }
        let lost = area.is_none() || period.is_none();
        let place = Place { area, period, lost, ..Place::default() };
        let facts = self.facts(Level::Period, raw.facts, raw.span);
        for objective in raw.objectives.into_iter().flatten() {
            self.objective(objective, &place);
        }
        self.end(facts);
    }

    fn new_period(&mut self, label: Text, years: BTreeSet<u16>, area: Option<usize>) -> usize {
        let index = self.content.periods.len();
        if let Some(first) = self.period_index.entry(area).or_default().add(&label.value, index) {
            let message =
                format!("Il periodo «{}» compare due volte nella stessa area.", label.value.trim());
            let remedy = "Riunire gli obiettivi sotto un solo periodo, o correggere l'etichetta.";
            let first = self.content.periods[first].label.as_ref();
            let finding = Diagnostic::new(Code::RepeatedPeriod, label.span, message);
            self.validator.push(twice(finding, first, &label, remedy));
        }
        let years = if years.is_empty() { years_in(&label.value) } else { years };
        self.content.periods.push(Period { label: Some(label), years });
        index
    }

    fn without_objectives(&mut self, name: &Text, what: &str) {
        let message = format!("{what} «{}» non ha obiettivi.", name.value.trim());
        let finding = Diagnostic::new(Code::NoObjectives, name.span, message);
        self.validator.push(finding.hint("Aggiungere gli obiettivi, o togliere la voce."));
    }

    /// A row of the flat form: it names its area and period, or its levels.
    fn row(&mut self, mut raw: RawObjective) {
        let place = self.validator.beginning(raw.span);
        let owner = "ogni obiettivo dell'elenco";
        let area = std::mem::take(&mut raw.area);
        let label = std::mem::take(&mut raw.period);
        let (area, label) = match self.levels {
            Some(_) => (self.validator.optional(area), self.validator.optional(label)),
            None => (
                self.validator.required(area, place, "area", owner),
                self.validator.required(label, place, "periodo", owner),
            ),
        };
        let area = area.map(|name| self.area_named(name));
        if let Some(area) = area {
            *self.rows_of_area.entry(area).or_default() += 1;
        }
        let mut place = Place { area, ..Place::default() };
        if self.levels.is_some() || area.is_some() {
            place.period = label.map(|label| self.period_named(label, BTreeSet::new(), area));
        }
        for (key, field) in std::mem::take(&mut raw.levels) {
            if let Some(label) = self.validator.optional(field) {
                place.label(key, label);
            }
        }
        self.objective(raw, &place);
    }

    fn area_named(&mut self, name: Text) -> usize {
        match self.area_index.get(&name.value) {
            Some(index) => index,
            None => self.new_area(name, None),
        }
    }

    fn period_named(&mut self, label: Text, years: BTreeSet<u16>, area: Option<usize>) -> usize {
        let area = area.filter(|_| self.periods_of_areas());
        let known = self.period_index.get(&area);
        match known.and_then(|labels| labels.get(&label.value)) {
            Some(index) => index,
            None => self.new_period(label, years, area),
        }
    }

    /// Whether each area has periods of its own: not where periods are the outer level.
    fn periods_of_areas(&self) -> bool {
        let at = |level| self.levels.and_then(|all| all.iter().position(|l| *l == level));
        at(Level::Area) <= at(Level::Period) && (self.levels.is_none() || at(Level::Area).is_some())
    }

    /// The groups below `outer`, whose levels come at `depth` among the plan's or further in.
    fn groups(&mut self, groups: Vec<RawGroup>, outer: &Place, depth: usize) {
        let mut labels = BTreeMap::new();
        for group in groups {
            self.group(group, outer, depth, &mut labels);
        }
    }

    fn group(
        &mut self,
        mut raw: RawGroup,
        outer: &Place,
        depth: usize,
        labels: &mut BTreeMap<usize, Siblings>,
    ) {
        let mut place = outer.clone();
        let level = self.level(&mut raw, depth);
        place.lost |= level.is_none();
        let index = level.as_ref().map_or(depth, |(index, ..)| *index);
        let level_of = self.levels.and_then(|levels| levels.get(index)).cloned();
        let named = level_of.clone().unwrap_or(Level::Area);
        let facts = self.facts(named, std::mem::take(&mut raw.facts), raw.span);
        let years = self.years_of_group(std::mem::take(&mut raw.years), level_of.as_ref());
        if let Some((_, key, label)) = level {
            self.repeated(labels.entry(index).or_default(), level_of.as_ref(), &label);
            let empty = |list: Option<usize>| list == Some(0);
            if empty(raw.objectives.as_ref().map(Vec::len))
                && empty(raw.groups.as_ref().map(Vec::len))
            {
                self.without_objectives(&label, "Il gruppo");
            }
            self.enter(&mut place, level_of.as_ref(), key, label, years);
        }
        match self.extra(std::mem::take(&mut raw.extra), &[]) {
            Ok(extra) => self.take_over(&mut place, extra, level_of.as_ref()),
            Err(()) => place.lost = true,
        }
        self.count(raw.objectives.as_ref().map_or(0, Vec::len), &mut place, raw.span);
        for objective in raw.objectives.into_iter().flatten() {
            self.objective(objective, &place);
        }
        self.groups(raw.groups.unwrap_or_default(), &place, index + 1);
        self.end(facts);
    }

    /// The level of a group, by its index among those of the plan, with the key and the label.
    fn level(&mut self, raw: &mut RawGroup, depth: usize) -> Option<(usize, Words, Text)> {
        let place = self.validator.beginning(raw.span);
        let levels = self.levels?;
        let names = || levels.iter().map(Level::name).collect::<Vec<_>>().join(", ");
        let mut given = std::mem::take(&mut raw.levels).into_iter();
        let Some((key, label)) = given.next() else {
            let message = "Il gruppo non dice di quale livello è.";
            let finding = Diagnostic::new(Code::MisplacedGroup, place, message);
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

    /// `anni`, which only a period has.
    fn years_of_group(&mut self, years: Vec<Words>, level: Option<&Level>) -> BTreeSet<u16> {
        let Some(first) = years.first().filter(|_| level != Some(&Level::Period)) else {
            return self.validator.years(years);
        };
        if level.is_some() {
            let message = "Solo un gruppo di livello «periodo» ha «anni».";
            let finding = Diagnostic::new(Code::MisplacedGroup, first.span, message);
            self.validator.push(finding.hint("Togliere la riga «anni»."));
        }
        BTreeSet::new()
    }

    /// Says so of a label that stood beside this group before.
    fn repeated(&mut self, siblings: &mut Siblings, level: Option<&Level>, label: &Text) {
        let exact = siblings.names.get(&label.value);
        let first = siblings.names.add(&label.value, siblings.texts.len());
        siblings.texts.push(label.clone());
        // What differs in capitals only is said of areas and periods wherever they stand.
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

    /// `place` inside the group of that label.
    fn enter(
        &mut self,
        place: &mut Place,
        level: Option<&Level>,
        key: Words,
        label: Text,
        years: BTreeSet<u16>,
    ) {
        match level {
            Some(Level::Area) => {
                let area = self.area_named(label);
                *self.rows_of_area.entry(area).or_default() += 1;
                place.area = Some(area);
            }
            Some(Level::Period) => {
                place.period = Some(self.period_named(label, years, place.area));
            }
            _ => place.label(key, label),
        }
    }

    /// What a group says, for its objectives; who leads an area is known of the area.
    fn take_over(&mut self, place: &mut Place, extra: Vec<Extra>, level: Option<&Level>) {
        for extra in extra {
            let area = place.area.filter(|_| level == Some(&Level::Area));
            let area = area.map(|index| &mut self.content.areas[index]);
            match (area, extra.one()) {
                (Some(area @ Area { manager: None, .. }), Some(manager))
                    if extra.key.value == "responsabile" =>
                {
                    area.manager = Some(manager.written.clone());
                }
                _ => place.say(extra),
            }
        }
    }

    /// Keeps a small file from making a large plan.
    fn count(&mut self, objectives: usize, place: &mut Place, span: Span) {
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

    /// Begins a group of which the source says something; [`Builder::end`] ends it.
    fn facts(&mut self, level: Level, raw: RawFacts, span: Span) -> Option<usize> {
        let premise = self.validator.optional(raw.premise);
        let closing = self.validator.optional(raw.closing);
        let stated_total = self.validator.stated_total(raw.total);
        if premise.is_none() && closing.is_none() && stated_total.is_none() {
            return None;
        }
        let start = self.content.objectives.len();
        let objectives = start..start;
        let facts = GroupFacts { level, objectives, premise, closing, stated_total, span };
        self.content.groups.push(facts);
        Some(self.content.groups.len() - 1)
    }

    /// The group that began there has all its objectives.
    fn end(&mut self, facts: Option<usize>) {
        let end = self.content.objectives.len();
        if let Some(index) = facts {
            self.content.groups[index].objectives.end = end;
        }
    }
}

impl Place {
    /// Adds the label of a group.
    fn label(&mut self, key: Words, label: Text) {
        if key.value == "servizio" {
            self.service = Some(label);
        } else {
            let value = DatumValue::Text;
            let values = Values::One(Datum { written: label, value });
            self.say(Extra { key, values });
        }
    }
}

/// The labels of groups beside one another.
#[derive(Default)]
struct Siblings {
    names: Names,
    texts: Vec<Text>,
}

/// Names and their indices. «I Semestre» and «I SEMESTRE» are one period, but joining them
/// would change the text of one.
#[derive(Default)]
pub(super) struct Names {
    exact: BTreeMap<String, usize>,
    lower: BTreeMap<String, usize>,
}

impl Names {
    pub fn get(&self, name: &str) -> Option<usize> {
        self.exact.get(&folded(name)).copied()
    }

    /// Adds `name`; gives back the index of one that differs in nothing or in capitals only.
    pub fn add(&mut self, name: &str, index: usize) -> Option<usize> {
        let name = folded(name);
        let first = *self.lower.entry(name.to_lowercase()).or_insert(index);
        self.exact.entry(name).or_insert(index);
        (first != index).then_some(first)
    }
}

/// `finding` on a name that stands `again` after its `first` place.
fn twice(finding: Diagnostic, first: Option<&Text>, again: &Text, remedy: &str) -> Diagnostic {
    let finding = finding.at("di nuovo qui");
    let Some(first) = first else { return finding.hint(remedy) };
    let hint = match folded(&first.value) == folded(&again.value) {
        true => remedy.to_owned(),
        false => format!(
            "Cambiano solo le maiuscole: scrivere «{}» in tutti e due i punti.",
            first.value.trim()
        ),
    };
    finding.also(first.span, "la prima volta qui").hint(hint)
}
