//! Structure tree: elements for new signature fields, which screen readers announce.

use super::added_field::AddedWidgets;
use super::equality::{differing_key, is_equal};
use super::key_message::{report_key, report_wrong_keys};
use super::parent_tree::{ParentTreeEntries, parent_tree};
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::state::PdfState;
use std::collections::BTreeSet;

const PLACE: &str = "struttura letta da chi non vede";

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
    let next_key = |root: &Dictionary| root.get("ParentTreeNextKey").and_then(Object::as_integer);
    let highest = trees.as_ref().and_then(|(now, _)| Some(*now.last_key_value()?.0));
    let keeps_tree = trees.is_some_and(|(now, before)| keeps_entries(view, &now, &before, added));
    // Programs write an empty map; one with entries would give our elements other meanings.
    let roles = view.now.get(new, "RoleMap");
    let is_empty = roles.as_dictionary().is_some_and(|roles| roles.0.is_empty());
    let checks = [
        ("ParentTree", !keeps_tree),
        // A lower key would be given again, to an element that has it already.
        (
            "ParentTreeNextKey",
            next_key(new) < next_key(old) || (next_key(new).is_some() && next_key(new) <= highest),
        ),
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
            None => {
                let widget = form_element_widget(view, value, added);
                let widget = widget.and_then(|widget| added.widgets.get(&widget));
                widget.is_some_and(|widget| {
                    view.now.get(widget, "StructParent").as_integer() == Some(*key)
                })
            }
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
    let mut widgets = BTreeSet::new();
    // A widget is announced once.
    let is_new_widget = |kid: &Object| {
        form_element_widget(view, kid, added).is_some_and(|widget| widgets.insert(widget))
    };
    if !now.starts_with(&before) || !others.all(is_new_widget) {
        report_key(reasons, None, PLACE, "K");
    }
}

/// Returns the added widget to which a new element `Form` (ISO 32000-1, 14.8.4.5) leads; `None`
/// if the element is anything else or says more than that.
fn form_element_widget(
    view: &RevisionView<'_>,
    element: &Object,
    added: &AddedWidgets,
) -> Option<u32> {
    const ELEMENT: [&str; 5] = ["Type", "S", "P", "K", "Pg"];
    let number = element.as_reference().filter(|number| !view.now.is_original(*number))?;
    let element = view.now.dictionary(&Object::Reference(number))?;
    let is_form = element.has_name("S", "Form")
        && element.get("Type").is_none_or(|_| element.has_name("Type", "StructElem"))
        && element.unlisted_key(&ELEMENT).is_none()
        && element.get("P").and_then(Object::as_reference) == view.original.document;
    let children = children(view.now, &element);
    let [child] = children.as_slice() else { return None };
    let widget = referenced_widget(view, child, added).filter(|_| is_form)?;
    has_page_of(view, &element, added.widgets.get(&widget)?).then_some(widget)
}

/// Returns the added widget that an object reference (ISO 32000-1, table 325) names.
fn referenced_widget(view: &RevisionView<'_>, kid: &Object, added: &AddedWidgets) -> Option<u32> {
    const REFERENCE: [&str; 3] = ["Type", "Pg", "Obj"];
    let reference = view.now.dictionary(kid)?;
    let number = reference.get("Obj").and_then(Object::as_reference)?;
    let is_sound = reference.has_name("Type", "OBJR")
        && reference.unlisted_key(&REFERENCE).is_none()
        && has_page_of(view, &reference, added.widgets.get(&number)?);
    is_sound.then_some(number)
}

/// Returns `true` if `dictionary` names no page, or the widget's.
fn has_page_of(view: &RevisionView<'_>, dictionary: &Dictionary, widget: &Dictionary) -> bool {
    let page = widget.get("P");
    dictionary
        .get("Pg")
        .is_none_or(|named| view.is_original_page(named) && page.is_none_or(|page| page == named))
}

/// Returns the children of an element; a single one may stand without an array.
fn children(state: &PdfState<'_>, element: &Dictionary) -> Vec<Object> {
    let Some(value) = element.get("K") else { return Vec::new() };
    match state.resolve(value) {
        Object::Array(items) => items,
        _ => vec![value.clone()],
    }
}
