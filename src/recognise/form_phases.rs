//! Tables of phases and of indicators that documents have below the table of a form: parts of the form.

use super::form_tables::{is_inner_table, names_indicators};
use super::forms::as_table;
use super::vocabulary::HeadingVocabulary;
use crate::office::{CellKind, Grid, GridCell, GridRow};

/// Grid with the tables below it that are parts of its form.
pub(super) struct GridWithPhases<'g> {
    /// Grid as it stands.
    pub grid: &'g Grid,
    /// Grid with the rows of the tables below; `None` if there are none.
    pub joined: Option<Grid>,
    /// Number of tables that belong to it.
    pub parts: usize,
}

/// Joins tables of phases with the form above them.
pub(super) fn with_phases<'g>(
    grids: &[&'g Grid],
    vocabulary: &HeadingVocabulary,
) -> Vec<GridWithPhases<'g>> {
    let mut all: Vec<GridWithPhases<'g>> = Vec::new();
    for grid in grids {
        if let Some(last) = all.last_mut()
            && is_part(grid, vocabulary)
            && last.is_form(vocabulary)
        {
            last.add(grid, vocabulary);
        } else {
            all.push(GridWithPhases { grid, joined: None, parts: 0 });
        }
    }
    all
}

/// Returns `true` for a table of a document that may be part of the form above it: nothing but its
/// own title stands between them.
fn is_part(grid: &Grid, vocabulary: &HeadingVocabulary) -> bool {
    let title = grid.paragraphs.first().map(|words| words.value.as_str());
    grid.name.is_none()
        && grid.paragraphs.len() <= 1
        && is_inner_table(&grid.rows, title, vocabulary)
}

impl GridWithPhases<'_> {
    /// Returns the grid with its parts.
    pub(crate) fn whole(&self) -> &Grid {
        self.joined.as_ref().unwrap_or(self.grid)
    }

    fn is_form(&self, vocabulary: &HeadingVocabulary) -> bool {
        self.grid.name.is_none() && as_table(self.grid, vocabulary).is_some_and(|t| t.forms == 1)
    }

    fn add(&mut self, grid: &Grid, vocabulary: &HeadingVocabulary) {
        let whole = self.joined.get_or_insert_with(|| self.grid.clone());
        let mut below = whole.rows.last().map_or(0, |row| row.index + 1);
        // The title of the table is a line above it.
        if let Some(title) = grid.paragraphs.first()
            && !names_indicators(&title.value, vocabulary)
        {
            let cell = GridCell {
                column: 0,
                col_span: 1,
                row_span: 1,
                text: title.clone(),
                kind: CellKind::Text,
            };
            whole.rows.push(GridRow { index: below, is_head: false, cells: vec![cell] });
            below += 1;
        }
        let rows = grid.rows.iter().map(|row| GridRow { index: below + row.index, ..row.clone() });
        whole.rows.extend(rows);
        self.parts += 1;
    }
}
