//! What all formats need to know about text: which characters a font can show, how wide
//! words are, where lines break, how high a cell becomes.

mod breaks;
mod face;
mod measure;

pub use face::{Face, FontError, Piece};
pub use measure::{Line, Measured, NoRoom, column_widths};

use crate::annex::{Annex, Block, Cell, Fonts, Origin, Paragraphs, Row, Table, Weight};
use std::collections::BTreeSet;

/// The fonts of an annex, parsed once, with the words they have already measured.
pub struct Typesetter<'f> {
    regular: Face<'f>,
    bold: Face<'f>,
}

impl<'f> Typesetter<'f> {
    /// Parses the fonts.
    ///
    /// # Errors
    /// [`FontError`] where a file is no font with TrueType outlines.
    pub fn new(fonts: &'f Fonts) -> Result<Self, FontError> {
        Ok(Typesetter {
            regular: Face::new(&fonts.main.regular.data)?,
            bold: Face::new(&fonts.main.bold.data)?,
        })
    }

    /// The face of a weight.
    pub fn face(&self, weight: Weight) -> &Face<'f> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// A character that the fonts cannot show, and whose text it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// Where the text was written.
    pub origin: Option<Origin>,
    /// The character.
    pub ch: char,
}

/// Every character of the annex that its fonts cannot show, once a text, in order of place.
/// Invisible characters are never drawn and so never missing.
///
/// # Errors
/// [`FontError`] where the fonts themselves cannot be read.
pub fn missing_glyphs(annex: &Annex) -> Result<Vec<MissingGlyph>, FontError> {
    let typesetter = Typesetter::new(&annex.fonts)?;
    let mut missing = BTreeSet::new();
    let mut look = |text: &str, weight: Weight, origin: Option<Origin>| {
        let face = typesetter.face(weight);
        let absent = face::shown(text).chars().filter(|c| !face.has(*c)).collect::<Vec<_>>();
        missing.extend(absent.into_iter().map(|ch| MissingGlyph { origin, ch }));
    };
    for block in &annex.blocks {
        match block {
            Block::Heading(h) => {
                look(
                    &h.text,
                    annex.styles[crate::annex::StyleName::heading(h.level)].weight,
                    h.origin,
                );
            }
            Block::Text(t) => {
                texts(&t.content).for_each(|s| look(s, annex.styles[t.style].weight, t.origin));
            }
            Block::Table(t) => cells(t).for_each(|cell| {
                let weight = annex.styles[cell.style].weight;
                texts(&cell.content).for_each(|s| look(s, weight, cell.origin));
            }),
        }
    }
    Ok(missing.into_iter().collect())
}

/// Every text of a content, labels included.
fn texts(content: &[Paragraphs]) -> impl Iterator<Item = &str> {
    content.iter().flat_map(|part| -> Vec<&str> {
        match part {
            Paragraphs::Paragraph(lines) => lines.iter().map(String::as_str).collect(),
            Paragraphs::List(items) => {
                items.iter().flat_map(|i| [i.label.as_str(), i.text.as_str()]).collect()
            }
        }
    })
}

fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    let bodies = table.bodies.iter().flat_map(|b| [&b.bands, &b.rows, &b.totals]);
    let rows: Vec<&Row> =
        [&table.head].into_iter().chain(bodies).chain([&table.foot]).flatten().collect();
    rows.into_iter().flat_map(|row| &row.cells)
}
