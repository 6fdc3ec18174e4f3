//! The annex as a DOCX file (WordprocessingML, ECMA-376 Part 1).
//!
//! docx-rs writes paragraphs, rows, styles and the section; `finish` mends what it
//! writes and adds what it cannot say. Tables are written a row at a time, since docx-rs
//! holds some 30 KB for each row.

mod finish;
mod page;
mod picture;
mod rows;
mod style;
mod table;
mod text;

use super::RenderError;
use super::plain::is_plain;
use crate::annex::{Annex, Block, Heading, Pt, StyleName, TextBlock};
use docx_rs::{BuildXML, Docx, LineSpacing, Paragraph, Run};
use text::Labels;

/// Renders `annex`: the bytes of a DOCX file, the same for the same annex.
///
/// # Errors
/// [`RenderError::NoRoom`] where the page or a table leaves no room for text,
/// [`RenderError::Backend`] where a text holds a character that XML cannot.
pub fn docx(annex: &Annex) -> Result<Vec<u8>, RenderError> {
    let labels = Labels::of(annex);
    let blocks = blocks(annex, &labels)?;
    let frame = page::section(Docx::new(), annex)?.styles(style::styles(annex));
    let built = frame.numberings(labels.numberings(&annex.styles)).build();
    let parts = finish::Parts {
        document: built.document,
        styles: built.styles,
        numbering: (!labels.is_empty()).then_some(built.numberings),
        headers: built.headers,
        footers: built.footers,
    };
    finish::package(parts, blocks, annex)
}

/// Whether [`docx`] can render `annex`, in a fraction of the time.
///
/// # Errors
/// Those of [`docx`].
pub fn check(annex: &Annex) -> Result<(), RenderError> {
    if !is_plain(annex) {
        return docx(annex).map(drop);
    }
    page::has_room(&annex.page)?;
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.into_iter().try_for_each(|table| table::check(table, annex))
}

fn blocks(annex: &Annex, labels: &Labels) -> Result<String, RenderError> {
    let mut out = String::new();
    let (mut after_table, mut pictures) = (false, 0);
    for block in &annex.blocks {
        let is_table = matches!(block, Block::Table(_));
        if after_table && is_table {
            out.push_str(&after_a_table()?);
        }
        // A text that follows a table would touch its border.
        let above =
            if after_table { annex.styles[StyleName::Paragraph].space_after } else { Pt(0.0) };
        after_table = is_table;
        match block {
            Block::Heading(heading) => out.push_str(&self::heading(heading)?),
            Block::Text(text) => paragraphs(&mut out, text, above, labels)?,
            Block::Table(table) => out.push_str(&table::table(table, annex, labels)?),
            Block::Picture(picture) => {
                pictures += 1;
                out.push_str(&picture::picture(picture, pictures)?);
            }
        }
    }
    if after_table {
        out.push_str(&after_a_table()?);
    }
    for signature in &annex.signatures {
        let style = StyleName::Signature;
        let content = signature.words();
        let text = TextBlock { style, content, introduces: false, origin: signature.origin };
        paragraphs(&mut out, &text, Pt(0.0), labels)?;
    }
    Ok(out)
}

fn heading(heading: &Heading) -> Result<String, RenderError> {
    let words = text::words(Run::new(), &heading.text);
    let paragraph = Paragraph::new().style(&style::heading_id(heading.level)).add_run(words);
    finish::paragraph(&paragraph.build())
}

/// The paragraphs of a text, with white space `above` beyond what their style has.
fn paragraphs(
    out: &mut String,
    text: &TextBlock,
    above: Pt,
    labels: &Labels,
) -> Result<(), RenderError> {
    for (i, paragraph) in text::paragraphs(&text.content, labels).into_iter().enumerate() {
        let paragraph = paragraph.style(style::id(text.style));
        let paragraph = match above {
            Pt(above) if above > 0.0 && i == 0 => {
                paragraph.line_spacing(LineSpacing::new().before(unsigned_twips(Pt(above))))
            }
            _ => paragraph,
        };
        let paragraph = if text.introduces { paragraph.keep_next(true) } else { paragraph };
        out.push_str(&finish::paragraph(&paragraph.build())?);
    }
    Ok(())
}

/// Word joins two tables that nothing parts, and after the last one adds a paragraph of
/// its own, as high as a line, which may need a page more. This one is as low as can be.
fn after_a_table() -> Result<String, RenderError> {
    finish::paragraph(&Paragraph::new().style(style::AFTER_TABLE).build())
}

/// Points as twentieths of a point, the unit of most lengths (ECMA-376-1, 22.9.2.14).
fn twips(length: impl Into<Pt>) -> i32 {
    (length.into().0 * 20.0).round() as i32
}

/// The same where only what is not negative is allowed.
fn unsigned_twips(length: impl Into<Pt>) -> u32 {
    twips(length).try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests;
