//! A sheet while its cells come in, whatever program wrote it.

use super::limits::Limits;
use super::{Cell, CellKind, Grid, Row};
use crate::diag::{Code, Diagnostic, Findings};
use crate::input::Words;
use crate::source::{CellPlace, FileId, SourceMap, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A cell to be added.
pub(super) struct Shown {
    pub row: u32,
    pub column: u32,
    pub text: String,
    pub kind: CellKind,
}

/// Collects cells in the order of rows and columns.
pub(super) struct SheetBuilder<'s> {
    file: FileId,
    name: Arc<str>,
    sources: &'s mut SourceMap,
    limits: &'s mut Limits,
    cells: BTreeMap<(u32, u32), (String, CellKind)>,
    merged: BTreeMap<(u32, u32), (u32, u32)>,
}

impl<'s> SheetBuilder<'s> {
    pub fn new(
        file: FileId,
        name: &str,
        sources: &'s mut SourceMap,
        limits: &'s mut Limits,
    ) -> Self {
        let (cells, merged) = (BTreeMap::new(), BTreeMap::new());
        SheetBuilder { file, name: name.into(), sources, limits, cells, merged }
    }

    /// Adds a cell, unless it shows nothing.
    ///
    /// # Errors
    /// A finding where there is too much.
    pub fn cell(&mut self, shown: Shown) -> Result<(), Box<Diagnostic>> {
        if shown.text.trim().is_empty() {
            return Ok(());
        }
        let whole = Span::new(self.file, 0..0);
        self.limits.cell(shown.column, &shown.text, whole)?;
        let text = shown.text.replace("\r\n", "\n").replace('\r', "\n");
        self.cells.insert((shown.row, shown.column), (text, shown.kind));
        Ok(())
    }

    /// Says that the cell at a row and column covers as many rows and columns.
    pub fn merge(&mut self, at: (u32, u32), rows: u32, columns: u32) {
        self.merged.insert(at, (rows.max(1), columns.max(1)));
    }

    /// The sheet, and a finding for each cell that shows an error.
    pub fn finish(self, findings: &mut Findings) -> Option<Grid> {
        let SheetBuilder { file, name, sources, cells, merged, .. } = self;
        if cells.is_empty() {
            return None;
        }
        let place = |row, column| CellPlace::Sheet { sheet: name.clone(), row, column };
        let mut rows: Vec<Row> = Vec::new();
        for ((row, column), (text, kind)) in cells {
            let span = sources.add_cell(file, place(row, column), &text);
            if kind == CellKind::Error {
                findings.push(error_value(&text, span));
            }
            let (row_span, col_span) = merged.get(&(row, column)).copied().unwrap_or((1, 1));
            let text = Words::new(text, span);
            let cell = Cell { column, col_span, row_span, text, kind };
            match rows.last_mut().filter(|last| last.index == row) {
                Some(last) => last.cells.push(cell),
                None => rows.push(Row { index: row, is_head: false, cells: vec![cell] }),
            }
        }
        let first = sources.add_cell(file, place(0, 0), &name);
        Some(Grid { name: Some(Words::new(name.to_string(), first)), above: Vec::new(), rows })
    }
}

/// A formula whose result the file does not have.
pub(super) const NO_RESULT: &str = "formula senza risultato";

fn error_value(text: &str, place: Span) -> Diagnostic {
    if text == NO_RESULT {
        let message = "La cella contiene una formula senza il suo risultato.";
        return Diagnostic::new(Code::ErrorValue, place, message)
            .hint("Aprire il file con Excel o LibreOffice e salvarlo di nuovo.");
    }
    let message = format!("La cella mostra l'errore «{text}».");
    Diagnostic::new(Code::ErrorValue, place, message)
        .hint("Correggere la formula, o scrivere il valore al suo posto.")
}

/// A sheet that nobody sees when the file is opened.
pub(super) fn hidden(name: &str, file: FileId) -> Diagnostic {
    let message = format!("Il foglio «{name}» è nascosto e non è stato letto.");
    Diagnostic::new(Code::HiddenSheet, Span::new(file, 0..0), message).hint(
        "Se contiene obiettivi, mostrarlo (tasto destro sul nome di un foglio, Scopri) e salvare.",
    )
}
