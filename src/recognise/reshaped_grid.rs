//! Grids in which objectives stand in another shape than rows, made tables.

use super::listed_objectives::{ListTable, from_list};
use super::objective_paragraphs::from_objective_paragraphs;
use super::paragraph_forms::from_paragraphs;
use super::side_by_side::stacked;
use super::table_rows::texts;
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

/// Returns the lines of a text file as paragraphs; `None` for a grid with several cells in a row, a sheet,
/// or a table of a document.
fn grid_of_lines(grid: &Grid) -> Option<Grid> {
    let is_text = grid.name.is_none() && grid.paragraphs.is_empty() && !grid.rows.is_empty();
    let are_lines = is_text && grid.rows.iter().all(|row| texts(row).count() < 2);
    are_lines.then(|| {
        let lines = grid.rows.iter().flat_map(texts).map(|cell| cell.text.clone());
        let paragraphs: Vec<Words> = lines.collect();
        Grid { heading_depths: vec![0; paragraphs.len()], paragraphs, ..Grid::default() }
    })
}

/// Returns the table that a grid in another shape than rows makes; `None` for any other grid. All
/// `grids` tell whether the file holds nothing else.
pub(super) fn reshaped(
    grid: &Grid,
    grids: &[&Grid],
    vocabulary: &HeadingVocabulary,
) -> Option<ReshapedGrid> {
    // A text file has a line in each row, as a document has a paragraph.
    let lines = grid_of_lines(grid).filter(|_| grids.len() == 1);
    let only = lines.as_ref().map(|lines| [lines]);
    let (grid, grids) = match &only {
        Some(only) => (only[0], &only[..]),
        None => (grid, grids),
    };
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
            let form = from_objective_paragraphs(grid, vocabulary);
            in_shape(form, "obiettivo scritto sopra la tabella dei suoi indicatori")
        })
        .or_else(|| {
            let ListTable { grid, unread } = from_list(grids, vocabulary)?;
            Some(ReshapedGrid { grid, shape: "obiettivi elencati nel testo, uno per riga", unread })
        })
}
