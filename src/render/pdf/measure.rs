//! The annex as measured lines: everything that breaking pages needs to know.
//! Lengths are points; heights count down from the top of the page.

use super::BrokenWord;
use super::picture::{FlowPicture, flow_picture};
use super::signature_block::{FlowSignatures, signature_block};
use super::widest::Widest;
use crate::annex::{
    Align, Annex, Block, CellRole, Heading, Paragraphs, PlacedCell, Pt, Row, Running, StyleName,
    Styles, Table, TextBlock,
};
use crate::render::RenderError;
use crate::typeset::{Hyphens, Line, Typesetter, broken_words, column_widths};
use std::ops::Range;

/// Overrun that rounding may cause, in points.
pub(super) const ROUNDING: f32 = 0.02;

/// The content of the annex, set in lines for the width of its page.
pub(super) struct Flow {
    pub(super) frame: Frame,
    pub(super) blocks: Vec<FlowBlock>,
    pub(super) broken: Vec<BrokenWord>,
}

/// The room for content on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) width: f32,
    /// Where the content of the first page begins, if its title leaves room.
    pub(super) top: f32,
    /// Where the content of the other pages begins.
    pub(super) next_top: f32,
    pub(super) bottom: f32,
    /// Where the title begins on the first page, and the running header on the others.
    pub(super) title_top: f32,
}

/// A block of the annex, in the same order; the printed signatures come last.
pub(super) enum FlowBlock {
    Text(FlowText),
    Table(FlowTable),
    Signatures(FlowSignatures),
    Picture(FlowPicture),
}

/// A heading or running text.
pub(super) struct FlowText {
    pub(super) style: StyleName,
    pub(super) lines: Vec<Line>,
    pub(super) before: f32,
    pub(super) after: f32,
    /// Level of a heading.
    pub(super) heading: Option<u8>,
    /// Whether it may not be the last thing on a page.
    pub(super) keep_with_next: bool,
}

/// A table; its rows are those of head, bodies and foot in one list.
pub(super) struct FlowTable {
    /// Left edges of the columns and the right edge of the last one.
    pub(super) edges: Vec<f32>,
    pub(super) rows: Vec<FlowRow>,
    /// How many rows at the beginning are the head.
    pub(super) heads: usize,
    /// White space above and below the text of a cell.
    pub(super) padding: f32,
    /// White space below the table.
    pub(super) after: f32,
    /// What stands above its head on the pages on which it goes on.
    pub(super) continued: Option<FlowText>,
}

impl FlowTable {
    /// Height that the repeated heading takes on a page on which the table goes on.
    pub(super) fn continued_height(&self) -> f32 {
        self.continued.as_ref().map_or(0.0, |text| text_height(&text.lines) + text.after)
    }
}

/// What a row is to the rows around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Head,
    Band,
    Row,
    Total,
    Foot,
}

pub(super) struct FlowRow {
    pub(super) kind: RowKind,
    /// How deep a band is, the outermost 1; 0 for a row that is none.
    pub(super) band: usize,
    pub(super) cells: Vec<FlowCell>,
}

/// A cell in its columns.
pub(super) struct FlowCell {
    pub(super) columns: Range<usize>,
    /// Rows that it spans, none beyond its stretch of rows.
    pub(super) rows: usize,
    pub(super) style: StyleName,
    pub(super) role: CellRole,
    pub(super) align: Align,
    pub(super) lines: Vec<Line>,
    /// Height of a line of its style: an empty cell is as high as one.
    pub(super) line_height: f32,
}

/// Height of consecutive `lines`, white space between their paragraphs included.
pub(super) fn text_height(lines: &[Line]) -> f32 {
    let above = |(i, line): (usize, &Line)| if i == 0 { 0.0 } else { line.above.0 };
    lines.iter().map(|line| line.height.0).sum::<f32>()
        + lines.iter().enumerate().map(above).sum::<f32>()
}

/// Sets everything in lines.
///
/// # Errors
/// [`RenderError::NoRoom`] where the page, a column or a margin is too narrow.
pub(super) fn measure(annex: &Annex, setter: &Typesetter<'_>) -> Result<Flow, RenderError> {
    flow(annex, setter, None)
}

/// The same where rows of content whose words surely have room have no lines: what is
/// refused, and which words are broken, does not depend on them.
///
/// # Errors
/// As [`measure`].
pub(super) fn measure_doubtful(
    annex: &Annex,
    setter: &Typesetter<'_>,
) -> Result<Flow, RenderError> {
    flow(annex, setter, Some(Widest::default()))
}

fn flow(
    annex: &Annex,
    setter: &Typesetter<'_>,
    widest: Option<Widest>,
) -> Result<Flow, RenderError> {
    let styles = &annex.styles;
    let mut measuring = Measuring { annex, setter, styles, widest, broken: Vec::new() };
    let frame = measuring.frame()?;
    let blocks = annex.blocks.iter().map(|block| match block {
        Block::Heading(heading) => measuring.heading(heading, &frame),
        Block::Text(text) => measuring.text(text, &frame),
        Block::Table(table) => measuring.table(table, &frame),
        Block::Picture(picture) => {
            let after = annex.styles[StyleName::Paragraph].space_after;
            flow_picture(picture, after, &frame).map(FlowBlock::Picture)
        }
    });
    let mut blocks: Vec<_> = blocks.collect::<Result<_, _>>()?;
    blocks.extend(signature_block(annex, setter, &frame)?.map(FlowBlock::Signatures));
    Ok(Flow { frame, blocks, broken: measuring.broken })
}

/// Edges and alignments of a table's columns.
struct Grid<'a> {
    edges: &'a [f32],
    aligns: &'a [Align],
}

struct Measuring<'a, 'f> {
    annex: &'a Annex,
    setter: &'a Typesetter<'f>,
    styles: &'a Styles,
    /// Where cells that surely fit are passed over.
    widest: Option<Widest>,
    broken: Vec<BrokenWord>,
}

impl Measuring<'_, '_> {
    fn frame(&self) -> Result<Frame, RenderError> {
        let page = &self.annex.page;
        let [top, bottom, left] = [page.margins.top, page.margins.bottom, page.margins.left]
            .map(|margin| Pt::from(margin).0);
        let width = Pt::from(page.text_area().width).0;
        let head_height = self.head_height();
        let title_top = top - head_height;
        let frame = Frame {
            left,
            width,
            top,
            next_top: top + (self.header_height(width) - head_height).max(0.0),
            bottom: Pt::from(page.height).0 - bottom,
            title_top,
        };
        let least = 4.0 * self.styles[StyleName::Cell].size.0;
        if !(width > least && frame.bottom - frame.next_top > least) {
            return Err(RenderError::NoRoom("i margini non lasciano posto al testo".to_owned()));
        }
        if title_top < 0.0 {
            let words = "il titolo non sta nel margine alto".to_owned();
            return Err(RenderError::NoRoom(words));
        }
        self.footer_fits(bottom)?;
        Ok(frame)
    }

    /// Height of the running header, with the white space below it.
    fn header_height(&self, width: f32) -> f32 {
        let Some(header) = &self.annex.page.header else { return 0.0 };
        // No document has more pages than these digits can count.
        let words = running_text(header, 99_999, 99_999);
        let lines = running_lines(self.setter, self.styles, &words, StyleName::Header, width);
        text_height(&lines) + self.styles[StyleName::Title].space_after.0
    }

    /// A line of the title, or of the header if that is higher, with its white space below.
    fn head_height(&self) -> f32 {
        let (title, header) = (&self.styles[StyleName::Title], &self.styles[StyleName::Header]);
        (title.size.0 * title.leading).max(header.size.0 * header.leading) + title.space_after.0
    }

    fn footer_fits(&self, margin: f32) -> Result<(), RenderError> {
        let style = &self.styles[StyleName::Footer];
        match self.annex.page.footer {
            Some(_) if style.size.0 * style.leading > margin => {
                Err(RenderError::NoRoom("il piede non sta nel margine basso".to_owned()))
            }
            _ => Ok(()),
        }
    }

    fn heading(&self, heading: &Heading, frame: &Frame) -> Result<FlowBlock, RenderError> {
        self.flow_heading(&heading.text, heading.level, frame).map(FlowBlock::Text)
    }

    fn flow_heading(&self, text: &str, level: u8, frame: &Frame) -> Result<FlowText, RenderError> {
        let content = [Paragraphs::Paragraph(text.lines().map(str::to_owned).collect())];
        let text = self.flow_text(&content, StyleName::heading(level), frame)?;
        Ok(FlowText { heading: Some(level), keep_with_next: true, ..text })
    }

    fn text(&self, text: &TextBlock, frame: &Frame) -> Result<FlowBlock, RenderError> {
        let flow = self.flow_text(&text.content, text.style, frame)?;
        let keep_with_next = flow.keep_with_next || text.introduces;
        Ok(FlowBlock::Text(FlowText { keep_with_next, ..flow }))
    }

    fn flow_text(
        &self,
        content: &[Paragraphs],
        name: StyleName,
        frame: &Frame,
    ) -> Result<FlowText, RenderError> {
        let style = &self.styles[name];
        let hyphens = Hyphens::of(name, self.styles);
        let lines = self.setter.lines(content, style, Pt(frame.width), hyphens);
        if too_wide(&lines, frame.width) {
            return Err(RenderError::NoRoom("il foglio è più stretto di una lettera".to_owned()));
        }
        Ok(FlowText {
            style: name,
            lines,
            before: style.space_before.0,
            after: style.space_after.0,
            heading: None,
            keep_with_next: name == StyleName::Caption,
        })
    }

    fn table(&mut self, table: &Table, frame: &Frame) -> Result<FlowBlock, RenderError> {
        let widths = column_widths(table, Pt(frame.width))?;
        let mut edges = vec![frame.left];
        for width in widths {
            edges.push(edges[edges.len() - 1] + width.0);
        }
        let mut rows = Vec::new();
        let aligns: Vec<_> = table.columns().iter().map(|column| column.align).collect();
        let grid = Grid { edges: &edges, aligns: &aligns };
        self.rows(table.head(), RowKind::Head, &grid, &mut rows)?;
        let heads = rows.len();
        for body in table.bodies() {
            let above = rows.len();
            self.rows(&body.bands, RowKind::Band, &grid, &mut rows)?;
            number_bands(&mut rows[above..], body.outer);
            self.rows(&body.rows, RowKind::Row, &grid, &mut rows)?;
            self.rows(&body.totals, RowKind::Total, &grid, &mut rows)?;
        }
        self.rows(table.foot(), RowKind::Foot, &grid, &mut rows)?;
        let padding = self.styles.padding_y.0;
        let after = self.styles[StyleName::Paragraph].space_after.0;
        let continued = table.continued().map(|text| self.flow_heading(text, 2, frame));
        let continued = continued.transpose()?;
        Ok(FlowBlock::Table(FlowTable { edges, rows, heads, padding, after, continued }))
    }

    /// Measures a stretch of rows and puts every cell in its columns.
    fn rows(
        &mut self,
        rows: &[Row],
        kind: RowKind,
        grid: &Grid<'_>,
        out: &mut Vec<FlowRow>,
    ) -> Result<(), RenderError> {
        for row in rows {
            let cells = row.placed().map(|placed| self.cell(placed, grid));
            let cells = cells.collect::<Result<_, _>>()?;
            out.push(FlowRow { kind, band: 0, cells });
        }
        Ok(())
    }

    fn cell(&mut self, placed: PlacedCell<'_>, grid: &Grid<'_>) -> Result<FlowCell, RenderError> {
        let PlacedCell { cell, rows, columns } = placed;
        let style = &self.styles[cell.style];
        let width =
            grid.edges[columns.end] - grid.edges[columns.start] - 2.0 * self.styles.padding_x.0;
        let hyphens = Hyphens::of(cell.style, self.styles);
        let is_content = matches!(cell.role, CellRole::Data | CellRole::RowHead);
        let widest = self.widest.as_mut().filter(|_| is_content);
        let lines = match widest.map(|widest| widest.fits(cell, style, width, self.setter)) {
            Some(true) => Vec::new(),
            _ => self.setter.lines(&cell.content, style, Pt(width), hyphens),
        };
        if too_wide(&lines, width) {
            let number = columns.start + 1;
            let words = format!("la colonna {number} è più stretta di una lettera");
            return Err(RenderError::NoRoom(words));
        }
        let word = |word| BrokenWord { word, origin: cell.origin };
        self.broken.extend(broken_words(&lines).into_iter().map(word));
        // Heads and bands are aligned by their style, content by its column.
        let align = match cell.role {
            CellRole::ColumnHead | CellRole::Band | CellRole::Text => style.align,
            CellRole::RowHead | CellRole::Data => grid.aligns[columns.start],
        };
        Ok(FlowCell {
            columns,
            rows: rows.len(),
            style: cell.style,
            role: cell.role,
            align: cell.align.unwrap_or(align),
            lines,
            line_height: style.size.0 * style.leading,
        })
    }
}

fn too_wide(lines: &[Line], width: f32) -> bool {
    lines.iter().any(|line| line.indent.0 + line.width.0 > width + ROUNDING)
}

/// Says of the bands in `rows` how deep they are, `outer` others being above them.
fn number_bands(rows: &mut [FlowRow], outer: usize) {
    let is_band = |row: &&mut FlowRow| row.cells.iter().any(|cell| cell.role == CellRole::Band);
    for (row, depth) in rows.iter_mut().filter(is_band).zip(outer + 1..) {
        row.band = depth;
    }
}

/// A running line in the lines it takes.
pub(super) fn running_lines(
    setter: &Typesetter<'_>,
    styles: &Styles,
    words: &str,
    style: StyleName,
    width: f32,
) -> Vec<Line> {
    let content = [Paragraphs::Paragraph(words.lines().map(str::to_owned).collect())];
    setter.lines(&content, &styles[style], Pt(width), Hyphens::of(style, styles))
}

/// The words of a running line on page `number` of `count`.
pub(super) fn running_text(running: &Running, number: usize, count: usize) -> String {
    use crate::annex::Piece;
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::PageNumber => number.to_string(),
        Piece::PageCount => count.to_string(),
    };
    running.pieces.iter().map(piece).collect()
}
