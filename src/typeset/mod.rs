//! What all formats need to know about text: widths, line breaks, row heights.
//!
//! Text is shaped word by word and every shaped word is kept, so that work per
//! glyph happens once a word. Knows nothing of pages or file formats.

mod auto_widths;
mod breakable_words;
mod breaks;
mod columns;
mod face;
mod fallback;
mod invisible;
mod lines;
mod missing_glyphs;
mod shaped_word;
mod word_cache;
mod word_pairs;

#[cfg(test)]
mod tests;

pub use auto_widths::resolve_auto_widths;
pub use columns::{WidthError, column_widths};
pub use face::FontMetrics;
pub use lines::{Hyphens, LineEnd, TypesetLine, broken_words};
pub use missing_glyphs::{MissingGlyph, missing_glyphs};
pub use shaped_word::{Glyph, ShapedWord};

use crate::annex::{Cell, Family, Fonts, Paragraphs, Pt, Style, Styles, Weight};
use face::ShapingFace;
use std::borrow::Cow;
use std::rc::Rc;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use word_cache::WordCache;

/// The first combining mark. What is below stands for itself in normal form C and joins
/// nothing, and nearly all of a plan is written in it: what is known of it is kept in tables.
const FIRST_MARK: usize = 0x300;

/// Why a font cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The bytes are no font that can be shaped with.
    #[error("the font «{0}» cannot be read")]
    Unreadable(String),
}

/// Sets text in the fonts of an annex. Parses them once and remembers every word.
pub struct Typesetter<'a> {
    /// The main family's, by weight.
    faces: [ShapingFace<'a>; 2],
    /// The fallback family's, by weight.
    fallback: Option<[ShapingFace<'a>; 2]>,
    cache: WordCache,
}

impl<'a> Typesetter<'a> {
    /// A typesetter for `fonts`.
    ///
    /// # Errors
    /// [`FontError::Unreadable`] for bytes that are no font.
    pub fn new(fonts: &'a Fonts) -> Result<Self, FontError> {
        let fallback = fonts.fallback.as_ref().map(faces).transpose()?;
        Ok(Typesetter { faces: faces(&fonts.main)?, fallback, cache: WordCache::default() })
    }

    /// `word` as glyphs, in normal form C; a letter that no font has whole is its parts.
    /// A word is any text without line breaks; kerning holds inside it only.
    pub fn shape(&self, word: &str, weight: Weight) -> Rc<ShapedWord> {
        if let Some(known) = self.cache.word(word, weight) {
            return known;
        }
        let main = &self.faces[weight as usize];
        let other = self.fallback.as_ref().map(|faces| &faces[weight as usize]);
        let whole = |ch| main.draws(ch) || other.is_some_and(|face| face.draws(ch));
        let text = normalized(word, whole);
        let shaped = match other {
            Some(other) => fallback::shape(main, other, &text),
            None => main.shape(&text),
        };
        self.cache.store(word, weight, shaped)
    }

    /// Returns the bytes of `word` before which a hyphen may stand.
    fn syllables(&self, word: &str) -> Rc<[usize]> {
        self.cache.syllables(word)
    }

    /// Width of `word` in points.
    pub fn width(&self, word: &str, style: &Style) -> Pt {
        Pt(self.shape(word, style.weight).width as f32 * self.scale(style))
    }

    /// Points to one unit of the style's font.
    pub fn scale(&self, style: &Style) -> f32 {
        style.size.0 / self.metrics(style.weight).units_per_em as f32
    }

    /// Measures of the font itself.
    pub fn metrics(&self, weight: Weight) -> FontMetrics {
        self.faces[weight as usize].metrics
    }

    /// `content` broken into lines at most `width` wide; a line is wider only if
    /// a single character is.
    pub fn lines(
        &self,
        content: &[Paragraphs],
        style: &Style,
        width: Pt,
        hyphens: Hyphens,
    ) -> Vec<TypesetLine> {
        lines::lines(self, content, style, width, hyphens)
    }

    /// Height of a cell `width` wide (rule to rule), with the white space around its text.
    /// A cell that says nothing is as high as one line.
    pub fn cell_height(&self, cell: &Cell, width: Pt, styles: &Styles) -> Pt {
        let style = &styles[cell.style];
        let room = Pt(width.0 - 2.0 * styles.padding_x.0);
        let lines = self.lines(&cell.content, style, room, Hyphens::of(cell.style, styles));
        let text = match lines.as_slice() {
            [] => style.size.0 * style.leading,
            lines => lines.iter().map(|line| line.height.0 + line.above.0).sum(),
        };
        Pt(text + 2.0 * styles.padding_y.0)
    }
}

fn faces(family: &Family) -> Result<[ShapingFace<'_>; 2], FontError> {
    let face = |font, weight: &str| {
        let unreadable = || FontError::Unreadable(format!("{}{weight}", family.name));
        ShapingFace::new(font).ok_or_else(unreadable)
    };
    Ok([face(&family.regular, "")?, face(&family.bold, " Bold")?])
}

/// `text` in normal form C, in which fonts have glyphs for letters with accents. A letter
/// that no font has as a `whole` is its parts: each is drawn, so each needs its character.
fn normalized(text: &str, whole: impl Fn(char) -> bool) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && text.chars().all(&whole) {
        return text.into();
    }
    let mut out = String::new();
    for ch in text.nfc() {
        if whole(ch) { out.push(ch) } else { decompose_canonical(ch, |part| out.push(part)) }
    }
    out.into()
}
