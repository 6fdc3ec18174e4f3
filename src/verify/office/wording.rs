//! Italian wording of positions and of changed texts.

use super::content::OfficeContent;
use crate::italian::quotation::{quote_around, quote_change};
use crate::source::{GridPosition, Span, column_letters};
use crate::verify::{Reason, Verdict};

/// Names the position of a text: «foglio «Piano», cella C12».
pub(super) fn place(content: &OfficeContent, span: Span) -> String {
    let cell = content.sources.file(span.file()).cell(span.range().start);
    match cell {
        Some(GridPosition::Sheet { sheet, row, column }) => {
            format!("foglio «{sheet}», cella {}", cell_name(*row, *column))
        }
        Some(GridPosition::Table { table, row, column }) => {
            format!("tabella {table}, riga {row}, colonna {column}")
        }
        Some(GridPosition::Paragraph(number)) => format!("capoverso {number}"),
        None => "nel file".to_owned(),
    }
}

/// Names a cell, «C12», by its row and column from 0.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row.saturating_add(1))
}

/// Describes a change, «era «30», ora è «35»», by the surroundings of the first difference.
pub(super) fn change(before: &str, after: &str) -> String {
    let (before, after) = quote_change(before, after);
    format!("era {before}, ora è {after}")
}

/// A text in quotes, on one line, its beginning where it is long.
pub(super) fn quote(text: &str) -> String {
    quote_around(text, 0)
}

/// Returns a reason for the verdict that the file was changed.
pub(super) fn changed(text: String) -> Reason {
    reason(Verdict::Changed, text)
}

/// Returns a reason that concerns no page: spreadsheets and documents have none of their own.
pub(super) fn reason(verdict: Verdict, text: String) -> Reason {
    Reason::new(verdict, text)
}

/// Names cells from the same sheet: «celle C4:C9, D2». A row of `u32::MAX` stands for a whole
/// column, a column of `u32::MAX` for a whole row.
pub(super) fn cell_list(cells: &[(u32, u32)]) -> String {
    let mut sorted: Vec<_> = cells.iter().map(|(row, column)| (*column, *row)).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranges: Vec<(u32, u32, u32)> = Vec::new();
    for (column, row) in sorted {
        match ranges
            .last_mut()
            .filter(|last| last.0 == column && last.2.checked_add(1) == Some(row))
        {
            Some(last) => last.2 = row,
            None => ranges.push((column, row, row)),
        }
    }
    let ranges: Vec<_> =
        ranges.iter().map(|(column, a, b)| ((*a, *column), (*b, *column))).collect();
    range_list(&ranges)
}

/// First and last row and column of a rectangle of cells, from 0.
pub(super) type CellRectangle = ((u32, u32), (u32, u32));

/// Names rectangles of cells by their first and last rows and columns: «celle C4:D9, F2».
pub(super) fn range_list(ranges: &[CellRectangle]) -> String {
    /// Most ranges that are named.
    const NAMED: usize = 8;
    let name = |(a, b): &CellRectangle| match (a, b) {
        ((u32::MAX, column), _) => format!("colonna {}", column_letters(*column)),
        ((first, u32::MAX), (last, _)) if first == last => {
            format!("riga {}", first.saturating_add(1))
        }
        ((first, u32::MAX), (last, _)) => {
            format!("righe {}-{}", first.saturating_add(1), last.saturating_add(1))
        }
        _ if a == b => cell_name(a.0, a.1),
        _ => format!("{}:{}", cell_name(a.0, a.1), cell_name(b.0, b.1)),
    };
    let is_line = |(a, _): &CellRectangle| a.0 == u32::MAX || a.1 == u32::MAX;
    let (lines, cells): (Vec<_>, Vec<_>) = widened(ranges).into_iter().partition(is_line);
    let noun = match cells.as_slice() {
        [] => "",
        [(a, b)] if a == b => "cella ",
        _ => "celle ",
    };
    let ranges = [cells, lines].concat();
    let names: Vec<_> = ranges.iter().take(NAMED).map(name).collect();
    let more = if ranges.len() > NAMED { ", …" } else { "" };
    format!("{noun}{}{more}", names.join(", "))
}

/// Joins rectangles of the same rows in columns side by side.
fn widened(ranges: &[CellRectangle]) -> Vec<CellRectangle> {
    let mut by_rows = ranges.to_vec();
    by_rows.sort_unstable_by_key(|(a, b)| (a.0, b.0, a.1));
    let mut joined: Vec<CellRectangle> = Vec::new();
    for (a, b) in by_rows {
        let is_line = a.0 == u32::MAX || a.1 == u32::MAX;
        match joined.last_mut() {
            Some((c, d))
                if (c.0, d.0) == (a.0, b.0) && d.1.checked_add(1) == Some(a.1) && !is_line =>
            {
                d.1 = b.1;
            }
            _ => joined.push((a, b)),
        }
    }
    joined
}
