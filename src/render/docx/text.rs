//! Paragraphs and lists as shapes with their lines.

use super::list_labels::DocxListLabels;
use super::skeleton::ParagraphShape;
use crate::annex::{ListItem, Paragraphs};

/// Returns the paragraphs of `content`, each with its lines; a paragraph or list after another
/// has white space of `gap` twips above.
pub(crate) fn paragraphs<'a>(
    content: &'a [Paragraphs],
    style: &'static str,
    labels: &DocxListLabels,
    gap: Option<u32>,
) -> Vec<(ParagraphShape, &'a [String])> {
    let mut out: Vec<(ParagraphShape, &[String])> = Vec::new();
    for paragraphs in content {
        let start = out.len();
        match paragraphs {
            Paragraphs::Paragraph(lines) | Paragraphs::Below(lines) => {
                out.push((ParagraphShape::of(style, lines), &lines[..]))
            }
            Paragraphs::List(items) => {
                out.extend(ListItem::flat(items).into_iter().map(|(depth, item)| {
                    let mut shape = ParagraphShape::of(style, &item.lines);
                    shape.list = Some((labels.id(&item.label), depth));
                    (shape, &item.lines[..])
                }));
            }
        }
        if let Some((shape, _)) = out.get_mut(start).filter(|_| start > 0) {
            shape.above = gap;
        }
    }
    out
}
