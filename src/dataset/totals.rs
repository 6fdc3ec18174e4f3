//! Totals of weights, and the rule that they are held against.

use crate::annex::Number;

/// Rule on totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalRule {
    /// Total that weights are to reach; `None` if none is expected.
    pub expected: Option<Number>,
    /// `true` if each area has a total of its own.
    pub by_area: bool,
    /// `true` if each period has a total of its own.
    pub by_period: bool,
    /// Columns of the records that the rule adds up by; empty for area and period.
    pub columns: Vec<usize>,
    /// Decimals of the weight that has most.
    pub decimals: u32,
    /// Years that weights are stated of, each with its column of the records; empty if weights are
    /// of no year.
    pub years: Vec<(u16, usize)>,
}

/// Index of an area and of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GroupIndex {
    /// Index of the area; `None` for all areas.
    pub area: Option<usize>,
    /// Index of the period; `None` for all periods.
    pub period: Option<usize>,
}

/// Weights of some objectives together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightSum {
    /// Sum of the weights.
    pub sum: Number,
    /// Sum less the expected total, negative if it falls short; `None` if none is expected.
    pub excess: Option<Number>,
    /// Number of objectives.
    pub count: u32,
    /// Number of objectives without a weight.
    pub without: u32,
}

/// Weights of the objectives of an area, of a period, of one in the other, or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaTotal {
    /// Area and period of the objectives.
    pub group: GroupIndex,
    /// Weights of the objectives.
    pub weights: WeightSum,
}

/// Weights of the objectives that have the same words in the columns of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTotal {
    /// Words of each column of the rule; empty where the objectives have none.
    pub labels: Vec<String>,
    /// Weights of the objectives; those of each year of the rule, if it has any.
    pub weights: Vec<WeightSum>,
}
