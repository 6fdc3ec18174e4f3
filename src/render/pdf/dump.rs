//! Dump of pages as stable text, for tests and readers.

use super::flow::{FlowBlock, FlowDocument};
use super::paginate::{FlowPage, PagePiece};
use crate::typeset::TypesetLine;
use std::fmt::Write;

/// Writes `pages`: a line for each page, below it every piece with its top and bottom in points,
/// below that its lines.
pub(super) fn dump_pages(flow: &FlowDocument, pages: &[FlowPage]) -> String {
    let mut out = String::new();
    for (i, page) in pages.iter().enumerate() {
        let _ = writeln!(out, "pagina {}", i + 1);
        for piece in &page.pieces {
            dump_piece(&mut out, flow, piece);
        }
    }
    out
}

fn dump_piece(out: &mut String, flow: &FlowDocument, piece: &PagePiece) {
    let name = match piece.cell {
        None if matches!(flow.blocks[piece.block], FlowBlock::Picture(_)) => "figura".to_owned(),
        None if is_repeated(flow, piece) => "testo ripetuto".to_owned(),
        None => "testo".to_owned(),
        Some(place) => {
            let repeated = if place.repeated { " ripetuta" } else { "" };
            format!("riga {} cella {}{repeated}", place.row + 1, place.cell + 1)
        }
    };
    let _ = writeln!(out, "  {name} {:.1}–{:.1}", piece.top, piece.bottom);
    for line in &lines(flow, piece)[piece.lines.clone()] {
        let label = line.label.as_ref().map_or(String::new(), |label| format!("{} ", label.text));
        let _ = writeln!(out, "    {label}{}", line.text());
    }
}

/// Returns `true` if `piece` repeats content of an earlier page.
pub(super) fn is_repeated(flow: &FlowDocument, piece: &PagePiece) -> bool {
    match piece.cell {
        Some(place) => place.repeated,
        None => matches!(flow.blocks[piece.block], FlowBlock::Table(_)),
    }
}

/// Returns all lines of the text or cell that `piece` is part of.
pub(super) fn lines<'a>(flow: &'a FlowDocument, piece: &PagePiece) -> &'a [TypesetLine] {
    match (&flow.blocks[piece.block], piece.cell) {
        (FlowBlock::Text(text), _) => &text.lines,
        (FlowBlock::Table(table), Some(place)) => &table.rows[place.row].cells[place.cell].lines,
        (FlowBlock::Signatures(block), Some(place)) => &block.rows[place.row][place.cell].lines,
        (FlowBlock::Table(table), None) => &table.continued.lines,
        (FlowBlock::Signatures(_), None) | (FlowBlock::Picture(_), _) => &[],
    }
}
