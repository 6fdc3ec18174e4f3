//! The columns of the sheet. Tables may divide the page's width each in its own
//! way, a sheet only in one: its columns lie between the edges of all of them, and
//! a table's column covers one or more.
//!
//! Widths are reckoned in pixels, 96 to the inch. A file has them as numbers of
//! digits of the default font: `width = Truncate(pixels / digit * 256) / 256`
//! (ECMA-376 Part 1, 18.3.1.13). Whatever the layout's font, the default one stays
//! Calibri 11, whose digits are 7 pixels wide, so that the widths are what they are meant to be.

use crate::annex::{Annex, Block, CellRole, Mm, Origin, Page, PlacedCell, Pt, Table};
use crate::render::RenderError;
use crate::typeset::column_widths;
use std::collections::BTreeSet;
use std::ops::Range;

/// Pixels to the millimetre, at the 96 to the inch that Excel reckons with.
const PX: f32 = 96.0 / 25.4;
/// A narrower column holds no letter beside its own padding.
const LEAST: u32 = 12;

/// The edges of the sheet's columns, in pixels from the left; at least two.
#[derive(Debug, Default)]
pub(super) struct SheetGrid {
    edges: Vec<u32>,
}

impl SheetGrid {
    /// Creates the grid of all tables of `annex`; one column if there is none.
    pub(super) fn of(annex: &Annex) -> Result<Self, RenderError> {
        let width = annex.page.text_area().width;
        // Both edges of the page even without tables: headings need a column to stand in.
        let mut edges = BTreeSet::from([0, pixels(width)]);
        let masthead = annex.masthead_columns().into_iter();
        edges.extend(masthead.map(|(_, share)| pixels(Mm(width.0 * share.end))));
        for block in &annex.blocks {
            if let Block::Table(table) = block {
                edges.extend(edges_of(table, width)?);
            }
        }
        Ok(SheetGrid { edges: edges.into_iter().collect() })
    }

    /// Iterates over the widths of the columns, in pixels.
    pub(super) fn widths(&self) -> impl Iterator<Item = u32> {
        self.edges.windows(2).map(|pair| pair[1] - pair[0])
    }

    /// Returns the number of columns.
    pub(super) fn len(&self) -> usize {
        self.edges.len() - 1
    }

    /// Returns the sheet's columns that each of a table's columns covers.
    pub(super) fn spans(
        &self,
        table: &Table,
        page: &Page,
    ) -> Result<Vec<Range<usize>>, RenderError> {
        let edges = edges_of(table, page.text_area().width)?;
        let at = |edge: &u32| self.edges.partition_point(|e| e < edge);
        Ok(edges.windows(2).map(|pair| at(&pair[0])..at(&pair[1])).collect())
    }

    /// Returns the sheet's columns between these edges, which are parts of the width of `page`.
    pub(super) fn part(&self, page: &Page, share: &Range<f32>) -> Range<usize> {
        let width = page.text_area().width;
        let at = |share: f32| {
            let edge = pixels(Mm(width.0 * share));
            self.edges.partition_point(|e| *e < edge)
        };
        at(share.start)..at(share.end).max(at(share.start) + 1)
    }

    /// Returns the width of adjacent columns, in pixels.
    pub(super) fn width(&self, columns: &Range<usize>) -> u32 {
        self.edges[columns.end] - self.edges[columns.start]
    }
}

fn pixels(width: Mm) -> u32 {
    // A negative length becomes 0: `as` keeps to the type's range.
    // A hundredth of a pixel is what adding up may be out by.
    (width.0 * PX + 0.01).floor() as u32
}

/// The edges of the columns of `table` in a sheet `width` wide.
fn edges_of(table: &Table, width: Mm) -> Result<Vec<u32>, RenderError> {
    let widths = column_widths(table, width.into())?;
    // Rounded from the left edge and not column by column, so that rounding does not add up
    // and equal edges of two tables fall on the same pixel.
    let mut right = 0.0;
    let rights = widths.iter().map(|width| {
        right += width.0;
        pixels(Mm::from(Pt(right)))
    });
    let edges: Vec<u32> = std::iter::once(0).chain(rights).collect();
    match edges.windows(2).position(|pair| pair[1] < pair[0] + LEAST) {
        None => Ok(edges),
        Some(column) => Err(RenderError::no_room(format!(
            "la colonna {} è più stretta di una lettera",
            column + 1
        ))
        .of(head_of(table, column))),
    }
}

/// Returns the source of the head of a column, if it has one of its own.
fn head_of(table: &Table, column: usize) -> Option<Origin> {
    let heads = table.head().iter().flat_map(|row| row.placed());
    let own = |placed: &PlacedCell<'_>| {
        placed.cell.role == CellRole::ColumnHead && placed.columns == (column..column + 1)
    };
    heads.filter(own).find_map(|placed| placed.cell.origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{Align, Column, TableParts, Width};

    fn table(widths: &[Width]) -> Table {
        let column = |&width| Column { field: String::new(), width, align: Align::Left };
        let columns = widths.iter().map(column).collect();
        TableParts { columns, ..TableParts::default() }.table()
    }

    #[test]
    fn fixed_columns_get_theirs_and_the_others_share_the_rest() {
        let widths = [Width::Fixed(Mm(25.4)), Width::Share(1.0), Width::Share(3.0)];
        assert_eq!(edges_of(&table(&widths), Mm(127.0)).unwrap(), [0, 96, 192, 480]);
        let got = edges_of(&table(&[Width::Fixed(Mm(50.0)), Width::Share(1.0)]), Mm(50.0));
        assert!(matches!(got, Err(RenderError::NoRoom { .. })));
    }
}
