//! Weights that do not add up to what the plan's rule asks for.

use super::words::{enumerate, fold_text, quote};
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::model::{Objective, Period, Plan, Scope, Text, Unit};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What one total is taken over.
pub(super) struct Whole<'p> {
    /// Its place.
    pub label: &'p Text,
    /// Its name in a sentence.
    name: String,
    /// Its rows.
    pub rows: Vec<&'p Objective>,
}

impl Whole<'_> {
    fn sum(&self) -> Decimal {
        self.rows.iter().filter_map(|o| o.weight.as_ref()).map(|w| w.value.decimal()).sum()
    }

    pub fn is_weighted(&self) -> bool {
        self.rows.iter().any(|o| o.weight.is_some())
    }
}

/// Everything that must add up, in the order of the plan, except what errors leave open.
pub(super) fn wholes<'p>(context: &Context<'p>) -> Vec<Whole<'p>> {
    let plan = context.plan;
    let open: BTreeSet<_> = context.gaps.groups.iter().map(|&(a, p)| key(plan, a, p)).collect();
    let mut wholes: IndexMap<_, Whole> = IndexMap::new();
    for objective in &plan.objectives {
        let key = key(plan, objective.area, objective.period);
        let whole = wholes.entry(key).or_insert_with(|| whole_of(plan, objective));
        whole.rows.push(objective);
    }
    wholes.into_iter().filter(|(key, _)| !open.contains(key)).map(|(_, whole)| whole).collect()
}

/// What tells apart the totals that rows belong to; a period over all areas is known
/// by its label.
fn key(plan: &Plan, area: usize, period: usize) -> (usize, usize, String) {
    let label = |period: &Period| fold_text(period.words());
    match plan.weights.scope {
        Scope::AreaAndPeriod => (area, period, String::new()),
        Scope::Area => (area, 0, String::new()),
        Scope::Period => (0, 0, plan.periods.get(period).map_or(String::new(), label)),
        Scope::Plan => (0, 0, String::new()),
    }
}

/// The whole that begins with the row `first`, still without rows.
fn whole_of<'p>(plan: &'p Plan, first: &Objective) -> Whole<'p> {
    let (area, period) = (&plan.areas[first.area].name, &plan.periods[first.period].label);
    let parts = match plan.weights.scope {
        Scope::AreaAndPeriod => [area.as_ref(), period.as_ref()],
        Scope::Area => [area.as_ref(), None],
        Scope::Period => [None, period.as_ref()],
        Scope::Plan => [None, None],
    };
    let names: Vec<&str> = parts.iter().flatten().map(|text| text.value.trim()).collect();
    let name = match names.is_empty() {
        true => "Nel piano".to_owned(),
        false => format!("Nel gruppo {}", names.join(", ")),
    };
    let label = parts.into_iter().flatten().last().unwrap_or(&plan.title);
    Whole { label, name, rows: Vec::new() }
}

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let Some(total) = context.plan.weights.total.map(|t| t.decimal()) else { return Vec::new() };
    let wholes = wholes(context);
    if !wholes.iter().any(Whole::is_weighted) {
        return Vec::new();
    }
    let percent = context.plan.weights.unit == Unit::Percent;
    let (fractions, others): (Vec<&Whole>, Vec<&Whole>) =
        wholes.iter().partition(|w| percent && total > Decimal::ONE && w.sum() == Decimal::ONE);
    let differing = others.into_iter().filter(|w| w.sum() != total && !waits_for_annexes(w));
    as_fractions(&fractions, total)
        .into_iter()
        .chain(differing.map(|whole| differs(whole, total)))
        .collect()
}

/// Rows without any weight that all refer to another annex: their weights stand there.
fn waits_for_annexes(whole: &Whole) -> bool {
    !whole.is_weighted() && whole.rows.iter().all(|o| super::annexes::refers_to_annex(o))
}

/// One finding for the whole plan: who writes 0,3 for 30 does so throughout.
fn as_fractions(wholes: &[&Whole], total: Decimal) -> Option<Diagnostic> {
    let (first, rest) = wholes.split_first()?;
    let message = format!(
        "{} i pesi sommano a «1», ma il piano li conta in percentuale e il totale previsto è {}.",
        first.name,
        italian(total)
    );
    let finding = Diagnostic::new(Code::WeightsAsFractions, first.label.span, message)
        .at("qui i pesi sembrano frazioni")
        .hint("Scrivere i pesi in centesimi (30 al posto di 0,3), oppure indicare «totale: 1» sotto «pesi».");
    Some(with_places(finding, rest.iter().map(|w| w.label.span), "anche qui sommano a 1"))
}

fn differs(whole: &Whole, total: Decimal) -> Diagnostic {
    let sum = whole.sum();
    let gap = italian((total - sum).abs());
    let (verb, hint) =
        if sum < total { ("mancano", fill(whole, &gap)) } else { ("sono in più", lower(&gap)) };
    let message = if whole.is_weighted() {
        format!(
            "{} i pesi sommano a «{}» invece di {}: {verb} {gap}.",
            whole.name,
            italian(sum),
            italian(total)
        )
    } else {
        format!("{} nessun obiettivo ha un peso: il totale è «0» invece di {gap}.", whole.name)
    };
    let finding = Diagnostic::new(Code::TotalDiffers, whole.label.span, message).hint(hint);
    let helps = sum < total && whole.is_weighted();
    let rows = unweighted(whole).filter(|_| helps).map(|row| row.description.span);
    with_places(finding, rows, "senza peso, fuori dal totale")
}

fn unweighted<'a>(whole: &'a Whole) -> impl Iterator<Item = &'a Objective> {
    whole.rows.iter().copied().filter(|o| o.weight.is_none())
}

/// How to make up for what lacks.
fn fill(whole: &Whole, gap: &str) -> String {
    let rows: Vec<String> = unweighted(whole).map(|o| quote(&o.description.value)).collect();
    match rows.as_slice() {
        [] => "Controllare i pesi del gruppo e correggere quello sbagliato.".to_owned(),
        _ if !whole.is_weighted() => "Indicare il peso di ogni obiettivo del gruppo.".to_owned(),
        [only] => format!(
            "Il peso mancante potrebbe essere quello di {only}: indicare «peso: {gap}», oppure correggere gli altri."
        ),
        rows if rows.len() <= 4 => format!(
            "I {gap} mancanti potrebbero essere il peso degli obiettivi che non ne hanno: {}.",
            enumerate(rows)
        ),
        rows => format!(
            "I {gap} mancanti potrebbero essere il peso dei {} obiettivi che non ne hanno.",
            rows.len()
        ),
    }
}

fn lower(gap: &str) -> String {
    format!("Controllare i pesi del gruppo e togliere {gap} dove è di troppo.")
}

/// A number as Italians write it, without idle zeros.
pub(super) fn italian(number: Decimal) -> String {
    number.normalize().to_string().replace('.', ",")
}
