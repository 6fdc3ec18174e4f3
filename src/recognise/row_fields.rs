//! Cells of a row by their columns, with those that merged cells lend it.

use super::dotted_heads::{blank_indicator, put_printed};
use super::entry::ObjectiveEntry;
use super::headed_columns::HeadedColumns;
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::{Field, RawIndicator, Words};
use crate::source::Span;
use std::collections::BTreeMap;

/// Cells that reach down into the rows below, by column, with the first row below them.
pub(super) type MergedCells<'g> = BTreeMap<usize, (u32, &'g GridCell)>;

/// Cells of a row, by column.
#[derive(Default)]
pub(super) struct RowFields<'g> {
    /// Cells of the row itself.
    pub own: BTreeMap<usize, &'g GridCell>,
    /// Values carried down from vertically merged cells.
    pub merged: BTreeMap<usize, &'g GridCell>,
    /// Cells that belong to no column.
    pub stray: Vec<&'g GridCell>,
}

impl<'g> RowFields<'g> {
    /// Sorts the cells of `row` by column; merged ones stay in `merged` as far as they reach.
    pub(crate) fn new(
        row: &'g GridRow,
        columns: &HeadedColumns,
        merged: &mut MergedCells<'g>,
    ) -> Self {
        let mut fields = RowFields::default();
        merged.retain(|_, (until, _)| *until > row.index);
        for cell in row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty()) {
            match columns.at(cell.column) {
                // Under a heading over several columns the first cell is the value.
                Some(column) if !fields.own.contains_key(&column) => {
                    fields.own.insert(column, cell);
                    // The merged cell belongs to its first row; those below take it over unless
                    // they have their own.
                    if cell.row_span > 1 {
                        merged.insert(column, (row.index.saturating_add(cell.row_span), cell));
                    }
                }
                _ => fields.stray.push(cell),
            }
        }
        let carried = merged.iter().filter(|(column, _)| !fields.own.contains_key(*column));
        fields.merged = carried.map(|(column, (_, cell))| (*column, *cell)).collect();
        fields
    }

    /// Returns `true` if a cell of its own describes an objective, not only its group.
    pub(crate) fn has_substance(&self, columns: &HeadedColumns) -> bool {
        self.own.keys().any(|column| !columns.get(*column).role.is_about_group())
    }

    /// Returns the span from the first to the last cell of its own.
    pub(crate) fn span(&self) -> Option<Span> {
        let spans = self.own.values().map(|cell| cell.text.span);
        spans.reduce(|a, b| {
            let (a_range, b_range) = (a.range(), b.range());
            Span::new(a.file(), a_range.start.min(b_range.start)..a_range.end.max(b_range.end))
        })
    }

    /// Adds the row to the objective `above` as one more indicator, if it shares the merged
    /// description of that objective; returns `false` if it does not.
    pub(crate) fn add_indicator(
        &self,
        columns: &HeadedColumns,
        above: Option<&mut ObjectiveEntry>,
    ) -> bool {
        let role = |at: &usize| &columns.get(*at).role;
        let is = |at: &usize, key| *role(at) == ColumnRole::Key(key);
        let shares_description = self.merged.keys().any(|at| is(at, Key::Description));
        let has_indicator = self.own.keys().any(|at| is(at, Key::Indicator));
        let is_of_indicator = |at: &usize| {
            is(at, Key::Indicator)
                || is(at, Key::Weight)
                || matches!(role(at), ColumnRole::Extra(_))
        };
        let Some(entry) = above.filter(|_| {
            // Anything else in the row, such as a service, makes it an objective.
            shares_description && has_indicator && self.own.keys().all(is_of_indicator)
        }) else {
            return false;
        };
        let indicator = self.indicator(columns, entry.objective.span);
        let indicators = entry.objective.indicators.get_or_insert_default();
        if let Field::Given(text) = std::mem::take(&mut entry.objective.fields[Key::Indicator]) {
            // The first row gave the objective one indicator: from now on it is the first of several.
            let blank = blank_indicator(text.span);
            indicators.push(RawIndicator { text: Field::Given(text), ..blank });
        }
        indicators.push(indicator);
        true
    }

    /// Makes an indicator of the row's own cells.
    fn indicator(&self, columns: &HeadedColumns, span: Span) -> RawIndicator {
        let mut indicator = blank_indicator(span);
        for (at, cell) in &self.own {
            let column = columns.get(*at);
            let value = Field::Given(cell.text.clone());
            match &column.role {
                ColumnRole::Key(Key::Indicator) => {
                    indicator.span = cell.text.span;
                    indicator.text = value;
                }
                ColumnRole::Key(Key::Weight) => indicator.weight = value,
                ColumnRole::Key(_) => {}
                ColumnRole::Extra(key) => {
                    let key = Words::new(key.clone(), column.heading.span);
                    put_printed(&mut indicator, key, value);
                }
            }
        }
        indicator
    }
}
