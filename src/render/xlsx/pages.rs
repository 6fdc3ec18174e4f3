//! The flow's rows as rows of a sheet, and the pages they fall on.
//!
//! A row of a sheet is at most 409.5 points high. One that is taller, or that
//! fits no page, becomes as many as it needs; its cells are merged over them.
//! Every page begins at a break of its own, because a spreadsheet by itself would
//! leave a heading alone at the foot of a page.

use super::flow::{SheetFlow, Tall};
use crate::annex::{Mm, Page, Pt};
use crate::render::RenderError;

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
    /// Rows that begin a page; none before the second page.
    pub(super) breaks: Vec<u32>,
}

/// Divides `flow` into rows and pages.
///
/// # Errors
/// [`RenderError::NoRoom`] if a page holds no line beside the repeated rows.
pub(super) fn paginate(flow: &SheetFlow, page: &Page) -> Result<Pages, RenderError> {
    let paper = Pt::from(Mm(page.height.0 - page.margins.top.0 - page.margins.bottom.0)).0;
    let height = |rows: &[Tall]| rows.iter().map(|row| row.height).sum::<f32>();
    // The repeated rows stand on every page; those above them on the first only.
    let room = paper * SAFE - height(&flow.rows[flow.repeated.clone()]);
    let once = height(&flow.rows[..flow.repeated.start]);
    let mut rows: Vec<Tall> = Vec::new();
    let mut starts = vec![0];
    for row in &flow.rows {
        rows.extend(cut(*row, room)?);
        starts.push(rows.len());
    }
    let breaks = breaks(&rows, starts[flow.repeated.end], room, once);
    Ok(Pages {
        heights: rows.iter().map(|row| row.height).collect(),
        starts: starts.into_iter().map(|row| row as u32).collect(),
        // Beyond the limit a spreadsheet breaks pages by itself, which still prints everything.
        breaks: breaks.into_iter().take(MOST_BREAKS).map(|row| row as u32).collect(),
    })
}

/// Cuts a row that is too tall for a page, or for a row, between its lines.
fn cut(row: Tall, room: f32) -> Result<Vec<Tall>, RenderError> {
    let most = room.min(MOST_HEIGHT);
    // A line that fits nowhere would be cut for ever, or printed in halves.
    if row.line > most {
        return Err(RenderError::NoRoom(
            "una pagina non contiene nemmeno una riga della tabella".into(),
        ));
    }
    if row.height <= most {
        return Ok(vec![row]);
    }
    // At least one line, so that every piece makes progress.
    let height = (most * PIECE / row.line).floor().max(1.0) * row.line;
    let whole = (row.height / height).floor();
    let mut pieces = vec![Tall { height, keep: false, ..row }; whole as usize];
    let rest = row.height - whole * height;
    pieces.extend((rest > 0.0).then_some(Tall { height: rest, ..row }));
    Ok(pieces)
}

/// The rows from `first` on that begin a page with `room` for so many points, of which on the
/// first page `taken` are not to be had.
fn breaks(rows: &[Tall], first: usize, room: f32, taken: f32) -> Vec<usize> {
    let (mut breaks, mut row, mut y) = (Vec::new(), first, taken);
    for together in rows[first..].chunk_by(|row, _| row.keep) {
        let height: f32 = together.iter().map(|row| row.height).sum();
        // Those that fit no page together go each where it can.
        let apart = height > room;
        for (i, one) in together.iter().enumerate() {
            let need = if apart || i > 0 { one.height } else { height };
            if row > first && y > 0.0 && y + need > room {
                breaks.push(row);
                y = 0.0;
            }
            (row, y) = (row + 1, y + one.height);
        }
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(height: f32, keep: bool) -> Tall {
        Tall { height, line: 10.0, keep }
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
        assert!(matches!(cut(row(20.0, false), 9.0), Err(RenderError::NoRoom(_))));
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
        assert_eq!(breaks(&rows, 0, 110.0, 0.0), [4]);
        assert_eq!(breaks(&rows, 0, 109.0, 0.0), [1]);
        assert_eq!(breaks(&rows, 1, 60.0, 0.0), [4]);
        // Heading, band and row fit no page together.
        assert_eq!(breaks(&rows, 0, 55.0, 0.0), [1, 3, 4]);
        // A picture above takes room on the first page only.
        assert_eq!(breaks(&rows, 0, 120.0, 50.0), [1]);
        assert_eq!(breaks(&rows, 0, 120.0, 500.0), [1]);
    }
}
