//! The finishing pass: what docx-rs 0.4 writes wrongly or cannot write, mended part by part.
//!
//! Each repair is a function named with the clause of ECMA-376 DocxPart 1 (fifth edition) that
//! asks for it; where docx-rs learns to do it, the function goes. This room works on XML
//! and does not know docx-rs.

mod body;
mod hole;
mod order;
mod package;
mod properties;
mod settings;
mod styles;
mod theme;
pub mod xml;

pub use body::{TableFacts, cell, paragraph, picture, row, table};
pub use hole::{HOLE, XmlFrame, XmlFrames};
pub use package::PartWriter;

use super::RenderError;
use crate::annex::{Annex, Block};
pub use package::picture_id;
use package::{DocxPart, DocxPartContent, DocxPartKind};
use xml::XmlElement;

/// The parts that docx-rs wrote.
pub struct DocxParts {
    /// The main document, without its blocks.
    pub document: Vec<u8>,
    /// The style definitions.
    pub styles: Vec<u8>,
    /// The lists, where there are any.
    pub numbering: Option<Vec<u8>>,
    /// The header of most pages, then that of the first.
    pub headers: Vec<Vec<u8>>,
    /// The footers in the same way.
    pub footers: Vec<Vec<u8>>,
}

/// The DOCX file: `parts` repaired, in the document what `blocks` writes (already repaired),
/// and the parts that docx-rs lacks or fills with what the annex does not say.
///
/// # Errors
/// [`RenderError::Backend`] where a part is not well-formed or cannot be packed, and those
/// of `blocks`.
pub fn package(
    parts: DocxParts,
    blocks: impl Fn(&mut PartWriter) -> Result<(), RenderError>,
    annex: &Annex,
) -> Result<Vec<u8>, RenderError> {
    let mut all: Vec<DocxPart<'_>> = vec![
        (DocxPartKind::Document, DocxPartContent::Blocks(body::document(&parts.document)?)),
        (DocxPartKind::Styles, styles::styles(&parts.styles, annex)?.into()),
        (DocxPartKind::Settings, settings::settings(annex).into()),
        (DocxPartKind::Fonts, settings::font_table(&annex.fonts).into()),
        (DocxPartKind::Theme, DocxPartContent::Xml(theme::theme(&annex.fonts))),
    ];
    if let Some(numbering) = &parts.numbering {
        all.push((DocxPartKind::Numbering, body::numbering(numbering)?.into()));
    }
    for (i, xml) in parts.headers.iter().enumerate() {
        all.push((DocxPartKind::Header(i + 1), body::repaired(xml)?.into()));
    }
    for (i, xml) in parts.footers.iter().enumerate() {
        all.push((DocxPartKind::Footer(i + 1), body::repaired(xml)?.into()));
    }
    all.extend(pictures(annex));
    all.push((DocxPartKind::Core, properties::core(&annex.meta).into()));
    all.push((DocxPartKind::Application, properties::application(&annex.meta).into()));
    package::zip(&all, blocks)
}

/// The pictures in the order in which the document names them.
fn pictures(annex: &Annex) -> impl Iterator<Item = DocxPart<'_>> {
    let images = annex.blocks.iter().filter_map(|block| match block {
        Block::Picture(picture) => Some(&picture.image.png),
        _ => None,
    });
    images.enumerate().map(|(i, png)| (DocxPartKind::Picture(i + 1), DocxPartContent::Bytes(png)))
}

/// An element with nothing but a `w:val`.
fn valued(name: &str, value: &str) -> XmlElement {
    XmlElement::new(name, &[("w:val", value)])
}
