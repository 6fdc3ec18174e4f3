//! What a plan with errors leaves open, so that one cause gives one finding.

use std::collections::BTreeSet;

/// The parts of a plan that had errors of their own: no check may draw
/// conclusions from what is absent there. Empty for a plan without errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Objectives (indices into [`crate::model::Plan::objectives`]) with a field that was not accepted.
    pub objectives: BTreeSet<usize>,
    /// Where rows were left out: the indices that they would have had.
    pub left_out: BTreeSet<usize>,
    /// Area and period of rows that were left out, or whose weight was not accepted.
    pub groups: BTreeSet<(usize, usize)>,
}
