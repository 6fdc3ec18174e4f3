//! The annex as a PDF: PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1).
//!
//! Measured (`flow`), placed (`paginate`), painted through printpdf (`canvas`, `paint`),
//! then finished as a lopdf document (`archive`) with what printpdf cannot write. The only
//! room that names either crate.

mod archive;
mod canvas;
mod flow;
mod fonts;
mod paginate;
mod paint;
mod structure;
mod tags;
#[cfg(test)]
mod tests;
mod xmp;

use super::RenderError;
use crate::annex::{Annex, Pt, StyleName};
use crate::typeset::Typesetter;
use paginate::{Page, Room, paginate};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

/// A PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Renders `annex`.
///
/// # Errors
/// [`RenderError::NoRoom`] where the page cannot hold the tables, [`RenderError::Backend`]
/// where fonts cannot be read or subset.
pub fn pdf(annex: &Annex) -> Result<Pdf, RenderError> {
    let set = typesetter(annex)?;
    let flow = flow::measure(annex, &set)?;
    let pages = paginate(&flow, room(annex))?;
    let painted = paint::paint(annex, &set, &flow, &pages);
    let bytes = write(annex, &set, painted)?;
    Ok(Pdf { bytes, pages: pages.len() })
}

/// The pages of `annex` as stable text: for each the lines and rows that stand on it.
///
/// # Errors
/// As [`pdf`].
pub fn dump_pages(annex: &Annex) -> Result<String, RenderError> {
    Ok(paginate::dump(&placed(annex)?.1))
}

/// The structure tree of `annex` as stable text.
///
/// # Errors
/// As [`pdf`].
pub fn dump_tags(annex: &Annex) -> Result<String, RenderError> {
    let (set, pages) = placed(annex)?;
    let flow = flow::measure(annex, &set)?;
    Ok(paint::paint(annex, &set, &flow, &pages).tree.dump())
}

fn placed(annex: &Annex) -> Result<(Typesetter<'_>, Vec<Page>), RenderError> {
    let set = typesetter(annex)?;
    let flow = flow::measure(annex, &set)?;
    let pages = paginate(&flow, room(annex))?;
    drop(flow);
    Ok((set, pages))
}

fn typesetter(annex: &Annex) -> Result<Typesetter<'_>, RenderError> {
    Typesetter::new(&annex.fonts).map_err(|e| RenderError::Backend(e.to_string()))
}

/// Space between the running header and the content.
const HEADER_GAP: f32 = 6.0;

fn room(annex: &Annex) -> Room {
    let page = &annex.page;
    let top = Pt::from(page.margins.top).0;
    Room {
        first_top: if page.header.is_some() { header_top(annex) } else { top },
        top,
        bottom: Pt::from(page.height).0 - Pt::from(page.margins.bottom).0,
        padding: annex.styles.padding_y.0,
    }
}

/// Where the running header begins: just above the content, and on the first page the
/// title in its place. Points from the top of the sheet.
fn header_top(annex: &Annex) -> f32 {
    let style = annex.styles[StyleName::Header];
    let top = Pt::from(annex.page.margins.top).0;
    (top - HEADER_GAP - style.size.0 * style.leading).max(0.0)
}

fn write(
    annex: &Annex,
    set: &Typesetter<'_>,
    painted: paint::Painted,
) -> Result<Vec<u8>, RenderError> {
    let mut document = PdfDocument::new(&annex.meta.title);
    fonts::embed(&mut document, annex, set, &painted.used)?;
    let (width, height) = (Mm(annex.page.width.0), Mm(annex.page.height.0));
    let marks: Vec<i64> = painted.canvases.iter().map(|canvas| canvas.marks).collect();
    let pages = painted.canvases.into_iter().map(|canvas| PdfPage::new(width, height, canvas.ops));
    document.with_pages(pages.collect());
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let raw = printpdf::to_lopdf_doc(&document, &options, &mut warnings);
    archive::finish(raw, annex, &painted.tree, &marks, &painted.outline)
}
