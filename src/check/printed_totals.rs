//! Totals that the source prints of groups and of indicators, compared with the weights.

use super::{Basis, with_places};
use crate::diag::{Code, Diagnostic};
use crate::group::words;
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::plural::verb;
use crate::italian::quotation::quote_words;
use crate::model::{GroupFacts, Indicator, Objective, Plan, Weight};
use crate::source::Span;
use rust_decimal::Decimal;

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let stated = basis.plan.groups.iter().filter_map(|facts| of_group(basis, facts));
    let rows = basis.plan.objectives.iter().enumerate();
    let sound = rows.filter(|(index, _)| !basis.is_open_row(*index)).map(|(_, row)| row);
    stated.chain(sound.filter_map(of_indicators)).collect()
}

/// Reports a total of a group that is not the sum of its weights.
fn of_group(basis: &Basis, facts: &GroupFacts) -> Option<Diagnostic> {
    let total = facts.stated_total.as_ref()?;
    let range = &facts.objectives;
    let open = basis.gaps.objectives.range(range.clone()).next().is_some()
        // The end is included: a row left out right after the group may have been its last.
        || basis.gaps.left_out.range(range.start..=range.end).next().is_some();
    let rows = &basis.plan.objectives[range.clone()];
    let sum = rows.iter().filter_map(|o| o.weight.as_ref()).map(|w| w.value.decimal()).sum();
    let stated = total.value.decimal();
    if open || sum == stated {
        return None;
    }
    let message = format!(
        "{} il totale dichiarato è «{}», ma i pesi sommano a {}: la differenza è {}.",
        name(basis.plan, facts),
        without_trailing_zeros(stated),
        without_trailing_zeros(sum),
        without_trailing_zeros((stated - sum).abs())
    );
    let text = basis.sources.text(facts.span);
    let beginning = facts.span.part(0..text.lines().next().unwrap_or("").len());
    let finding = Diagnostic::new(Code::StatedTotalDiffers, total.span, message)
        .also(beginning, "il gruppo dei pesi")
        .hint("Controllare i pesi del gruppo con l'originale; se è sbagliato il totale, correggerlo o toglierlo.");
    let lacking = rows.iter().filter(|o| o.weight.is_none() && sum < stated);
    Some(with_places(finding, lacking.map(|o| o.description.span), "senza peso"))
}

/// Names the group in a sentence.
fn name(plan: &Plan, facts: &GroupFacts) -> String {
    let first = &plan.objectives[facts.objectives.start];
    let label = words(plan, first, facts.level.name()).map_or("", |text| text.value.as_str());
    match label.trim() {
        "" => "Nel gruppo".to_owned(),
        label => format!("Nel gruppo {label}"),
    }
}

/// Reports weights of indicators, which are hundredths of their objective, that miss 100.
fn of_indicators(objective: &Objective) -> Option<Diagnostic> {
    let weights = |i: &Indicator| i.weight.as_ref().map(|w| (w.value, w.span));
    let given: Vec<(Weight, Span)> = objective.indicators.iter().filter_map(weights).collect();
    let sum: Decimal = given.iter().map(|(weight, _)| weight.decimal()).sum();
    let hundred = Decimal::ONE_HUNDRED;
    // Indicators need no weights: without any there is no sum to compare.
    let ((_, first), others) = given.split_first()?;
    if sum == hundred {
        return None;
    }
    let gap = without_trailing_zeros((hundred - sum).abs());
    let message = format!(
        "Nell'obiettivo {} i pesi degli indicatori sommano a «{}» invece di 100: {} {gap}.",
        quote_words(&objective.description.value),
        without_trailing_zeros(sum),
        if sum < hundred {
            verb(&gap, "manca", "mancano")
        } else {
            verb(&gap, "è in più", "sono in più")
        },
    );
    let hint = if sum == Decimal::ONE {
        "Sembrano frazioni: scriverli in centesimi (30 al posto di 0,3)."
    } else {
        "Correggere i pesi degli indicatori, che insieme fanno 100 in ogni obiettivo."
    };
    let finding = Diagnostic::new(Code::IndicatorWeights, *first, message).hint(hint);
    let finding = with_places(finding, others.iter().map(|(_, span)| *span), "con questo");
    let lacking = objective.indicators.iter().filter(|i| i.weight.is_none() && sum < hundred);
    Some(with_places(finding, lacking.map(|i| i.text.span), "senza peso"))
}
