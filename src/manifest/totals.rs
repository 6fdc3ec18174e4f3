//! Sums of the weights by area and period.

use crate::annex::Number;
use crate::dataset::{AreaTotal, Dataset};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sum of the weights of an area in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "totale",
    description = "I pesi di un'area in un periodo."
)]
pub struct ManifestTotal {
    /// Name of the area.
    #[schemars(description = "L'area.")]
    pub area: String,
    /// Label of the period.
    #[serde(rename = "periodo")]
    #[schemars(description = "Il periodo.")]
    pub period: String,
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

/// Returns the totals that name both an area and a period.
pub(super) fn weight_sums(data: &Dataset) -> Vec<ManifestTotal> {
    let sum = |total: &AreaTotal| {
        Some(ManifestTotal {
            area: data.areas.get(total.group.area?)?.clone(),
            period: data.periods.get(total.group.period?)?.clone(),
            objectives: total.weights.count,
            without: total.weights.without,
            // Many JSON readers make binary fractions of numbers, and those hold no exact 33.33.
            weight: decimal_text(total.weights.sum),
        })
    };
    data.totals.iter().filter_map(sum).collect()
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
