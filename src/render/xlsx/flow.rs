//! Layout of the sheet before anything is written: rows with their heights, and cells that cover
//! rows and columns. Excel's limit on the height of a row is applied later (`pages`).

use super::grid::SheetGrid;
use super::look::Look;
use super::measure::Ruler;
use crate::annex::{
    Align, Annex, Block, Cell, CellRole, HeadingBlock, Number, Origin, Paragraphs, Picture,
    PlacedCell, Pt, Row, StyleName, Table, plain_text,
};
use crate::render::RenderError;
use std::ops::Range;

/// Rows and cells of the sheet.
#[derive(Debug)]
pub(super) struct SheetFlow {
    pub(super) grid: SheetGrid,
    pub(super) rows: Vec<Tall>,
    pub(super) cells: Vec<Placed>,
    /// Pictures and the rows in which they stand.
    pub(super) pictures: Vec<(usize, Picture)>,
    /// The rows at the top that are repeated on every page; those above them are frozen too.
    pub(super) repeated: Range<usize>,
}

/// Height of a row, in points, and the ways to break it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tall {
    pub(super) height: f32,
    /// Height of a line, at whose multiples the row may be cut.
    pub(super) line: f32,
    /// `true` if the row stays on one page with the next.
    pub(super) keep: bool,
}

/// A cell with its place on the sheet.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) look: Look,
    pub(super) text: String,
    pub(super) number: Option<Number>,
    pub(super) origin: Option<Origin>,
}

impl SheetFlow {
    /// Lays out the blocks of `annex`: first its title and the head of its first
    /// table, which stay in sight, then the rest in order.
    pub(super) fn of(annex: &Annex) -> Result<Self, RenderError> {
        let grid = SheetGrid::of(annex)?;
        let flow =
            SheetFlow { grid, rows: vec![], cells: vec![], pictures: vec![], repeated: 0..0 };
        let mut setter = Setter { annex, ruler: Ruler::new(&annex.fonts)?, said: None, flow };
        let leading = annex.blocks.iter().take_while(|b| matches!(b, Block::Picture(_))).count();
        let (pictures, others) = annex.blocks.split_at(leading);
        pictures.iter().for_each(|block| setter.picture(block));
        let start = setter.flow.rows.len();
        let title =
            annex.blocks.iter().position(|b| matches!(b, Block::Heading(h) if h.level == 1));
        if let Some(Block::Heading(title)) = title.map(|i| &annex.blocks[i]) {
            setter.heading(title);
        }
        let first = annex.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        if let Some(first) = first {
            setter.head(first)?;
        }
        setter.flow.repeated = start..setter.flow.rows.len();
        for (i, block) in (leading..).zip(others) {
            match block {
                Block::Heading(_) if Some(i) == title => {}
                Block::Heading(heading) => setter.heading(heading),
                Block::Text(text) => {
                    setter.text(text.style, &text.content, text.origin);
                    setter.keep_last(text.introduces);
                    let before = i.checked_sub(1).map(|before| &annex.blocks[before]);
                    // A sheet has no space between rows, so the row itself must be higher.
                    if let Some(Block::Table(_)) = before {
                        setter.part_last();
                    }
                }
                Block::Table(table) => setter.table(table)?,
                Block::Picture(_) => setter.picture(block),
            }
        }
        // A workbook has no signature fields: only the words of each are printed.
        for signature in annex.signatures.iter().filter(|s| !s.words().is_empty()) {
            setter.text(StyleName::Signature, &signature.words(), signature.origin);
        }
        Ok(setter.flow)
    }
}

struct Setter<'a> {
    annex: &'a Annex,
    ruler: Ruler<'a>,
    /// Table whose head was written last.
    said: Option<&'a Table>,
    flow: SheetFlow,
}

impl<'a> Setter<'a> {
    fn heading(&mut self, heading: &HeadingBlock) {
        self.across(StyleName::heading(heading.level), false, heading.text.clone(), heading.origin);
    }

    fn text(&mut self, style: StyleName, content: &[Paragraphs], origin: Option<Origin>) {
        self.across(style, true, plain_text(content), origin);
    }

    /// Adds a row as high as a picture, which stands in it.
    fn picture(&mut self, block: &Block) {
        let Block::Picture(picture) = block else { return };
        let after = self.annex.styles[StyleName::Paragraph].space_after.0;
        let height = Pt::from(picture.height).0 + after;
        self.flow.pictures.push((self.flow.rows.len(), picture.clone()));
        self.flow.rows.push(Tall { height, line: height, keep: true });
    }

    /// Adds a row of one cell across all columns.
    fn across(&mut self, name: StyleName, top: bool, text: String, origin: Option<Origin>) {
        let (row, columns) = (self.flow.rows.len(), 0..self.flow.grid.len());
        let style = self.annex.styles[name];
        let look = Look { style: name, align: style.align, ruled: false, top };
        let cell = Placed { rows: row..row + 1, columns, look, text, number: None, origin };
        let mut tall = self.tall(&cell);
        tall.height += style.space_before.0 + style.space_after.0;
        tall.keep = !top;
        self.flow.rows.push(tall);
        self.flow.cells.push(cell);
    }

    fn table(&mut self, table: &'a Table) -> Result<(), RenderError> {
        self.head(table)?;
        for body in table.bodies() {
            self.rows(table, &body.bands, true)?;
            self.rows(table, &body.rows, false)?;
            self.keep_last(!body.totals.is_empty());
            self.rows(table, &body.totals, false)?;
        }
        self.keep_last(!table.foot().is_empty());
        self.rows(table, table.foot(), false)
    }

    /// Adds the head of `table`, unless it repeats the head that was added last.
    fn head(&mut self, table: &'a Table) -> Result<(), RenderError> {
        let same = |said: &Table| said.head() == table.head() && said.columns() == table.columns();
        if !self.said.is_some_and(same) {
            self.rows(table, table.head(), true)?;
            self.said = Some(table);
        }
        Ok(())
    }

    /// Keeps the last row with the next if `keep` is set.
    fn keep_last(&mut self, keep: bool) {
        if let Some(last) = self.flow.rows.last_mut() {
            last.keep |= keep;
        }
    }

    /// Adds white space between the last text and the table above, whose border it would touch.
    fn part_last(&mut self) {
        let (Some(row), Some(cell)) = (self.flow.rows.last_mut(), self.flow.cells.last_mut())
        else {
            return;
        };
        // In the middle of a row that is so much higher; one of several pages stays as it is.
        if row.height < 10.0 * row.line {
            row.height += 2.0 * self.annex.styles[StyleName::Paragraph].space_after.0;
            cell.look.top = false;
        }
    }

    /// Places `rows`, each to be kept with the next or not; no cell spans further than they go.
    fn rows(&mut self, table: &Table, rows: &[Row], keep: bool) -> Result<(), RenderError> {
        let start = self.flow.rows.len();
        let spans = self.flow.grid.spans(table, &self.annex.page)?;
        let placed = rows.iter().flat_map(Row::placed);
        let mut cells: Vec<_> = placed
            .map(|PlacedCell { cell, rows, columns }| Placed {
                rows: start + rows.start..start + rows.end,
                columns: spans[columns.start].start..spans[columns.end - 1].end,
                look: look(self.annex, cell, table.columns()[columns.start].align),
                text: cell.text(),
                number: cell.number,
                origin: cell.origin,
            })
            .collect();
        self.flow.rows.resize(start + rows.len(), Tall { keep, ..Tall::default() });
        // A cell over many rows needs only what the others leave wanting.
        // Shortest first: by the time a tall cell is measured, its rows have the height of their
        // own cells.
        cells.sort_by_key(|cell| cell.rows.len());
        for cell in &cells {
            self.make_room(cell);
        }
        self.flow.cells.append(&mut cells);
        Ok(())
    }

    fn make_room(&mut self, cell: &Placed) {
        let need = self.tall(cell);
        let rows = &mut self.flow.rows[cell.rows.clone()];
        let there: f32 = rows.iter().map(|row| row.height).sum();
        let (last, above) = rows.split_last_mut().expect("a cell covers at least one row");
        above.iter_mut().for_each(|row| row.keep = true);
        last.height += (need.height - there).max(0.0);
        last.line = last.line.max(need.line);
    }

    fn tall(&self, cell: &Placed) -> Tall {
        let style = &self.annex.styles[cell.look.style];
        let width = self.flow.grid.width(&cell.columns);
        let line = self.ruler.line_height(style);
        let lines = self.ruler.lines(&cell.text, style, width) as f32;
        // Text starts at the very top, so what would be above it goes below.
        Tall { height: lines * line + self.annex.styles.padding_y.0, line, keep: false }
    }
}

fn look(annex: &Annex, cell: &Cell, column: Align) -> Look {
    let content = matches!(cell.role, CellRole::Data | CellRole::RowHead | CellRole::Text);
    let align = if content { column } else { annex.styles[cell.style].align };
    Look { style: cell.style, align: cell.align.unwrap_or(align), ruled: true, top: content }
}
