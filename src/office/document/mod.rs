//! Text documents while they come in, whatever program wrote them: paragraphs, tables, lists,
//! and what stands beside their text.

mod asides;
mod body;
mod cell;
mod findings;
mod numerals;
mod paragraph;
mod table;
#[cfg(test)]
mod tests;

pub(super) use asides::AsideKind;
pub(super) use body::DocumentBody;
pub(super) use cell::{DocumentCell, VerticalMerge};
pub(super) use findings::{macros, no_document, not_opened, not_read, protected};
pub(super) use numerals::numeral;
pub(super) use paragraph::{ParagraphLabel, TextLook};

use super::limits::TableLimits;
use super::package::PackageError;
use crate::diag::{Diagnostic, Findings};
use crate::source::{FileId, GridPosition, SourceMap, Span};

/// Reason for which a document cannot be read.
pub(super) enum DocumentError {
    /// The package is damaged or too large.
    Package(PackageError),
    /// A table exceeds a limit; the finding names the place.
    Limit(Box<Diagnostic>),
}

impl From<PackageError> for DocumentError {
    fn from(error: PackageError) -> Self {
        DocumentError::Package(error)
    }
}

/// Destination of all that a document shows: positions, findings and limits.
pub(super) struct DocumentOutput<'s> {
    file: FileId,
    sources: &'s mut SourceMap,
    findings: &'s mut Findings,
    limits: TableLimits,
}

impl<'s> DocumentOutput<'s> {
    pub(crate) fn new(
        name: &str,
        sources: &'s mut SourceMap,
        findings: &'s mut Findings,
    ) -> DocumentOutput<'s> {
        let file = sources.add(name, "");
        DocumentOutput { file, sources, findings, limits: TableLimits::default() }
    }

    /// Returns the position of the document as a whole.
    pub(crate) fn start(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    pub(crate) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Adds a text to the sources and returns its position.
    fn add(&mut self, place: GridPosition, text: &str) -> Span {
        self.sources.add_cell(self.file, place, text)
    }

    /// Counts a text.
    ///
    /// # Errors
    /// [`DocumentError::Limit`] if the document holds too much.
    fn count(&mut self, column: u32, text: &str, place: Span) -> Result<(), DocumentError> {
        self.limits.cell(column, text, place).map_err(DocumentError::Limit)
    }
}
