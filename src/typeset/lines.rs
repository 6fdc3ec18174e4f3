//! Line breaking of paragraphs and lists.

use super::breakable_words::{BreakableWord, Split, SplitKind};
use super::breaks::{Break, Hyphen, best_breaks};
use super::marked_words::{LineWords, MarkedWords, marked_words};
use super::{ShapedWord, Typesetter};
use crate::annex::{Cell, LineMarks, ListItem, Paragraphs, Pt, Style, StyleName, Styles};
use std::rc::Rc;

/// White space above a paragraph or list that follows another, in lines.
pub const PARAGRAPH_GAP: f32 = 0.4;
/// White space between an item's label and its text, in ems.
const LABEL_GAP: f32 = 0.4;
/// Overrun in points that counts as a fit: rounding of sums, too small to be seen.
const ROUNDING: f32 = 0.005;

/// Line of text, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct TypesetLine {
    /// Index of the paragraph or list in its text.
    pub paragraph: usize,
    /// Index of the item in its list, counting nested items in reading order.
    pub item: usize,
    /// Label of the item; only on its first line.
    pub label: Option<Rc<ShapedWord>>,
    /// Distance of the label from the left edge of the column.
    pub label_at: Pt,
    /// Words and blanks in turn, including the blanks after the last word.
    pub words: Vec<Rc<ShapedWord>>,
    /// Words that a comparison sets apart, in order.
    pub marked: Vec<MarkedWords>,
    /// Distance of the text from the left edge of the column.
    pub indent: Pt,
    /// Width of the text without the blanks at its end.
    pub width: Pt,
    /// White space above a line that begins a later paragraph.
    pub above: Pt,
    /// Height from the top of the line to its bottom.
    pub height: Pt,
    /// Kind of line end.
    pub end: LineEnd,
}

/// Kind of line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// End of the paragraph, or a break made by the author.
    Break,
    /// Between two words.
    Word,
    /// Inside a word; the added hyphen is the last glyph.
    Hyphen,
    /// Inside a word, after a mark that the word has: «e/o».
    Inside,
    /// Inside a word that is wider than its column.
    Broken,
}

/// Policy for hyphens at line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    /// No hyphens.
    Never,
    /// Hyphens where a word hardly fits otherwise.
    Sparing,
    /// Hyphens wherever they improve the lines.
    Free,
}

impl Hyphens {
    /// Returns the policy for a style: headings, table heads and running lines look better
    /// without hyphens.
    pub fn of(name: StyleName, styles: &Styles) -> Hyphens {
        match name {
            _ if !styles.hyphenate => Hyphens::Never,
            StyleName::Cell | StyleName::Paragraph => Hyphens::Free,
            StyleName::Head | StyleName::Band | StyleName::Total => Hyphens::Sparing,
            StyleName::Title
            | StyleName::Heading
            | StyleName::Subheading
            | StyleName::Entity
            | StyleName::Caption
            | StyleName::Header
            | StyleName::Footer
            | StyleName::Signature => Hyphens::Never,
        }
    }

    /// Returns the cost of a hyphen, in the unit of [`best_breaks`].
    fn cost(self) -> f32 {
        match self {
            Hyphens::Never | Hyphens::Free => 0.16,
            Hyphens::Sparing => 1.2,
        }
    }
}

impl TypesetLine {
    /// Returns the visible text of the line, without label and trailing blanks.
    pub fn text(&self) -> String {
        let text: String = self.words.iter().map(|word| &*word.text).collect();
        text.trim_end().to_owned()
    }
}

/// Returns the words that had to be broken at a place without hyphenation, each as one piece.
pub fn broken_words(lines: &[TypesetLine]) -> Vec<String> {
    let mut broken = Vec::new();
    // Word that continues from the line before, and `true` if it was broken so far.
    let mut open: Option<(String, bool)> = None;
    for line in lines {
        let mut inks =
            line.words.iter().map(|word| &*word.text).filter(|text| !text.trim().is_empty());
        let goes_on = !matches!(line.end, LineEnd::Break | LineEnd::Word);
        if let Some((word, is_broken)) = open.take() {
            let word = word + inks.next().unwrap_or_default();
            if goes_on && inks.clone().next().is_none() {
                let hyphen = usize::from(line.end == LineEnd::Hyphen);
                let word = word[..word.len() - hyphen].to_owned();
                open = Some((word, is_broken || line.end == LineEnd::Broken));
                continue;
            }
            broken.extend(is_broken.then_some(word));
        }
        if goes_on {
            let word = inks.next_back().unwrap_or_default();
            let word = if line.end == LineEnd::Hyphen { &word[..word.len() - 1] } else { word };
            open = Some((word.to_owned(), line.end == LineEnd::Broken));
        }
    }
    broken
}

impl Typesetter<'_> {
    /// Breaks `content` into lines at most `width` wide; a line is wider only if a single
    /// character is.
    pub fn lines(
        &self,
        content: &[Paragraphs],
        style: &Style,
        width: Pt,
        hyphens: Hyphens,
    ) -> Vec<TypesetLine> {
        let marks = LineMarks::none();
        LineSetter { setter: self, style, width: width.0, hyphens, marks }.set_content(content)
    }

    /// Breaks the text of `cell`, whose added words are bold, into lines; see [`Typesetter::lines`].
    pub fn cell_lines(
        &self,
        cell: &Cell,
        style: &Style,
        width: Pt,
        hyphens: Hyphens,
    ) -> Vec<TypesetLine> {
        let marks = LineMarks::of(cell);
        LineSetter { setter: self, style, width: width.0, hyphens, marks }
            .set_content(&cell.content)
    }
}

struct LineSetter<'a, 'f> {
    setter: &'a Typesetter<'f>,
    style: &'a Style,
    width: f32,
    hyphens: Hyphens,
    marks: LineMarks<'a>,
}

impl LineSetter<'_, '_> {
    fn set_content(mut self, content: &[Paragraphs]) -> Vec<TypesetLine> {
        let mut out = Vec::new();
        for (paragraph, part) in content.iter().enumerate() {
            let first = out.len();
            match part {
                Paragraphs::Paragraph(lines) | Paragraphs::Below(lines) => {
                    self.set_lines(lines, 0.0, &mut out);
                }
                Paragraphs::List(items) => {
                    // Indents by depth: a nested item begins where the text of the item above it does.
                    let mut indents: Vec<f32> = Vec::new();
                    for (item, (depth, words)) in ListItem::flat(items).into_iter().enumerate() {
                        let start = out.len();
                        let left = depth.checked_sub(1).map_or(0.0, |above| indents[above]);
                        let indent = match indents.get(depth) {
                            // The text of the item above goes on.
                            Some(&indent) if words.label.is_empty() => {
                                self.set_lines(&words.lines, indent, &mut out);
                                indent
                            }
                            _ => self.set_item(words, left, &mut out),
                        };
                        out[start..].iter_mut().for_each(|line| line.item = item);
                        indents.truncate(depth);
                        indents.push(indent);
                    }
                }
            }
            out[first..].iter_mut().for_each(|line| line.paragraph = paragraph);
            if let (Some(line), true) = (out.get_mut(first), first > 0) {
                line.above = Pt(PARAGRAPH_GAP * line.height.0);
            }
        }
        // Lines live until all pages are painted, so spare capacity would add up.
        out.shrink_to_fit();
        out
    }

    /// Appends the lines of `item`, with its label at `left`; returns the indent of its text.
    fn set_item(&mut self, item: &ListItem, left: f32, out: &mut Vec<TypesetLine>) -> f32 {
        let label = self.setter.shape(&item.label, self.style.weight);
        let gap = LABEL_GAP * self.style.size.0;
        let hanging = label.width as f32 * self.setter.scale(self.style) + gap;
        // A column without room for both shows the label above the edge of the text.
        let indent = (left + hanging).min(self.width / 2.0);
        let start = out.len();
        self.set_lines(&item.lines, indent, out);
        // An item without text still shows its label.
        if out.len() == start {
            out.push(self.line(LineWords::default(), left + hanging, LineEnd::Break));
        }
        out[start].label = Some(label);
        out[start].label_at = Pt((indent - hanging).max(0.0));
        indent
    }

    fn set_lines(&mut self, lines: &[String], indent: f32, out: &mut Vec<TypesetLine>) {
        lines.iter().for_each(|line| self.set(line, indent, out));
    }

    /// Appends the lines of `text`, which has no line breaks of its own.
    fn set(&mut self, text: &str, indent: f32, out: &mut Vec<TypesetLine>) {
        let scale = self.setter.scale(self.style);
        let room = (self.width - indent).max(0.0) / scale;
        let (weight, hyphenate) = (self.style.weight, self.hyphens != Hyphens::Never);
        let marks = self.marks.of_next(text);
        let mut words = marked_words(self.setter, text, weight, hyphenate, &marks);
        words.iter_mut().filter(|w| w.shaped.width as f32 > room).for_each(split_anywhere);
        let hyphen = Hyphen {
            width: self.setter.shape("-", self.style.weight).width as f32,
            cost: self.hyphens.cost(),
        };
        let room = room + ROUNDING / scale;
        let mut banned: Vec<Break> = Vec::new();
        loop {
            let breaks = best_breaks(&words, room, &hyphen, |b| banned.contains(&b));
            let lines = self.cut(&words, &breaks, indent);
            // Kerning does not add up over syllables: cut lines are measured again.
            let limit = self.width - indent + ROUNDING;
            let known = banned.len();
            let lined = lines.iter().zip(&breaks);
            let over =
                lined.filter(|(line, _)| line.width.0 > limit && line.end == LineEnd::Hyphen);
            banned.extend(over.map(|(_, place)| *place));
            if banned.len() == known {
                return out.extend(lines);
            }
        }
    }

    fn cut(&self, words: &[BreakableWord], breaks: &[Break], indent: f32) -> Vec<TypesetLine> {
        let mut lines = Vec::with_capacity(breaks.len());
        // Index of the first word of the line, and its first byte there.
        let (mut word, mut byte) = (0, 0);
        for (i, place) in breaks.iter().enumerate() {
            let mut parts = LineWords::with_capacity(2 * (place.word + 1 - word));
            for whole in &words[word..place.word] {
                parts.push(self.part(whole, byte, None), whole.marks[0].as_ref());
                parts.push(whole.blanks.clone(), whole.marks[1].as_ref());
                byte = 0;
            }
            let last = &words[place.word];
            let split = place.split.map(|j| last.splits[j]);
            parts.push(self.part(last, byte, split), last.marks[0].as_ref());
            let end = match split.map(|s| s.kind) {
                Some(SplitKind::Hyphen) => LineEnd::Hyphen,
                Some(SplitKind::Mark) => LineEnd::Inside,
                Some(SplitKind::Anywhere) => LineEnd::Broken,
                None if i + 1 == breaks.len() => LineEnd::Break,
                None if last.is_joined => LineEnd::Broken,
                None => LineEnd::Word,
            };
            // A broken word is the last of its line.
            if split.is_none() && !last.is_joined {
                parts.push(last.blanks.clone(), last.marks[1].as_ref());
            }
            lines.push(self.line(parts, indent, end));
            (word, byte) = match split {
                Some(split) => (place.word, split.at),
                None => (place.word + 1, 0),
            };
        }
        lines
    }

    /// Returns the part of `word` from `byte` to `split`, with its hyphen if the split adds
    /// one.
    fn part(&self, word: &BreakableWord, byte: usize, split: Option<Split>) -> Rc<ShapedWord> {
        let BreakableWord { shaped: word, weight, .. } = word;
        match split {
            None if byte == 0 => word.clone(),
            None => self.setter.shape(&word.text[byte..], *weight),
            Some(Split { at, kind: SplitKind::Hyphen }) => {
                let head = word.text[byte..at].trim_end_matches('\u{AD}');
                self.setter.shape(&format!("{head}-"), *weight)
            }
            Some(Split { at, .. }) => self.setter.shape(&word.text[byte..at], *weight),
        }
    }

    fn line(&self, parts: LineWords, indent: f32, end: LineEnd) -> TypesetLine {
        let LineWords { words, marked } = parts;
        let blank = |word: &&Rc<ShapedWord>| word.text.trim().is_empty();
        let trailing: i32 = words.iter().rev().take_while(blank).map(|w| w.width).sum();
        let units = words.iter().map(|w| w.width).sum::<i32>() - trailing;
        TypesetLine {
            paragraph: 0,
            item: 0,
            label: None,
            label_at: Pt(0.0),
            words,
            marked,
            indent: Pt(indent),
            width: Pt(units as f32 * self.setter.scale(self.style)),
            above: Pt(0.0),
            height: Pt(self.style.size.0 * self.style.leading),
            end,
        }
    }
}

/// Allows `word`, which is wider than its column, to break between any two letters.
fn split_anywhere(word: &mut BreakableWord) {
    let known: Vec<usize> = word.splits.iter().map(|s| s.at).collect();
    let new = word.shaped.boundaries().filter(|at| known.binary_search(at).is_err());
    let new: Vec<_> = new.map(|at| Split { at, kind: SplitKind::Anywhere }).collect();
    word.splits.extend(new);
    word.splits.sort_by_key(|split| split.at);
}
