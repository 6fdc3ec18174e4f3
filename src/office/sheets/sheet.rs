//! A workbook while its sheets come in, and a sheet while its cells do, whatever program
//! wrote them.

use super::package::Broken;
use crate::diag::{Code, Diagnostic, Findings};
use crate::office::limits::Limits;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use crate::source::{CellPlace, FileId, SourceMap, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Why reading ends early.
pub(super) enum Stop {
    /// The file is at fault as a whole.
    File(Broken),
    /// Only a password opens it.
    Protected,
    /// It is something else than a workbook that can be read.
    Other(&'static str),
    /// Something is too much at its place.
    Limit(Box<Diagnostic>),
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        Stop::File(broken)
    }
}

/// What of the file has been read, and where findings go.
pub(super) struct Book<'a> {
    pub file: FileId,
    pub sources: &'a mut SourceMap,
    pub findings: &'a mut Findings,
    pub grids: Vec<Grid>,
    limits: Limits,
}

impl<'a> Book<'a> {
    pub fn new(file: FileId, sources: &'a mut SourceMap, findings: &'a mut Findings) -> Self {
        Book { file, sources, findings, grids: Vec::new(), limits: Limits::default() }
    }

    /// The file as a whole.
    pub fn place(&self) -> Span {
        Span::new(self.file, 0..0)
    }

    /// Begins a sheet.
    pub fn sheet(&mut self, name: &str) -> Sheet<'_, 'a> {
        let name: Arc<str> = name.into();
        let place = CellPlace::Sheet { sheet: name.clone(), row: 0, column: 0 };
        let title = Words::new(name.to_string(), self.sources.add_cell(self.file, place, &name));
        Sheet {
            book: self,
            name,
            title,
            cells: Vec::new(),
            head_rows: BTreeSet::new(),
            merged: Vec::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: Vec::new(),
        }
    }

    /// Says that a sheet is left out because nobody sees it when the file is opened.
    pub fn hidden_sheet(&mut self, name: &str) {
        let place = CellPlace::Sheet { sheet: name.into(), row: 0, column: 0 };
        let place = self.sources.add_cell(self.file, place, name);
        let message = format!("Il foglio «{name}» è nascosto e non è stato letto.");
        self.findings.push(Diagnostic::new(Code::HiddenSheet, place, message).hint(
            "Se contiene obiettivi, mostrarlo (tasto destro sul nome di un foglio, Scopri) e salvare.",
        ));
    }
}

/// A rectangle of cells: first row and column, last row and column, from 0.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

/// What a cell shows, and what stands behind it.
pub(super) type Shown = (String, CellKind);

/// What a cell is said to show whose formula has no result in the file.
pub const NO_RESULT: &str = "formula senza risultato";

/// Adds to the text of a cell.
///
/// # Errors
/// [`Broken::TooLarge`] where it has no end.
pub(super) fn append(text: &mut String, more: &str) -> Result<(), Broken> {
    /// In bytes; programs let nobody write more than 32,767 characters.
    const LONGEST: usize = 1024 * 1024;
    text.push_str(more);
    if text.len() > LONGEST { Err(Broken::TooLarge) } else { Ok(()) }
}

/// Collects the cells of a sheet that show something.
pub(super) struct Sheet<'b, 'a> {
    book: &'b mut Book<'a>,
    name: Arc<str>,
    title: Words,
    cells: Vec<(u32, GridCell)>,
    head_rows: BTreeSet<u32>,
    merged: Vec<Area>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
}

impl Sheet<'_, '_> {
    /// Adds a cell, unless it shows nothing.
    ///
    /// # Errors
    /// A finding where there is too much.
    pub fn cell(&mut self, row: u32, column: u32, (text, kind): Shown) -> Result<(), Stop> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let text =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        let place = CellPlace::Sheet { sheet: self.name.clone(), row, column };
        let span = self.book.sources.add_cell(self.book.file, place, &text);
        self.book.limits.cell(column, &text, span).map_err(Stop::Limit)?;
        if kind == CellKind::Error {
            self.book.findings.push(error_value(&text, span));
        }
        let text = Words::new(text, span);
        self.cells.push((row, GridCell { column, col_span: 1, row_span: 1, text, kind }));
        Ok(())
    }

    /// Says that a rectangle shows as one cell, with what its first cell holds.
    ///
    /// # Errors
    /// A finding where there are too many.
    pub fn merge(&mut self, area: Area) -> Result<(), Stop> {
        const MOST: usize = 200_000;
        self.merged.push(area);
        if self.merged.len() > MOST { Err(Stop::File(Broken::TooLarge)) } else { Ok(()) }
    }

    /// Says that a row with something in it is repeated on every page.
    pub fn head_row(&mut self, row: u32) {
        self.head_rows.insert(row);
    }

    /// Says that a row with something in it is hidden.
    pub fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Says that columns are hidden, from the first to the last.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        // No file has more columns to tell apart.
        if self.hidden_columns.len() < 16_384 {
            self.hidden_columns.push((first, last));
        }
    }

    /// Ends the sheet. One that shows nothing is left out.
    ///
    /// # Errors
    /// [`Broken::TooLarge`] where merged cells lie over one another without end.
    pub fn finish(mut self) -> Result<(), Stop> {
        self.cells.sort_by_key(|(row, cell)| (*row, cell.column));
        self.cells.dedup_by_key(|(row, cell)| (*row, cell.column));
        self.say_hidden_rows();
        self.say_hidden_columns();
        self.unite()?;
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

    /// Gives the first cell of merged ones its spans, up to the last row and column in use, and
    /// takes away those that it covers.
    fn unite(&mut self) -> Result<(), Stop> {
        /// Files whose merged cells lie side by side need a few for each of their cells.
        const MOST_STEPS: usize = 20_000_000;
        let last_row = self.cells.last().map_or(0, |(row, _)| *row);
        let last_column = self.cells.iter().map(|(_, cell)| cell.column).max().unwrap_or(0);
        let mut covered = BTreeSet::new();
        let mut steps = 0;
        for Area { first, last } in std::mem::take(&mut self.merged) {
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
                    column if column < first.1 => self.index_of((place.0, first.1)),
                    column if column > last.1 => self.index_of((place.0 + 1, first.1)),
                    _ => at + 1,
                };
            }
            if steps > MOST_STEPS {
                return Err(Stop::File(Broken::TooLarge));
            }
        }
        self.take_away(&covered);
        Ok(())
    }

    /// The index of the first cell that is not before a place.
    fn index_of(&self, place: (u32, u32)) -> usize {
        self.cells.partition_point(|(row, cell)| (*row, cell.column) < place)
    }

    fn take_away(&mut self, covered: &BTreeSet<usize>) {
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

    fn say_hidden_rows(&mut self) {
        let rows: BTreeSet<u32> = std::mem::take(&mut self.hidden_rows);
        let first = self.cells.iter().find(|(row, _)| rows.contains(row));
        let Some(place) = first.map(|(_, cell)| cell.text.span) else { return };
        let list = listed(rows.iter().map(|row| u64::from(*row) + 1));
        self.say_hidden(place, format!("Il foglio ha righe nascoste con un contenuto ({list})"));
    }

    fn say_hidden_columns(&mut self) {
        let is_hidden =
            |column| self.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&column));
        let used: BTreeSet<u32> = self.cells.iter().map(|(_, cell)| cell.column).collect();
        let columns: BTreeSet<u32> = used.into_iter().filter(|column| is_hidden(*column)).collect();
        let first = self.cells.iter().find(|(_, cell)| columns.contains(&cell.column));
        let Some(place) = first.map(|(_, cell)| cell.text.span) else { return };
        let list = listed(columns.iter().map(|column| crate::source::column_letters(*column)));
        self.say_hidden(place, format!("Il foglio ha colonne nascoste con un contenuto ({list})"));
    }

    fn say_hidden(&mut self, place: Span, what: String) {
        let message = what + ": sono state lette come le altre.";
        self.book.findings.push(
            Diagnostic::new(Code::HiddenCells, place, message)
                .hint("Se non devono far parte del piano, eliminarle e salvare."),
        );
    }
}

/// The first few of a list, in words.
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

/// An error value in the letters of Italian programs, from those of the file; another one as
/// it is.
pub(super) fn error_text(text: &str) -> &str {
    match text {
        "#N/A" => "#N/D",
        "#NAME?" => "#NOME?",
        "#NULL!" => "#NULLO!",
        "#NUM!" => "#NUM!",
        "#REF!" => "#RIF!",
        "#VALUE!" => "#VALORE!",
        other => other,
    }
}

/// A truth value in the words of Italian programs.
pub(super) fn truth_text(truth: bool) -> &'static str {
    if truth { "VERO" } else { "FALSO" }
}
