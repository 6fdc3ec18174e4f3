//! Outline of the document: headings, and below each the bands of its tables.

use super::dump::lines;
use super::flow::{FlowBlock, FlowDocument};
use super::paginate::{FlowPage, PagePiece};
use crate::typeset::{LineEnd, TypesetLine};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// Item of the outline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OutlineItem {
    pub(super) title: String,
    /// Index of the page, and the distance from its top in points.
    pub(super) page: usize,
    pub(super) top: f32,
    /// Items below this one.
    pub(super) entries: Vec<OutlineItem>,
}

/// Returns the items in reading order.
pub(super) fn outline(flow: &FlowDocument, pages: &[FlowPage]) -> Vec<OutlineItem> {
    let mut flat = Vec::new();
    let mut heading = 0;
    for (index, page) in pages.iter().enumerate() {
        for piece in &page.pieces {
            let Some(depth) = depth(flow, piece, heading) else { continue };
            if piece.cell.is_none() {
                heading = depth;
            }
            let title = title(&lines(flow, piece)[piece.lines.clone()]);
            let item = OutlineItem { title, page: index, top: piece.top, entries: Vec::new() };
            flat.push((depth, item));
        }
    }
    nested(&mut flat.into_iter().peekable(), 0)
}

/// Returns the depth of a heading, or of a band below a heading of depth `heading`; `None` for
/// other pieces, and for all but the first part of one.
fn depth(flow: &FlowDocument, piece: &PagePiece, heading: usize) -> Option<usize> {
    if piece.lines.start != 0 || piece.lines.is_empty() {
        return None;
    }
    match (&flow.blocks[piece.block], piece.cell) {
        (FlowBlock::Text(text), _) => text.heading.map(usize::from),
        // A band is one item however many cells it has: its first cell gives the title.
        (FlowBlock::Table(table), Some(place)) if !place.repeated && place.cell == 0 => {
            let depth = table.rows[place.row].band;
            (depth > 0).then_some(heading + depth)
        }
        (FlowBlock::Table(_) | FlowBlock::Signatures(_) | FlowBlock::Picture(_), _) => None,
    }
}

fn title(lines: &[TypesetLine]) -> String {
    lines.iter().fold(String::new(), |title, line| {
        let text = line.text();
        match line.end {
            LineEnd::Hyphen => title + text.strip_suffix('-').unwrap_or(&text),
            LineEnd::Inside | LineEnd::Broken => title + &text,
            LineEnd::Word | LineEnd::Break => title + &text + " ",
        }
    })
}

/// Collects the next items deeper than `depth`, nesting those that are deeper still.
fn nested(
    flat: &mut std::iter::Peekable<impl Iterator<Item = (usize, OutlineItem)>>,
    depth: usize,
) -> Vec<OutlineItem> {
    let mut entries = Vec::new();
    while let Some((item_depth, mut entry)) = flat.next_if(|(next, _)| *next > depth) {
        entry.title.truncate(entry.title.trim_end().len());
        entry.entries = nested(flat, item_depth);
        entries.push(entry);
    }
    entries
}

/// Adds the outline to the catalog, with all items open; without items, adds nothing (ISO 32000-1,
/// 12.3.3). `height` is the height of the pages.
pub(super) fn add_outline(
    file: &mut Document,
    pages: &[ObjectId],
    height: f32,
    entries: &[OutlineItem],
) -> lopdf::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let root = file.new_object_id();
    let mut dict = dictionary! { "Type" => "Outlines" };
    OutlineWriter { file, pages, height }.level(entries, root, &mut dict);
    file.set_object(root, dict);
    let catalog = file.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}

struct OutlineWriter<'a> {
    file: &'a mut Document,
    pages: &'a [ObjectId],
    height: f32,
}

impl OutlineWriter<'_> {
    /// Adds `entries` below `parent`, whose dictionary is `parent_dict`; returns their number with
    /// all items below them.
    fn level(
        &mut self,
        entries: &[OutlineItem],
        parent: ObjectId,
        parent_dict: &mut Dictionary,
    ) -> i64 {
        let ids: Vec<ObjectId> = entries.iter().map(|_| self.file.new_object_id()).collect();
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return 0 };
        let mut count = 0;
        for (i, entry) in entries.iter().enumerate() {
            let mut dict = self.entry(entry, parent);
            if i > 0 {
                dict.set("Prev", ids[i - 1]);
            }
            if let Some(next) = ids.get(i + 1) {
                dict.set("Next", *next);
            }
            count += 1 + self.level(&entry.entries, ids[i], &mut dict);
            self.file.set_object(ids[i], dict);
        }
        parent_dict.set("First", *first);
        parent_dict.set("Last", *last);
        // A positive count shows the items below as open (ISO 32000-1, Table 153).
        parent_dict.set("Count", count);
        count
    }

    fn entry(&self, entry: &OutlineItem, parent: ObjectId) -> Dictionary {
        let top = Object::Real(((self.height - entry.top) * 100.0).round() / 100.0);
        let page = self.pages[entry.page];
        // A null zoom leaves the reader's as it is (ISO 32000-1, Table 151).
        let destination: Vec<Object> = vec![page.into(), "XYZ".into(), 0.into(), top, Object::Null];
        dictionary! {
            "Title" => text_string(&entry.title),
            "Parent" => parent,
            "Dest" => destination,
        }
    }
}
