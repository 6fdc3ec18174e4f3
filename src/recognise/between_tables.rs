//! State between the tables of a document: what one hands to the next.

use super::bands::GridBands;
use super::headed_columns::HeadedColumns;
use super::table_head::TableHead;
use crate::raw::Words;
use std::rc::Rc;

/// Head of a table with the columns it gives.
#[derive(Debug)]
pub(super) struct HeadInForce {
    /// Head row or rows.
    pub head: TableHead,
    /// Columns under it.
    pub columns: HeadedColumns,
}

/// Everything that the next table without a name takes over.
#[derive(Debug, Default)]
pub(super) struct BetweenTables {
    /// Area, period and other names that still hold.
    pub bands: GridBands,
    /// Lines of tables without a head, which belong to the table below.
    pub lines: Vec<Words>,
    /// Last head: a table without one may go on with its columns.
    // Shared with the reader, which uses the columns while it changes its own fields.
    pub head: Option<Rc<HeadInForce>>,
}

impl BetweenTables {
    /// Returns the texts that no row used.
    pub(crate) fn unused(self) -> Vec<Words> {
        let (bands, declared) = self.bands.unused();
        bands.into_iter().chain(self.lines).chain(declared).collect()
    }
}
