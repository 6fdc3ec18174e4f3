//! Pagination: measured lines in, pages as data out.
//!
//! A row that fits a page is never split; a taller one continues on the next page between two
//! lines. A heading stays with its content, a head row and a band with the first row below them, a
//! total with the row above it. The first and the last line of a paragraph never stand alone on a
//! page.

use super::flow::{
    FlowBlock, FlowDocument, FlowPicture, FlowSignatures, FlowTable, FlowText, ROUNDING,
    text_height,
};
use super::row_units::{START_LINES, chain, chain_start, total, units};
use super::table_pages::{PlacedChain, TablePages, balanced_start};
use crate::annex::StyleName;
use crate::render::RenderError;
use crate::typeset::TypesetLine;
use std::ops::Range;

/// Page: its pieces in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FlowPage {
    pub(super) pieces: Vec<PagePiece>,
}

/// Text or cell, or the part of one on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PagePiece {
    /// Index of the block.
    pub(super) block: usize,
    /// Row and cell in a table or in printed signatures; `None` for text, and for the repeated
    /// heading of a table.
    pub(super) cell: Option<CellOnPage>,
    /// Range of the lines of the text or cell.
    pub(super) lines: Range<usize>,
    /// Top and bottom of the text, or of the cell from rule to rule.
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// Cell of a table on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellOnPage {
    /// Index of the row in the table, counted from the head's first row.
    pub(super) row: usize,
    /// Index of the cell in the row.
    pub(super) cell: usize,
    /// Set if the cell repeats a head of an earlier page.
    pub(super) repeated: bool,
}

/// Breaks `flow` into pages; there is always at least one.
///
/// # Errors
/// [`RenderError::NoRoom`] if a table's head leaves no room for rows.
pub(super) fn paginate(flow: &FlowDocument) -> Result<Vec<FlowPage>, RenderError> {
    let frame = &flow.frame;
    let top = if frame.header_first { frame.next_top } else { frame.top };
    let mut pages =
        Paginator { flow, pages: vec![FlowPage::default()], top, y: top, after: 0.0, fresh: true };
    let first = pages.masthead()?;
    for (index, block) in flow.blocks.iter().enumerate().skip(first) {
        match block {
            FlowBlock::Text(text) => pages.text(index, text)?,
            FlowBlock::Table(table) => pages.table(index, table)?,
            FlowBlock::Signatures(block) => pages.signatures(index, block),
            FlowBlock::Picture(picture) => pages.picture(index, picture),
        }
    }
    Ok(pages.pages)
}

pub(super) struct Paginator<'a> {
    pub(super) flow: &'a FlowDocument,
    pages: Vec<FlowPage>,
    /// Top of the content of the current page.
    pub(super) top: f32,
    /// Top of the next piece.
    pub(super) y: f32,
    /// White space that the piece before wants below itself.
    pub(super) after: f32,
    /// Set while the page holds only headings and a table's head.
    pub(super) fresh: bool,
}

impl<'a> Paginator<'a> {
    pub(super) fn room(&self) -> f32 {
        self.flow.frame.bottom - self.y + ROUNDING
    }

    pub(super) fn new_page(&mut self) {
        self.pages.push(FlowPage::default());
        self.top = self.flow.frame.next_top;
        (self.y, self.after, self.fresh) = (self.top, 0.0, true);
    }

    /// Returns the number of pages so far.
    pub(super) fn count(&self) -> usize {
        self.pages.len()
    }

    /// Places a table, with balanced last pages if no other table follows on them. What stands below it
    /// counts as its last rows where it would begin a page, so that no page has a closing text alone.
    fn table(&mut self, index: usize, table: &'a FlowTable) -> Result<(), RenderError> {
        let pieces = self.pages.last().map_or(0, |page| page.pieces.len());
        let before = (self.pages.len(), self.top, self.y, self.after, self.fresh);
        let mut chains = TablePages::new(self, index, table, None)?.place();
        let below = &self.flow.blocks[index + 1..];
        let breaks = |block: &FlowBlock| matches!(block, FlowBlock::Text(text) if text.page_break);
        let below = &below[..below.iter().position(breaks).unwrap_or(below.len())];
        let Some(closing) = below.iter().map(FlowBlock::closing_height).sum::<Option<f32>>() else {
            return Ok(());
        };
        let frame = &self.flow.frame;
        let need = self.gap(self.before(index + 1)) + self.need(index + 1);
        if !below.is_empty() && need > self.room() {
            let (page, top, bottom) = (self.count() + 1, frame.next_top, frame.next_top + closing);
            let whole = bottom <= frame.bottom;
            chains.push(PlacedChain { row: table.rows.len(), page, top, bottom, whole });
        }
        let Some(row) = balanced_start(&chains, frame.bottom, frame.next_top) else {
            return Ok(());
        };
        self.pages.truncate(before.0);
        self.pages.iter_mut().last().into_iter().for_each(|page| page.pieces.truncate(pieces));
        (_, self.top, self.y, self.after, self.fresh) = before;
        TablePages::new(self, index, table, Some(row))?.place();
        Ok(())
    }

    pub(super) fn put(&mut self, piece: PagePiece) {
        self.pages.last_mut().expect("there is always a page").pieces.push(piece);
    }

    fn is_at_top(&self) -> bool {
        self.y <= self.top + ROUNDING
    }

    pub(super) fn gap(&self, before: f32) -> f32 {
        if self.is_at_top() { 0.0 } else { self.after.max(before) }
    }

    fn text(&mut self, index: usize, text: &FlowText) -> Result<(), RenderError> {
        // The document's title, or the name above it, stands in the top margin, where the header
        // is on other pages.
        let is_title = text.heading == Some(1) || text.style == StyleName::Entity;
        if index == 0 && is_title && !self.flow.frame.header_first {
            return self.title(text);
        }
        let used = self.pages.last().is_some_and(|page| !page.pieces.is_empty());
        let breaking = text.page_break && used;
        if breaking || (self.gap(text.before) + self.need(index) > self.room() && !self.fresh) {
            self.new_page();
        }
        self.y += self.gap(text.before);
        let mut from = 0;
        while from < text.lines.len() {
            let mut to = from + fitting(&text.lines, from, self.room());
            // A line that no page can hold is placed all the same, or pages would
            // never end.
            if to == from && self.is_at_top() {
                to = from + 1;
            }
            self.put_lines(index, text, from..to);
            from = to;
            if from < text.lines.len() {
                self.new_page();
            }
        }
        self.after = text.after;
        self.fresh &= text.keep_with_next;
        Ok(())
    }

    fn put_lines(&mut self, block: usize, text: &FlowText, lines: Range<usize>) {
        if lines.is_empty() {
            return;
        }
        let bottom = self.y + text_height(&text.lines[lines.clone()]);
        self.put(PagePiece { block, cell: None, lines, top: self.y, bottom });
        self.y = bottom;
    }

    /// Places the document's title where other pages have the running header.
    fn title(&mut self, text: &FlowText) -> Result<(), RenderError> {
        self.y = self.flow.frame.title_top;
        self.put_lines(0, text, 0..text.lines.len());
        // A title of several lines pushes the content down.
        self.top = self.top.max(self.y + text.after);
        self.y = self.top;
        if self.room() < 0.0 {
            return Err(RenderError::no_room("il titolo occupa tutto il foglio"));
        }
        Ok(())
    }

    /// Places a picture. A picture that begins the document takes the place of the title.
    fn picture(&mut self, index: usize, picture: &FlowPicture) {
        if index == 0 && !self.flow.frame.header_first {
            self.top = self.flow.frame.title_top;
            self.y = self.top;
        } else if self.gap(0.0) + picture.height > self.room() && !self.fresh {
            self.new_page();
        }
        self.y += self.gap(0.0);
        let (top, bottom) = (self.y, self.y + picture.height);
        self.put(PagePiece { block: index, cell: None, lines: 0..0, top, bottom });
        (self.y, self.after) = (bottom, picture.after);
    }

    /// Places all signatures on one page if it can hold them, else one row after the other.
    fn signatures(&mut self, index: usize, block: &FlowSignatures) {
        let room = self.room() - self.gap(block.before);
        if block.height() > room && !self.fresh {
            self.new_page();
        }
        for (row, signatures) in block.rows.iter().enumerate() {
            let height = FlowSignatures::row_height(signatures);
            if self.gap(block.before) + height > self.room() {
                self.new_page();
            }
            self.y += self.gap(block.before);
            let (top, bottom) = (self.y, self.y + height);
            for (cell, signature) in signatures.iter().enumerate() {
                let cell = Some(CellOnPage { row, cell, repeated: false });
                let lines = 0..signature.lines.len();
                self.put(PagePiece { block: index, cell, lines, top, bottom });
            }
            (self.y, self.after, self.fresh) = (bottom, 0.0, false);
        }
    }

    /// Returns the height that block `index` needs to begin, including the content that stays with it.
    pub(super) fn need(&self, index: usize) -> f32 {
        let frame = &self.flow.frame;
        let kept = match index.checked_sub(1).map(|before| &self.flow.blocks[before]) {
            Some(FlowBlock::Text(text)) => text.keep_with_next,
            Some(FlowBlock::Table(table)) => table.keep_with_next,
            _ => false,
        };
        // What the block before needed has decided: asking for more would part it from this one.
        self.start(index, if kept { 0.0 } else { frame.bottom - frame.next_top })
    }

    /// Returns the height that block `index` needs to begin: with all that is to stay with it if that
    /// fits in `most`, or else with what must.
    fn start(&self, index: usize, most: f32) -> f32 {
        match self.flow.blocks.get(index) {
            None => 0.0,
            Some(FlowBlock::Signatures(block)) => block.before + block.height(),
            Some(FlowBlock::Picture(picture)) => picture.height,
            Some(FlowBlock::Table(table)) => {
                let units = units(table);
                let (heads, rows) =
                    units.split_at(units.partition_point(|u| u.rows.end <= table.heads));
                let whole = total(heads) + total(rows);
                let next = if table.keep_with_next && whole < most {
                    // The white space above the next block is part of what it needs.
                    let after = table.after.max(self.before(index + 1));
                    after + self.start(index + 1, most - whole - after)
                } else {
                    0.0
                };
                let fits = |height: &f32| *height <= most + ROUNDING;
                let wished = [whole + next, whole].into_iter().find(fits);
                wished.filter(|_| table.whole).unwrap_or_else(|| {
                    let frame = &self.flow.frame;
                    let full = frame.bottom - frame.next_top - table.continued_height();
                    total(heads) + chain_start(chain(rows), full - total(heads))
                })
            }
            Some(FlowBlock::Text(text)) if text.keep_with_next => {
                let own = text_height(&text.lines) + text.after.max(self.before(index + 1));
                own + self.start(index + 1, most - own)
            }
            Some(FlowBlock::Text(text)) => {
                text_height(&text.lines[..text.lines.len().min(START_LINES)])
            }
        }
    }

    /// Returns the white space that block `index` wants above itself.
    fn before(&self, index: usize) -> f32 {
        match self.flow.blocks.get(index) {
            Some(FlowBlock::Text(text)) => text.before,
            _ => 0.0,
        }
    }
}

/// Counts the lines from `from` on that fit in `room` without leaving the first or last line of a
/// paragraph alone.
pub(super) fn fitting(lines: &[TypesetLine], from: usize, room: f32) -> usize {
    let rest = &lines[from..];
    let mut count = 0;
    let mut height = 0.0;
    for (i, line) in rest.iter().enumerate() {
        height += line.height.0 + if i == 0 { 0.0 } else { line.above.0 };
        if height > room {
            break;
        }
        count = i + 1;
    }
    let good = (1..=count).rev().find(|&count| may_cut(lines, from + count));
    good.unwrap_or(0)
}

/// Returns `true` if a page may end before line `at`.
fn may_cut(lines: &[TypesetLine], at: usize) -> bool {
    let Some(next) = lines.get(at) else { return true };
    let same = |line: &&TypesetLine| (line.paragraph, line.item) == (next.paragraph, next.item);
    // Widows and orphans: at least two lines of a paragraph stay together on either side.
    let before = lines[..at].iter().rev().take_while(same).count();
    let after = lines[at..].iter().take_while(same).count();
    before == 0 || (before > 1 && after > 1)
}
