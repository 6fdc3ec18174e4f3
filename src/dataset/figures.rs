//! Figures that a chart shows.

use crate::annex::Number;

/// Figures of some things, with a series for each year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartFigures {
    /// Title of the chart.
    pub title: String,
    /// Words over the names: «Area».
    pub head: String,
    /// Names of the things, from the top.
    pub names: Vec<String>,
    /// Series from the left.
    pub series: Vec<FigureSeries>,
}

/// Figures of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureSeries {
    /// Words over the figures: «Anno 2024».
    pub name: String,
    /// Figure of each thing, in hundredths; `None` if it has none.
    pub values: Vec<Option<Number>>,
}
