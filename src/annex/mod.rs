//! The format-neutral document: what the three annexes say and how they look,
//! with nothing of the plan it came from and nothing of the formats it goes to.
//! The nouns follow pandoc's document model.

mod dump;
mod mark;
mod picture;
mod placement;
#[cfg(test)]
pub mod sample;
mod signature;
mod style;
mod table;
mod text;
mod units;

pub use dump::dump;
pub use mark::{LineMarks, MarkKind, WordMark, marked_parts};
pub use picture::{Image, Picture};
pub use placement::{PlacedCell, TooManyCells};
pub use signature::{Signature, SignatureMark};
pub use style::{Align, Family, Font, FontWeight, Fonts, Rgb, Style, StyleName, Styles, Vertical};
pub use table::{
    Body, Cell, CellRole, Column, ContinuedHeading, Number, Row, Table, TableParts, Width,
};
pub use text::{ListItem, Paragraphs, paragraphs, plain_text};
pub use units::{Mm, Pt};

use std::ops::Range;

/// A whole annex.
#[derive(Clone, Debug, PartialEq)]
pub struct Annex {
    /// Properties of the file.
    pub meta: Meta,
    /// Sheet of paper, and the lines that run on each.
    pub page: Page,
    /// Looks of the named parts.
    pub styles: Styles,
    /// The fonts that the styles are set in.
    pub fonts: Fonts,
    /// The content in reading order.
    pub blocks: Vec<Block>,
    /// Columns in which the first blocks, none of them a table, stand side by side; empty if these
    /// stand one below the other.
    pub masthead: Vec<MastheadColumn>,
    /// Signatures below the content, in the order of signing.
    pub signatures: Vec<Signature>,
}

/// Column at the top of the first page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MastheadColumn {
    /// Number of blocks, one below the other.
    pub blocks: usize,
    /// Share of the width, relative to the other columns.
    pub share: f32,
}

/// White space on the side of a neighbour in the masthead.
pub const MASTHEAD_GAP: Pt = Pt(6.0);

impl Annex {
    /// Returns for each column of the masthead its blocks and its edges, from 0 at the left margin
    /// to 1 at the right one.
    pub fn masthead_columns(&self) -> Vec<(Range<usize>, Range<f32>)> {
        let whole: f32 = self.masthead.iter().map(|column| column.share).sum();
        let (mut block, mut share) = (0, 0.0);
        let column = |column: &MastheadColumn| {
            let (first, left) = (block, share);
            block += column.blocks;
            share += column.share;
            (first..block, left / whole..share / whole)
        };
        self.masthead.iter().map(column).collect()
    }
}

/// Title and other facts for the file's own properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Title of the document.
    pub title: String,
    /// BCP 47 language tag, for instance `it-IT`.
    pub language: String,
    /// Body that issues the document.
    pub author: Option<String>,
    /// Subject in one line.
    pub subject: Option<String>,
    /// Only date that may reach a file; if absent, none is written.
    pub date: Option<Date>,
    /// Name and version of the program.
    pub producer: String,
}

/// A calendar day; the creator makes sure that it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, four digits.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

/// Paper, margins and running texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Width as it is read (a landscape page is wider than high).
    pub width: Mm,
    /// Height as it is read.
    pub height: Mm,
    /// Distance of the content from the edges.
    pub margins: Margins,
    /// Runs at the top of the pages after the first: the first page has the
    /// title itself in its place, unless `header_first` is set.
    pub header: Option<Running>,
    /// `true` if the header runs on the first page as well, above the title.
    pub header_first: bool,
    /// Runs at the foot of every page.
    pub footer: Option<Running>,
}

impl Page {
    /// Returns the area inside the margins; a side is negative where they overlap.
    pub fn text_area(&self) -> TextArea {
        self.margins.text_area(self.width, self.height)
    }
}

/// Size of the area inside the margins of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextArea {
    /// Width between the left and the right margin.
    pub width: Mm,
    /// Height between the top and the bottom margin.
    pub height: Mm,
}

impl Margins {
    /// Returns the area inside these margins of a sheet of this size.
    pub fn text_area(&self, width: Mm, height: Mm) -> TextArea {
        TextArea {
            width: Mm(width.0 - self.left.0 - self.right.0),
            height: Mm(height.0 - self.top.0 - self.bottom.0),
        }
    }
}

/// The four margins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Above the content; the running header stands inside it.
    pub top: Mm,
    /// Right of the content.
    pub right: Mm,
    /// Below the content; the running footer stands inside it.
    pub bottom: Mm,
    /// Left of the content.
    pub left: Mm,
}

/// A line that runs on pages, in the style [`StyleName::Header`] or [`StyleName::Footer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Parts in order.
    pub pieces: Vec<Piece>,
    /// Place in the source, for findings.
    pub origin: Option<Origin>,
}

/// A part of a running line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// The number of the page it stands on.
    PageNumber,
    /// Number of pages.
    PageCount,
}

/// The place in a source that a piece of the annex answers for. Opaque here:
/// whoever made the annex knows how to read it (file, first byte, byte after the last).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub [u32; 3]);

/// A piece of the document's flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading: level 1 is the document's title, 2 an area.
    Heading(HeadingBlock),
    /// Running text between tables, in the named style.
    Text(TextBlock),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingBlock {
    /// 1 for the title, 2 for the first level of groups, and so on.
    pub level: u8,
    /// Words of the heading, in one line or several.
    pub text: String,
    /// `true` if the heading begins a page.
    pub page_break: bool,
    /// Place in the source.
    pub origin: Option<Origin>,
}

/// Text outside tables: a premise, a closing, a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Style of the text.
    pub style: StyleName,
    /// Paragraphs and lists.
    pub content: Vec<Paragraphs>,
    /// `true` if the text introduces the next block: both stay on one page.
    pub introduces: bool,
    /// Place in the source.
    pub origin: Option<Origin>,
}
