//! The rule that weights must add up to.

use crate::model::Weight;

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

/// What a total is taken over (*ambito*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Each period of each area.
    AreaAndPeriod,
    /// Each area over all its periods.
    Area,
    /// Each period over all areas.
    Period,
    /// The whole plan.
    Plan,
}

/// The plan's rule on totals (*pesi*). Default: percent, 100, per area and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightRule {
    /// The unit.
    pub unit: Unit,
    /// What the weights of a scope add up to; absent: no total is expected.
    pub total: Option<Weight>,
    /// What is added up.
    pub scope: Scope,
}
