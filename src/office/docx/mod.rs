//! Word documents (.docx, ECMA-376-1, 17) → grids: each table with the paragraphs before it,
//! as the document shows once every tracked change is accepted.

mod appearance;
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
use super::relationships::{main_part, part_links};
use crate::diag::{Diagnostic, Findings};
use crate::source::{FileId, GridPosition, SourceMap, Span};
use document::DocxReader;
use lists::{DocxLists, read_list_styles, read_numbering};
use notes::{DocxNotes, read_notes};
use std::collections::BTreeMap;
use std::io::BufRead;

pub(super) use appearance::read_appearance;
pub use appearance::{
    Aspects, DocumentAppearance, ExtraKind, GapSide, IndentSide, LookAspect, ShownParagraph, Story,
    TextExtra, WidthKind,
};

/// Main part of a document whose package names none.
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
    let main = main_part(&mut package, DOCUMENT);
    if !package.has(&main) {
        output.report(findings::no_document(start));
        return None;
    }
    if package.has("word/vbaProject.bin") {
        output.report(findings::macros(start));
    }
    let targets = RelatedParts::of(&mut package, &main);
    let lists = lists(&mut package, &targets);
    let notes = notes(&mut package, &targets);
    DocxReader::new(output, lists, notes).read(&mut package, &main)
}

/// Parts that the main part leads to, by the kind of their relationship.
struct RelatedParts(BTreeMap<String, String>);

impl RelatedParts {
    fn of(package: &mut Package<'_>, main: &str) -> Self {
        let links = part_links(package, main).unwrap_or_default();
        // Of two parts of a kind, programs take the first.
        let links = links.into_iter().rev().filter(|link| !link.is_external);
        RelatedParts(links.map(|link| (link.kind, link.target)).collect())
    }

    /// Opens the part of a kind.
    fn open<'p>(
        &self,
        package: &'p mut Package<'_>,
        kind: &str,
    ) -> Result<impl BufRead + 'p, PackageError> {
        package.part(self.0.get(kind).ok_or(PackageError::Damaged)?)
    }
}

/// Reads what the document refers to when it writes a list.
///
/// Lists and notes only refine what the tables show: if their part is missing or damaged, the
/// document is read without them, as Word opens it.
fn lists(package: &mut Package<'_>, parts: &RelatedParts) -> DocxLists {
    let styles = parts.open(package, "styles").and_then(read_list_styles);
    let labels = parts.open(package, "numbering").and_then(read_numbering);
    DocxLists { styles: styles.unwrap_or_default(), labels: labels.unwrap_or_default() }
}

fn notes(package: &mut Package<'_>, parts: &RelatedParts) -> DocxNotes {
    let mut read = |kind| parts.open(package, kind).and_then(read_notes).unwrap_or_default();
    DocxNotes { footnotes: read("footnotes"), endnotes: read("endnotes") }
}
