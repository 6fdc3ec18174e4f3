//! The heads of columns, in one row or in two.

use super::cells::origin;
use super::{Composed, Composer};
use crate::annex::{Cell, CellRole, Row, StyleName};
use crate::source::Span;

impl Composer<'_> {
    /// The heads of the columns; where some have something above them (*sopra*), two rows.
    pub fn head(&self) -> Composed<Vec<Row>> {
        let columns = &self.layout.columns;
        let groups = (0..columns.len()).map(|i| self.texts.group_heading(i));
        let groups = groups.collect::<Composed<Vec<_>>>()?;
        if groups.iter().all(Option::is_none) {
            let cells = (0..columns.len()).map(|i| self.column_head(i));
            return Ok(vec![Row { cells: cells.collect::<Composed<_>>()? }]);
        }
        let (mut upper, mut lower) = (Row::default(), Row::default());
        let mut at = 0;
        for run in groups.chunk_by(|left, right| left.is_some() && left == right) {
            match (&run[0], &columns[at].group) {
                (Some(text), Some(group)) => {
                    let mut cell = self.head_cell(text, group.span);
                    cell.col_span =
                        u16::try_from(run.len()).expect("a layout has at most a hundred columns");
                    upper.cells.push(cell);
                    for column in at..at + run.len() {
                        lower.cells.push(self.column_head(column)?);
                    }
                }
                _ => upper.cells.push(Cell { row_span: 2, ..self.column_head(at)? }),
            }
            at += run.len();
        }
        Ok(vec![upper, lower])
    }

    fn column_head(&self, column: usize) -> Composed<Cell> {
        let place = self.layout.columns[column].heading.span;
        Ok(self.head_cell(&self.texts.heading(column)?, place))
    }

    fn head_cell(&self, text: &str, place: Span) -> Cell {
        let mut cell = Cell::new(CellRole::ColumnHead, StyleName::Head, text, Some(origin(place)));
        cell.align = Some(self.layout.styles[StyleName::Head].align);
        cell
    }
}
