//! Rows of several cells that name an area, its manager or its period, and are no objectives.

use super::lone_line::{LoneLine, lone_line};
use super::table_rows::texts;
use crate::office::{GridCell, GridRow};

/// Returns `true` for a row such as «AREA TECNICA | Responsabile: ing. Riva», every cell of which
/// states what it is.
pub(super) fn is_band_row(row: &GridRow) -> bool {
    let cells: Vec<LoneLine> = texts(row).map(|cell| lone_line(&cell.text.value)).collect();
    if matches!(cells.as_slice(), [LoneLine::Name | LoneLine::NameWith(_), LoneLine::Manager(_)]) {
        return true;
    }
    let mut kinds = texts(row).map(|cell| lone_line(&cell.text.value));
    let is_stated = |kind: &LoneLine| {
        matches!(
            kind,
            LoneLine::Area
                | LoneLine::AreaWith(_)
                | LoneLine::Period
                | LoneLine::Manager(_)
                | LoneLine::Labelled(..)
        )
    };
    let mut is_labelled = false;
    kinds.all(|kind| {
        // A column of managers holds names; with its label in the cell, the row is no objective.
        is_labelled |= matches!(kind, LoneLine::Manager(_) | LoneLine::Labelled(..));
        is_stated(&kind)
    }) && is_labelled
}

/// Returns `true` for two texts of which the first ends with a colon: «Area: | Tecnica».
pub(super) fn is_labelled_pair(row: &GridRow) -> bool {
    let cells: Vec<&GridCell> = texts(row).collect();
    matches!(cells.as_slice(), [label, _] if label.text.value.trim_end().ends_with(':'))
}
