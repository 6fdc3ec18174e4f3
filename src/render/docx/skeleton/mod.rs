//! Calls to `docx-rs`, all of them: what the crate still does for a DOCX file, and why the rest
//! is ours.
//!
//! `docx-rs` writes the XML of paragraphs, runs, tables, rows and cells ([`ParagraphShape`] and
//! its kin), of styles, list definitions, the section, headers and footers ([`parts`]), and of
//! pictures ([`picture`]). It writes each of them once, without text:
//!
//! - text is filled into holes of that XML (`finish::hole`): building a row of a table with
//!   `docx-rs` takes some 30 KB and most of the time of a file, and a plan has thousands;
//! - its XML is repaired (`finish`): children out of the order of the schema, empty properties,
//!   identifiers from a counter of the thread, and no table look, head rows, captions,
//!   languages or content controls;
//! - settings, theme, document properties and the package itself are written anew (`finish`):
//!   `docx-rs` fills them with defaults, dates and parts that no annex has.

mod numbering;
mod picture;
mod run;
mod section;
mod shape;
pub(crate) mod style;

pub(crate) use picture::picture;
pub(crate) use run::words;
pub(crate) use shape::{CellShape, MastheadShape, Merge, ParagraphShape, RowShape, TableShape};

use super::finish::DocxParts;
use super::list_labels::DocxListLabels;
use crate::annex::Annex;
use crate::render::RenderError;
use docx_rs::Docx;

/// Writes all parts that `docx-rs` has a form for, without the blocks of the document.
///
/// # Errors
/// [`RenderError::NoRoom`] if the margins leave no room for text.
pub(crate) fn parts(annex: &Annex, labels: &DocxListLabels<'_>) -> Result<DocxParts, RenderError> {
    let docx = section::section(Docx::new(), annex)?.styles(style::styles(annex));
    let built = docx.numberings(numbering::numberings(labels, &annex.styles)).build();
    Ok(DocxParts {
        document: built.document,
        styles: built.styles,
        numbering: (!labels.is_empty()).then_some(built.numberings),
        headers: built.headers,
        footers: built.footers,
    })
}
