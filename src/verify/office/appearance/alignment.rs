//! Matching of the paragraphs of two documents.

use crate::office::ShownParagraph;
use similar::{Algorithm, capture_diff_slices};

/// Most pairs of differing paragraphs that are searched for the best match: a bound on the time
/// that a file made for it can take.
const MOST_PAIRS: usize = 50_000_000;

/// Paragraph before and after; one of the two at least is there.
#[derive(Clone, Copy)]
pub(super) struct ParagraphPair<'p> {
    pub old: Option<&'p ShownParagraph>,
    pub new: Option<&'p ShownParagraph>,
}

impl ParagraphPair<'_> {
    /// Returns the place after, or before if the paragraph is gone.
    pub(crate) fn place(&self) -> &str {
        self.new.or(self.old).map_or("", |paragraph| &paragraph.place)
    }

    /// Returns `true` if the paragraph is gone or new.
    pub(crate) fn is_single(&self) -> bool {
        self.old.is_none() || self.new.is_none()
    }

    /// Returns `true` if the paragraph takes up room on a page of its own story.
    pub(crate) fn has_place(&self) -> bool {
        let is_note = |paragraph: &ShownParagraph| paragraph.place.starts_with("note ");
        // Programs write the lines above notes even where there is no note.
        self.new
            .or(self.old)
            .is_some_and(|paragraph| !is_note(paragraph) && paragraph.place != "in fondo")
    }
}

/// Matches paragraphs by their texts, in order.
pub(super) fn pairs<'p>(
    old: &'p [ShownParagraph],
    new: &'p [ShownParagraph],
) -> Vec<ParagraphPair<'p>> {
    let both = old.iter().zip(new);
    if old.len() == new.len() && both.clone().all(|(a, b)| a.text == b.text) {
        return both.map(|(a, b)| ParagraphPair { old: Some(a), new: Some(b) }).collect();
    }
    let start = both.take_while(|(a, b)| a.text == b.text).count();
    let rest = (&old[start..], &new[start..]);
    let end = rest.0.iter().rev().zip(rest.1.iter().rev());
    let end = end.take_while(|(a, b)| a.text == b.text).count();
    let middle = (&rest.0[..rest.0.len() - end], &rest.1[..rest.1.len() - end]);
    let mut pairs = side_by_side(&old[..start], &new[..start]);
    pairs.extend(matched(middle.0, middle.1));
    pairs.extend(side_by_side(&old[old.len() - end..], &new[new.len() - end..]));
    pairs
}

fn matched<'p>(old: &'p [ShownParagraph], new: &'p [ShownParagraph]) -> Vec<ParagraphPair<'p>> {
    /// Most times as many paragraphs that editing makes of a document.
    const MOST_TIMES: usize = 8;
    let is_other = new.len() > MOST_TIMES * old.len() + 1_000;
    if is_other || old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return side_by_side(old, new);
    }
    let texts = |side: &'p [ShownParagraph]| -> Vec<&'p str> {
        side.iter().map(|paragraph| paragraph.text.as_str()).collect()
    };
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new)) {
        pairs.extend(side_by_side(&old[op.old_range()], &new[op.new_range()]));
    }
    pairs
}

/// Pairs paragraphs one by one, and the rest of the longer side alone.
fn side_by_side<'p>(
    old: &'p [ShownParagraph],
    new: &'p [ShownParagraph],
) -> Vec<ParagraphPair<'p>> {
    let many = old.len().max(new.len());
    (0..many).map(|i| ParagraphPair { old: old.get(i), new: new.get(i) }).collect()
}
