//! Operators: text set in the annex's fonts, rectangles and rules, marked content.

use super::font::{EmbeddedFont, UsedFont};
use super::rules::{Edges, Rule};
use crate::annex::{Align, Fonts, Pt, Rgb, Style, Weight};
use crate::render::RenderError;
use crate::typeset::{Line, LineEnd, Shaped, Typesetter};
use printpdf::{
    Color, DictItem, LineCapStyle, LinePoint, Op, PaintMode, PdfDocument, Point, Rect, TextItem,
};
use std::rc::Rc;

const BLACK: Rgb = Rgb(0, 0, 0);

/// The operators of a page under construction, and the fonts of the whole file.
pub(super) struct Canvas<'a> {
    setter: &'a Typesetter<'a>,
    fonts: [UsedFont<'a>; 2],
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
        let family = &fonts.main;
        let regular = UsedFont::new(&family.regular, &family.name, Weight::Regular)?;
        let bold = UsedFont::new(&family.bold, &family.name, Weight::Bold)?;
        let fonts = [regular, bold];
        Ok(Canvas { setter, fonts, height: height.0, ops: Vec::new(), color: BLACK })
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
        for font in self.fonts {
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
        let x = column.left + column.shift(line);
        self.move_pen(&mut (0.0, 0.0), x, y + self.base_line(style, line));
        let items = self.font(style).encode(label).to_vec();
        self.ops.extend([Op::ShowText { items }, Op::EndTextSection]);
    }

    fn begin_text(&mut self, style: &Style) {
        self.fill_with(style.color);
        let font = self.font(style).handle();
        let size = printpdf::Pt(style.size.0);
        self.ops.extend([Op::StartTextSection, Op::SetFont { font, size }]);
    }

    fn font(&mut self, style: &Style) -> &mut UsedFont<'a> {
        &mut self.fonts[style.weight as usize]
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
            if word.glyphs.iter().any(|glyph| glyph.dy != 0) {
                self.show(&mut items);
                self.show_raised(word, style);
            } else {
                append(&mut items, &self.font(style).encode(word));
            }
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
            append(items, &self.font(style).encode(&blank));
        }
    }

    /// Shows a part of a word at the end of a line. What is read there is a soft
    /// hyphen: in the place of the hyphen that is drawn, or after the last letter.
    fn show_part(
        &mut self,
        mut items: Vec<TextItem>,
        word: &Rc<Shaped>,
        end: LineEnd,
        style: &Style,
    ) {
        let Some((last, before)) = word.glyphs.split_last() else { return self.show(&mut items) };
        let head = self.font(style).encode_glyphs(word, before);
        append(&mut items, &head);
        self.show(&mut items);
        let letter = if end == LineEnd::Hyphen { "" } else { &word.text[last.text.clone()] };
        let actual = DictItem::Bytes(utf16(&format!("{letter}\u{AD}")));
        self.begin("Span", [("ActualText", actual)]);
        let mut items = self.font(style).encode_glyphs(word, std::slice::from_ref(last));
        self.show(&mut items);
        self.end();
    }

    /// Shows a word with marks above or below its letters.
    fn show_raised(&mut self, word: &Rc<Shaped>, style: &Style) {
        let scale = self.setter.scale(style);
        for glyph in &word.glyphs {
            let mut items = self.font(style).encode_glyphs(word, std::slice::from_ref(glyph));
            self.ops.push(Op::SetLineOffset { multiplier: rounded(glyph.dy as f32 * scale) });
            self.show(&mut items);
        }
        self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
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

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with a byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}
