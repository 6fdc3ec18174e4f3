//! Named styles and the fonts they are set in.

use super::Pt;
use std::borrow::Cow;

/// A colour of the sRGB space, eight bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Alignment of lines between the edges of their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// Position of text in the height of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Vertical {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

/// Weight of the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontWeight {
    /// Normal letters.
    Regular,
    /// Bold letters.
    Bold,
}

/// A font file: its bytes, TrueType outlines.
#[derive(Clone, PartialEq, Eq)]
pub struct Font {
    /// The whole font file.
    pub data: Cow<'static, [u8]>,
}

impl std::fmt::Debug for Font {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Font({} bytes)", self.data.len())
    }
}

/// A family in the two weights that a layout uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The name that Word and Excel look for, for instance `Calibri`.
    pub office_name: String,
    /// The name of the embedded font, for instance `Carlito`.
    pub name: String,
    /// Normal letters.
    pub regular: Font,
    /// Bold letters.
    pub bold: Font,
}

/// Every font of the annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fonts {
    /// The family that everything is set in.
    pub main: Family,
    /// The family for characters that the main one lacks.
    pub fallback: Option<Family>,
}

impl Family {
    /// Returns the font of a weight.
    pub fn font(&self, weight: FontWeight) -> &Font {
        match weight {
            FontWeight::Regular => &self.regular,
            FontWeight::Bold => &self.bold,
        }
    }
}

/// The parts of the annex that have a look of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StyleName {
    /// The document's title (heading level 1).
    Title,
    /// The heading of a group at the top level, for instance an area (heading level 2).
    Heading,
    /// Premise and closing.
    Paragraph,
    /// «Allegato … alla deliberazione …».
    Caption,
    /// Column heads.
    Head,
    /// A band across all columns, for instance a period.
    Band,
    /// An ordinary cell.
    Cell,
    /// A total.
    Total,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
    /// Words of a signer, above the place of the signature.
    Signature,
    /// The heading of a group at a level below (heading level 3 and deeper).
    Subheading,
    /// The body that issues the document, on a line above the title.
    Entity,
}

impl StyleName {
    /// Returns the style of a heading of `level` (1 is the title).
    pub fn heading(level: u8) -> Self {
        match level {
            0 | 1 => StyleName::Title,
            2 => StyleName::Heading,
            _ => StyleName::Subheading,
        }
    }

    /// Every name, in the order of declaration.
    pub const ALL: [StyleName; 13] = [
        StyleName::Title,
        StyleName::Heading,
        StyleName::Paragraph,
        StyleName::Caption,
        StyleName::Head,
        StyleName::Band,
        StyleName::Cell,
        StyleName::Total,
        StyleName::Header,
        StyleName::Footer,
        StyleName::Signature,
        StyleName::Subheading,
        StyleName::Entity,
    ];
}

/// Look of one part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Normal or bold.
    pub weight: FontWeight,
    /// Size of the letters.
    pub size: Pt,
    /// Distance from one base line to the next, as a multiple of the size.
    pub leading: f32,
    /// Colour of the letters.
    pub color: Rgb,
    /// Colour behind them, if any.
    pub fill: Option<Rgb>,
    /// Alignment, where a column does not set its own.
    pub align: Align,
    /// White space above the block (headings and paragraphs only).
    pub space_before: Pt,
    /// White space below the block (headings and paragraphs only).
    pub space_after: Pt,
}

/// The look of every named part, and of the tables' rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Styles {
    /// Indexed by [`StyleName`], in the order of [`StyleName::ALL`].
    pub table: [Style; StyleName::ALL.len()],
    /// Thickness of the rules around cells.
    pub rule: Pt,
    /// Colour of the rules.
    pub rule_color: Rgb,
    /// White space between a rule and the text, left and right.
    pub padding_x: Pt,
    /// White space between a rule and the text, above and below.
    pub padding_y: Pt,
    /// `true` if words may be hyphenated at line ends.
    pub hyphenate: bool,
}

impl std::ops::Index<StyleName> for Styles {
    type Output = Style;

    fn index(&self, name: StyleName) -> &Style {
        &self.table[name as usize]
    }
}
