//! Changes of a plan's head, and of the texts of its areas and groups.

use super::FieldChange;
use super::fields::{LabelledValue, pair_lists, paired};
use super::groups::GroupMap;
use super::matching::MatchedPair;
use crate::italian::decimals::without_trailing_zeros;
use crate::model::{Area, GroupFacts, Key, Level, Plan, Reference, Signer, Text};
use crate::source::{Span, Spanned};
use crate::text::folded;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Range;

/// Returns the changes of the head first, then those of areas and groups.
pub(super) fn head_changes(
    before: &Plan,
    after: &Plan,
    groups: &GroupMap,
    matched: &[MatchedPair],
) -> Vec<FieldChange> {
    let mut changes = paired(act(before), act(after));
    changes.extend(list_changes("Altro allegato", &before.annexes, &after.annexes, annex));
    changes.extend(list_changes("Firmatario", &before.signers, &after.signers, signer));
    changes.extend(paired(rules(before), rules(after)));
    changes.extend(paired(texts(before), texts(after)));
    changes.extend(paired(managers(before, groups, true), managers(after, groups, false)));
    let partners: BTreeMap<usize, usize> = matched.iter().map(|p| (p.before, p.after)).collect();
    let of_old = before.groups.iter().flat_map(|facts| {
        let name = |at: usize| partners.get(&at).map(|new| group_name(after, facts, *new));
        group_texts(before, facts, name)
    });
    let of_new = after.groups.iter().flat_map(|facts| group_texts(after, facts, |_| None));
    changes.extend(paired(of_old.collect(), of_new.collect()));
    changes
}

fn of_text(label: impl Into<String>, text: Option<&Text>) -> Option<LabelledValue> {
    text.map(|text| LabelledValue::of_text(label, text))
}

fn of_day(label: &str, day: Option<&Spanned<NaiveDate>>) -> Option<LabelledValue> {
    day.map(|day| {
        LabelledValue::new(label, day.value.format("%d.%m.%Y").to_string(), Some(day.span))
    })
}

/// Returns a value that the plan does not spell in one place; `None` if it is empty.
fn of_words(label: &str, words: String) -> Option<LabelledValue> {
    (!words.is_empty()).then(|| LabelledValue::new(label, words, None))
}

fn act(plan: &Plan) -> Vec<LabelledValue> {
    let act = plan.resolution.clone().unwrap_or_default();
    let years: Vec<String> = plan.years.iter().map(u16::to_string).collect();
    let fields = [
        of_text(Key::Title.label(), Some(&plan.title)),
        of_text(Key::Entity.label(), plan.entity.as_ref()),
        of_words(Key::Years.label(), years.join(", ")),
        of_day(Key::Date.label(), plan.date.as_ref()),
        of_text("Deliberazione, organo", act.body.as_ref()),
        of_text("Deliberazione, numero", act.number.as_ref()),
        of_day("Deliberazione, data", act.date.as_ref()),
        of_text(Key::Annex.label(), plan.annex.as_ref()),
        of_text(Key::Classification.label(), plan.classification.as_ref()),
    ];
    fields.into_iter().flatten().collect()
}

fn rules(plan: &Plan) -> Vec<LabelledValue> {
    let kind = |kind: &crate::model::ObjectiveKind| {
        of_words(&format!("Tipologia {}", kind.code), kind.label.clone())
    };
    let names = |levels: &[Level]| levels.iter().map(Level::name).collect::<Vec<_>>().join(", ");
    let total = plan.weights.total.map(|total| without_trailing_zeros(total.decimal()).to_string());
    let scope = plan.weights.scope.as_slice();
    let scope = if scope.is_empty() { "piano".to_owned() } else { names(scope) };
    let codes = if plan.unique_codes { "unici nel piano" } else { "unici in ogni gruppo" };
    let rules = [
        of_words("Regola sui pesi, unità", plan.weights.unit.names().key.to_owned()),
        of_words("Regola sui pesi, totale", total.unwrap_or_else(|| "nessuno".to_owned())),
        of_words("Regola sui pesi, ambito", scope),
        of_words(Key::Levels.label(), names(&plan.levels)),
        of_words(Key::Codes.label(), codes.to_owned()),
    ];
    let field = |field: &crate::model::FieldSetup| {
        let name = format!("Campo {}", field.name.value);
        LabelledValue::new(name, field.kind.name().to_owned(), Some(field.name.span))
    };
    let fields = plan.fields.iter().map(field);
    plan.kinds.iter().filter_map(kind).chain(rules.into_iter().flatten()).chain(fields).collect()
}

fn texts(plan: &Plan) -> Vec<LabelledValue> {
    let premise = of_text(Key::Premise.label(), plan.premise.as_ref());
    premise.into_iter().chain(of_text(Key::Closing.label(), plan.closing.as_ref())).collect()
}

fn annex(annex: &Reference) -> (String, Span) {
    let title = annex.title.as_ref().map_or_else(String::new, |title| format!(", {}", title.value));
    (format!("{}{title}", annex.label.value), annex.label.span)
}

fn signer(signer: &Signer) -> (String, Span) {
    let role = &signer.role;
    match &signer.name {
        Some(name) => (format!("{}, {}", name.value, role.value), name.span),
        None => (role.value.clone(), role.span),
    }
}

/// Returns the changes of a list whose entries are told by a few words each.
fn list_changes<T>(
    label: &str,
    before: &[T],
    after: &[T],
    words: impl Fn(&T) -> (String, Span),
) -> Vec<FieldChange> {
    let field = |list: &[T], at: Option<usize>| {
        let (words, place) = words(&list[at?]);
        Some(LabelledValue::new(label, words, Some(place)))
    };
    let pairs = pair_lists(before, after, |entry| words(entry).0);
    let pairs = pairs.into_iter();
    let change = |(old, new)| {
        let sides = [field(before, old), field(after, new)].map(Vec::from_iter);
        let [old, new] = sides;
        paired(old, new)
    };
    pairs.flat_map(change).collect()
}

/// Returns the managers of areas; the old areas by their new names if `is_old`.
fn managers(plan: &Plan, groups: &GroupMap, is_old: bool) -> Vec<LabelledValue> {
    let level = Level::Area.name();
    let field = |area: &Area| {
        let manager = area.manager.as_ref()?;
        let rename = groups.renamed.iter().find(|rename| {
            is_old && rename.level == level && folded(&rename.before.words) == folded(area.words())
        });
        let name = rename.map_or(area.words(), |rename| rename.after.words.as_str());
        Some(LabelledValue::of_text(format!("Responsabile di {}", folded(name)), manager))
    };
    plan.areas.iter().filter_map(field).collect()
}

/// Returns the texts of a group; `name` gives the group's new name by one of its objectives.
fn group_texts(
    plan: &Plan,
    facts: &GroupFacts,
    name: impl Fn(usize) -> Option<String>,
) -> Vec<LabelledValue> {
    let own = || group_name(plan, facts, facts.objectives.start);
    let name = Range::clone(&facts.objectives).find_map(name).unwrap_or_else(own);
    let total = facts.stated_total.as_ref();
    let total =
        total.map(|total| LabelledValue::of_weight(format!("Totale indicato di {name}"), total));
    let fields = [
        of_text(format!("Premessa di {name}"), facts.premise.as_ref()),
        of_text(format!("Chiusura di {name}"), facts.closing.as_ref()),
        total,
    ];
    fields.into_iter().flatten().collect()
}

/// Returns the name of the group of `facts` that the objective at `at` belongs to: those of its
/// levels, outermost first.
fn group_name(plan: &Plan, facts: &GroupFacts, at: usize) -> String {
    let depth = plan.levels.iter().position(|level| *level == facts.level);
    let levels = &plan.levels[..depth.map_or(plan.levels.len(), |depth| depth + 1)];
    let names: Vec<String> = match &facts.place {
        Some(place) => {
            let area = place.area.and_then(|area| plan.areas.get(area)).map(|area| area.words());
            let period = place.period.and_then(|p| plan.periods.get(p)).map(|p| p.words());
            let labels = place.labels.iter().map(|(_, label)| label.value.as_str());
            area.into_iter().chain(period).chain(labels).map(folded).collect()
        }
        None => {
            let objective = plan.objectives.get(at);
            let name = |level: &Level| crate::group::words(plan, objective?, level.name());
            levels.iter().filter_map(name).map(|text| folded(&text.value)).collect()
        }
    };
    names.join(", ")
}
