//! Cells over several rows that a page may part.

use super::flow::{SheetFlow, Tall};
use std::ops::Range;

/// A cell over several rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SpanningCell {
    pub(super) rows: Range<usize>,
    /// Height of its text.
    pub(super) need: f32,
}

/// Cells over several rows that go on in the row that is looked at.
#[derive(Default)]
pub(super) struct OpenSpans {
    /// Cells that begin further on, the last one first.
    waiting: Vec<SpanningCell>,
    /// Cells that go on, from the row on with which they begin or begin anew.
    open: Vec<SpanningCell>,
}

impl OpenSpans {
    /// Takes the cells of the flow, whose rows are those at `starts`.
    pub(super) fn of(flow: &SheetFlow, starts: &[usize]) -> Self {
        let several = flow.cells.iter().filter(|cell| cell.rows.len() > 1);
        let mut waiting: Vec<_> = several
            .map(|cell| SpanningCell {
                rows: starts[cell.rows.start]..starts[cell.rows.end],
                need: cell.need,
            })
            .collect();
        waiting.sort_by_key(|cell| std::cmp::Reverse(cell.rows.start));
        OpenSpans::waiting(waiting)
    }

    /// Takes cells, the one that begins last first.
    pub(super) fn waiting(waiting: Vec<SpanningCell>) -> Self {
        OpenSpans { waiting, open: Vec::new() }
    }

    /// Returns `true` if a page may begin with `row`: each cell that goes on has room for its text in the
    /// rows above, and in those that are left.
    pub(super) fn can_begin(&self, rows: &[Tall], row: usize) -> bool {
        let goes_on = |cell: &&SpanningCell| cell.rows.start < row && row < cell.rows.end;
        let waiting = self.waiting.iter().rev().take_while(|cell| cell.rows.start < row);
        self.open.iter().chain(waiting).filter(goes_on).all(|cell| parts_at(cell, rows, row))
    }

    /// Begins the cells that go on anew with `row`; `false` if one of them has no room for its text
    /// in the rows above, or in those that are left.
    pub(super) fn begin_anew(&mut self, rows: &[Tall], row: usize) -> bool {
        while let Some(cell) = self.waiting.pop_if(|cell| cell.rows.start < row) {
            self.open.push(cell);
        }
        self.open.retain(|cell| cell.rows.end > row);
        let all_fit = self.open.iter().all(|cell| parts_at(cell, rows, row));
        if all_fit {
            self.open.iter_mut().for_each(|cell| cell.rows.start = row);
        }
        all_fit
    }
}
/// Returns `true` if the text of `cell` has room above `row`, and from it on.
fn parts_at(cell: &SpanningCell, rows: &[Tall], row: usize) -> bool {
    let height = |rows: &[Tall]| rows.iter().map(|row| row.height).sum::<f32>();
    let (above, below) = (cell.rows.start..row, row..cell.rows.end);
    cell.need <= height(&rows[above]) && cell.need <= height(&rows[below])
}
