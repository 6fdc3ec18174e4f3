//! Paragraphs and lists as shapes with their lines.

use super::list_labels::DocxListLabels;
use super::skeleton::ParagraphShape;
use crate::annex::{Cell, LineMarks, ListItem, MarkKind, Paragraphs, marked_parts};

/// Line in parts, some of them marked.
pub(crate) type MarkedLine<'l> = Vec<(Option<MarkKind>, &'l str)>;

/// Splits the lines of paragraphs of a cell, all in their order, at the cell's marks.
pub(crate) fn marked_lines<'l>(
    cell: &Cell,
    paragraphs: impl Iterator<Item = &'l [String]>,
) -> Vec<Vec<MarkedLine<'l>>> {
    let mut marks = LineMarks::of(cell);
    let mut split = |line: &'l String| marked_parts(line, &marks.of_next(line));
    paragraphs.map(|lines| lines.iter().map(&mut split).collect()).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{CellRole, StyleName, WordMark};

    #[test]
    fn marks_are_found_in_their_lines() {
        let mut cell = Cell::new(CellRole::Data, StyleName::Cell, "uno\ndue tre\n\n- tre", None);
        let text = cell.text();
        let at = text.rfind("tre").expect("the last word");
        cell.marks = vec![WordMark { kind: MarkKind::Added, bytes: at..at + 3 }];
        let paragraph = ["uno".to_owned(), "due tre".to_owned()];
        let item = ["tre".to_owned()];
        let lines = marked_lines(&cell, [&paragraph[..], &item].into_iter());
        let plain = |words| vec![(None, words)];
        let added = vec![(Some(MarkKind::Added), "tre")];
        assert_eq!(lines, [vec![plain("uno"), plain("due tre")], vec![added]]);
    }
}
