//! Tables of a document while their rows come in.

use super::asides::Asides;
use super::cell::{DocumentCell, VerticalMerge};
use super::{DocumentError, DocumentOutput, findings};
use crate::office::{CellKind, GridCell, GridRow};
use crate::source::GridPosition;
use crate::source::Words;
use std::collections::BTreeMap;

/// Table that is being read.
#[derive(Default)]
pub(in crate::office) struct DocumentTable {
    pub(super) rows: Vec<GridRow>,
    row: u32,
    /// Cells of the current row with their columns.
    cells: Vec<(u32, DocumentCell)>,
    /// `true` if the current row was deleted as a tracked change.
    pub row_is_deleted: bool,
    /// `true` if the current row was inserted as a tracked change.
    pub row_is_inserted: bool,
    /// `true` if the current row is repeated on every page.
    pub row_is_head: bool,
    /// Column of the next cell.
    column: u32,
    pub cell: Option<DocumentCell>,
    /// First cell of the vertical merge in each column: its row and its index in that row.
    merged: BTreeMap<u32, (usize, usize)>,
}

impl DocumentTable {
    /// Begins a row.
    pub(crate) fn start_row(&mut self) {
        self.column = 0;
        (self.row_is_deleted, self.row_is_inserted, self.row_is_head) = (false, false, false);
        self.cells.clear();
    }

    /// Skips columns that a row leaves out, or that a cell above covers.
    pub(crate) fn skip_columns(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    /// Ends the open cell.
    pub(super) fn end_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        let column = self.column;
        self.column = column.saturating_add(cell.span);
        if !self.row_is_deleted {
            self.merge(column, &mut cell);
        }
        self.cells.push((column, cell));
    }

    /// Settles the vertical merge that a cell begins, continues or ends.
    fn merge(&mut self, column: u32, cell: &mut DocumentCell) {
        match cell.merge {
            // Word shows only the first of merged cells, but other programs leave text in the
            // rest: nothing that an author wrote is dropped.
            VerticalMerge::Continuation
                if self.extend_merge(column) && cell.text.trim().is_empty() => {}
            VerticalMerge::Continuation => cell.merge = VerticalMerge::None,
            VerticalMerge::Start => {
                let shown = |(_, cell): &&(u32, DocumentCell)| !cell.is_covered();
                let index = self.cells.iter().filter(shown).count();
                self.merged.insert(column, (self.rows.len(), index));
            }
            // A cell of its own ends the merge above it.
            VerticalMerge::None => _ = self.merged.remove(&column),
        }
    }

    /// Adds a row to the vertical merge in a column; returns `false` if there is none.
    fn extend_merge(&mut self, column: u32) -> bool {
        let Some(&(row, index)) = self.merged.get(&column) else { return false };
        let first = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(index));
        first.map(|first| first.row_span += 1).is_some()
    }

    /// Ends a row of a table that stands in no other one; `number` counts the tables of the
    /// document from 1.
    ///
    /// # Errors
    /// [`DocumentError::Limit`] if the document holds too much.
    pub(super) fn end_row(
        &mut self,
        number: u32,
        output: &mut DocumentOutput<'_>,
    ) -> Result<(), DocumentError> {
        let cells = std::mem::take(&mut self.cells);
        let place = |row: u32, column: u32| GridPosition::Table { table: number, row, column };
        let texts = || cells.iter().map(|(_, cell)| cell.text.as_str());
        // The row is not counted either: the rows below have the numbers that Word shows.
        if self.row_is_deleted {
            let span = output.add(place(self.row + 1, 1), "");
            output.report(findings::changed_row("eliminata", texts(), span));
            return Ok(());
        }
        if self.row_is_inserted {
            let span = output.add(place(self.row + 1, 1), "");
            output.report(findings::changed_row("inserita", texts(), span));
        }
        let mut shown = Vec::new();
        for (column, cell) in cells {
            let span = output.add(place(self.row + 1, column + 1), &cell.text);
            // Blank cells count nothing: forms with thousands of prepared rows are common.
            if !cell.text.trim().is_empty() {
                output.count(column, &cell.text, span)?;
            }
            findings::of_cell(&cell, span).into_iter().for_each(|finding| output.report(finding));
            if !cell.is_covered() {
                let (text, kind) = (Words::new(cell.text, span), CellKind::Text);
                let (col_span, row_span) = (cell.span, cell.row_span);
                shown.push(GridCell { column, col_span, row_span, text, kind });
            }
        }
        self.rows.push(GridRow { index: self.row, is_head: self.row_is_head, cells: shown });
        self.row += 1;
        Ok(())
    }

    /// Returns the asides of the open cell.
    pub(super) fn asides(&mut self) -> Option<&mut Asides> {
        self.cell.as_mut().map(|cell| &mut cell.asides)
    }
}
