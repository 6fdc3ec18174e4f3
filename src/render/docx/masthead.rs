//! Blocks side by side at the top of the document: a table of one row, without rules.

use super::DocxWriter;
use super::finish::PartWriter;
use super::lengths::{text_width, twips};
use super::skeleton::{MastheadShape, ParagraphShape, style};
use crate::annex::{Block, Pt, StyleName};
use crate::render::RenderError;

impl DocxWriter<'_> {
    /// Writes the masthead; returns the number of its blocks.
    pub(super) fn masthead(&mut self, out: &mut PartWriter) -> Result<usize, RenderError> {
        let columns = self.annex.masthead_columns();
        if columns.is_empty() {
            return Ok(0);
        }
        let width = text_width(&self.annex.page).0;
        let at = |share: f32| usize::try_from(twips(Pt(width * share))).unwrap_or(0);
        let widths: Vec<_> =
            columns.iter().map(|(_, share)| at(share.end) - at(share.start)).collect();
        let (table, row) = (MastheadShape::table(&widths)?, MastheadShape::row()?);
        let mut pictures = 0;
        table.around(out, [], |out| {
            row.around(out, [], |out| {
                columns.iter().zip(&widths).try_for_each(|((blocks, _), width)| {
                    let blocks = &self.annex.blocks[blocks.clone()];
                    MastheadShape::cell(*width)?.around(out, [], |out| {
                        for block in blocks {
                            pictures += usize::from(matches!(block, Block::Picture(_)));
                            self.block(block, None, pictures, out)?;
                        }
                        // A cell needs a paragraph (17.4.65).
                        let none = ParagraphShape::empty(style::id(StyleName::Paragraph));
                        if blocks.is_empty() {
                            none.write(&[], out, &mut self.paragraphs)
                        } else {
                            Ok(())
                        }
                    })
                })
            })
        })?;
        Ok(columns.last().map_or(0, |(blocks, _)| blocks.end))
    }
}
