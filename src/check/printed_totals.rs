//! Totals that the source prints of groups and of indicators, compared with the weights and amounts.

use super::{Basis, with_places};
use crate::diag::{Code, Diagnostic};
use crate::group::words;
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::plural::{enumeration, verb};
use crate::italian::quotation::quote_words;
use crate::model::{
    Datum, DatumValue, GroupFacts, Indicator, Level, Objective, Plan, Values, Weight,
};
use crate::source::{Span, Spanned};
use indexmap::IndexMap;
use rust_decimal::Decimal;

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let stated = basis.plan.groups.iter().filter_map(|facts| of_group(basis, facts));
    let stated = stated.chain(unlike_others(basis));
    let rows = basis.plan.objectives.iter().enumerate();
    let sound = rows.filter(|(index, _)| !basis.is_open_row(*index)).map(|(_, row)| row);
    stated.chain(sound.filter_map(of_indicators)).collect()
}

/// Reports a total of a group that is not the sum of its own column: of the weights, of the amounts if
/// it is written in euros; of any field of numbers where no objective has a weight.
fn of_group(basis: &Basis, facts: &GroupFacts) -> Option<Diagnostic> {
    let total = facts.stated_total.as_ref()?;
    let range = &facts.objectives;
    let rows = &basis.plan.objectives[range.clone()];
    let stated = total.value.decimal();
    let is_amount = is_in_euros(basis.sources.text(total.span));
    let mut sums = sums(rows, is_amount);
    if is_open(basis, facts) || sums.iter().any(|sum| sum.is_stated(stated)) {
        return None;
    }
    let has_own = sums.iter().any(|sum| sum.is_of(is_amount));
    sums.retain(|sum| !has_own || sum.is_of(is_amount));
    let message = format!(
        "{} il totale dichiarato è «{}», ma {}.",
        name(basis.plan, facts),
        without_trailing_zeros(stated),
        contrary(&sums, stated)
    );
    let text = basis.sources.text(facts.span);
    let beginning = facts.span.part(0..text.lines().next().unwrap_or("").len());
    let is_weighted = sums.iter().any(|column| column.name.is_none());
    let what = if is_weighted { "pesi" } else { "valori" };
    let finding = Diagnostic::new(Code::StatedTotalDiffers, total.span, message)
        .also(beginning, format!("il gruppo dei {what}"))
        .hint(format!("Controllare i {what} del gruppo con l'originale; se è sbagliato il totale, correggerlo o toglierlo."));
    let lower = sums.iter().any(|column| column.name.is_none() && column.sum < stated);
    let lacking = rows.iter().filter(|o| o.weight.is_none() && lower);
    Some(with_places(finding, lacking.map(|o| o.description.span), "senza peso"))
}

/// Returns `true` if an error has left the group of `facts` open.
fn is_open(basis: &Basis, facts: &GroupFacts) -> bool {
    let range = &facts.objectives;
    basis.gaps.objectives.range(range.clone()).next().is_some()
        // The end is included: a row left out right after the group may have been its last.
        || basis.gaps.left_out.range(range.start..=range.end).next().is_some()
}

/// Reports totals of the groups of a level that are each the sum of a column, but of another than those of
/// most others: one column has one total in every group.
fn unlike_others(basis: &Basis) -> Vec<Diagnostic> {
    let levels = basis.plan.levels.iter();
    levels.flat_map(|level| unlike_others_of(basis, level)).collect()
}

fn unlike_others_of(basis: &Basis, level: &Level) -> Vec<Diagnostic> {
    let mut stated: Vec<StatedSums<'_>> = Vec::new();
    let mut groups: IndexMap<Option<String>, usize> = IndexMap::new();
    let of_level = basis.plan.groups.iter().filter(|facts| facts.level == *level);
    for facts in of_level.filter(|facts| !is_open(basis, facts)) {
        let Some(total) = &facts.stated_total else { continue };
        let is_amount = is_in_euros(basis.sources.text(total.span));
        let all = sums(&basis.plan.objectives[facts.objectives.clone()], is_amount);
        let is_it = |sum: &ColumnSum| sum.is_stated(total.value.decimal());
        let (columns, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_it);
        columns.iter().for_each(|sum| *groups.entry(sum.name.clone()).or_default() += 1);
        stated.push(StatedSums { facts, total, columns, others });
    }
    // The first of those that most totals are the sum of.
    let usual = groups.iter().rev().max_by_key(|(_, count)| **count).map(|(name, _)| name.clone());
    let Some(usual) = usual else { return Vec::new() };
    stated.iter().filter_map(|group| group.unlike(basis, &usual)).collect()
}

/// Total that a group states, and the columns of the group: those that it is the sum of, and the others.
struct StatedSums<'p> {
    facts: &'p GroupFacts,
    total: &'p Spanned<Weight>,
    columns: Vec<ColumnSum>,
    others: Vec<ColumnSum>,
}

impl StatedSums<'_> {
    /// Reports a total that is the sum of another column than `usual`, which the group has too.
    fn unlike(&self, basis: &Basis, usual: &Option<String>) -> Option<Diagnostic> {
        let column = self.columns.first()?;
        let expected = self.others.iter().find(|sum| sum.name == *usual)?;
        let message = format!(
            "{} il totale dichiarato è «{}», la somma {}, ma negli altri gruppi è quella {}, che qui fa {}.",
            name(basis.plan, self.facts),
            without_trailing_zeros(self.total.value.decimal()),
            column.of_words(),
            expected.of_words(),
            without_trailing_zeros(expected.sum),
        );
        let finding = Diagnostic::new(Code::StatedTotalDiffers, self.total.span, message);
        Some(
            finding.hint("Dire in ogni gruppo il totale della stessa colonna, o togliere la voce."),
        )
    }
}

/// Sum of a column of a group.
struct ColumnSum {
    /// Field of the column, with the year if it is of one; `None` for weights.
    name: Option<String>,
    sum: Decimal,
    is_money: bool,
}

impl ColumnSum {
    /// Returns `true` if a total that is written in euros, or as a plain number, is of this column.
    fn is_of(&self, in_euros: bool) -> bool {
        if in_euros { self.is_money } else { self.name.is_none() }
    }

    /// Returns `true` if a total that is stated as that number is this sum.
    fn is_stated(&self, stated: Decimal) -> bool {
        // «12.500» is twelve and a half as a weight, and twelve thousand five hundred as an amount.
        let thousands = (stated.scale() == 3).then(|| stated * Decimal::ONE_THOUSAND);
        self.sum == stated || self.name.is_some() && Some(self.sum) == thousands
    }

    /// Names the column after a noun.
    fn of_words(&self) -> String {
        self.name.as_ref().map_or("dei pesi".to_owned(), |name| format!("di «{name}»"))
    }
}

/// Returns everything that a total of `rows` may be the sum of: their weights, and each field of
/// numbers, over all years and in each; of a total in euros the amounts alone if there are any, of
/// another none of these if there are weights.
fn sums(rows: &[Objective], in_euros: bool) -> Vec<ColumnSum> {
    let mut sums: IndexMap<Option<String>, (Decimal, bool)> = IndexMap::new();
    let mut add = |column: Option<String>, (number, is_money): (Decimal, bool)| {
        let (sum, of_money) = sums.entry(column).or_default();
        // A sum that overflows is reported where it is printed.
        *sum = sum.checked_add(number).unwrap_or(*sum);
        *of_money |= is_money;
    };
    for row in rows {
        if let Some(weight) = &row.weight {
            add(None, (weight.value.decimal(), false));
        }
        for extra in &row.extra {
            let name = &extra.key.value;
            let amounts = extra.values.all().into_iter().filter_map(amount);
            amounts.for_each(|amount| add(Some(name.clone()), amount));
            if let Values::ByYear(years) = &extra.values {
                let amounts = years.iter().filter_map(|(year, datum)| Some((year, amount(datum)?)));
                amounts.for_each(|(year, amount)| add(Some(format!("{name} {year}")), amount));
            }
        }
    }
    let sums = sums.into_iter();
    let mut sums: Vec<_> =
        sums.map(|(name, (sum, is_money))| ColumnSum { name, sum, is_money }).collect();
    let has_own = sums.iter().any(|column| column.is_of(in_euros));
    // Beside weights, amounts are written in euros; a plain number may be that of other numbers.
    sums.retain(|column| !has_own || column.is_money == in_euros);
    sums
}

/// Returns the number that totals add up, of a value that is one, and whether it is euros.
fn amount(datum: &Datum) -> Option<(Decimal, bool)> {
    match datum.value {
        DatumValue::Number(number) => Some((number, false)),
        DatumValue::Money(number) => Some((number, true)),
        _ => None,
    }
}

fn is_in_euros(words: &str) -> bool {
    ["€", "EUR", "euro"].iter().any(|euro| words.to_lowercase().contains(&euro.to_lowercase()))
}

/// Returns what a stated total is contrary to, as the end of a sentence.
fn contrary(sums: &[ColumnSum], stated: Decimal) -> String {
    let gap = |sum: Decimal| without_trailing_zeros((stated - sum).abs());
    let weights = sums.iter().find(|column| column.name.is_none());
    match (weights, sums) {
        (Some(ColumnSum { sum, .. }), _) => format!(
            "i pesi sommano a {}: la differenza è {}",
            without_trailing_zeros(*sum),
            gap(*sum)
        ),
        (None, []) => "nessun obiettivo del gruppo ha un peso o un numero da sommare".to_owned(),
        (None, [ColumnSum { name, sum, .. }]) => format!(
            "i valori di «{}» sommano a {}: la differenza è {}",
            name.as_deref().unwrap_or_default(),
            without_trailing_zeros(*sum),
            gap(*sum)
        ),
        (None, several) => {
            let each = several.iter().map(|ColumnSum { name, sum, .. }| {
                let column = name.as_deref().unwrap_or_default();
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
