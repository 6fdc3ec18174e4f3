//! Which line and row goes to which page, and where. Pure: measures in, places out.

use super::flow::{FlowBlock, FlowRow, FlowTable, FlowText};
use crate::render::RenderError;
use crate::typeset::Measured;
use std::fmt::Write;
use std::ops::Range;

/// What stands on a page, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    pub placed: Vec<Placed>,
}

/// A piece of the flow and its place. `top` is in points from the top of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Placed {
    /// Lines of a heading or text.
    Text { block: usize, lines: Range<usize>, top: f32 },
    /// A row of a table, or a part of it: for each cell the lines that stand here.
    Row {
        block: usize,
        row: usize,
        top: f32,
        height: f32,
        lines: Vec<Range<usize>>,
        repeated: bool,
    },
}

/// The room on the pages, in points from the top of the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Where the first page begins, which has the title in the place of the header.
    pub first_top: f32,
    /// Where the other pages begin.
    pub top: f32,
    pub bottom: f32,
    /// Space between a rule and the text in a cell, above and below.
    pub padding: f32,
}

/// Places every block. There is at least one page.
///
/// # Errors
/// [`RenderError::NoRoom`] where a head, or rows that a cell ties together, are higher than a page.
pub(super) fn paginate(blocks: &[FlowBlock<'_>], room: Room) -> Result<Vec<Page>, RenderError> {
    let mut pager =
        Pager { blocks, room, pages: vec![Page::default()], y: room.first_top, fresh: true };
    for (i, block) in blocks.iter().enumerate() {
        match block {
            FlowBlock::Text(text) => pager.text(i, text)?,
            FlowBlock::Table(table) => pager.table(i, table)?,
        }
    }
    Ok(pager.pages)
}

struct Pager<'b, 'a> {
    blocks: &'b [FlowBlock<'a>],
    room: Room,
    pages: Vec<Page>,
    y: f32,
    /// Whether nothing stands on the page yet.
    fresh: bool,
}

/// Rounding of lengths may not push a row to the next page.
const SLACK: f32 = 0.01;

impl Pager<'_, '_> {
    fn left(&self) -> f32 {
        self.room.bottom - self.y + SLACK
    }

    fn whole_page(&self) -> f32 {
        self.room.bottom - self.room.top + SLACK
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = self.room.top;
        self.fresh = true;
    }

    fn put(&mut self, placed: Placed, height: f32) {
        self.pages.last_mut().expect("there is always a page").placed.push(placed);
        self.y += height;
        self.fresh = false;
    }

    fn text(&mut self, block: usize, text: &FlowText) -> Result<(), RenderError> {
        if !self.fresh {
            self.y += text.before;
        }
        let wanted =
            if text.keep_next { self.with_follower(block) } else { first_lines(&text.text) };
        if wanted > self.left() && !self.fresh {
            self.new_page();
        }
        let mut from = 0;
        while from < text.text.lines.len() {
            let count = lines_that_fit(&text.text, from, self.left());
            if count == 0 {
                if self.fresh {
                    return Err(no_room("una riga di testo è più alta della pagina"));
                }
                self.new_page();
                continue;
            }
            let lines = from..from + count;
            let height = height_of(&text.text, &lines);
            self.put(Placed::Text { block, lines, top: self.y }, height);
            from += count;
        }
        self.y += text.after;
        Ok(())
    }

    /// The height of a heading with all that must stand on its page: further headings, and
    /// the beginning of what they head.
    fn with_follower(&self, block: usize) -> f32 {
        let mut height = 0.0;
        for (i, next) in self.blocks[block..].iter().enumerate() {
            match next {
                FlowBlock::Text(t) if t.keep_next => {
                    height += t.text.height.0 + t.after + if i > 0 { t.before } else { 0.0 };
                }
                FlowBlock::Text(t) => return height + t.before + first_lines(&t.text),
                FlowBlock::Table(t) => {
                    let head = t.head_height();
                    let chunk = t.chunk(t.heads);
                    let all: f32 = head + t.rows[chunk].iter().map(|r| r.height).sum::<f32>();
                    // What no page holds begins where it can.
                    return height + if all <= self.whole_page() { all } else { head + t.least() };
                }
            }
        }
        height
    }

    fn table(&mut self, block: usize, table: &FlowTable<'_>) -> Result<(), RenderError> {
        if table.head_height() + table.least() > self.whole_page() {
            return Err(no_room("l'intestazione della tabella è più alta della pagina"));
        }
        let mut at = table.heads;
        let mut headed = false;
        loop {
            let chunk = table.chunk(at);
            let height: f32 = table.rows[chunk.clone()].iter().map(|r| r.height).sum();
            let head = if headed { 0.0 } else { table.head_height() };
            let fits_a_page = table.head_height() + height <= self.whole_page();
            let wanted = head + if fits_a_page { height } else { table.least() };
            if wanted > self.left() && !self.fresh {
                self.new_page();
                headed = false;
            }
            if !headed {
                self.head(block, table, at > table.heads);
                headed = true;
            }
            for row in chunk.clone() {
                if table.rows[row].height <= self.left() {
                    self.whole_row(block, table, row);
                } else {
                    self.split_row(block, table, row)?;
                }
            }
            at = chunk.end;
            if at >= table.rows.len() {
                return Ok(());
            }
        }
    }

    /// The head rows; those that only repeat what stood before say so.
    fn head(&mut self, block: usize, table: &FlowTable<'_>, repeated: bool) {
        for row in 0..table.heads {
            let placed = self.row(block, &table.rows[row], row, repeated);
            self.put(placed, table.rows[row].height);
        }
    }

    fn row(&self, block: usize, flow: &FlowRow<'_>, row: usize, repeated: bool) -> Placed {
        let lines = flow.cells.iter().map(|c| 0..c.text.lines.len()).collect();
        Placed::Row { block, row, top: self.y, height: flow.height, lines, repeated }
    }

    fn whole_row(&mut self, block: usize, table: &FlowTable<'_>, row: usize) {
        let placed = self.row(block, &table.rows[row], row, false);
        self.put(placed, table.rows[row].height);
    }

    /// A row that no page holds continues on the next one, between lines.
    fn split_row(
        &mut self,
        block: usize,
        table: &FlowTable<'_>,
        row: usize,
    ) -> Result<(), RenderError> {
        let flow = &table.rows[row];
        if flow.cells.iter().any(|c| c.cell.row_span > 1) {
            return Err(no_room("celle unite in verticale sono più alte della pagina"));
        }
        let mut from = vec![0; flow.cells.len()];
        let done =
            |from: &[usize]| flow.cells.iter().zip(from).all(|(c, &n)| n >= c.text.lines.len());
        while !done(&from) {
            let room = self.left() - 2.0 * self.room.padding;
            let counts: Vec<usize> = flow
                .cells
                .iter()
                .zip(&from)
                .map(|(c, &n)| lines_that_fit(&c.text, n, room))
                .collect();
            if counts.iter().sum::<usize>() == 0 {
                self.new_page();
                self.head(block, table, true);
                let room = self.left() - 2.0 * self.room.padding;
                let stuck = flow
                    .cells
                    .iter()
                    .zip(&from)
                    .all(|(c, &n)| lines_that_fit(&c.text, n, room) == 0);
                if stuck {
                    return Err(no_room("una riga di testo è più alta della pagina"));
                }
                continue;
            }
            let lines: Vec<Range<usize>> =
                from.iter().zip(&counts).map(|(&n, c)| n..n + c).collect();
            let text = flow.cells.iter().zip(&lines).map(|(c, l)| height_of(&c.text, l));
            let height = text.fold(0.0, f32::max) + 2.0 * self.room.padding;
            for (n, count) in from.iter_mut().zip(counts) {
                *n += count;
            }
            self.put(
                Placed::Row { block, row, top: self.y, height, lines, repeated: false },
                height,
            );
        }
        Ok(())
    }
}

impl FlowTable<'_> {
    fn head_height(&self) -> f32 {
        self.rows[..self.heads].iter().map(|r| r.height).sum()
    }

    /// The rows from `at` that stay on one page; empty past the last.
    fn chunk(&self, at: usize) -> Range<usize> {
        let rest = &self.rows[at..];
        let kept = rest.iter().take_while(|r| r.keep_next).count();
        at..(at + kept + 1).min(self.rows.len())
    }

    /// The least that may stand below a head: bands, and the first lines of the row they head.
    fn least(&self) -> f32 {
        let chunk = self.chunk(self.heads.min(self.rows.len()));
        let rows = &self.rows[chunk];
        let bands: f32 = rows.iter().take(rows.len().saturating_sub(1)).map(|r| r.height).sum();
        let lines = rows.last().map_or(0.0, |row| {
            let first = row.cells.iter().map(|c| first_lines(&c.text));
            first.fold(0.0, f32::max) + 8.0
        });
        bands.min(120.0) + lines
    }
}

/// The height of the first lines of a text, of which one alone does not end a page.
fn first_lines(text: &Measured) -> f32 {
    height_of(text, &(0..text.lines.len().min(2)))
}

/// The height of some lines, paragraph gaps between them included.
fn height_of(text: &Measured, lines: &Range<usize>) -> f32 {
    if lines.is_empty() {
        return 0.0;
    }
    let (first, last) = (&text.lines[lines.start], &text.lines[lines.end - 1]);
    last.baseline.0 - first.baseline.0 + text.leading.0
}

/// How many lines from `from` fit into `room`: all of them, or so many that neither the
/// first nor the last line of the text stands alone.
fn lines_that_fit(text: &Measured, from: usize, room: f32) -> usize {
    let total = text.lines.len();
    let fits = |end: &usize| height_of(text, &(from..*end)) <= room + SLACK;
    let end = (from + 1..=total).take_while(fits).last().unwrap_or(from);
    let (taken, left) = (end - from, total - end);
    match (taken, left) {
        (_, 0) | (0, _) => taken,
        (1, _) if from == 0 && total > 1 => 0,
        (n, 1) if n > 2 => n - 1,
        (n, _) => n,
    }
}

fn no_room(what: &str) -> RenderError {
    RenderError::NoRoom(what.to_owned())
}

/// The pages as stable text: page, piece, lines.
pub(super) fn dump(pages: &[Page]) -> String {
    let mut out = String::new();
    for (n, page) in pages.iter().enumerate() {
        let _ = writeln!(out, "pagina {}", n + 1);
        for placed in &page.placed {
            let _ = match placed {
                Placed::Text { block, lines, top } => {
                    writeln!(out, "  {top:7.2} testo {block} righe {lines:?}")
                }
                Placed::Row { block, row, top, height, lines, repeated } => {
                    let again = if *repeated { " ripetuta" } else { "" };
                    writeln!(
                        out,
                        "  {top:7.2} riga {block}.{row} alta {height:.2}{again} {lines:?}"
                    )
                }
            };
        }
    }
    out
}
