//! Labels of the annex's lists, each of which needs a list definition of its own.

use crate::annex::{Annex, Block, ListItem, Paragraphs};
use indexmap::IndexMap;

/// First number of our lists.
// `docx-rs` always defines a list of its own as number 1, which `finish` removes.
const FIRST_ID: usize = 2;

/// Labels of the annex's lists in order of first appearance, each a list of its own, with the
/// deepest level of its items.
pub(crate) struct DocxListLabels<'a>(IndexMap<&'a str, usize>);

impl<'a> DocxListLabels<'a> {
    /// Collects the labels of `annexes`, which are to be one document.
    pub(crate) fn of(annexes: impl IntoIterator<Item = &'a Annex>) -> DocxListLabels<'a> {
        let mut labels = DocxListLabels(IndexMap::new());
        for block in annexes.into_iter().flat_map(|annex| &annex.blocks) {
            match block {
                // Only texts and cells hold lists.
                Block::Heading(_) | Block::Picture(_) => {}
                Block::Text(text) => labels.add(&text.content),
                Block::Table(table) => table.cells().for_each(|cell| labels.add(&cell.content)),
            }
        }
        labels
    }

    /// Returns `true` if the annex has no list.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number, label and deepest level of each list.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (usize, &str, usize)> {
        self.0.iter().enumerate().map(|(i, (label, deepest))| (FIRST_ID + i, *label, *deepest))
    }

    fn add(&mut self, content: &'a [Paragraphs]) {
        for paragraphs in content {
            let Paragraphs::List(items) = paragraphs else { continue };
            for (depth, item) in ListItem::flat(items) {
                let deepest = self.0.entry(&item.label).or_default();
                *deepest = depth.max(*deepest);
            }
        }
    }

    /// Returns the number of the list with this label, which must be one of the annexes.
    pub(crate) fn id(&self, label: &str) -> usize {
        let known = self.0.get_index_of(label);
        FIRST_ID + known.expect("the labels were taken from the same annexes")
    }
}
