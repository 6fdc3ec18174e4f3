//! Sample annexes for the tests of this crate.

use super::{Table, TableParts};

impl TableParts {
    /// Places the cells of a sample.
    pub fn table(self) -> Table {
        Table::new(self).expect("a sample has a column for each cell")
    }
}

impl Table {
    /// Changes the parts of the table and places its cells again.
    pub fn edit(&mut self, change: impl FnOnce(&mut TableParts)) {
        let mut parts = self.parts.clone();
        change(&mut parts);
        *self = parts.table();
    }
}
