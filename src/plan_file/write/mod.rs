//! A [`RawPlan`] as a YAML plan for people to go on with: areas, periods and objectives
//! one in the other, texts in blocks, quotes only where they are needed, a comment where
//! something mandatory is not there yet.
//!
//! serde-saphyr's own serializer was looked at first. It writes sound YAML, but from values
//! of serde: there «33,30» and «33.30» are numbers no more or stand in quotes, a key with
//! nothing behind it reads «null», and a folded text is laid out by rules of its own. The
//! plan has eight levels and no anchors or tags, so that a writer of lines does it all.

mod nest;
mod page;
mod rows;
mod scalar;
#[cfg(test)]
mod tests;

use super::schema::SCHEMA_NAME;
use crate::raw::{Field, RawPlan, RawReference, RawRule, RawSigner, Words};
use page::{Need, Page};
use scalar::{Kind, inline};

/// Writes `raw` as YAML; `name` is what its file will be called.
///
/// Loaded again it gives the same texts, but that every line break is `\n`, that what is
/// mandatory is there, if empty, and that rows of a plan without levels of its own are grouped
/// by area and period, in the order in which [`validate_plan`](crate::validate::validate_plan)
/// groups them.
pub fn plan_yaml(raw: &RawPlan, name: &str) -> String {
    let mut page = Page::default();
    page.comment(&introduction(name));
    page.blank();
    head(&mut page, raw);
    page.blank();
    let names = rows::Names::of(raw);
    match &raw.levels {
        Some(_) => rows::by_levels(&mut page, raw, &names),
        None => rows::by_areas(&mut page, raw, &names),
    }
    page.finish()
}

fn introduction(name: &str) -> String {
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

/// What the plan says outside its objectives.
fn head(page: &mut Page, raw: &RawPlan) {
    page.field("titolo", &raw.title, Need::Mandatory("il titolo del documento"));
    page.field("ente", &raw.entity, Need::Optional);
    years(page, &raw.years);
    page.field("data", &raw.date, Need::Optional);
    if let Some(resolution) = &raw.resolution {
        let parts = [
            ("organo", &resolution.body),
            ("numero", &resolution.number),
            ("data", &resolution.date),
        ];
        fields(page, "delibera", &parts);
    }
    page.field("allegato", &raw.annex, Need::Optional);
    references(page, &raw.annexes);
    if !raw.signers.is_empty() {
        page.list("firmatari", &raw.signers, false, signer);
    }
    page.field("premessa", &raw.premise, Need::Optional);
    page.field("chiusura", &raw.closing, Need::Optional);
    page.field("classificazione", &raw.classification, Need::Optional);
    if let Some(kinds) = &raw.kinds {
        entries(page, "tipologie", kinds);
    }
    rule(page, &raw.weights);
    if let Some(levels) = &raw.levels {
        let levels = levels.iter().map(|level| level.value.as_str()).collect();
        words(page, "livelli", levels, Kind::Words);
    }
    if !raw.fields.is_empty() {
        entries(page, "campi", &raw.fields);
    }
}

fn years(page: &mut Page, years: &[Words]) {
    if !years.is_empty() {
        words(page, "anni", years.iter().map(|w| w.value.as_str()).collect(), Kind::Number);
    }
}

/// A list of words: on one line if they are short and plain.
fn words(page: &mut Page, key: &str, words: Vec<&str>, kind: Kind) {
    let simple = |w: &&str| w.len() <= 12 && w.chars().all(|c| c.is_alphanumeric() || c == '-');
    if words.iter().all(simple) && words.len() <= 8 {
        page.row(key, words.into_iter(), kind);
    } else {
        page.list(key, &words, false, |page, word| page.line(&inline(word, kind)));
    }
}

/// Fixed keys under `key`, those that are there.
fn fields(page: &mut Page, key: &str, parts: &[(&str, &Field)]) {
    if parts.iter().all(|(_, field)| matches!(field, Field::Absent)) {
        return page.line(&format!("{key}: {{}}"));
    }
    page.group(key, |page| {
        for (key, field) in parts {
            page.field(key, field, Need::Optional);
        }
    });
}

/// Keys of the author's own under `key`; one without a value stays.
fn entries(page: &mut Page, key: &str, entries: &[(Words, Field)]) {
    if entries.is_empty() {
        return page.line(&format!("{key}: {{}}"));
    }
    page.group(key, |page| entries.iter().for_each(|(key, field)| entry(page, &key.value, field)));
}

fn references(page: &mut Page, annexes: &[RawReference]) {
    let label = |reference: &RawReference| match (&reference.label, &reference.title) {
        (Field::Given(label), Field::Absent) => Some(label.value.clone()),
        _ => None,
    };
    let labels: Option<Vec<_>> = annexes.iter().map(label).collect();
    match labels {
        Some(labels) if labels.is_empty() => {}
        Some(labels) => {
            words(page, "allegati", labels.iter().map(String::as_str).collect(), Kind::Words)
        }
        None => page.list("allegati", annexes, false, |page, reference| {
            page.field("allegato", &reference.label, Need::Mandatory("la lettera o il numero"));
            page.field("titolo", &reference.title, Need::Optional);
        }),
    }
}

fn signer(page: &mut Page, signer: &RawSigner) {
    page.field("nome", &signer.name, Need::Optional);
    page.field("qualifica", &signer.role, Need::Mandatory("la qualifica di chi firma"));
}

fn rule(page: &mut Page, rule: &RawRule) {
    page.field("pesi", &rule.whole, Need::Optional);
    let parts = [&rule.unit, &rule.total];
    if parts.iter().any(|f| !matches!(f, Field::Absent)) || !rule.scope.is_empty() {
        page.group("pesi", |page| {
            page.field("unita", &rule.unit, Need::Optional);
            page.number("totale", &rule.total);
            match rule.scope.as_slice() {
                [] => {}
                [one] => page.field("ambito", &Field::Given(one.clone()), Need::Optional),
                levels => {
                    words(
                        page,
                        "ambito",
                        levels.iter().map(|l| l.value.as_str()).collect(),
                        Kind::Words,
                    );
                }
            }
        });
    }
}

fn entry(page: &mut Page, key: &str, field: &Field) {
    let key = scalar::key(key);
    match field {
        Field::Absent => page.bare(&key),
        _ => page.field(&key, field, Need::Optional),
    }
}
