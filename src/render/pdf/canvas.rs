//! Drawing on a page: text in the annex's fonts, rectangles, rules, pictures and marked content.

use super::content_stream::{ContentStream, ShowItem};
use super::font::{EmbeddedFont, UsedFont};
use super::rules::{Edges, RuledLine};
use super::skeleton::Skeleton;
use crate::annex::{Align, FontWeight, Fonts, Pt, Rgb, Style};
use crate::render::RenderError;
use crate::typeset::{Glyph, LineEnd, ShapedWord, TypesetLine, Typesetter};
use std::ops::Range;
use std::rc::Rc;

// Fill colour at the beginning of every page (ISO 32000-1, Table 52).
const BLACK: Rgb = Rgb(0, 0, 0);

/// Content of the page under construction, and the fonts of the whole file.
pub(super) struct Canvas<'a> {
    setter: &'a Typesetter<'a>,
    /// Fonts of the main family, by weight.
    fonts: [UsedFont<'a>; 2],
    /// Fonts of the fallback family, by weight; `None` if the annex has no fallback family.
    fallback: Option<[UsedFont<'a>; 2]>,
    /// Height of the page: heights count down here and up in PDF.
    height: f32,
    content: ContentStream,
    /// Current fill colour of the content stream.
    color: Rgb,
}

/// Column of text: left edge, width and alignment.
#[derive(Clone, Copy)]
pub(super) struct TextColumn {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) align: Align,
}

/// Words of a line at their place.
pub(super) struct LineStretch<'l> {
    pub(super) line: &'l TypesetLine,
    /// Indices of the words and blanks.
    pub(super) words: Range<usize>,
    pub(super) left: f32,
    /// Top of the line.
    pub(super) top: f32,
}

impl<'a> Canvas<'a> {
    /// Returns a canvas for pages `height` high.
    pub(super) fn new(
        fonts: &'a Fonts,
        setter: &'a Typesetter<'a>,
        height: Pt,
    ) -> Result<Self, RenderError> {
        let main = [
            UsedFont::new(&fonts.main, FontWeight::Regular, "R", None)?,
            UsedFont::new(&fonts.main, FontWeight::Bold, "B", None)?,
        ];
        let fallback = fonts.fallback.as_ref().map(|family| {
            let [regular, bold] = [&main[0], &main[1]].map(|font| Some(font.units_per_em()));
            let regular = UsedFont::new(family, FontWeight::Regular, "FR", regular)?;
            Ok::<_, RenderError>([regular, UsedFont::new(family, FontWeight::Bold, "FB", bold)?])
        });
        let fallback = fallback.transpose()?;
        let (height, content) = (height.0, ContentStream::default());
        Ok(Canvas { setter, fonts: main, fallback, height, content, color: BLACK })
    }

    /// Takes the content of the finished page and begins the next.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.color = BLACK;
        std::mem::take(&mut self.content).into_bytes()
    }

    /// Embeds the fonts in the file.
    ///
    /// # Errors
    /// As [`UsedFont::embed`].
    pub(super) fn embed(self, skeleton: &mut Skeleton) -> Result<Vec<EmbeddedFont>, RenderError> {
        let mut embedded = Vec::new();
        for font in self.fonts.into_iter().chain(self.fallback.into_iter().flatten()) {
            embedded.extend(font.embed(skeleton)?);
        }
        Ok(embedded)
    }

    /// Paints the lines of a paragraph, the first at `top`.
    pub(super) fn lines(
        &mut self,
        lines: &[TypesetLine],
        style: &Style,
        column: TextColumn,
        top: f32,
    ) {
        self.begin_text(style);
        let (mut y, mut pen) = (top, (0.0, 0.0));
        for line in lines {
            let x = column.start(line);
            self.move_pen(&mut pen, x, y + self.base_line(style, line));
            self.words(line, 0..line.words.len(), style);
            y += line.height.0;
        }
        self.content.operator(&[], "ET");
    }

    /// Paints parts of lines, in their order; returns the ends of the ink of each and its base line.
    pub(super) fn parts(
        &mut self,
        parts: &[LineStretch<'_>],
        style: &Style,
    ) -> Vec<(f32, f32, f32)> {
        self.begin_text(style);
        let mut pen = (0.0, 0.0);
        let mut inks = Vec::new();
        for part in parts {
            let base_line = part.top + self.base_line(style, part.line);
            self.move_pen(&mut pen, part.left, base_line);
            self.words(part.line, part.words.clone(), style);
            let words = &part.line.words[part.words.clone()];
            let is_blank = |word: &Rc<ShapedWord>| word.text.trim().is_empty();
            let ink = words.iter().rposition(|word| !is_blank(word)).map_or(0, |last| last + 1);
            let width = self.width(&words[..ink], style);
            inks.push((part.left, part.left + width, base_line));
        }
        self.content.operator(&[], "ET");
        inks
    }

    /// Returns the width of `words` in points.
    pub(super) fn width(&self, words: &[Rc<ShapedWord>], style: &Style) -> f32 {
        words.iter().map(|word| word.width).sum::<i32>() as f32 * self.setter.scale(style)
    }

    /// Paints the label of `line`, whose top is `y`.
    pub(super) fn label(
        &mut self,
        label: &Rc<ShapedWord>,
        line: &TypesetLine,
        style: &Style,
        column: TextColumn,
        y: f32,
    ) {
        self.begin_text(style);
        let x = column.left + line.label_at.0 + column.shift(line);
        self.move_pen(&mut (0.0, 0.0), x, y + self.base_line(style, line));
        let mut items = Vec::new();
        self.word(&mut items, label, style);
        self.show(&mut items);
        self.content.operator(&[], "ET");
    }

    fn begin_text(&mut self, style: &Style) {
        self.fill_with(style.color);
        self.content.operator(&[], "BT");
        self.set_font(style, false);
    }

    fn set_font(&mut self, style: &Style, fallback: bool) {
        let font = self.font(style, fallback).resource();
        self.content.font(font, style.size.0);
    }

    fn font(&mut self, style: &Style, fallback: bool) -> &mut UsedFont<'a> {
        match &mut self.fallback {
            Some(fonts) if fallback => &mut fonts[style.weight as usize],
            _ => &mut self.fonts[style.weight as usize],
        }
    }

    /// Moves the pen.
    fn move_pen(&mut self, pen: &mut (f32, f32), x: f32, y: f32) {
        // `Td` is relative to the beginning of the line before (ISO 32000-1, 9.4.2).
        let (x, y) = (rounded(x), rounded(self.height - y));
        self.content.operator(&[rounded(x - pen.0), rounded(y - pen.1)], "Td");
        *pen = (x, y);
    }

    /// Returns the distance of the base line from the top of its line, with the letters
    /// centred in it.
    fn base_line(&self, style: &Style, line: &TypesetLine) -> f32 {
        let metrics = self.setter.metrics(style.weight);
        let em = style.size.0 / metrics.units_per_em as f32;
        let letters = (metrics.ascender - metrics.descender) as f32 * em;
        (line.height.0 - letters) / 2.0 + metrics.ascender as f32 * em
    }

    /// Shows words of a line in one run, trailing blanks included.
    fn words(&mut self, line: &TypesetLine, shown: Range<usize>, style: &Style) {
        // Readers find word boundaries by blanks (ISO 32000-1, 14.8.2.5).
        // The beginning of a broken word is shown apart, since it is read with a soft
        // hyphen.
        let part = matches!(line.end, LineEnd::Hyphen | LineEnd::Inside | LineEnd::Broken);
        let is_end = shown.end == line.words.len();
        let words = &line.words[shown];
        let whole = words.len() - usize::from(part && is_end && !words.is_empty());
        let mut items = Vec::new();
        for word in &words[..whole] {
            self.word(&mut items, word, style);
        }
        match &words[whole..] {
            [word] => self.show_part(items, word, line.end, style),
            _ => {
                if line.end == LineEnd::Break && is_end {
                    self.closing_blank(&mut items, line, style);
                }
                self.show(&mut items);
            }
        }
    }

    /// Appends a blank after the last word where the author broke the line.
    fn closing_blank(&mut self, items: &mut Vec<ShowItem>, line: &TypesetLine, style: &Style) {
        // Without the blank, copied text would join this word to the next line.
        if line.words.last().is_some_and(|word| !word.text.ends_with(char::is_whitespace)) {
            let blank = self.setter.shape(" ", style.weight);
            items.extend_from_slice(&self.font(style, false).encode(&blank));
        }
    }

    /// Shows part of a word at the end of a line.
    fn show_part(
        &mut self,
        mut items: Vec<ShowItem>,
        word: &Rc<ShapedWord>,
        end: LineEnd,
        style: &Style,
    ) {
        let Some((last, before)) = word.glyphs.split_last() else { return self.show(&mut items) };
        self.glyphs(&mut items, word, before, style);
        // Readers must find a soft hyphen there (ISO 32000-1, 14.8.2.2.3): in place of the drawn
        // hyphen, or after the last letter. `ToUnicode` carries it, since poppler loses the text
        // that follows marked content with an `ActualText`.
        let letter = if end == LineEnd::Hyphen { "" } else { &word.text[last.text.clone()] };
        let text: Box<str> = format!("{letter}\u{AD}").into();
        let glyphs = vec![Glyph { text: 0..text.len(), ..last.clone() }];
        let width = last.advance;
        let read = Rc::new(ShapedWord { text, glyphs, width });
        self.glyphs(&mut items, &read, &read.glyphs, style);
        self.show(&mut items);
    }

    /// Appends `word` to the run, or shows it apart if the run cannot hold it.
    fn word(&mut self, items: &mut Vec<ShowItem>, word: &Rc<ShapedWord>, style: &Style) {
        if word.glyphs.iter().any(|glyph| glyph.dy != 0 || glyph.fallback) {
            self.glyphs(items, word, &word.glyphs, style);
        } else {
            items.extend_from_slice(&self.font(style, false).encode(word));
        }
    }

    /// Appends glyphs of `word`. Glyphs of the fallback family, and marks above or below their
    /// letter, are shown apart.
    fn glyphs(
        &mut self,
        items: &mut Vec<ShowItem>,
        word: &Rc<ShapedWord>,
        glyphs: &[Glyph],
        style: &Style,
    ) {
        for run in glyphs.chunk_by(|a, b| (a.fallback, a.dy) == (b.fallback, b.dy)) {
            let Glyph { fallback, dy, .. } = run[0];
            let mut encoded = self.font(style, fallback).encode_glyphs(word, run);
            if !fallback && dy == 0 {
                items.append(&mut encoded);
                continue;
            }
            self.show(items);
            if fallback {
                self.set_font(style, true);
            }
            // `Ts` stays in force until it is set again (ISO 32000-1, 9.3.7).
            if dy != 0 {
                self.content.operator(&[rounded(dy as f32 * self.setter.scale(style))], "Ts");
            }
            self.show(&mut encoded);
            if dy != 0 {
                self.content.operator(&[0.0], "Ts");
            }
            if fallback {
                self.set_font(style, false);
            }
        }
    }

    fn show(&mut self, items: &mut Vec<ShowItem>) {
        if !items.is_empty() {
            self.content.show(items);
            items.clear();
        }
    }

    /// Turns the page by a quarter, so that lines run from the bottom to the top: the top of the
    /// first comes to `x`, and their left edge to `y`. Holds until [`Canvas::turn_back`].
    pub(super) fn turn(&mut self, style: &Style, x: f32, y: f32) {
        // A colour set inside would be forgotten with the turn.
        self.fill_with(style.color);
        self.content.operator(&[], "q");
        let (x, y) = (rounded(x + self.height), rounded(self.height - y));
        self.content.operator(&[0.0, 1.0, -1.0, 0.0, x, y], "cm");
    }

    /// Ends [`Canvas::turn`].
    pub(super) fn turn_back(&mut self) {
        self.content.operator(&[], "Q");
    }

    /// Fills a rectangle.
    pub(super) fn rectangle(&mut self, [left, top, right, bottom]: Edges, color: Rgb) {
        self.fill_with(color);
        // `re` takes the lower left corner (ISO 32000-1, Table 59).
        let corner = [rounded(left), rounded(self.height - bottom)];
        let [width, height] = [rounded(right - left), rounded(bottom - top)];
        self.content.operator(&[corner[0], corner[1], width, height], "re");
        self.content.operator(&[], "f");
    }

    /// Draws a picture; returns left, bottom, right and top as the file counts heights.
    pub(super) fn picture(&mut self, name: &str, [left, top, right, bottom]: Edges) -> Edges {
        let place = [left, self.height - bottom, right, self.height - top].map(rounded);
        let size = [place[2] - place[0], place[3] - place[1]].map(rounded);
        self.content.picture(name, [place[0], place[1]], size);
        place
    }

    /// Draws rules of one thickness and colour.
    pub(super) fn rules(&mut self, rules: &[RuledLine], thickness: Pt, tone: Rgb) {
        self.content.color(tone, "RG");
        self.content.operator(&[thickness.0], "w");
        // Squared ends close the corners (ISO 32000-1, 8.4.3.3).
        self.content.operator(&[2.0], "J");
        for rule in rules {
            let point = |(x, y): (f32, f32)| [rounded(x), rounded(self.height - y)];
            let (from, to) = (point(rule.from), point(rule.to));
            self.content.operator(&from, "m");
            self.content.operator(&to, "l");
            self.content.operator(&[], "S");
        }
    }

    fn fill_with(&mut self, wanted: Rgb) {
        if self.color != wanted {
            self.content.color(wanted, "rg");
            self.color = wanted;
        }
    }

    /// Begins an artifact, which the tags leave out (ISO 32000-1, 14.8.2.2). Keys of
    /// `properties` must be in order.
    pub(super) fn artifact(&mut self, properties: &[(&str, &str)]) {
        self.content.begin("Artifact", properties);
    }

    /// Begins marked content with its identifier.
    pub(super) fn begin(&mut self, tag: &str, mcid: usize) {
        self.content.begin_numbered(tag, mcid);
    }

    /// Ends the marked content or artifact begun last.
    pub(super) fn end(&mut self) {
        self.content.operator(&[], "EMC");
    }
}

impl TextColumn {
    /// Returns the left edge of the text of `line`.
    pub(super) fn start(self, line: &TypesetLine) -> f32 {
        self.left + line.indent.0 + self.shift(line)
    }

    /// Returns the distance from the left edge that alignment adds to a line.
    fn shift(self, line: &TypesetLine) -> f32 {
        let free = self.width - line.indent.0 - line.width.0;
        match self.align {
            Align::Left => 0.0,
            Align::Center => free / 2.0,
            Align::Right => free,
        }
    }
}

/// Rounds to a hundredth of a point.
fn rounded(points: f32) -> f32 {
    // Finer digits make the file longer and no printer shows them.
    (points * 100.0).round() / 100.0
}
