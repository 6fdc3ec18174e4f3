//! What docx-rs is asked for: paragraphs, tables, rows and cells without their words. Those of
//! one shape differ in nothing else, so that it is asked for each shape once.

use super::finish::{self, HOLE, PartWriter, XmlFrame, XmlFrames};
use super::{RenderError, style, text};
use crate::annex::{Align, Rgb, StyleName};
use docx_rs::{
    BreakType, BuildXML, IndentLevel, LineSpacing, NumberingId, Paragraph, Run, Table, TableCell,
    TableLayoutType, TableRow, Text, VAlignType, VMergeType, WidthType,
};

/// A paragraph: everything but its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParagraphShape {
    /// The identifier of its style.
    pub style: &'static str,
    /// Its alignment, where that is not its style's.
    pub align: Option<Align>,
    /// White space above, in twips, where that is not its style's.
    pub above: Option<u32>,
    /// Whether it stays on one page with the next.
    pub keep: bool,
    /// Number and level of the list of which it is an item.
    pub list: Option<(usize, usize)>,
    /// Its lines with a letter for each run of words between tabs, if it has any line.
    run: Option<String>,
}

impl ParagraphShape {
    /// An empty paragraph.
    pub fn empty(style: &'static str) -> ParagraphShape {
        ParagraphShape { style, align: None, above: None, keep: false, list: None, run: None }
    }

    /// A paragraph of `lines`.
    pub fn of(style: &'static str, lines: &[String]) -> ParagraphShape {
        let mut run = String::new();
        for (i, line) in lines.iter().enumerate() {
            run.push_str(if i > 0 { "\n" } else { "" });
            for (i, words) in line.split('\t').enumerate() {
                run.push_str(if i > 0 { "\t" } else { "" });
                run.push_str(if words.is_empty() { "" } else { "w" });
            }
        }
        ParagraphShape { run: Some(run), ..ParagraphShape::empty(style) }
    }

    /// Writes the paragraph of this shape with the words of `lines`.
    ///
    /// # Errors
    /// [`RenderError::Backend`] where they hold a character that XML cannot.
    pub fn write(
        self,
        lines: &[String],
        out: &mut PartWriter,
        frames: &mut XmlFrames<ParagraphShape>,
    ) -> Result<(), RenderError> {
        let make = |shape: &ParagraphShape| finish::paragraph(&shape.paragraph().build());
        frames.of(self, make)?.fill(out, text::words(lines))
    }

    /// The paragraph with holes for its words.
    fn paragraph(&self) -> Paragraph {
        let mut paragraph = Paragraph::new().style(self.style);
        if let Some((id, depth)) = self.list {
            paragraph = paragraph.numbering(NumberingId::new(id), IndentLevel::new(depth));
        }
        if let Some(align) = self.align {
            paragraph = paragraph.align(style::alignment(align));
        }
        if let Some(above) = self.above {
            paragraph = paragraph.line_spacing(LineSpacing::new().before(above));
        }
        if self.keep {
            paragraph = paragraph.keep_next(true);
        }
        self.run.iter().fold(paragraph, |paragraph, run| paragraph.add_run(lines_of(run)))
    }
}

/// Lines that the author broke by hand (17.3.3.1), with holes for their words.
fn lines_of(run: &str) -> Run {
    let hole = |_: &str| Text { text: HOLE.to_owned(), preserve_space: true };
    run.split('\n').enumerate().fold(Run::new(), |run, (i, line)| {
        let run = if i > 0 { run.add_break(BreakType::TextWrapping) } else { run };
        text::add_line(run, line, hole)
    })
}

/// A table: everything but its rows and words.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TableShape {
    /// The widths of its columns, in twips.
    pub grid: Vec<usize>,
    /// What it is beyond them.
    pub facts: finish::TableFacts,
}

impl TableShape {
    /// The frame of all tables of this shape.
    ///
    /// # Errors
    /// As [`finish::table`].
    pub fn frame(&self) -> Result<XmlFrame, RenderError> {
        let table = Table::new(Vec::new())
            .style(style::TABLE)
            .layout(TableLayoutType::Fixed)
            .width(self.grid.iter().sum(), WidthType::Dxa)
            .set_grid(self.grid.clone());
        finish::table(&table.build(), &self.facts)
    }
}

/// A row: everything but its cells.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RowShape {
    /// Whether it stays on one page.
    pub whole: bool,
    /// Whether it is repeated on every page.
    pub repeats: bool,
}

impl RowShape {
    /// The frame of all rows of this shape.
    ///
    /// # Errors
    /// As [`finish::row`].
    pub fn frame(&self) -> Result<XmlFrame, RenderError> {
        let row = TableRow::new(Vec::new());
        let row = if self.whole { row.cant_split() } else { row };
        finish::row(&row.build(), self.repeats)
    }
}

/// A cell: everything but its words.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CellShape {
    /// In twips.
    pub width: usize,
    /// How many columns it takes.
    pub columns: usize,
    /// Whether it is one with those above or below.
    pub merge: Merge,
    /// Its fill, where that is not the table style's.
    pub fill: Option<Rgb>,
    /// Whether its text stands in the middle of its height.
    pub middle: bool,
    /// Whether it shows a field of an objective, which its content control names.
    pub identified: bool,
    /// At least one (17.4.65).
    pub paragraphs: Vec<ParagraphShape>,
}

/// What a cell is to those above and below.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Merge {
    /// Another.
    No,
    /// The first of several that are one.
    Restart,
    /// One with that above.
    Continue,
}

impl CellShape {
    /// An empty cell, so wide and over so many columns.
    pub fn empty(width: usize, columns: usize) -> CellShape {
        CellShape {
            width,
            columns,
            merge: Merge::No,
            fill: None,
            middle: false,
            identified: false,
            paragraphs: vec![ParagraphShape::empty(style::id(StyleName::Cell))],
        }
    }

    /// The frame of all cells of this shape.
    ///
    /// # Errors
    /// As [`finish::cell`].
    pub fn frame(&self) -> Result<XmlFrame, RenderError> {
        let cell = TableCell::new().width(self.width, WidthType::Dxa);
        let cell = if self.columns > 1 { cell.grid_span(self.columns) } else { cell };
        let cell = match self.merge {
            Merge::No => cell,
            Merge::Restart => cell.vertical_merge(VMergeType::Restart),
            Merge::Continue => cell.vertical_merge(VMergeType::Continue),
        };
        let cell =
            self.fill.into_iter().fold(cell, |cell, fill| cell.shading(style::shading(fill)));
        let cell = if self.middle { cell.vertical_align(VAlignType::Center) } else { cell };
        let paragraphs = self.paragraphs.iter().map(ParagraphShape::paragraph);
        finish::cell(&paragraphs.fold(cell, TableCell::add_paragraph).build(), self.identified)
    }
}
