//! Font parsed for shaping.

use super::FIRST_MARK;
use super::invisible::is_invisible;
use super::shaped_word::{Glyph, ShapedWord};
use crate::annex;
use harfrust::{
    Buffer, Direction, Feature, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
    shape,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use ttf_parser::{Face, GlyphId};

/// Measures of a font in its own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontMetrics {
    /// Units per em.
    pub units_per_em: i32,
    /// Height of the letters above the base line.
    pub ascender: i32,
    /// Depth below the base line, negative.
    pub descender: i32,
}

pub(super) struct ShapingFace<'a> {
    /// Parsed tables, for single characters and glyphs.
    face: Face<'a>,
    /// The same font for the shaper, for words.
    font: Font,
    pub(super) metrics: FontMetrics,
    /// Shaping plan of each script: making a plan costs more than shaping a word.
    plans: RefCell<Vec<(Script, Rc<ShapePlan>)>>,
    /// Shaper buffer, reused from word to word.
    buffer: RefCell<Buffer>,
    /// Presence in the font of each character below [`FIRST_MARK`]; `None` until it is looked
    /// up.
    known: RefCell<[Option<bool>; FIRST_MARK]>,
}

impl<'a> ShapingFace<'a> {
    pub(super) fn new(file: &'a annex::Font) -> Option<Self> {
        let face = Face::parse(&file.data, 0).ok()?;
        let font = match &file.data {
            Cow::Borrowed(data) => Font::new(*data, 0)?,
            Cow::Owned(data) => Font::new(data.clone(), 0)?,
        };
        let metrics = FontMetrics {
            units_per_em: face.units_per_em().into(),
            ascender: face.ascender().into(),
            descender: face.descender().into(),
        };
        Some(ShapingFace {
            face,
            font,
            metrics,
            plans: RefCell::default(),
            buffer: RefCell::new(Buffer::new()),
            known: RefCell::new([None; FIRST_MARK]),
        })
    }

    /// Shapes one word, which must be in normal form C, from left to right.
    pub(super) fn shape(&self, text: &str) -> ShapedWord {
        let buffer = &mut *self.buffer.borrow_mut();
        buffer.clear();
        for (at, ch) in text.char_indices() {
            if let Some(ch) = self.drawn(ch) {
                buffer.push(ch.into(), u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        // Only the script is guessed: plans are written from left to right.
        buffer.set_direction(Direction::LeftToRight);
        buffer.guess_segment_properties();
        let script = buffer.script().unwrap_or(Script::LATIN);
        buffer.set_script(Some(script));
        let (plan, features) = (self.plan(script), features());
        let options = ShapeOptions::new().plan(Some(&plan)).features(&features);
        shape(&ShaperFont::new(&self.font), buffer, options)
            .expect("text, in the direction and the script of the plan");
        self.collect(text.into(), buffer)
    }

    /// Draws the outline of a glyph, in units of the font.
    pub(super) fn outline(&self, glyph: u16, builder: &mut dyn ttf_parser::OutlineBuilder) {
        // A blank has no outline.
        let _ = self.face.outline_glyph(GlyphId(glyph), builder);
    }

    /// Returns `true` if the face has a glyph for `ch`, or `ch` needs none.
    pub(super) fn draws(&self, ch: char) -> bool {
        self.has(ch) || is_invisible(ch) || ch.is_whitespace()
    }

    fn has(&self, ch: char) -> bool {
        let has = || self.face.glyph_index(ch).is_some();
        match self.known.borrow_mut().get_mut(ch as usize) {
            Some(known) => *known.get_or_insert_with(has),
            None => has(),
        }
    }

    /// Returns the character whose glyph is drawn for `ch`: `None` for an invisible one, and a
    /// plain blank for a blank that the font lacks.
    fn drawn(&self, ch: char) -> Option<char> {
        match ch {
            _ if is_invisible(ch) => None,
            _ if ch.is_whitespace() && !self.has(ch) => Some(' '),
            _ => Some(ch),
        }
    }

    fn plan(&self, script: Script) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        if let Some((_, plan)) = plans.iter().find(|(known, _)| *known == script) {
            return plan.clone();
        }
        let (direction, language) = (Direction::LeftToRight, Language::new("it"));
        let (script_of, language) = (Some(script), language.as_ref());
        let plan = ShapePlan::new(&self.font, direction, script_of, language, &features());
        let plan = Rc::new(plan);
        plans.push((script, plan.clone()));
        plan
    }

    fn collect(&self, text: Box<str>, shaped: &Buffer) -> ShapedWord {
        let places = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let mut glyphs: Vec<Glyph> = places
            .map(|(info, place)| {
                // Glyph numbers of TrueType fonts have 16 bits.
                let id = u16::try_from(info.glyph_id).unwrap_or(0);
                Glyph {
                    id,
                    advance: place.x_advance,
                    natural: self.face.glyph_hor_advance(GlyphId(id)).unwrap_or(0).into(),
                    dx: place.x_offset,
                    dy: place.y_offset,
                    fallback: false,
                    text: info.cluster as usize..info.cluster as usize,
                }
            })
            .collect();
        share_text(&mut glyphs, &text);
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedWord { text, glyphs, width }
    }
}

/// Returns the features that are switched off.
fn features() -> [Feature; 3] {
    // Ligatures save nothing at these sizes and make text harder to search.
    [b"liga", b"clig", b"calt"].map(|tag| Feature::new(Tag::new(tag), 0, ..))
}

/// Assigns to every glyph the part of `text` that it stands for: the glyphs of a cluster get one
/// character each, the last one the rest. Glyphs beyond the last character get an empty part.
fn share_text(glyphs: &mut [Glyph], text: &str) {
    let mut first = 0;
    while first < glyphs.len() {
        let cluster = glyphs[first].text.start;
        let count = glyphs[first..].iter().take_while(|g| g.text.start == cluster).count();
        let end = glyphs.get(first + count).map_or(text.len(), |next| next.text.start);
        let mut at = if first == 0 { 0 } else { cluster };
        for (n, glyph) in glyphs[first..first + count].iter_mut().enumerate() {
            let step = text[at..end].chars().next().map_or(0, char::len_utf8);
            let next = if n + 1 == count { end } else { at + step };
            glyph.text = at..next;
            at = next;
        }
        first += count;
    }
}
