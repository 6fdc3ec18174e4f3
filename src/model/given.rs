//! Values of a plan's head that the user gives beside the file.

/// Value that the user gives for a key of the plan's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenValue {
    /// Key as [`HeadKey`](super::HeadKey) spells it: `titolo`, `delibera.numero`.
    pub key: String,
    /// Value.
    pub value: String,
}
