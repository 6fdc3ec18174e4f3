//! Placement of a table's rows on pages.

use super::flow::{FlowTable, ROUNDING, text_height};
use super::paginate::{CellOnPage, PagePiece, Paginator, fitting};
use super::row_units::{
    OpenCells, OpenTableCell, RowUnit, START_LINES, chain, chain_start, total, units,
};
use crate::render::RenderError;
use std::ops::Range;

pub(super) struct TablePages<'p, 'a> {
    pages: &'p mut Paginator<'a>,
    block: usize,
    table: &'a FlowTable,
    units: Vec<RowUnit>,
    /// Number of units at the beginning that form the head.
    heads: usize,
    open: OpenCells<'a>,
}

impl<'p, 'a> TablePages<'p, 'a> {
    pub(super) fn new(
        pages: &'p mut Paginator<'a>,
        block: usize,
        table: &'a FlowTable,
    ) -> Result<Self, RenderError> {
        let units = units(table);
        let heads = units.partition_point(|unit| unit.rows.end <= table.heads);
        let this = TablePages { pages, block, table, units, heads, open: OpenCells::new(table) };
        let line = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.line_height);
        let least = START_LINES as f32 * line.fold(0.0, f32::max) + 2.0 * table.padding;
        // A head as high as the page would repeat on page after page without a row.
        if this.full() < least {
            let words = "l'intestazione della tabella occupa tutto il foglio".to_owned();
            return Err(RenderError::NoRoom(words));
        }
        Ok(this)
    }

    /// Returns the height that a page has for rows.
    fn full(&self) -> f32 {
        let frame = &self.pages.flow.frame;
        let repeated = self.table.continued_height() + total(&self.units[..self.heads]);
        frame.bottom - frame.next_top - repeated
    }

    pub(super) fn place(mut self) {
        if self.pages.start(self.block) + self.pages.gap(0.0) > self.pages.room()
            && !self.pages.fresh
        {
            self.pages.new_page();
        }
        self.pages.y += self.pages.gap(0.0);
        self.head(false);
        let units = self.units.split_off(self.heads);
        let mut rest = units.as_slice();
        while !rest.is_empty() {
            let chain = chain(rest);
            self.chain(chain);
            rest = &rest[chain.len()..];
        }
        self.pages.after = self.table.after;
        self.pages.fresh = false;
    }

    fn head(&mut self, repeated: bool) {
        for row in 0..self.table.heads {
            self.open.begin(row, self.pages.y);
            self.end_row(repeated);
        }
    }

    fn new_page(&mut self) {
        self.pages.new_page();
        self.continued();
        // Open cells continue below the repeated head.
        let waiting = std::mem::take(&mut self.open.cells);
        self.head(true);
        self.open.cells = waiting;
        let y = self.pages.y;
        self.open.cells.iter_mut().for_each(|cell| cell.top = y);
    }

    fn continued(&mut self) {
        let Some(text) = &self.table.continued else { return };
        let (block, top) = (self.block, self.pages.y);
        let bottom = top + text_height(&text.lines);
        self.pages.put(PagePiece { block, cell: None, lines: 0..text.lines.len(), top, bottom });
        self.pages.y = bottom + text.after;
    }

    fn chain(&mut self, chain: &[RowUnit]) {
        let whole = total(chain);
        let fits_a_page = whole <= self.full() + ROUNDING;
        let need = if fits_a_page { whole } else { chain_start(chain, self.full()) };
        if need > self.pages.room() && !self.pages.fresh {
            self.new_page();
        }
        let may_split = whole > self.pages.room();
        for (i, unit) in chain.iter().enumerate() {
            // A longer tail could keep a row from ever fitting.
            let tail = total(&chain[i + 1..]).min(self.full() / 2.0);
            for row in unit.rows.clone() {
                let tail = if row + 1 == unit.rows.end { tail } else { 0.0 };
                self.row(row, tail, may_split);
            }
        }
        self.pages.fresh = false;
    }

    /// Places a row, on several pages if it may and must be split; `tail` is the height of the
    /// content that must stay below its end on the same page.
    fn row(&mut self, row: usize, tail: f32, may_split: bool) {
        self.open.begin(row, self.pages.y);
        while may_split
            && self.open.has_lines()
            && self.open.need(self.pages.y) + tail > self.pages.room()
        {
            self.slice();
        }
        self.end_row(false);
        self.pages.fresh = false;
    }

    fn end_row(&mut self, repeated: bool) {
        self.pages.y += self.open.need(self.pages.y);
        for cell in self.open.finish_row() {
            let lines = cell.next_line..cell.flow.lines.len();
            self.put(&cell, lines, self.pages.y, repeated);
        }
    }

    fn put(&mut self, cell: &OpenTableCell<'_>, lines: Range<usize>, bottom: f32, repeated: bool) {
        let place = CellOnPage { row: cell.row, cell: cell.cell, repeated };
        let (block, top) = (self.block, cell.top);
        self.pages.put(PagePiece { block, cell: Some(place), lines, top, bottom });
    }

    /// Fills the page with the lines of the open cells that fit, and continues on the next.
    fn slice(&mut self) {
        let (y, padding) = (self.pages.y, self.table.padding);
        // The tallest cell must keep a line for the next page, or its row would end here.
        let need = self.open.need(y) - ROUNDING;
        let limit = (y + need).min(self.pages.flow.frame.bottom);
        let cells = &self.open.cells;
        let mut counts: Vec<usize> = cells
            .iter()
            .map(|c| fitting(&c.flow.lines, c.next_line, limit - c.top - 2.0 * padding + ROUNDING))
            .collect();
        if counts.iter().all(|count| *count == 0) && self.pages.fresh {
            let more = |c: &OpenTableCell<'_>| usize::from(c.next_line < c.flow.lines.len());
            counts = cells.iter().map(more).collect();
        }
        let bottom = cells.iter().zip(&counts).fold(y, |bottom, (cell, count)| {
            let lines = &cell.flow.lines[cell.next_line..cell.next_line + count];
            let text = if lines.is_empty() { 0.0 } else { text_height(lines) + 2.0 * padding };
            bottom.max(cell.top + text)
        });
        self.close_at(bottom, &counts);
        self.new_page();
    }

    /// Ends the parts of the open cells on this page at `bottom`.
    fn close_at(&mut self, bottom: f32, counts: &[usize]) {
        let mut cells = std::mem::take(&mut self.open.cells);
        for (cell, count) in cells.iter_mut().zip(counts) {
            let lines = cell.next_line..cell.next_line + count;
            cell.next_line = lines.end;
            if bottom > cell.top {
                self.put(cell, lines, bottom, false);
            }
        }
        self.open.cells = cells;
    }
}
