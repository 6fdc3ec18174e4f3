//! A font face: which characters it has, and words shaped once.

use crate::annex::Pt;
use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Feature, UnicodeBuffer};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A font file that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a font with TrueType outlines")]
pub struct FontError;

/// Characters set one after the other, and the space to add behind them.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// Kerning behind the last of them, in font units; negative draws the next one nearer.
    pub kern: i32,
}

/// A word as shaped.
#[derive(Clone, Debug, PartialEq)]
struct Shaped {
    pieces: Vec<Piece>,
    /// In font units, kerning included.
    width: i32,
}

/// A parsed font with the words that it has shaped.
pub struct Face<'f> {
    data: &'f [u8],
    font: rustybuzz::Face<'f>,
    /// Looked up only, never walked through: its order reaches no output.
    words: RefCell<HashMap<String, Rc<Shaped>>>,
}

impl<'f> Face<'f> {
    pub(super) fn new(data: &'f [u8]) -> Result<Self, FontError> {
        let font = rustybuzz::Face::from_slice(data, 0).ok_or(FontError)?;
        // `glyf` is what the PDF embeds as FontFile2 (ISO 32000-1, 9.9).
        font.raw_face().table(Tag::from_bytes(b"glyf")).ok_or(FontError)?;
        Ok(Face { data, font, words: RefCell::default() })
    }

    /// The whole font file.
    pub fn data(&self) -> &'f [u8] {
        self.data
    }

    /// The font's own tables.
    pub fn tables(&self) -> &rustybuzz::ttf_parser::Face<'f> {
        &self.font
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f32 {
        self.font.units_per_em() as f32
    }

    /// Whether the font can show `c`.
    pub fn has(&self, c: char) -> bool {
        self.font.glyph_index(c).is_some()
    }

    /// How wide `text` is at `size`, without line breaks. Measured word by word: the space
    /// between two words does not kern.
    pub fn width(&self, text: &str, size: Pt) -> Pt {
        let units: i32 = words(text).map(|word| self.shaped(word).width).sum();
        Pt(units as f32 * size.0 / self.units_per_em())
    }

    /// `text` as pieces with the kerning between them, in font units.
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        words(text).flat_map(|word| self.shaped(word).pieces.clone()).collect()
    }

    fn shaped(&self, word: &str) -> Rc<Shaped> {
        if let Some(known) = self.words.borrow().get(word) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape(word));
        self.words.borrow_mut().insert(word.to_owned(), Rc::clone(&shaped));
        shaped
    }

    fn shape(&self, word: &str) -> Shaped {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        // Ligatures would show one glyph for two characters, and extraction would have to
        // guess: every character keeps its own.
        let off = |tag: &[u8; 4]| Feature::new(Tag::from_bytes(tag), 0, ..);
        let features = [off(b"liga"), off(b"clig"), off(b"dlig"), off(b"calt"), off(b"ccmp")];
        let out = rustybuzz::shape(&self.font, &features, buffer);
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut width = 0;
        for (info, position) in out.glyph_infos().iter().zip(out.glyph_positions()) {
            let c = word[info.cluster as usize..].chars().next().unwrap_or(' ');
            let nominal = self.advance(c);
            text.push(c);
            width += position.x_advance;
            if position.x_advance != nominal {
                let kern = position.x_advance - nominal;
                pieces.push(Piece { text: std::mem::take(&mut text), kern });
            }
        }
        if !text.is_empty() {
            pieces.push(Piece { text, kern: 0 });
        }
        Shaped { pieces, width }
    }

    fn advance(&self, c: char) -> i32 {
        let glyph = self.font.glyph_index(c).unwrap_or(GlyphId(0));
        i32::from(self.font.glyph_hor_advance(glyph).unwrap_or(0))
    }
}

/// Words and the blanks between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
        .flat_map(|part| match part.strip_suffix(' ') {
            Some(word) => [word, " "],
            None => [part, ""],
        })
        .filter(|word| !word.is_empty())
}

/// `text` as it is set: composed (NFC), blanks of every width as plain or no-break ones,
/// without the characters that are not to be seen.
pub(super) fn shown(text: &str) -> String {
    let composed = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    };
    let set = |c: char| match c {
        '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => {
            Some(' ')
        }
        '\u{202F}' | '\u{2007}' => Some('\u{A0}'),
        c if is_invisible(c) => None,
        c => Some(c),
    };
    composed.chars().filter_map(set).collect()
}

/// Characters that have no look of their own (Unicode, Default_Ignorable_Code_Point).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_composed_and_the_invisible_left_out() {
        assert_eq!(shown("e\u{300} a\u{200B}b\tc\u{202F}d"), "è ab c\u{A0}d");
        assert_eq!(words("a  bc ").collect::<Vec<_>>(), ["a", " ", " ", "bc", " "]);
    }

    #[test]
    fn kerning_is_part_of_the_width() {
        let data = include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
        let face = Face::new(data).expect("Carlito");
        let apart = face.width("A", Pt(10.0)).0 + face.width("V", Pt(10.0)).0;
        assert!(face.width("AV", Pt(10.0)).0 < apart);
        assert_eq!(face.pieces("AV")[0].text, "A");
        assert!(face.pieces("AV")[0].kern < 0);
        assert!(Face::new(b"no font").is_err());
    }
}
