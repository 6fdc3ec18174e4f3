//! Sheet of a workbook while its cells are read, whatever program wrote it.

use super::book::{WorkbookError, WorkbookReader};
use super::conditional::{ConditionalRanges, RuleEffects};
use super::remarks::{CellRemark, SheetRemarks};
use super::value::DisplayedValue;
use crate::diag::{Code, Diagnostic};
use crate::office::cell_styles::ShownCell;
use crate::office::package::PackageError;
use crate::office::page_texts::PageText;
use crate::office::{Grid, GridCell, GridRow};
use crate::source::GridPosition;
use crate::source::Words;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rectangle of cells: first and last row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellRange {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl CellRange {
    /// Returns `true` for a cell of the range, given by its row and column.
    pub(crate) fn contains(self, (row, column): (u32, u32)) -> bool {
        (self.first.0..=self.last.0).contains(&row)
            && (self.first.1..=self.last.1).contains(&column)
    }
}

/// Cells of a sheet that show something.
pub(crate) struct SheetCells<'b, 'a> {
    book: &'b mut WorkbookReader<'a>,
    name: Arc<str>,
    title: Words,
    cells: Vec<(u32, GridCell)>,
    head_rows: BTreeSet<u32>,
    merged: Vec<CellRange>,
    remarks: SheetRemarks,
    conditional: ConditionalRanges,
    page_headers: Vec<Words>,
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
            remarks: SheetRemarks::default(),
            conditional: ConditionalRanges::default(),
            page_headers: Vec::new(),
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
        let text = Words::new(text, span);
        self.cells.push((row, GridCell { column, col_span: 1, row_span: 1, text, kind }));
        Ok(())
    }

    /// Adds what a cell shows, and the remarks on it.
    ///
    /// # Errors
    /// [`WorkbookError::Limit`] if the tables hold too much.
    pub(crate) fn shown(
        &mut self,
        row: u32,
        column: u32,
        cell: ShownCell,
    ) -> Result<(), WorkbookError> {
        if !cell.remarks.is_empty() && cell.text.trim().is_empty() {
            // Such cells count as others do: a row of them may be repeated a million times.
            let counted = self.book.limits.cell(column, "", self.title.span);
            counted.map_err(WorkbookError::Limit)?;
        }
        for remark in cell.remarks {
            self.remark((row, column), remark);
        }
        cell.kind.map_or(Ok(()), |kind| self.cell(row, column, (cell.text, kind)))
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

    /// Adds a range with a conditional format.
    pub(crate) fn rule(&mut self, range: CellRange, effects: RuleEffects) {
        self.conditional.add(range, effects);
    }

    /// Adds a remark on a cell, given by its row and column.
    pub(crate) fn remark(&mut self, position: (u32, u32), remark: CellRemark) {
        self.remarks.add(position, remark);
    }

    /// Reports headers and footers of pages, unless a cell says the same.
    pub(crate) fn page_texts(&mut self, texts: Vec<PageText>) {
        for text in texts {
            let folded = text.words.to_lowercase();
            let is_said = |(_, cell): &(u32, GridCell)| {
                let words: Vec<&str> = cell.text.value.split_whitespace().collect();
                words.join(" ").to_lowercase().contains(&folded)
            };
            if !self.cells.iter().any(is_said) {
                self.book.findings.push(text.report(self.title.span));
                if text.is_header {
                    self.page_headers.push(Words::new(text.words, self.title.span));
                }
            }
        }
    }

    /// Marks a row with content that is hidden.
    pub(crate) fn hide_row(&mut self, row: u32) {
        self.remarks.hide_row(row);
    }

    /// Marks hidden columns, from the first to the last.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        self.remarks.hide_columns(first, last);
    }

    /// Ends the sheet and adds it to the grids, unless it shows nothing.
    ///
    /// # Errors
    /// [`PackageError::TooLarge`] if too many merged rectangles overlap.
    pub(crate) fn finish(mut self) -> Result<(), WorkbookError> {
        self.cells.sort_by_key(|(row, cell)| (*row, cell.column));
        // A grid holds one cell a place; of two in a damaged file the first is kept.
        self.cells.dedup_by_key(|(row, cell)| (*row, cell.column));
        self.report_remarks();
        self.book.findings.extend(self.conditional.report(&self.cells));
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
            let (name, page_headers) = (Some(self.title), self.page_headers);
            self.book.grids.push(Grid { name, rows, page_headers, ..Grid::default() });
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

    fn report_remarks(&mut self) {
        let remarks = std::mem::take(&mut self.remarks);
        let (cells, book, sheet) = (&self.cells, &mut *self.book, &self.name);
        let mut place = |(row, column): (u32, u32)| {
            let found =
                cells.binary_search_by_key(&(row, column), |(row, cell)| (*row, cell.column));
            match found {
                Ok(at) => cells[at].1.text.span,
                Err(_) => {
                    let place = GridPosition::Sheet { sheet: sheet.clone(), row, column };
                    book.sources.add_cell(book.file, place, "")
                }
            }
        };
        remarks.report(cells, &mut place, book.findings);
    }
}
