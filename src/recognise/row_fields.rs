//! Cells of a row by their columns, with those that merged cells lend it.

use super::headed_columns::HeadedColumns;
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;
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

/// Returns `true` for the number of an objective, «1», «12.».
fn is_count(cell: &GridCell) -> bool {
    let number = cell.text.value.trim().trim_end_matches(['.', ')', '°']);
    (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
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
                // «1 | Ridurre i tempi» under one heading: the number counts the objectives.
                Some(column) if fields.own.get(&column).is_some_and(|first| is_count(first)) => {
                    fields.stray.extend(fields.own.insert(column, cell));
                }
                _ => fields.stray.push(cell),
            }
        }
        let carried = merged.iter().filter(|(column, _)| !fields.own.contains_key(*column));
        fields.merged = carried.map(|(column, (_, cell))| (*column, *cell)).collect();
        fields
    }

    /// Removes the cells right of the table, an empty column apart: a legend, another table.
    pub(crate) fn take_beside(&mut self, columns: &HeadedColumns) -> Vec<&'g GridCell> {
        let end = columns.iter().last().map_or(0, |column| column.columns.end);
        if self.stray.iter().any(|cell| cell.column == end) {
            return Vec::new();
        }
        let (beside, stray) = self.stray.iter().partition(|cell| cell.column > end);
        self.stray = stray;
        beside
    }

    /// Returns the text that the row has, or takes over, for a field.
    pub(crate) fn text(&self, columns: &HeadedColumns, key: Key) -> Option<&'g str> {
        let mut cells = self.own.iter().chain(&self.merged);
        let cell = cells.find(|(column, _)| columns.get(**column).role == ColumnRole::Key(key));
        cell.map(|(_, cell)| cell.text.value.trim())
    }

    /// Returns the description of a row that has no other cell of its own.
    pub(crate) fn only_description(&self, columns: &HeadedColumns) -> Option<&'g Words> {
        let mut own = self.own.iter();
        let (at, cell) = own.next().filter(|_| own.next().is_none() && self.stray.is_empty())?;
        (columns.get(*at).role == ColumnRole::Key(Key::Description)).then_some(&cell.text)
    }

    /// Returns the description of a row with the cell right of it, if it has no others of its own.
    pub(crate) fn description_and_next(
        &self,
        columns: &HeadedColumns,
    ) -> Option<(&'g Words, Option<&'g Words>)> {
        let mut own = self.own.iter();
        let (at, cell) = own.next().filter(|_| self.stray.is_empty())?;
        let next = own.next();
        let is_alone = own.next().is_none() && next.is_none_or(|(next, _)| *next == at + 1);
        (is_alone && columns.get(*at).role == ColumnRole::Key(Key::Description))
            .then(|| (&cell.text, next.map(|(_, cell)| &cell.text)))
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
}
