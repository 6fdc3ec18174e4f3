//! Finishing pass: repairs what `docx-rs` 0.4 writes wrongly and adds what it cannot write, part
//! by part.
//!
//! Each repair is a function that names the clause of ECMA-376 Part 1 (fifth edition) behind it; a
//! repair goes when `docx-rs` learns to do its work. This folder works on XML and does not know
//! `docx-rs`.

mod body;
mod hole;
mod order;
mod package;
mod properties;
mod settings;
mod styles;
mod theme;
pub(crate) mod xml;

pub(crate) use body::{TableFacts, cell, open_cell, paragraph, picture, row, table};
pub(crate) use hole::{HOLE, XmlFrame, XmlFrames};
pub(crate) use package::PartWriter;

use super::RenderError;
use crate::annex::{Annex, Block};
pub(crate) use package::picture_id;
use package::{DocxPart, DocxPartContent, DocxPartKind};
use xml::XmlElement;

/// Parts written by `docx-rs`.
pub(crate) struct DocxParts {
    /// Main document without its blocks.
    pub document: Vec<u8>,
    /// Style definitions.
    pub styles: Vec<u8>,
    /// List definitions; `None` if there is no list.
    pub numbering: Option<Vec<u8>>,
    /// Header of most pages, then the header of the first page.
    pub headers: Vec<Vec<u8>>,
    /// Footer of most pages, then the footer of the first page.
    pub footers: Vec<Vec<u8>>,
}

/// Makes the DOCX file: repairs `parts`, writes `blocks` into the document (repaired already), and
/// adds the parts that `docx-rs` lacks or fills with defaults of its own.
///
/// # Errors
/// [`RenderError::Backend`] if a part is not well-formed or cannot be packed, and errors of
/// `blocks`.
pub(crate) fn package(
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

/// Returns the pictures in document order.
fn pictures(annex: &Annex) -> impl Iterator<Item = DocxPart<'_>> {
    let images = annex.blocks.iter().filter_map(|block| match block {
        Block::Picture(picture) => Some(&picture.image.png),
        _ => None,
    });
    images.enumerate().map(|(i, png)| (DocxPartKind::Picture(i + 1), DocxPartContent::Bytes(png)))
}

/// Makes an element with nothing but a `w:val`.
fn valued(name: &str, value: &str) -> XmlElement {
    XmlElement::new(name, &[("w:val", value)])
}
