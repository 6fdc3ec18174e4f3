//! Sheet of a workbook while its cells are read, whatever program wrote it.

use super::book::{WorkbookError, WorkbookReader};
use super::value::{DisplayedValue, NO_RESULT};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::office::package::PackageError;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::source::Words;
use crate::source::{GridPosition, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rectangle of cells: first and last row and column, from 0.
#[derive(Clone, Copy)]
pub(crate) struct CellRange {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

/// Cells of a sheet that show something.
pub(crate) struct SheetCells<'b, 'a> {
    book: &'b mut WorkbookReader<'a>,
    name: Arc<str>,
    title: Words,
    cells: Vec<(u32, GridCell)>,
    head_rows: BTreeSet<u32>,
    merged: Vec<CellRange>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    /// Comments with the row and column of their cells.
    comments: Vec<((u32, u32), String)>,
}

impl<'b, 'a> SheetCells<'b, 'a> {
    /// Begins a sheet.
    pub(crate) fn new(book: &'b mut WorkbookReader<'a>, name: &str) -> Self {
        let name: Arc<str> = name.into();
        let place = GridPosition::Sheet { sheet: name.clone(), row: 0, column: 0 };
        let title = Words::new(name.to_string(), book.sources.add_cell(book.file, place, &name));
        SheetCells {
            book,
            name,
            title,
            cells: Vec::new(),
            head_rows: BTreeSet::new(),
            merged: Vec::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// Adds a cell, unless it shows nothing.
    ///
    /// # Errors
    /// [`WorkbookError::Limit`] if the tables hold too much.
    pub(crate) fn cell(
        &mut self,
        row: u32,
        column: u32,
        (text, kind): DisplayedValue,
    ) -> Result<(), WorkbookError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let text =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        let place = GridPosition::Sheet { sheet: self.name.clone(), row, column };
        let span = self.book.sources.add_cell(self.book.file, place, &text);
        self.book.limits.cell(column, &text, span).map_err(WorkbookError::Limit)?;
        if kind == CellKind::Error {
            self.book.findings.push(error_value(&text, span));
        }
        let text = Words::new(text, span);
        self.cells.push((row, GridCell { column, col_span: 1, row_span: 1, text, kind }));
        Ok(())
    }

    /// Marks a rectangle that shows as one cell, with the content of its first one.
    ///
    /// # Errors
    /// [`PackageError::TooLarge`] if the sheet has too many of them.
    pub(crate) fn merge(&mut self, area: CellRange) -> Result<(), WorkbookError> {
        /// Most merged rectangles: each is compared with the cells that it may cover.
        const MOST: usize = 200_000;
        self.merged.push(area);
        if self.merged.len() > MOST {
            Err(WorkbookError::File(PackageError::TooLarge))
        } else {
            Ok(())
        }
    }

    /// Marks a row with content that is repeated on every page.
    pub(crate) fn head_row(&mut self, row: u32) {
        self.head_rows.insert(row);
    }

    /// Adds a comment on a cell; its words are empty if they are not known.
    pub(crate) fn comment(&mut self, position: (u32, u32), text: String) {
        self.comments.push((position, text));
    }

    /// Marks a row with content that is hidden.
    pub(crate) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Marks hidden columns, from the first to the last.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        // Excel has 16,384 columns, so that more ranges than that repeat one another.
        if self.hidden_columns.len() < 16_384 {
            self.hidden_columns.push((first, last));
        }
    }

    /// Ends the sheet and adds it to the grids, unless it shows nothing.
    ///
    /// # Errors
    /// [`PackageError::TooLarge`] if too many merged rectangles overlap.
    pub(crate) fn finish(mut self) -> Result<(), WorkbookError> {
        self.cells.sort_by_key(|(row, cell)| (*row, cell.column));
        // A grid holds one cell a place; of two in a damaged file the first is kept.
        self.cells.dedup_by_key(|(row, cell)| (*row, cell.column));
        self.report_hidden_rows();
        self.report_hidden_columns();
        self.report_comments();
        self.merge_cells()?;
        let mut rows: Vec<GridRow> = Vec::new();
        for (index, cell) in self.cells {
            match rows.last_mut().filter(|last| last.index == index) {
                Some(row) => row.cells.push(cell),
                None => {
                    let is_head = self.head_rows.contains(&index);
                    rows.push(GridRow { index, is_head, cells: vec![cell] });
                }
            }
        }
        if !rows.is_empty() {
            self.book.grids.push(Grid { name: Some(self.title), rows, ..Grid::default() });
        }
        Ok(())
    }

    /// Spans the first of merged cells up to the last row and column in use, and removes the
    /// cells that it covers.
    fn merge_cells(&mut self) -> Result<(), WorkbookError> {
        /// Most comparisons: merged cells that do not overlap need a few for each cell.
        const MOST_STEPS: usize = 20_000_000;
        let last_row = self.cells.last().map_or(0, |(row, _)| *row);
        let last_column = self.cells.iter().map(|(_, cell)| cell.column).max().unwrap_or(0);
        let mut covered = BTreeSet::new();
        let mut steps = 0;
        for CellRange { first, last } in std::mem::take(&mut self.merged) {
            // Whole columns may be merged: their span would have a million rows.
            let last = (last.0.min(last_row), last.1.min(last_column));
            let mut at = self.index_of(first);
            while let Some((row, cell)) = self.cells.get_mut(at).filter(|(row, _)| *row <= last.0) {
                steps += 1;
                let place = (*row, cell.column);
                if place == first {
                    cell.row_span = last.0 - first.0 + 1;
                    cell.col_span = last.1.saturating_sub(first.1) + 1;
                } else if (first.1..=last.1).contains(&place.1) {
                    covered.insert(at);
                }
                at = match place.1 {
                    // Cells outside the rectangle are skipped: a tall rectangle of few columns
                    // would pass them all.
                    column if column < first.1 => self.index_of((place.0, first.1)),
                    column if column > last.1 => self.index_of((place.0 + 1, first.1)),
                    _ => at + 1,
                };
            }
            if steps > MOST_STEPS {
                return Err(WorkbookError::File(PackageError::TooLarge));
            }
        }
        self.remove_covered(&covered);
        Ok(())
    }

    /// Returns the index of the first cell at or after a place.
    fn index_of(&self, place: (u32, u32)) -> usize {
        self.cells.partition_point(|(row, cell)| (*row, cell.column) < place)
    }

    fn remove_covered(&mut self, covered: &BTreeSet<usize>) {
        let Some(first) = covered.first() else { return };
        let span = self.cells[*first].1.text.span;
        let message = match covered.len() {
            1 => "Il testo di questa cella è coperto da celle unite: non si vede e non è stato letto.".to_owned(),
            n => format!("I testi di {n} celle, da questa in poi, sono coperti da celle unite: non si vedono e non sono stati letti."),
        };
        self.book.findings.push(
            Diagnostic::new(Code::HiddenCells, span, message)
                .hint("Se servono, separare le celle unite e scrivere ogni testo nella sua."),
        );
        let mut at = 0..;
        self.cells.retain(|_| !at.next().is_some_and(|at| covered.contains(&at)));
    }

    /// Reports each comment at its cell, since no field of a plan holds it.
    fn report_comments(&mut self) {
        for ((row, column), text) in std::mem::take(&mut self.comments) {
            let cell = self.cells.get(self.index_of((row, column)));
            let cell = cell.filter(|(at, cell)| (*at, cell.column) == (row, column));
            let place = match cell {
                Some((_, cell)) => cell.text.span,
                None => {
                    let place = GridPosition::Sheet { sheet: self.name.clone(), row, column };
                    self.book.sources.add_cell(self.book.file, place, "")
                }
            };
            let quote = match text.trim() {
                "" => String::new(),
                text => format!(": {}", quote_start(text)),
            };
            let message = format!("La cella ha un commento, che non entra nel piano{quote}.");
            let note = Diagnostic::new(Code::CommentIgnored, place, message);
            self.book.findings.push(note.hint("Se serve, scriverlo in una colonna della tabella."));
        }
    }

    fn report_hidden_rows(&mut self) {
        let rows: BTreeSet<u32> = std::mem::take(&mut self.hidden_rows);
        let first = self.cells.iter().find(|(row, _)| rows.contains(row));
        let Some(place) = first.map(|(_, cell)| cell.text.span) else { return };
        let list = listed(rows.iter().map(|row| u64::from(*row) + 1));
        self.report_hidden(place, format!("Il foglio ha righe nascoste con un contenuto ({list})"));
    }

    fn report_hidden_columns(&mut self) {
        let is_hidden =
            |column| self.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&column));
        let used: BTreeSet<u32> = self.cells.iter().map(|(_, cell)| cell.column).collect();
        let columns: BTreeSet<u32> = used.into_iter().filter(|column| is_hidden(*column)).collect();
        let first = self.cells.iter().find(|(_, cell)| columns.contains(&cell.column));
        let Some(place) = first.map(|(_, cell)| cell.text.span) else { return };
        let list = listed(columns.iter().map(|column| crate::source::column_letters(*column)));
        self.report_hidden(
            place,
            format!("Il foglio ha colonne nascoste con un contenuto ({list})"),
        );
    }

    fn report_hidden(&mut self, place: Span, what: String) {
        let message = what + ": sono state lette come le altre.";
        self.book.findings.push(
            Diagnostic::new(Code::HiddenCells, place, message)
                .hint("Se non devono far parte del piano, eliminarle e salvare."),
        );
    }
}

/// Joins the first items of a list with commas.
fn listed<T: std::fmt::Display>(items: impl Iterator<Item = T>) -> String {
    const MOST: usize = 10;
    let mut items: Vec<String> = items.take(MOST + 1).map(|item| item.to_string()).collect();
    if items.len() > MOST {
        items[MOST] = "…".to_owned();
    }
    items.join(", ")
}

fn error_value(text: &str, place: Span) -> Diagnostic {
    if text == NO_RESULT {
        let message = "La cella contiene una formula senza risultato.";
        return Diagnostic::new(Code::ErrorValue, place, message)
            .hint("Aprire il file con Excel o LibreOffice e salvarlo di nuovo.");
    }
    Diagnostic::new(Code::ErrorValue, place, format!("La cella mostra l'errore «{text}»."))
        .hint("Correggere la formula, o scrivere il valore al suo posto.")
}
