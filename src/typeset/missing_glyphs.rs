//! Characters that the fonts cannot show.

use super::FIRST_MARK;
use super::fallback::clusters;
use super::invisible::is_invisible;
use crate::annex::{Annex, Block, Family, ListItem, Origin, Paragraphs, Piece, Running, StyleName};
use std::collections::BTreeSet;
use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// A character that the font of its place has no glyph for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// The character.
    pub ch: char,
    /// Where its text was written.
    pub origin: Option<Origin>,
}

impl MissingGlyph {
    /// Whether no font could show it: a private character means something else in each font,
    /// and nothing to whoever hears it (ISO 19005-2, 6.2.11.7.3).
    pub fn is_private(&self) -> bool {
        is_private(self.ch)
    }
}

/// Whether `ch` is of one of Unicode's three private use areas.
fn is_private(ch: char) -> bool {
    matches!(ch, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Every character that the fonts cannot show, once for each place it was written
/// at, in reading order. Characters that never show are never missing. Empty if the fonts
/// cannot be read: [`super::Typesetter::new`] says so.
pub fn missing_glyphs(annex: &Annex) -> Vec<MissingGlyph> {
    let Some(main) = faces(&annex.fonts.main) else { return Vec::new() };
    let fallback = annex.fonts.fallback.as_ref().and_then(faces);
    let plain = [[None; FIRST_MARK]; 2];
    let mut search =
        GlyphSearch { annex, main, fallback, plain, told: BTreeSet::new(), out: Vec::new() };
    for (running, style) in
        [(&annex.page.header, StyleName::Header), (&annex.page.footer, StyleName::Footer)]
    {
        running.iter().for_each(|running| search.running(running, style));
    }
    if annex.styles.hyphenate {
        for style in [StyleName::Cell, StyleName::Head] {
            search.text("-", style, None);
        }
    }
    annex.blocks.iter().for_each(|block| search.block(block));
    for signature in &annex.signatures {
        search.content(&signature.words(), StyleName::Signature, signature.origin);
    }
    search.out
}

fn faces(family: &Family) -> Option<[Face<'_>; 2]> {
    let face = |data| Face::parse(data, 0).ok();
    Some([face(&family.regular.data)?, face(&family.bold.data)?])
}

struct GlyphSearch<'a> {
    annex: &'a Annex,
    main: [Face<'a>; 2],
    fallback: Option<[Face<'a>; 2]>,
    /// Whether the main family shows each character below the first mark, as far as was asked.
    plain: [[Option<bool>; FIRST_MARK]; 2],
    told: BTreeSet<MissingGlyph>,
    out: Vec<MissingGlyph>,
}

impl GlyphSearch<'_> {
    fn is_plainly_shown(&mut self, ch: char, weight: usize) -> bool {
        let known = self.plain[weight].get_mut(ch as usize);
        known.is_some_and(|known| *known.get_or_insert_with(|| shows(&self.main[weight], ch)))
    }

    fn running(&mut self, running: &Running, style: StyleName) {
        for piece in &running.pieces {
            let text = match piece {
                Piece::Text(text) => text,
                Piece::PageNumber | Piece::PageCount => "0123456789",
            };
            self.text(text, style, running.origin);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => {
                self.text(&heading.text, StyleName::heading(heading.level), heading.origin);
            }
            Block::Text(text) => self.content(&text.content, text.style, text.origin),
            Block::Picture(_) => {}
            Block::Table(table) => {
                if let Some(text) = table.continued() {
                    self.text(text, StyleName::Heading, None);
                }
                for cell in table.cells() {
                    self.content(&cell.content, cell.style, cell.origin);
                }
            }
        }
    }

    fn content(&mut self, content: &[Paragraphs], style: StyleName, origin: Option<Origin>) {
        for part in content {
            match part {
                Paragraphs::Paragraph(lines) => {
                    lines.iter().for_each(|line| self.text(line, style, origin));
                }
                Paragraphs::List(items) => {
                    for (_, item) in ListItem::flat(items) {
                        self.text(&item.label, style, origin);
                        self.text(&item.text, style, origin);
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str, style: StyleName, origin: Option<Origin>) {
        let weight = self.annex.styles[style].weight as usize;
        if text.chars().all(|ch| self.is_plainly_shown(ch, weight)) {
            return;
        }
        let text: String = text.nfc().collect();
        for (_, cluster) in clusters(&text) {
            let shown = |faces: &[Face<'_>; 2]| cluster.chars().all(|ch| shows(&faces[weight], ch));
            if shown(&self.main) || self.fallback.as_ref().is_some_and(shown) {
                continue;
            }
            for ch in cluster.chars().filter(|ch| !shows(&self.main[weight], *ch)) {
                let missing = MissingGlyph { ch, origin };
                if self.told.insert(missing) {
                    self.out.push(missing);
                }
            }
        }
    }
}

/// Whether `face` can show `ch`, if need be as a letter and a mark, or need not.
fn shows(face: &Face<'_>, ch: char) -> bool {
    if is_private(ch) {
        return false;
    }
    let has = |ch: char| face.glyph_index(ch).is_some_and(|glyph| glyph.0 != 0);
    if is_invisible(ch) || ch.is_whitespace() || has(ch) {
        return true;
    }
    let mut parts_shown = true;
    decompose_canonical(ch, |part| parts_shown &= part != ch && has(part));
    parts_shown
}
