//! Marked content: links from the content of the pages to its tags.

use crate::typeset::MarkedText;
use std::rc::Rc;

/// Leaf of the tag tree: the smallest part of the content that has a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leaf {
    /// Index of the block.
    pub(super) block: usize,
    /// Row and cell in a table; `None` outside tables.
    pub(super) cell: Option<(usize, usize)>,
    /// Index of the paragraph or list.
    pub(super) paragraph: usize,
    /// Index of the item in a list; 0 in a paragraph.
    pub(super) item: usize,
    /// Set for the label of an item.
    pub(super) label: bool,
}

impl Leaf {
    /// Returns the leaf of a picture, which has no parts.
    pub(super) fn of_picture(block: usize) -> Self {
        Leaf { block, cell: None, paragraph: 0, item: 0, label: false }
    }
}

/// Place of a leaf's content: a page and the marked-content identifier there
/// (ISO 32000-1, 14.7.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Index of the page.
    pub(super) page: usize,
    /// Marked-content identifier, counted from 0 on each page.
    pub(super) mcid: usize,
}

/// Marks of all leaves, with the marked text of words that a comparison sets apart.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<(Leaf, Mark, Option<Rc<MarkedText>>)>);

impl Marks {
    /// Adds a mark; marks come in the order of painting.
    pub(super) fn add(&mut self, leaf: Leaf, mark: Mark, text: Option<Rc<MarkedText>>) {
        self.0.push((leaf, mark, text));
    }

    /// Sorts by leaf, so that [`Marks::of`] can search.
    pub(super) fn sorted(mut self) -> Self {
        self.0.sort_by_key(|(leaf, ..)| *leaf);
        self
    }

    /// Returns the marks of one leaf in the order of painting.
    pub(super) fn of(&self, leaf: Leaf) -> impl Iterator<Item = (Mark, Option<&Rc<MarkedText>>)> {
        let first = self.0.partition_point(|(other, ..)| *other < leaf);
        let own = self.0[first..].iter().take_while(move |(other, ..)| *other == leaf);
        own.map(|(_, mark, text)| (*mark, text.as_ref()))
    }
}
