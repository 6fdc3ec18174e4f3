//! Shaped words: glyphs with the text that they stand for.

use std::ops::Range;

/// Shaped word, in units of the main family's font of its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapedWord {
    /// Text in normal form C.
    pub text: Box<str>,
    /// Glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances.
    pub width: i32,
}

/// Glyph of a [`ShapedWord`], with lengths in the same units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph number in its font; 0 if the font has no glyph.
    pub id: u16,
    /// Distance to the origin of the next glyph, kerning included.
    pub advance: i32,
    /// Advance in the font, without kerning.
    pub natural: i32,
    /// Horizontal offset of the drawing, to the right of the pen.
    pub dx: i32,
    /// Vertical offset of the drawing, above the base line.
    pub dy: i32,
    /// Set for a glyph of the fallback family.
    pub fallback: bool,
    /// Range of [`ShapedWord::text`] that the glyph stands for.
    pub text: Range<usize>,
}

impl ShapedWord {
    /// Returns a cursor that measures longer and longer prefixes of the word.
    pub(super) fn prefixes(&self) -> WordPrefixes<'_> {
        WordPrefixes { rest: self.glyphs.iter().peekable(), part: WordPrefix::default() }
    }

    /// Returns the bytes between two glyphs at which the word can be cut.
    pub(super) fn boundaries(&self) -> impl Iterator<Item = usize> {
        let starts = self.glyphs.iter().skip(1).filter(|g| !g.text.is_empty() && g.advance > 0);
        starts.map(|g| g.text.start)
    }
}

/// Measured prefix of a word, in units of its font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordPrefix {
    /// Width inside the whole word.
    pub(super) width: i32,
    /// Kerning with the next glyph, included in the width.
    pub(super) kerning: i32,
}

/// Cursor over the prefixes of a word; see [`ShapedWord::prefixes`].
pub(super) struct WordPrefixes<'a> {
    rest: std::iter::Peekable<std::slice::Iter<'a, Glyph>>,
    part: WordPrefix,
}

impl WordPrefixes<'_> {
    /// Measures the prefix before byte `at`, which must not be less than in the call before.
    pub(super) fn up_to(&mut self, at: usize) -> WordPrefix {
        while let Some(glyph) = self.rest.next_if(|glyph| glyph.text.start < at) {
            self.part.width += glyph.advance;
            self.part.kerning = glyph.advance - glyph.natural;
        }
        self.part
    }
}
