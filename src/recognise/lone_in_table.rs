//! Rows of a table with one text: bands, totals, services, or cells of an objective.

use super::column_bands::next_filled;
use super::doubtful_rows::{LonePlace, leads_to_head, precedes_objective, take_doubtful};
use super::grid_scope::GridScope;
use super::headed_columns::HeadedColumn;
use super::in_table::InTable;
use super::labels::placed_line;
use super::lone_line::{LoneLine, lone_line};
use super::lone_row::{fits, misplaced, take_band, take_parts_of_line, take_total};
use super::persons::has_honorific;
use super::table_rows::{is_figure, texts};
use super::total_lines::names_sum;
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::{CellKind, GridCell, GridRow};

impl<'g> InTable<'g> {
    /// Takes a row with one text; returns `false` if it is a row of the table after all.
    pub(crate) fn take_lone(
        &mut self,
        row: &'g GridRow,
        cell: &'g GridCell,
        scope: &mut GridScope<'_, 'g>,
    ) -> bool {
        let columns = &self.head.columns;
        self.merged.retain(|_, (until, _)| *until > row.index);
        // Under a merged service or description, a lone text is one more cell of that objective.
        if !self.merged.keys().all(|at| columns.get(*at).role.is_about_group()) {
            return false;
        }
        let end = cell.column.saturating_add(cell.col_span);
        let covers = |c: &&HeadedColumn| c.columns.start < end && c.columns.end > cell.column;
        let is_wide = texts(row).count() > 1 || columns.iter().filter(covers).count() > 1;
        let is_first = columns.iter().next().is_none_or(|c| cell.column < c.columns.end);
        let role = columns.role_at(cell.column);
        // Where the description is the first column, a lone text is an objective more often than a
        // name.
        let in_description = !is_wide && role == Some(&ColumnRole::Key(Key::Description));
        let kind = match lone_line(&cell.text.value) {
            LoneLine::Total if in_description && !names_sum(&cell.text.value) => LoneLine::Name,
            kind if scope.context.levels.is_some() => kind,
            _ => placed_line(&cell.text.value),
        };
        if !is_wide && let Some(role) = role {
            let is_sum = is_figure(cell) || cell.kind == CellKind::Error;
            if *role == ColumnRole::Key(Key::Weight) && is_sum {
                // A number alone in the column of weights is a sum that someone left without a
                // label; a formula may have no result in the file.
                let unknown = (cell.kind == CellKind::Error).then_some(cell.text.span);
                scope.found.unchecked_totals.extend(unknown);
                take_total("", Some(cell), cell, scope);
                return true;
            }
            if fits(role, &kind, cell, is_first) && !self.leads_filled(row, cell, role, scope) {
                return false;
            }
            if !is_first && let Some(finding) = misplaced(role, &kind, cell) {
                scope.report.findings.push(finding);
                return true;
            }
        }
        // Bands begin at the left or span columns; a lone text further right is a cell of a row.
        let heads_rows =
            !is_wide && scope.context.levels.is_none() && self.heads_rows(row, cell, &kind, scope);
        let is_band = is_wide || is_first || role.is_none() || heads_rows;
        if is_band
            && scope.context.levels.is_none()
            && scope.take_leader(&cell.text, leads_to_head(row, scope))
        {
            return true;
        }
        if is_band && scope.context.levels.is_none() {
            let place = LonePlace {
                precedes_objective: precedes_objective(row, scope),
                column: role.filter(|_| !is_wide).and_then(ColumnRole::key),
                lacks_service: columns.lack_service() || self.next_lacks_service(row, scope),
                is_under_one_area: self
                    .head()
                    .cells
                    .first()
                    .is_some_and(|head| scope.bands.is_area_before(&head.text)),
            };
            if take_doubtful(&cell.text, &kind, &place, scope) {
                return true;
            }
        }
        // A service alone is a row that someone has not finished, or the name of an area: only what
        // comes next tells them apart.
        if !is_wide
            && !heads_rows
            && scope.context.levels.is_none()
            && kind == LoneLine::Name
            && role == Some(&ColumnRole::Key(Key::Service))
            && precedes_objective(row, scope)
        {
            return false;
        }
        if is_band && scope.context.levels.is_none() && take_parts_of_line(&cell.text, scope) {
            return true;
        }
        self.has_column_bands |= heads_rows;
        take_band(&cell.text, kind, is_band, is_band && !in_description, scope)
    }

    /// Returns `true` if the next row is an objective with a blank service: a line above may state it.
    fn next_lacks_service(&self, row: &GridRow, scope: &GridScope<'_, '_>) -> bool {
        let service = ColumnRole::Key(Key::Service);
        let is_service = |cell: &GridCell| self.head.columns.role_at(cell.column) == Some(&service);
        next_filled(row, scope)
            .is_some_and(|next| texts(next).count() > 1 && !texts(next).any(is_service))
    }

    /// Returns `true` if a name alone in a first column of managers stands above a row with its own
    /// manager: it is no manager then, but the area.
    fn leads_filled(
        &self,
        row: &GridRow,
        cell: &GridCell,
        role: &ColumnRole,
        scope: &GridScope<'_, '_>,
    ) -> bool {
        let next = next_filled(row, scope);
        *role == ColumnRole::Key(Key::Manager)
            && !has_honorific(&cell.text.value)
            && next.is_some_and(|row| texts(row).any(|other| other.column == cell.column))
    }
}
