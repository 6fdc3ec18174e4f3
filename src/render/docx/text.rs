//! Paragraphs and lists as shapes with their lines.

use super::list_labels::DocxListLabels;
use super::skeleton::ParagraphShape;
use crate::annex::{ListItem, Paragraphs};

/// Returns the paragraphs of `content`, each with its lines.
pub(crate) fn paragraphs<'a>(
    content: &'a [Paragraphs],
    style: &'static str,
    labels: &DocxListLabels,
) -> Vec<(ParagraphShape, &'a [String])> {
    let mut out = Vec::new();
    for paragraphs in content {
        match paragraphs {
            Paragraphs::Paragraph(lines) => {
                out.push((ParagraphShape::of(style, lines), &lines[..]))
            }
            Paragraphs::List(items) => {
                out.extend(ListItem::flat(items).into_iter().map(|(depth, item)| {
                    let lines = std::slice::from_ref(&item.text);
                    let mut shape = ParagraphShape::of(style, lines);
                    shape.list = Some((labels.id(&item.label), depth));
                    (shape, lines)
                }));
            }
        }
    }
    out
}
