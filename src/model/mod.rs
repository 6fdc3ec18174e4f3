//! The plan as it is meant: valid values only. What a file says and gets wrong
//! stays in `input` and `validate`.

mod gaps;
mod kind;
mod objective;
mod period;
mod plan;
mod rule;
mod text;
mod weight;

pub use gaps::Gaps;
pub use kind::ObjectiveKind;
pub use objective::{Assignment, Extra, Objective};
pub use period::{Period, years_in};
pub use plan::{Area, Plan, Reference, Resolution, Signer};
pub use rule::{Scope, Unit, WeightRule};
pub use text::Text;
pub use weight::{Weight, WeightError};
