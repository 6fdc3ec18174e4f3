//! Workbook while its sheets are read, whatever program wrote it.

use crate::diag::{Code, Diagnostic, Findings};
use crate::office::Grid;
use crate::office::limits::TableLimits;
use crate::office::package::PackageError;
use crate::source::{FileId, GridPosition, SourceMap, Span};

/// Reason for which a workbook cannot be read.
pub(crate) enum WorkbookError {
    /// The file is damaged or too large.
    File(PackageError),
    /// The file is encrypted with a password.
    Protected,
    /// The file is something else, named in Italian.
    OtherKind(&'static str),
    /// A table exceeds a limit; the finding names the place.
    Limit(Box<Diagnostic>),
}

impl From<PackageError> for WorkbookError {
    fn from(error: PackageError) -> Self {
        WorkbookError::File(error)
    }
}

/// Grids read so far, and the destination of positions and findings.
pub(crate) struct WorkbookReader<'a> {
    pub file: FileId,
    pub sources: &'a mut SourceMap,
    pub findings: &'a mut Findings,
    pub grids: Vec<Grid>,
    pub limits: TableLimits,
    /// `false` if text is to be read as it is written, struck too.
    pub is_shown: bool,
}

impl<'a> WorkbookReader<'a> {
    pub(crate) fn new(
        file: FileId,
        is_shown: bool,
        sources: &'a mut SourceMap,
        findings: &'a mut Findings,
    ) -> Self {
        let limits = TableLimits::default();
        WorkbookReader { file, sources, findings, grids: Vec::new(), limits, is_shown }
    }

    /// Returns the position of the file as a whole.
    pub(crate) fn start(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    /// Reports a hidden sheet, which is left out because a reader of the file does not see it.
    pub(crate) fn hidden_sheet(&mut self, name: &str) {
        let place = GridPosition::Sheet { sheet: name.into(), row: 0, column: 0 };
        let place = self.sources.add_cell(self.file, place, name);
        let message = format!("Il foglio «{name}» è nascosto e non è stato letto.");
        self.findings.push(Diagnostic::new(Code::HiddenSheet, place, message).hint(
            "Se contiene obiettivi, mostrarlo (tasto destro sul nome di un foglio, Scopri) e salvare.",
        ));
    }

    /// Reports an entry in the list of sheets that has no cells in the file, such as a module of
    /// macros.
    pub(crate) fn sheet_without_cells(&mut self, name: &str) {
        let place = GridPosition::Sheet { sheet: name.into(), row: 0, column: 0 };
        let place = self.sources.add_cell(self.file, place, name);
        let message = format!("Il foglio «{name}» non ha celle: è stato tralasciato.");
        self.findings.push(Diagnostic::new(Code::HiddenSheet, place, message).hint(
            "Di solito è un modulo di macro; se invece nel suo programma mostra dei dati, salvare di nuovo il file.",
        ));
    }
}
