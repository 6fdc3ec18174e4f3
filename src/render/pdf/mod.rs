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
mod content_tags;
mod deflate;
mod dump;
mod file;
mod flow;
mod font;
mod limits;
mod marked_text;
mod marks;
mod masthead;
mod measure;
mod outline;
mod paginate;
mod paint;
mod picture;
mod printed_cells;
mod row_units;
mod rules;
mod running_line;
mod signature_block;
mod signature_field;
mod skeleton;
mod steps;
mod structure;
mod table_pages;
mod table_tags;
mod tag_element;
mod tags;
mod text_objects;

#[cfg(test)]
mod tests;

pub use printed_cells::PrintedCell;
pub use steps::{Measured, Paginated, PaintedPages};

use super::RenderError;
use crate::annex::{Annex, Origin};
use crate::typeset::Typesetter;
use measure::measure;
use paginate::paginate;
use paint::paint;

/// Conformance that the file claims. Tags are the same for all levels, and all claim PDF/UA-1.
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

/// Options of the PDF file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PdfOptions {
    /// Conformance that the file claims.
    pub profile: Profile,
}

/// Finished PDF file.
#[derive(Clone, Debug, PartialEq)]
pub struct PdfFile {
    /// Bytes of the file.
    pub bytes: Vec<u8>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Number of pages.
    pub pages: usize,
    /// Words wider than their column, which were broken without a hyphenation point.
    pub broken: Vec<BrokenWord>,
    /// Places of the cells whose text comes from the plan.
    pub cells: Vec<PrintedCell>,
}

/// Word that its column cannot hold in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenWord {
    /// The word.
    pub word: String,
    /// Source of the text; absent if it comes from the layout.
    pub origin: Option<Origin>,
}

/// Renders `annex`. The same annex and options give the same bytes.
///
/// # Errors
/// [`RenderError::TextTooLong`] for a heading that the outline cannot repeat;
/// [`RenderError::NoRoom`] if the page, its margins or a column leave no room for text;
/// [`RenderError::Backend`] for a font that cannot be used and for a character without a glyph
/// ([`crate::typeset::missing_glyphs`] finds those beforehand).
pub fn pdf(annex: &Annex, options: &PdfOptions) -> Result<PdfFile, RenderError> {
    limits::check_limits(annex)?;
    let setter = typesetter(annex)?;
    Measured::new(annex, &setter)?.paginate()?.paint()?.finish(options)
}

/// Dumps the pages as stable text, line by line with their places.
///
/// # Errors
/// As [`pdf`].
pub fn dump_pages(annex: &Annex) -> Result<String, RenderError> {
    let flow = measure(annex, &typesetter(annex)?)?;
    Ok(dump::dump_pages(&flow, &paginate(&flow)?))
}

/// Dumps the tag tree as stable text, an element on each line.
///
/// # Errors
/// As [`pdf`].
pub fn dump_tags(annex: &Annex) -> Result<String, RenderError> {
    let setter = typesetter(annex)?;
    let flow = measure(annex, &setter)?;
    let painted = paint(annex, &setter, &flow, &paginate(&flow)?)?;
    Ok(tag_element::dump_tags(&tags::tag_tree(annex, &flow, &painted)))
}

fn typesetter(annex: &Annex) -> Result<Typesetter<'_>, RenderError> {
    Typesetter::new(&annex.fonts).map_err(|e| RenderError::Backend(e.to_string()))
}
