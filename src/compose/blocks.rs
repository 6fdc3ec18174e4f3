//! Blocks of the layout's own: texts, labels with values, tables of some columns.

use super::composer::Composer;
use super::document::introducing;
use super::format::one_line;
use super::origin::origin;
use super::scope::HeadingScope;
use super::table_column::span;
use super::texts::ComposeResult;
use crate::annex::{
    Align, Block, Body, Cell, CellRole, Column, ContinuedHeading, Row, StyleName, Table,
    TableParts, Width,
};
use crate::layout::{BlockContent, BlockSetup, FactRows, Slot};
use crate::source::Spanned;
use std::ops::Range;

/// Share of the width that a label has, of 100.
const LABEL: f32 = 22.0;

impl<'a> Composer<'a> {
    /// Composes what stands under a heading that has a table, or in a document without such
    /// headings: the layout's blocks, and the table unless a block takes its place.
    pub(crate) fn innermost(
        &self,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let own: Vec<_> = self.of_level(scope.level).collect();
        let is_shown = own.iter().any(|(_, block)| block.content.shows_objectives());
        let start = blocks.len();
        for (at, block) in own {
            self.own_block(at, block, scope, blocks)?;
        }
        let end = blocks.len();
        if !is_shown {
            self.whole_table(scope, blocks)?;
        }
        keep_with_next(blocks, start..end);
        Ok(())
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
        for (at, block) in if is_after { after } else { before } {
            self.own_block(*at, block, scope, blocks)?;
        }
        let end = blocks.len();
        keep_with_next(blocks, start..end);
        Ok(())
    }

    /// Returns the blocks of a level, each with its index in the layout.
    fn of_level(&self, level: Option<usize>) -> impl Iterator<Item = (usize, &'a BlockSetup)> {
        self.layout.blocks.iter().enumerate().filter(move |(_, block)| block.level == level)
    }

    /// Composes the table with all columns, between the texts of the layout beside it.
    fn whole_table(
        &self,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let all: Vec<_> = (0..self.layout.columns.len()).collect();
        let text = |slot| self.texts.beside(slot, scope.name, scope.manager, scope.common);
        let before = self.slot(Slot::Before, &text(Slot::Before)?)?;
        blocks.extend(before.into_iter().map(introducing));
        blocks.push(self.table_block(scope, &all)?);
        blocks.extend(self.slot(Slot::After, &text(Slot::After)?)?);
        Ok(())
    }

    fn table_block(&self, scope: &HeadingScope<'_, 'a>, chosen: &[usize]) -> ComposeResult<Block> {
        self.table(scope, chosen).map(Block::Table)
    }

    fn own_block(
        &self,
        at: usize,
        setup: &BlockSetup,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        match &setup.content {
            BlockContent::Text(text) => {
                let words = self.texts.block(at, 0, scope)?;
                blocks.extend(self.text_blocks(StyleName::Paragraph, &words, Some(text.span))?);
            }
            BlockContent::Facts(facts) => {
                blocks.extend(self.facts_table(at, facts, scope)?.map(Block::Table));
            }
            BlockContent::Table(chosen) => blocks.push(self.table_block(scope, chosen)?),
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
                pairs.push([self.label(label), value]);
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

    fn label(&self, label: &Spanned<String>) -> Cell {
        let place = Some(origin(label.span));
        let mut cell = Cell::new(CellRole::RowHead, StyleName::Head, &label.value, place);
        cell.align = Some(Align::Left);
        cell
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
            ..TableParts::default()
        };
        Table::new(parts).map_err(|_| Box::new(self.too_many_cells()))
    }
}

/// Keeps each text among the blocks in `range` on the page of the text or table that follows it.
fn keep_with_next(blocks: &mut [Block], range: Range<usize>) {
    for at in range {
        let is_followed = matches!(blocks.get(at + 1), Some(Block::Text(_) | Block::Table(_)));
        if let (true, Block::Text(text)) = (is_followed, &blocks[at]) {
            blocks[at] = introducing(Block::Text(text.clone()));
        }
    }
}
