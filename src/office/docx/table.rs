//! Tables of a Word document while their rows come in (ECMA-376-1, 17.4).

use super::cell::{DocxCell, VerticalMerge};
use super::{DocxError, DocxOutput, findings};
use crate::office::{CellKind, GridCell, GridRow};
use crate::source::GridPosition;
use crate::source::Words;
use std::collections::BTreeMap;

/// Table that is being read.
#[derive(Default)]
pub(super) struct DocxTable {
    pub rows: Vec<GridRow>,
    row: u32,
    /// Cells of the current row.
    cells: Vec<GridCell>,
    /// `true` if the current row was deleted as a tracked change.
    pub row_is_deleted: bool,
    /// `true` if the current row is repeated on every page.
    pub row_is_head: bool,
    /// Column of the next cell.
    column: u32,
    pub cell: Option<DocxCell>,
    /// First cell of the vertical merge in each column: its row and its index in that row.
    merged: BTreeMap<u32, (usize, usize)>,
}

impl DocxTable {
    /// Begins a row.
    pub(crate) fn start_row(&mut self) {
        (self.column, self.row_is_deleted, self.row_is_head) = (0, false, false);
        self.cells.clear();
    }

    /// Skips columns that a row leaves out at its beginning (`w:gridBefore`).
    pub(crate) fn skip_columns(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    /// Ends the open cell of a table that stands in no other one; `number` counts the tables of
    /// the document from 1.
    pub(crate) fn end_cell(&mut self, number: u32, output: &mut DocxOutput<'_>) {
        let Some(cell) = self.cell.take() else { return };
        let column = self.column;
        self.column = column.saturating_add(cell.span);
        if cell.merge == VerticalMerge::Continuation && self.extend_merge(column) {
            // Word shows only the first of merged cells, but other programs leave text in the
            // rest: nothing that an author wrote is dropped.
            if cell.text.trim().is_empty() {
                return;
            }
        }
        match cell.merge {
            VerticalMerge::Start => {
                self.merged.insert(column, (self.rows.len(), self.cells.len()));
            }
            // A cell of its own ends the merge above it.
            VerticalMerge::None => {
                self.merged.remove(&column);
            }
            VerticalMerge::Continuation => {}
        }
        let place = GridPosition::Table { table: number, row: self.row + 1, column: column + 1 };
        let span = output.add(place, &cell.text);
        findings::of_cell(&cell, span).for_each(|finding| output.report(finding));
        self.cells.push(GridCell {
            column,
            col_span: cell.span,
            row_span: 1,
            text: Words::new(cell.text, span),
            kind: CellKind::Text,
        });
    }

    /// Adds a row to the vertical merge in a column; returns `false` if there is none.
    fn extend_merge(&mut self, column: u32) -> bool {
        let Some(&(row, index)) = self.merged.get(&column) else { return false };
        let first = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(index));
        first.map(|first| first.row_span += 1).is_some()
    }

    /// Ends a row.
    ///
    /// # Errors
    /// [`DocxError::Limit`] if the document holds too much.
    pub(crate) fn end_row(&mut self, output: &mut DocxOutput<'_>) -> Result<(), DocxError> {
        let cells = std::mem::take(&mut self.cells);
        // The row is not counted either: the rows below have the numbers that Word shows.
        if self.row_is_deleted {
            return Ok(());
        }
        // Blank cells count nothing: forms with thousands of prepared rows are common.
        for cell in cells.iter().filter(|cell| !cell.text.value.trim().is_empty()) {
            let counted = output.limits.cell(cell.column, &cell.text.value, cell.text.span);
            counted.map_err(DocxError::Limit)?;
        }
        self.rows.push(GridRow { index: self.row, is_head: self.row_is_head, cells });
        self.row += 1;
        Ok(())
    }
}
