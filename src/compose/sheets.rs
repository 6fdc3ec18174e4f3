//! Sheets: what one objective says, the heads of the columns at the left and its values beside
//! them, then its indicators.

use super::blocks::label_cell;
use super::composer::Composer;
use super::document::heading;
use super::fields::{Apart, by_indicator};
use super::format::one_line;
use super::scope::HeadingScope;
use super::table_column::{TableColumn, span};
use super::texts::ComposeResult;
use super::yearless::joins_years;
use crate::annex::{Align, Block, Body, Cell, CellRole, ContinuedHeading, Row, Table, TableParts};
use crate::layout::SheetSetup;
use crate::model::Objective;

/// Name of a sheet, and the heading of pages on which it goes on.
struct SheetTitle<'n> {
    name: &'n str,
    continued: ContinuedHeading,
}

impl<'a> Composer<'a> {
    /// Composes a sheet for each objective under a heading, which the block at `at` asks for.
    pub(crate) fn sheets(
        &self,
        at: usize,
        setup: &SheetSetup,
        scope: &HeadingScope<'_, 'a>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        for (index, objective) in scope.objectives().into_iter().enumerate() {
            let common = self.shared("Nell'obiettivo", &[objective])?;
            let own = HeadingScope { name: "", manager: "", common: &common, ..*scope };
            let (mut name, mut path) = (scope.name.to_owned(), scope.above.to_vec());
            if let Some(title) = &setup.title {
                let words = self.texts.block(at, 0, &own)?;
                self.texts.stray.note(&words, title.span, &[]);
                let words = one_line(&words);
                if !words.is_empty() {
                    // Below the heading of the group, or the title of the document.
                    let level = u8::try_from(scope.level.map_or(2, |level| level + 3));
                    let begins_page = setup.page_break && index > 0;
                    let level = level.unwrap_or(u8::MAX);
                    blocks.push(heading(level, &words, begins_page, title.span));
                    path.push(words.clone());
                    name = words;
                }
            }
            let going_on = self.texts.continued(&name, &path)?;
            let continued =
                ContinuedHeading { at_bands: going_on.clone(), at_rows: going_on, at_start: None };
            self.sheet(setup, objective, SheetTitle { name: &name, continued }, blocks)?;
        }
        Ok(())
    }

    /// Composes the sheet of `objective`, which is called as `named` says.
    fn sheet(
        &self,
        setup: &SheetSetup,
        objective: &'a Objective,
        named: SheetTitle<'_>,
        blocks: &mut Vec<Block>,
    ) -> ComposeResult<()> {
        let columns = self.columns(&[objective], &setup.columns)?;
        let is_of_indicator = |column: &&TableColumn<'a>| by_indicator(&column.setup.field.value);
        let (of_indicators, own): (Vec<_>, Vec<_>) =
            columns.iter().copied().partition(|column| is_of_indicator(&column));
        // One column of indicators needs no table: its head names each of them.
        let apart = of_indicators.len() > 1;
        let rows = if apart { &own } else { &columns };
        let rows = self.sheet_rows(objective, rows)?;
        let has_indicators = apart && !objective.indicators.is_empty();
        if !rows.is_empty() {
            let mut table = self.labelled(named.name, 1, rows, named.continued.clone())?;
            table.set_introduces(has_indicators);
            blocks.push(Block::Table(table));
        }
        if has_indicators {
            blocks.push(Block::Table(self.indicator_table(objective, &of_indicators, named)?));
        }
        Ok(())
    }

    /// Composes a row for each column, or for each indicator in a column of indicators.
    fn sheet_rows(
        &self,
        objective: &Objective,
        columns: &[TableColumn<'a>],
    ) -> ComposeResult<Vec<Row>> {
        let mut rows = Vec::new();
        for run in columns.chunk_by(|left, right| left.index == right.index) {
            let is_of_indicators = by_indicator(&run[0].setup.field.value);
            let count = if is_of_indicators { objective.indicators.len().max(1) } else { 1 };
            // An amount without a year is one cell beside all of them.
            let lacks_year = self.shown(objective, 0, &run[0])?.apart == Some(Apart::NoYear);
            let is_joined =
                !is_of_indicators && (lacks_year || joins_years(objective, 0, run[0].setup));
            for (place, column) in run.iter().enumerate() {
                for at in 0..count {
                    let mut cells = vec![self.sheet_label(column)?];
                    let value = Cell { role: CellRole::Data, ..self.cell(objective, at, column)? };
                    let value = Cell { align: Some(Align::Left), ..value };
                    match (is_joined, place) {
                        (true, 0) => cells.push(Cell { row_span: span(run.len()), ..value }),
                        (true, _) => {}
                        (false, _) => cells.push(value),
                    }
                    rows.push(Row::new(cells));
                }
            }
        }
        Ok(rows)
    }

    /// The head of a column as a label, with the words that stand above it.
    fn sheet_label(&self, column: &TableColumn<'a>) -> ComposeResult<Cell> {
        Ok(label_cell(&one_line(&self.column_words(column)?), column.setup.heading.span))
    }

    /// Returns the words at the head of a column, after those that stand above it.
    pub(crate) fn column_words(&self, column: &TableColumn<'a>) -> ComposeResult<String> {
        let head = self.texts.heading(column)?;
        Ok(match self.texts.group_heading(column)? {
            Some(above) => format!("{above} {head}"),
            None => head,
        })
    }

    fn indicator_table(
        &self,
        objective: &'a Objective,
        columns: &[TableColumn<'a>],
        named: SheetTitle<'_>,
    ) -> ComposeResult<Table> {
        self.fits(columns)?;
        let rows = self.rows(&[objective], columns)?;
        // It belongs to the sheet, whose title stands on the page before.
        let at_start = named.continued.at_rows.clone();
        let continued = ContinuedHeading { at_start, ..named.continued };
        let parts = TableParts {
            caption: one_line(&self.texts.table(named.name)?),
            columns: columns.iter().map(|column| column.to_annex()).collect(),
            row_head: columns.iter().position(|c| self.layout.row_head == Some(c.index)),
            head: self.head(columns)?,
            bodies: vec![Body { rows, continued, ..Body::default() }],
            whole: true,
            ..TableParts::default()
        };
        Table::new(parts).map_err(|_| Box::new(self.too_many_cells()))
    }
}
