//! Typesetting for all formats: text widths, line breaks, column widths and row heights.
//!
//! Text is shaped word by word, and every shaped word is kept, so that work per glyph happens once
//! for each distinct word. This room knows neither pages nor file formats.

mod auto_widths;
mod breakable_words;
mod breaks;
mod columns;
mod face;
mod fallback;
mod invisible;
mod lines;
mod marked_words;
mod missing_glyphs;
mod outlines;
mod shaped_word;
mod word_cache;
mod word_pairs;

#[cfg(test)]
mod tests;

pub use auto_widths::resolve_auto_widths;
pub use columns::{WidthError, column_widths};
pub use face::FontMetrics;
pub use lines::{Hyphens, LineEnd, PARAGRAPH_GAP, TypesetLine, broken_words};
pub use marked_words::{MarkedText, MarkedWords};
pub use missing_glyphs::{MissingGlyph, missing_glyphs};
pub use shaped_word::{Glyph, ShapedWord};

use crate::annex::{Cell, Family, FontWeight, Fonts, Pt, Style, Styles};
use face::ShapingFace;
use std::borrow::Cow;
use std::rc::Rc;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use word_cache::WordCache;

/// First combining mark of Unicode.
// Characters below it are their own normal form C and join nothing; nearly all characters of a
// plan are below it, so facts about them are kept in arrays of this length.
const FIRST_MARK: usize = 0x300;

/// Error of a font that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// Font file that cannot be parsed.
    #[error("the font «{0}» cannot be read")]
    Unreadable(String),
}

/// Typesetter for the fonts of one annex: parses them once and shapes every word once.
pub struct Typesetter<'a> {
    /// Faces of the main family, by weight.
    faces: [ShapingFace<'a>; 2],
    /// Faces of the fallback family, by weight; `None` if the annex has no fallback family.
    fallback: Option<[ShapingFace<'a>; 2]>,
    cache: WordCache,
}

impl<'a> Typesetter<'a> {
    /// Parses `fonts`.
    ///
    /// # Errors
    /// [`FontError::Unreadable`] if the bytes of a font cannot be parsed.
    pub fn new(fonts: &'a Fonts) -> Result<Self, FontError> {
        let fallback = fonts.fallback.as_ref().map(faces).transpose()?;
        Ok(Typesetter { faces: faces(&fonts.main)?, fallback, cache: WordCache::default() })
    }

    /// Shapes `word` in normal form C. A letter that no font has as a whole is shaped as its
    /// parts.
    ///
    /// A word is any text without line breaks; kerning holds inside it only.
    pub fn shape(&self, word: &str, weight: FontWeight) -> Rc<ShapedWord> {
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

    /// Returns the width of `word` in points.
    pub fn width(&self, word: &str, style: &Style) -> Pt {
        Pt(self.shape(word, style.weight).width as f32 * self.scale(style))
    }

    /// Returns the length in points of one unit of the style's font.
    pub fn scale(&self, style: &Style) -> f32 {
        style.size.0 / self.metrics(style.weight).units_per_em as f32
    }

    /// Returns the measures of the main family's font.
    pub fn metrics(&self, weight: FontWeight) -> FontMetrics {
        self.faces[weight as usize].metrics
    }

    /// Computes the height of a cell `width` wide (rule to rule), white space around its text
    /// included. An empty cell is as high as one line.
    pub fn cell_height(&self, cell: &Cell, width: Pt, styles: &Styles) -> Pt {
        let style = &styles[cell.style];
        let room = Pt(width.0 - 2.0 * styles.padding_x.0);
        let lines = self.cell_lines(cell, style, room, Hyphens::of(cell.style, styles));
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

/// Converts `text` to normal form C, decomposing letters for which `whole` returns `false`.
fn normalized(text: &str, whole: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Fonts have glyphs for letters with accents. Of a letter that they lack each part is drawn,
    // so each needs its own character.
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && text.chars().all(&whole) {
        return text.into();
    }
    let mut out = String::new();
    for ch in text.nfc() {
        if whole(ch) { out.push(ch) } else { decompose_canonical(ch, |part| out.push(part)) }
    }
    out.into()
}
