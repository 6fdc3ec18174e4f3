//! Blocks side by side at the top of the sheet: a row for each block of the longest column.

use super::flow::{Placed, PlacedPicture, Setter, Tall};
use super::look::Look;
use crate::annex::{Block, Origin, StyleName, Vertical, plain_text};
use std::ops::Range;

impl Setter<'_> {
    /// Adds the rows of the masthead. The last block of each column takes the rows that are left.
    pub(super) fn masthead(&mut self) {
        let columns = self.annex.masthead_columns();
        let count = columns.iter().map(|(blocks, _)| blocks.len()).max().unwrap_or(0);
        let first = self.flow.rows.len();
        self.flow.rows.resize(first + count, Tall { keep: true, ..Tall::default() });
        let mut cells = Vec::new();
        for (blocks, share) in &columns {
            let columns = self.flow.grid.part(&self.annex.page, share);
            for (at, block) in self.annex.blocks[blocks.clone()].iter().enumerate() {
                let end = if at + 1 == blocks.len() { count } else { at + 1 };
                let rows = first + at..first + end;
                match block {
                    Block::Heading(heading) => {
                        let style = StyleName::heading(heading.level);
                        let text = heading.text.clone();
                        cells.push(self.beside(rows, &columns, style, text, heading.origin));
                    }
                    Block::Text(text) => {
                        let words = plain_text(&text.content);
                        cells.push(self.beside(rows, &columns, text.style, words, text.origin));
                    }
                    Block::Picture(picture) => {
                        self.raise(&rows, self.picture_height(picture));
                        let (row, columns) = (rows.start, columns.clone());
                        let picture = picture.clone();
                        self.flow.pictures.push(PlacedPicture { row, columns, picture });
                    }
                    Block::Table(_) => {}
                }
            }
        }
        // Shortest first: a cell over several rows needs only what they leave wanting.
        cells.sort_by_key(|cell: &Placed| cell.rows.len());
        for cell in &cells {
            let style = &self.annex.styles[cell.look.style];
            let spaces = style.space_before.0 + style.space_after.0;
            self.raise(&cell.rows, self.tall(cell).height + spaces);
        }
        self.flow.cells.append(&mut cells);
        self.flow.masthead = columns.last().map_or(0, |(blocks, _)| blocks.end);
    }

    fn beside(
        &self,
        rows: Range<usize>,
        columns: &Range<usize>,
        name: StyleName,
        text: String,
        origin: Option<Origin>,
    ) -> Placed {
        let look = Look::of_text(name, self.annex.styles[name].align, Vertical::Middle);
        let (columns, number, need) = (columns.clone(), None, 0.0);
        Placed { rows, columns, look, text, marks: Vec::new(), number, need, origin }
    }

    /// Makes the last of `rows` so high that all have this height.
    fn raise(&mut self, rows: &Range<usize>, height: f32) {
        let rows = &mut self.flow.rows[rows.clone()];
        let there: f32 = rows.iter().map(|row| row.height).sum();
        if let Some(last) = rows.last_mut() {
            last.height += (height - there).max(0.0);
            last.line = last.height;
        }
    }
}
