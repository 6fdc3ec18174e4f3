//! Rows on the table's grid: the content of each slot once spans are counted, and an upper bound
//! of a row's height.

use super::lengths::{line_height, paragraph_gap};
use crate::annex::{Annex, Cell, ListItem, Paragraphs, PlacedCell, Pt, Row};
use crate::typeset::Typesetter;
use std::ops::Range;

/// Columns of a row with their content.
pub(crate) struct GridSlot<'a> {
    /// Content of the columns.
    pub content: SlotContent<'a>,
    /// Columns that the slot takes.
    pub columns: Range<usize>,
}

/// Content of a [`GridSlot`].
pub(crate) enum SlotContent<'a> {
    /// A cell that begins in this row.
    Cell(PlacedCell<'a>),
    /// A cell from a row above that goes on.
    Continued,
    /// No cell, as the row has no more.
    Empty,
}

/// Divides the `columns` of `row` into slots: Word wants each column of each row in a cell.
pub(crate) fn slots(row: &Row, columns: usize) -> Vec<GridSlot<'_>> {
    let cells = row.placed().map(|placed| GridSlot {
        columns: placed.columns.clone(),
        content: SlotContent::Cell(placed),
    });
    let continued = row.continued().iter();
    let continued = continued
        .map(|columns| GridSlot { columns: columns.clone(), content: SlotContent::Continued });
    // In the annex a cell stands in its first row only; Word needs a cell in every row.
    let mut taken: Vec<_> = cells.chain(continued).collect();
    taken.sort_by_key(|slot| slot.columns.start);
    let mut slots = Vec::with_capacity(taken.len());
    let mut next = 0;
    for slot in taken {
        slots.extend(empty(next..slot.columns.start));
        next = slot.columns.end;
        slots.push(slot);
    }
    slots.extend(empty(next..columns));
    slots
}

fn empty(columns: Range<usize>) -> Option<GridSlot<'static>> {
    (!columns.is_empty()).then_some(GridSlot { columns, content: SlotContent::Empty })
}

/// Returns an upper bound of the height of a row with columns of these widths.
pub(crate) fn height_at_most(row: &[GridSlot], widths: &[Pt], annex: &Annex) -> Pt {
    let heights = row.iter().map(|slot| match &slot.content {
        // A cell that goes on was counted in full in the row where it begins.
        SlotContent::Continued | SlotContent::Empty => 0.0,
        SlotContent::Cell(placed) => {
            let width: f32 = widths[slot.columns.clone()].iter().map(|w| w.0).sum();
            cell_height_at_most(placed.cell, Pt(width), annex)
        }
    });
    Pt(heights.fold(0.0, f32::max))
}

/// Returns for each row of a head the height that the texts that run from the bottom to the top need
/// of it; 0 where there are none. A cell over several rows needs of the last what the others lack.
pub(crate) fn upright_heights(head: &[Row], annex: &Annex) -> Vec<Pt> {
    let mut heights = vec![Pt(0.0); head.len()];
    let rotated: Vec<_> = head.iter().flat_map(Row::placed).filter(|at| at.cell.rotated).collect();
    let setter = (!rotated.is_empty()).then(|| Typesetter::new(&annex.fonts));
    let Some(Ok(setter)) = setter else { return heights };
    let padding = 2.0 * annex.styles.padding_y.0;
    for PlacedCell { cell, rows, .. } in rotated {
        let style = &annex.styles[cell.style];
        let text = cell.text();
        let lines = text.lines().map(|line| setter.width(line, style).0);
        // A line that is a little longer than its cell would be broken and cut off. Word places letters
        // by the pixel, and a computer without the font takes a wider one.
        let length = lines.fold(0.0, f32::max) * UPRIGHT_SLACK + style.size.0 + padding;
        let line = line_height(&annex.styles, cell.style).0 + padding;
        let (last, above) = (rows.end - 1, rows.len() - 1);
        heights[last].0 = heights[last].0.max(length - above as f32 * line);
    }
    heights
}

/// Room for each point of an upright line, beside a letter at its end.
const UPRIGHT_SLACK: f32 = 1.1;

/// Returns an upper bound of the height of a cell.
pub(super) fn cell_height_at_most(cell: &Cell, width: Pt, annex: &Annex) -> f32 {
    if cell.rotated {
        return 0.0;
    }
    let styles = &annex.styles;
    let inside = width.0 - 2.0 * styles.padding_x.0;
    // Every letter counts as wide as it is high: no letter of a plan is wider. At least one
    // stands on a line, as `wrapped` divides by their number.
    let letters = (inside / styles[cell.style].size.0).floor().max(1.0) as usize;
    let lines: usize = cell.content.iter().map(|p| lines_at_most(p, letters)).sum();
    // An empty cell holds an empty paragraph, which is as high as a line (17.4.65).
    let gaps = cell.content.len().saturating_sub(1) as f32 * paragraph_gap(styles, cell.style).0;
    line_height(styles, cell.style).0 * lines.max(1) as f32 + gaps + 2.0 * styles.padding_y.0
}

fn lines_at_most(paragraphs: &Paragraphs, letters: usize) -> usize {
    match paragraphs {
        Paragraphs::Paragraph(lines) | Paragraphs::Below(lines) => {
            lines.iter().map(|line| wrapped(line, letters)).sum()
        }
        // A label takes one letter on every line, and each level of nesting up to three more.
        Paragraphs::List(items) => {
            let item = |(depth, item): (usize, &ListItem)| {
                let letters = letters.saturating_sub(1 + 3 * depth).max(1);
                item.lines.iter().map(|line| wrapped(line, letters)).sum::<usize>()
            };
            ListItem::flat(items).into_iter().map(item).sum()
        }
    }
}

/// Counts the lines that `text` takes with this many letters to a line, filled word by word.
fn wrapped(text: &str, letters: usize) -> usize {
    // Other places to break a line can only make fewer.
    let (mut lines, mut used) = (1, 0);
    for word in text.split([' ', '\t']) {
        let long = word.chars().count();
        let after = if used == 0 { long } else { used + 1 + long };
        if after <= letters {
            used = after;
            continue;
        }
        // A word longer than a line counts from a line of its own: begun after the words before
        // it, it could only take fewer.
        let full = long.saturating_sub(1) / letters;
        lines += full + usize::from(used > 0);
        used = long - full * letters;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{Align, CellRole, Column, StyleName, TableParts, Width};

    fn cell(text: &str, col_span: u16, row_span: u16) -> Cell {
        let cell = Cell::new(CellRole::Data, StyleName::Cell, text, None);
        Cell { col_span, row_span, ..cell }
    }

    fn shape(row: &Row) -> Vec<(String, Range<usize>)> {
        let text = |content: &SlotContent<'_>| match content {
            SlotContent::Cell(placed) => placed.cell.text(),
            SlotContent::Continued => "^".into(),
            SlotContent::Empty => "-".into(),
        };
        slots(row, 4).into_iter().map(|slot| (text(&slot.content), slot.columns)).collect()
    }

    #[test]
    fn spans_from_above_take_their_places() {
        let column = || Column { field: "campo".into(), width: Width::Auto, align: Align::Left };
        let foot = vec![
            Row::new([cell("a", 1, 1), cell("b", 2, 3), cell("c", 1, 2)]),
            Row::new([cell("d", 1, 1)]),
            Row::new([cell("e", 3, 1), cell("f", 9, 1)]),
            Row::new([cell("g", 1, 1)]),
        ];
        let columns = (0..4).map(|_| column()).collect();
        let table = TableParts { columns, foot, ..TableParts::default() }.table();
        let at = |text: &str, columns| (text.to_owned(), columns);
        let rows: Vec<_> = table.foot().iter().map(shape).collect();
        assert_eq!(rows[0], [at("a", 0..1), at("b", 1..3), at("c", 3..4)]);
        assert_eq!(rows[1], [at("d", 0..1), at("^", 1..3), at("^", 3..4)]);
        assert_eq!(rows[2], [at("e", 0..1), at("^", 1..3), at("f", 3..4)]);
        assert_eq!(rows[3], [at("g", 0..1), at("-", 1..4)]);
    }

    #[test]
    fn the_bound_on_a_cell_counts_lines_paragraphs_and_items() {
        assert_eq!(lines_at_most(&Paragraphs::Paragraph(vec!["x".repeat(21), "y".into()]), 10), 4);
        for (text, lines) in [
            ("", 1),
            ("1234 67890", 1),
            ("1234 678901", 2),
            ("123456 123456 123456", 3),
            ("1 12345678901234567890 1", 4),
            ("1 1234567890123 1234567", 4),
            ("1 1234567890123 123456", 3),
        ] {
            assert_eq!(wrapped(text, 10), lines, "{text:?}");
        }
        let items = crate::annex::paragraphs("- 123456789\n- 1234567890");
        assert_eq!(lines_at_most(&items[0], 10), 3);
    }

    #[test]
    fn an_upright_head_over_two_rows_needs_of_the_second_what_the_first_lacks() {
        let annex = crate::annex::sample::empty_annex();
        let head = |text: &str, row_span, rotated| {
            let cell = Cell::new(CellRole::ColumnHead, StyleName::Head, text, None);
            Cell { row_span, rotated, ..cell }
        };
        let long = "PESO IN PERCENTUALE";
        let tall = |row_span, rows: &[Row]| {
            let rotated = [Row::new([head(long, row_span, true), head("SOPRA", 1, false)])];
            let column = || Column { field: "c".into(), width: Width::Auto, align: Align::Left };
            let head = rotated.into_iter().chain(rows.iter().cloned()).collect();
            let parts =
                TableParts { columns: vec![column(), column()], head, ..Default::default() };
            upright_heights(parts.table().head(), &annex).iter().map(|h| h.0).collect::<Vec<_>>()
        };
        let whole = tall(1, &[])[0];
        let line = line_height(&annex.styles, StyleName::Head).0 + 2.0 * annex.styles.padding_y.0;
        let parted = tall(2, &[Row::new([head("SOTTO", 1, false)])]);
        assert_eq!(parted[0], 0.0);
        assert!(
            (parted[1] - (whole - line)).abs() < 0.01 && whole > 2.0 * line,
            "{parted:?} {whole}"
        );
        assert_eq!(upright_heights(&[Row::new([head("BREVE", 1, false)])], &annex)[0].0, 0.0);
    }
}
