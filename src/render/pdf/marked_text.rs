//! Marked words of a paragraph: struck where they were removed, underlined where they were added.

use super::canvas::{Canvas, LineStretch, TextColumn};
use super::rules::RuledLine;
use crate::annex::{MarkKind, Pt, Rgb, Style};
use crate::typeset::{MarkedText, TypesetLine};
use std::ops::Range;
use std::rc::Rc;

/// Thickness of a stroke, in ems.
const THICKNESS: f32 = 0.06;
/// Height of the stroke through removed words above the base line, in ems: half of a small letter.
const STRIKE: f32 = 0.27;
/// Depth of the stroke below added words, in ems.
const UNDERLINE: f32 = 0.12;

/// Stroke through or below marked words.
pub(super) struct MarkedStroke {
    pub(super) line: RuledLine,
    pub(super) thickness: Pt,
    pub(super) color: Rgb,
}

/// Returns the stroke of words with the mark `kind` between two edges on a base line.
pub(super) fn stroke(
    kind: MarkKind,
    (left, right, base_line): (f32, f32, f32),
    style: &Style,
) -> MarkedStroke {
    let em = style.size.0;
    let y = match kind {
        MarkKind::Removed => base_line - STRIKE * em,
        MarkKind::Added => base_line + UNDERLINE * em,
    };
    let line = RuledLine { from: (left, y), to: (right, y) };
    MarkedStroke { line, thickness: Pt(THICKNESS * em), color: style.color }
}

/// Splits the lines of a paragraph, the first at `top`, at their marks: stretches of the same mark
/// in the order of reading, each with its parts of lines.
pub(super) fn marked_parts<'l>(
    canvas: &Canvas<'_>,
    lines: &'l [TypesetLine],
    style: &Style,
    column: TextColumn,
    top: f32,
) -> Vec<(Option<Rc<MarkedText>>, Vec<LineStretch<'l>>)> {
    let mut stretches: Vec<(Option<Rc<MarkedText>>, Vec<LineStretch<'_>>)> = Vec::new();
    let mut y = top;
    for line in lines {
        let mut left = column.start(line);
        for (words, mark) in parts_of(line) {
            let part = LineStretch { line, words: words.clone(), left, top: y };
            let weight = mark.map_or(style.weight, |mark| mark.weight);
            left += canvas.width(&line.words[words], &Style { weight, ..*style });
            match stretches.last_mut() {
                Some((last, parts)) if is_same(last.as_ref(), mark) => parts.push(part),
                _ => stretches.push((mark.cloned(), vec![part])),
            }
        }
        y += line.height.0;
    }
    stretches
}

fn is_same(a: Option<&Rc<MarkedText>>, b: Option<&Rc<MarkedText>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Splits the words of a line at its marks.
fn parts_of(line: &TypesetLine) -> Vec<(Range<usize>, Option<&Rc<MarkedText>>)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for marked in &line.marked {
        parts.extend([(at..marked.words.start, None), (marked.words.clone(), Some(&marked.mark))]);
        at = marked.words.end;
    }
    parts.push((at..line.words.len(), None));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}
