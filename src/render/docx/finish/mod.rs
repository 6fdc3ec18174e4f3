//! The finishing pass: what docx-rs 0.4 writes wrongly or cannot write, mended part by part.
//!
//! Each repair is a function named with the clause of ECMA-376 Part 1 (fifth edition) that
//! asks for it; where docx-rs learns to do it, the function goes. This room works on XML
//! and does not know docx-rs.

mod body;
mod order;
mod package;
mod properties;
mod settings;
mod styles;
mod theme;
pub mod xml;

pub use body::{TableFacts, paragraph, row, table};

use super::RenderError;
use crate::annex::Annex;
use package::Kind;
use xml::Element;

/// The parts that docx-rs wrote.
pub struct Parts {
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

/// The DOCX file: `parts` repaired, `blocks` (already repaired) in the document, and the
/// parts that docx-rs lacks or fills with what the annex does not say.
///
/// # Errors
/// [`RenderError::Backend`] where a part is not well-formed or cannot be packed.
pub fn package(parts: Parts, blocks: String, annex: &Annex) -> Result<Vec<u8>, RenderError> {
    let mut all = vec![
        (Kind::Document, body::document(&parts.document, blocks)?),
        (Kind::Styles, styles::styles(&parts.styles, annex)?),
        (Kind::Settings, settings::settings(annex)),
        (Kind::Fonts, settings::font_table(&annex.fonts)),
        (Kind::Theme, theme::theme(&annex.fonts)),
    ];
    if let Some(numbering) = &parts.numbering {
        all.push((Kind::Numbering, body::numbering(numbering)?));
    }
    for (i, xml) in parts.headers.iter().enumerate() {
        all.push((Kind::Header(i + 1), body::repaired(xml)?));
    }
    for (i, xml) in parts.footers.iter().enumerate() {
        all.push((Kind::Footer(i + 1), body::repaired(xml)?));
    }
    all.push((Kind::Core, properties::core(&annex.meta)));
    all.push((Kind::Application, properties::application(&annex.meta)));
    package::zip(&all)
}

/// An element with nothing but a `w:val`.
fn valued(name: &str, value: &str) -> Element {
    Element::new(name, &[("w:val", value)])
}
