//! Partials: templates that draw other templates into their text.

use crate::layout::slot::Slot;
use handlebars::Path;
use handlebars::template::{Parameter, Template, TemplateElement};
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of partials in one text: far more than a text needs. Thirty templates that
/// each draw in the next one twice would ask for a billion.
const MOST_PARTIALS: u64 = 1_000;

/// Finds a circle of templates and one that draws in too many others: the template to correct,
/// and the beginning of the message.
pub(super) fn partial_defects(compiled: &BTreeMap<String, Template>) -> Vec<(&str, &'static str)> {
    let calls: BTreeMap<&str, Vec<&str>> =
        compiled.iter().map(|(name, template)| (name.as_str(), partial_names(template))).collect();
    let mut counts = BTreeMap::new();
    for name in calls.keys().copied() {
        count_partials(name, &calls, &mut counts);
    }
    let in_circle = |name: &&str| counts[name].is_none();
    // A template that draws in one with too many partials has too many as well: only the
    // innermost can be corrected.
    let is_many = |name: &&str| counts[name].is_some_and(|count| count > MOST_PARTIALS);
    let is_cause = |name: &&str| is_many(name) && !calls[name].iter().any(&is_many);
    let circle = calls.keys().copied().find(in_circle);
    let many = calls.keys().copied().find(is_cause);
    let circle = circle.map(|name| (name, "I modelli si richiamano in cerchio"));
    let many = many.map(|name| (name, "I modelli si richiamano troppe volte"));
    circle.into_iter().chain(many).collect()
}

/// Returns the slots into whose text each template is drawn, its own included.
pub(super) fn reached_from(
    compiled: &BTreeMap<String, Template>,
) -> BTreeMap<&str, BTreeSet<Slot>> {
    let mut reached: BTreeMap<&str, BTreeSet<Slot>> =
        compiled.keys().map(|name| (name.as_str(), BTreeSet::new())).collect();
    for slot in Slot::ALL {
        let mut waiting = vec![slot.name()];
        while let Some(name) = waiting.pop() {
            // A missing name has a finding of its own. A slot that is there already ends the
            // walk, so that a circle of partials, which is reported later, does no harm here.
            if reached.get_mut(name).is_some_and(|slots| slots.insert(slot)) {
                waiting.extend(partial_names(&compiled[name]));
            }
        }
    }
    reached
}

/// Returns the templates that `template` draws in, directly or not.
pub(super) fn drawn_in<'t>(
    template: &'t Template,
    compiled: &'t BTreeMap<String, Template>,
) -> BTreeSet<&'t str> {
    let mut drawn = BTreeSet::new();
    let mut waiting = partial_names(template);
    while let Some(name) = waiting.pop() {
        // A name that is there already ends the walk of a circle.
        if drawn.insert(name) {
            waiting.extend(compiled.get(name).map(partial_names).unwrap_or_default());
        }
    }
    drawn
}

/// Returns the partials that a template draws in, those inside `{{#if}}` included.
fn partial_names(template: &Template) -> Vec<&str> {
    let mut names = Vec::new();
    for element in &template.elements {
        match element {
            TemplateElement::PartialExpression(partial) => {
                names.extend(parameter_name(&partial.name));
            }
            // Both branches count: which of them a plan takes is not known when a layout is
            // loaded, and no plan may fail for it later.
            TemplateElement::HelperBlock(helper) => {
                for part in [&helper.template, &helper.inverse].into_iter().flatten() {
                    names.extend(partial_names(part));
                }
            }
            _ => {}
        }
    }
    names
}

/// Counts the partials that `name` draws in, directly or not; `None` if it comes back to itself.
fn count_partials<'a>(
    name: &'a str,
    calls: &BTreeMap<&'a str, Vec<&'a str>>,
    counts: &mut BTreeMap<&'a str, Option<u64>>,
) -> Option<u64> {
    if let Some(&count) = counts.get(name) {
        return count;
    }
    // A template that is met again before its count is known stands in a circle. Since each is
    // entered once, the recursion is no deeper than the number of templates of a layout.
    counts.insert(name, None);
    let mut sum = 0u64;
    for callee in calls.get(name).into_iter().flatten() {
        sum = sum.saturating_add(1).saturating_add(count_partials(callee, calls, counts)?);
    }
    counts.insert(name, Some(sum));
    Some(sum)
}

/// Returns a parameter's name as the template writes it; `None` for literals and calls.
pub(super) fn parameter_name(parameter: &Parameter) -> Option<&str> {
    match parameter {
        Parameter::Name(name) => Some(name),
        Parameter::Path(Path::Relative((_, raw)) | Path::Local((_, _, raw))) => Some(raw),
        _ => None,
    }
}
