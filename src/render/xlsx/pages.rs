//! The flow's rows as rows of a sheet, and the pages they fall on.
//!
//! A row of a sheet is at most 409.5 points high. One that is taller, or that
//! fits no page, becomes as many as it needs; its cells are merged over them.
//! Every page begins at a break of its own, because a spreadsheet by itself would
//! leave a heading alone at the foot of a page.

use super::flow::{RepeatedHead, SheetFlow, Tall};
use super::open_spans::OpenSpans;
use crate::annex::{Mm, Page, Pt};
use crate::render::RenderError;
use std::ops::Range;

/// The most height of a row, in points.
const MOST_HEIGHT: f32 = 409.5;
/// The part of a page that is filled: printers differ in what they find room for.
const SAFE: f32 = 0.97;
/// The part of that which a piece of a tall row takes, so that pieces fill pages.
const PIECE: f32 = 0.25;
/// The most page breaks that Excel accepts in a sheet.
const MOST_BREAKS: usize = 1023;

/// Rows of the sheet.
#[derive(Debug)]
pub(super) struct Pages {
    /// Heights in points.
    pub(super) heights: Vec<f32>,
    /// First row of the sheet for each row of the flow, and the row after the last.
    pub(super) starts: Vec<u32>,
    /// Row of the sheet after each row of the flow.
    pub(super) ends: Vec<u32>,
    /// Rows that begin a page; none before the second page.
    pub(super) breaks: Vec<u32>,
    /// Rows that begin a page with the head of a table that goes on (index into
    /// [`SheetFlow::heads`]).
    pub(super) heads: Vec<(u32, usize)>,
    /// Rows that begin a page on which the cells that go on from above are cells anew.
    pub(super) anew: Vec<u32>,
}

impl Pages {
    /// Returns the rows of the sheet that these rows of the flow take.
    pub(super) fn rows(&self, rows: &Range<usize>) -> Range<u32> {
        self.starts[rows.start]..self.ends[rows.end - 1]
    }

    /// Returns the parts of these rows of the flow in which a cell over all of them stands: one for
    /// each page that begins with the cell anew. No part has the heads that pages repeat.
    pub(super) fn parts(&self, rows: &Range<usize>) -> Vec<Range<u32>> {
        let whole = self.rows(rows);
        let anew = &self.anew[self.anew.partition_point(|row| *row <= whole.start)..];
        let mut from = whole.start;
        let mut parts = Vec::new();
        for start in anew.iter().take_while(|start| **start < whole.end) {
            let at = self.starts.partition_point(|row| row < start);
            parts.push(from..self.ends[at - 1]);
            from = self.starts[at];
        }
        parts.push(from..whole.end);
        parts
    }
}

/// A page that begins.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PageStart {
    /// Row with which it begins.
    row: usize,
    /// Head of a table that goes on.
    head: Option<usize>,
    /// `true` if the cells that go on from above are cells anew.
    anew: bool,
}

/// Divides `flow` into rows and pages.
///
/// # Errors
/// [`RenderError::NoRoom`] if a page holds no line beside the repeated rows.
pub(super) fn paginate(flow: &SheetFlow, page: &Page) -> Result<Pages, RenderError> {
    let paper = Pt::from(Mm(page.height.0 - page.margins.top.0 - page.margins.bottom.0)).0;
    let height = |rows: &[Tall]| rows.iter().map(|row| row.height).sum::<f32>();
    let head_height = |head: &RepeatedHead| {
        let rows = head.rows.iter().map(|rows| height(&flow.rows[rows.clone()]));
        head.continued.as_ref().map_or(0.0, |row| row.height) + rows.sum::<f32>()
    };
    let heads: Vec<f32> = flow.heads.iter().map(head_height).collect();
    let tallest = heads.iter().fold(0.0_f32, |most, height| most.max(*height));
    let repeated = height(&flow.rows[flow.repeated.clone()]);
    // The repeated rows stand on every page after the one on which they come first.
    let room = paper * SAFE - repeated;
    let mut rows: Vec<Tall> = Vec::new();
    let mut starts = vec![0];
    for row in &flow.rows {
        rows.extend(cut(*row, room - tallest)?);
        starts.push(rows.len());
    }
    let repeats = starts[flow.repeated.start]..starts[flow.repeated.end];
    let starting = breaks(&rows, repeats, paper * SAFE, &heads, OpenSpans::of(flow, &starts));
    Ok(numbered(flow, &rows, &starts, &starting))
}

/// Numbers the rows of the sheet, with the heads that pages repeat.
fn numbered(flow: &SheetFlow, rows: &[Tall], starts: &[usize], pages: &[PageStart]) -> Pages {
    let mut out = Pages {
        heights: Vec::with_capacity(rows.len()),
        starts: vec![],
        ends: vec![],
        breaks: vec![],
        heads: vec![],
        anew: vec![],
    };
    let mut pages = pages.iter().peekable();
    let mut at = Vec::with_capacity(rows.len() + 1);
    for (i, row) in rows.iter().enumerate() {
        if let Some(page) = pages.next_if(|page| page.row == i) {
            let here = out.heights.len() as u32;
            // Beyond the limit a spreadsheet breaks pages by itself, which still prints everything.
            if out.breaks.len() < MOST_BREAKS {
                out.breaks.push(here);
                if let Some(head) = page.head {
                    out.heads.push((here, head));
                    let head = &flow.heads[head];
                    out.heights.extend(head.continued.as_ref().map(|row| row.height));
                    let rows = head.rows.iter().flat_map(|rows| &flow.rows[rows.clone()]);
                    out.heights.extend(rows.map(|row| row.height));
                }
                // Below the head that the page repeats, if it does.
                out.anew.extend(page.anew.then_some(out.heights.len() as u32));
            }
        }
        at.push(out.heights.len() as u32);
        out.heights.push(row.height);
    }
    at.push(out.heights.len() as u32);
    out.starts = starts.iter().map(|row| at[*row]).collect();
    out.ends = starts.iter().skip(1).map(|row| at[row - 1] + 1).collect();
    out
}

/// Cuts a row that is too tall for a page, or for a row, between its lines.
fn cut(row: Tall, room: f32) -> Result<Vec<Tall>, RenderError> {
    let most = room.min(MOST_HEIGHT);
    // A line that fits nowhere would be cut for ever, or printed in halves.
    if row.line > most {
        return Err(RenderError::no_room("una pagina non contiene nemmeno una riga della tabella"));
    }
    if row.height <= most {
        return Ok(vec![row]);
    }
    // At least one line, so that every piece makes progress.
    let height = (most * PIECE / row.line).floor().max(1.0) * row.line;
    let whole = (row.height / height).floor();
    let mut pieces = vec![Tall { height, keep: false, piece: true, ..row }; whole as usize];
    let rest = row.height - whole * height;
    pieces.extend((rest > 0.0).then_some(Tall { height: rest, ..row }));
    pieces.iter_mut().skip(1).for_each(|piece| piece.page_break = false);
    let last = pieces.last_mut().expect("a row too tall has a piece");
    (last.keep, last.piece) = (row.keep, false);
    Ok(pieces)
}

/// The pages after the first that `rows` take, with `paper` for so many points each. The rows
/// `repeated` stand on every page after their own as well; a page that begins within a table
/// has its head, of the height in `heads`, and the texts of the cells that go on.
fn breaks(
    rows: &[Tall],
    repeated: Range<usize>,
    paper: f32,
    heads: &[f32],
    mut cells: OpenSpans,
) -> Vec<PageStart> {
    let height = |rows: &[Tall]| rows.iter().map(|row| row.height).sum::<f32>();
    let again = height(&rows[repeated.clone()]);
    let head_height = |head: Option<usize>| head.map_or(0.0, |head| heads[head]);
    let (mut breaks, mut row, mut y) = (Vec::new(), 0, 0.0);
    let fits = |rows: &[Tall]| height(rows) + again + head_height(rows[0].head) <= paper;
    for together in stretches(rows, fits) {
        let whole = height(together);
        // Those that fit no page together go each where it can.
        let apart = !fits(together);
        for (i, one) in together.iter().enumerate() {
            let need = if apart || i > 0 { one.height } else { whole };
            // Nothing breaks the rows that are repeated, and what stands above them.
            if row > repeated.end && y > 0.0 && (one.page_break || y + need > paper) {
                // A head within a cell over several rows would fall apart from it: the page begins with
                // the last row that no such cell keeps from it, if there is one.
                let first = breaks.last().map_or(repeated.end, |page: &PageStart| page.row);
                let used = |at: usize| again + head_height(rows[at].head) + height(&rows[at..=row]);
                let at = ((first + 1).max(row - i)..=row).rev().find(|at| {
                    !cut_from(rows, *at) && used(*at) <= paper && cells.can_begin(rows, *at)
                });
                let at = at.unwrap_or(row);
                let anew = !cut_from(rows, at) && cells.begin_anew(rows, at);
                let head = rows[at].head.filter(|_| anew);
                breaks.push(PageStart { row: at, head, anew });
                y = again + head_height(head) + height(&rows[at..row]);
            }
            (row, y) = (row + 1, y + one.height);
        }
    }
    breaks
}

/// Divides `rows` into those that stay on one page: tables with what they introduce if that `fits` a
/// page, or else tables that do, or else those that must.
fn stretches(rows: &[Tall], fits: impl Fn(&[Tall]) -> bool) -> Vec<&[Tall]> {
    let bonds: [fn(&Tall) -> bool; 3] = [
        |row| row.keep || row.whole || row.introduces,
        |row| row.keep || row.whole,
        |row| row.keep,
    ];
    let mut stretches = vec![rows];
    for (at, bond) in bonds.into_iter().enumerate() {
        let divided = stretches.into_iter().flat_map(|rows| {
            // What fits as a whole is not divided further.
            if at > 0 && fits(rows) {
                return vec![rows];
            }
            rows.chunk_by(|row, next| bond(row) && !next.page_break).collect()
        });
        stretches = divided.collect();
    }
    stretches
}

/// Returns `true` if `row` is a later piece of a row that was cut.
fn cut_from(rows: &[Tall], row: usize) -> bool {
    row > 0 && rows[row - 1].piece
}

#[cfg(test)]
mod tests {
    use super::super::open_spans::SpanningCell;
    use super::*;

    fn row(height: f32, keep: bool) -> Tall {
        Tall { height, line: 10.0, keep, ..Tall::default() }
    }

    #[test]
    fn a_tall_row_is_cut_between_lines() {
        let heights = |height, room| {
            let pieces = cut(row(height, true), room).unwrap();
            assert!(pieces.iter().rev().skip(1).all(|piece| !piece.keep));
            pieces.into_iter().map(|piece| piece.height).collect::<Vec<_>>()
        };
        assert_eq!(heights(409.5, 500.0), [409.5]);
        assert_eq!(heights(225.0, 200.0), [50.0, 50.0, 50.0, 50.0, 25.0]);
        assert_eq!(heights(410.0, 500.0), [100.0, 100.0, 100.0, 100.0, 10.0]);
        assert!(matches!(cut(row(20.0, false), 9.0), Err(RenderError::NoRoom { .. })));
    }

    #[test]
    fn a_heading_goes_to_the_page_of_its_first_row() {
        let rows = [
            row(50.0, false),
            row(20.0, true),
            row(10.0, true),
            row(30.0, false),
            row(40.0, false),
        ];
        let starts = |repeated: Range<usize>, paper| {
            let pages = breaks(&rows, repeated, paper, &[], OpenSpans::default());
            pages.into_iter().map(|page| page.row).collect::<Vec<_>>()
        };
        assert_eq!(starts(0..0, 110.0), [4]);
        assert_eq!(starts(0..0, 109.0), [1]);
        // Heading, band and row fit no page together.
        assert_eq!(starts(0..0, 55.0), [1, 3, 4]);
        // The first row stands on every page.
        assert_eq!(starts(0..1, 110.0), [4]);
        assert_eq!(starts(0..1, 109.0), [3, 4]);
    }

    #[test]
    fn a_page_that_begins_within_a_table_has_its_head() {
        let body = |height, keep| Tall { head: Some(0), ..row(height, keep) };
        let rows = [
            row(10.0, true),
            body(30.0, false),
            body(30.0, true),
            body(30.0, false),
            row(9.0, false),
        ];
        let starts = |paper, need| {
            let cells = OpenSpans::waiting(vec![SpanningCell { rows: 2..4, need }]);
            let pages = breaks(&rows, 0..0, paper, &[10.0], cells);
            pages.into_iter().map(|page| (page.row, page.head)).collect::<Vec<_>>()
        };
        assert_eq!(starts(78.0, 60.0), [(2, Some(0)), (4, None)]);
        assert_eq!(starts(79.0, 60.0), [(2, Some(0))]);
        // No head parts a cell that needs all its rows; any other begins anew below it.
        assert_eq!(starts(69.0, 60.0), [(2, Some(0)), (3, None)]);
        assert_eq!(starts(69.0, 30.0), [(2, Some(0)), (3, Some(0))]);
    }

    #[test]
    fn rows_are_numbered_with_the_heads_between_them() {
        let rows = [row(10.0, true), row(30.0, false), row(30.0, false)];
        let flow = SheetFlow {
            heads: [0..1, 2..3]
                .map(|rows| RepeatedHead { continued: None, rows: vec![rows] })
                .into(),
            rows: rows.to_vec(),
            ..SheetFlow::default()
        };
        let pages = numbered(
            &flow,
            &rows,
            &[0, 1, 2, 3],
            &[PageStart { row: 2, head: Some(0), anew: true }],
        );
        assert_eq!(pages.heights, [10.0, 30.0, 10.0, 30.0]);
        assert_eq!((&pages.starts[..], &pages.ends[..]), (&[0, 1, 3, 4][..], &[1, 2, 4][..]));
        assert_eq!((&pages.breaks[..], &pages.heads[..]), (&[2][..], &[(2, 0)][..]));
        // A cell over both rows stands above the head and below it.
        assert_eq!(pages.parts(&(1..3)), [1..2, 3..4]);
    }
}
