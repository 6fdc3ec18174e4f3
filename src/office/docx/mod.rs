//! Word documents (.docx, ECMA-376-1, 17) → grids: each table with the paragraphs before it,
//! as the document shows once every tracked change is accepted.

mod appearance;
mod document;
mod equation_field;
mod fields;
mod looks;
mod math;
mod notes;
mod numbering;
mod properties;
mod runs;
mod styles;

use super::Grid;
use super::document::{self as shared, DocumentOutput};
use super::package::{Package, PackageError};
use super::page_texts::{PageText, PageTexts};
use super::relationships::{PartLink, main_part, part_links};
use super::xml::attribute;
use crate::diag::Findings;
use crate::source::SourceMap;
use document::DocxReader;
use looks::DocxLooks;
use notes::{DocxNotes, read_notes, read_running_text};
use numbering::DocxNumbering;
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use styles::DocxStyles;

pub(super) use appearance::read_appearance;
pub use appearance::{
    Aspects, DocumentAppearance, ExtraKind, GapSide, IndentSide, LookAspect, ShownParagraph, Story,
    TextExtra, WidthKind,
};
pub(super) use math::{linear_formula, read_tree};

/// Main part of a document whose package names none.
const DOCUMENT: &str = "word/document.xml";

/// Reads the tables of a document; `is_shown` unless text is to be read as it is written, struck
/// and raised letters too.
///
/// Every problem goes to `findings`. Returns `None` if the document cannot be read or has no
/// table.
pub(super) fn read_docx(
    name: &str,
    bytes: &[u8],
    is_shown: bool,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let mut output = DocumentOutput::new(name, sources, findings);
    let start = output.start();
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => {
            output.report(shared::not_opened(error, bytes, "Word .docx", start));
            return None;
        }
    };
    let main = main_part(&mut package, DOCUMENT);
    if !package.has(&main) {
        output.report(shared::no_document(start));
        return None;
    }
    if package.has("word/vbaProject.bin") {
        output.report(shared::macros(start));
    }
    let parts = RelatedParts::of(&mut package, &main);
    let styles = parts.open(&mut package, "styles").and_then(DocxStyles::read);
    let looks = DocxLooks::new(styles.unwrap_or_default(), is_shown);
    let lists = parts.open(&mut package, "numbering").and_then(DocxNumbering::read);
    let notes = notes(&mut package, &parts);
    let mut reader = DocxReader::new(output, looks, lists.unwrap_or_default(), notes);
    if let Err(error) = reader.walk(&mut package, &main) {
        reader.body.output.report(match error {
            shared::DocumentError::Limit(finding) => *finding,
            shared::DocumentError::Package(error) => shared::not_read(error, start),
        });
        return None;
    }
    let texts = page_texts(&mut package, &parts, &reader.running_parts);
    reader.body.page_texts(texts);
    reader.body.finish()
}

/// Parts that the main part leads to.
///
/// Styles, lists and notes only refine what the tables show: if their part is missing or damaged,
/// the document is read without them, as Word opens it.
struct RelatedParts {
    by_kind: BTreeMap<String, String>,
    links: Vec<PartLink>,
}

impl RelatedParts {
    fn of(package: &mut Package<'_>, main: &str) -> Self {
        let links = part_links(package, main).unwrap_or_default();
        // Of two parts of a kind, programs take the first.
        let own = links.iter().rev().filter(|link| !link.is_external);
        let by_kind = own.map(|link| (link.kind.clone(), link.target.clone())).collect();
        RelatedParts { by_kind, links }
    }

    /// Opens the part of a kind.
    fn open<'p>(
        &self,
        package: &'p mut Package<'_>,
        kind: &str,
    ) -> Result<impl BufRead + 'p, PackageError> {
        package.part(self.by_kind.get(kind).ok_or(PackageError::Damaged)?)
    }
}

fn notes(package: &mut Package<'_>, parts: &RelatedParts) -> DocxNotes {
    let mut read = |kind| parts.open(package, kind).and_then(read_notes).unwrap_or_default();
    DocxNotes {
        footnotes: read("footnotes"),
        endnotes: read("endnotes"),
        comments: read("comments"),
    }
}

/// Returns the headers and footers in use.
fn page_texts(
    package: &mut Package<'_>,
    parts: &RelatedParts,
    used: &BTreeSet<String>,
) -> Vec<PageText> {
    let mut texts = PageTexts::default();
    for link in parts.links.iter().filter(|link| used.contains(&link.id) && !link.is_external) {
        let words = package.part(&link.target).and_then(read_running_text).unwrap_or_default();
        texts.add(link.kind == "header", &words);
    }
    texts.finish()
}

/// Returns `true` if a switch is on (ST_OnOff, 22.9.2.7): present and not switched off.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off"))
}
