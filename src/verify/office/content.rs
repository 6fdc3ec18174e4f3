//! What a file shows, read by the readers of `input`.

use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::manifest::AnnexFormat;
use crate::office::{Grid, PackageInventory, TableFormat, read_inventory, read_tables};
use crate::source::{SourceMap, Span};
use std::collections::BTreeSet;

/// A file that was read.
pub(super) struct Content {
    /// Where each text stands.
    pub sources: SourceMap,
    /// Its tables in their order.
    pub grids: Vec<Grid>,
    /// What the reader found worth saying: hidden things, things that are no table.
    pub notes: Vec<Note>,
    /// What stands behind the tables.
    pub inventory: PackageInventory,
}

/// Something that the reader says.
pub(super) struct Note {
    /// What kind of thing.
    pub code: Code,
    /// In words, without a full stop.
    pub text: String,
    /// Where.
    pub place: Span,
}

impl Content {
    /// Reads a file.
    ///
    /// # Errors
    /// Why it cannot be read, in Italian, without a full stop.
    pub fn read(kind: AnnexFormat, bytes: &[u8]) -> Result<Self, String> {
        let format = match kind {
            AnnexFormat::Xlsx => TableFormat::Xlsx,
            AnnexFormat::Docx => TableFormat::Word,
            AnnexFormat::Pdf => return Err("è un PDF".to_owned()),
        };
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let read = read_tables("file", bytes, format, &mut sources, &mut findings);
        let Some((grids, _)) = read else {
            let error = findings.iter().find(|finding| finding.severity == Severity::Error);
            return Err(error.map(|error| phrase(&error.message)).unwrap_or_default());
        };
        let inventory = read_inventory(bytes).ok_or("è danneggiato o troppo grande")?;
        let note = |note: &Diagnostic| Note {
            code: note.code,
            text: phrase(&note.message),
            place: note.span(),
        };
        Ok(Content { notes: findings.iter().map(note).collect(), sources, grids, inventory })
    }

    /// Whether half of the texts are those of the other, wherever they stand.
    pub fn is_like(&self, other: &Content) -> bool {
        let theirs = other.texts();
        let ours = self.texts();
        2 * ours.intersection(&theirs).count() >= ours.len()
    }

    fn texts(&self) -> BTreeSet<&str> {
        let cells = self.grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
        cells.map(|cell| cell.text.value.as_str()).collect()
    }
}

/// A sentence of the readers as part of another.
fn phrase(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
