//! Measured content: the blocks of an annex set in lines, before they are broken into pages.
//!
//! Lengths are points; heights count down from the top of the page.

use super::BrokenWord;
use crate::annex::{Align, CellRole, Origin, Rgb, StyleName, Vertical};
use crate::typeset::TypesetLine;
use std::ops::Range;

/// Overrun in points that is still a fit.
// Sums of `f32` heights differ by less, and a fiftieth of a point is below what a printer shows.
pub(super) const ROUNDING: f32 = 0.02;

/// Height in points of the empty field below a printed signature.
// Signing programs need it for a few lines of their own.
pub(super) const FIELD_HEIGHT: f32 = 40.0;

/// White space in points between the text of a printed signature and its field.
const FIELD_GAP: f32 = 4.0;

/// Content of the annex, set in lines for the width of its page.
pub(super) struct FlowDocument {
    /// Room for content on each page.
    pub(super) frame: PageFrame,
    /// Blocks in the order of the annex; the printed signatures come last.
    pub(super) blocks: Vec<FlowBlock>,
    /// Blocks of each column at the top of the first page.
    pub(super) masthead: Vec<Range<usize>>,
    /// Words that are wider than their column.
    pub(super) broken: Vec<BrokenWord>,
}

/// Room for content on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageFrame {
    /// Left margin.
    pub(super) left: f32,
    /// Width between the margins.
    pub(super) width: f32,
    /// Top of the content of the first page, unless its title needs more room.
    pub(super) top: f32,
    /// Top of the content of all other pages.
    pub(super) next_top: f32,
    /// Bottom of the content.
    pub(super) bottom: f32,
    /// Top of the title on the first page, and of the running header on the others.
    pub(super) title_top: f32,
    /// Set if the running header stands on the first page as well, above the title.
    pub(super) header_first: bool,
}

/// Block of the annex, or its printed signatures.
pub(super) enum FlowBlock {
    /// Heading or running text.
    Text(FlowText),
    /// Table with all of its rows.
    Table(FlowTable),
    /// Printed signatures.
    Signatures(FlowSignatures),
    /// Picture between the margins.
    Picture(FlowPicture),
}

impl FlowBlock {
    /// Returns the height with the white space above, unless the block begins something: a heading, a
    /// table.
    pub(super) fn closing_height(&self) -> Option<f32> {
        match self {
            FlowBlock::Text(text) if text.heading.is_none() => {
                Some(text.before + text_height(&text.lines))
            }
            FlowBlock::Text(_) | FlowBlock::Table(_) => None,
            FlowBlock::Signatures(block) => Some(block.before + block.height()),
            FlowBlock::Picture(picture) => Some(picture.height),
        }
    }
}

/// Heading or running text.
pub(super) struct FlowText {
    /// Style of all lines.
    pub(super) style: StyleName,
    /// Lines of all paragraphs.
    pub(super) lines: Vec<TypesetLine>,
    /// Left edge and width of the room in which it stands.
    pub(super) column: (f32, f32),
    /// White space above.
    pub(super) before: f32,
    /// White space below.
    pub(super) after: f32,
    /// Level of a heading; `None` for running text.
    pub(super) heading: Option<u8>,
    /// Set if the text begins a page.
    pub(super) page_break: bool,
    /// Set if the text must not be the last thing on a page.
    pub(super) keep_with_next: bool,
}

/// Table; the rows of head, bodies and foot stand in one list.
pub(super) struct FlowTable {
    /// Left edges of the columns and the right edge of the last one.
    pub(super) edges: Vec<f32>,
    /// Rows from the head to the foot.
    pub(super) rows: Vec<FlowRow>,
    /// Number of rows at the beginning that form the head.
    pub(super) heads: usize,
    /// White space above and below the text of a cell.
    pub(super) padding: f32,
    /// White space below the table.
    pub(super) after: f32,
    /// Set if the table stays on one page, where a page has room for it.
    pub(super) whole: bool,
    /// Set if the table must not be the last thing on a page, where a page has room for more.
    pub(super) keep_with_next: bool,
    /// Headings of later pages of the table.
    pub(super) continued: ContinuedHeadings,
}

/// Headings of the pages on which a table goes on.
#[derive(Default)]
pub(super) struct ContinuedHeadings {
    /// Lines of all headings, one after the other.
    pub(super) lines: Vec<TypesetLine>,
    /// Lines of the heading of a page that begins with a row, for the first row that has it;
    /// those of the rows after it are the same.
    pub(super) of_rows: Vec<(usize, Range<usize>)>,
    /// White space below a heading.
    pub(super) after: f32,
    /// Lines of the heading of a page that begins with the table; empty if there is none.
    pub(super) of_start: Range<usize>,
}

impl ContinuedHeadings {
    /// Returns the lines of the heading of a page that begins with `row`; empty if it has none.
    pub(super) fn at(&self, row: usize) -> Range<usize> {
        let after = self.of_rows.partition_point(|(first, _)| *first <= row);
        self.of_rows[..after].last().map_or(0..0, |(_, lines)| lines.clone())
    }

    /// Returns the height of these lines with the white space below; 0 for none.
    pub(super) fn height(&self, lines: Range<usize>) -> f32 {
        if lines.is_empty() { 0.0 } else { text_height(&self.lines[lines]) + self.after }
    }
}

impl FlowTable {
    /// Returns the height of the tallest heading on later pages of the table.
    pub(super) fn continued_height(&self) -> f32 {
        let all = self.continued.of_rows.iter();
        let heights = all.map(|(_, lines)| self.continued.height(lines.clone()));
        heights.fold(0.0, f32::max)
    }
}

/// Role of a row in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Head,
    Band,
    Row,
    Total,
    Foot,
}

/// Row of a table.
pub(super) struct FlowRow {
    /// Role in the table.
    pub(super) kind: RowKind,
    /// Depth of a band, the outermost 1; 0 for any other row.
    pub(super) band: usize,
    /// Cells that begin in this row, from left to right.
    pub(super) cells: Vec<FlowCell>,
}

/// Cell in its columns.
pub(super) struct FlowCell {
    /// Columns that the cell takes.
    pub(super) columns: Range<usize>,
    /// Number of rows that the cell spans, never beyond its stretch of rows.
    pub(super) rows: usize,
    /// Style of the text.
    pub(super) style: StyleName,
    /// Role in the table.
    pub(super) role: CellRole,
    /// Alignment of the text.
    pub(super) align: Align,
    /// Position of the text in the height of the cell.
    pub(super) vertical: Vertical,
    /// Colour behind the text; `None` if the style's is right.
    pub(super) fill: Option<Rgb>,
    /// Length of the lines of a text that runs from the bottom to the top; `None` for any other.
    pub(super) upright: Option<f32>,
    /// Source of the text; absent if it comes from the layout.
    pub(super) origin: Option<Origin>,
    /// Text in lines.
    pub(super) lines: Vec<TypesetLine>,
    /// Height of one line in the cell's style: an empty cell is as high as one line.
    pub(super) line_height: f32,
}

impl FlowCell {
    /// Returns the height of the text from `line` on.
    pub(super) fn text_height(&self, line: usize) -> f32 {
        self.upright.unwrap_or_else(|| text_height(&self.lines[line..]))
    }
}

/// Picture on the page.
pub(super) struct FlowPicture {
    /// Left edge.
    pub(super) left: f32,
    /// Printed width.
    pub(super) width: f32,
    /// Printed height.
    pub(super) height: f32,
    /// White space below.
    pub(super) after: f32,
}

/// Printed signatures in rows.
pub(super) struct FlowSignatures {
    /// Rows of signatures that stand side by side.
    pub(super) rows: Vec<Vec<FlowSignature>>,
    /// White space above each row.
    pub(super) before: f32,
}

/// Printed signature in its column.
pub(super) struct FlowSignature {
    /// Index into the annex's signatures.
    pub(super) signature: usize,
    /// Left edge of the column.
    pub(super) left: f32,
    /// Width of the column.
    pub(super) width: f32,
    /// Printed text above the field.
    pub(super) lines: Vec<TypesetLine>,
}

impl FlowSignature {
    /// Returns the height of the text and of the field below it.
    pub(super) fn height(&self) -> f32 {
        text_height(&self.lines) + FIELD_GAP + FIELD_HEIGHT
    }
}

impl FlowSignatures {
    /// Returns the height of a row without the white space above it.
    pub(super) fn row_height(row: &[FlowSignature]) -> f32 {
        row.iter().map(FlowSignature::height).fold(0.0, f32::max)
    }

    /// Returns the height of all rows without the white space above the first.
    pub(super) fn height(&self) -> f32 {
        let rows: f32 = self.rows.iter().map(|row| Self::row_height(row)).sum();
        rows + self.before * self.rows.len().saturating_sub(1) as f32
    }
}

/// Computes the height of consecutive `lines`, white space between paragraphs included.
pub(super) fn text_height(lines: &[TypesetLine]) -> f32 {
    // A page may begin inside a paragraph: the first line never counts its space above.
    let above = |(i, line): (usize, &TypesetLine)| if i == 0 { 0.0 } else { line.above.0 };
    lines.iter().map(|line| line.height.0).sum::<f32>()
        + lines.iter().enumerate().map(above).sum::<f32>()
}
