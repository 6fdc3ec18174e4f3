//! Parts that the errors of a plan leave open, so that one cause gives one finding.

use std::collections::BTreeSet;

/// Parts of a plan that have errors of their own. No check may draw conclusions from values
/// that are absent there. Empty for a plan without errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Objectives (indices into [`crate::model::Plan::objectives`]) with a field that was not accepted.
    pub objectives: BTreeSet<usize>,
    /// Indices that rows would have had that were left out.
    pub left_out: BTreeSet<usize>,
    /// Area and period of rows that were left out, or whose weight was not accepted.
    pub groups: BTreeSet<(usize, usize)>,
}
