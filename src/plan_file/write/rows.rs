//! Areas, groups and objectives.

use super::nest::{Area, Period, nest};
use super::page::{Need, Page};
use super::scalar::{self, Kind, is_figures};
use super::{entries, entry, years};
use crate::raw::{
    Field, RawExtra, RawFacts, RawGroup, RawIndicator, RawObjective, RawPlan, RawValues, Words,
};
use std::collections::BTreeMap;

const ASSIGNMENT: &str = "il servizio, oppure «trasversale» con il titolo";

/// What the plan declares for its rows.
pub(super) struct Names<'r> {
    /// Whether it names its levels.
    has_levels: bool,
    /// Its fields, and whether they hold figures.
    fields: BTreeMap<&'r str, Kind>,
}

impl<'r> Names<'r> {
    pub fn of(raw: &'r RawPlan) -> Self {
        let figures = |kind: &Field| match kind {
            Field::Given(words) => {
                ["numero", "importo", "percentuale"].contains(&words.value.trim())
            }
            _ => false,
        };
        let kind = |kind| if figures(kind) { Kind::Number } else { Kind::Words };
        let fields = raw.fields.iter().map(|(name, k)| (name.value.as_str(), kind(k))).collect();
        Names { has_levels: raw.levels.is_some(), fields }
    }
}

/// The plan's rows by area and period.
pub(super) fn by_areas(page: &mut Page, raw: &RawPlan, names: &Names<'_>) {
    page.comment(
        "Le aree, con i loro periodi e, in ogni periodo, gli obiettivi. Di un obiettivo sono\n\
         obbligatori «servizio» (oppure «trasversale», con il titolo) e «descrizione».",
    );
    match nest(&raw.areas, &raw.rows) {
        areas if areas.is_empty() => page.missing("aree", "le aree con i loro obiettivi"),
        areas => page.list("aree", &areas, true, |page, one| area(page, one, names)),
    }
}

/// The plan's groups and rows, of levels that it names.
pub(super) fn by_levels(page: &mut Page, raw: &RawPlan, names: &Names<'_>) {
    page.comment("I gruppi, uno dentro l'altro secondo i livelli, e in essi gli obiettivi.");
    let mut begun = false;
    if !raw.areas.is_empty() {
        let areas = nest(&raw.areas, &[]);
        page.list("aree", &areas, true, |page, one| area(page, one, names));
        begun = true;
    }
    if !raw.groups.is_empty() || raw.rows.is_empty() && !begun {
        if begun {
            page.blank();
        }
        groups(page, &raw.groups, names);
        begun = true;
    }
    if !raw.rows.is_empty() {
        if begun {
            page.blank();
        }
        page.list("obiettivi", &raw.rows, true, |page, row| objective(page, row, names));
    }
}

fn area(page: &mut Page, area: &Area<'_>, names: &Names<'_>) {
    page.field("nome", area.name, Need::Mandatory("il nome dell'area"));
    page.field("responsabile", area.manager, Need::Optional);
    facts(page, area.facts);
    match area.periods.as_slice() {
        [] => page.missing("periodi", "i periodi con i loro obiettivi"),
        periods => page.list("periodi", periods, true, |page, one| period(page, one, names)),
    }
}

fn period(page: &mut Page, period: &Period<'_>, names: &Names<'_>) {
    page.field("etichetta", period.label, Need::Mandatory("il periodo, per esempio ANNO 2024"));
    years(page, period.years);
    facts(page, period.facts);
    match period.objectives.as_slice() {
        [] => page.missing("obiettivi", "gli obiettivi del periodo"),
        list => page.list("obiettivi", list, true, |page, raw| objective(page, raw, names)),
    }
}

fn facts(page: &mut Page, facts: &RawFacts) {
    page.field("premessa", &facts.premise, Need::Optional);
    page.field("chiusura", &facts.closing, Need::Optional);
    page.number("totale", &facts.total);
}

fn groups(page: &mut Page, groups: &[RawGroup], names: &Names<'_>) {
    match groups {
        [] => page.missing("gruppi", "i gruppi con i loro obiettivi"),
        groups => page.list("gruppi", groups, true, |page, one| group(page, one, names)),
    }
}

fn group(page: &mut Page, raw: &RawGroup, names: &Names<'_>) {
    levels(page, &raw.levels);
    facts(page, &raw.facts);
    years(page, &raw.years);
    let (managers, others) = managers(&raw.extra);
    managers.into_iter().for_each(|extra| values(page, extra, Kind::Words));
    further(page, others.into_iter(), names);
    if !raw.objectives.as_ref().is_some_and(Vec::is_empty) {
        let list = raw.objectives.as_deref().unwrap_or_default();
        match list {
            [] => page.missing("obiettivi", "gli obiettivi del gruppo"),
            list => page.list("obiettivi", list, true, |page, raw| objective(page, raw, names)),
        }
    }
    if !raw.groups.as_ref().is_some_and(Vec::is_empty) {
        groups(page, raw.groups.as_deref().unwrap_or_default(), names);
    }
}

fn levels(page: &mut Page, levels: &[(Words, Field)]) {
    levels.iter().for_each(|(key, label)| entry(page, &key.value, label));
}

fn objective(page: &mut Page, raw: &RawObjective, names: &Names<'_>) {
    if names.has_levels {
        page.field("area", &raw.area, Need::Optional);
        page.field("periodo", &raw.period, Need::Optional);
        levels(page, &raw.levels);
    }
    page.field("codice", &raw.code, Need::Optional);
    let given = |field: &Field| matches!(field, Field::Given(_));
    // One of the two says whose objective it is; the other's empty cell says nothing.
    if given(&raw.service) || !given(&raw.cross_cutting) {
        let need = if names.has_levels { Need::Optional } else { Need::Mandatory(ASSIGNMENT) };
        page.field("servizio", &raw.service, need);
    }
    if given(&raw.cross_cutting) {
        page.field("trasversale", &raw.cross_cutting, Need::Optional);
    }
    let (managers, others) = managers(&raw.extra);
    managers.into_iter().for_each(|extra| values(page, extra, Kind::Words));
    page.field("tipologia", &raw.kind, Need::Optional);
    page.field("descrizione", &raw.description, Need::Mandatory("che cosa si farà"));
    page.field("risultato", &raw.result, Need::Optional);
    page.field("indicatore", &raw.indicator, Need::Optional);
    match raw.indicators.as_deref() {
        Some([]) => {}
        Some(list) => page.list("indicatori", list, false, |page, raw| indicator(page, raw, names)),
        None => page.missing("indicatori", "gli indicatori"),
    }
    page.number("peso", &raw.weight);
    further(page, others.into_iter(), names);
}

/// Who answers for a group or an objective, and the other fields.
fn managers(extra: &[RawExtra]) -> (Vec<&RawExtra>, Vec<&RawExtra>) {
    extra.iter().partition(|(key, _)| key.value == "responsabile")
}

fn indicator(page: &mut Page, raw: &RawIndicator, names: &Names<'_>) {
    page.field("testo", &raw.text, Need::Mandatory("che cosa si misura"));
    page.number("peso", &raw.weight);
    further(page, raw.extra.iter(), names);
}

/// Fields that the plan declares, then the others under `altro`.
fn further<'r>(page: &mut Page, extra: impl Iterator<Item = &'r RawExtra>, names: &Names<'_>) {
    let (declared, others): (Vec<_>, Vec<_>) =
        extra.partition(|(key, _)| names.fields.contains_key(key.value.as_str()));
    for extra in declared {
        values(page, extra, names.fields[extra.0.value.as_str()]);
    }
    if !others.is_empty() {
        page.group("altro", |page| {
            others.into_iter().for_each(|extra| values(page, extra, Kind::Words));
        });
    }
}

/// A key of the author's own; with nothing behind it, it stays.
fn values(page: &mut Page, (key, values): &RawExtra, kind: Kind) {
    match values {
        RawValues::One(field @ Field::Given(_)) if kind == Kind::Number => {
            page.number(&scalar::key(&key.value), field);
        }
        RawValues::One(field) => entry(page, &key.value, field),
        RawValues::ByYear(years) => by_year(page, &scalar::key(&key.value), years, kind),
    }
}

/// `{2025: 50, 2026: 60}` where the values are figures, else a line for each year.
fn by_year(page: &mut Page, key: &str, years: &[(Words, Field)], kind: Kind) {
    let figures = |(year, field): &(Words, Field)| match field {
        Field::Given(words) if kind == Kind::Number && is_figures(&words.value) => {
            let value = words.value.as_str();
            // A comma would part two entries.
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
