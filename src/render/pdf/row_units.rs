//! Units of table rows that stay together, and the open cells while rows are placed.

use super::flow::{FlowCell, FlowTable, ROUNDING, RowKind};
use std::ops::Range;

/// Lines of a cell taller than a page that must fit before it begins.
// Fewer would look lost at the foot of a page.
pub(super) const START_LINES: usize = 3;

/// Rows that no page break may separate, because a cell spans them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowUnit {
    pub(super) rows: Range<usize>,
    pub(super) height: f32,
    /// Height of the beginning, if the unit has to be split.
    pub(super) start: f32,
    /// Set if the unit stays with the one below.
    pub(super) keeps_next: bool,
}

pub(super) fn units(table: &FlowTable) -> Vec<RowUnit> {
    let mut units = Vec::new();
    let mut from = 0;
    while from < table.rows.len() {
        let mut to = from + 1;
        let mut row = from;
        while row < to {
            let reach = table.rows[row].cells.iter().map(|cell| row + cell.rows).max();
            to = to.max(reach.unwrap_or(0)).min(table.rows.len());
            row += 1;
        }
        let height = unit_height(table, from..to);
        let lines = table.rows[from].cells.iter().map(|cell| START_LINES as f32 * cell.line_height);
        let start = lines.fold(0.0, f32::max) + 2.0 * table.padding;
        let keeps_next = keeps_next(table, to);
        units.push(RowUnit { rows: from..to, height, start: start.min(height), keeps_next });
        from = to;
    }
    units
}

/// Returns `true` if the row before row `next` stays with it.
pub(super) fn keeps_next(table: &FlowTable, next: usize) -> bool {
    let kind = |row: usize| table.rows.get(row).map(|row| row.kind);
    // A band belongs to the rows below it, a total to the rows above it.
    match (kind(next - 1), kind(next)) {
        (Some(RowKind::Band), Some(_)) => true,
        (Some(RowKind::Row | RowKind::Total | RowKind::Foot), Some(kind)) => {
            matches!(kind, RowKind::Total | RowKind::Foot)
        }
        _ => false,
    }
}

pub(super) fn total(units: &[RowUnit]) -> f32 {
    units.iter().map(|unit| unit.height).sum()
}

/// Returns the units at the beginning of `units` that stay together.
pub(super) fn chain(units: &[RowUnit]) -> &[RowUnit] {
    let held = units.iter().take_while(|unit| unit.keeps_next).count();
    &units[..(held + 1).min(units.len())]
}

/// Returns the height that a chain needs to begin on a page with room for `full`.
pub(super) fn chain_start(chain: &[RowUnit], full: f32) -> f32 {
    if total(chain) <= full + ROUNDING {
        return total(chain);
    }
    // Units too short to be split stay whole; the first tall one gives only its beginning.
    let whole = chain.iter().take_while(|unit| unit.height <= unit.start + ROUNDING).count();
    total(&chain[..whole]) + chain.get(whole).map_or(0.0, |unit| unit.start)
}

pub(super) fn unit_height(table: &FlowTable, rows: Range<usize>) -> f32 {
    let mut open = OpenCells::new(table);
    let mut y = 0.0;
    for row in rows {
        open.begin(row, y);
        y += open.need(y);
        open.finish_row();
    }
    y
}

/// Cell with lines that are not placed yet.
pub(super) struct OpenTableCell<'a> {
    pub(super) row: usize,
    pub(super) cell: usize,
    pub(super) flow: &'a FlowCell,
    pub(super) next_line: usize,
    /// Top of the part on the current page.
    pub(super) top: f32,
    rows_left: usize,
}

impl OpenTableCell<'_> {
    fn height(&self, padding: f32) -> f32 {
        let text = self.flow.text_height(self.next_line);
        text.max(self.flow.line_height) + 2.0 * padding
    }
}

/// Cells that reach into the row under way.
pub(super) struct OpenCells<'a> {
    table: &'a FlowTable,
    pub(super) cells: Vec<OpenTableCell<'a>>,
}

impl<'a> OpenCells<'a> {
    pub(super) fn new(table: &'a FlowTable) -> Self {
        OpenCells { table, cells: Vec::new() }
    }

    pub(super) fn begin(&mut self, row: usize, top: f32) {
        let cells = self.table.rows[row].cells.iter().enumerate();
        let open = |(cell, flow): (usize, &'a FlowCell)| OpenTableCell {
            row,
            cell,
            flow,
            next_line: 0,
            top,
            rows_left: flow.rows,
        };
        self.cells.extend(cells.map(open));
    }

    /// Returns the distance below `y` that the row must reach: the whole of the cells that end
    /// with it, and one line of each that continues.
    pub(super) fn need(&self, y: f32) -> f32 {
        let padding = self.table.padding;
        let need = |cell: &OpenTableCell<'_>| match cell.rows_left {
            1 => cell.top + cell.height(padding) - y,
            _ => cell.flow.line_height + 2.0 * padding,
        };
        self.cells.iter().map(need).fold(0.0, f32::max)
    }

    pub(super) fn has_lines(&self) -> bool {
        self.cells.iter().any(|cell| cell.next_line < cell.flow.lines.len())
    }

    /// Ends the row; returns the cells that end with it.
    pub(super) fn finish_row(&mut self) -> Vec<OpenTableCell<'a>> {
        self.cells.iter_mut().for_each(|cell| cell.rows_left -= 1);
        let (done, open) =
            std::mem::take(&mut self.cells).into_iter().partition(|cell| cell.rows_left == 0);
        self.cells = open;
        done
    }
}
