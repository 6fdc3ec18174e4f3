//! Totals that the source prints of groups and of indicators, compared with the weights and amounts.

use super::{Basis, with_places};
use crate::diag::{Code, Diagnostic};
use crate::group::words;
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::plural::{enumeration, verb};
use crate::italian::quotation::quote_words;
use crate::model::{Datum, DatumValue, GroupFacts, Indicator, Objective, Plan, Values, Weight};
use crate::source::Span;
use indexmap::IndexMap;
use rust_decimal::Decimal;

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let stated = basis.plan.groups.iter().filter_map(|facts| of_group(basis, facts));
    let rows = basis.plan.objectives.iter().enumerate();
    let sound = rows.filter(|(index, _)| !basis.is_open_row(*index)).map(|(_, row)| row);
    stated.chain(sound.filter_map(of_indicators)).collect()
}

/// Reports a total of a group that is the sum of neither its weights nor one of its fields.
fn of_group(basis: &Basis, facts: &GroupFacts) -> Option<Diagnostic> {
    let total = facts.stated_total.as_ref()?;
    let range = &facts.objectives;
    let open = basis.gaps.objectives.range(range.clone()).next().is_some()
        // The end is included: a row left out right after the group may have been its last.
        || basis.gaps.left_out.range(range.start..=range.end).next().is_some();
    let rows = &basis.plan.objectives[range.clone()];
    let stated = total.value.decimal();
    let sums = sums(rows);
    // «12.500» is twelve and a half as a weight, and twelve thousand five hundred as an amount.
    let thousands = (stated.scale() == 3).then(|| stated * Decimal::ONE_THOUSAND);
    let matches = |(column, sum): &(Option<String>, Decimal)| {
        *sum == stated || column.is_some() && Some(*sum) == thousands
    };
    if open || sums.iter().any(matches) {
        return None;
    }
    let message = format!(
        "{} il totale dichiarato è «{}», ma {}.",
        name(basis.plan, facts),
        without_trailing_zeros(stated),
        contrary(&sums, stated)
    );
    let text = basis.sources.text(facts.span);
    let beginning = facts.span.part(0..text.lines().next().unwrap_or("").len());
    let is_weighted = sums.iter().any(|(column, _)| column.is_none());
    let what = if is_weighted { "pesi" } else { "valori" };
    let finding = Diagnostic::new(Code::StatedTotalDiffers, total.span, message)
        .also(beginning, format!("il gruppo dei {what}"))
        .hint(format!("Controllare i {what} del gruppo con l'originale; se è sbagliato il totale, correggerlo o toglierlo."));
    let lower = sums.iter().any(|(column, sum)| column.is_none() && *sum < stated);
    let lacking = rows.iter().filter(|o| o.weight.is_none() && lower);
    Some(with_places(finding, lacking.map(|o| o.description.span), "senza peso"))
}

/// Returns everything that a total of `rows` may be the sum of: their weights, under `None`, and each
/// field of numbers, over all years and in each.
fn sums(rows: &[Objective]) -> Vec<(Option<String>, Decimal)> {
    let mut sums: IndexMap<Option<String>, Decimal> = IndexMap::new();
    let mut add = |column: Option<String>, number: Decimal| {
        let sum = sums.entry(column).or_default();
        // A sum that overflows is reported where it is printed.
        *sum = sum.checked_add(number).unwrap_or(*sum);
    };
    for row in rows {
        if let Some(weight) = &row.weight {
            add(None, weight.value.decimal());
        }
        for extra in &row.extra {
            let name = &extra.key.value;
            let amounts = extra.values.all().into_iter().filter_map(amount);
            amounts.for_each(|number| add(Some(name.clone()), number));
            if let Values::ByYear(years) = &extra.values {
                let amounts = years.iter().filter_map(|(year, datum)| Some((year, amount(datum)?)));
                amounts.for_each(|(year, number)| add(Some(format!("{name} {year}")), number));
            }
        }
    }
    sums.into_iter().collect()
}

/// Returns the number that totals add up, of a value that is one.
fn amount(datum: &Datum) -> Option<Decimal> {
    match datum.value {
        DatumValue::Number(number) | DatumValue::Money(number) => Some(number),
        _ => None,
    }
}

/// Returns what a stated total is contrary to, as the end of a sentence.
fn contrary(sums: &[(Option<String>, Decimal)], stated: Decimal) -> String {
    let gap = |sum: Decimal| without_trailing_zeros((stated - sum).abs());
    let weights = sums.iter().find(|(column, _)| column.is_none());
    match (weights, sums) {
        (Some((_, sum)), _) => format!(
            "i pesi sommano a {}: la differenza è {}",
            without_trailing_zeros(*sum),
            gap(*sum)
        ),
        (None, []) => "nessun obiettivo del gruppo ha un peso o un numero da sommare".to_owned(),
        (None, [(column, sum)]) => format!(
            "i valori di «{}» sommano a {}: la differenza è {}",
            column.as_deref().unwrap_or_default(),
            without_trailing_zeros(*sum),
            gap(*sum)
        ),
        (None, several) => {
            let each = several.iter().map(|(column, sum)| {
                let column = column.as_deref().unwrap_or_default();
                format!("«{column}» a {}", without_trailing_zeros(*sum))
            });
            format!("nessun campo ha questa somma: {}", enumeration(&each.collect::<Vec<_>>()))
        }
    }
}

/// Names the group in a sentence.
fn name(plan: &Plan, facts: &GroupFacts) -> String {
    let first = plan.objectives.get(facts.objectives.start).filter(|_| facts.place.is_none());
    let label = first.and_then(|first| words(plan, first, facts.level.name()));
    match label.map_or("", |text| text.value.trim()) {
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
