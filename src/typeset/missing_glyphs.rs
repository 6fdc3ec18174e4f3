//! Search for characters that the fonts cannot show.

use super::FIRST_MARK;
use super::fallback::clusters;
use super::invisible::is_invisible;
use crate::annex::{Annex, Block, Family, ListItem, Origin, Paragraphs, Piece, Running, StyleName};
use std::collections::BTreeSet;
use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Character without a glyph in the fonts of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// The character.
    pub ch: char,
    /// Source of the text; absent if it comes from the layout.
    pub origin: Option<Origin>,
}

impl MissingGlyph {
    /// Returns `true` if no font could show the character.
    pub fn is_private(&self) -> bool {
        // A private character means something else in each font, and has no spoken form
        // (ISO 19005-2, 6.2.11.7.3).
        is_private(self.ch)
    }
}

/// Returns `true` for a character of Unicode's three private use areas.
fn is_private(ch: char) -> bool {
    matches!(ch, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Returns every character that the fonts cannot show, once for each source place, in reading
/// order. Invisible characters are never missing. Empty if the fonts cannot be read, which
/// [`super::Typesetter::new`] reports.
pub fn missing_glyphs(annex: &Annex) -> Vec<MissingGlyph> {
    let Some(main) = faces(&annex.fonts.main) else { return Vec::new() };
    let fallback = annex.fonts.fallback.as_ref().and_then(faces);
    let plain = [[None; FIRST_MARK]; 2];
    let mut search =
        GlyphSearch { annex, main, fallback, plain, reported: BTreeSet::new(), out: Vec::new() };
    for (running, style) in
        [(&annex.page.header, StyleName::Header), (&annex.page.footer, StyleName::Footer)]
    {
        running.iter().for_each(|running| search.running(running, style));
    }
    // Hyphens are added at line ends and stand in no text of the annex.
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
    /// Presence in the main family of each character below [`FIRST_MARK`], by weight; `None`
    /// until it is looked up.
    plain: [[Option<bool>; FIRST_MARK]; 2],
    reported: BTreeSet<MissingGlyph>,
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
                // Page numbers are not known yet: any digit may occur.
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
                for text in table.bodies().iter().flat_map(|body| body.continued.texts()) {
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
                Paragraphs::Paragraph(lines) | Paragraphs::Below(lines) => {
                    lines.iter().for_each(|line| self.text(line, style, origin));
                }
                Paragraphs::List(items) => {
                    for (_, item) in ListItem::flat(items) {
                        self.text(&item.label, style, origin);
                        item.lines.iter().for_each(|line| self.text(line, style, origin));
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str, style: StyleName, origin: Option<Origin>) {
        let weight = self.annex.styles[style].weight as usize;
        // Nearly all texts end here, without normalisation and clusters.
        if text.chars().all(|ch| self.is_plainly_shown(ch, weight)) {
            return;
        }
        let text: String = text.nfc().collect();
        for (_, cluster) in clusters(&text) {
            let can_show =
                |faces: &[Face<'_>; 2]| cluster.chars().all(|ch| shows(&faces[weight], ch));
            if can_show(&self.main) || self.fallback.as_ref().is_some_and(can_show) {
                continue;
            }
            for ch in cluster.chars().filter(|ch| !shows(&self.main[weight], *ch)) {
                let missing = MissingGlyph { ch, origin };
                if self.reported.insert(missing) {
                    self.out.push(missing);
                }
            }
        }
    }
}

/// Returns `true` if `face` can show `ch`, whole or as a letter and a mark, or if `ch` is never
/// visible.
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
