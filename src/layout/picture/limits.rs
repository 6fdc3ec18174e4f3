//! Limits of a drawing that keep its rendering short: the elements and the depth of its tree.

use super::Unfit;

/// Maximum number of elements and texts of a drawing, copies included: the most detailed coats
/// of arms have some thousands.
pub(super) const MOST_NODES: u32 = 100_000;
/// Maximum depth of elements within each other; drawing programs nest about ten groups.
pub(super) const DEEPEST: usize = 100;

pub(super) const SIMPLER: &str = "Esportare il logo come PNG dal programma di grafica.";

pub(super) fn too_complex() -> Unfit {
    Unfit::new("è troppo complesso per essere disegnato", SIMPLER)
}
