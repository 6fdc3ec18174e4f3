//! Word documents (.docx, ECMA-376-1, 17) → grids: each table with the paragraphs before it,
//! as the document shows once every tracked change is accepted.

mod cell;
mod document;
mod findings;
mod lists;
mod notes;
mod paragraph;
mod table;

use super::Grid;
use super::limits::TableLimits;
use super::package::{Package, PackageError};
use crate::diag::{Diagnostic, Findings};
use crate::source::{FileId, GridPosition, SourceMap, Span};
use document::DocxReader;
use lists::{DocxLists, read_list_styles, read_numbering};
use notes::{DocxNotes, read_notes};

const DOCUMENT: &str = "word/document.xml";

/// Reason for which a document cannot be read.
enum DocxError {
    /// The package is damaged or too large.
    Package(PackageError),
    /// A table exceeds a limit; the finding names the place.
    Limit(Box<Diagnostic>),
}

impl From<PackageError> for DocxError {
    fn from(error: PackageError) -> Self {
        DocxError::Package(error)
    }
}

/// Destination of all that a document shows: positions, findings and limits.
struct DocxOutput<'s> {
    file: FileId,
    sources: &'s mut SourceMap,
    findings: &'s mut Findings,
    limits: TableLimits,
}

impl DocxOutput<'_> {
    /// Returns the position of the document as a whole.
    fn start(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    /// Adds a text to the sources and returns its position.
    fn add(&mut self, place: GridPosition, text: &str) -> Span {
        self.sources.add_cell(self.file, place, text)
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}

/// Reads the tables of a document.
///
/// Every problem goes to `findings`. Returns `None` if the document cannot be read or has no
/// table.
pub(super) fn read_docx(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let mut output = DocxOutput { file, sources, findings, limits: TableLimits::default() };
    let start = output.start();
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => {
            output.report(findings::not_opened(error, bytes, start));
            return None;
        }
    };
    if !package.has(DOCUMENT) {
        output.report(findings::no_document(start));
        return None;
    }
    if package.has("word/vbaProject.bin") {
        output.report(findings::macros(start));
    }
    let reader = DocxReader::new(output, lists(&mut package), notes(&mut package));
    reader.read(&mut package)
}

/// Reads what the document refers to when it writes a list.
///
/// Lists and notes only refine what the tables show: if their part is missing or damaged, the
/// document is read without them, as Word opens it.
fn lists(package: &mut Package<'_>) -> DocxLists {
    let styles = package.part("word/styles.xml").and_then(read_list_styles);
    let labels = package.part("word/numbering.xml").and_then(read_numbering);
    DocxLists { styles: styles.unwrap_or_default(), labels: labels.unwrap_or_default() }
}

fn notes(package: &mut Package<'_>) -> DocxNotes {
    let mut read = |part| package.part(part).and_then(read_notes).unwrap_or_default();
    DocxNotes { footnotes: read("word/footnotes.xml"), endnotes: read("word/endnotes.xml") }
}
