//! An annex in its formats, in memory.

use super::complaints::{broken_word, complaints};
use super::composition::ComposedPlan;
use super::report::JobReport;
use crate::annex::{Annex, Block};
use crate::digest::Digest;
use crate::manifest::{AnnexFormat, ArchiveProfile, FileExtent};
use crate::parallel::both;
use crate::render::pdf::{BrokenWord, PdfFile, PdfOptions, PrintedCell, Profile};
use crate::render::{RenderError, docx, pdf, xlsx};
use crate::source::Span;

/// An annex in one format.
#[derive(Clone, Debug)]
pub struct RenderedFile {
    /// Format of the file.
    pub format: AnnexFormat,
    /// All bytes of the file.
    pub bytes: Vec<u8>,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// Length in the measure of the format.
    pub extent: FileExtent,
    /// Words that were broken because no column could hold them.
    broken: Vec<BrokenWord>,
    /// Places of the cells in a PDF.
    cells: Vec<PrintedCell>,
}

impl RenderedFile {
    /// Returns the name of the file, `stem` with the extension of its format.
    pub fn name(&self, stem: &str) -> String {
        format!("{stem}.{}", self.format.extension())
    }

    /// Returns the cells of a PDF whose text comes from the plan, with their places in its files.
    pub fn cells(&self) -> impl Iterator<Item = CellOfPage> {
        self.cells.iter().map(|cell| CellOfPage {
            page: cell.page,
            edges: cell.edges,
            source: Span::from_raw(cell.origin.0),
        })
    }
}

/// Cell of a table on a page of a PDF.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellOfPage {
    /// Index of the page.
    pub page: usize,
    /// Left, top, right and bottom as fractions of the page, from its upper left corner.
    pub edges: [f32; 4],
    /// Place of the text in the plan's file.
    pub source: Span,
}

/// Renders the annex in each of `formats`. Broken words and what a format cannot hold become
/// findings of `report`.
///
/// Returns `None` if any format fails.
pub(super) fn render_annex(
    composed: &ComposedPlan,
    formats: &[AnnexFormat],
    profile: ArchiveProfile,
    report: &mut JobReport,
) -> Option<Vec<RenderedFile>> {
    let render = |format: &AnnexFormat| render_format(composed, *format, profile);
    let render_each = |formats: &[AnnexFormat]| formats.iter().map(render).collect::<Vec<_>>();
    // The PDF, which comes first, takes as long as the others together.
    let (first, others) = formats.split_at(formats.len().min(1));
    let (first, others) = both(|| render_each(first), || render_each(others));
    let mut rendered = Vec::new();
    for result in first.into_iter().chain(others) {
        match result {
            Ok(file) => {
                let finding = |word| broken_word(word, &report.sources);
                report.findings.extend(file.broken.iter().map(finding));
                rendered.push(file);
            }
            Err(error) => {
                let found = complaints(error, composed.layout_place, &report.sources);
                report.findings.extend(found);
            }
        }
    }
    // A part of the annexes is no result: the manifest describes the whole set.
    (rendered.len() == formats.len()).then_some(rendered)
}

fn render_format(
    composed: &ComposedPlan,
    format: AnnexFormat,
    profile: ArchiveProfile,
) -> Result<RenderedFile, RenderError> {
    let ComposedPlan { annex, dataset, .. } = composed;
    let (bytes, extent) = match format {
        AnnexFormat::Pdf => return render_pdf(annex, profile),
        AnnexFormat::Xlsx => {
            (xlsx::xlsx(annex, dataset)?, FileExtent::Sheets(dataset.sheets.len()))
        }
        AnnexFormat::Docx => (docx::docx(annex)?, FileExtent::Tables(table_count(annex))),
    };
    let digest = Digest::of(&bytes);
    Ok(RenderedFile { format, bytes, digest, extent, broken: Vec::new(), cells: Vec::new() })
}

fn render_pdf(annex: &Annex, profile: ArchiveProfile) -> Result<RenderedFile, RenderError> {
    let options = PdfOptions { profile: pdf_profile(profile) };
    let PdfFile { bytes, sha256, pages, broken, cells } = pdf::pdf(annex, &options)?;
    let (digest, extent) = (Digest::known(sha256), FileExtent::Pages(pages));
    Ok(RenderedFile { format: AnnexFormat::Pdf, bytes, digest, extent, broken, cells })
}

fn pdf_profile(profile: ArchiveProfile) -> Profile {
    // The renderer may not know the manifest, so that the profile has a type in each room.
    match profile {
        ArchiveProfile::A2aUa1 => Profile::A2aUa1,
        ArchiveProfile::A2u => Profile::A2u,
        ArchiveProfile::A2b => Profile::A2b,
    }
}

fn table_count(annex: &Annex) -> usize {
    annex.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count()
}
