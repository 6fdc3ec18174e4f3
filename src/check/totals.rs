//! Weights that miss the total of the plan's rule.

use super::tokens::fold_text;
use super::{Basis, with_places};
use crate::diag::{Code, Diagnostic};
use crate::group::words;
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::plural::{enumeration, verb};
use crate::italian::quotation::quote_words;
use crate::model::{Key, Level, Objective, Plan, Text, Unit};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Rows that one total is taken over.
pub(super) struct Whole<'p> {
    /// Text that findings point at.
    pub label: &'p Text,
    /// Name in a sentence.
    name: String,
    /// Rows in the order of the plan.
    pub rows: Vec<&'p Objective>,
    /// Year whose weights are added up; `None` if weights are of no year.
    year: Option<u16>,
}

impl<'p> Whole<'p> {
    fn sum(&self) -> Decimal {
        self.rows.iter().filter_map(|o| o.weight_in(self.year)).sum()
    }

    pub(crate) fn is_weighted(&self) -> bool {
        self.rows.iter().any(|o| o.is_weighted())
    }

    /// Returns the whole of each year that weights are stated of, or the same.
    fn of_years(self) -> Vec<Whole<'p>> {
        let years = self.rows.iter().filter_map(|o| o.by_year(Key::Weight));
        let years: BTreeSet<u16> = years.flat_map(|years| years.keys().copied()).collect();
        if years.is_empty() {
            return vec![self];
        }
        let whole = |year| Whole {
            label: self.label,
            name: format!("{}, nel {year},", self.name),
            rows: self.rows.clone(),
            year: Some(year),
        };
        years.into_iter().map(whole).collect()
    }
}

/// Returns everything that has a total, in the order of the plan, except what errors leave
/// open.
pub(super) fn wholes<'p>(basis: &Basis<'p>) -> Vec<Whole<'p>> {
    let (plan, gaps) = (basis.plan, basis.gaps);
    let mut open: BTreeSet<TotalKey> =
        gaps.groups.iter().filter_map(|&(a, p)| usual_key(plan, a, p)).collect();
    // Groups by field have no identity of their own: a row without its field may belong to any of
    // them.
    let named = plan.weights.scope.iter().any(|level| matches!(level, Level::Field(_)));
    let mut wholes: IndexMap<TotalKey, Whole> = IndexMap::new();
    for (index, objective) in plan.objectives.iter().enumerate() {
        let key = key(plan, objective);
        // A row that was left out may belong to the group of either of its neighbours.
        let next_to_gap = gaps.left_out.range(index..=index + 1).next().is_some();
        if named && (next_to_gap || gaps.objectives.contains(&index)) {
            open.insert(key.clone());
        }
        let whole = wholes.entry(key).or_insert_with(|| whole_of(plan, objective));
        whole.rows.push(objective);
    }
    wholes.into_iter().filter(|(key, _)| !open.contains(key)).map(|(_, whole)| whole).collect()
}

/// Key of the total that a row belongs to, level by level.
pub(super) type TotalKey = Vec<Option<String>>;

fn key(plan: &Plan, objective: &Objective) -> TotalKey {
    key_at(plan, &plan.weights.scope, objective)
}

/// Returns the key of the group that `objective` belongs to at `levels`.
pub(super) fn key_at(plan: &Plan, levels: &[Level], objective: &Objective) -> TotalKey {
    let of_level = |level: &Level| match level {
        Level::Area => Some(objective.area.to_string()),
        Level::Period => Some(period_key(plan, levels, objective.period)),
        Level::Field(name) => words(plan, objective, name).map(|w| w.value.trim().to_owned()),
    };
    levels.iter().map(of_level).collect()
}

/// Returns the key of a period; over all areas it is the label.
fn period_key(plan: &Plan, levels: &[Level], period: usize) -> String {
    if levels.contains(&Level::Area) {
        period.to_string()
    } else {
        plan.periods.get(period).map_or(String::new(), |p| fold_text(p.words()))
    }
}

/// Returns the key of an area and a period, if the scope consists of these levels.
fn usual_key(plan: &Plan, area: usize, period: usize) -> Option<TotalKey> {
    let of_level = |level: &Level| match level {
        Level::Area => Some(Some(area.to_string())),
        Level::Period => Some(Some(period_key(plan, &plan.weights.scope, period))),
        Level::Field(_) => None,
    };
    plan.weights.scope.iter().map(of_level).collect()
}

/// Makes the whole that begins with the row `first`, still without rows.
fn whole_of<'p>(plan: &'p Plan, first: &'p Objective) -> Whole<'p> {
    let levels = plan.weights.scope.iter();
    let parts: Vec<&Text> = levels.filter_map(|level| words(plan, first, level.name())).collect();
    let names: Vec<&str> = parts.iter().map(|text| text.value.trim()).collect();
    let name = if names.is_empty() {
        "Nel piano".to_owned()
    } else {
        format!("Nel gruppo {}", names.join(", "))
    };
    let label = match parts.iter().rev().find(|text| stands_by(plan, first, text)) {
        Some(label) => label,
        None if parts.is_empty() => &plan.title,
        None => &first.description,
    };
    Whole { label, name, rows: Vec::new(), year: None }
}

/// Returns `true` unless the name of a group was taken from the title, or from outside the file of
/// its objectives: nobody would look for their weights there.
fn stands_by(plan: &Plan, first: &Objective, name: &Text) -> bool {
    let (title, place) = (plan.title.span, name.span);
    let is_in_title = title.file() == place.file() && title.range().contains(&place.range().start);
    place.file() == first.description.span.file() && !is_in_title
}

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let Some(total) = basis.plan.weights.total.map(|t| t.decimal()) else { return Vec::new() };
    let wholes: Vec<_> = wholes(basis).into_iter().flat_map(Whole::of_years).collect();
    // A plan without any weight does not weigh its objectives, and owes no total.
    if !wholes.iter().any(Whole::is_weighted) {
        return Vec::new();
    }
    let percent = basis.plan.weights.unit == Unit::Percent;
    let (fractions, others): (Vec<&Whole>, Vec<&Whole>) =
        // Exactly 1 in a plan of percentages is a spreadsheet that stores 30% as 0,3, not a wrong
        // weight.
        wholes.iter().partition(|w| percent && total > Decimal::ONE && w.sum() == Decimal::ONE);
    let differing = others.into_iter().filter(|w| w.sum() != total && !waits_for_annexes(w));
    let is_table = |whole: &Whole| basis.sources.is_table(whole.label.span);
    let other_total = shared_total(&wholes, total);
    as_fractions(&fractions, total, is_table)
        .into_iter()
        .chain(differing.map(|whole| {
            let finding = differs(whole, total, is_table(whole));
            match &other_total {
                Some(sum) if is_table(whole) => finding.hint(format!(
                    "Se invece il totale giusto è {sum}, per esempio perché i pesi sono punti: --imposta pesi.totale={sum}."
                )),
                _ => finding,
            }
        }))
        .collect()
}

/// Returns the sum that all groups have instead of `total`, if it is a round number and each row has
/// a weight: the plan may count in points.
fn shared_total(wholes: &[Whole<'_>], total: Decimal) -> Option<String> {
    let sum = wholes.first()?.sum();
    // Twice the total is most likely a table that was read twice.
    let is_multiple = total.is_zero() || (sum % total).is_zero();
    let is_round = !sum.is_zero() && (sum % Decimal::TEN).is_zero() && !is_multiple;
    let all = wholes.iter().all(|whole| whole.sum() == sum && unweighted(whole).next().is_none());
    (is_round && all).then(|| without_trailing_zeros(sum).to_string())
}

/// Returns `true` if no row has a weight and all refer to another annex, which has them.
fn waits_for_annexes(whole: &Whole) -> bool {
    !whole.is_weighted() && whole.rows.iter().all(|o| super::annexes::refers_to_annex(o))
}

/// Reports weights written as fractions in one finding, as a plan has them throughout.
fn as_fractions(
    wholes: &[&Whole],
    total: Decimal,
    is_table: impl Fn(&Whole) -> bool,
) -> Option<Diagnostic> {
    let (first, rest) = wholes.split_first()?;
    let message = format!(
        "{} i pesi sommano a «1», ma il piano li conta in percentuale e il totale previsto è {}.",
        first.name,
        without_trailing_zeros(total)
    );
    let finding = Diagnostic::new(Code::WeightsAsFractions, first.label.span, message)
        .at("qui i pesi sembrano frazioni")
        .hint(if is_table(first) {
            "Scrivere i pesi in centesimi (30 al posto di 0,3), oppure indicare totale e unità: --imposta pesi.totale=1 --imposta pesi.unita=coefficiente."
        } else {
            "Scrivere i pesi in centesimi (30 al posto di 0,3), oppure indicare «totale: 1» e «unita: coefficiente» sotto «pesi»."
        });
    Some(with_places(finding, rest.iter().map(|w| w.label.span), "anche qui sommano a 1"))
}

/// Reports a total that is not the rule's; the remedy is that for a table if `is_table`.
fn differs(whole: &Whole, total: Decimal, is_table: bool) -> Diagnostic {
    let sum = whole.sum();
    let gap = without_trailing_zeros((total - sum).abs());
    let (verb, hint) = if sum < total {
        (verb(&gap, "manca", "mancano"), fill(whole, &gap, is_table))
    } else {
        (verb(&gap, "è in più", "sono in più"), lower(&gap))
    };
    let message = if whole.is_weighted() {
        format!(
            "{} i pesi sommano a «{}» invece di {}: {verb} {gap}.",
            whole.name,
            without_trailing_zeros(sum),
            without_trailing_zeros(total)
        )
    } else {
        format!("{} nessun obiettivo ha un peso: il totale è «0» invece di {gap}.", whole.name)
    };
    let finding = Diagnostic::new(Code::TotalDiffers, whole.label.span, message).hint(hint);
    // Rows without weight explain a total that is too low, never one that is too high.
    let helps = sum < total && whole.is_weighted();
    let rows = unweighted(whole).filter(|_| helps).map(|row| row.description.span);
    with_places(finding, rows, "senza peso, fuori dal totale")
}

fn unweighted<'a>(whole: &'a Whole) -> impl Iterator<Item = &'a Objective> {
    whole.rows.iter().copied().filter(|o| o.weight_in(whole.year).is_none())
}

/// Returns the remedy for a total that is too low.
fn fill(whole: &Whole, gap: &str, is_table: bool) -> String {
    let rows: Vec<String> = unweighted(whole).map(|o| quote_words(&o.description.value)).collect();
    match rows.as_slice() {
        [] => "Controllare i pesi del gruppo e correggere quello sbagliato.".to_owned(),
        _ if !whole.is_weighted() => "Indicare il peso di ogni obiettivo del gruppo.".to_owned(),
        rows if let Some(year) = whole.year => format!(
            "Quanto manca ({gap}) potrebbe essere il peso nel {year} degli obiettivi che in quell'anno non ne hanno: sono {}.",
            rows.len()
        ),
        [only] if is_table => format!(
            "Il peso mancante potrebbe essere quello di {only}: scrivere {gap} nella sua cella, oppure correggere gli altri."
        ),
        [only] => format!(
            "Il peso mancante potrebbe essere quello di {only}: indicare «peso: {gap}», oppure correggere gli altri."
        ),
        // Four quotations still fit on a screen.
        rows if rows.len() <= 4 => format!(
            "Quanto manca ({gap}) potrebbe essere il peso degli obiettivi che non ne hanno: {}.",
            enumeration(rows)
        ),
        rows => format!(
            "Quanto manca ({gap}) potrebbe essere il peso dei {} obiettivi che non ne hanno.",
            rows.len()
        ),
    }
}

fn lower(gap: &str) -> String {
    format!("Controllare i pesi del gruppo e togliere {gap} dove è di troppo.")
}
