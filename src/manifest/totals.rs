//! Sums of the weights by area and period, or by the groups of the rule and year.

use crate::annex::Number;
use crate::dataset::{AreaTotal, Dataset, GroupTotal, Key, WeightSum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sum of the weights of an area in a period, or of a group in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "totale",
    description = "I pesi di un'area in un periodo; se i pesi sono anno per anno, quelli di un gruppo in un anno."
)]
pub struct ManifestTotal {
    /// Name of the area; empty if a group is no area.
    #[schemars(description = "L'area; vuota se il gruppo non ne ha una.")]
    pub area: String,
    /// Label of the period; empty if a group has none.
    #[serde(rename = "periodo")]
    #[schemars(description = "Il periodo; vuoto se il gruppo non ne ha uno.")]
    pub period: String,
    /// Names of the group's other levels, from the outermost.
    #[serde(rename = "gruppo", skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(description = "I nomi degli altri livelli del gruppo, dal più esterno, se ne ha.")]
    pub levels: Vec<String>,
    /// Year of the weights; `None` if they are of no year.
    #[serde(rename = "anno", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "L'anno dei pesi, se il piano li dice anno per anno.", with = "u16")]
    pub year: Option<u16>,
    /// Number of objectives.
    #[serde(rename = "obiettivi")]
    #[schemars(description = "Quanti obiettivi.")]
    pub objectives: u32,
    /// Number of objectives without a weight.
    #[serde(rename = "senza-peso")]
    #[schemars(description = "Quanti di loro non hanno un peso.")]
    pub without: u32,
    /// Sum, an exact decimal with a point.
    #[serde(rename = "peso")]
    #[schemars(
        description = "La somma, con il punto per i decimali.",
        regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")
    )]
    pub weight: String,
}

impl ManifestTotal {
    fn of(weights: &WeightSum) -> Self {
        ManifestTotal {
            area: String::new(),
            period: String::new(),
            levels: Vec::new(),
            year: None,
            objectives: weights.count,
            without: weights.without,
            // Many JSON readers make binary fractions of numbers, and those hold no exact 33.33.
            weight: decimal_text(weights.sum),
        }
    }
}

/// Returns the totals that name both an area and a period; where weights are stated year by year, those
/// of each group in each year.
pub(super) fn weight_sums(data: &Dataset) -> Vec<ManifestTotal> {
    if !data.rule.years.is_empty() {
        return data.groups.iter().flat_map(|group| of_years(data, group)).collect();
    }
    let sum = |total: &AreaTotal| {
        let area = data.areas.get(total.group.area?)?.clone();
        let period = data.periods.get(total.group.period?)?.clone();
        Some(ManifestTotal { area, period, ..ManifestTotal::of(&total.weights) })
    };
    data.totals.iter().filter_map(sum).collect()
}

/// Returns the totals of a group in each year.
fn of_years<'d>(
    data: &'d Dataset,
    group: &'d GroupTotal,
) -> impl Iterator<Item = ManifestTotal> + 'd {
    data.rule.years.iter().zip(&group.weights).map(|((year, _), weights)| {
        let mut total = ManifestTotal { year: Some(*year), ..ManifestTotal::of(weights) };
        for (column, label) in data.rule.columns.iter().zip(&group.labels) {
            match Some(*column) {
                area if area == data.column(Key::Area) => total.area.clone_from(label),
                period if period == data.column(Key::Period) => total.period.clone_from(label),
                _ => total.levels.push(label.clone()),
            }
        }
        total
    })
}

/// Returns an exact decimal with a point.
fn decimal_text(number: Number) -> String {
    let sign = if number.mantissa < 0 { "-" } else { "" };
    let scale = number.scale as usize;
    // A digit stands before the point even where the number is less than one.
    let digits = format!("{:0>1$}", number.mantissa.unsigned_abs(), scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_their_places() {
        for (mantissa, scale, text) in
            [(100, 0, "100"), (3333, 2, "33.33"), (-5, 1, "-0.5"), (0, 2, "0.00"), (7, 3, "0.007")]
        {
            assert_eq!(decimal_text(Number { mantissa, scale }), text);
        }
    }
}
