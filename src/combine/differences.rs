//! Differences between the files of one plan: fields that only some have, other periods.

use super::objectives::{first_place, objectives};
use super::periods::are_same;
use super::{Joiner, text_of};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::plural::enumeration;
use crate::italian::quotation::quote_words;
use crate::model::{Key, years_in};
use crate::raw::{Field, RawGroup, RawObjective, RawPlan, Words};
use crate::source::Span;
use crate::text::fold_words;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Places that one finding points at: more are the same difference again.
const MOST_PLACES: usize = 20;

/// Reports fields and periods that the files do not share.
pub(super) fn report(parts: &[RawPlan], joiner: &mut Joiner<'_>) {
    report_fields(parts, joiner);
    report_periods(parts, joiner);
}

/// Field of objectives, and where each file has it.
struct SeenField {
    name: String,
    /// `true` for a field under `altro`.
    is_further: bool,
    /// First place in each file; `None` where no objective has it.
    places: Vec<Option<Span>>,
}

fn report_fields(parts: &[RawPlan], joiner: &mut Joiner<'_>) {
    let all: Vec<Vec<&RawObjective>> = parts.iter().map(objectives).collect();
    let mut seen: IndexMap<String, SeenField> = IndexMap::new();
    for (file, objectives) in all.iter().enumerate() {
        for (key, name, place) in objectives.iter().flat_map(|objective| fields(objective)) {
            let blank = || SeenField {
                is_further: key.is_none(),
                places: vec![None; parts.len()],
                name: name.clone(),
            };
            let id = key.map_or_else(|| fold_words(&name), |key| format!("={}", key.name()));
            let field = seen.entry(id).or_insert_with(blank);
            field.places[file].get_or_insert(place);
        }
    }
    // Where a file has no objectives at all, another finding says so.
    let first =
        |objectives: &Vec<&RawObjective>| objectives.first().map(|first| first_place(first));
    let firsts: Vec<Option<Span>> = all.iter().map(first).collect();
    for field in seen.into_values() {
        let lacking = field.places.iter().zip(&firsts).filter(|(place, _)| place.is_none());
        let lacking: Vec<Span> = lacking.filter_map(|(_, first)| *first).collect();
        let having: Vec<Span> = field.places.iter().flatten().copied().collect();
        if let (Some(_), Some(_)) = (lacking.first(), having.first()) {
            let finding = if field.is_further {
                further_field(&field.name, &having, parts.len(), joiner)
            } else {
                missing_field(&field.name, &lacking, having[0], joiner)
            };
            joiner.findings.push(finding);
        }
    }
}

/// Returns the fields of an objective that a column gives, with their names and places.
fn fields(objective: &RawObjective) -> Vec<(Option<Key>, String, Span)> {
    let given = objective.fields.iter().filter_map(|(key, field)| match (key, field) {
        // Whether an objective is of a service or of all is no matter of columns.
        (Key::Service | Key::CrossCutting, _) => None,
        (key, Field::Given(words)) => Some((Some(key), key.name().to_owned(), words.span)),
        _ => None,
    });
    let several = objective.indicators.iter().flatten().take(1);
    let several =
        several.map(|one| (Some(Key::Indicator), Key::Indicator.name().to_owned(), one.span));
    let further = objective.extra.iter().map(|(key, _)| (None, key.value.clone(), key.span));
    given.chain(several).chain(further).collect()
}

fn missing_field(name: &str, lacking: &[Span], having: Span, joiner: &Joiner<'_>) -> Diagnostic {
    let message =
        format!("Nessun obiettivo di questo file ha «{name}», che in {} c'è.", joiner.file(having));
    let mut finding = Diagnostic::new(Code::FilesDisagree, lacking[0], message);
    for other in lacking.iter().skip(1).take(MOST_PLACES) {
        finding = finding.also(*other, "anche qui manca");
    }
    finding
        .also(having, "qui c'è")
        .hint("Se la colonna c'è con un altro nome: --mappa \"campo=Intestazione\".")
}

fn further_field(name: &str, having: &[Span], files: usize, joiner: &Joiner<'_>) -> Diagnostic {
    let message = match having {
        [only] => format!("«{name}» c'è soltanto in {}.", joiner.file(*only)),
        several => format!("«{name}» c'è in {} file su {files}.", several.len()),
    };
    let mut finding = Diagnostic::new(Code::FilesDisagree, having[0], message);
    // A field of an office's own harms nobody where it is missing.
    finding.severity = Severity::Note;
    for other in having.iter().skip(1).take(MOST_PLACES) {
        finding = finding.also(*other, "anche qui");
    }
    finding.hint("Se gli altri file l'hanno con un altro nome, scriverlo uguale in tutti.")
}

fn report_periods(parts: &[RawPlan], joiner: &mut Joiner<'_>) {
    let all: Vec<IndexMap<String, &Words>> = parts.iter().map(periods).collect();
    let Some((first, others)) = all.split_first() else { return };
    for other in others.iter().filter(|other| !first.is_empty() && !other.is_empty()) {
        let new = other.iter().find(|(label, _)| !first.contains_key(*label));
        let is_less = first.keys().any(|label| !other.contains_key(label));
        let culprit = new.or_else(|| other.first().filter(|_| is_less));
        let Some(place) = culprit.map(|(_, words)| words.span) else { continue };
        let model = first[0].span;
        let message = format!(
            "I periodi di questo file sono {}, quelli di {} {}.",
            quoted(other),
            joiner.file(model),
            quoted(first)
        );
        let mut finding = Diagnostic::new(Code::FilesDisagree, place, message);
        if years(other) == years(first) {
            finding.severity = Severity::Note;
        }
        // «2025» beside «ANNO 2025»: the same years in other words.
        let has_twin =
            |words: &Words| first.values().any(|known| are_same(&known.value, &words.value));
        let are_same = other.values().all(|words| has_twin(words));
        let hint = if are_same {
            "Sono gli stessi anni: il periodo è uno, con le parole del primo file."
        } else {
            "Se devono essere gli stessi, scriverli uguali in tutti i file."
        };
        joiner.findings.push(finding.also(model, "qui i periodi sono altri").hint(hint));
    }
}

fn quoted(periods: &IndexMap<String, &Words>) -> String {
    enumeration(&periods.values().map(|words| quote_words(&words.value)).collect::<Vec<_>>())
}

fn years(periods: &IndexMap<String, &Words>) -> BTreeSet<u16> {
    periods.values().flat_map(|words| years_in(&words.value)).collect()
}

/// Returns the periods of a plan, each once.
fn periods(plan: &RawPlan) -> IndexMap<String, &Words> {
    let nested = plan.areas.iter().flat_map(|area| area.periods.iter().flatten());
    let mut labels: Vec<&Field> = nested.map(|period| &period.label).collect();
    plan.groups.iter().for_each(|group| collect_periods(group, &mut labels));
    labels.extend(plan.rows.iter().map(|row| &row.period));
    let named = labels.into_iter().filter_map(|label| match label {
        Field::Given(words) => Some((text_of(label)?, words)),
        _ => None,
    });
    // The first place of each label stays.
    let mut periods = IndexMap::new();
    named.for_each(|(label, words)| _ = periods.entry(label).or_insert(words));
    periods
}

fn collect_periods<'r>(group: &'r RawGroup, labels: &mut Vec<&'r Field>) {
    let is_period = |(key, _): &&(Words, Field)| key.value == Key::Period.name();
    labels.extend(group.levels.iter().filter(is_period).map(|(_, label)| label));
    group.groups.iter().flatten().for_each(|inner| collect_periods(inner, labels));
}
