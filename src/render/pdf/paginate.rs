//! Breaking the flow into pages. Pure: measured lines in, pages as data out.
//!
//! A row that fits a page is never split; a taller one goes on on the next page
//! between lines. A heading stays with what it heads, a head row and a band with
//! the first row below them, a total with the row above it. The first and the last
//! line of a paragraph are never alone on a page.

use super::measure::{
    Flow, FlowBlock, FlowCell, FlowTable, FlowText, ROUNDING, RowKind, text_height,
};
use crate::render::RenderError;
use crate::typeset::Line;
use std::ops::Range;

/// A page: its pieces in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
}

/// Text or a cell, or the part of it that stands on this page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Index of its block.
    pub(super) block: usize,
    /// Row and cell, in a table.
    pub(super) cell: Option<CellPlace>,
    /// Which of its lines.
    pub(super) lines: Range<usize>,
    /// Top and bottom: of the text, or of the cell from rule to rule.
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// A cell of a table on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellPlace {
    /// Index of its row in the table, of the head's first row on.
    pub(super) row: usize,
    /// Index of the cell in its row.
    pub(super) cell: usize,
    /// Whether it repeats a head that stood on an earlier page.
    pub(super) repeated: bool,
}

/// Lines of a cell taller than a page that must fit before it is begun.
const START_LINES: usize = 3;

/// Breaks `flow` into pages; there is always one.
///
/// # Errors
/// [`RenderError::NoRoom`] where a table's head leaves no room for rows.
pub(super) fn paginate(flow: &Flow) -> Result<Vec<Page>, RenderError> {
    let mut pages = Paginator {
        flow,
        pages: vec![Page::default()],
        y: flow.frame.top,
        after: 0.0,
        fresh: true,
    };
    for (index, block) in flow.blocks.iter().enumerate() {
        match block {
            FlowBlock::Text(text) => pages.text(index, text)?,
            FlowBlock::Table(table) => TablePages::new(&mut pages, index, table)?.place(),
        }
    }
    Ok(pages.pages)
}

struct Paginator<'a> {
    flow: &'a Flow,
    pages: Vec<Page>,
    /// Where the next thing begins.
    y: f32,
    /// White space that the last thing wants below itself.
    after: f32,
    /// Whether the page holds nothing but headings and a table's head so far.
    fresh: bool,
}

impl Paginator<'_> {
    fn room(&self) -> f32 {
        self.flow.frame.bottom - self.y + ROUNDING
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        (self.y, self.after, self.fresh) = (self.flow.frame.top, 0.0, true);
    }

    fn put(&mut self, piece: Piece) {
        self.pages.last_mut().expect("there is always a page").pieces.push(piece);
    }

    fn is_at_top(&self) -> bool {
        self.y <= self.flow.frame.top + ROUNDING
    }

    fn gap(&self, before: f32) -> f32 {
        if self.is_at_top() { 0.0 } else { self.after.max(before) }
    }

    fn text(&mut self, index: usize, text: &FlowText) -> Result<(), RenderError> {
        if index == 0 && text.heading == Some(1) {
            self.title(text);
            return Ok(());
        }
        if self.gap(text.before) + self.start(index) > self.room() && !self.fresh {
            self.new_page();
        }
        self.y += self.gap(text.before);
        let mut from = 0;
        while from < text.lines.len() {
            let mut to = from + fitting(&text.lines, from, self.room());
            if to == from && self.is_at_top() {
                to = from + 1;
            }
            self.put_lines(index, text, from..to);
            from = to;
            if from < text.lines.len() {
                self.new_page();
            }
        }
        self.after = text.after;
        self.fresh &= text.keep_with_next;
        Ok(())
    }

    fn put_lines(&mut self, block: usize, text: &FlowText, lines: Range<usize>) {
        if lines.is_empty() {
            return;
        }
        let bottom = self.y + text_height(&text.lines[lines.clone()]);
        self.put(Piece { block, cell: None, lines, top: self.y, bottom });
        self.y = bottom;
    }

    /// The document's title stands where the running header stands on the other
    /// pages; one of several lines pushes the content down.
    fn title(&mut self, text: &FlowText) {
        self.y = self.flow.frame.title_top;
        self.put_lines(0, text, 0..text.lines.len());
        self.y = (self.y + text.after).max(self.flow.frame.top);
    }

    /// Height that block `index` needs to begin: with it what it may not be parted from.
    fn start(&self, index: usize) -> f32 {
        match self.flow.blocks.get(index) {
            None => 0.0,
            Some(FlowBlock::Table(table)) => {
                let units = units(table);
                let (heads, rows) =
                    units.split_at(units.partition_point(|u| u.rows.end <= table.heads));
                let full = self.flow.frame.bottom - self.flow.frame.top;
                total(heads) + chain_start(chain(rows), full - total(heads))
            }
            Some(FlowBlock::Text(text)) if text.keep_with_next => {
                let next = match self.flow.blocks.get(index + 1) {
                    Some(FlowBlock::Text(next)) => text.after.max(next.before),
                    _ => text.after,
                };
                text_height(&text.lines) + next + self.start(index + 1)
            }
            Some(FlowBlock::Text(text)) => {
                text_height(&text.lines[..text.lines.len().min(START_LINES)])
            }
        }
    }
}

/// Rows that no break may part, because a cell spans them.
#[derive(Clone, Debug, PartialEq)]
struct Unit {
    rows: Range<usize>,
    height: f32,
    /// Height of its beginning, if it has to be split.
    start: f32,
    /// Whether it stays with the unit below.
    keeps_next: bool,
}

fn units(table: &FlowTable) -> Vec<Unit> {
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
        units.push(Unit { rows: from..to, height, start: start.min(height), keeps_next });
        from = to;
    }
    units
}

/// Whether the row before row `next` stays with it.
fn keeps_next(table: &FlowTable, next: usize) -> bool {
    let kind = |row: usize| table.rows.get(row).map(|row| row.kind);
    match (kind(next - 1), kind(next)) {
        (Some(RowKind::Band), Some(_)) => true,
        (Some(RowKind::Row | RowKind::Total | RowKind::Foot), Some(kind)) => {
            matches!(kind, RowKind::Total | RowKind::Foot)
        }
        _ => false,
    }
}

fn total(units: &[Unit]) -> f32 {
    units.iter().map(|unit| unit.height).sum()
}

/// The units at the beginning of `units` that stay together.
fn chain(units: &[Unit]) -> &[Unit] {
    let held = units.iter().take_while(|unit| unit.keeps_next).count();
    &units[..(held + 1).min(units.len())]
}

/// Height that a chain needs to begin on a page with `full` to give.
fn chain_start(chain: &[Unit], full: f32) -> f32 {
    if total(chain) <= full + ROUNDING {
        return total(chain);
    }
    let whole = chain.iter().take_while(|unit| unit.height <= unit.start + ROUNDING).count();
    total(&chain[..whole]) + chain.get(whole).map_or(0.0, |unit| unit.start)
}

fn unit_height(table: &FlowTable, rows: Range<usize>) -> f32 {
    let mut open = OpenCells::new(table);
    let mut y = 0.0;
    for row in rows {
        open.begin(row, y);
        y += open.need(y);
        open.finish_row();
    }
    y
}

/// A cell whose last line is not placed yet.
struct OpenCell<'a> {
    row: usize,
    cell: usize,
    flow: &'a FlowCell,
    next_line: usize,
    /// Where its part on this page begins.
    top: f32,
    rows_left: usize,
}

impl OpenCell<'_> {
    fn height(&self, padding: f32) -> f32 {
        let text = text_height(&self.flow.lines[self.next_line..]);
        text.max(self.flow.line_height) + 2.0 * padding
    }
}

/// The cells that reach into the row that is being placed.
struct OpenCells<'a> {
    table: &'a FlowTable,
    cells: Vec<OpenCell<'a>>,
}

impl<'a> OpenCells<'a> {
    fn new(table: &'a FlowTable) -> Self {
        OpenCells { table, cells: Vec::new() }
    }

    fn begin(&mut self, row: usize, top: f32) {
        let cells = self.table.rows[row].cells.iter().enumerate();
        let open = |(cell, flow): (usize, &'a FlowCell)| OpenCell {
            row,
            cell,
            flow,
            next_line: 0,
            top,
            rows_left: flow.rows,
        };
        self.cells.extend(cells.map(open));
    }

    /// How far below `y` the row must reach: all of the cells that end with it, and
    /// a line of each that goes on.
    fn need(&self, y: f32) -> f32 {
        let padding = self.table.padding;
        let need = |cell: &OpenCell<'_>| match cell.rows_left {
            1 => cell.top + cell.height(padding) - y,
            _ => cell.flow.line_height + 2.0 * padding,
        };
        self.cells.iter().map(need).fold(0.0, f32::max)
    }

    fn has_lines(&self) -> bool {
        self.cells.iter().any(|cell| cell.next_line < cell.flow.lines.len())
    }

    /// Ends the row; gives back the cells that end with it.
    fn finish_row(&mut self) -> Vec<OpenCell<'a>> {
        self.cells.iter_mut().for_each(|cell| cell.rows_left -= 1);
        let (done, open) =
            std::mem::take(&mut self.cells).into_iter().partition(|cell| cell.rows_left == 0);
        self.cells = open;
        done
    }
}

struct TablePages<'p, 'a> {
    pages: &'p mut Paginator<'a>,
    block: usize,
    table: &'a FlowTable,
    units: Vec<Unit>,
    /// How many of the units are the head.
    heads: usize,
    open: OpenCells<'a>,
}

impl<'p, 'a> TablePages<'p, 'a> {
    fn new(
        pages: &'p mut Paginator<'a>,
        block: usize,
        table: &'a FlowTable,
    ) -> Result<Self, RenderError> {
        let units = units(table);
        let heads = units.partition_point(|unit| unit.rows.end <= table.heads);
        let this = TablePages { pages, block, table, units, heads, open: OpenCells::new(table) };
        let line = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.line_height);
        let least = START_LINES as f32 * line.fold(0.0, f32::max) + 2.0 * table.padding;
        if this.full() < least {
            let words = "l'intestazione della tabella occupa tutto il foglio".to_owned();
            return Err(RenderError::NoRoom(words));
        }
        Ok(this)
    }

    /// Height that a page has for rows.
    fn full(&self) -> f32 {
        let frame = &self.pages.flow.frame;
        frame.bottom - frame.top - total(&self.units[..self.heads])
    }

    fn place(mut self) {
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
        // The cells that go on wait while the head is repeated.
        let waiting = std::mem::take(&mut self.open.cells);
        self.head(true);
        self.open.cells = waiting;
        let y = self.pages.y;
        self.open.cells.iter_mut().for_each(|cell| cell.top = y);
    }

    fn chain(&mut self, chain: &[Unit]) {
        let whole = total(chain);
        let fits_a_page = whole <= self.full() + ROUNDING;
        let need = if fits_a_page { whole } else { chain_start(chain, self.full()) };
        if need > self.pages.room() && !self.pages.fresh {
            self.new_page();
        }
        let may_split = whole > self.pages.room();
        for (i, unit) in chain.iter().enumerate() {
            let tail = total(&chain[i + 1..]).min(self.full() / 2.0);
            for row in unit.rows.clone() {
                let tail = if row + 1 == unit.rows.end { tail } else { 0.0 };
                self.row(row, tail, may_split);
            }
        }
        self.pages.fresh = false;
    }

    /// Places a row, over several pages if it may and must; `tail` is what stays below
    /// its end on the same page.
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

    fn put(&mut self, cell: &OpenCell<'_>, lines: Range<usize>, bottom: f32, repeated: bool) {
        let place = CellPlace { row: cell.row, cell: cell.cell, repeated };
        let (block, top) = (self.block, cell.top);
        self.pages.put(Piece { block, cell: Some(place), lines, top, bottom });
    }

    /// Fills the page with what fits of the open cells and goes on on the next.
    fn slice(&mut self) {
        let (y, padding) = (self.pages.y, self.table.padding);
        // The tallest cell must keep a line for the next page.
        let need = self.open.need(y) - ROUNDING;
        let limit = (y + need).min(self.pages.flow.frame.bottom);
        let cells = &self.open.cells;
        let mut counts: Vec<usize> = cells
            .iter()
            .map(|c| fitting(&c.flow.lines, c.next_line, limit - c.top - 2.0 * padding + ROUNDING))
            .collect();
        if counts.iter().all(|count| *count == 0) && self.pages.fresh {
            let more = |c: &OpenCell<'_>| usize::from(c.next_line < c.flow.lines.len());
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

    /// Ends the parts of the open cells that stand on this page at `bottom`.
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

/// How many of the lines of `lines` from `from` on fit in `room` without leaving the
/// first or last line of a paragraph alone.
fn fitting(lines: &[Line], from: usize, room: f32) -> usize {
    let rest = &lines[from..];
    let mut count = 0;
    let mut height = 0.0;
    for (i, line) in rest.iter().enumerate() {
        height += line.height.0 + if i == 0 { 0.0 } else { line.above.0 };
        if height > room {
            break;
        }
        count = i + 1;
    }
    let good = (1..=count).rev().find(|&count| may_cut(lines, from + count));
    good.unwrap_or(0)
}

/// Whether a page may end before line `at`.
fn may_cut(lines: &[Line], at: usize) -> bool {
    let Some(next) = lines.get(at) else { return true };
    let same = |line: &&Line| (line.paragraph, line.item) == (next.paragraph, next.item);
    let before = lines[..at].iter().rev().take_while(same).count();
    let after = lines[at..].iter().take_while(same).count();
    before == 0 || (before > 1 && after > 1)
}
