//! Placement of the blocks that stand side by side at the top of the first page.

use super::flow::{FlowBlock, text_height};
use super::paginate::{PagePiece, Paginator};
use crate::render::RenderError;
use std::ops::Range;

impl Paginator<'_> {
    /// Places the blocks that stand side by side at the top of the first page, each column in the
    /// middle of their height; returns the number of blocks.
    pub(super) fn masthead(&mut self) -> Result<usize, RenderError> {
        let columns = &self.flow.masthead;
        let heights: Vec<f32> = columns.iter().map(|column| self.stack(column, None)).collect();
        let Some(last) = columns.last() else { return Ok(0) };
        let height = heights.iter().copied().fold(0.0, f32::max);
        let top = if self.flow.frame.header_first { self.y } else { self.flow.frame.title_top };
        for (column, own) in columns.iter().zip(&heights) {
            self.stack(column, Some(top + (height - own) / 2.0));
        }
        let below = columns.iter().filter_map(|column| column.clone().last());
        let after = below.map(|block| self.space_after(block)).fold(0.0, f32::max);
        self.top = self.top.max(top + height + after);
        self.y = self.top;
        if self.room() < 0.0 {
            return Err(RenderError::no_room("il titolo occupa tutto il foglio"));
        }
        Ok(last.end)
    }

    /// Returns the height of a column of blocks, after placing them from `top` on if it is given.
    fn stack(&mut self, blocks: &Range<usize>, top: Option<f32>) -> f32 {
        let mut y = 0.0;
        for block in blocks.clone() {
            let (before, lines, height) = match &self.flow.blocks[block] {
                FlowBlock::Text(text) => (text.before, text.lines.len(), text_height(&text.lines)),
                FlowBlock::Picture(picture) => (0.0, 0, picture.height),
                FlowBlock::Table(_) | FlowBlock::Signatures(_) => (0.0, 0, 0.0),
            };
            if block > blocks.start {
                y += self.space_after(block - 1).max(before);
            }
            let edges = top.map(|top| (top + y, top + y + height));
            if let Some((top, bottom)) = edges.filter(|_| height > 0.0) {
                self.put(PagePiece { block, cell: None, lines: 0..lines, top, bottom });
            }
            y += height;
        }
        y
    }

    fn space_after(&self, block: usize) -> f32 {
        match &self.flow.blocks[block] {
            FlowBlock::Text(text) => text.after,
            FlowBlock::Picture(picture) => picture.after,
            FlowBlock::Table(_) | FlowBlock::Signatures(_) => 0.0,
        }
    }
}
