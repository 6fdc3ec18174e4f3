//! The rule that weights must add up to.

use crate::italian::units::{self, UnitNames};
use crate::model::{Level, Weight};

/// What weights are counted in (*unità*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hundredths (*percentuale*).
    Percent,
    /// Points (*punti*).
    Points,
    /// A bare number (*coefficiente*).
    Coefficient,
    /// Euros (*importo*).
    Money,
}

impl Unit {
    /// Returns the names of the unit.
    pub const fn names(self) -> UnitNames {
        match self {
            Unit::Percent => units::PERCENT,
            Unit::Points => units::POINTS,
            Unit::Coefficient => units::COEFFICIENT,
            Unit::Money => units::MONEY,
        }
    }
}

/// The plan's rule on totals (*pesi*). Default: percent, 100, for each innermost group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightRule {
    /// The unit.
    pub unit: Unit,
    /// What the weights of a scope add up to; absent: no total is expected.
    pub total: Option<Weight>,
    /// What is added up (*ambito*): each group of these levels, outermost first; without any,
    /// the whole plan.
    pub scope: Vec<Level>,
}
