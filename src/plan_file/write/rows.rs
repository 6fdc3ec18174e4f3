//! Areas, groups and objectives as YAML.

use super::nest::{NestedArea, NestedPeriod, nest};
use super::outcomes::outcomes;
use super::scalar::{self, ScalarKind, is_figures};
use super::yaml_page::{Need, YamlPage};
use super::{entries, entry, years};
use crate::model::{FieldKind, Key, KeyContent, Section};
use crate::raw::{
    Field, RawExtra, RawFacts, RawGroup, RawIndicator, RawObjective, RawPlan, RawValues, Words,
};
use crate::text::folded;
use std::collections::BTreeMap;

const ASSIGNMENT: &str = "il servizio, oppure «trasversale» con il titolo";

/// Levels and fields that the plan declares, as far as the spelling of rows depends on them.
pub(super) struct DeclaredFields<'r> {
    /// `true` if the plan names its levels.
    has_levels: bool,
    /// Fields with the kind of their values.
    fields: BTreeMap<&'r str, ScalarKind>,
}

impl<'r> DeclaredFields<'r> {
    /// Returns what `raw` declares.
    pub(crate) fn of(raw: &'r RawPlan) -> Self {
        let fields = raw.fields.iter().map(|(name, kind)| (name.value.as_str(), scalar_kind(kind)));
        DeclaredFields { has_levels: raw.levels.is_some(), fields: fields.collect() }
    }
}

/// Returns the kind of the values of a field that is declared as `kind`.
fn scalar_kind(kind: &Field) -> ScalarKind {
    let Field::Given(words) = kind else { return ScalarKind::Words };
    match FieldKind::named(words.value.trim()) {
        Some(FieldKind::Number | FieldKind::Money | FieldKind::Percent) => ScalarKind::Number,
        // A date in figures, such as 31.12.2025, is no number of YAML.
        Some(FieldKind::Text | FieldKind::Date) | None => ScalarKind::Words,
    }
}

/// Writes the objectives of a plan without levels of its own, by area and period.
pub(super) fn by_areas(page: &mut YamlPage, raw: &RawPlan, declared: &DeclaredFields<'_>) {
    page.comment(
        "Le aree, con i loro periodi e, in ogni periodo, gli obiettivi. Di un obiettivo sono\n\
         obbligatori «servizio» (oppure «trasversale», con il titolo) e «descrizione».",
    );
    match nest(&raw.areas, &raw.rows) {
        areas if areas.is_empty() => {
            page.missing(Key::Areas.name(), "le aree con i loro obiettivi")
        }
        areas => page.list(Key::Areas.name(), &areas, true, |page, raw| area(page, raw, declared)),
    }
}

/// Writes the groups and rows of a plan that names its levels.
pub(super) fn by_levels(page: &mut YamlPage, raw: &RawPlan, declared: &DeclaredFields<'_>) {
    page.comment("I gruppi, uno dentro l'altro secondo i livelli, e in essi gli obiettivi.");
    let mut begun = false;
    if !raw.areas.is_empty() {
        let areas = nest(&raw.areas, &[]);
        page.list(Key::Areas.name(), &areas, true, |page, raw| area(page, raw, declared));
        begun = true;
    }
    if !raw.groups.is_empty() || raw.rows.is_empty() && !begun {
        if begun {
            page.blank();
        }
        groups(page, &raw.groups, declared);
        begun = true;
    }
    if !raw.rows.is_empty() {
        if begun {
            page.blank();
        }
        page.list(Key::Objectives.name(), &raw.rows, true, |page, row| {
            objective(page, row, declared)
        });
    }
}

/// Writes the area of a name, or its period of a label; nothing if the plan has none.
pub(super) fn area_named(
    page: &mut YamlPage,
    raw: &RawPlan,
    name: &str,
    label: Option<&str>,
    declared: &DeclaredFields<'_>,
) {
    let areas = nest(&raw.areas, &raw.rows);
    let Some(own) = areas.iter().find(|area| is_named(area.name, name)) else { return };
    match label {
        None => area(page, own, declared),
        Some(label) => {
            let own = own.periods.iter().find(|period| is_named(period.label, label));
            own.into_iter().for_each(|own| period(page, own, declared));
        }
    }
}

/// Writes the period of a label in the area of a name up to its objectives, and before it the area if that is
/// new; nothing if the plan has no such period.
pub(super) fn group_head(
    page: &mut YamlPage,
    raw: &RawPlan,
    (area, label): (&str, &str),
    is_new_area: bool,
    declared: &DeclaredFields<'_>,
) {
    let areas = nest(&raw.areas, &raw.rows);
    let Some(own) = areas.iter().find(|own| is_named(own.name, area)) else { return };
    let Some(period) = own.periods.iter().find(|period| is_named(period.label, label)) else {
        return;
    };
    let head = NestedPeriod { objectives: Vec::new(), ..period.clone() };
    if is_new_area {
        let periods = vec![head];
        self::area(page, &NestedArea { periods, ..own.clone() }, declared);
    } else {
        self::period(page, &head, declared);
    }
}

/// Returns `true` for the name of a group, whatever its white space.
fn is_named(field: &Field, name: &str) -> bool {
    matches!(field, Field::Given(words) if folded(&words.value) == folded(name))
}

fn area(page: &mut YamlPage, area: &NestedArea<'_>, declared: &DeclaredFields<'_>) {
    page.field(Key::Name.name(), area.name, Need::Mandatory("il nome dell'area"));
    page.field(Key::Manager.name(), area.manager, Need::Optional);
    facts(page, area.facts);
    match area.periods.as_slice() {
        [] => page.missing(Key::Periods.name(), "i periodi con i loro obiettivi"),
        periods => {
            page.list(Key::Periods.name(), periods, true, |page, raw| period(page, raw, declared))
        }
    }
}

fn period(page: &mut YamlPage, period: &NestedPeriod<'_>, declared: &DeclaredFields<'_>) {
    page.field(
        Key::Label.name(),
        period.label,
        Need::Mandatory("il periodo, per esempio ANNO 2024"),
    );
    years(page, period.years);
    facts(page, period.facts);
    match period.objectives.as_slice() {
        [] => page.missing(Key::Objectives.name(), "gli obiettivi del periodo"),
        list => page
            .list(Key::Objectives.name(), list, true, |page, raw| objective(page, raw, declared)),
    }
}

fn facts(page: &mut YamlPage, facts: &RawFacts) {
    page.field(Key::Premise.name(), &facts.premise, Need::Optional);
    page.field(Key::Closing.name(), &facts.closing, Need::Optional);
    page.number(Key::Total.name(), &facts.total);
}

fn groups(page: &mut YamlPage, groups: &[RawGroup], declared: &DeclaredFields<'_>) {
    match groups {
        [] => page.missing(Key::Groups.name(), "i gruppi con i loro obiettivi"),
        groups => {
            page.list(Key::Groups.name(), groups, true, |page, raw| group(page, raw, declared))
        }
    }
}

fn group(page: &mut YamlPage, raw: &RawGroup, declared: &DeclaredFields<'_>) {
    levels(page, &raw.levels);
    facts(page, &raw.facts);
    years(page, &raw.years);
    let (managers, others) = managers(&raw.extra);
    managers.into_iter().for_each(|extra| values(page, extra, ScalarKind::Words));
    author_fields(page, others.into_iter(), declared);
    // An empty list is not written, but `None` is a list that could not be read: it is to be
    // completed.
    if !raw.objectives.as_ref().is_some_and(Vec::is_empty) {
        let list = raw.objectives.as_deref().unwrap_or_default();
        match list {
            [] => page.missing(Key::Objectives.name(), "gli obiettivi del gruppo"),
            list => page.list(Key::Objectives.name(), list, true, |page, raw| {
                objective(page, raw, declared)
            }),
        }
    }
    if !raw.groups.as_ref().is_some_and(Vec::is_empty) {
        groups(page, raw.groups.as_deref().unwrap_or_default(), declared);
    }
}

fn levels(page: &mut YamlPage, levels: &[(Words, Field)]) {
    levels.iter().for_each(|(key, label)| entry(page, &key.value, label));
}

/// Writes an objective.
pub(super) fn objective(page: &mut YamlPage, raw: &RawObjective, declared: &DeclaredFields<'_>) {
    if declared.has_levels {
        page.field(Key::Area.name(), &raw.area, Need::Optional);
        page.field(Key::Period.name(), &raw.period, Need::Optional);
        levels(page, &raw.levels);
    }
    let (managers, others) = managers(&raw.extra);
    let (of_years, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|extra| is_by_year(extra));
    for key in Section::Objective.keys() {
        let of_years = of_years.iter().find(|(name, _)| name.value == key.name());
        if let Some(extra) = of_years {
            let is_number = key.content() == KeyContent::Number;
            values(page, extra, if is_number { ScalarKind::Number } else { ScalarKind::Words });
            continue;
        }
        match key {
            Key::Service | Key::CrossCutting => assignment(page, key, raw, declared),
            Key::Manager => {
                managers.iter().for_each(|extra| values(page, extra, ScalarKind::Words))
            }
            Key::Description => {
                let need = Need::Mandatory("che cosa si farà");
                page.field(key.name(), &raw.fields[key], need);
            }
            Key::Indicators => indicators(page, raw, declared),
            Key::Outcome => outcomes(page, &raw.outcomes),
            Key::Extra => author_fields(page, others.iter().copied(), declared),
            _ if key.content() == KeyContent::Number => page.number(key.name(), &raw.fields[key]),
            _ => page.field(key.name(), &raw.fields[key], Need::Optional),
        }
    }
}

/// Writes `servizio` or `trasversale`, of which an objective has one: the other's empty cell
/// in a table that was imported says nothing.
fn assignment(page: &mut YamlPage, key: Key, raw: &RawObjective, declared: &DeclaredFields<'_>) {
    let is_given = |key: Key| raw.fields[key].is_given();
    let is_written = match key {
        Key::CrossCutting => is_given(Key::CrossCutting),
        _ => is_given(Key::Service) || !is_given(Key::CrossCutting),
    };
    let need = if key == Key::CrossCutting || declared.has_levels {
        Need::Optional
    } else {
        Need::Mandatory(ASSIGNMENT)
    };
    if is_written {
        page.field(key.name(), &raw.fields[key], need);
    }
}

/// Writes the indicators of an objective.
pub(super) fn indicators(page: &mut YamlPage, raw: &RawObjective, declared: &DeclaredFields<'_>) {
    let key = Key::Indicators.name();
    match raw.indicators.as_deref() {
        Some([]) => {}
        Some(list) => page.list(key, list, false, |page, raw| indicator(page, raw, declared)),
        None => page.missing(key, "gli indicatori"),
    }
}

/// Returns `true` for a weight or a result of each year.
fn is_by_year((key, values): &RawExtra) -> bool {
    let is_key = Key::named(&key.value).is_some_and(Key::is_by_year);
    is_key && matches!(values, RawValues::ByYear(_))
}

/// Separates the managers of a group or an objective from the other fields.
fn managers(extra: &[RawExtra]) -> (Vec<&RawExtra>, Vec<&RawExtra>) {
    extra.iter().partition(|(key, _)| key.value == Key::Manager.name())
}

pub(super) fn indicator(page: &mut YamlPage, raw: &RawIndicator, declared: &DeclaredFields<'_>) {
    page.field(Key::IndicatorText.name(), &raw.text, Need::Mandatory("che cosa si misura"));
    page.number(Key::Weight.name(), &raw.weight);
    outcomes(page, &raw.outcomes);
    author_fields(page, raw.extra.iter(), declared);
}

/// Writes the fields that the plan declares, then the others under `altro`.
fn author_fields<'r>(
    page: &mut YamlPage,
    extra: impl Iterator<Item = &'r RawExtra>,
    declared: &DeclaredFields<'_>,
) {
    let (own, others): (Vec<_>, Vec<_>) =
        extra.partition(|(key, _)| declared.fields.contains_key(key.value.as_str()));
    for extra in own {
        values(page, extra, declared.fields[extra.0.value.as_str()]);
    }
    if !others.is_empty() {
        page.group(Key::Extra.name(), |page| {
            others.into_iter().for_each(|extra| values(page, extra, ScalarKind::Words));
        });
    }
}

/// Writes a key of the author's own, even without a value.
fn values(page: &mut YamlPage, (key, values): &RawExtra, kind: ScalarKind) {
    match values {
        RawValues::One(field @ Field::Given(_)) if kind == ScalarKind::Number => {
            page.number(&scalar::key(&key.value), field);
        }
        RawValues::One(field) => entry(page, &key.value, field),
        RawValues::ByYear(years) => by_year(page, &scalar::key(&key.value), years, kind),
    }
}

/// Writes `{2025: 50, 2026: 60}` if the values are figures, else a line for each year.
fn by_year(page: &mut YamlPage, key: &str, years: &[(Words, Field)], kind: ScalarKind) {
    let figures = |(year, field): &(Words, Field)| match field {
        Field::Given(words) if kind == ScalarKind::Number && is_figures(&words.value) => {
            let value = words.value.as_str();
            // Inside braces a comma separates two entries.
            let plain = !value.contains(',') && year.value.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| format!("{}: {value}", year.value))
        }
        _ => None,
    };
    match years.iter().map(figures).collect::<Option<Vec<_>>>() {
        Some(figures) => page.line(&format!("{key}: {{{}}}", figures.join(", "))),
        None => entries(page, key, years),
    }
}
