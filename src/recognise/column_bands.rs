//! Lone texts in a column of values, which head the rows below as bands at the left do.

use super::doubtful_rows::leads_to_head;
use super::grid_scope::GridScope;
use super::in_table::InTable;
use super::lone_line::LoneLine;
use super::table_rows::{lone, texts};
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::{GridCell, GridRow};

impl InTable<'_> {
    /// Returns `true` for a lone text that heads the rows below: it says to be an area, or stands in a
    /// column of services where others head rows as well.
    pub(crate) fn heads_rows(
        &self,
        row: &GridRow,
        cell: &GridCell,
        kind: &LoneLine,
        scope: &GridScope<'_, '_>,
    ) -> bool {
        let says_area = matches!(kind, LoneLine::Area | LoneLine::AreaWith(_));
        let leads_area = matches!(kind, LoneLine::Manager(_) | LoneLine::ManagerWith(_))
            && scope.bands.is_area_unused();
        let is_named = says_area || *kind == LoneLine::Name && self.begins_bands(row, cell, scope);
        (says_area || leads_area) && leads_to_head(row, scope)
            || is_named && self.goes_before_filled(row, cell, says_area, scope)
    }

    /// Returns `true` if the next row has a value of its own where an unfinished objective would have left
    /// one out: its service, or its number.
    fn goes_before_filled(
        &self,
        row: &GridRow,
        cell: &GridCell,
        says_area: bool,
        scope: &GridScope<'_, '_>,
    ) -> bool {
        let columns = &self.head.columns;
        let mut numbers = columns.iter().filter(|c| c.role == ColumnRole::Key(Key::Position));
        let column = match columns.role_at(cell.column) {
            Some(ColumnRole::Key(Key::Service)) => Some(cell.column),
            Some(ColumnRole::Key(Key::Description)) if says_area => {
                numbers.next().map(|column| column.columns.start)
            }
            _ => None,
        };
        let next = next_filled(row, scope).filter(|next| lone(next).is_none());
        column.zip(next).is_some_and(|(column, next)| texts(next).any(|c| c.column == column))
    }

    /// Returns `true` if names in the column of services head rows: one alone is an objective that somebody
    /// has not finished.
    fn begins_bands(&self, row: &GridRow, cell: &GridCell, scope: &GridScope<'_, '_>) -> bool {
        let heads_rows = |other: &&GridRow| {
            lone(other).is_some_and(|lone| lone.column == cell.column && lone.col_span == 1)
                && next_filled(other, scope).is_some_and(|next| lone(next).is_none())
        };
        let rows = scope.grid.rows.iter().filter(|other| other.index >= row.index);
        self.has_column_bands || self.objectives == 0 && rows.filter(heads_rows).count() > 1
    }
}

/// Returns the next row that is not blank.
pub(super) fn next_filled<'g>(row: &GridRow, scope: &GridScope<'_, 'g>) -> Option<&'g GridRow> {
    let rows = &scope.grid.rows;
    let after = rows.partition_point(|other| other.index <= row.index);
    rows[after..].iter().find(|row| texts(row).next().is_some())
}
