//! Things of two versions that are the same: how much their texts have in common, and the assignment that
//! matches most of it. Objectives of plans and rows of tables are matched by it.

mod assignment;
mod candidates;
mod profile;

pub(crate) use assignment::{Edge, assign};
pub(crate) use candidates::WordIndex;
pub(crate) use profile::{Likeness, Profiles, WordProfile};

/// Least hundredths of words, and of rare words, in common without which no two things are matched.
pub(crate) const LEAST: Likeness = Likeness { plain: 30, rare: 20 };
