//! Objects of a revision that nothing leads to.

use super::blank_drawing::is_blank_drawing;
use super::object::Object;
use super::state::PdfState;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Keys of a signature's reference as DSS leaves it behind.
const REFERENCE: [&str; 3] = ["Type", "TransformMethod", "TransformParams"];

/// Returns the offset of the first of these objects, new in a revision, that no reference
/// leads to from the objects of the original; `None` if all are reached.
///
/// Objects of the original lead to others of the original only, until a revision replaces them;
/// so the search begins with those that were replaced. `budget` bounds the objects looked at.
pub(super) fn unreachable_object(
    now: &PdfState<'_>,
    contents: &BTreeMap<u32, usize>,
    budget: &Cell<usize>,
) -> Option<usize> {
    let replaced = now.changed.keys().copied().filter(|number| now.is_original(*number));
    let mut open: Vec<u32> = replaced.collect();
    let mut seen: BTreeSet<u32> = open.iter().copied().collect();
    while let Some(number) = open.pop() {
        if budget.get() == 0 {
            break;
        }
        budget.set(budget.get() - 1);
        for found in references(&now.load(number)) {
            if !now.is_original(found) && seen.insert(found) {
                open.push(found);
            }
        }
    }
    let is_lost =
        |number: u32| !seen.contains(&number) && !is_leftover(now, &now.load(number), &seen);
    contents.iter().find(|(number, _)| is_lost(**number)).map(|(_, at)| *at)
}

/// Lists the numbers that references in `value` name.
fn references(value: &Object) -> BTreeSet<u32> {
    let (mut open, mut found) = (vec![value], BTreeSet::new());
    while let Some(value) = open.pop() {
        found.extend(value.as_reference());
        open.extend(value.parts());
    }
    found
}

/// Returns `true` for what programs leave behind without using it, which shows nothing and leads to
/// nothing but what others lead to, the objects `seen`: a blank layer of a drawing, and a copy of a
/// signature's reference.
fn is_leftover(now: &PdfState<'_>, value: &Object, seen: &BTreeSet<u32>) -> bool {
    let is_plain =
        references(value).iter().all(|found| seen.contains(found) && !now.is_original(*found));
    match value {
        Object::Stream(_) => is_plain && is_blank_drawing(now.bytes, value),
        Object::Dictionary(keys) => {
            is_plain && keys.has_name("Type", "SigRef") && keys.unlisted_key(&REFERENCE).is_none()
        }
        _ => false,
    }
}
