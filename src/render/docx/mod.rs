//! DOCX renderer (WordprocessingML, ECMA-376 Part 1).
//!
//! `docx-rs` writes paragraphs, tables, rows and cells without their text, once for each `shape`
//! (`skeleton` lists its other work); `finish` repairs its XML and makes the package; text is
//! filled in as blocks go to the archive.

mod finish;
mod lengths;
mod list_labels;
mod masthead;
mod revisions;
mod rows;
mod short_spans;
mod skeleton;
mod table;
mod text;

pub use revisions::docx_with_revisions;

use super::RenderError;
use crate::annex::{Annex, Block, HeadingBlock, Pt, StyleName, TextBlock};
use finish::{PartWriter, XmlFrames};
use lengths::unsigned_twips;
use list_labels::DocxListLabels;
use skeleton::{CellShape, ParagraphShape, RowShape, TableShape, style};

/// Renders `annex` as a DOCX file; the same annex gives the same bytes.
///
/// # Errors
/// [`RenderError::NoRoom`] if the page or a table leaves no room for text,
/// [`RenderError::Backend`] if a text holds a character that XML cannot hold.
pub fn docx(annex: &Annex) -> Result<Vec<u8>, RenderError> {
    let labels = DocxListLabels::of([annex]);
    let parts = skeleton::parts(annex, &labels)?;
    let blocks = |out: &mut PartWriter| DocxWriter::new(annex, &labels).blocks(out);
    finish::package(parts, blocks, annex)
}

/// Writer of the blocks of an annex.
struct DocxWriter<'a> {
    annex: &'a Annex,
    labels: &'a DocxListLabels<'a>,
    paragraphs: XmlFrames<ParagraphShape>,
    tables: XmlFrames<TableShape>,
    rows: XmlFrames<RowShape>,
    cells: XmlFrames<CellShape>,
}

impl<'a> DocxWriter<'a> {
    fn new(annex: &'a Annex, labels: &'a DocxListLabels<'a>) -> Self {
        let (tables, rows, cells) = (XmlFrames::new(), XmlFrames::new(), XmlFrames::new());
        DocxWriter { annex, labels, paragraphs: XmlFrames::new(), tables, rows, cells }
    }

    fn blocks(mut self, out: &mut PartWriter) -> Result<(), RenderError> {
        let first = self.masthead(out)?;
        // Without a table there is no block in it.
        let (mut after_table, mut pictures) = (first > 0, pictures(&self.annex.blocks[..first]));
        let mut introduces = false;
        for block in &self.annex.blocks[first..] {
            // Word joins adjacent tables, so a paragraph must stand between them.
            let is_table = matches!(block, Block::Table(_));
            if after_table && is_table {
                let gap = self.annex.styles[StyleName::Paragraph].space_after;
                self.paragraph_after_table(unsigned_twips(gap), introduces, out)?;
            }
            // A text that follows a table would touch its border.
            let above = after_table.then(|| self.annex.styles[StyleName::Paragraph].space_after);
            after_table = is_table;
            introduces = matches!(block, Block::Table(table) if table.introduces());
            pictures += usize::from(matches!(block, Block::Picture(_)));
            self.block(block, above, pictures, out)?;
        }
        if after_table {
            self.paragraph_after_table(0, false, out)?;
        }
        for signature in &self.annex.signatures {
            let style = StyleName::Signature;
            let content = signature.words();
            let text = TextBlock { style, content, introduces: false, origin: signature.origin };
            self.text(&text, None, out)?;
        }
        Ok(())
    }

    /// Writes a block; the first paragraph of a text has white space `above` if there is one, and a
    /// picture is number `picture_number` of the document.
    fn block(
        &mut self,
        block: &Block,
        above: Option<Pt>,
        picture_number: usize,
        out: &mut PartWriter,
    ) -> Result<(), RenderError> {
        match block {
            Block::Heading(heading) => self.heading(heading, out),
            Block::Text(text) => self.text(text, above, out),
            Block::Table(table) => self.table(table, out),
            Block::Picture(picture) => skeleton::picture(picture, picture_number, out),
        }
    }

    fn heading(&mut self, heading: &HeadingBlock, out: &mut PartWriter) -> Result<(), RenderError> {
        let lines: Vec<String> = heading.text.split('\n').map(str::to_owned).collect();
        let mut shape = ParagraphShape::of(style::heading_id(heading.level), &lines);
        shape.page_break = heading.page_break;
        shape.write(&lines, out, &mut self.paragraphs)
    }

    /// Writes the paragraphs of a text, the first with white space `above` if there is one.
    fn text(
        &mut self,
        text: &TextBlock,
        above: Option<Pt>,
        out: &mut PartWriter,
    ) -> Result<(), RenderError> {
        let paragraphs = text::paragraphs(&text.content, style::id(text.style), self.labels, None);
        for (i, (mut shape, lines)) in paragraphs.into_iter().enumerate() {
            // Only the first paragraph touches the table. Direct spacing replaces the style's, so
            // that a space of 0 must not be written.
            shape.above = above.filter(|above| above.0 > 0.0 && i == 0).map(unsigned_twips);
            shape.keep = text.introduces;
            shape.write(lines, out, &mut self.paragraphs)?;
        }
        Ok(())
    }

    /// Writes the paragraph that Word needs after a table, as low as possible, with white space of
    /// `above` twips; it stays with the next if `keep` is set.
    fn paragraph_after_table(
        &mut self,
        above: u32,
        keep: bool,
        out: &mut PartWriter,
    ) -> Result<(), RenderError> {
        // Word joins two tables with nothing between them, and adds a paragraph of a line's
        // height after the last one, which may need another page.
        let mut shape = ParagraphShape::empty(style::AFTER_TABLE);
        shape.above = Some(above).filter(|above| *above > 0);
        shape.keep = keep;
        shape.write(&[], out, &mut self.paragraphs)
    }
}

/// Counts the pictures of `blocks`.
fn pictures(blocks: &[Block]) -> usize {
    blocks.iter().filter(|block| matches!(block, Block::Picture(_))).count()
}

#[cfg(test)]
mod tests;
