//! The columns of the sheet. Tables may divide the page's width each in its own
//! way, a sheet only in one: its columns lie between the edges of all of them, and
//! a table's column covers one or more.
//!
//! Widths are reckoned in pixels, 96 to the inch. A file has them as numbers of
//! digits of the default font: `width = Truncate(pixels / digit * 256) / 256`
//! (ECMA-376 Part 1, 18.3.1.13). Whatever the layout's font, the default one stays
//! Calibri 11, whose digits are 7 pixels wide, so that the widths are what they are meant to be.

use crate::annex::{Annex, Block, Column, Mm, Page, Width};
use crate::render::RenderError;
use std::collections::BTreeSet;
use std::ops::Range;

/// Pixels to the millimetre, at the 96 to the inch that Excel reckons with.
const PX: f32 = 96.0 / 25.4;
/// A narrower column holds no letter beside its own padding.
const LEAST: u32 = 12;

/// The edges of the sheet's columns, in pixels from the left; at least two.
#[derive(Debug)]
pub(super) struct Grid {
    edges: Vec<u32>,
}

impl Grid {
    /// The grid of all tables of `annex`; one column if there is none.
    pub(super) fn of(annex: &Annex) -> Result<Self, RenderError> {
        let width = text_width(&annex.page);
        let mut edges = BTreeSet::from([0, pixels(width)]);
        for block in &annex.blocks {
            if let Block::Table(table) = block {
                edges.extend(edges_of(&table.columns, width)?);
            }
        }
        Ok(Grid { edges: edges.into_iter().collect() })
    }

    /// Widths of the columns, in pixels.
    pub(super) fn widths(&self) -> impl Iterator<Item = u32> {
        self.edges.windows(2).map(|pair| pair[1] - pair[0])
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.edges.len() - 1
    }

    /// The sheet's columns that each of a table's columns covers.
    pub(super) fn spans(
        &self,
        columns: &[Column],
        page: &Page,
    ) -> Result<Vec<Range<usize>>, RenderError> {
        let edges = edges_of(columns, text_width(page))?;
        let at = |edge: &u32| self.edges.partition_point(|e| e < edge);
        Ok(edges.windows(2).map(|pair| at(&pair[0])..at(&pair[1])).collect())
    }

    /// Width of a stretch of columns, in pixels.
    pub(super) fn width(&self, columns: &Range<usize>) -> u32 {
        self.edges[columns.end] - self.edges[columns.start]
    }
}

/// Width between the margins.
fn text_width(page: &Page) -> Mm {
    Mm(page.width.0 - page.margins.left.0 - page.margins.right.0)
}

fn pixels(width: Mm) -> u32 {
    // A negative length becomes 0: `as` keeps to the type's range.
    (width.0 * PX).floor() as u32
}

/// The edges of `columns` that share `width`: fixed ones get theirs, the others divide the rest.
fn edges_of(columns: &[Column], width: Mm) -> Result<Vec<u32>, RenderError> {
    let (mut fixed, mut shares) = (0.0, 0.0);
    for column in columns {
        match column.width {
            Width::Fixed(w) => fixed += w.0,
            Width::Share(s) => shares += s,
        }
    }
    let rest = (width.0 - fixed).max(0.0);
    let mut right = 0.0;
    let rights = columns.iter().map(|column| {
        right += match column.width {
            Width::Fixed(w) => w.0,
            Width::Share(s) => rest * s / shares,
        };
        pixels(Mm(right + 0.01))
    });
    let edges: Vec<u32> = std::iter::once(0).chain(rights).collect();
    match edges.windows(2).all(|pair| pair[1] >= pair[0] + LEAST) {
        true => Ok(edges),
        false => Err(RenderError::NoRoom("una colonna è più stretta di una lettera".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::Align;

    fn columns(widths: &[Width]) -> Vec<Column> {
        let column = |&width| Column { field: String::new(), width, align: Align::Left };
        widths.iter().map(column).collect()
    }

    #[test]
    fn fixed_columns_get_theirs_and_the_others_share_the_rest() {
        let got = edges_of(
            &columns(&[Width::Fixed(Mm(25.4)), Width::Share(1.0), Width::Share(3.0)]),
            Mm(127.0),
        );
        assert_eq!(got.unwrap(), [0, 96, 192, 480]);
        let got = edges_of(&columns(&[Width::Fixed(Mm(50.0)), Width::Share(1.0)]), Mm(50.0));
        assert!(matches!(got, Err(RenderError::NoRoom(_))));
    }
}
