//! Cells over several rows, cut so that each part fits a page with its rows. Word prints the text of
//! such a cell on its first page only, and no file says where its pages begin.

use super::rows::{cell_height_at_most, height_at_most, slots};
use crate::annex::{Annex, Cell, PlacedCell, Pt, Row, Table};

/// Returns `table` with cells that span no more rows than fit in `room`, their text again in each
/// part; `None` if no cell of its bodies spans rows.
pub(super) fn with_short_spans(
    table: &Table,
    widths: &[Pt],
    annex: &Annex,
    room: Pt,
) -> Option<Table> {
    let mut cells = table.bodies().iter().flat_map(|body| &body.rows).flat_map(|row| &row.cells);
    if !cells.any(|cell| cell.row_span > 1) {
        return None;
    }
    let mut parts = table.clone().into_parts();
    for body in &mut parts.bodies {
        let cuts = cuts(&body.rows, widths, annex, room.0);
        body.rows = cut_at(&body.rows, &cuts);
    }
    Table::new(parts).ok()
}

/// Returns the rows in which the cells that go on from above begin anew: where fewest do, in the
/// second half of what fits.
fn cuts(rows: &[Row], widths: &[Pt], annex: &Annex, room: f32) -> Vec<usize> {
    let height = |row: &Row| height_at_most(&slots(row, widths.len()), widths, annex).0;
    let mut cuts = Vec::new();
    // Row after the last of each cell that goes on, and the height of its text.
    let mut open: Vec<(usize, f32)> = Vec::new();
    // Bottoms of the rows that cells hold together, and the first of them.
    let (mut bottoms, mut first): (Vec<f32>, usize) = (Vec::new(), 0);
    for (at, row) in rows.iter().enumerate() {
        open.retain(|(end, _)| *end > at);
        if open.is_empty() {
            (first, bottoms) = (at, Vec::new());
        }
        let above = bottoms.last().copied().unwrap_or(0.0);
        let again = open.iter().map(|(_, height)| *height).fold(0.0, f32::max);
        let own = height(row);
        // A text of half a page is not worth a second place.
        if above + own > room && 2.0 * again <= room && at > first {
            let half = first + 1 + bottoms.partition_point(|bottom| 2.0 * bottom < room);
            let goes_on = |row: &usize| rows[*row].continued().len();
            let cut = (half.min(at)..=at).rev().min_by_key(goes_on).unwrap_or(at);
            let over = bottoms[cut - first - 1];
            bottoms = bottoms[cut - first..].iter().map(|bottom| bottom - over + again).collect();
            cuts.push(cut);
            first = cut;
        }
        bottoms.push(bottoms.last().copied().unwrap_or(0.0) + own);
        let begun = row.placed().filter(|cell| cell.rows.len() > 1);
        open.extend(begun.map(|PlacedCell { cell, rows, columns }| {
            let width = widths[columns].iter().map(|width| width.0).sum();
            (rows.end, cell_height_at_most(cell, Pt(width), annex))
        }));
    }
    cuts
}

/// Cuts the cells that span rows above the rows `cuts`.
fn cut_at(rows: &[Row], cuts: &[usize]) -> Vec<Row> {
    let mut cut: Vec<Vec<(usize, Cell)>> = vec![Vec::new(); rows.len()];
    for PlacedCell { cell, rows, columns } in rows.iter().flat_map(Row::placed) {
        let inside = cuts.iter().copied().filter(|at| rows.start < *at && *at < rows.end);
        let bounds: Vec<_> = [rows.start].into_iter().chain(inside).chain([rows.end]).collect();
        for part in bounds.windows(2) {
            let mut cell = cell.clone();
            cell.row_span = u16::try_from(part[1] - part[0]).unwrap_or(u16::MAX);
            // Names are unique in a document.
            cell.identity = cell.identity.filter(|_| part[0] == rows.start);
            cut[part[0]].push((columns.start, cell));
        }
    }
    let row = |mut cells: Vec<(usize, Cell)>| {
        cells.sort_by_key(|(column, _)| *column);
        Row::new(cells.into_iter().map(|(_, cell)| cell))
    };
    cut.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::sample::empty_annex;
    use crate::annex::{Align, Body, CellRole, Column, StyleName, TableParts, Width};

    #[test]
    fn a_cell_over_more_rows_than_fit_begins_anew() {
        let annex = empty_annex();
        let cell = |text: &str, row_span| {
            let cell = Cell::new(CellRole::Data, StyleName::Cell, text, None);
            Cell { row_span, ..cell }
        };
        let mut rows = vec![Row::new([cell("unita", 4), cell("1", 1)])];
        rows.extend(["2", "3", "4"].map(|text| Row::new([cell(text, 1)])));
        rows.push(Row::new([cell("sola", 1), cell("5", 1)]));
        let column = || Column { field: "campo".into(), width: Width::Auto, align: Align::Left };
        let bodies = vec![Body { rows, ..Body::default() }];
        let parts = TableParts { columns: vec![column(), column()], bodies, ..Default::default() };
        let table = parts.table();
        let widths = [Pt(100.0), Pt(100.0)];
        let line = height_at_most(&slots(&table.bodies()[0].rows[1], 2), &widths, &annex).0;
        let texts = |room| {
            let cut = with_short_spans(&table, &widths, &annex, Pt(room)).expect("a cell spans");
            let cells = |row: &Row| row.cells.iter().map(Cell::text).collect::<Vec<_>>().join(" ");
            cut.bodies()[0].rows.iter().map(cells).collect::<Vec<_>>()
        };
        assert_eq!(texts(4.5 * line), ["unita 1", "2", "3", "4", "sola 5"]);
        assert_eq!(texts(2.5 * line), ["unita 1", "2", "unita 3", "4", "sola 5"]);
    }

    #[test]
    fn a_cell_is_cut_where_no_other_is() {
        let annex = empty_annex();
        let cell = |row_span| {
            let cell = Cell::new(CellRole::Data, StyleName::Cell, "x", None);
            Cell { row_span, ..cell }
        };
        let own = |many: usize| (1..many).map(|_| Row::new([cell(1)]));
        let mut rows = vec![Row::new([cell(9), cell(3), cell(1)])];
        rows.extend(own(3));
        for _ in 0..2 {
            rows.push(Row::new([cell(3), cell(1)]));
            rows.extend(own(3));
        }
        let column = || Column { field: "campo".into(), width: Width::Auto, align: Align::Left };
        let columns = vec![column(), column(), column()];
        let bodies = vec![Body { rows, ..Body::default() }];
        let table = TableParts { columns, bodies, ..TableParts::default() }.table();
        let widths = [Pt(100.0); 3];
        let rows = &table.bodies()[0].rows;
        let line = height_at_most(&slots(&rows[1], 3), &widths, &annex).0;
        assert_eq!(cuts(rows, &widths, &annex, 4.5 * line), [3, 6]);
        assert_eq!(cuts(rows, &widths, &annex, 2.5 * line), [2, 4, 6, 8]);
    }
}
