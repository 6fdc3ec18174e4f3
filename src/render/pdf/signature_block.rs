//! Printed signatures: text above the place of each, side by side.

use super::flow::{
    FIELD_HEIGHT, FlowBlock, FlowDocument, FlowSignature, FlowSignatures, PageFrame, ROUNDING,
};
use super::paginate::FlowPage;
use super::rules::{Edges, RuledLine, rules};
use crate::annex::{Annex, Pt, Signature, SignatureMark, StyleName};
use crate::render::RenderError;
use crate::typeset::{Hyphens, Typesetter};

/// Maximum number of signatures side by side.
// Four columns of an A4 page are too narrow for a role and a name.
const ABREAST: usize = 3;
/// White space between signatures side by side, in points.
const GUTTER: f32 = 24.0;

/// Sets the text of the printed signatures; `None` if there are none.
///
/// # Errors
/// [`RenderError::NoRoom`] if a page cannot hold a row of them.
pub(super) fn signature_block(
    annex: &Annex,
    setter: &Typesetter<'_>,
    frame: &PageFrame,
) -> Result<Option<FlowSignatures>, RenderError> {
    let printed = |(_, signature): &(usize, &Signature)| signature.mark != SignatureMark::Hidden;
    let printed: Vec<_> = annex.signatures.iter().enumerate().filter(printed).collect();
    if printed.is_empty() {
        return Ok(None);
    }
    let width = (frame.width - GUTTER * (ABREAST - 1) as f32) / ABREAST as f32;
    let style = &annex.styles[StyleName::Signature];
    let hyphens = Hyphens::of(StyleName::Signature, &annex.styles);
    let set = |row: &[(usize, &Signature)]| {
        // A short row stands at the right, as signatures do at the foot of a letter.
        let free = ABREAST - row.len();
        let place = |(i, (index, signature)): (usize, &(usize, &Signature))| FlowSignature {
            signature: *index,
            left: frame.left + (free + i) as f32 * (width + GUTTER),
            width,
            lines: setter.lines(&signature.words(), style, Pt(width), hyphens),
        };
        row.iter().enumerate().map(place).collect()
    };
    let before = style.space_before.0;
    let block = FlowSignatures { rows: printed.chunks(ABREAST).map(set).collect(), before };
    let highest = block.rows.iter().map(|row| FlowSignatures::row_height(row)).fold(0.0, f32::max);
    // A place narrower than it is high holds no signature.
    if width < FIELD_HEIGHT || highest > frame.bottom - frame.next_top + ROUNDING {
        return Err(RenderError::no_room("le firme non stanno nel foglio"));
    }
    Ok(Some(block))
}

/// Returns the places of the printed signatures on `page`, each with its index in the annex.
pub(super) fn places(flow: &FlowDocument, page: &FlowPage) -> Vec<(usize, Edges)> {
    let place = |piece: &super::paginate::PagePiece| {
        let FlowBlock::Signatures(block) = &flow.blocks[piece.block] else { return None };
        let FlowSignature { signature, left, width, .. } =
            block.rows[piece.cell?.row][piece.cell?.cell];
        Some((signature, [left, piece.bottom - FIELD_HEIGHT, left + width, piece.bottom]))
    };
    page.pieces.iter().filter_map(place).collect()
}

/// Returns a line or a box for each printed signature on `page`.
pub(super) fn signature_rules(
    annex: &Annex,
    flow: &FlowDocument,
    page: &FlowPage,
) -> Vec<RuledLine> {
    let places = places(flow, page);
    let of = |mark| {
        let marked = move |(index, _): &&(usize, Edges)| annex.signatures[*index].mark == mark;
        places.iter().filter(marked).map(|(_, edges)| *edges)
    };
    let line =
        |[left, _, right, bottom]: Edges| RuledLine { from: (left, bottom), to: (right, bottom) };
    let boxes: Vec<Edges> = of(SignatureMark::Box).collect();
    of(SignatureMark::Line).map(line).chain(rules(&boxes)).collect()
}
