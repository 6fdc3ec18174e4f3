//! Rule on the totals of weights.

use crate::italian::units::{self, UnitNames};
use crate::model::{Level, Weight};

/// Unit of weights (*unità*).
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

/// Rule on totals of weights (*pesi*). Default: percent, 100, for each innermost group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightRule {
    /// Unit of the weights.
    pub unit: Unit,
    /// Total of the weights of a scope; absent if no total is expected.
    pub total: Option<Weight>,
    /// Levels whose groups are added up (*ambito*), outermost first; empty for the whole plan.
    pub scope: Vec<Level>,
}
