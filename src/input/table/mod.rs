//! Tables from files that other programs write: what each file shows becomes [`Grid`]s, and
//! the grids become a plan in one place, whatever file they came from.

mod grid;
mod recognise;

pub use grid::{Cell, CellKind, Grid, Row};
pub use recognise::{Heading, Recognised, recognise};
