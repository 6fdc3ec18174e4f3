//! A page's operators through printpdf: marked content, text, fills and rules.

use crate::annex::{Pt, Rgb, Weight};
use crate::typeset::{Piece, Typesetter};
use printpdf::{Color, DictItem, FontId, Op, PaintMode, PdfFontHandle, Point, Rect, TextItem};
use std::collections::{BTreeMap, BTreeSet};

/// The name of a weight's font in the PDF. Six capitals: it is the subset's tag as well
/// (ISO 32000-1, 9.6.4).
pub(super) fn font_id(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "ALLEGA",
        Weight::Bold => "ALLEGB",
    }
}

/// What the fonts must hold once everything is painted.
pub(super) type UsedCharacters = BTreeMap<Weight, BTreeSet<char>>;

/// How a line of text is painted.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub weight: Weight,
    pub size: Pt,
    pub color: Rgb,
}

/// A page being painted. Places are points from its lower left corner.
pub(super) struct Canvas {
    pub ops: Vec<Op>,
    pub marks: i64,
}

impl Canvas {
    pub fn new() -> Self {
        Canvas { ops: Vec::new(), marks: 0 }
    }

    /// Opens content that belongs to an element; gives its mark.
    pub fn begin(&mut self, tag: &str) -> i64 {
        let mcid = self.marks;
        self.marks += 1;
        self.open(tag, [("MCID", DictItem::Int(mcid))]);
        mcid
    }

    /// Opens content that is no part of the text (14.8.2.2): `kind` is `Layout` or `Pagination`.
    pub fn begin_artifact(&mut self, kind: &str) {
        self.open("Artifact", [("Type", DictItem::Name(kind.as_bytes().to_vec()))]);
    }

    pub fn end(&mut self) {
        self.ops.push(Op::EndMarkedContent);
    }

    fn open<const N: usize>(&mut self, tag: &str, properties: [(&str, DictItem); N]) {
        let map = properties.map(|(key, item)| (key.to_owned(), item));
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map: BTreeMap::from(map) },
        });
    }

    /// A line of text with its base line at `y`. A hyphen that line breaking adds is a soft
    /// hyphen to whoever extracts the text.
    pub fn line(
        &mut self,
        at: (f32, f32),
        text: &str,
        hyphen: bool,
        ink: Ink,
        set: &Typesetter<'_>,
        used: &mut UsedCharacters,
    ) {
        let face = set.face(ink.weight);
        let used = used.entry(ink.weight).or_default();
        let font = PdfFontHandle::External(FontId(font_id(ink.weight).to_owned()));
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFillColor { col: color(ink.color) },
            Op::SetFont { font, size: printpdf::Pt(ink.size.0) },
            Op::SetTextCursor { pos: point(at) },
        ]);
        let items = items(&face.pieces(text), face.units_per_em(), used);
        self.ops.push(Op::ShowText { items });
        if hyphen {
            let soft = DictItem::String { data: vec![0xFE, 0xFF, 0x00, 0xAD], literal: false };
            self.open("Span", [("ActualText", soft)]);
            let items = items_of_hyphen(used);
            self.ops.push(Op::ShowText { items });
            self.end();
        }
        self.ops.push(Op::EndTextSection);
    }

    pub fn fill(&mut self, rect: [f32; 4], fill: Rgb) {
        self.ops.push(Op::SetFillColor { col: color(fill) });
        self.rectangle(rect, PaintMode::Fill);
    }

    pub fn frame(&mut self, rect: [f32; 4], rule: Pt, ink: Rgb) {
        self.ops.push(Op::SetOutlineColor { col: color(ink) });
        self.ops.push(Op::SetOutlineThickness { pt: printpdf::Pt(rule.0) });
        self.rectangle(rect, PaintMode::Stroke);
    }

    fn rectangle(&mut self, [x, y, width, height]: [f32; 4], mode: PaintMode) {
        let pt = printpdf::Pt;
        let rectangle = Rect {
            x: pt(x),
            y: pt(y),
            width: pt(width),
            height: pt(height),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }
}

fn items(pieces: &[Piece], units: f32, used: &mut BTreeSet<char>) -> Vec<TextItem> {
    let mut items = Vec::new();
    let mut text = String::new();
    for piece in pieces {
        // A blank that must not break is drawn as a blank: one glyph has one meaning.
        let plain = piece.text.replace('\u{A0}', " ");
        used.extend(plain.chars());
        text.push_str(&plain);
        if piece.kern != 0 {
            items.push(TextItem::Text(std::mem::take(&mut text)));
            items.push(TextItem::Offset(-piece.kern as f32 * 1000.0 / units));
        }
    }
    if !text.is_empty() {
        items.push(TextItem::Text(text));
    }
    items
}

fn items_of_hyphen(used: &mut BTreeSet<char>) -> Vec<TextItem> {
    used.insert('-');
    vec![TextItem::Text("-".to_owned())]
}

fn point((x, y): (f32, f32)) -> Point {
    Point { x: printpdf::Pt(x), y: printpdf::Pt(y) }
}

fn color(Rgb(r, g, b): Rgb) -> Color {
    let part = |n: u8| f32::from(n) / 255.0;
    Color::Rgb(printpdf::Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
