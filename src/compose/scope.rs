//! What stands under a heading of a level, or in the document as a whole.

use super::shared_fields::SharedFields;
use super::totals::Closing;
use crate::group::Group;
use crate::model::Objective;

/// Part of the document under one heading: its objectives, and what texts there may name.
#[derive(Clone, Copy)]
pub(super) struct HeadingScope<'s, 'a> {
    /// Level of the heading (index into the layout's levels); `None` for the whole document.
    pub level: Option<usize>,
    /// Words of the heading.
    pub name: &'s str,
    /// Words of this heading and of those above, in one line each; none for the whole document.
    pub above: &'s [String],
    /// Manager of the group.
    pub manager: &'s str,
    /// Values that all objectives share.
    pub common: &'s SharedFields<'a>,
    /// Groups of the next level.
    pub groups: &'s [Group<'a>],
    /// Objectives, if there is no further level.
    pub loose: &'s [&'a Objective],
    /// Index of the level of `groups`.
    pub depth: usize,
    /// Totals at the end of the table: its own, then those of the groups around it.
    pub closing: &'s [Closing<'a>],
    /// Number of its own among them.
    pub own: usize,
}

impl<'a> HeadingScope<'_, 'a> {
    /// Returns every objective, in order.
    pub(crate) fn objectives(&self) -> Vec<&'a Objective> {
        match self.groups {
            [] => self.loose.to_vec(),
            groups => groups.iter().flat_map(Group::objectives).collect(),
        }
    }
}
