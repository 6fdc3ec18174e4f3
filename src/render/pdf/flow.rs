//! The annex measured for a page width: texts as lines, rows with their heights.
//! What is measured here is placed by `paginate` and painted by `paint`.

use crate::annex::{Align, Annex, Block, Cell, CellRole, Pt, Row, StyleName, Table};
use crate::render::RenderError;
use crate::typeset::{Measured, Typesetter, column_widths};

/// A block of the annex, measured.
pub(super) enum FlowBlock<'a> {
    /// A heading or running text.
    Text(FlowText),
    /// A table.
    Table(FlowTable<'a>),
}

/// A heading or running text.
pub(super) struct FlowText {
    pub style: StyleName,
    pub text: Measured,
    pub before: f32,
    pub after: f32,
    /// Never the last thing on a page.
    pub keep_next: bool,
}

/// A table.
pub(super) struct FlowTable<'a> {
    pub rows: Vec<FlowRow<'a>>,
    /// How many of the rows, from the first, repeat on every page.
    pub heads: usize,
}

/// A row.
pub(super) struct FlowRow<'a> {
    pub cells: Vec<FlowCell<'a>>,
    pub height: f32,
    /// Stays on the page of the row behind it.
    pub keep_next: bool,
    /// The body it belongs to, from 0; heads and foot have none.
    pub body: Option<usize>,
}

/// A cell. Lengths are points.
pub(super) struct FlowCell<'a> {
    pub cell: &'a Cell,
    /// Index of the first column it covers.
    pub column: usize,
    /// From the left edge of the table.
    pub x: f32,
    pub width: f32,
    /// Its own alignment, or that of the column it begins in.
    pub align: Align,
    pub text: Measured,
}

/// Measures every block.
pub(super) fn measure<'a>(
    annex: &'a Annex,
    typesetter: &Typesetter<'_>,
) -> Result<Vec<FlowBlock<'a>>, RenderError> {
    let page = &annex.page;
    let edges = Pt::from(page.margins.left).0 + Pt::from(page.margins.right).0;
    let width = Pt::from(page.width).0 - edges;
    if width < 30.0 {
        return Err(RenderError::NoRoom("i margini non lasciano spazio".to_owned()));
    }
    let measure = Measure { annex, typesetter, width };
    annex.blocks.iter().map(|block| measure.block(block)).collect()
}

struct Measure<'a, 'f> {
    annex: &'a Annex,
    typesetter: &'f Typesetter<'f>,
    width: f32,
}

impl<'a> Measure<'a, '_> {
    fn block(&self, block: &'a Block) -> Result<FlowBlock<'a>, RenderError> {
        Ok(match block {
            Block::Heading(h) => {
                let content = crate::annex::paragraphs(&h.text);
                FlowBlock::Text(self.text(StyleName::heading(h.level), &content, true))
            }
            Block::Text(t) => FlowBlock::Text(self.text(t.style, &t.content, false)),
            Block::Table(t) => FlowBlock::Table(self.table(t)?),
        })
    }

    fn text(
        &self,
        name: StyleName,
        content: &[crate::annex::Paragraphs],
        keep_next: bool,
    ) -> FlowText {
        let style = &self.annex.styles[name];
        // A heading is not hyphenated.
        let hyphenate = self.annex.styles.hyphenate && !keep_next;
        let text = self.typesetter.measure(content, style, Pt(self.width), hyphenate);
        FlowText {
            style: name,
            text,
            before: style.space_before.0,
            after: style.space_after.0,
            keep_next,
        }
    }

    fn table(&self, table: &'a Table) -> Result<FlowTable<'a>, RenderError> {
        let widths = column_widths(table, Pt(self.width))
            .map_err(|_| RenderError::NoRoom("le colonne sono troppo strette".to_owned()))?;
        let mut grid = Grid::new(widths.iter().map(|w| w.0).collect());
        let mut rows = Vec::new();
        for row in &table.head {
            rows.push(self.row(table, row, &mut grid, true, None)?);
        }
        for (i, body) in table.bodies.iter().enumerate() {
            for band in &body.bands {
                rows.push(self.row(table, band, &mut grid, true, Some(i))?);
            }
            for (n, row) in body.rows.iter().enumerate() {
                let closes = n + 1 == body.rows.len() && !body.totals.is_empty();
                rows.push(self.row(table, row, &mut grid, closes, Some(i))?);
            }
            for (n, total) in body.totals.iter().enumerate() {
                rows.push(self.row(table, total, &mut grid, n + 1 < body.totals.len(), Some(i))?);
            }
        }
        for row in &table.foot {
            rows.push(self.row(table, row, &mut grid, false, None)?);
        }
        stretch_spans(&mut rows, self.annex.styles.padding_y.0);
        Ok(FlowTable { rows, heads: table.head.len() })
    }

    fn row(
        &self,
        table: &'a Table,
        row: &'a Row,
        grid: &mut Grid,
        keep_next: bool,
        body: Option<usize>,
    ) -> Result<FlowRow<'a>, RenderError> {
        let styles = &self.annex.styles;
        let mut cells = Vec::new();
        let mut height: f32 = styles[StyleName::Cell].size.0 + 2.0 * styles.padding_y.0;
        let mut spans = false;
        for cell in &row.cells {
            let (column, x, width) = grid.place(cell).ok_or_else(|| {
                RenderError::NoRoom("una riga ha più celle che colonne".to_owned())
            })?;
            let inner = width - 2.0 * styles.padding_x.0;
            if inner < 2.0 {
                return Err(RenderError::NoRoom("le colonne sono troppo strette".to_owned()));
            }
            let hyphenate = styles.hyphenate;
            let text =
                self.typesetter.measure(&cell.content, &styles[cell.style], Pt(inner), hyphenate);
            if cell.row_span <= 1 {
                height = height.max(text.height.0 + 2.0 * styles.padding_y.0);
            }
            spans |= cell.row_span > 1;
            let align = cell.align.unwrap_or(table.columns[column].align);
            cells.push(FlowCell { cell, column, x, width, align, text });
        }
        grid.next_row();
        // Rows that a cell ties together stay together.
        let tied = spans || grid.is_tied();
        Ok(FlowRow { cells, height, keep_next: keep_next || tied, body })
    }
}

/// Makes the last row of a span as high as its cell needs.
fn stretch_spans(rows: &mut [FlowRow<'_>], padding: f32) {
    for i in 0..rows.len() {
        for c in 0..rows[i].cells.len() {
            let cell = &rows[i].cells[c];
            let last = (i + usize::from(cell.cell.row_span.max(1)) - 1).min(rows.len() - 1);
            let needed = cell.text.height.0 + 2.0 * padding;
            let have: f32 = rows[i..=last].iter().map(|r| r.height).sum();
            if needed > have {
                rows[last].height += needed - have;
            }
        }
    }
}

/// Which columns the cells from above still cover.
struct Grid {
    widths: Vec<f32>,
    covered: Vec<u16>,
    next: usize,
}

impl Grid {
    fn new(widths: Vec<f32>) -> Self {
        Grid { covered: vec![0; widths.len()], widths, next: 0 }
    }

    /// Column, left edge and width of the next cell of the row.
    fn place(&mut self, cell: &Cell) -> Option<(usize, f32, f32)> {
        while self.covered.get(self.next).is_some_and(|&n| n > 0) {
            self.next += 1;
        }
        let first = self.next;
        let end = first + usize::from(cell.col_span.max(1));
        let x = self.widths.get(..first)?.iter().sum();
        let width = self.widths.get(first..end)?.iter().sum();
        for covered in &mut self.covered[first..end] {
            *covered = cell.row_span.max(1);
        }
        self.next = end;
        Some((first, x, width))
    }

    fn next_row(&mut self) {
        self.next = 0;
        for covered in &mut self.covered {
            *covered = covered.saturating_sub(1);
        }
    }

    fn is_tied(&self) -> bool {
        self.covered.iter().any(|&n| n > 0)
    }
}

/// Whether a cell heads columns: its text stands in the middle of its height.
pub(super) fn is_column_head(cell: &Cell) -> bool {
    cell.role == CellRole::ColumnHead
}
