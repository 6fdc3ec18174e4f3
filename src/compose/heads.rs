//! The heads of columns, in one row or in two.

use super::composer::Composer;
use super::origin::origin;
use super::table_column::{TableColumn, span};
use super::texts::ComposeResult;
use crate::annex::{Cell, CellRole, Row, StyleName};
use crate::source::Span;

impl Composer<'_> {
    /// The heads of the columns; where some have something above them (*sopra*), two rows.
    pub(crate) fn head(&self, columns: &[TableColumn<'_>]) -> ComposeResult<Vec<Row>> {
        let groups = columns.iter().map(|column| self.texts.group_heading(column));
        let groups = groups.collect::<ComposeResult<Vec<_>>>()?;
        if groups.iter().all(Option::is_none) {
            let cells = columns.iter().map(|column| self.column_head(column));
            return Ok(vec![Row::new(cells.collect::<ComposeResult<Vec<_>>>()?)]);
        }
        let (mut upper, mut lower) = (Row::default(), Row::default());
        // `groups` has an entry for each column, so runs of both go side by side.
        let mut rest = columns;
        for run in groups.chunk_by(|left, right| left.is_some() && left == right) {
            let (here, after) = rest.split_at(run.len());
            match (&run[0], &here[0].setup.group) {
                (Some(text), Some(group)) => {
                    let mut cell = self.head_cell(text, group.span);
                    cell.col_span = span(run.len());
                    upper.cells.push(cell);
                    for column in here {
                        lower.cells.push(self.column_head(column)?);
                    }
                }
                _ => upper.cells.push(Cell { row_span: 2, ..self.column_head(&here[0])? }),
            }
            rest = after;
        }
        Ok(vec![upper, lower])
    }

    fn column_head(&self, column: &TableColumn<'_>) -> ComposeResult<Cell> {
        let place = column.setup.heading.span;
        let cell = self.head_cell(&self.texts.heading(column)?, place);
        Ok(Cell { rotated: column.setup.rotated, ..cell })
    }

    fn head_cell(&self, text: &str, place: Span) -> Cell {
        let mut cell = Cell::new(CellRole::ColumnHead, StyleName::Head, text, Some(origin(place)));
        cell.align = Some(self.layout.styles[StyleName::Head].align);
        cell
    }
}
