//! The cells of an objective, a column at a time.

use super::composer::Composer;
use super::fields::by_indicator;
use super::format::number;
use super::origin::origin;
use super::table_column::TableColumn;
use super::texts::ComposeResult;
use crate::annex::{Cell, CellRole, StyleName};
use crate::model::Objective;

impl Composer<'_> {
    /// Composes the cell of `objective` in `column`, in the row of its indicator at `row`.
    pub(crate) fn cell(
        &self,
        objective: &Objective,
        row: usize,
        column: &TableColumn<'_>,
    ) -> ComposeResult<Cell> {
        let names_row = self.layout.row_head == Some(column.index);
        let role = if names_row { CellRole::RowHead } else { CellRole::Data };
        let shown = self.shown(objective, row, column)?;
        let mut cell = Cell::new(role, StyleName::Cell, &shown.text, Some(origin(shown.place)));
        cell.number = shown.amount.map(|(decimal, _)| number(decimal));
        cell.vertical = column.setup.vertical;
        cell.fill = column.setup.fill;
        cell.identity = self.identity(objective, row, column);
        Ok(cell)
    }

    /// The number of `objective` in the plan and the field of the column, where the layout
    /// asks for it: what «Dati» calls them in the workbook.
    fn identity(
        &self,
        objective: &Objective,
        row: usize,
        column: &TableColumn<'_>,
    ) -> Option<String> {
        let number = self.numbers.as_ref()?.get(&objective.span)? + 1;
        let field = column.name();
        let again = by_indicator(&column.setup.field.value) && row > 0;
        // The first indicator keeps the plain name, so that a plan with one indicator for each
        // objective has names without figures.
        let again = if again { format!("#{}", row + 1) } else { String::new() };
        let name = format!("{number}.{field}{again}");
        // Word takes no longer name (ECMA-376-1, 17.5.2.42, and Word's own limit).
        let short = name.chars().count() <= 64;
        Some(if short { name } else { format!("{number}.colonna-{}{again}", column.index + 1) })
    }
}
