//! Tests of pages, tags and the finished file against the annex.

mod bytes;
mod layout_words;
mod pages;
#[path = "../../../../tests/suite/pdf_text.rs"]
mod pdf_text;
mod sample;
mod signatures;
mod tags;
mod text;

use super::flow::{FlowBlock, FlowCell, FlowDocument, RowKind};
use super::paginate::{FlowPage, PagePiece};
use super::*;

/// Measures and paginates `annex`.
fn paged(annex: &Annex) -> (FlowDocument, Vec<FlowPage>) {
    let flow = measure(annex, &typesetter(annex).expect("Carlito")).expect("room");
    let pages = paginate(&flow).expect("pages");
    (flow, pages)
}

fn bytes(annex: &Annex) -> Vec<u8> {
    pdf(annex, &PdfOptions::default()).expect("a PDF").bytes
}

/// Returns every piece with the index of its page.
fn pieces(pages: &[FlowPage]) -> impl Iterator<Item = (usize, &PagePiece)> {
    pages.iter().enumerate().flat_map(|(i, page)| page.pieces.iter().map(move |piece| (i, piece)))
}

/// Returns the cell of a piece, and the kind of its row.
fn flow_cell<'a>(flow: &'a FlowDocument, piece: &PagePiece) -> Option<(&'a FlowCell, RowKind)> {
    let (FlowBlock::Table(table), Some(place)) = (&flow.blocks[piece.block], piece.cell) else {
        return None;
    };
    Some((&table.rows[place.row].cells[place.cell], table.rows[place.row].kind))
}
