//! Content of a file that is compared, read by `office`.

use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::manifest::AnnexFormat;
use crate::office::{Grid, PackageInventory, TableFormat, read_inventory, read_tables};
use crate::source::{SourceMap, Span};
use crate::verify::archive::regularity::is_regular_package;
use std::collections::BTreeSet;

/// Most bytes that are unpacked to see whether a package holds its parts and nothing else; those of a
/// plan of 100,000 objectives are fewer.
const MOST_UNPACKED: u64 = 288 * 1024 * 1024;

/// Content of a file.
pub(super) struct OfficeContent {
    /// Positions of the texts.
    pub sources: SourceMap,
    /// Tables in order.
    pub grids: Vec<Grid>,
    /// Findings of the reader: hidden content, content outside tables.
    pub notes: Vec<ReaderNote>,
    /// Content besides the tables.
    pub inventory: PackageInventory,
    /// `true` if every program finds the same parts in the file.
    pub is_regular: bool,
}

/// Something that the reader says.
pub(super) struct ReaderNote {
    /// Code of the finding.
    pub code: Code,
    /// In words, without a full stop.
    pub text: String,
    /// Position in the file.
    pub place: Span,
}

impl OfficeContent {
    /// Reads a file.
    ///
    /// # Errors
    /// Reason for which the file cannot be read, in Italian, without a full stop.
    pub(crate) fn read(kind: AnnexFormat, bytes: &[u8]) -> Result<Self, String> {
        let format = match kind {
            AnnexFormat::Xlsx => TableFormat::WrittenXlsx,
            AnnexFormat::Docx => TableFormat::WrittenWord,
            // The caller sends PDFs to their own comparison; a message is safer than a panic.
            AnnexFormat::Pdf => return Err("è un PDF".to_owned()),
        };
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let read = read_tables("file", bytes, format, &mut sources, &mut findings);
        let Some((grids, _)) = read else {
            let error = findings.iter().find(|finding| finding.severity == Severity::Error);
            return Err(error.map(|error| phrase(&error.message)).unwrap_or_default());
        };
        let inventory = read_inventory(bytes)?;
        let note = |note: &Diagnostic| ReaderNote {
            code: note.code,
            text: phrase(&note.message),
            place: note.span(),
        };
        let notes = findings.iter().map(note).collect();
        let is_regular = is_regular_package(bytes, MOST_UNPACKED);
        Ok(OfficeContent { notes, sources, grids, inventory, is_regular })
    }

    /// Returns `true` if the other content has at least half of these texts, at any position.
    pub(crate) fn is_like(&self, other: &OfficeContent) -> bool {
        let theirs = other.texts();
        let ours = self.texts();
        2 * ours.intersection(&theirs).count() >= ours.len()
    }

    fn texts(&self) -> BTreeSet<&str> {
        let cells = self.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
        cells.map(|cell| cell.text.value.as_str()).collect()
    }
}

/// Turns a sentence of a reader into part of another one.
fn phrase(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
