//! Structure tree: elements for new signature fields, which screen readers announce.

use super::added_field::AddedWidgets;
use super::equality::{differing_key, is_equal};
use super::key_message::{report_key, report_wrong_keys};
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::state::PdfState;
use std::collections::{BTreeMap, BTreeSet};

const PLACE: &str = "struttura letta da chi non vede";

/// Elements of a parent tree (ISO 32000-1, 14.7.4.4) by their keys.
type ParentTreeEntries = BTreeMap<i64, Object>;

/// Most nodes of a parent tree: ours has one, and programs split it at some dozens of keys.
const MOST_NODES: usize = 10_000;

/// Judges the root of the structure tree.
pub(super) fn judge_structure_root(
    view: &RevisionView<'_>,
    new: &Dictionary,
    old: &Dictionary,
    added: &AddedWidgets,
    reasons: &mut ReasonList,
) {
    const FREE: [&str; 3] = ["ParentTree", "ParentTreeNextKey", "RoleMap"];
    if let Some(key) = differing_key(view.now, new, old, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    let trees = parent_tree(view.now, new).zip(parent_tree(view.before, old));
    let keeps_tree = trees.is_some_and(|(now, before)| keeps_entries(view, &now, &before, added));
    let next_key = |root: &Dictionary| root.get("ParentTreeNextKey").and_then(Object::as_integer);
    // Programs write an empty map; one with entries would give our elements other meanings.
    let roles = view.now.get(new, "RoleMap");
    let is_empty = roles.as_dictionary().is_some_and(|roles| roles.0.is_empty());
    let checks = [
        ("ParentTree", !keeps_tree),
        // A lower key would be given again, to an element that has it already.
        ("ParentTreeNextKey", next_key(new) < next_key(old)),
        ("RoleMap", roles != Object::Null && !is_empty),
    ];
    report_wrong_keys(reasons, None, PLACE, checks);
}

/// Returns `true` if the original's keys lead where they led, and new ones to new elements.
fn keeps_entries(
    view: &RevisionView<'_>,
    now: &ParentTreeEntries,
    before: &ParentTreeEntries,
    added: &AddedWidgets,
) -> bool {
    before.keys().all(|key| now.contains_key(key))
        && now.iter().all(|(key, value)| match before.get(key) {
            Some(old) => is_equal_entry(view, value, old),
            None => is_form_element(view, value, added),
        })
}

/// Compares two entries; a list of elements may be written anew as an object of the signer's.
fn is_equal_entry(view: &RevisionView<'_>, new: &Object, old: &Object) -> bool {
    is_equal(view.now, new, old) || {
        let list = view.before.resolve(old);
        list.as_array().is_some() && is_equal(view.now, new, &list)
    }
}

/// Judges the element `Document`: the original's children, then one for each new field.
pub(super) fn judge_document_element(
    view: &RevisionView<'_>,
    new: &Dictionary,
    old: &Dictionary,
    added: &AddedWidgets,
    reasons: &mut ReasonList,
) {
    if let Some(key) = differing_key(view.now, new, old, &["K"]) {
        report_key(reasons, None, PLACE, &key);
    }
    let (now, before) = (children(view.now, new), children(view.before, old));
    // New elements come last, so that the order in which the original is read aloud stays.
    let mut others = now.iter().skip(before.len());
    if !now.starts_with(&before) || !others.all(|kid| is_form_element(view, kid, added)) {
        report_key(reasons, None, PLACE, "K");
    }
}

/// Returns `true` for a new element `Form` (ISO 32000-1, 14.8.4.5) that leads to added
/// widgets only.
fn is_form_element(view: &RevisionView<'_>, element: &Object, added: &AddedWidgets) -> bool {
    const ELEMENT: [&str; 5] = ["Type", "S", "P", "K", "Pg"];
    let is_new = element.as_reference().is_some_and(|number| !view.now.is_original(number));
    let Some(element) = view.now.dictionary(element).filter(|_| is_new) else { return false };
    element.has_name("S", "Form")
        && element.unlisted_key(&ELEMENT).is_none()
        && element.get("P").and_then(Object::as_reference) == view.original.document
        && has_original_page(view, &element)
        && children(view.now, &element).iter().all(|kid| leads_to_widget(view, kid, added))
}

/// Returns `true` for an object reference (ISO 32000-1, table 325) to an added widget.
fn leads_to_widget(view: &RevisionView<'_>, kid: &Object, added: &AddedWidgets) -> bool {
    const REFERENCE: [&str; 3] = ["Type", "Pg", "Obj"];
    let Some(reference) = view.now.dictionary(kid) else { return false };
    let widget = reference.get("Obj").and_then(Object::as_reference);
    reference.has_name("Type", "OBJR")
        && reference.unlisted_key(&REFERENCE).is_none()
        && has_original_page(view, &reference)
        && widget.is_some_and(|widget| added.widgets.contains_key(&widget))
}

fn has_original_page(view: &RevisionView<'_>, dictionary: &Dictionary) -> bool {
    dictionary.get("Pg").is_none_or(|page| view.is_original_page(page))
}

/// Returns the children of an element; a single one may stand without an array.
fn children(state: &PdfState<'_>, element: &Dictionary) -> Vec<Object> {
    let Some(value) = element.get("K") else { return Vec::new() };
    match state.resolve(value) {
        Object::Array(items) => items,
        _ => vec![value.clone()],
    }
}

/// Reads the parent tree, a number tree (ISO 32000-1, 7.9.7); `None` if a key is there twice
/// or out of order, or a node is malformed: readers would find different elements.
fn parent_tree(state: &PdfState<'_>, root: &Dictionary) -> Option<ParentTreeEntries> {
    let mut keys = BTreeMap::new();
    // Nodes come from outside: `Kids` may lead back to a node that was read.
    let (mut seen, mut nodes) = (BTreeSet::new(), 0);
    let mut open = vec![root.get("ParentTree")?.clone()];
    while let Some(node) = open.pop() {
        nodes += 1;
        let is_new = node.as_reference().is_none_or(|number| seen.insert(number));
        if !is_new || nodes > MOST_NODES {
            return None;
        }
        let node = state.dictionary(&node)?;
        if node.unlisted_key(&["Nums", "Kids", "Limits", "Type"]).is_some() {
            return None;
        }
        for pair in state.array_at(&node, "Nums").chunks(2) {
            let [key, value] = pair else { return None };
            let key = key.as_integer()?;
            let is_in_order = keys.last_key_value().is_none_or(|(last, _)| *last < key);
            if !is_in_order || keys.insert(key, value.clone()).is_some() {
                return None;
            }
        }
        open.extend(state.array_at(&node, "Kids").into_iter().rev());
    }
    Some(keys)
}
