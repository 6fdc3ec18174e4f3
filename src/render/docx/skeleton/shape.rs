//! Shapes: paragraphs, tables, rows and cells without their text. All pieces of one shape share
//! the XML that `docx-rs` writes for it once.

use super::{run, style};
use crate::annex::{Align, Rgb, StyleName, Vertical};
use crate::render::RenderError;
use crate::render::docx::finish::{self, PartWriter, XmlFrame, XmlFrames};
use crate::render::docx::text::MarkedLine;
use docx_rs::{
    BreakType, BuildXML, HeightRule, IndentLevel, LineSpacing, NumberingId, Paragraph, Run, Table,
    TableCell, TableLayoutType, TableRow, TextDirectionType, VAlignType, VMergeType, WidthType,
};

/// Paragraph without its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ParagraphShape {
    /// Identifier of the style.
    pub style: &'static str,
    /// Alignment; `None` if the style's is right.
    pub align: Option<Align>,
    /// White space above in twips; `None` if the style's is right.
    pub above: Option<u32>,
    /// Set if the paragraph stays on one page with the next.
    pub keep: bool,
    /// Set if the paragraph begins a page.
    pub page_break: bool,
    /// Number and level of the list; `None` if the paragraph is no item.
    pub list: Option<(usize, usize)>,
    /// Lines with a letter for each run of text between tabs; `None` without lines.
    run: Option<String>,
}

impl ParagraphShape {
    /// Returns the shape of an empty paragraph.
    pub(crate) fn empty(style: &'static str) -> ParagraphShape {
        ParagraphShape {
            style,
            align: None,
            above: None,
            keep: false,
            page_break: false,
            list: None,
            run: None,
        }
    }

    /// Returns the shape of a paragraph of `lines`.
    pub(crate) fn of(style: &'static str, lines: &[String]) -> ParagraphShape {
        // Where words stand belongs to the shape; the words themselves would make every
        // paragraph a shape of its own.
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

    /// Makes room for the looks of lines that consist of parts, some of them marked.
    pub(crate) fn mark(&mut self, lines: &[MarkedLine<'_>]) {
        let mut run = String::new();
        for (i, parts) in lines.iter().enumerate() {
            run.push_str(if i > 0 { "\n" } else { "" });
            for (kind, part) in parts {
                for (i, words) in part.split('\t').enumerate() {
                    run.push_str(if i > 0 { "\t" } else { "" });
                    run.push_str(if words.is_empty() { "" } else { run::letter(*kind) });
                }
            }
        }
        self.run = Some(run);
    }

    /// Writes the paragraph of this shape with the text of `lines`.
    ///
    /// # Errors
    /// [`RenderError::Backend`] if the text holds a character that XML cannot hold.
    pub(crate) fn write(
        self,
        lines: &[String],
        out: &mut PartWriter,
        frames: &mut XmlFrames<ParagraphShape>,
    ) -> Result<(), RenderError> {
        let make = |shape: &ParagraphShape| finish::paragraph(&shape.paragraph().build());
        frames.of(self, make)?.fill(out, run::words(lines))
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
        if self.page_break {
            paragraph = paragraph.page_break_before(true);
        }
        let runs = self.run.iter().flat_map(|run| runs_of(run));
        runs.fold(paragraph, Paragraph::add_run)
    }
}

/// Returns the runs of lines that the author broke by hand (17.3.3.1), with holes for their words; a
/// run for each stretch of words of the same look.
fn runs_of(pattern: &str) -> Vec<Run> {
    let mut runs: Vec<(char, Run)> = Vec::new();
    for sign in pattern.chars() {
        let kind = runs.last().map(|(kind, _)| *kind);
        let is_break = matches!(sign, '\n' | '\t');
        if kind.is_none_or(|kind| kind != sign && !is_break) {
            let kind = if is_break { 'w' } else { sign };
            runs.push((kind, run::of_letter(kind)));
        }
        let (_, last) = runs.last_mut().expect("one was just made sure of");
        let run = std::mem::take(last);
        *last = match sign {
            '\n' => run.add_break(BreakType::TextWrapping),
            '\t' => run.add_tab(),
            _ => run::add_hole(run),
        };
    }
    if runs.is_empty() {
        return vec![Run::new()];
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// Table without its rows and text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct TableShape {
    /// Widths of the columns in twips.
    pub grid: Vec<usize>,
    /// Properties that `docx-rs` cannot express.
    pub facts: finish::TableFacts,
}

impl TableShape {
    /// Makes the frame of all tables of this shape.
    ///
    /// # Errors
    /// As [`finish::table`].
    pub(crate) fn frame(&self) -> Result<XmlFrame, RenderError> {
        let table = Table::new(Vec::new())
            .style(style::TABLE)
            .layout(TableLayoutType::Fixed)
            .width(self.grid.iter().sum(), WidthType::Dxa)
            .set_grid(self.grid.clone());
        finish::table(&table.build(), &self.facts)
    }
}

/// Table of the blocks side by side at the top of the document, in one row.
pub(crate) struct MastheadShape;

impl MastheadShape {
    /// Makes the frame of a table without rules, with columns of these widths in twips.
    ///
    /// # Errors
    /// As [`finish::table`].
    pub(crate) fn table(widths: &[usize]) -> Result<XmlFrame, RenderError> {
        let table = Table::new(Vec::new())
            .layout(TableLayoutType::Fixed)
            .width(widths.iter().sum(), WidthType::Dxa)
            .set_grid(widths.to_vec());
        finish::table(&table.build(), &finish::TableFacts::default())
    }

    /// Makes the frame of the row.
    ///
    /// # Errors
    /// As [`finish::row`].
    pub(crate) fn row() -> Result<XmlFrame, RenderError> {
        finish::row(&TableRow::new(Vec::new()).cant_split().build(), false)
    }

    /// Makes the frame of a cell of this width in twips.
    ///
    /// # Errors
    /// As [`finish::open_cell`].
    pub(crate) fn cell(width: usize) -> Result<XmlFrame, RenderError> {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        finish::open_cell(&cell.vertical_align(VAlignType::Center).build())
    }
}

/// Row without its cells.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RowShape {
    /// Set if the row stays on one page.
    pub whole: bool,
    /// Set if the row is repeated on every page of the table.
    pub repeats: bool,
    /// Least height in twips, for text that runs from the bottom to the top; 0 if there is none.
    pub least: u32,
}

impl RowShape {
    /// Makes the frame of all rows of this shape.
    ///
    /// # Errors
    /// As [`finish::row`].
    pub(crate) fn frame(&self) -> Result<XmlFrame, RenderError> {
        let row = TableRow::new(Vec::new());
        let row = if self.whole { row.cant_split() } else { row };
        let row = match self.least {
            0 => row,
            least => row.row_height(least as f32).height_rule(HeightRule::AtLeast),
        };
        finish::row(&row.build(), self.repeats)
    }
}

/// Cell without its text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CellShape {
    /// Width in twips.
    pub width: usize,
    /// Number of columns that the cell takes.
    pub columns: usize,
    /// Relation to the cells above and below.
    pub merge: Merge,
    /// Fill; `None` if the table style's is right.
    pub fill: Option<Rgb>,
    /// Position of the text in the height of the cell.
    pub vertical: Vertical,
    /// Set if the text runs from the bottom to the top.
    pub rotated: bool,
    /// Set if the cell shows a field of an objective, which its content control names.
    pub identified: bool,
    /// Paragraphs, at least one (17.4.65).
    pub paragraphs: Vec<ParagraphShape>,
}

/// Relation of a cell to the cells above and below.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Merge {
    /// Cell of its own.
    No,
    /// First of several cells merged into one.
    Restart,
    /// Cell merged with the one above.
    Continue,
}

impl CellShape {
    /// Returns an empty cell of this width in twips and this number of columns.
    pub(crate) fn empty(width: usize, columns: usize) -> CellShape {
        CellShape {
            width,
            columns,
            merge: Merge::No,
            fill: None,
            vertical: Vertical::Top,
            rotated: false,
            identified: false,
            paragraphs: vec![ParagraphShape::empty(style::id(StyleName::Cell))],
        }
    }

    /// Makes the frame of all cells of this shape.
    ///
    /// # Errors
    /// As [`finish::cell`].
    pub(crate) fn frame(&self) -> Result<XmlFrame, RenderError> {
        let cell = TableCell::new().width(self.width, WidthType::Dxa);
        let cell = if self.columns > 1 { cell.grid_span(self.columns) } else { cell };
        let cell = match self.merge {
            Merge::No => cell,
            Merge::Restart => cell.vertical_merge(VMergeType::Restart),
            Merge::Continue => cell.vertical_merge(VMergeType::Continue),
        };
        let cell =
            self.fill.into_iter().fold(cell, |cell, fill| cell.shading(style::shading(fill)));
        let cell = match self.vertical {
            Vertical::Top => cell,
            Vertical::Middle => cell.vertical_align(VAlignType::Center),
            Vertical::Bottom => cell.vertical_align(VAlignType::Bottom),
        };
        let cell = if self.rotated { cell.text_direction(TextDirectionType::BtLr) } else { cell };
        let paragraphs = self.paragraphs.iter().map(ParagraphShape::paragraph);
        finish::cell(&paragraphs.fold(cell, TableCell::add_paragraph).build(), self.identified)
    }
}
