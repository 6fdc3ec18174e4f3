//! Places of table cells on the pages, for a viewer that leads from a cell to its source.

use super::flow::{FlowBlock, FlowDocument};
use super::paginate::FlowPage;
use crate::annex::{Origin, Page, Pt};

/// Cell of a table, or the part of one on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrintedCell {
    /// Index of the page.
    pub page: usize,
    /// Left, top, right and bottom as fractions of the page's width and height, from its upper left
    /// corner.
    pub edges: [f32; 4],
    /// Source of the cell's text.
    pub origin: Origin,
}

/// Returns the cells whose text comes from the plan, in the order of the pages.
pub(super) fn printed_cells(
    flow: &FlowDocument,
    pages: &[FlowPage],
    paper: &Page,
) -> Vec<PrintedCell> {
    let (width, height) = (Pt::from(paper.width).0, Pt::from(paper.height).0);
    let mut cells = Vec::new();
    for (page, content) in pages.iter().enumerate() {
        for piece in &content.pieces {
            let FlowBlock::Table(table) = &flow.blocks[piece.block] else { continue };
            let Some(place) = piece.cell else { continue };
            let cell = &table.rows[place.row].cells[place.cell];
            let Some(origin) = cell.origin else { continue };
            let (left, right) = (table.edges[cell.columns.start], table.edges[cell.columns.end]);
            let edges = [left / width, piece.top / height, right / width, piece.bottom / height];
            cells.push(PrintedCell { page, edges, origin });
        }
    }
    cells
}
