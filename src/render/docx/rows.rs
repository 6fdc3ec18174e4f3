//! Rows on the table's grid: what each place holds once spans are counted, and whether a
//! row surely fits a page.

use super::text::line_height;
use crate::annex::{Annex, Cell, ListItem, Paragraphs, Pt, Row};
use crate::render::RenderError;

/// What stands at a place of the grid.
pub enum Place<'a> {
    /// A cell begins here.
    Cell(&'a Cell),
    /// A cell from a row above goes on.
    Continued,
    /// Nothing, as the row has no more cells.
    Empty,
}

/// A place with its first column and how many columns it takes.
pub struct Placed<'a> {
    /// What it holds.
    pub place: Place<'a>,
    /// Index of its first column.
    pub column: usize,
    /// How many columns.
    pub columns: usize,
}

/// Follows the row spans from row to row.
pub struct Grid {
    /// For each column: how many rows more the cell above takes, and how many columns
    /// that cell has where it begins here (0 in its other columns).
    above: Vec<(u16, usize)>,
}

impl Grid {
    /// A grid of so many columns.
    pub fn new(columns: usize) -> Grid {
        Grid { above: vec![(0, 0); columns] }
    }

    /// The places of the next row, from left to right. A span ends with the last column.
    ///
    /// # Errors
    /// [`RenderError::NoRoom`] where the row has more cells than places.
    pub fn place<'a>(&mut self, row: &'a Row) -> Result<Vec<Placed<'a>>, RenderError> {
        let mut out = Vec::new();
        let mut cells = row.cells.iter();
        let mut column = 0;
        while column < self.above.len() {
            let (rows, columns) = self.above[column];
            let placed = if rows > 0 {
                Placed { place: Place::Continued, column, columns: columns.max(1) }
            } else {
                let place = cells.next().map_or(Place::Empty, Place::Cell);
                let columns = self.free_columns(column, &place);
                Placed { place, column, columns }
            };
            self.occupy(&placed);
            column += placed.columns;
            out.push(placed);
        }
        match cells.next() {
            None => Ok(out),
            Some(_) => Err(RenderError::NoRoom("una riga ha più celle che colonne".into())),
        }
    }

    fn free_columns(&self, column: usize, place: &Place) -> usize {
        let free = self.above[column..].iter().take_while(|(rows, _)| *rows == 0).count();
        match place {
            Place::Cell(cell) => usize::from(cell.col_span.max(1)).min(free),
            _ => free,
        }
    }

    fn occupy(&mut self, placed: &Placed) {
        for i in placed.column..placed.column + placed.columns {
            self.above[i] = match placed.place {
                Place::Continued => (self.above[i].0 - 1, self.above[i].1),
                Place::Cell(cell) => {
                    let first = i == placed.column;
                    (cell.row_span.max(1) - 1, if first { placed.columns } else { 0 })
                }
                Place::Empty => (0, 0),
            };
        }
    }
}

/// The height that a row cannot exceed, with columns of these widths.
pub fn height_at_most(row: &[Placed], widths: &[Pt], annex: &Annex) -> Pt {
    let heights = row.iter().map(|placed| match placed.place {
        Place::Continued | Place::Empty => 0.0,
        Place::Cell(cell) => {
            let width: f32 =
                widths[placed.column..placed.column + placed.columns].iter().map(|w| w.0).sum();
            cell_height_at_most(cell, Pt(width), annex)
        }
    });
    Pt(heights.fold(0.0, f32::max))
}

/// Each letter is taken as wide as it is high, which none is that a plan is written in.
fn cell_height_at_most(cell: &Cell, width: Pt, annex: &Annex) -> f32 {
    let styles = &annex.styles;
    let inside = width.0 - 2.0 * styles.padding_x.0;
    let letters = (inside / styles[cell.style].size.0).floor().max(1.0) as usize;
    let lines: usize = cell.content.iter().map(|p| lines_at_most(p, letters)).sum();
    line_height(styles, cell.style).0 * lines.max(1) as f32 + 2.0 * styles.padding_y.0
}

fn lines_at_most(paragraphs: &Paragraphs, letters: usize) -> usize {
    match paragraphs {
        Paragraphs::Paragraph(lines) => lines.iter().map(|line| wrapped(line, letters)).sum(),
        // The label takes a letter's place on every line, one inside another item up to three.
        Paragraphs::List(items) => {
            let item = |(depth, item): (usize, &ListItem)| {
                wrapped(&item.text, letters.saturating_sub(1 + 3 * depth).max(1))
            };
            ListItem::flat(items).into_iter().map(item).sum()
        }
    }
}

/// How many lines `text` takes where a line holds so many letters, filled word by word.
/// Other places to break a line can only make them fewer.
fn wrapped(text: &str, letters: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split([' ', '\t']) {
        let long = word.chars().count();
        let after = if used == 0 { long } else { used + 1 + long };
        if after <= letters {
            used = after;
            continue;
        }
        let full = long.saturating_sub(1) / letters;
        lines += full + usize::from(used > 0);
        used = long - full * letters;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{CellRole, StyleName};

    fn cell(text: &str, col_span: u16, row_span: u16) -> Cell {
        let cell = Cell::new(CellRole::Data, StyleName::Cell, text, None);
        Cell { col_span, row_span, ..cell }
    }

    fn shape(placed: &[Placed]) -> Vec<(String, usize, usize)> {
        let text = |p: &Placed| match p.place {
            Place::Cell(cell) => cell.text(),
            Place::Continued => "^".into(),
            Place::Empty => "-".into(),
        };
        placed.iter().map(|p| (text(p), p.column, p.columns)).collect()
    }

    #[test]
    fn spans_from_above_take_their_places() {
        let mut grid = Grid::new(4);
        let first = Row { cells: vec![cell("a", 1, 1), cell("b", 2, 3), cell("c", 1, 2)] };
        let second = Row { cells: vec![cell("d", 1, 1)] };
        let third = Row { cells: vec![cell("e", 3, 1), cell("f", 9, 1)] };
        let at = |text: &str, column, columns| (text.to_owned(), column, columns);
        let mut next = |row| shape(&grid.place(row).expect("as many cells as places"));
        assert_eq!(next(&first), [at("a", 0, 1), at("b", 1, 2), at("c", 3, 1)]);
        assert_eq!(next(&second), [at("d", 0, 1), at("^", 1, 2), at("^", 3, 1)]);
        assert_eq!(next(&third), [at("e", 0, 1), at("^", 1, 2), at("f", 3, 1)]);
        let short = Row { cells: vec![cell("g", 1, 1)] };
        assert_eq!(next(&short), [at("g", 0, 1), at("-", 1, 3)]);
        let fourth = Row { cells: vec![cell("g", 9, 1), cell("h", 1, 1)] };
        assert!(matches!(grid.place(&fourth), Err(RenderError::NoRoom(_))));
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
}
