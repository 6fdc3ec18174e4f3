//! The annex as a PDF file: an archive (PDF/A-2, ISO 19005-2) that can be read aloud
//! (PDF/UA-1, ISO 14289-1) and is ready to be signed.
//!
//! Text is measured into a flow of lines, the flow is broken into pages, the pages are
//! painted through `printpdf`, and what `printpdf` cannot write (tags, archive
//! metadata, form) is added to its `lopdf` document.

mod archive;
mod canvas;
mod content;
mod dump;
mod file;
mod font;
mod limits;
mod measure;
mod outline;
mod paginate;
mod paint;
mod picture;
mod rules;
mod signature;
mod signature_block;
mod structure;
mod table_pages;
mod tags;
mod units;
mod widest;

#[cfg(test)]
mod tests;

use super::RenderError;
use crate::annex::{Annex, Origin, Pt};
use crate::typeset::Typesetter;
use measure::{Flow, measure};
use paginate::{Page, paginate};
use paint::{Painted, paint};

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
    let mut steps = Steps::measure(annex, &setter)?;
    steps.paginate()?;
    steps.paint()?;
    steps.finish(options)
}

/// The words that [`pdf`] would break, in a fraction of the time.
///
/// # Errors
/// Those of [`pdf`].
pub fn check(annex: &Annex, options: &PdfOptions) -> Result<Vec<BrokenWord>, RenderError> {
    // A font from outside may be one that cannot be embedded.
    if !annex.fonts.are_built_in() {
        return pdf(annex, options).map(|file| file.broken);
    }
    limits::check_limits(annex)?;
    let setter = typesetter(annex)?;
    let flow = measure::measure_doubtful(annex, &setter)?;
    paginate(&flow)?;
    match paint::footer_surely_fits(annex, &setter, &flow) {
        true => Ok(flow.broken),
        false => pdf(annex, options).map(|file| file.broken),
    }
}

/// What [`pdf`] does, step by step, for whoever measures how long each takes.
pub struct Steps<'a> {
    annex: &'a Annex,
    setter: &'a Typesetter<'a>,
    flow: Flow,
    pages: Vec<Page>,
    painted: Option<Painted>,
}

impl<'a> Steps<'a> {
    /// Sets all text in lines.
    ///
    /// # Errors
    /// As [`pdf`], and so are those of the other steps.
    pub fn measure(annex: &'a Annex, setter: &'a Typesetter<'a>) -> Result<Self, RenderError> {
        let flow = measure(annex, setter)?;
        Ok(Steps { annex, setter, flow, pages: Vec::new(), painted: None })
    }

    /// Breaks the lines into pages.
    pub fn paginate(&mut self) -> Result<(), RenderError> {
        self.pages = paginate(&self.flow)?;
        Ok(())
    }

    /// Paints the pages.
    pub fn paint(&mut self) -> Result<(), RenderError> {
        self.painted = Some(paint(self.annex, self.setter, &self.flow, &self.pages)?);
        Ok(())
    }

    /// Tags what was painted and writes the file.
    pub fn finish(mut self, options: &PdfOptions) -> Result<PdfFile, RenderError> {
        let Some(painted) = &mut self.painted else {
            return Err(RenderError::Backend("nothing was painted".to_owned()));
        };
        let bytes = write(self.annex, options, &self.flow, &self.pages, painted)?;
        Ok(PdfFile { bytes, pages: self.pages.len(), broken: self.flow.broken })
    }
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

/// The painted document with everything that `printpdf` cannot write.
fn write(
    annex: &Annex,
    options: &PdfOptions,
    flow: &Flow,
    pages: &[Page],
    painted: &mut Painted,
) -> Result<Vec<u8>, RenderError> {
    let backend = |e: lopdf::Error| RenderError::Backend(e.to_string());
    let height = Pt::from(annex.page.height).0;
    let mut file = file::open(painted)?;
    file::finish_fonts(&mut file, &painted.fonts);
    let ids: Vec<_> = file.page_iter().collect();
    let fields = signature::fields(annex, flow, pages);
    let placed = signature::add_fields(&mut file, &ids, &fields).map_err(backend)?;
    let tags = tags::tag_tree(annex, flow, painted);
    structure::add_structure(&mut file, &ids, &placed, &tags).map_err(backend)?;
    let entries = outline::outline(flow, pages);
    outline::add_outline(&mut file, &ids, height, &entries).map_err(backend)?;
    archive::add_archive(&mut file, &annex.meta, options.profile)?;
    file::save(file)
}
