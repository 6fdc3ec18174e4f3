//! The structure tree: new signature fields may be told to those who do not see them.

use super::{Added, Judge};
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::state::PdfState;
use std::collections::{BTreeMap, BTreeSet};

const PLACE: &str = "struttura letta da chi non vede";
/// The entries of a parent tree.
type ParentTreeEntries = BTreeMap<i64, Object>;

/// How many nodes a parent tree may have.
const MOST_NODES: usize = 10_000;

impl Judge<'_> {
    pub(super) fn judge_structure_root(
        &mut self,
        new: &Dictionary,
        old: &Dictionary,
        added: &Added,
    ) {
        const FREE: [&str; 3] = ["ParentTree", "ParentTreeNextKey", "RoleMap"];
        if let Some(key) = self.differing(new, old, &FREE) {
            self.changed_key(None, PLACE, &key);
        }
        let (flat, ours) = (flattened(self.now, new), flattened(self.before, old));
        let kept =
            flat.zip(ours).is_some_and(|(now, before)| self.keeps_keys(&now, &before, added));
        let next = |d: &Dictionary| d.get("ParentTreeNextKey").and_then(Object::as_integer);
        let roles = self.now.get(new, "RoleMap");
        let empty = roles.as_dictionary().is_some_and(|roles| roles.0.is_empty());
        let wrong = [
            ("ParentTree", !kept),
            ("ParentTreeNextKey", next(new) < next(old)),
            ("RoleMap", roles != Object::Null && !empty),
        ];
        for (key, _) in wrong.into_iter().filter(|(_, wrong)| *wrong) {
            self.changed_key(None, PLACE, key);
        }
    }

    /// Our keys lead where they led; new ones to new elements.
    fn keeps_keys(
        &self,
        now: &ParentTreeEntries,
        before: &ParentTreeEntries,
        added: &Added,
    ) -> bool {
        before.keys().all(|key| now.contains_key(key))
            && now.iter().all(|(key, value)| match before.get(key) {
                Some(old) => self.leads_the_same_way(value, old),
                None => self.is_form_element(value, added),
            })
    }

    /// A list of elements may be written anew as an object of the signer's.
    fn leads_the_same_way(&self, new: &Object, old: &Object) -> bool {
        self.same(new, old) || {
            let list = self.before.resolve(old);
            list.as_array().is_some() && self.same(new, &list)
        }
    }

    /// Whether a new widget's key into the parent tree, if it has one, is none of ours.
    pub(super) fn is_new_key(&self, widget: &Dictionary) -> bool {
        let root = self.original.structure.map(|root| self.before.load(root));
        let next = root.as_ref().and_then(|root| root.as_dictionary()?.get("ParentTreeNextKey"));
        let next = next.and_then(Object::as_integer).unwrap_or_default();
        match self.now.get(widget, "StructParent") {
            Object::Null => true,
            key => key.as_integer().is_some_and(|key| key >= next),
        }
    }

    /// The element `Document`: our children, then one for each new field.
    pub(super) fn judge_document_element(
        &mut self,
        new: &Dictionary,
        old: &Dictionary,
        added: &Added,
    ) {
        let (now, before) = (kids(self.now, new), kids(self.before, old));
        let ours_first = now.starts_with(&before);
        let mut others = now.iter().skip(before.len());
        let all_forms = others.all(|kid| self.is_form_element(kid, added));
        if let Some(key) = self.differing(new, old, &["K"]) {
            self.changed_key(None, PLACE, &key);
        }
        if !ours_first || !all_forms {
            self.changed_key(None, PLACE, "K");
        }
    }

    /// An element `Form` (ISO 32000-1, 14.8.4.5) that leads to a new widget.
    fn is_form_element(&self, element: &Object, added: &Added) -> bool {
        const ELEMENT: [&str; 5] = ["Type", "S", "P", "K", "Pg"];
        const REFERENCE: [&str; 3] = ["Type", "Pg", "Obj"];
        let new = element.as_reference().is_some_and(|number| !self.now.ours(number));
        let Some(element) = self.now.dictionary(element).filter(|_| new) else { return false };
        let page = |dictionary: &Dictionary| match dictionary.get("Pg") {
            None => true,
            Some(page) => {
                page.as_reference().is_some_and(|p| self.original.page_number(p).is_some())
            }
        };
        let leads_to_widget = |kid: &Object| {
            let Some(reference) = self.now.dictionary(kid) else { return false };
            let widget = reference.get("Obj").and_then(Object::as_reference);
            reference.has_name("Type", "OBJR")
                && reference.stranger(&REFERENCE).is_none()
                && page(&reference)
                && widget.is_some_and(|widget| added.widgets.contains_key(&widget))
        };
        element.has_name("S", "Form")
            && element.stranger(&ELEMENT).is_none()
            && element.get("P").and_then(Object::as_reference) == self.original.document
            && page(&element)
            && kids(self.now, &element).iter().all(leads_to_widget)
    }
}

/// The children of an element, one or many.
fn kids(file: &PdfState<'_>, element: &Dictionary) -> Vec<Object> {
    match element.get("K") {
        None => Vec::new(),
        Some(one) => match file.resolve(one) {
            Object::Array(items) => items,
            _ => vec![one.clone()],
        },
    }
}

/// The keys and values of the parent tree (ISO 32000-1, 7.9.7); nothing if a key is there
/// twice or out of order, or a node that is none.
fn flattened(file: &PdfState<'_>, root: &Dictionary) -> Option<ParentTreeEntries> {
    let mut keys = BTreeMap::new();
    let (mut seen, mut nodes) = (BTreeSet::new(), 0);
    let mut open = vec![root.get("ParentTree")?.clone()];
    while let Some(node) = open.pop() {
        nodes += 1;
        let fresh = node.as_reference().is_none_or(|number| seen.insert(number));
        if !fresh || nodes > MOST_NODES {
            return None;
        }
        let node = file.dictionary(&node)?;
        if node.stranger(&["Nums", "Kids", "Limits", "Type"]).is_some() {
            return None;
        }
        for pair in file.array_at(&node, "Nums").chunks(2) {
            let [key, value] = pair else { return None };
            let key = key.as_integer()?;
            let in_order = keys.last_key_value().is_none_or(|(last, _)| *last < key);
            if !in_order || keys.insert(key, value.clone()).is_some() {
                return None;
            }
        }
        open.extend(file.array_at(&node, "Kids").into_iter().rev());
    }
    Some(keys)
}
