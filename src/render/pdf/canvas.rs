//! Operators: text set in the annex's fonts, rectangles and rules, marked content.

use super::font::{EmbeddedFont, UsedFont};
use super::rules::{Edges, Rule};
use crate::annex::{Align, Fonts, Pt, Rgb, Style, Weight};
use crate::render::RenderError;
use crate::typeset::{Glyph, Line, LineEnd, Shaped, Typesetter};
use printpdf::{
    Color, DictItem, LineCapStyle, LinePoint, Op, PaintMode, PdfDocument, Point, Rect, TextItem,
    XObjectId, XObjectTransform,
};
use std::rc::Rc;

const BLACK: Rgb = Rgb(0, 0, 0);

/// The operators of a page under construction, and the fonts of the whole file.
pub(super) struct Canvas<'a> {
    setter: &'a Typesetter<'a>,
    /// The main family's, by weight.
    fonts: [UsedFont<'a>; 2],
    /// The fallback family's, by weight.
    fallback: Option<[UsedFont<'a>; 2]>,
    /// Height of the page: here heights count down, in PDF they count up.
    height: f32,
    ops: Vec<Op>,
    /// The colour that things are filled with now.
    color: Rgb,
}

/// A column of text: its left edge and width.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) align: Align,
}

impl<'a> Canvas<'a> {
    /// A canvas for pages `height` high.
    pub(super) fn new(
        fonts: &'a Fonts,
        setter: &'a Typesetter<'a>,
        height: Pt,
    ) -> Result<Self, RenderError> {
        let main = [
            UsedFont::new(&fonts.main, Weight::Regular, "R", None)?,
            UsedFont::new(&fonts.main, Weight::Bold, "B", None)?,
        ];
        let fallback = fonts.fallback.as_ref().map(|family| {
            let [regular, bold] = [&main[0], &main[1]].map(|font| Some(font.units_per_em()));
            let regular = UsedFont::new(family, Weight::Regular, "FR", regular)?;
            Ok::<_, RenderError>([regular, UsedFont::new(family, Weight::Bold, "FB", bold)?])
        });
        let fallback = fallback.transpose()?;
        let (height, ops) = (height.0, Vec::new());
        Ok(Canvas { setter, fonts: main, fallback, height, ops, color: BLACK })
    }

    /// The operators of the page, which is finished.
    pub(super) fn take(&mut self) -> Vec<Op> {
        self.color = BLACK;
        std::mem::take(&mut self.ops)
    }

    /// Adds the fonts to `document`.
    ///
    /// # Errors
    /// As [`UsedFont::embed`].
    pub(super) fn embed(
        self,
        document: &mut PdfDocument,
    ) -> Result<Vec<EmbeddedFont>, RenderError> {
        let mut embedded = Vec::new();
        for font in self.fonts.into_iter().chain(self.fallback.into_iter().flatten()) {
            embedded.extend(font.embed(document)?);
        }
        Ok(embedded)
    }

    /// Paints the lines of a paragraph, the first at `top`.
    pub(super) fn lines(&mut self, lines: &[Line], style: &Style, column: Column, top: f32) {
        self.begin_text(style);
        let (mut y, mut pen) = (top, (0.0, 0.0));
        for line in lines {
            let x = column.left + line.indent.0 + column.shift(line);
            self.move_pen(&mut pen, x, y + self.base_line(style, line));
            self.words(line, style);
            y += line.height.0;
        }
        self.ops.push(Op::EndTextSection);
    }

    /// Paints the label of `line`, whose top is `y`.
    pub(super) fn label(
        &mut self,
        label: &Rc<Shaped>,
        line: &Line,
        style: &Style,
        column: Column,
        y: f32,
    ) {
        self.begin_text(style);
        let x = column.left + line.label_at.0 + column.shift(line);
        self.move_pen(&mut (0.0, 0.0), x, y + self.base_line(style, line));
        let mut items = Vec::new();
        self.word(&mut items, label, style);
        self.show(&mut items);
        self.ops.push(Op::EndTextSection);
    }

    fn begin_text(&mut self, style: &Style) {
        self.fill_with(style.color);
        self.ops.push(Op::StartTextSection);
        self.set_font(style, false);
    }

    fn set_font(&mut self, style: &Style, fallback: bool) {
        let font = self.font(style, fallback).handle();
        self.ops.push(Op::SetFont { font, size: printpdf::Pt(style.size.0) });
    }

    fn font(&mut self, style: &Style, fallback: bool) -> &mut UsedFont<'a> {
        match &mut self.fallback {
            Some(fonts) if fallback => &mut fonts[style.weight as usize],
            _ => &mut self.fonts[style.weight as usize],
        }
    }

    /// Moves the pen, which `Td` moves from where the line began (ISO 32000-1, 9.4.2).
    fn move_pen(&mut self, pen: &mut (f32, f32), x: f32, y: f32) {
        let (x, y) = (rounded(x), rounded(self.height - y));
        let pos =
            Point { x: printpdf::Pt(rounded(x - pen.0)), y: printpdf::Pt(rounded(y - pen.1)) };
        self.ops.push(Op::SetTextCursor { pos });
        *pen = (x, y);
    }

    /// Distance of the base line from the top of its line: the letters stand in the middle.
    fn base_line(&self, style: &Style, line: &Line) -> f32 {
        let metrics = self.setter.metrics(style.weight);
        let em = style.size.0 / metrics.units_per_em as f32;
        let letters = (metrics.ascender - metrics.descender) as f32 * em;
        (line.height.0 - letters) / 2.0 + metrics.ascender as f32 * em
    }

    /// Shows a line in one run, the blanks at its end included, so that words stay
    /// apart for whoever reads the text (ISO 32000-1, 14.8.2.5).
    fn words(&mut self, line: &Line, style: &Style) {
        let part = matches!(line.end, LineEnd::Hyphen | LineEnd::Inside | LineEnd::Broken);
        let whole = line.words.len() - usize::from(part && !line.words.is_empty());
        let mut items = Vec::new();
        for word in &line.words[..whole] {
            self.word(&mut items, word, style);
        }
        match &line.words[whole..] {
            [word] => self.show_part(items, word, line.end, style),
            _ => {
                if line.end == LineEnd::Break {
                    self.closing_blank(&mut items, line, style);
                }
                self.show(&mut items);
            }
        }
    }

    /// A blank after the last word where the author broke the line.
    fn closing_blank(&mut self, items: &mut Vec<TextItem>, line: &Line, style: &Style) {
        if line.words.last().is_some_and(|word| !word.text.ends_with(char::is_whitespace)) {
            let blank = self.setter.shape(" ", style.weight);
            append(items, &self.font(style, false).encode(&blank));
        }
    }

    /// Shows a part of a word at the end of a line. What is read there is a soft
    /// hyphen (ISO 32000-1, 14.8.2.2.3): in the place of the hyphen that is drawn, or
    /// after the last letter. The font's own map says so: a marked content of its own
    /// with an `ActualText` would hide what follows from poppler.
    fn show_part(
        &mut self,
        mut items: Vec<TextItem>,
        word: &Rc<Shaped>,
        end: LineEnd,
        style: &Style,
    ) {
        let Some((last, before)) = word.glyphs.split_last() else { return self.show(&mut items) };
        self.glyphs(&mut items, word, before, style);
        let letter = if end == LineEnd::Hyphen { "" } else { &word.text[last.text.clone()] };
        let text: Box<str> = format!("{letter}\u{AD}").into();
        let glyphs = vec![Glyph { text: 0..text.len(), ..last.clone() }];
        let width = last.advance;
        let read = Rc::new(Shaped { text, glyphs, width });
        self.glyphs(&mut items, &read, &read.glyphs, style);
        self.show(&mut items);
    }

    /// Appends `word`; what must be shown by itself is shown.
    fn word(&mut self, items: &mut Vec<TextItem>, word: &Rc<Shaped>, style: &Style) {
        if word.glyphs.iter().any(|glyph| glyph.dy != 0 || glyph.fallback) {
            self.glyphs(items, word, &word.glyphs, style);
        } else {
            append(items, &self.font(style, false).encode(word));
        }
    }

    /// Appends glyphs of `word`; those of the fallback family, and marks that stand
    /// above or below their letter, are shown by themselves.
    fn glyphs(
        &mut self,
        items: &mut Vec<TextItem>,
        word: &Rc<Shaped>,
        glyphs: &[Glyph],
        style: &Style,
    ) {
        for run in glyphs.chunk_by(|a, b| (a.fallback, a.dy) == (b.fallback, b.dy)) {
            let Glyph { fallback, dy, .. } = run[0];
            let mut encoded = self.font(style, fallback).encode_glyphs(word, run);
            if !fallback && dy == 0 {
                append(items, &encoded);
                continue;
            }
            self.show(items);
            self.switched(style, fallback, dy, |canvas| canvas.show(&mut encoded));
        }
    }

    /// Paints in another font or at another height, then goes back.
    fn switched(&mut self, style: &Style, fallback: bool, dy: i32, paint: impl FnOnce(&mut Self)) {
        let raise = rounded(dy as f32 * self.setter.scale(style));
        let rise = |multiplier| Op::SetLineOffset { multiplier };
        if fallback {
            self.set_font(style, true);
        }
        if dy != 0 {
            self.ops.push(rise(raise));
        }
        paint(self);
        if dy != 0 {
            self.ops.push(rise(0.0));
        }
        if fallback {
            self.set_font(style, false);
        }
    }

    fn show(&mut self, items: &mut Vec<TextItem>) {
        if !items.is_empty() {
            self.ops.push(Op::ShowText { items: std::mem::take(items) });
        }
    }

    /// Fills a rectangle.
    pub(super) fn rectangle(&mut self, [left, top, right, bottom]: Edges, color: Rgb) {
        self.fill_with(color);
        let rectangle = Rect {
            x: printpdf::Pt(rounded(left)),
            y: printpdf::Pt(rounded(self.height - bottom)),
            width: printpdf::Pt(rounded(right - left)),
            height: printpdf::Pt(rounded(bottom - top)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Draws the picture of that name; gives back left, bottom, right and top as the file
    /// counts heights.
    pub(super) fn picture(&mut self, name: &str, [left, top, right, bottom]: Edges) -> Edges {
        let place = [left, self.height - bottom, right, self.height - top].map(rounded);
        let transform = XObjectTransform {
            translate_x: Some(printpdf::Pt(place[0])),
            translate_y: Some(printpdf::Pt(place[1])),
            scale_x: Some(rounded(place[2] - place[0])),
            scale_y: Some(rounded(place[3] - place[1])),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(name.to_owned()), transform });
        place
    }

    /// Draws rules of one thickness and colour.
    pub(super) fn rules(&mut self, rules: &[Rule], thickness: Pt, tone: Rgb) {
        self.ops.extend([
            Op::SetOutlineColor { col: color(tone) },
            Op::SetOutlineThickness { pt: printpdf::Pt(thickness.0) },
            // Squared ends close the corners.
            Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare },
        ]);
        for rule in rules {
            let point = |(x, y): (f32, f32)| LinePoint {
                p: Point { x: printpdf::Pt(rounded(x)), y: printpdf::Pt(rounded(self.height - y)) },
                bezier: false,
            };
            let points = vec![point(rule.from), point(rule.to)];
            self.ops.push(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
        }
    }

    fn fill_with(&mut self, wanted: Rgb) {
        if self.color != wanted {
            self.ops.push(Op::SetFillColor { col: color(wanted) });
            self.color = wanted;
        }
    }

    /// Begins an artifact: what the tags leave out (ISO 32000-1, 14.8.2.2).
    pub(super) fn artifact(&mut self, properties: &[(&str, &str)]) {
        let map = properties.iter().map(|(k, v)| (*k, DictItem::Name(v.as_bytes().to_vec())));
        self.begin("Artifact", map);
    }

    /// Begins marked content.
    pub(super) fn begin<'k>(
        &mut self,
        tag: &str,
        properties: impl IntoIterator<Item = (&'k str, DictItem)>,
    ) {
        let map = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    /// Ends what was begun last.
    pub(super) fn end(&mut self) {
        self.ops.push(Op::EndMarkedContent);
    }
}

impl Column {
    /// How far alignment moves a line from the left edge.
    fn shift(self, line: &Line) -> f32 {
        let free = self.width - line.indent.0 - line.width.0;
        match self.align {
            Align::Left => 0.0,
            Align::Center => free / 2.0,
            Align::Right => free,
        }
    }
}

/// Appends `more`, joining text to text.
fn append(items: &mut Vec<TextItem>, more: &[TextItem]) {
    for item in more {
        match (items.last_mut(), item) {
            (Some(TextItem::Text(run)), TextItem::Text(next)) => run.push_str(next),
            _ => items.push(item.clone()),
        }
    }
}

/// To a hundredth of a point, so that the file does not spell out noise.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

fn color(Rgb(r, g, b): Rgb) -> Color {
    let [r, g, b] = [r, g, b].map(|channel| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0);
    Color::Rgb(printpdf::Rgb { r, g, b, icc_profile: None })
}
