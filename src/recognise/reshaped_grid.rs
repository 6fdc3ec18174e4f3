//! Grids in which objectives stand in another shape than rows, made tables.

use super::listed_objectives::{ListTable, from_list};
use super::paragraph_forms::from_paragraphs;
use super::side_by_side::stacked;
use super::turned_tables::turned;
use super::vocabulary::HeadingVocabulary;
use crate::office::Grid;
use crate::raw::Words;

/// Table made of a grid in which objectives stand in another shape than rows.
pub(super) struct ReshapedGrid {
    pub grid: Grid,
    /// Shape that the grid had, for the account.
    pub shape: &'static str,
    /// Texts that the table does not hold.
    pub unread: Vec<Words>,
}

/// Returns the table that a grid in another shape than rows makes; `None` for any other grid. All
/// `grids` tell whether the file holds nothing else.
pub(super) fn reshaped(
    grid: &Grid,
    grids: &[&Grid],
    vocabulary: &HeadingVocabulary,
) -> Option<ReshapedGrid> {
    let in_shape =
        |grid: Option<Grid>, shape| Some(ReshapedGrid { grid: grid?, shape, unread: Vec::new() });
    in_shape(stacked(grid, vocabulary), "tabelle affiancate, lette una dopo l'altra")
        .or_else(|| {
            in_shape(turned(grid, vocabulary), "un obiettivo per colonna, con le voci nella prima")
        })
        .or_else(|| {
            in_shape(from_paragraphs(grid, vocabulary), "schede scritte nel testo, «voce: valore»")
        })
        .or_else(|| {
            let ListTable { grid, unread } = from_list(grids, vocabulary)?;
            Some(ReshapedGrid { grid, shape: "obiettivi elencati nel testo, uno per riga", unread })
        })
}
