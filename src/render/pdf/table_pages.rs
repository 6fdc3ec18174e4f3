//! Placement of a table's rows on pages.

use super::flow::{FlowTable, ROUNDING, text_height};
use super::paginate::{CellOnPage, PagePiece, Paginator, fitting};
use super::row_units::{
    OpenCells, OpenTableCell, RowUnit, START_LINES, chain, chain_start, total, units,
};
use crate::annex::CellRole;
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
    /// Row that begins a page in any case.
    break_at: Option<usize>,
    /// Chains placed so far.
    chains: Vec<PlacedChain>,
}

/// Rows that stay together, as they were placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlacedChain {
    /// First row.
    pub(super) row: usize,
    /// Number of pages up to the one on which it begins.
    pub(super) page: usize,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Set if the whole chain stands on that page.
    pub(super) whole: bool,
}

/// Returns the row with which the last page is to begin where it has a lone row: as many rows move to
/// it as make the pages alike if the page before has a third of white below, or else one. `None`
/// for any other table.
pub(super) fn balanced_start(chains: &[PlacedChain], bottom: f32, top: f32) -> Option<usize> {
    let (last, before) = chains.split_last()?;
    let above = before.last().filter(|above| above.page + 1 == last.page)?;
    let page = &before[before.partition_point(|chain| chain.page < above.page)..];
    let height = |chain: &PlacedChain| chain.bottom - chain.top;
    if page.len() < 3 || !last.whole {
        return None;
    }
    if bottom - above.bottom < (bottom - top) / 3.0 {
        // A row as high as half the page would only leave the white above instead of below.
        let is_short = height(above) + height(last) < (bottom - top) / 2.0;
        return Some(above.row).filter(|_| above.whole && is_short);
    }
    // Rows move to the last page as long as it stays the shorter one.
    let whole: f32 = page.iter().map(height).sum();
    let mut moved = 0.0;
    let start = page.iter().rev().find(|chain| {
        moved += height(chain);
        height(last) + moved > whole - moved
    });
    let at = page.iter().position(|chain| Some(chain) == start)?;
    page.get(at + 1).map(|chain| chain.row)
}

impl<'p, 'a> TablePages<'p, 'a> {
    pub(super) fn new(
        pages: &'p mut Paginator<'a>,
        block: usize,
        table: &'a FlowTable,
        break_at: Option<usize>,
    ) -> Result<Self, RenderError> {
        let units = units(table);
        let heads = units.partition_point(|unit| unit.rows.end <= table.heads);
        let (open, chains) = (OpenCells::new(table), Vec::new());
        let this = TablePages { pages, block, table, units, heads, open, break_at, chains };
        let line = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.line_height);
        let least = START_LINES as f32 * line.fold(0.0, f32::max) + 2.0 * table.padding;
        // A head as high as the page would repeat on page after page without a row.
        if this.full() < least {
            let words = "l'intestazione della tabella occupa tutto il foglio".to_owned();
            return Err(RenderError::no_room(words));
        }
        Ok(this)
    }

    /// Returns the height that a page has for rows.
    fn full(&self) -> f32 {
        let frame = &self.pages.flow.frame;
        let repeated = self.table.continued_height() + total(&self.units[..self.heads]);
        frame.bottom - frame.next_top - repeated
    }

    /// Places the table; returns its chains.
    pub(super) fn place(mut self) -> Vec<PlacedChain> {
        if self.pages.need(self.block) + self.pages.gap(0.0) > self.pages.room()
            && !self.pages.fresh
        {
            self.pages.new_page();
        }
        if self.pages.fresh {
            self.heading(self.table.continued.of_start.clone());
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
        self.chains
    }

    fn head(&mut self, repeated: bool) {
        for row in 0..self.table.heads {
            self.open.begin(row, self.pages.y);
            self.end_row(repeated);
        }
    }

    /// Begins a page whose first row is `row`.
    fn new_page(&mut self, row: usize) {
        self.pages.new_page();
        self.continued(row);
        // Open cells continue below the repeated head.
        let waiting = std::mem::take(&mut self.open.cells);
        self.head(true);
        self.open.cells = waiting;
        let y = self.pages.y;
        self.open.cells.iter_mut().for_each(|cell| cell.top = y);
    }

    /// Places the heading of a page whose first row is `row`, if there is one.
    fn continued(&mut self, row: usize) {
        self.heading(self.table.continued.at(row));
    }

    /// Places the lines of a heading at the top of a page, if there are any.
    fn heading(&mut self, lines: Range<usize>) {
        let headings = &self.table.continued;
        if lines.is_empty() {
            return;
        }
        let (block, top) = (self.block, self.pages.y);
        let bottom = top + text_height(&headings.lines[lines.clone()]);
        self.pages.put(PagePiece { block, cell: None, lines, top, bottom });
        self.pages.y = bottom + headings.after;
    }

    fn chain(&mut self, chain: &[RowUnit]) {
        let whole = total(chain);
        let fits_a_page = whole <= self.full() + ROUNDING;
        let need = if fits_a_page { whole } else { chain_start(chain, self.full()) };
        let first = chain[0].rows.start;
        if (need > self.pages.room() || self.break_at == Some(first)) && !self.pages.fresh {
            self.new_page(first);
        }
        let (page, top) = (self.pages.count(), self.pages.y);
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
        self.chains.push(PlacedChain {
            row: first,
            page,
            top,
            bottom: self.pages.y,
            whole: page == self.pages.count(),
        });
    }

    /// Places a row, on several pages if it may and must be split; `tail` is the height of the
    /// content that must stay below its end on the same page.
    fn row(&mut self, row: usize, tail: f32, may_split: bool) {
        self.open.begin(row, self.pages.y);
        while may_split
            && self.open.has_lines()
            && self.open.need(self.pages.y) + tail > self.pages.room()
        {
            self.slice(row);
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
        let all = &cell.flow.lines;
        let room = bottom - cell.top - 2.0 * self.table.padding + ROUNDING;
        // A cell over several rows, and the name of a row, say their text again on the page on which
        // they go on: read aloud it is said once.
        let again = (cell.flow.rows > 1 || cell.flow.role == CellRole::RowHead)
            && !all.is_empty()
            && cell.next_line == all.len()
            && lines.is_empty()
            && cell.flow.text_height(0) <= room;
        let (lines, repeated) = if again { (0..all.len(), true) } else { (lines, repeated) };
        let place = CellOnPage { row: cell.row, cell: cell.cell, repeated };
        let (block, top) = (self.block, cell.top);
        self.pages.put(PagePiece { block, cell: Some(place), lines, top, bottom });
    }

    /// Fills the page with the lines of the open cells that fit, and continues on the next.
    fn slice(&mut self, row: usize) {
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
        self.new_page(row);
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
