//! [`RawPlan`] → YAML for people to go on with: areas, periods and objectives nested, long
//! texts in blocks, quotes only where they are needed, a comment where a mandatory value is
//! missing.
//!
//! serde-saphyr's serializer was considered. It writes sound YAML, but from values of serde:
//! there «33,30» and «33.30» lose their spelling or stand in quotes, a key without a value
//! reads «null», and folded texts are laid out by rules of its own. The plan has eight levels
//! and no anchors or tags, so a writer of lines is enough.

mod json;
mod nest;
mod outcomes;
mod rows;
mod scalar;
#[cfg(test)]
mod tests;
mod yaml_page;

pub use json::plan_json;
pub(super) use yaml_page::{ScalarSpelling, spelled};

use super::schema::SCHEMA_NAME;
use crate::model::Key;
use crate::raw::{
    Field, RawIndicator, RawObjective, RawOutcome, RawPlan, RawReference, RawRule, RawSigner, Words,
};
use scalar::{ScalarKind, inline};
use std::ops::Range;
use yaml_page::{Need, YamlPage};

/// Writes `raw` as YAML for a file called `name`.
///
/// Loading the result gives the same texts, with three exceptions: every line break is `\n`,
/// mandatory keys are there even if empty, and rows of a plan without levels of its own are
/// grouped by area and period, in the order in which
/// [`validate_plan`](crate::validate::validate_plan) groups them.
pub fn plan_yaml(raw: &RawPlan, name: &str) -> String {
    plan_yaml_with(raw, &RawPlan::blank(raw.span), name)
}

/// Writes `raw` as [`plan_yaml`] does, with the premise and the signers of `proposed` as comments
/// that a person may turn into keys.
pub fn plan_yaml_with(raw: &RawPlan, proposed: &RawPlan, name: &str) -> String {
    let mut page = YamlPage::default();
    page.comment(&introduction(name));
    page.blank();
    head(&mut page, raw);
    proposals(&mut page, proposed);
    page.blank();
    let names = rows::DeclaredFields::of(raw);
    match &raw.levels {
        Some(_) => rows::by_levels(&mut page, raw, &names),
        None => rows::by_areas(&mut page, raw, &names),
    }
    page.finish()
}

/// New entry of a list of a plan.
#[derive(Clone, Debug)]
pub enum NewEntry<'e> {
    /// An objective.
    Objective(&'e RawObjective),
    /// The area of this name, with all that it holds.
    Area(&'e str),
    /// The period of this label in the area of this name.
    Period(&'e str, &'e str),
    /// The period of this label in the area of this name, with the entry at the place in the text alone.
    PeriodAround {
        /// Name of the area.
        area: &'e str,
        /// Label of the period.
        label: &'e str,
        /// `true` if the area is new as well.
        is_new_area: bool,
        /// Place of the entry.
        moved: Range<usize>,
    },
    /// A person who signs.
    Signer(&'e RawSigner),
    /// An indicator.
    Indicator(Box<RawIndicator>),
}

/// Writes an entry of the plan `declared` as that of a list, without indentation; nothing for a group that the
/// plan has not. What a period is to stand around follows below.
pub(super) fn entry_lines(entry: &NewEntry<'_>, declared: &RawPlan) -> String {
    let mut page = YamlPage::of_entry();
    let names = rows::DeclaredFields::of(declared);
    match entry {
        NewEntry::Objective(objective) => rows::objective(&mut page, objective, &names),
        NewEntry::Area(name) => rows::area_named(&mut page, declared, name, None, &names),
        NewEntry::Period(area, label) => {
            rows::area_named(&mut page, declared, area, Some(label), &names);
        }
        NewEntry::PeriodAround { area, label, is_new_area, .. } => {
            rows::group_head(&mut page, declared, (area, label), *is_new_area, &names);
        }
        NewEntry::Signer(own) => signer(&mut page, own),
        NewEntry::Indicator(indicator) => rows::indicator(&mut page, indicator, &names),
    }
    page.finish()
}

/// Writes the indicators of an objective of the plan `declared`, without indentation.
pub(super) fn indicator_lines(objective: &RawObjective, declared: &RawPlan) -> String {
    let mut page = YamlPage::default();
    let only = &objective.fields[Key::Indicator];
    page.field(Key::Indicator.name(), only, Need::Optional);
    rows::indicators(&mut page, objective, &rows::DeclaredFields::of(declared));
    page.finish()
}

/// Writes `esito` of an objective, without indentation.
pub(super) fn outcome_lines(outcomes: &[RawOutcome]) -> String {
    let mut page = YamlPage::default();
    outcomes::outcomes(&mut page, outcomes);
    page.finish()
}

/// Writes what a person has to confirm.
fn proposals(page: &mut YamlPage, proposed: &RawPlan) {
    let mut lines = YamlPage::default();
    if !proposed.signers.is_empty() {
        lines.list(Key::Signers.name(), &proposed.signers, false, signer);
    }
    lines.field(Key::Premise.name(), &proposed.premise, Need::Optional);
    let lines = lines.finish();
    if lines.is_empty() {
        return;
    }
    page.blank();
    page.comment("Letto attorno alla tabella, da confermare: se vale, togliere «#» e lo spazio che lo segue\ndall'inizio delle righe qui sotto; altrimenti cancellarle.");
    page.blank();
    page.comment(&lines);
}

fn introduction(name: &str) -> String {
    // A line end in the name of a file would end the comment.
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name = if name.contains(' ') { format!("\"{name}\"") } else { name };
    format!(
        "yaml-language-server: $schema={SCHEMA_NAME}\n\
         \n\
         Il piano degli obiettivi: un testo da correggere e completare con il Blocco note o con un\n\
         altro editor di testo. Le righe rientrate appartengono a quella sopra: si usano spazi, non\n\
         il tasto di tabulazione. Quello che segue un «#» è un commento.\n\
         \n\
         Per controllarlo:           allegati controlla {name}\n\
         Per scrivere gli allegati:  allegati genera {name}\n\
         \n\
         La prima riga serve agli editor che suggeriscono le chiavi; il file che nomina si ottiene\n\
         con: allegati schema > {SCHEMA_NAME}"
    )
}

/// Writes the plan outside its objectives.
fn head(page: &mut YamlPage, raw: &RawPlan) {
    page.field(Key::Title.name(), &raw.title, Need::Mandatory("il titolo del documento"));
    page.field(Key::Entity.name(), &raw.entity, Need::Optional);
    years(page, &raw.years);
    page.field(Key::Date.name(), &raw.date, Need::Optional);
    if let Some(resolution) = &raw.resolution {
        let parts = [
            (Key::AdoptingBody, &resolution.body),
            (Key::Number, &resolution.number),
            (Key::Date, &resolution.date),
        ];
        fields(page, Key::Resolution, &parts);
    }
    page.field(Key::Annex.name(), &raw.annex, Need::Optional);
    references(page, &raw.annexes);
    if !raw.signers.is_empty() {
        page.list(Key::Signers.name(), &raw.signers, false, signer);
    }
    page.field(Key::Premise.name(), &raw.premise, Need::Optional);
    page.field(Key::Closing.name(), &raw.closing, Need::Optional);
    page.field(Key::Classification.name(), &raw.classification, Need::Optional);
    if let Some(kinds) = &raw.kinds {
        entries(page, Key::Kinds.name(), kinds);
    }
    rule(page, &raw.weights);
    outcomes::assessment(page, raw.assessment.as_ref());
    if let Some(levels) = &raw.levels {
        let levels = levels.iter().map(|level| level.value.as_str()).collect();
        words(page, Key::Levels.name(), levels, ScalarKind::Words);
    }
    page.field(Key::Codes.name(), &raw.codes, Need::Optional);
    if !raw.fields.is_empty() {
        entries(page, Key::Fields.name(), &raw.fields);
    }
}

fn years(page: &mut YamlPage, years: &[Words]) {
    if !years.is_empty() {
        words(
            page,
            Key::Years.name(),
            years.iter().map(|w| w.value.as_str()).collect(),
            ScalarKind::Number,
        );
    }
}

/// Writes a list of words, on one line if they are short and plain.
fn words(page: &mut YamlPage, key: &str, words: Vec<&str>, kind: ScalarKind) {
    // Longer words, or more of them, would not fit on a line, and are easier to correct one by one.
    let simple = |w: &&str| w.len() <= 12 && w.chars().all(|c| c.is_alphanumeric() || c == '-');
    if words.iter().all(simple) && words.len() <= 8 {
        page.row(key, words.into_iter(), kind);
    } else {
        page.list(key, &words, false, |page, word| page.line(&inline(word, kind)));
    }
}

/// Writes the keys of the vocabulary under `key` that are there.
fn fields(page: &mut YamlPage, key: Key, parts: &[(Key, &Field)]) {
    if parts.iter().all(|(_, field)| matches!(field, Field::Absent)) {
        // The key alone would be read back as no resolution at all.
        return page.line(&format!("{}: {{}}", key.name()));
    }
    page.group(key.name(), |page| {
        for (key, field) in parts {
            page.field(key.name(), field, Need::Optional);
        }
    });
}

/// Writes the author's own keys under `key`, also those without a value.
fn entries(page: &mut YamlPage, key: &str, entries: &[(Words, Field)]) {
    if entries.is_empty() {
        return page.line(&format!("{key}: {{}}"));
    }
    page.group(key, |page| entries.iter().for_each(|(key, field)| entry(page, &key.value, field)));
}

fn references(page: &mut YamlPage, annexes: &[RawReference]) {
    let label = |reference: &RawReference| match (&reference.label, &reference.title) {
        (Field::Given(label), Field::Absent) => Some(label.value.clone()),
        _ => None,
    };
    let labels: Option<Vec<_>> = annexes.iter().map(label).collect();
    match labels {
        Some(labels) if labels.is_empty() => {}
        Some(labels) => words(
            page,
            Key::Annexes.name(),
            labels.iter().map(String::as_str).collect(),
            ScalarKind::Words,
        ),
        None => page.list(Key::Annexes.name(), annexes, false, |page, reference| {
            page.field(
                Key::Annex.name(),
                &reference.label,
                Need::Mandatory("la lettera o il numero"),
            );
            page.field(Key::Title.name(), &reference.title, Need::Optional);
        }),
    }
}

fn signer(page: &mut YamlPage, signer: &RawSigner) {
    page.field(Key::Name.name(), &signer.name, Need::Optional);
    page.field(Key::Capacity.name(), &signer.role, Need::Mandatory("la qualifica di chi firma"));
}

fn rule(page: &mut YamlPage, rule: &RawRule) {
    page.field(Key::Weights.name(), &rule.whole, Need::Optional);
    let parts = [&rule.unit, &rule.total];
    if parts.iter().any(|f| !matches!(f, Field::Absent)) || !rule.scope.is_empty() {
        page.group(Key::Weights.name(), |page| {
            page.field(Key::Unit.name(), &rule.unit, Need::Optional);
            page.number(Key::Total.name(), &rule.total);
            match rule.scope.as_slice() {
                [] => {}
                [one] => page.field(Key::Scope.name(), &Field::Given(one.clone()), Need::Optional),
                levels => {
                    words(
                        page,
                        Key::Scope.name(),
                        levels.iter().map(|l| l.value.as_str()).collect(),
                        ScalarKind::Words,
                    );
                }
            }
        });
    }
}

fn entry(page: &mut YamlPage, key: &str, field: &Field) {
    let key = scalar::key(key);
    match field {
        Field::Absent => page.bare(&key),
        _ => page.field(&key, field, Need::Optional),
    }
}
