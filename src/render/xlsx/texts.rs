//! Texts across the sheet, outside of tables and in them. A long one takes several rows: the end
//! of a page would cut a line of a row as tall as the page.

use super::flow::{Placed, Setter, Tall, look};
use super::look::Look;
use crate::annex::{
    Align, CellRole, ListItem, Origin, Paragraphs, Row, StyleName, Table, Vertical, plain_text,
};
use crate::render::RenderError;
use std::ops::Range;

/// Most height of a text in one row, in points: a third of a page.
const MOST_WHOLE: f32 = 160.0;

impl Setter<'_> {
    /// Adds a text outside of tables.
    pub(super) fn text(
        &mut self,
        style: StyleName,
        content: &[Paragraphs],
        origin: Option<Origin>,
    ) {
        let look = Look::of_text(style, self.annex.styles[style].align, Vertical::Top);
        let columns = 0..self.flow.grid.len();
        for (text, ends) in self.parts(content, look, &columns) {
            self.across(style, true, text, origin);
            if !ends {
                let last = self.flow.rows.len() - 1;
                let style = &self.annex.styles[style];
                self.flow.rows[last].height -= style.space_before.0 + style.space_after.0;
            }
        }
    }

    /// Places `rows`, whose cells span no other row; a long text takes a row for each paragraph.
    pub(super) fn rows_and_texts(
        &mut self,
        table: &Table,
        rows: &[Row],
        keep: bool,
    ) -> Result<(), RenderError> {
        for row in rows {
            let text = match &row.cells[..] {
                [cell] if cell.role == CellRole::Text => cell,
                _ => {
                    self.rows(table, std::slice::from_ref(row), keep)?;
                    continue;
                }
            };
            let look = look(self.annex, text, Align::Left);
            let columns = 0..self.flow.grid.len();
            for (words, _) in self.parts(&text.content, look, &columns) {
                let at = self.flow.rows.len();
                let cell = Placed {
                    rows: at..at + 1,
                    columns: columns.clone(),
                    look,
                    text: words,
                    marks: Vec::new(),
                    number: None,
                    need: 0.0,
                    origin: text.origin,
                };
                let tall = self.tall(&cell);
                self.flow.rows.push(Tall { keep, ..tall });
                self.flow.cells.push(cell);
            }
        }
        Ok(())
    }

    /// Returns the texts of the rows that hold `content`, each with `true` if a paragraph or a
    /// list ends with it: one row, or one for each paragraph and item of a long text.
    fn parts(
        &self,
        content: &[Paragraphs],
        look: Look,
        columns: &Range<usize>,
    ) -> Vec<(String, bool)> {
        let whole = plain_text(content);
        let style = &self.annex.styles[look.style];
        let lines = self.ruler.lines(&whole, style, self.flow.grid.width(columns)) as f32;
        if lines * self.ruler.line_height(style) <= MOST_WHOLE {
            return vec![(whole, true)];
        }
        let parts = content.iter().flat_map(|part| match part {
            Paragraphs::Paragraph(_) | Paragraphs::Below(_) => {
                let text = plain_text(std::slice::from_ref(part));
                let mut pieces: Vec<_> = self
                    .pieces(&text, look, columns)
                    .into_iter()
                    .map(|piece| (piece, false))
                    .collect();
                pieces.last_mut().into_iter().for_each(|last| last.1 = true);
                pieces
            }
            Paragraphs::List(items) => {
                let lines =
                    ListItem::flat(items).into_iter().map(|(depth, item)| item.typed(depth));
                let mut lines: Vec<_> = lines.map(|line| (line, false)).collect();
                lines.last_mut().into_iter().for_each(|last| last.1 = true);
                lines
            }
        });
        parts.collect()
    }

    /// Cuts a paragraph between words into pieces that a row each holds whole.
    fn pieces(&self, text: &str, look: Look, columns: &Range<usize>) -> Vec<String> {
        let style = &self.annex.styles[look.style];
        let width = self.flow.grid.width(columns);
        let most = (MOST_WHOLE / self.ruler.line_height(style)).max(1.0) as usize;
        let mut pieces = vec![String::new()];
        for word in text.split_inclusive(' ') {
            let last = pieces.last_mut().expect("there is a first one");
            let longer = format!("{last}{word}");
            if !last.is_empty() && self.ruler.lines(&longer, style, width) > most {
                pieces.push(word.to_owned());
            } else {
                *last = longer;
            }
        }
        let ends = pieces.len() - 1;
        // The blank at which a paragraph was cut is its line's end.
        pieces
            .iter_mut()
            .take(ends)
            .for_each(|piece| piece.truncate(piece.trim_end_matches(' ').len()));
        pieces
    }
}
