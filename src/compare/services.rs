//! Services that have another name: told once, and not for each objective.

use super::{FieldValue, GroupRename, KeptObjective};
use crate::model::{Assignment, Key, Objective, Plan, Text};
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};

/// Finds the services that have another name, and takes the changes of that name from `kept`.
///
/// A service that the new plan has under its old name as well, or a name that the old plan knew
/// already, is no new name: then objectives passed from a service to another.
pub(super) fn take_renamed(
    before: &Plan,
    after: &Plan,
    kept: &mut [KeptObjective],
) -> Vec<GroupRename> {
    let names = |plan: &Plan| plan.objectives.iter().filter_map(service).map(name).collect();
    let (olds, news): (BTreeSet<String>, BTreeSet<String>) = (names(before), names(after));
    let mut found: BTreeMap<String, Vec<(&Text, &Text)>> = BTreeMap::new();
    for pair in kept.iter() {
        let services = (&before.objectives[pair.before], &after.objectives[pair.after]);
        if let (Some(old), Some(new)) = (service(services.0), service(services.1))
            && !olds.contains(&name(new))
        {
            found.entry(name(old)).or_default().push((old, new));
        }
    }
    found.retain(|old, pairs| {
        let new = name(pairs[0].1);
        !news.contains(old) && pairs.iter().all(|(_, other)| name(other) == new)
    });
    for pair in kept {
        let old = service(&before.objectives[pair.before]).map(name);
        let new = service(&after.objectives[pair.after]).map(name);
        let renamed = old.and_then(|old| found.get(&old)).map(|pairs| name(pairs[0].1));
        if renamed.is_some() && renamed == new {
            pair.fields.retain(|change| change.label != Key::Service.label());
        }
    }
    let value = |text: &Text| FieldValue { words: text.value.clone(), place: Some(text.span) };
    let mut firsts: Vec<(&Text, &Text)> = found.into_values().map(|pairs| pairs[0]).collect();
    firsts.sort_by_key(|(old, _)| old.span.range().start);
    let rename = |(old, new)| GroupRename {
        level: Key::Service.name().to_owned(),
        within: Vec::new(),
        before: value(old),
        after: value(new),
    };
    firsts.into_iter().map(rename).collect()
}

fn service(objective: &Objective) -> Option<&Text> {
    match &objective.assignment {
        Some(Assignment::Service(text)) => Some(text),
        Some(Assignment::CrossCutting { .. }) | None => None,
    }
}

fn name(text: &Text) -> String {
    folded(&text.value)
}
