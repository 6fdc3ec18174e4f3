//! Steps from an annex to its file, each made of the one before. The benchmarks take them one by
//! one.

use super::flow::FlowDocument;
use super::measure::measure;
use super::paginate::{FlowPage, paginate};
use super::paint::{Painted, paint};
use super::printed_cells::printed_cells;
use super::{PdfFile, PdfOptions, archive, file, outline, signature_field, structure, tags};
use crate::annex::{Annex, Pt};
use crate::render::RenderError;
use crate::typeset::Typesetter;

/// Annex whose text is set in lines.
pub struct Measured<'a> {
    annex: &'a Annex,
    setter: &'a Typesetter<'a>,
    flow: FlowDocument,
}

/// Annex broken into pages.
pub struct Paginated<'a> {
    measured: Measured<'a>,
    pages: Vec<FlowPage>,
}

/// Annex with every page painted.
pub struct PaintedPages<'a> {
    paginated: Paginated<'a>,
    painted: Painted,
}

impl<'a> Measured<'a> {
    /// Sets the text of `annex` in lines.
    ///
    /// # Errors
    /// As [`super::pdf`].
    pub fn new(annex: &'a Annex, setter: &'a Typesetter<'a>) -> Result<Self, RenderError> {
        Ok(Measured { annex, setter, flow: measure(annex, setter)? })
    }

    /// Breaks the lines into pages.
    ///
    /// # Errors
    /// As [`super::pdf`].
    pub fn paginate(self) -> Result<Paginated<'a>, RenderError> {
        let pages = paginate(&self.flow)?;
        Ok(Paginated { measured: self, pages })
    }
}

impl<'a> Paginated<'a> {
    /// Paints the pages.
    ///
    /// # Errors
    /// As [`super::pdf`].
    pub fn paint(self) -> Result<PaintedPages<'a>, RenderError> {
        let Measured { annex, setter, flow } = &self.measured;
        let painted = paint(annex, setter, flow, &self.pages)?;
        Ok(PaintedPages { paginated: self, painted })
    }
}

impl PaintedPages<'_> {
    /// Completes the skeleton with tags, fields, outline and metadata, and writes the file.
    ///
    /// # Errors
    /// As [`super::pdf`].
    pub fn finish(self, options: &PdfOptions) -> Result<PdfFile, RenderError> {
        let PaintedPages { paginated: Paginated { measured, pages }, mut painted } = self;
        let Measured { annex, flow, .. } = measured;
        let backend = |e: lopdf::Error| RenderError::Backend(e.to_string());
        let height = Pt::from(annex.page.height).0;
        // The tag tree needs the object numbers of pages and fields, so both come before
        // it.
        let mut file = file::open(&mut painted)?;
        file::complete_fonts(&mut file, &painted.fonts);
        let ids: Vec<_> = file.page_iter().collect();
        let fields = signature_field::fields(annex, &flow, &pages);
        let placed = signature_field::add_fields(&mut file, &ids, &fields).map_err(backend)?;
        let tags = tags::document_tags(annex, &flow, &painted);
        let elements = structure::add_structure(&mut file, &ids, &placed, tags)?;
        let entries = outline::outline(&flow, &pages);
        outline::add_outline(&mut file, &ids, height, &entries).map_err(backend)?;
        archive::add_archive(&mut file, &annex.meta, options.profile)?;
        let cells = printed_cells(&flow, &pages, &annex.page);
        let (pages, broken) = (pages.len(), flow.broken);
        // The file itself takes as much memory as what it was made of.
        drop((flow.blocks, painted));
        let (bytes, sha256) = file::save(file, elements)?;
        Ok(PdfFile { bytes, sha256, pages, broken, cells })
    }
}
