//! PDF renderer: an archive (PDF/A-2, ISO 19005-2) that can be read aloud (PDF/UA-1,
//! ISO 14289-1) and is ready to be signed.
//!
//! Text is measured into a flow of lines (`measure`), the flow is broken into pages
//! (`paginate`), and the pages are painted as content streams of our own (`paint`).
//! `printpdf` supplies the file around them (`skeleton`); tags, metadata and form fields are
//! added to its `lopdf` document. `CONFORMANCE.md` lists the clauses and their tests.

mod archive;
mod canvas;
mod content_stream;
mod deflate;
mod dump;
mod file;
mod flow;
mod font;
mod limits;
mod marks;
mod measure;
mod outline;
mod paginate;
mod paint;
mod picture;
mod row_units;
mod rules;
mod running_line;
mod signature_block;
mod signature_field;
mod skeleton;
mod steps;
mod structure;
mod table_pages;
mod tags;
mod text_objects;

#[cfg(test)]
mod tests;

pub use steps::{Measured, Paginated, PaintedPages};

use super::RenderError;
use crate::annex::{Annex, Origin};
use crate::typeset::Typesetter;
use measure::measure;
use paginate::paginate;
use paint::paint;

/// What the archive claims to be. Tags are the same for all, and all claim PDF/UA-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Profile {
    /// PDF/A-2a and PDF/UA-1.
    #[default]
    A2aUa1,
    /// PDF/A-2u.
    A2u,
    /// PDF/A-2b.
    A2b,
}

/// How the file is to be written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PdfOptions {
    /// What the archive claims to be.
    pub profile: Profile,
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfFile {
    /// The file itself.
    pub bytes: Vec<u8>,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// How many pages it has.
    pub pages: usize,
    /// Words wider than their column, which were broken where they had to be.
    pub broken: Vec<BrokenWord>,
}

/// A word that its column could not hold in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenWord {
    /// The word.
    pub word: String,
    /// Where its text was written.
    pub origin: Option<Origin>,
}

/// Renders `annex`. The same annex and options give the same bytes.
///
/// # Errors
/// [`RenderError::TextTooLong`] for a heading that the outline cannot repeat;
/// [`RenderError::NoRoom`] where the page, its margins or a column leave no room for text; [`RenderError::Backend`] for a font that cannot be used and for a character
/// that it cannot show ([`crate::typeset::missing_glyphs`] finds them beforehand).
pub fn pdf(annex: &Annex, options: &PdfOptions) -> Result<PdfFile, RenderError> {
    limits::check_limits(annex)?;
    let setter = typesetter(annex)?;
    Measured::new(annex, &setter)?.paginate()?.paint()?.finish(options)
}

/// The pages as stable text: what stands where, line by line.
///
/// # Errors
/// As [`pdf`].
pub fn dump_pages(annex: &Annex) -> Result<String, RenderError> {
    let flow = measure(annex, &typesetter(annex)?)?;
    Ok(dump::dump_pages(&flow, &paginate(&flow)?))
}

/// The tag tree as stable text: an element a line.
///
/// # Errors
/// As [`pdf`].
pub fn dump_tags(annex: &Annex) -> Result<String, RenderError> {
    let setter = typesetter(annex)?;
    let flow = measure(annex, &setter)?;
    let painted = paint(annex, &setter, &flow, &paginate(&flow)?)?;
    Ok(tags::dump_tags(&tags::tag_tree(annex, &flow, &painted)))
}

fn typesetter(annex: &Annex) -> Result<Typesetter<'_>, RenderError> {
    Typesetter::new(&annex.fonts).map_err(|e| RenderError::Backend(e.to_string()))
}
