//! Parent tree of the structure (ISO 32000-1, 14.7.4.4), a number tree.

use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::state::PdfState;
use std::collections::{BTreeMap, BTreeSet};

/// Elements of a parent tree by their keys.
pub(super) type ParentTreeEntries = BTreeMap<i64, Object>;

/// Most nodes of a parent tree: ours has one, and programs split it at some dozens of keys.
const MOST_NODES: usize = 10_000;
/// Depth down to which nodes may nest: even two keys a node hold a thousand in ten levels.
const DEEPEST: usize = 10;

/// Reads the parent tree; `None` if a key is there twice or out of order, a node is malformed,
/// or its limits are not those of its keys: readers would find different elements.
pub(super) fn parent_tree(state: &PdfState<'_>, root: &Dictionary) -> Option<ParentTreeEntries> {
    let mut reader =
        ParentTreeReader { state, entries: BTreeMap::new(), seen: BTreeSet::new(), nodes: 0 };
    let limits = reader.read_node(root.get("ParentTree")?, 0)?;
    // The root has no limits (ISO 32000-1, table 37), and right ones do no harm.
    limits.is_none_or(|[given, read]| given == read).then_some(reader.entries)
}

struct ParentTreeReader<'a> {
    state: &'a PdfState<'a>,
    entries: ParentTreeEntries,
    /// Numbers of the nodes that were read: `Kids` may lead back to one.
    seen: BTreeSet<u32>,
    nodes: usize,
}

/// Limits that a node gives, and those of its keys.
type NodeLimits = Option<[[i64; 2]; 2]>;

impl ParentTreeReader<'_> {
    fn read_node(&mut self, node: &Object, depth: usize) -> Option<NodeLimits> {
        self.nodes += 1;
        let is_new = node.as_reference().is_none_or(|number| self.seen.insert(number));
        if !is_new || self.nodes > MOST_NODES || depth > DEEPEST {
            return None;
        }
        let node = self.state.dictionary(node)?;
        if node.unlisted_key(&["Nums", "Kids", "Limits"]).is_some() {
            return None;
        }
        let last_before = self.entries.last_key_value().map(|(key, _)| *key);
        match (node.get("Nums"), node.get("Kids")) {
            (Some(pairs), None) => self.read_pairs(pairs)?,
            (None, Some(kids)) => self.read_kids(kids, depth)?,
            _ => return None,
        }
        let from = last_before.map_or(i64::MIN, |last| last.saturating_add(1));
        let first = self.entries.range(from..).next().map(|(key, _)| *key);
        let last = self.entries.last_key_value().map(|(key, _)| *key);
        let Some(given) = node.get("Limits") else { return Some(None) };
        let given = self.state.resolve(given);
        let given: Option<Vec<i64>> = given.as_array()?.iter().map(Object::as_integer).collect();
        Some(Some([given?.try_into().ok()?, [first?, last?]]))
    }

    fn read_pairs(&mut self, pairs: &Object) -> Option<()> {
        for pair in self.state.resolve(pairs).as_array()?.chunks(2) {
            let [key, value] = pair else { return None };
            let key = key.as_integer()?;
            let is_in_order = self.entries.last_key_value().is_none_or(|(last, _)| *last < key);
            if !is_in_order || key < 0 {
                return None;
            }
            self.entries.insert(key, value.clone());
        }
        Some(())
    }

    fn read_kids(&mut self, kids: &Object, depth: usize) -> Option<()> {
        let kids = self.state.resolve(kids);
        let kids = kids.as_array().filter(|kids| !kids.is_empty())?;
        for kid in kids {
            // A search for a key passes the kids whose limits do not hold it.
            let [given, read] = self.read_node(kid, depth + 1)??;
            if given != read {
                return None;
            }
        }
        Some(())
    }
}
