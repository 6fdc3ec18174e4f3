//! Appearance of a Word document: what every paragraph shows, how it looks and sounds, and what
//! stands in it besides words. Needed to compare two documents, not to read a plan.

mod aspect;
mod colours;
mod drawings;
mod elements;
mod extras;
mod fields;
mod fonts;
mod frame_look;
mod inline;
mod paragraph_look;
mod read;
mod run_look;
mod sections;
mod settings;
mod story;
mod table_context;
mod theme_spelling;

pub use aspect::{Aspects, GapSide, IndentSide, LookAspect, WidthKind};
pub use extras::{ExtraKind, TextExtra};
pub(in crate::office) use read::read_appearance;

use std::collections::BTreeMap;
use std::rc::Rc;

/// Appearance of a document.
#[derive(Clone, Debug, Default)]
pub struct DocumentAppearance {
    /// Body first, then headers, footers and notes as far as they are shown.
    pub stories: Vec<Story>,
    /// Facts about pages, settings and the file, by subject and name.
    pub facts: BTreeMap<(String, String), String>,
    /// Bytes of pictures by the name of their part.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// Text that runs on its own: the body, a header, a footer, a note.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// Name in Italian, with an article: «la testata»; empty for the body.
    pub name: String,
    /// Name of its part: pages of two kinds may show the same one.
    pub part: String,
    /// Paragraphs in order.
    pub paragraphs: Vec<ShownParagraph>,
}

/// Paragraph as a document shows it.
#[derive(Clone, Debug, Default)]
pub struct ShownParagraph {
    /// Place in Italian: «tabella 1, riga 2, colonna 3».
    pub place: String,
    /// Number of the table that it stands in, from 1; 0 outside of tables.
    pub table: u32,
    /// Text as shown, page numbers as a word in brackets.
    pub text: String,
    /// Looks of the runs, each up to a byte of the text.
    pub looks: Vec<(usize, Rc<Aspects>)>,
    /// Look of the paragraph and of the cell, row and table around it.
    pub frame: Rc<Aspects>,
    /// Things besides words.
    pub extras: Vec<TextExtra>,
    /// Parts of its pictures, in order.
    pub pictures: Vec<String>,
}
