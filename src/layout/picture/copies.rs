//! Elements of a drawing once every `use` has become a copy of what it refers to.

use super::Unfit;
use super::limits::{DEEPEST, MOST_NODES, too_complex};
use resvg::usvg::roxmltree::{Document, Node, NodeId};
use std::collections::{BTreeMap, HashMap};

/// Checks that the elements are few enough when copies are counted as well.
///
/// `usvg` copies without a limit: ten levels of ten `use` each would ask for 10^10 elements.
///
/// # Errors
/// [`Unfit`] for too many elements and for an element that contains itself.
pub(super) fn check_copies(document: &Document<'_>) -> Result<(), Unfit> {
    let mut named = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            // Of two elements with one name the first is meant (SVG 2, 5.11).
            named.entry(id).or_insert(node);
        }
    }
    let mut counting = CopyCount { named, counted: HashMap::new(), open: Vec::new() };
    counting.count(document.root_element()).map(drop)
}

struct CopyCount<'a, 'input> {
    named: BTreeMap<&'a str, Node<'a, 'input>>,
    /// Numbers of elements in those that have been counted.
    counted: HashMap<NodeId, u64>,
    /// Elements that are being counted, outermost first.
    open: Vec<NodeId>,
}

impl<'a, 'input> CopyCount<'a, 'input> {
    fn count(&mut self, node: Node<'a, 'input>) -> Result<u64, Unfit> {
        if let Some(count) = self.counted.get(&node.id()) {
            return Ok(*count);
        }
        // Copies within copies go deeper than the file does; the bound protects the stack.
        if self.open.contains(&node.id()) || self.open.len() > 2 * DEEPEST {
            return Err(too_complex());
        }
        self.open.push(node.id());
        let mut count = 1_u64;
        for part in node.children().filter(Node::is_element).chain(self.copied(node)) {
            count = count.saturating_add(self.count(part)?);
        }
        if count > u64::from(MOST_NODES) {
            return Err(too_complex());
        }
        self.open.pop();
        self.counted.insert(node.id(), count);
        Ok(count)
    }

    /// Returns the element that `node` copies, if it is a `use`.
    fn copied(&self, node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
        let is_use = node.tag_name().name() == "use";
        // Local name only: older programs write `xlink:href`, SVG 2 writes `href`.
        let mut links = node.attributes().filter(|attribute| attribute.name() == "href");
        let link = links.next().filter(|_| is_use)?;
        self.named.get(link.value().trim().strip_prefix('#')?).copied()
    }
}
