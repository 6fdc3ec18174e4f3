//! Blocks of the layout's own: texts, labels with values, tables of some columns.

use super::composer::Composer;
use super::document::introducing;
use super::format::one_line;
use super::origin::origin;
use super::scope::HeadingScope;
use super::table_column::span;
use super::tables::ShownParts;
use super::texts::ComposeResult;
use crate::annex::{
    Align, Block, Body, Cell, CellRole, Column, ContinuedHeading, Row, StyleName, Table,
    TableParts, Width,
};
use crate::layout::{BlockContent, BlockSetup, FactRows, Slot};
use crate::source::Span;

/// Share of the width that a label has, of 100.
const LABEL: f32 = 22.0;

impl<'a> Composer<'a> {
    /// Composes what stands under a heading that has a table, or in a document without such
    /// headings: the layout's blocks, and the table unless blocks take its place. The texts
    /// beside the table stand around it, or around these blocks.
    pub(crate) fn innermost(
        &self,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let own: Vec<_> = self.of_level(scope.level).collect();
        let is_shown = |(_, block): &(usize, &BlockSetup)| block.content.shows_objectives();
        let first = own.iter().position(is_shown).unwrap_or(own.len());
        let last = own.iter().rposition(is_shown).map_or(own.len(), |last| last + 1);
        let start = blocks.len();
        self.own_blocks(&own[..first], scope, blocks)?;
        self.beside_table(Slot::Before, scope, blocks)?;
        if first == own.len() {
            let all: Vec<_> = (0..self.layout.columns.len()).collect();
            let shown = ShownParts { columns: &all, has_texts: true, has_outer_totals: true };
            blocks.push(Block::Table(self.table(scope, shown)?));
        }
        self.own_blocks(&own[first..last], scope, blocks)?;
        self.beside_table(Slot::After, scope, blocks)?;
        self.own_blocks(&own[last..], scope, blocks)?;
        keep_with_next(blocks, start);
        Ok(())
    }

    /// Composes the layout's blocks of a heading that has no objectives.
    pub(crate) fn without_objectives(
        &self,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let own: Vec<_> = self.of_level(scope.level).collect();
        self.own_blocks(&own, scope, blocks)
    }

    /// Composes the layout's blocks of `scope` before its groups, or those after them.
    pub(crate) fn beside_groups(
        &self,
        scope: &HeadingScope<'_, 'a>,
        is_after: bool,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let own: Vec<_> = self.of_level(scope.level).collect();
        let groups = own.iter().position(|(_, block)| block.content == BlockContent::Groups);
        let (before, after) = own.split_at(groups.unwrap_or(own.len()));
        let start = blocks.len();
        self.own_blocks(if is_after { after } else { before }, scope, blocks)?;
        keep_with_next(blocks, start);
        Ok(())
    }

    /// Returns `true` if a block of the document shows all objectives in a table that adds them up.
    pub(crate) fn adds_up_whole(&self, scope: &HeadingScope<'_, 'a>) -> bool {
        let sums = |columns: &[usize]| columns.iter().any(|at| self.layout.columns[*at].sum);
        self.of_level(scope.level).any(
            |(_, block)| matches!(&block.content, BlockContent::Table(columns) if sums(columns)),
        )
    }

    /// Returns the blocks of a level, each with its index in the layout.
    fn of_level(&self, level: Option<usize>) -> impl Iterator<Item = (usize, &'a BlockSetup)> {
        self.layout.blocks.iter().enumerate().filter(move |(_, block)| block.level == level)
    }

    /// Composes the text of the layout before the table, or after it.
    fn beside_table(
        &self,
        slot: Slot,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let text = self.texts.beside(slot, scope.name, scope.manager, scope.common)?;
        blocks.extend(self.slot(slot, &text)?);
        Ok(())
    }

    fn own_blocks(
        &self,
        own: &[(usize, &BlockSetup)],
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        own.iter().try_for_each(|(at, block)| self.own_block(*at, block, scope, blocks))
    }

    fn own_block(
        &self,
        at: usize,
        setup: &BlockSetup,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        match &setup.content {
            content if content.shows_objectives() && scope.objectives().is_empty() => {}
            BlockContent::Text(text) => {
                let words = self.texts.block(at, 0, scope)?;
                blocks.extend(self.text_blocks(StyleName::Paragraph, &words, Some(text.span))?);
            }
            BlockContent::Facts(facts) => {
                let table = self.facts_table(at, facts, scope)?;
                blocks.extend(table.map(Block::Table).map(introducing));
            }
            BlockContent::Table(columns) => {
                let has_texts = self.layout.block_of_band_texts() == Some(at);
                let tables =
                    self.of_level(scope.level).filter(|(_, block)| block.content.is_table());
                let has_outer_totals = tables.last().is_some_and(|(last, _)| last == at);
                let shown = ShownParts { columns, has_texts, has_outer_totals };
                blocks.push(Block::Table(self.table(scope, shown)?));
            }
            BlockContent::Sheets(sheet) => self.sheets(at, sheet, scope, blocks)?,
            BlockContent::Groups => {}
        }
        Ok(())
    }

    /// Composes labels with their values as a table; rows without a value are left out.
    fn facts_table(
        &self,
        at: usize,
        facts: &FactRows,
        scope: &HeadingScope<'_, 'a>,
    ) -> ComposeResult<Option<Table>> {
        let mut pairs = Vec::new();
        for (row, (label, text)) in facts.rows.iter().enumerate() {
            let words = self.texts.block(at, row, scope)?;
            if !words.trim().is_empty() {
                let value =
                    Cell::new(CellRole::Data, StyleName::Cell, &words, Some(origin(text.span)));
                pairs.push([label_cell(&self.texts.label(at, row, scope)?, label.span), value]);
            }
        }
        if pairs.is_empty() {
            return Ok(None);
        }
        let rows = pairs.chunks(facts.abreast).map(|pairs| {
            let mut cells: Vec<_> = pairs.iter().flatten().cloned().collect();
            // The last value takes the room of the labels that are missing.
            let missing = facts.abreast - pairs.len();
            if let Some(last) = cells.last_mut() {
                last.col_span = span(1 + 2 * missing);
            }
            Row::new(cells)
        });
        let continued = ContinuedHeading::default();
        self.labelled(scope.name, facts.abreast, rows.collect(), continued).map(Some)
    }

    /// Makes a table of rows that hold labels and values by turns; pages on which it goes on begin
    /// with `continued`.
    pub(crate) fn labelled(
        &self,
        name: &str,
        abreast: usize,
        rows: Vec<Row>,
        continued: ContinuedHeading,
    ) -> ComposeResult<Table> {
        let column = |field: &str, share| Column {
            field: field.to_owned(),
            width: Width::Share(share),
            align: Align::Left,
        };
        let of_pair = [column("etichetta", LABEL), column("valore", 100.0 - LABEL)];
        let columns = std::iter::repeat_n(of_pair, abreast).flatten().collect();
        let parts = TableParts {
            caption: one_line(&self.texts.table(name)?),
            columns,
            row_head: Some(0),
            bodies: vec![Body { rows, continued, ..Body::default() }],
            whole: true,
            ..TableParts::default()
        };
        Table::new(parts).map_err(|_| Box::new(self.too_many_cells()))
    }
}

/// Makes the cell of the label `words`, which the layout has at `place`.
pub(super) fn label_cell(words: &str, place: Span) -> Cell {
    let mut cell = Cell::new(CellRole::RowHead, StyleName::Head, words, Some(origin(place)));
    cell.align = Some(Align::Left);
    cell
}

/// Keeps each text among the blocks from `start` on the page of the text or table that follows it, or of
/// the title of a sheet.
fn keep_with_next(blocks: &mut [Block], start: usize) {
    for at in start..blocks.len() {
        let is_followed = match blocks.get(at + 1) {
            Some(Block::Text(_) | Block::Table(_)) => true,
            Some(Block::Heading(title)) => !title.page_break,
            Some(Block::Picture(_)) | None => false,
        };
        if let (true, Block::Text(text)) = (is_followed, &blocks[at]) {
            blocks[at] = introducing(Block::Text(text.clone()));
        }
    }
}
