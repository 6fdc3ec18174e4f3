//! Changes of a plan's head, and of the texts of its areas and groups.

use super::fields::{LabelledValue, order_change, pair_lists, paired};
use super::groups::{GroupMap, GroupName};
use super::matching::MatchedPair;
use super::{FieldChange, FieldValue};
use crate::italian::decimals::without_trailing_zeros;
use crate::model::{
    GroupFacts, Key, Level, ObjectiveKind, Period, Plan, Reference, Signer, Text, years_in,
};
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
    managers: Vec<FieldChange>,
) -> Vec<FieldChange> {
    let mut changes = paired(act(before), act(after));
    let annexes = ["Altro allegato", "Ordine degli altri allegati"];
    changes.extend(list_changes(annexes, &before.annexes, &after.annexes, annex));
    let signers = ["Firmatario", "Ordine dei firmatari"];
    changes.extend(list_changes(signers, &before.signers, &after.signers, signer));
    changes.extend(kind_order(before, after));
    changes.extend(paired(rules(before), rules(after)));
    changes.extend(assessment_change(before, after));
    changes.extend(paired(texts(before), texts(after)));
    changes.extend(managers);
    changes.extend(year_changes(before, after, groups, matched));
    changes.extend(group_orders(groups));
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

/// Returns `true` for the name of a rule, which every plan has, stated or not.
pub(super) fn is_rule(label: &str) -> bool {
    label.starts_with(RULE)
        || [Key::Levels.label(), Key::Codes.label(), KIND_ORDER].contains(&label)
}

/// Beginning of the names of the years of a period.
pub(super) const YEARS_OF: &str = "Anni di ";
/// Beginning of the names of the rules on weights.
const RULE: &str = "Regola sui pesi";
const KIND_ORDER: &str = "Ordine delle tipologie";
/// Beginning of the names of the kinds of objectives.
pub const KIND: &str = "Tipologia ";
/// Name of the total that weights add up to.
pub const TOTAL_RULE: &str = "Regola sui pesi, totale";

fn rules(plan: &Plan) -> Vec<LabelledValue> {
    let kind = |kind: &ObjectiveKind| of_words(&format!("{KIND}{}", kind.code), kind.label.clone());
    let names = |levels: &[Level]| levels.iter().map(Level::name).collect::<Vec<_>>().join(", ");
    let total = plan.weights.total.map(|total| without_trailing_zeros(total.decimal()).to_string());
    let scope = plan.weights.scope.as_slice();
    let scope = if scope.is_empty() { "piano".to_owned() } else { names(scope) };
    let codes = if plan.unique_codes { "unici nel piano" } else { "unici in ogni gruppo" };
    let rules = [
        of_words(&format!("{RULE}, unità"), plan.weights.unit.names().key.to_owned()),
        of_words(TOTAL_RULE, total.unwrap_or_else(|| "nessuno".to_owned())),
        of_words(&format!("{RULE}, ambito"), scope),
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

/// Returns the change of the rule that judges results, by the sentences on it that only one plan has.
fn assessment_change(before: &Plan, after: &Plan) -> Option<FieldChange> {
    let [old, new] = [before, after].map(|plan| plan.assessment.sentences(plan.is_weighted()));
    let own = |sentences: &[String], others: &[String]| {
        let own: Vec<&str> =
            sentences.iter().filter(|own| !others.contains(own)).map(String::as_str).collect();
        (!own.is_empty()).then(|| FieldValue { words: own.join(" "), place: None })
    };
    let (before, after) = (own(&old, &new), own(&new, &old));
    (old != new).then(|| FieldChange { label: Key::Assessment.label().to_owned(), before, after })
}

/// Returns the change of the order of the kinds that both plans have.
fn kind_order(before: &Plan, after: &Plan) -> Option<FieldChange> {
    let code = |kind: &ObjectiveKind| kind.code.clone();
    let pairs = pair_lists(&before.kinds, &after.kinds, code);
    let is_same = |&(old, new): &(Option<usize>, Option<usize>)| {
        old.zip(new).is_some_and(|(old, new)| before.kinds[old].code == after.kinds[new].code)
    };
    let pairs: Vec<_> = pairs.into_iter().filter(is_same).collect();
    order_change(&pairs, KIND_ORDER, "; ", |old| code(&before.kinds[old]))
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

/// Returns the changes of a list whose entries are told by a few words each, and of their order.
fn list_changes<T>(
    [label, order]: [&str; 2],
    before: &[T],
    after: &[T],
    words: impl Fn(&T) -> (String, Span),
) -> Vec<FieldChange> {
    let field = |list: &[T], at: Option<usize>| {
        let (words, place) = words(&list[at?]);
        Some(LabelledValue::new(label, words, Some(place)))
    };
    let pairs = pair_lists(before, after, |entry| words(entry).0);
    let change = |&(old, new): &(Option<usize>, Option<usize>)| {
        let sides = [field(before, old), field(after, new)].map(Vec::from_iter);
        let [old, new] = sides;
        paired(old, new)
    };
    let mut changes: Vec<FieldChange> = pairs.iter().flat_map(change).collect();
    let name = |old: usize| words(&before[old]).0;
    changes.extend(order_change(&pairs, order, "; ", name));
    changes
}

/// Returns the periods of other years, by the objectives that both plans have in them; a plan that states none
/// says nothing, and a new name may say which they are.
fn year_changes(
    before: &Plan,
    after: &Plan,
    groups: &GroupMap,
    matched: &[MatchedPair],
) -> Vec<FieldChange> {
    let value = |period: &Period| {
        let years: Vec<String> = period.years.iter().map(u16::to_string).collect();
        FieldValue { words: years.join(", "), place: period.label.as_ref().map(|label| label.span) }
    };
    let is_told = |period: &Period| period.years == years_in(period.words());
    let mut changes: Vec<FieldChange> = Vec::new();
    // An objective that is in another group has been told.
    for pair in matched.iter().filter(|pair| groups.same(pair.before, pair.after)) {
        let new_objective = &after.objectives[pair.after];
        let old = &before.periods[before.objectives[pair.before].period];
        let new = &after.periods[new_objective.period];
        let is_renamed = folded(old.words()) != folded(new.words());
        let is_change = !old.years.is_empty() && !new.years.is_empty() && old.years != new.years;
        let around = [after.areas[new_objective.area].words(), new.words()];
        let around = around.map(folded).into_iter().filter(|name| !name.is_empty());
        let label = format!("{YEARS_OF}{}", around.collect::<Vec<_>>().join(", "));
        let is_known = changes.iter().any(|change| change.label == label);
        if is_change && !is_known && !(is_renamed && is_told(old) && is_told(new)) {
            changes.push(FieldChange { label, before: Some(value(old)), after: Some(value(new)) });
        }
    }
    changes
}

/// Returns the groups that stand in another order among those that both plans have.
fn group_orders(groups: &GroupMap) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    for (depth, level) in groups.levels.iter().enumerate() {
        let (olds, news) = (by_parent(&groups.before, depth), by_parent(&groups.after, depth));
        for (parent, old) in &olds {
            let Some(new) = news.get(parent) else { continue };
            let common = |names: &[&str], others: &[&str]| {
                let both = names.iter().filter(|name| others.contains(name));
                both.copied().collect::<Vec<_>>().join("; ")
            };
            let (before, after) = (common(old, new), common(new, old));
            if before != after {
                let of = if parent.is_empty() {
                    String::new()
                } else {
                    format!(" di {}", parent.join(", "))
                };
                let value = |words| Some(FieldValue { words, place: None });
                changes.push(FieldChange {
                    label: format!("{}{of}", order_label(level)),
                    before: value(before),
                    after: value(after),
                });
            }
        }
    }
    changes
}

fn order_label(level: &Level) -> String {
    match level {
        Level::Area => "Ordine delle aree".to_owned(),
        Level::Period => "Ordine dei periodi".to_owned(),
        level => format!("Ordine dei gruppi «{}»", level.name()),
    }
}

/// Returns the names of the groups at `depth`, in their order, by those of the groups around them.
fn by_parent(paths: &[Vec<GroupName>], depth: usize) -> BTreeMap<Vec<&str>, Vec<&str>> {
    let mut names: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let words: Vec<&str> = path[..=depth].iter().map(|name| name.words.as_str()).collect();
        let (own, parent) = words.split_last().expect("one name at least");
        let of_parent = names.entry(parent.to_vec()).or_default();
        if !own.is_empty() && !of_parent.contains(own) {
            of_parent.push(own);
        }
    }
    names
}

/// Words between the name of a group's text and that of the group.
pub(super) const OF: &str = " di ";

/// Returns the name of a text or total of groups.
pub(super) fn text_label(key: Key) -> &'static str {
    if key == Key::Total { "Totale indicato" } else { key.label() }
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
    let label = |key: Key| format!("{}{OF}{name}", text_label(key));
    let total = total.map(|total| LabelledValue::of_weight(label(Key::Total), total));
    let fields = [
        of_text(label(Key::Premise), facts.premise.as_ref()),
        of_text(label(Key::Closing), facts.closing.as_ref()),
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
