//! One screen for each way through the house.

mod open;

pub use open::{Format, Opened, open, read_plan};
