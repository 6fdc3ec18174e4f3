//! Words as glyphs.

use std::ops::Range;

/// A word as glyphs, in units of the main family's font of its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapedWord {
    /// The word in normal form C.
    pub text: Box<str>,
    /// Its glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The sum of their advances.
    pub width: i32,
}

/// A glyph of a [`ShapedWord`] word, lengths in the same units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in its font; 0 where the font has none.
    pub id: u16,
    /// From its origin to the next one's, kerning included.
    pub advance: i32,
    /// The advance that the font gives it, without kerning.
    pub natural: i32,
    /// How far right of the pen it is drawn.
    pub dx: i32,
    /// How far above the base line it is drawn.
    pub dy: i32,
    /// Whether it is of the fallback family.
    pub fallback: bool,
    /// The bytes of [`ShapedWord::text`] that it stands for.
    pub text: Range<usize>,
}

impl ShapedWord {
    /// Measures ever longer beginnings of the word.
    pub(super) fn prefixes(&self) -> WordPrefixes<'_> {
        WordPrefixes { rest: self.glyphs.iter().peekable(), part: WordPrefix::default() }
    }

    /// The bytes at which a glyph's text begins, but for the first.
    pub(super) fn boundaries(&self) -> impl Iterator<Item = usize> {
        let starts = self.glyphs.iter().skip(1).filter(|g| !g.text.is_empty() && g.advance > 0);
        starts.map(|g| g.text.start)
    }
}

/// The beginning of a word, in units of its font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordPrefix {
    /// Its width inside the whole word.
    pub(super) width: i32,
    /// How much of that is kerning with the glyph that follows.
    pub(super) kerning: i32,
}

/// See [`ShapedWord::prefixes`].
pub(super) struct WordPrefixes<'a> {
    rest: std::iter::Peekable<std::slice::Iter<'a, Glyph>>,
    part: WordPrefix,
}

impl WordPrefixes<'_> {
    /// The part before byte `at`, which is not before the one asked for last.
    pub(super) fn up_to(&mut self, at: usize) -> WordPrefix {
        while let Some(glyph) = self.rest.next_if(|glyph| glyph.text.start < at) {
            self.part.width += glyph.advance;
            self.part.kerning = glyph.advance - glyph.natural;
        }
        self.part
    }
}
