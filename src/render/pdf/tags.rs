//! Tag tree of the document (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).

use super::content_tags::{TagPosition, Tagger};
use super::flow::{FlowBlock, FlowDocument, FlowSignature};
use super::marks::Leaf;
use super::paint::Painted;
use super::table_tags::table_tags;
use super::tag_element::{TagElement, TagKid};
use crate::annex::{Annex, Block, SignatureMark};

/// Builds the tag tree of the whole document; signatures come last, hidden ones after printed
/// ones.
pub(super) fn tag_tree(annex: &Annex, flow: &FlowDocument, painted: &Painted) -> TagElement {
    TagElement::new("Document").with(document_tags(annex, flow, painted))
}

/// Builds the elements below the document's own.
// One after the other: a plan has too many to hold them all.
pub(super) fn document_tags<'a>(
    annex: &'a Annex,
    flow: &'a FlowDocument,
    painted: &'a Painted,
) -> impl Iterator<Item = TagElement> + 'a {
    let tagger = Tagger { marks: &painted.marks };
    let mut level = 0;
    let blocks = annex.blocks.iter().zip(&flow.blocks).enumerate();
    let tags = blocks.flat_map(move |(index, (block, flow))| {
        let element = match (block, flow) {
            (Block::Heading(heading), _) => {
                // No level is left out (ISO 14289-1, 7.4.2), and there are six.
                level = heading.level.min(level + 1).clamp(1, 6);
                tagger.leaf(HEADINGS[usize::from(level) - 1], TagPosition::of(index))
            }
            (Block::Text(text), _) => {
                return tagger.content(&text.content, TagPosition::of(index));
            }
            (Block::Table(table), FlowBlock::Table(flow)) => {
                table_tags(&tagger, table, flow, index)
            }
            (Block::Table(_), _) => unreachable!("the flow has the same blocks"),
            (Block::Picture(picture), _) => {
                let mut figure = tagger.marked("Figure", Leaf::of_picture(index));
                figure.attributes.alternative = Some(picture.text.clone());
                figure.attributes.edges = painted.pictures.get(&index).copied();
                figure
            }
        };
        vec![element]
    });
    tags.chain(signatures(&Tagger { marks: &painted.marks }, annex, flow))
}

/// Structure types of headings, by level.
const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

/// Returns the element of the form field with index `field`.
fn form(field: usize) -> TagElement {
    TagElement { kids: vec![TagKid::Field(field)], ..TagElement::new("Form") }
}

/// Tags the text of each printed signature and its field, then the hidden fields.
fn signatures(tagger: &Tagger<'_>, annex: &Annex, flow: &FlowDocument) -> Vec<TagElement> {
    let mut out = Vec::new();
    let block = flow.blocks.len().saturating_sub(1);
    if let Some(FlowBlock::Signatures(printed)) = flow.blocks.last() {
        for (row, signatures) in printed.rows.iter().enumerate() {
            for (cell, FlowSignature { signature, .. }) in signatures.iter().enumerate() {
                let place = TagPosition { block, cell: Some((row, cell)) };
                out.extend(tagger.content(&annex.signatures[*signature].words(), place));
                out.push(form(*signature));
            }
        }
    }
    let signatures = annex.signatures.iter().enumerate();
    let hidden = signatures.filter(|(_, signature)| signature.mark == SignatureMark::Hidden);
    out.extend(hidden.map(|(index, _)| form(index)));
    out
}
