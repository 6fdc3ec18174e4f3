//! Aspects of a text that a reader sees or hears, and what each is worth.

use std::collections::BTreeMap;

/// LookAspect of a text, of its paragraph, or of the cell, row or table around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LookAspect {
    /// Text or row that is not shown.
    Hidden,
    /// Line through the text.
    Strike,
    /// Contrast of the text with its background, in hundredths, from 100.
    Contrast,
    /// Height of the letters in half points.
    Size,
    /// Font that shows symbols in the place of letters.
    Symbols,
    /// Width of the letters in hundredths.
    Scale,
    /// Space between letters in twips.
    LetterSpacing,
    /// Height above the line in half points.
    Raised,
    /// Index above or below the line.
    Index,
    /// Capitals in the place of small letters, large or small.
    Capitals,
    /// Name of the font.
    Font,
    /// Colour of the text.
    Colour,
    /// Colour behind the text.
    Background,
    /// Bold letters.
    Bold,
    /// Italic letters.
    Italic,
    /// Line below the text.
    Underline,
    /// Language in which the text is read aloud.
    Language,
    /// Text from right to left.
    RightToLeft,
    /// Label of a list item.
    Label,
    /// Side at which the lines of the paragraph are aligned.
    Alignment,
    /// Indents in twips: left, right and of the first line.
    Indent(IndentSide),
    /// Height of lines.
    LineHeight,
    /// Space above or below the paragraph in twips.
    Gap(GapSide),
    /// Heading level; none for text.
    Outline,
    /// Width of the cell, or of the columns that it spans, in twips.
    Width(WidthKind),
    /// Fixed height of the row in twips.
    FixedHeight,
    /// Least height of the row in twips.
    LeastHeight,
    /// Row that heads the table.
    HeadRow,
    /// Merge of the cell with others.
    Merge,
    /// Borders other than the table's.
    Borders,
    /// Space inside the cell in twips, by side.
    Padding(String),
    /// Title of the table that is read aloud.
    Caption,
    /// Description of the table that is read aloud.
    Description,
    /// Width of the table in twips, where it has one of its own.
    TableWidth,
    /// Space before the table in twips.
    TableIndent,
    /// Size of a picture in twips, by its number in the paragraph.
    Picture(usize, WidthKind),
    /// Another property, by its name in the format.
    Other(String),
}

/// Side of an indent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndentSide {
    /// Left of all lines.
    Left,
    /// Right of all lines.
    Right,
    /// Left of the first line, in addition.
    First,
}

/// Side of a vertical space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapSide {
    /// Above.
    Above,
    /// Below.
    Below,
}

/// Kind of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WidthKind {
    /// As stated for the cell, or across a picture.
    Own,
    /// As stated for the columns, or down a picture.
    Columns,
}

/// Aspects that differ from what a document has by itself, with their values.
pub type Aspects = BTreeMap<LookAspect, String>;
