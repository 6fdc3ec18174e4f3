//! Words that a comparison sets apart: those that were added are bold.

use super::breakable_words::{BreakableWord, words};
use super::{ShapedWord, Typesetter};
use crate::annex::{FontWeight, MarkKind, WordMark};
use std::ops::Range;
use std::rc::Rc;

/// Text of a mark within one line of its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedText {
    /// Fate of the words.
    pub kind: MarkKind,
    /// Words, as the author wrote them.
    pub text: Box<str>,
    /// Weight of the words.
    pub weight: FontWeight,
}

impl MarkedText {
    fn new(setter: &Typesetter<'_>, kind: MarkKind, text: &str, weight: FontWeight) -> Self {
        let units = |weight| setter.metrics(weight).units_per_em;
        // Widths of a line add up in the units of one font.
        let is_bold = kind == MarkKind::Added && units(weight) == units(FontWeight::Bold);
        let weight = if is_bold { FontWeight::Bold } else { weight };
        MarkedText { kind, text: text.into(), weight }
    }
}

/// Words of a typeset line with one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedWords {
    /// Indices of the words and blanks.
    pub words: Range<usize>,
    /// Mark; the same `Rc` where it goes on in the next line.
    pub mark: Rc<MarkedText>,
}

/// Words of a line under construction.
#[derive(Default)]
pub(super) struct LineWords {
    pub(super) words: Vec<Rc<ShapedWord>>,
    pub(super) marked: Vec<MarkedWords>,
}

impl LineWords {
    pub(super) fn with_capacity(words: usize) -> Self {
        LineWords { words: Vec::with_capacity(words), marked: Vec::new() }
    }

    pub(super) fn push(&mut self, word: Rc<ShapedWord>, mark: Option<&Rc<MarkedText>>) {
        let at = self.words.len();
        // Nothing parts nothing: no blanks belong to what stands before them.
        let is_empty = word.text.is_empty();
        self.words.push(word);
        match (self.marked.last_mut(), mark) {
            (Some(last), None) if is_empty && last.words.end == at => last.words.end = at + 1,
            (Some(last), Some(mark)) if Rc::ptr_eq(&last.mark, mark) => last.words.end = at + 1,
            (_, Some(mark)) => {
                self.marked.push(MarkedWords { words: at..at + 1, mark: mark.clone() });
            }
            (_, None) => {}
        }
    }
}

/// Splits `line`, which has no line breaks, into words, and those into parts where `marks` begin or
/// end. Marks without ink are none.
pub(super) fn marked_words(
    setter: &Typesetter<'_>,
    line: &str,
    weight: FontWeight,
    hyphenate: bool,
    marks: &[WordMark],
) -> Vec<BreakableWord> {
    let whole = words(setter, line, weight, hyphenate);
    let texts: Vec<(Range<usize>, Rc<MarkedText>)> = marks
        .iter()
        .filter_map(|WordMark { kind, bytes }| {
            let text = line.get(bytes.clone()).filter(|text| !text.trim().is_empty())?;
            Some((bytes.clone(), Rc::new(MarkedText::new(setter, *kind, text, weight))))
        })
        .collect();
    if texts.is_empty() {
        return whole;
    }
    let splitter = MarkSplitter { setter, line, weight, texts };
    let ends: Vec<usize> = whole.iter().skip(1).map(|word| word.source.start).collect();
    let ends = ends.into_iter().chain([line.len()]);
    whole.into_iter().zip(ends).flat_map(|(word, end)| splitter.parts(word, end)).collect()
}

struct MarkSplitter<'a, 'f> {
    setter: &'a Typesetter<'f>,
    line: &'a str,
    weight: FontWeight,
    texts: Vec<(Range<usize>, Rc<MarkedText>)>,
}

impl MarkSplitter<'_, '_> {
    /// Splits `word`; the blanks behind it end at byte `end`.
    fn parts(&self, word: BreakableWord, end: usize) -> Vec<BreakableWord> {
        let BreakableWord { shaped, splits, keeps_next, source, .. } = word;
        let inside = |at: &usize| source.start < *at && *at < source.end;
        let cuts = self.texts.iter().flat_map(|(bytes, _)| [bytes.start, bytes.end]);
        let mut ends: Vec<usize> = cuts.filter(inside).collect();
        ends.dedup();
        ends.push(source.end);
        // Offsets of splits hold only if normalisation left the text as it was.
        let is_plain = *shaped.text == self.line[source.clone()];
        let mut start = source.start;
        let part = |part_end: usize| {
            let bytes = start..part_end;
            start = part_end;
            let is_last = part_end == source.end;
            let blanks = if is_last { source.end..end } else { source.end..source.end };
            let offset = bytes.start - source.start;
            let of_part = splits.iter().filter(|_| is_plain).filter_map(|split| {
                let at = split.at.checked_sub(offset).filter(|at| (1..bytes.len()).contains(at))?;
                Some(super::breakable_words::Split { at, ..*split })
            });
            let marks = [self.mark(&bytes), self.mark(&blanks)];
            let weight_of = |mark: &Option<Rc<MarkedText>>| {
                mark.as_ref().map_or(self.weight, |mark| mark.weight)
            };
            let [weight, of_blanks] = marks.each_ref().map(weight_of);
            BreakableWord {
                shaped: self.setter.shape(&self.line[bytes.clone()], weight),
                blanks: self.setter.shape(&self.line[blanks], of_blanks),
                splits: of_part.collect(),
                keeps_next: is_last && keeps_next,
                source: bytes,
                weight,
                marks,
                is_joined: !is_last,
            }
        };
        ends.into_iter().map(part).collect()
    }

    /// Returns the mark of the first of `bytes`.
    fn mark(&self, bytes: &Range<usize>) -> Option<Rc<MarkedText>> {
        let here = |(marked, _): &&(Range<usize>, _)| marked.contains(&bytes.start);
        let found = self.texts.iter().find(here).filter(|_| !bytes.is_empty());
        found.map(|(_, text)| text.clone())
    }
}
