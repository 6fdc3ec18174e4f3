//! Labels of cells by objective and field, for words that a person understands. Whoever compares
//! says how cells are labelled: that takes a recogniser of tables, which is no business of this
//! room.

use crate::office::Grid;
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Labels the cells of the tables of a file that was sent.
pub type CellLabeller = fn(&[Grid], &SourceMap) -> CellLabels;

/// Objective and field that a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellLabel {
    /// Name of the objective: «obiettivo 12, AREA TECNICA, ANNO 2024, STRADE».
    pub objective: Rc<str>,
    /// Key of the field: «peso».
    pub field: String,
}

/// Labels of the cells of a file.
#[derive(Clone, Debug, Default)]
pub struct CellLabels {
    by_place: BTreeMap<Span, CellLabel>,
}

impl CellLabels {
    /// Returns the label of the cell whose text stands at `place`.
    pub fn get(&self, place: Span) -> Option<&CellLabel> {
        self.by_place.get(&place)
    }

    /// Labels the cell whose text stands at `place`, unless it has a label already.
    pub fn add(&mut self, place: Span, label: CellLabel) {
        self.by_place.entry(place).or_insert(label);
    }
}
