//! Values that do nothing by themselves: no actions, no layers, no other files.

use super::view::RevisionView;
use crate::verify::pdf::object::Object;
use std::cell::Cell;
use std::collections::BTreeSet;

/// Keys of actions, of layers, of other files and of substitutes for a drawing.
const ACTIVE: [&str; 14] = [
    "A",
    "AA",
    "JS",
    "JavaScript",
    "OpenAction",
    "OC",
    "OCProperties",
    "OPI",
    "PS",
    "Ref",
    "Alternates",
    "URI",
    "EF",
    "Next",
];

/// Returns `true` if neither `value` nor anything it leads to acts by itself, and nothing in
/// it leads to an object of the original.
pub(super) fn is_inert(view: &RevisionView<'_>, value: &Object) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![value.clone()];
    while let Some(value) = open.pop() {
        let dictionary = match &value {
            // A signer's object that leads into the original could give it a second meaning.
            Object::Reference(number) if view.now.is_original(*number) => return false,
            Object::Reference(number) => {
                if seen.insert(*number) {
                    if !spend(view.budget, 1) {
                        return false;
                    }
                    open.push(view.now.load(*number));
                }
                continue;
            }
            // Its data would be in another file (ISO 32000-1, 7.3.8.2).
            Object::Stream(stream) if stream.dictionary.get("F").is_some() => return false,
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dictionary),
            _ => None,
        };
        if dictionary.is_some_and(|d| ACTIVE.iter().any(|key| d.get(key).is_some())) {
            return false;
        }
        open.extend(value.parts().into_iter().cloned());
    }
    true
}

/// Returns `true` if `value` is inert and no stream.
pub(super) fn is_plain(view: &RevisionView<'_>, value: &Object) -> bool {
    view.now.stream(value).is_none() && is_inert(view, value)
}

/// Takes `cost` objects from the budget; `false` once it is used up.
pub(super) fn spend(budget: &Cell<usize>, cost: usize) -> bool {
    let left = budget.get();
    budget.set(left.saturating_sub(cost));
    left > 0
}
