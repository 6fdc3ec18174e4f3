//! Text documents of LibreOffice and others (.odt, .fodt; OASIS OpenDocument 1.3, part 3) →
//! grids: each table with the paragraphs before it, as the document shows once every tracked
//! change is accepted.

mod content;
mod forms;
mod frames;
mod lists;
mod math;
mod styles;

use super::Grid;
use super::document::{self as shared, DocumentError, DocumentOutput};
use super::package::{Package, PackageError};
use crate::diag::{Code, Diagnostic, Findings};
use crate::file_kind::FileKind;
use crate::source::{SourceMap, Span};
use content::OdtReader;
use math::read_formulas;
use std::collections::BTreeMap;
use std::io::Read;
use styles::OdtStyles;

/// Reads the tables of a document.
///
/// Every problem goes to `findings`. Returns `None` if the document cannot be read or has no
/// table.
pub(super) fn read_odt(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let mut output = DocumentOutput::new(name, sources, findings);
    let start = output.start();
    let read = if FileKind::of(bytes) == FileKind::FlatOpenDocument {
        OdtStyles::default().with(bytes).map_err(DocumentError::from).map(|styles| {
            let mut reader = OdtReader::new(output, styles, BTreeMap::new());
            let end = reader.walk(bytes);
            (reader, end)
        })
    } else {
        let mut package = match Package::open(bytes) {
            Ok(package) => package,
            Err(error) => {
                output.report(shared::not_opened(error, bytes, "OpenDocument (.odt)", start));
                return None;
            }
        };
        if let Some(finding) = refusal(&mut package, start) {
            output.report(finding);
            return None;
        }
        styles(&mut package).map_err(DocumentError::from).map(|styles| {
            let formulas = read_formulas(&mut package);
            let mut reader = OdtReader::new(output, styles, formulas);
            let part = package.part("content.xml").map_err(DocumentError::from);
            let end = part.and_then(|part| reader.walk(part));
            (reader, end)
        })
    };
    let (mut reader, error) = match read {
        Ok((reader, end)) => (reader, end.err()),
        Err(error) => {
            findings.push(reason(error, start));
            return None;
        }
    };
    if let Some(error) = error {
        reader.body.output.report(reason(error, start));
        return None;
    }
    let texts = std::mem::take(&mut reader.styles.page_texts);
    reader.body.page_texts(texts.finish());
    reader.body.finish()
}

fn reason(error: DocumentError, start: Span) -> Diagnostic {
    match error {
        DocumentError::Limit(finding) => *finding,
        DocumentError::Package(error) => shared::not_read(error, start),
    }
}

/// Reads the styles of the document, then those of its content.
fn styles(package: &mut Package<'_>) -> Result<OdtStyles, PackageError> {
    let mut styles = OdtStyles::default();
    if package.has("styles.xml") {
        styles = styles.with(package.part("styles.xml")?)?;
    }
    styles.with(package.part("content.xml")?)
}

/// Returns the finding on a package that holds no text document, or one that is encrypted.
fn refusal(package: &mut Package<'_>, start: Span) -> Option<Diagnostic> {
    let mut text = |name: &str| {
        let mut text = Vec::new();
        // Lists of parts are short; a longer one is cut, which hides no encryption of the first.
        package.part(name).ok()?.take(1024 * 1024).read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    let manifest = text("META-INF/manifest.xml").unwrap_or_default();
    if manifest.contains("encryption-data") || manifest.contains("encrypted-key") {
        return Some(shared::protected(start));
    }
    let kind = text("mimetype").unwrap_or_else(|| "text".to_owned());
    if kind.contains("text") && package.has("content.xml") {
        return None;
    }
    let message = "Il file non è un documento di testo di OpenDocument (.odt).";
    Some(
        Diagnostic::new(Code::Unreadable, start, message)
            .hint("Aprirlo con il programma che l'ha scritto e salvarlo come .odt."),
    )
}
