//! Layout of the sheet before anything is written: rows with their heights, and cells that cover
//! rows and columns. Excel's limit on the height of a row is applied later (`pages`).

use super::grid::SheetGrid;
use super::look::Look;
use super::measure::Ruler;
use super::opening::opening;
use crate::annex::{
    Align, Annex, Block, Cell, CellRole, FontWeight, HeadingBlock, Number, Origin, Picture,
    PlacedCell, Pt, Row, Style, StyleName, Table, Vertical, WordMark,
};
use crate::render::RenderError;
use std::ops::Range;

/// Rows and cells of the sheet.
#[derive(Debug, Default)]
pub(super) struct SheetFlow {
    pub(super) grid: SheetGrid,
    pub(super) rows: Vec<Tall>,
    pub(super) cells: Vec<Placed>,
    pub(super) pictures: Vec<PlacedPicture>,
    /// Number of rows at the top that are no part of the annex and are not printed.
    pub(super) notes: usize,
    /// The rows near the top that are repeated on every page.
    pub(super) repeated: Range<usize>,
    /// `true` if the title is among the repeated rows.
    pub(super) titled: bool,
    /// Number of rows at the top that stay in sight on the screen.
    pub(super) frozen: usize,
    /// Number of blocks that stand side by side at the top.
    pub(super) masthead: usize,
    /// The heads that belong to one table each: they are repeated on the pages on which it goes on.
    pub(super) heads: Vec<RepeatedHead>,
}

/// Head of the pages on which a table goes on.
#[derive(Clone, Debug, Default)]
pub(super) struct RepeatedHead {
    /// Row that says what goes on.
    pub(super) continued: Option<ContinuedRow>,
    /// Rows of the flow that are repeated: those that name the table, and its head.
    pub(super) rows: Vec<Range<usize>>,
}

/// Row of words that only pages have on which a table goes on.
#[derive(Clone, Debug)]
pub(super) struct ContinuedRow {
    pub(super) height: f32,
    pub(super) cell: Placed,
}

/// Height of a row, in points, and the ways to break it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tall {
    pub(super) height: f32,
    /// Height of a line, at whose multiples the row may be cut.
    pub(super) line: f32,
    /// `true` if the row stays on one page with the next.
    pub(super) keep: bool,
    /// `true` if the row stays on one page with the next where a page has room for their table.
    pub(super) whole: bool,
    /// `true` if the row stays on one page with the next where a page has room for its table and what
    /// that introduces.
    pub(super) introduces: bool,
    /// `true` if the row begins a page.
    pub(super) page_break: bool,
    /// `true` if the row was cut from one that goes on in the next.
    pub(super) piece: bool,
    /// Head that a page beginning with this row repeats (index into [`SheetFlow::heads`]).
    pub(super) head: Option<usize>,
}

/// A picture with its place on the sheet.
#[derive(Clone, Debug)]
pub(super) struct PlacedPicture {
    pub(super) row: usize,
    pub(super) columns: Range<usize>,
    pub(super) picture: Picture,
}

/// A cell with its place on the sheet.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) look: Look,
    pub(super) text: String,
    /// Words of the text that a comparison sets apart.
    pub(super) marks: Vec<WordMark>,
    pub(super) number: Option<Number>,
    /// Height of the text, for a cell over several rows.
    pub(super) need: f32,
    pub(super) origin: Option<Origin>,
}

impl SheetFlow {
    /// Lays out the blocks of `annex` in order, below a `note` of ours if there is one. A head that all
    /// tables share stands once, below the texts that open the document, and stays in sight; otherwise
    /// each table has its own.
    pub(super) fn of(annex: &Annex, note: Option<&str>) -> Result<Self, RenderError> {
        let flow = SheetFlow {
            grid: SheetGrid::of(annex)?,
            rows: vec![],
            cells: vec![],
            pictures: vec![],
            notes: 0,
            repeated: 0..0,
            titled: false,
            frozen: 0,
            masthead: 0,
            heads: vec![],
        };
        let mut setter = Setter { annex, ruler: Ruler::new(&annex.fonts)?, shared: false, flow };
        if let Some(note) = note {
            setter.note(note);
        }
        let opening = opening(annex);
        let (above, below) = annex.blocks.split_at(opening);
        setter.masthead();
        setter.opening(&above[setter.flow.masthead.min(opening)..]);
        setter.shared_head()?;
        for (i, block) in (opening..).zip(below) {
            let before = i.checked_sub(1).map(|before| &annex.blocks[before]);
            // A table that another introduces has its name; one without a head has the title above it.
            let mut named = None;
            if let (Block::Table(_), Some(Block::Table(before))) = (block, before) {
                // One with a head of its own is a table among the texts, and names nothing.
                let names = before.introduces() && before.head().is_empty();
                let last = setter.flow.rows.last().filter(|_| names);
                named = last.and_then(|row| row.head);
                setter.part_tables(before);
            }
            let start = setter.flow.rows.len();
            match block {
                Block::Table(table) => {
                    let titled =
                        matches!(before, Some(Block::Heading(_))) && table.head().is_empty();
                    let name =
                        named.and_then(|head: usize| setter.flow.heads[head].rows.first().cloned());
                    setter.table(table, name.or(titled.then(|| start - 1..start)))?;
                    // A page that begins with the table itself goes on with what introduces it.
                    let text = table.bodies().first().and_then(|b| b.continued.at_start.as_deref());
                    let start_head = setter.repeated_head(None, text).filter(|_| text.is_some());
                    if let Some(head) = start_head.or(named) {
                        let rows = &mut setter.flow.rows[start..start + table.head().len()];
                        rows.iter_mut().for_each(|row| row.head = Some(head));
                    }
                }
                block => setter.block(block),
            }
            // A sheet has no space between rows, so the row itself must be higher.
            if let (Block::Text(_), Some(Block::Table(_))) = (block, before) {
                setter.part_from_table(start);
            }
        }
        let after_last = setter.flow.rows.len();
        // A workbook has no signature fields: only the words of each are printed.
        for signature in annex.signatures.iter().filter(|s| !s.words().is_empty()) {
            setter.text(StyleName::Signature, &signature.words(), signature.origin);
        }
        if let Some(Block::Table(_)) = annex.blocks.last() {
            setter.part_from_table(after_last);
        }
        Ok(setter.flow)
    }
}

/// Setter of the blocks in rows.
pub(super) struct Setter<'a> {
    pub(super) annex: &'a Annex,
    pub(super) ruler: Ruler<'a>,
    /// `true` if one head stands for all tables and is repeated on every page.
    pub(super) shared: bool,
    pub(super) flow: SheetFlow,
}

impl<'a> Setter<'a> {
    /// Adds a block that is no table.
    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Text(text) => {
                self.text(text.style, &text.content, text.origin);
                self.keep_last(text.introduces);
            }
            Block::Picture(picture) => self.picture(picture),
            Block::Table(_) => {}
        }
    }

    /// Adds a line of ours above the annex.
    fn note(&mut self, note: &str) {
        self.across(StyleName::Footer, false, note.to_owned(), None);
        self.flow.cells[0].look.align = Align::Left;
        self.flow.notes = 1;
    }

    fn heading(&mut self, heading: &HeadingBlock) {
        self.across(StyleName::heading(heading.level), false, heading.text.clone(), heading.origin);
        let last = self.flow.rows.len() - 1;
        self.flow.rows[last].page_break = heading.page_break;
    }

    /// Adds a row as high as a picture, which stands in it.
    fn picture(&mut self, picture: &Picture) {
        let height = self.picture_height(picture);
        let (row, columns) = (self.flow.rows.len(), 0..self.flow.grid.len());
        self.flow.pictures.push(PlacedPicture { row, columns, picture: picture.clone() });
        let keep = picture.introduces;
        self.flow.rows.push(Tall { height, line: height, keep, ..Tall::default() });
    }

    /// Returns the height of a picture with the white space below it.
    pub(super) fn picture_height(&self, picture: &Picture) -> f32 {
        Pt::from(picture.height).0 + self.annex.styles[StyleName::Paragraph].space_after.0
    }

    /// Adds a row of one cell across all columns.
    pub(super) fn across(
        &mut self,
        name: StyleName,
        top: bool,
        text: String,
        origin: Option<Origin>,
    ) {
        let (mut tall, cell) = self.line(name, top, text, origin);
        tall.keep = !top;
        self.flow.rows.push(tall);
        self.flow.cells.push(cell);
    }

    /// Returns a row of one cell across all columns, to stand below the last one.
    fn line(
        &self,
        name: StyleName,
        top: bool,
        text: String,
        origin: Option<Origin>,
    ) -> (Tall, Placed) {
        let (row, columns) = (self.flow.rows.len(), 0..self.flow.grid.len());
        let style = self.annex.styles[name];
        let vertical = if top { Vertical::Top } else { Vertical::Middle };
        let look = Look::of_text(name, style.align, vertical);
        let rows = row..row + 1;
        let cell = Placed {
            rows,
            columns,
            look,
            text,
            marks: Vec::new(),
            number: None,
            need: 0.0,
            origin,
        };
        let mut tall = self.tall(&cell);
        tall.height += style.space_before.0 + style.space_after.0;
        (tall, cell)
    }

    /// Adds a table, which the rows `name` name if there are any.
    fn table(&mut self, table: &'a Table, name: Option<Range<usize>>) -> Result<(), RenderError> {
        let top = self.flow.rows.len();
        let head = self.head(table, name)?;
        let mut goes_on = head;
        for body in table.bodies() {
            let start = self.flow.rows.len();
            self.rows_and_texts(table, &body.bands, true)?;
            let continued = &body.continued;
            let bands = self.repeated_head(head, continued.at_bands.as_deref());
            self.rows(table, &body.rows, false)?;
            self.keep_last(!body.totals.is_empty());
            self.rows_and_texts(table, &body.totals, false)?;
            goes_on = self.repeated_head(head, continued.at_rows.as_deref());
            self.flow.rows[start..].iter_mut().for_each(|row| row.head = goes_on);
            // A band says itself what begins with it.
            if let (false, Some(first)) = (body.bands.is_empty(), self.flow.rows.get_mut(start)) {
                first.head = bands;
            }
        }
        let start = self.flow.rows.len();
        self.keep_last(!table.foot().is_empty());
        self.rows(table, table.foot(), false)?;
        self.flow.rows[start..].iter_mut().for_each(|row| row.head = goes_on);
        if let (true, [.., above, _]) = (table.pairs_last_rows(), self.flow.rows.as_mut_slice()) {
            above.keep = true;
        }
        if let Some((last, above)) = self.flow.rows[top..].split_last_mut() {
            above.iter_mut().for_each(|row| row.whole = table.is_whole());
            last.introduces = table.introduces();
        }
        Ok(())
    }

    /// Adds the head of `table`, unless every page repeats it; returns the head that only the
    /// pages of this table repeat, below the rows that name it.
    fn head(
        &mut self,
        table: &'a Table,
        name: Option<Range<usize>>,
    ) -> Result<Option<usize>, RenderError> {
        if self.shared {
            return Ok(None);
        }
        let start = self.flow.rows.len();
        self.rows(table, table.head(), true)?;
        let own = start..self.flow.rows.len();
        let rows = name.into_iter().chain([own]).collect();
        self.flow.heads.push(RepeatedHead { continued: None, rows });
        Ok(Some(self.flow.heads.len() - 1))
    }

    /// Returns the head of pages on which the table with the head `head` goes on below the words
    /// `continued`, which name it; the head as it is if there are none.
    fn repeated_head(&mut self, head: Option<usize>, continued: Option<&str>) -> Option<usize> {
        let Some(words) = continued else { return head };
        // Rows that name the table would say it again.
        let own = head.and_then(|head| self.flow.heads[head].rows.last().cloned());
        let rows: Vec<_> = own.into_iter().collect();
        let last = self.flow.heads.last();
        let says = |row: &ContinuedRow| row.cell.text == words;
        let is_last =
            |head: &RepeatedHead| head.rows == rows && head.continued.as_ref().is_some_and(says);
        if !last.is_some_and(is_last) {
            let (tall, cell) = self.line(StyleName::heading(2), false, words.to_owned(), None);
            let continued = Some(ContinuedRow { height: tall.height, cell });
            self.flow.heads.push(RepeatedHead { continued, rows });
        }
        Some(self.flow.heads.len() - 1)
    }

    /// Keeps the last row with the next if `keep` is set.
    fn keep_last(&mut self, keep: bool) {
        if let Some(last) = self.flow.rows.last_mut() {
            last.keep |= keep;
        }
    }

    /// Adds an empty row below the table `above`, whose border the next one would touch.
    fn part_tables(&mut self, above: &Table) {
        let height = self.annex.styles[StyleName::Paragraph].space_after.0;
        let introduces = above.introduces();
        self.flow.rows.push(Tall { height, line: height, introduces, ..Tall::default() });
    }

    /// Adds white space between the text in `row` and the table above, whose border it would touch.
    fn part_from_table(&mut self, row: usize) {
        let cell = self.flow.cells.iter_mut().rev().find(|cell| cell.rows.start == row);
        let (Some(row), Some(cell)) = (self.flow.rows.get_mut(row), cell) else { return };
        // In the middle of a row that is so much higher; one of several pages stays as it is.
        if row.height < 10.0 * row.line {
            row.height += 2.0 * self.annex.styles[StyleName::Paragraph].space_after.0;
            cell.look.vertical = Vertical::Middle;
        }
    }

    /// Places `rows`, each to be kept with the next or not; no cell spans further than they go.
    pub(super) fn rows(
        &mut self,
        table: &Table,
        rows: &[Row],
        keep: bool,
    ) -> Result<(), RenderError> {
        let start = self.flow.rows.len();
        let spans = self.flow.grid.spans(table, &self.annex.page)?;
        // Places count from the first row of the section, of which `rows` may be a part.
        let first = rows.iter().flat_map(Row::placed).map(|cell| cell.rows.start).min();
        let base = start - first.unwrap_or(0).min(start);
        let placed = rows.iter().flat_map(Row::placed);
        let mut cells: Vec<_> = placed
            .map(|PlacedCell { cell, rows, columns }| Placed {
                rows: base + rows.start..base + rows.end,
                columns: spans[columns.start].start..spans[columns.end - 1].end,
                look: look(self.annex, cell, table.columns()[columns.start].align),
                text: cell.text(),
                marks: cell.marks.clone(),
                number: cell.number,
                need: 0.0,
                origin: cell.origin,
            })
            .collect();
        self.flow.rows.resize(start + rows.len(), Tall { keep, ..Tall::default() });
        // A cell over many rows needs only what the others leave wanting.
        // Shortest first: by the time a tall cell is measured, its rows have the height of their
        // own cells.
        cells.sort_by_key(|cell| cell.rows.len());
        for cell in &mut cells {
            cell.need = self.make_room(cell);
        }
        self.flow.cells.append(&mut cells);
        Ok(())
    }

    /// Makes the last row of `cell` so high that its text has room; returns the height of the text.
    fn make_room(&mut self, cell: &Placed) -> f32 {
        let need = self.tall(cell);
        let rows = &mut self.flow.rows[cell.rows.clone()];
        let there: f32 = rows.iter().map(|row| row.height).sum();
        let (last, above) = rows.split_last_mut().expect("a cell covers at least one row");
        above.iter_mut().for_each(|row| row.keep = true);
        last.height += (need.height - there).max(0.0);
        last.line = last.line.max(need.line);
        need.height
    }

    pub(super) fn tall(&self, cell: &Placed) -> Tall {
        let style = &self.annex.styles[cell.look.style];
        let width = self.flow.grid.width(&cell.columns);
        let line = self.ruler.line_height(style);
        if cell.look.rotated {
            // A computer without the font takes a wider one, which would break the line and hide a part.
            let length = self.ruler.length(&cell.text, style) * 1.1 + style.size.0;
            let height = length + self.annex.styles.padding_y.0;
            return Tall { height, line, ..Tall::default() };
        }
        // Added words are bold, which takes more room.
        let bold = Style { weight: FontWeight::Bold, ..*style };
        let style = if cell.marks.is_empty() { style } else { &bold };
        let lines = self.ruler.lines(&cell.text, style, width) as f32;
        // Text starts at the very top, so what would be above it goes below.
        let height = lines * line + self.annex.styles.padding_y.0;
        Tall { height, line, ..Tall::default() }
    }
}

pub(super) fn look(annex: &Annex, cell: &Cell, column: Align) -> Look {
    let content = matches!(cell.role, CellRole::Data | CellRole::RowHead | CellRole::Text);
    let align = if content { column } else { annex.styles[cell.style].align };
    Look {
        style: cell.style,
        align: cell.align.unwrap_or(align),
        ruled: true,
        // Bands and totals stand in the middle of their row as heads do.
        vertical: if content { cell.vertical } else { Vertical::Middle },
        fill: cell.fill,
        rotated: cell.rotated,
    }
}
