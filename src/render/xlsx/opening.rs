//! The top of the sheet: what opens the plan, and the head that all tables share.

use super::flow::Setter;
use crate::annex::{Annex, Block, Table};
use crate::render::RenderError;

/// Most height of the rows that stay in sight, in points: half of the screen of a small computer.
const MOST_FROZEN: f32 = 180.0;

/// Returns the number of blocks before the first table and the headings that belong to it.
pub(super) fn opening(annex: &Annex) -> usize {
    let is_group = |block: &Block| match block {
        Block::Heading(heading) => heading.level > 1,
        Block::Table(_) => true,
        Block::Text(_) | Block::Picture(_) => false,
    };
    annex.blocks.iter().position(is_group).unwrap_or(annex.blocks.len())
}

/// Returns the first table if all tables have its head and its columns.
fn same_tables(annex: &Annex) -> Option<&Table> {
    let mut tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let first = tables.next()?;
    let same = |other: &Table| first.head() == other.head() && first.columns() == other.columns();
    tables.all(same).then_some(first)
}

impl Setter<'_> {
    /// Adds the blocks before all tables; a title is repeated on every page.
    pub(super) fn opening(&mut self, blocks: &[Block]) {
        for block in blocks {
            let start = self.flow.rows.len();
            self.block(block);
            if matches!(block, Block::Heading(_)) {
                self.flow.repeated = start..self.flow.rows.len();
            }
        }
    }

    /// Adds the head that all tables share, if they do and it can stay in sight.
    pub(super) fn shared_head(&mut self) -> Result<(), RenderError> {
        let title = self.flow.repeated.clone();
        let start = self.flow.rows.len();
        if let Some(table) = same_tables(self.annex) {
            self.rows(table, table.head(), true)?;
            let height: f32 = self.flow.rows.iter().map(|row| row.height).sum();
            if height > MOST_FROZEN {
                // Every table has its own: the reader of the last one does not see the first.
                self.flow.rows.truncate(start);
                self.flow.cells.retain(|cell| cell.rows.start < start);
            } else {
                self.shared = true;
            }
        }
        let end = self.flow.rows.len();
        // The repeated rows are adjacent: a text between title and head keeps the title out.
        let first = if title.end == start && !title.is_empty() { title.start } else { start };
        self.flow.titled = !title.is_empty() && (first < start || !self.shared);
        (self.flow.repeated, self.flow.frozen) =
            if self.shared { (first..end, end) } else { (title, 0) };
        Ok(())
    }
}
