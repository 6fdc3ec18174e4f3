//! The fonts of the file: which codes stand for which glyphs and texts, and the
//! subsets that are embedded.
//!
//! A code is made for each glyph and the text it stands for, so that one glyph that
//! shows two characters (a blank and a no-break blank) is still read back as the
//! right one: `ToUnicode` gives each code its own text (ISO 32000-1, 9.10.3), and
//! `CIDToGIDMap` leads several codes to one glyph (9.7.4.2).

use super::content_stream::ShowItem;
use super::skeleton::{Skeleton, SubsetFont};
use crate::annex::{Family, FontWeight};
use crate::render::RenderError;
use crate::typeset::{Glyph, ShapedWord};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

/// Maximum number of letters in a PostScript name (OpenType, «name», identifier 6).
const LONGEST_NAME: usize = 63;

/// Maximum number of characters of a code's text.
// ISO 32000-1, 9.10.3, allows 512 bytes of UTF-16; poppler reads a quarter of that.
const LONGEST_TEXT: usize = 31;

/// Font of the file under construction, with the codes in use.
pub(super) struct UsedFont<'a> {
    data: &'a [u8],
    face: Face<'a>,
    /// Units per em of glyph lengths, which may be those of another font.
    units_per_em: u16,
    name: String,
    resource: &'static str,
    weight: FontWeight,
    /// Glyph and text of each code; code 0 is the missing glyph.
    codes: Vec<(u16, Box<str>)>,
    by_glyph: HashMap<(u16, Box<str>), u16>,
    /// Code of every character that is shown by one code alone.
    by_char: BTreeMap<u32, u16>,
    /// Item for each glyph that stands for a single character.
    singles: HashMap<(u16, char), ShowItem>,
    /// Encoded words by their text: within one font, text decides the glyphs.
    words: HashMap<Box<str>, Rc<[ShowItem]>>,
}

/// Font data that the file needs in addition to the font program.
pub(super) struct EmbeddedFont {
    /// Name in the file, for instance `ABCDEF+Carlito`.
    pub(super) name: String,
    /// Advance of each code, in thousandths of the em.
    pub(super) widths: Vec<f32>,
    /// Glyph of each code in the embedded subset.
    pub(super) glyphs: Vec<u16>,
}

impl<'a> UsedFont<'a> {
    /// Parses the font of `family` under the resource name `resource`. Lengths of glyphs are
    /// given in `units_per_em`, or in the font's own units if it is `None`.
    pub(super) fn new(
        family: &'a Family,
        weight: FontWeight,
        resource: &'static str,
        units_per_em: Option<u16>,
    ) -> Result<Self, RenderError> {
        let data = &family.font(weight).data;
        let unreadable = |e| RenderError::Backend(format!("the font {}: {e}", family.name));
        let face = Face::parse(data, 0).map_err(unreadable)?;
        // A PostScript name has no blanks (ISO 32000-1, 7.3.5 and 9.6.2), and a name of the
        // file has 127 bytes at the most (ISO 19005-2, 6.1.13).
        let name = family.name.chars().filter(char::is_ascii_alphanumeric).take(LONGEST_NAME);
        let name: String = name.collect();
        let suffix = match weight {
            FontWeight::Regular => "",
            FontWeight::Bold => "-Bold",
        };
        Ok(UsedFont {
            data,
            units_per_em: units_per_em.unwrap_or(face.units_per_em()),
            face,
            name: name + suffix,
            resource,
            weight,
            codes: vec![(0, "".into())],
            by_glyph: HashMap::new(),
            by_char: BTreeMap::new(),
            singles: HashMap::new(),
            words: HashMap::new(),
        })
    }

    /// Returns the units per em of glyph lengths.
    pub(super) fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Returns the resource name in the pages.
    pub(super) fn resource(&self) -> &'static str {
        self.resource
    }

    /// Encodes `word` as codes and kerning.
    pub(super) fn encode(&mut self, word: &ShapedWord) -> Rc<[ShowItem]> {
        if let Some(items) = self.words.get(&word.text) {
            return items.clone();
        }
        let items: Rc<[ShowItem]> = self.encode_glyphs(word, &word.glyphs).into();
        self.words.insert(word.text.clone(), items.clone());
        items
    }

    /// Encodes some of the glyphs of `word`.
    pub(super) fn encode_glyphs(&mut self, word: &ShapedWord, glyphs: &[Glyph]) -> Vec<ShowItem> {
        let mut items = Vec::with_capacity(glyphs.len());
        for glyph in glyphs {
            self.offset(&mut items, -glyph.dx);
            items.push(self.show_item(glyph, &word.text[glyph.text.clone()]));
            self.offset(&mut items, glyph.dx + glyph.natural - glyph.advance);
        }
        items
    }

    /// Appends a move to the left by `units` of the font; 0 appends nothing.
    fn offset(&self, items: &mut Vec<ShowItem>, units: i32) {
        if units != 0 {
            items.push(ShowItem::Move(thousandths(units as f32, self.units_per_em)));
        }
    }

    fn show_item(&mut self, glyph: &Glyph, text: &str) -> ShowItem {
        let mut chars = text.chars();
        let (Some(ch), None) = (chars.next(), chars.next()) else {
            return self.make_show_item(glyph, text);
        };
        if let Some(known) = self.singles.get(&(glyph.id, ch)) {
            return *known;
        }
        let item = self.make_show_item(glyph, text);
        self.singles.insert((glyph.id, ch), item);
        item
    }

    fn make_show_item(&mut self, glyph: &Glyph, text: &str) -> ShowItem {
        let text = unicode(text);
        let code = self.code(glyph.id, &text);
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(ch), None) if *self.by_char.entry(ch.into()).or_insert(code) == code => {
                ShowItem::Code(code)
            }
            _ => ShowItem::Alone(code),
        }
    }

    fn code(&mut self, glyph: u16, text: &str) -> u16 {
        let key = (glyph, Box::from(text));
        if let Some(code) = self.by_glyph.get(&key) {
            return *code;
        }
        // An overflow becomes code 0 here and an error in `embed`, before anything is
        // written.
        let code = u16::try_from(self.codes.len()).unwrap_or(0);
        self.codes.push(key.clone());
        self.by_glyph.insert(key, code);
        code
    }

    /// Embeds the subset in use; `None` if no code is in use.
    ///
    /// # Errors
    /// [`RenderError::Backend`] for a character without a glyph (forbidden by ISO 19005-2,
    /// 6.2.11.8), for more codes than a font can have, and for a font that cannot be subset.
    pub(super) fn embed(
        self,
        skeleton: &mut Skeleton,
    ) -> Result<Option<EmbeddedFont>, RenderError> {
        // Code 0 alone: a font that shows nothing is not embedded.
        if self.codes.len() == 1 {
            return Ok(None);
        }
        if self.codes.len() > usize::from(u16::MAX) + 1 {
            let words = format!("more than 65,536 glyphs and texts in {}", self.name);
            return Err(RenderError::Backend(words));
        }
        if let Some((_, text)) = self.codes[1..].iter().find(|(glyph, _)| *glyph == 0) {
            let words = format!("no glyph for «{text}» in {}", self.name);
            return Err(RenderError::Backend(words));
        }
        // Glyphs are numbered anew in the order of their codes, so equal texts give equal
        // subsets.
        let mut remapper = GlyphRemapper::new();
        let glyphs: Vec<u16> = self.codes.iter().map(|(glyph, _)| remapper.remap(*glyph)).collect();
        let subset = subsetter::subset(self.data, 0, &remapper)
            .map_err(|e| RenderError::Backend(format!("the font {}: {e}", self.name)))?;
        let name = format!("{}+{}", subset_tag(&subset), self.name);
        let widths = self.codes.iter().map(|(glyph, _)| {
            let advance = self.face.glyph_hor_advance(GlyphId(*glyph)).unwrap_or(0);
            thousandths(advance.into(), self.face.units_per_em())
        });
        let embedded = EmbeddedFont { name: name.clone(), widths: widths.collect(), glyphs };
        skeleton.add_font(SubsetFont {
            resource: self.resource,
            name,
            program: subset,
            face: &self.face,
            weight: self.weight,
            codes: &self.codes,
            code_of_char: &self.by_char,
        });
        Ok(Some(embedded))
    }
}

/// Converts to thousandths of the em, rounded to a hundredth: finer than any printer.
fn thousandths(units: f32, units_per_em: u16) -> f32 {
    (units * 100_000.0 / f32::from(units_per_em)).round() / 100.0
}

/// Returns the text of a code as readers get it (ISO 19005-2, 6.2.11.7.2).
fn unicode(text: &str) -> String {
    // Never U+FEFF, and never empty, as some glyphs of other scripts would be; a word joiner is
    // silent. Only invisible characters can exceed the length.
    let text: String = text.chars().filter(|ch| *ch != '\u{FEFF}').take(LONGEST_TEXT).collect();
    if text.is_empty() { "\u{2060}".to_owned() } else { text }
}

/// Returns the six capitals that mark a subset (ISO 32000-1, 9.6.4).
fn subset_tag(subset: &[u8]) -> String {
    // Made from the digest, so that equal subsets have equal names.
    Sha256::digest(subset)[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
mod tests {
    use super::unicode;

    #[test]
    fn every_code_is_read_as_something() {
        assert_eq!(unicode("à"), "à");
        assert_eq!(unicode("a\u{FEFF}\u{200B}"), "a\u{200B}");
        assert_eq!([unicode(""), unicode("\u{FEFF}")], ["\u{2060}", "\u{2060}"]);
        assert_eq!(unicode(&"\u{200B}".repeat(40)).chars().count(), 31);
    }
}
