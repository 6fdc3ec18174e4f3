//! Tables from files that other programs write: what each file shows becomes [`Grid`]s, and
//! the grids become a plan in one place, whatever file they came from.

mod delimited;
mod encoding;
mod grid;
mod limits;
mod recognise;

pub use delimited::Delimited;
pub use grid::{Cell, CellKind, Grid, Row};
pub use recognise::{Heading, Recognised, recognise};
