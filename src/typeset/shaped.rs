//! Words as glyphs.

use std::ops::Range;

/// A word as glyphs, in units of its font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaped {
    /// The word in normal form C.
    pub text: Box<str>,
    /// Its glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The sum of their advances.
    pub width: i32,
}

/// A glyph of a [`Shaped`] word, lengths in units of its font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the font; 0 where the font has none.
    pub id: u16,
    /// From its origin to the next one's, kerning included.
    pub advance: i32,
    /// The advance that the font gives it, without kerning.
    pub natural: i32,
    /// How far right of the pen it is drawn.
    pub dx: i32,
    /// How far above the base line it is drawn.
    pub dy: i32,
    /// The bytes of [`Shaped::text`] that it stands for.
    pub text: Range<usize>,
}

impl Shaped {
    /// Distance from the start of the word to the glyph that begins at byte `at`.
    pub(super) fn advance_to(&self, at: usize) -> i32 {
        self.glyphs.iter().take_while(|g| g.text.start < at).map(|g| g.advance).sum()
    }

    /// How much kerning moves the glyphs before and after byte `at` apart.
    pub(super) fn kerning_at(&self, at: usize) -> i32 {
        let before = self.glyphs.iter().take_while(|g| g.text.start < at).last();
        before.map_or(0, |g| g.advance - g.natural)
    }

    /// The bytes at which a glyph's text begins, but for the first.
    pub(super) fn boundaries(&self) -> impl Iterator<Item = usize> {
        let starts = self.glyphs.iter().skip(1).filter(|g| !g.text.is_empty() && g.advance > 0);
        starts.map(|g| g.text.start)
    }
}
