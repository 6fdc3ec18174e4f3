//! Tags of paragraphs and lists.

use super::marks::{Leaf, Marks};
use super::tag_element::{TagAttributes, TagElement, TagKid};
use crate::annex::{ListItem, MarkKind, Paragraphs};
use crate::typeset::MarkedText;
use std::rc::Rc;

/// Block or cell whose content is tagged.
#[derive(Clone, Copy)]
pub(super) struct TagPosition {
    /// Index of the block.
    pub(super) block: usize,
    /// Row and cell in a table; `None` outside tables.
    pub(super) cell: Option<(usize, usize)>,
}

impl TagPosition {
    /// Returns the position of a block.
    pub(super) fn of(block: usize) -> Self {
        TagPosition { block, cell: None }
    }

    fn leaf(self, paragraph: usize, item: usize, label: bool) -> Leaf {
        Leaf { block: self.block, cell: self.cell, paragraph, item, label }
    }
}

/// Tagger of content that was painted.
pub(super) struct Tagger<'a> {
    /// Marks of the painted pages.
    pub(super) marks: &'a Marks,
}

impl Tagger<'_> {
    /// Tags the whole content of a block as one element.
    pub(super) fn leaf(&self, tag: &'static str, place: TagPosition) -> TagElement {
        self.marked(tag, place.leaf(0, 0, false))
    }

    /// Returns an element with the marks of `leaf`; words that a comparison sets apart have an element
    /// of their own, on however many lines and pages they stand.
    pub(super) fn marked(&self, tag: &'static str, leaf: Leaf) -> TagElement {
        let mut element = TagElement::new(tag);
        let mut open: Option<&Rc<MarkedText>> = None;
        for (mark, text) in self.marks.of(leaf) {
            let goes_on = matches!((open, text), (Some(a), Some(b)) if Rc::ptr_eq(a, b));
            open = text;
            match (text, element.kids.last_mut()) {
                (None, _) => element.kids.push(TagKid::Mark(mark)),
                (Some(_), Some(TagKid::Element(span))) if goes_on => {
                    span.kids.push(TagKid::Mark(mark));
                }
                (Some(text), _) => {
                    let kids = vec![TagKid::Mark(mark)];
                    let span = TagElement { kids, attributes: spoken(text), tag: "Span" };
                    element.kids.push(TagKid::Element(span));
                }
            }
        }
        element
    }

    /// Tags paragraphs and lists.
    pub(super) fn content(&self, content: &[Paragraphs], place: TagPosition) -> Vec<TagElement> {
        let part = |(paragraph, part): (usize, &Paragraphs)| match part {
            Paragraphs::Paragraph(_) | Paragraphs::Below(_) => {
                self.marked("P", place.leaf(paragraph, 0, false))
            }
            Paragraphs::List(items) => self.list(items, paragraph, &mut 0, place),
        };
        content.iter().enumerate().map(part).collect()
    }

    /// Tags a list; a nested list belongs to the body of its item. `next` counts the items in
    /// reading order.
    fn list(
        &self,
        items: &[ListItem],
        paragraph: usize,
        next: &mut usize,
        place: TagPosition,
    ) -> TagElement {
        let mut list = TagElement::new("L");
        list.attributes.numbering = items.first().map(|first| numbering(&first.label));
        let mut open: Option<[TagElement; 2]> = None;
        for item in items {
            let number = *next;
            *next += 1;
            let words = place.leaf(paragraph, number, false);
            let inner =
                (!item.items.is_empty()).then(|| self.list(&item.items, paragraph, next, place));
            match &mut open {
                // The item above goes on, after a blank line or the list inside it.
                Some([_, body]) if item.label.is_empty() => {
                    let more = std::iter::once(self.marked("P", words)).chain(inner);
                    body.kids.extend(more.map(TagKid::Element));
                }
                _ => {
                    let label = self.marked("Lbl", place.leaf(paragraph, number, true));
                    let body = self.marked("LBody", words).with(inner);
                    let item = open.replace([label, body]);
                    list = list.with(item.map(|item| TagElement::new("LI").with(item)));
                }
            }
        }
        list.with(open.map(|item| TagElement::new("LI").with(item)))
    }
}

/// Returns the attributes of words that a comparison sets apart.
fn spoken(marked: &MarkedText) -> TagAttributes {
    let (fate, decoration) = match marked.kind {
        MarkKind::Removed => ("tolto", "LineThrough"),
        MarkKind::Added => ("aggiunto", "Underline"),
    };
    TagAttributes {
        // Readers speak it in place of the words, whose strokes they would not mention.
        alternative: Some(format!("{fate}: {} fine", marked.text.trim())),
        decoration: Some(decoration),
        ..TagAttributes::default()
    }
}

/// Returns the numbering of a list with this first label (ISO 32000-1, Table 347).
fn numbering(label: &str) -> &'static str {
    let name = label.trim_end_matches(['.', ')']);
    match name.chars().next() {
        Some('0'..='9') => "Decimal",
        // A lone «i» begins Roman numerals: as a letter it would not be the first label.
        Some('i' | 'I') if name == "i" => "LowerRoman",
        Some('i' | 'I') if name == "I" => "UpperRoman",
        Some('a'..='z') => "LowerAlpha",
        Some('A'..='Z') => "UpperAlpha",
        _ => "Disc",
    }
}
