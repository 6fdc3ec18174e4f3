//! Findings on objectives that are not as they were approved.

use crate::compare::{
    FieldChange, FieldValue, INDICATOR_ORDER, KeptObjective, ObjectiveFate, PlanChanges,
    pair_lists, sentences,
};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::{Key, Objective, Outcome, Outcomes, Plan, Text};
use crate::source::Span;

/// Returns what changed in the objectives since the plan was approved: all that they say but their results and
/// their order, and objectives that came or went.
pub fn changes_since_approval(
    approved: &Plan,
    plan: &Plan,
    changes: &PlanChanges,
) -> Vec<Diagnostic> {
    let hint = "Il prospetto si fa sul piano approvato: riportare il piano a com'era, o indicare con --rispetto-a la sua ultima variazione.";
    let found = changes.objectives.iter().flat_map(|fate| match fate {
        ObjectiveFate::Added { after, .. } => {
            let text = &plan.objectives[*after].description;
            let name = quote_words(&text.value);
            vec![(text.span, format!("L'obiettivo {name} non è nel piano approvato."))]
        }
        ObjectiveFate::Removed { before, .. } => {
            let text = &approved.objectives[*before].description;
            let name = quote_words(&text.value);
            vec![(text.span, format!("L'obiettivo {name} del piano approvato qui non c'è."))]
        }
        ObjectiveFate::Kept(kept) => kept_changes(kept, approved, plan),
    });
    let finding = |(place, message): (Span, String)| {
        Diagnostic::new(Code::ChangedSinceApproval, place, message).hint(hint)
    };
    found.map(finding).collect()
}

/// Returns the changes of an objective of both plans, each with its place.
fn kept_changes(kept: &KeptObjective, approved: &Plan, plan: &Plan) -> Vec<(Span, String)> {
    let text = &plan.objectives[kept.after].description;
    let name = quote_words(&text.value);
    let place = |change: &FieldChange| {
        change.after.as_ref().and_then(|value| value.place).unwrap_or(text.span)
    };
    let moved = kept.moves.iter().map(|change| {
        let words = sentences::field(change);
        (place(change), format!("L'obiettivo {name} è stato spostato. {words}."))
    });
    let targets = target_changes(&approved.objectives[kept.before], &plan.objectives[kept.after]);
    let own = kept.fields.iter().filter(|change| {
        change.label != INDICATOR_ORDER && !kept.fields.iter().any(|other| is_part(change, other))
    });
    let own = own.chain(&targets).map(|change| {
        let words = if change.label == Key::Weight.label() {
            let [before, after] = [&change.before, &change.after].map(weight_words);
            format!("Il peso dell'obiettivo {name} era {before}, ora è {after}.")
        } else {
            let words = sentences::field(change);
            format!("L'obiettivo {name} è cambiato dopo l'approvazione. {words}.")
        };
        (place(change), words)
    });
    moved.chain(own).collect()
}

fn weight_words(weight: &Option<FieldValue>) -> &str {
    weight.as_ref().map_or("nessuno", |weight| &weight.words)
}

/// Returns `true` if a field came or went with the indicator that it is of.
fn is_part(change: &FieldChange, of: &FieldChange) -> bool {
    let has = |change: &FieldChange| (change.before.is_some(), change.after.is_some());
    let rest = change.label.strip_prefix(of.label.as_str());
    rest.is_some_and(|rest| rest.starts_with(", "))
        && has(change) == has(of)
        && has(of) != (true, true)
}

/// Returns the changes of the values that an objective and its indicators were to reach; one that the approved plan
/// does not state came with the results.
fn target_changes(approved: &Objective, objective: &Objective) -> Vec<FieldChange> {
    let (olds, news) = (&approved.indicators, &objective.indicators);
    let mut changes = changed_targets("", &approved.outcomes, &objective.outcomes);
    for pair in pair_lists(olds, news, |indicator| indicator.text.value.clone()) {
        let (Some(old), Some(new)) = pair else { continue };
        let label = format!("{} {}, ", Key::Indicator.label(), new + 1);
        changes.extend(changed_targets(&label, &olds[old].outcomes, &news[new].outcomes));
    }
    changes
}

fn changed_targets(label: &str, approved: &Outcomes, outcomes: &Outcomes) -> Vec<FieldChange> {
    let change = |(year, outcome): (&Option<u16>, &Outcome)| {
        let before = outcome.target.as_ref()?;
        let is_same_year = |own: &Option<u16>| own == year || own.is_none() || year.is_none();
        let own = outcomes.iter().find(|(own, _)| is_same_year(own));
        let after = own.and_then(|(_, own)| own.target.as_ref());
        let is_same = after.is_some_and(|after| after.value.trim() == before.value.trim());
        let value = |text: &Text| FieldValue { words: text.value.clone(), place: Some(text.span) };
        (!is_same).then(|| FieldChange {
            label: format!("{label}{}", Key::Target.label()),
            before: Some(value(before)),
            after: after.map(value),
        })
    };
    approved.iter().filter_map(change).collect()
}
