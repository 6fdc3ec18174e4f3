//! Percentages and scores of objectives.

use super::{ScoredObjective, UnassessableGroup, outcome_in};
use crate::group::words;
use crate::model::{
    AboveFull, Achieved, AssessmentRule, Indicator, IndicatorWeights, Key, Level,
    NotAssessableRule, Objective, Outcomes, Percentage, Plan,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Group in which weights reach their total, level by level.
type ScopeKey = Vec<String>;

/// Weights of a group.
#[derive(Clone, Copy, Default)]
struct ScopeWeights {
    all: Decimal,
    /// Weights of what is not left out.
    counted: Decimal,
    /// Index of the first objective.
    first: usize,
}

/// Returns the objectives of a year with their scores, and the groups of which nothing can be assessed.
pub(super) fn scored(
    plan: &Plan,
    year: Option<u16>,
) -> (Vec<ScoredObjective>, Vec<UnassessableGroup>) {
    let of_year = |(_, objective): &(usize, &Objective)| is_judged_in(plan, objective, year);
    let judged: Vec<JudgedObjective> = (plan.objectives.iter().enumerate())
        .filter(of_year)
        .map(|(index, objective)| JudgedObjective::of(plan, index, objective, year))
        .collect();
    let mut scopes: BTreeMap<ScopeKey, ScopeWeights> = BTreeMap::new();
    for one in &judged {
        let none = || ScopeWeights { first: one.index, ..ScopeWeights::default() };
        let scope = scopes.entry(scope_key(plan, one.index)).or_insert_with(none);
        let weight = one.weight.unwrap_or_default();
        scope.all = scope.all.saturating_add(weight);
        if !one.is_left_out {
            scope.counted = scope.counted.saturating_add(weight);
        }
    }
    let scope = |one: &JudgedObjective| scopes[&scope_key(plan, one.index)];
    let is_lost = |scope: &&ScopeWeights| scope.counted.is_zero() && !scope.all.is_zero();
    let mut lost: Vec<UnassessableGroup> =
        scopes.values().filter(is_lost).map(|scope| unassessable(plan, *scope)).collect();
    lost.sort_by_key(|group| group.first);
    (judged.iter().map(|one| one.scored(scope(one))).collect(), lost)
}

/// Returns `true` if an objective is judged in a year: one with weights of each year only where it has one,
/// or a result.
fn is_judged_in(plan: &Plan, objective: &Objective, year: Option<u16>) -> bool {
    let years = plan.years_of(objective);
    let Some(year) = year else { return years.is_empty() };
    let weights = objective.by_year(Key::Weight);
    let is_weighed = weights.is_none_or(|weights| weights.contains_key(&year));
    let outcomes = objective.indicators.iter().map(|indicator| &indicator.outcomes);
    let mut outcomes = [&objective.outcomes].into_iter().chain(outcomes);
    (years.is_empty() || years.contains(&year))
        && (is_weighed || outcomes.any(|outcomes| outcomes.contains_key(&Some(year))))
}

fn unassessable(plan: &Plan, scope: ScopeWeights) -> UnassessableGroup {
    let ScopeWeights { all, first, .. } = scope;
    let levels = plan.weights.scope.iter();
    let names = levels.filter_map(|level| words(plan, &plan.objectives[first], level.name()));
    let names: Vec<&str> = names.map(|name| name.value.trim()).collect();
    UnassessableGroup { name: names.join(" – "), first, weight: all }
}

fn scope_key(plan: &Plan, index: usize) -> ScopeKey {
    let objective = &plan.objectives[index];
    let name = |level: &Level| match level {
        Level::Area => objective.area.to_string(),
        Level::Period => objective.period.to_string(),
        Level::Field(name) => words(plan, objective, name)
            .map_or_else(String::new, |words| words.value.trim().to_owned()),
    };
    plan.weights.scope.iter().map(name).collect()
}

/// Objective whose result is known, before the weights of others are.
struct JudgedObjective {
    index: usize,
    weight: Option<Decimal>,
    achieved: Option<Achieved>,
    overridden: Option<Achieved>,
    counted: Option<Decimal>,
    is_left_out: bool,
    lacks_result: bool,
}

impl JudgedObjective {
    fn of(plan: &Plan, index: usize, objective: &Objective, year: Option<u16>) -> Self {
        let rule = &plan.assessment;
        let own = achieved_in(&objective.outcomes, year);
        let of_indicators = indicators(&objective.indicators, year, rule);
        let (achieved, overridden, lacks_result) = match (own, of_indicators) {
            (Some(own), others) => (Some(own), others.and_then(|(result, _)| result), false),
            (None, Some((result, lacks_result))) => (result, None, lacks_result),
            (None, None) => (None, None, true),
        };
        let counted = achieved.and_then(|achieved| counted(achieved, rule));
        JudgedObjective {
            index,
            weight: if plan.is_weighted() {
                // Weights are of each year, or of none.
                objective.weight_in(year).or_else(|| objective.weight_in(None))
            } else {
                // All count the same.
                Some(Decimal::ONE)
            },
            achieved,
            overridden,
            counted,
            is_left_out: achieved.is_some() && counted.is_none(),
            lacks_result,
        }
    }

    fn scored(&self, scope: ScopeWeights) -> ScoredObjective {
        let JudgedObjective { index, achieved, overridden, counted, lacks_result, .. } = *self;
        let own = self.weight.filter(|_| !self.is_left_out);
        let spread = |number: Decimal| {
            if scope.all == scope.counted {
                return Some(number);
            }
            number.checked_mul(scope.all)?.checked_div(scope.counted)
        };
        let score = own.zip(counted).and_then(|(weight, counted)| {
            spread(weight.checked_mul(counted)?)?.checked_div(Decimal::ONE_HUNDRED)
        });
        ScoredObjective {
            index,
            weight: own.and_then(spread),
            achieved,
            overridden,
            counted,
            score,
            lacks_result,
        }
    }
}

fn achieved_in(outcomes: &Outcomes, year: Option<u16>) -> Option<Achieved> {
    outcome_in(outcomes, year)?.achieved
}

/// Returns the percentage that a result counts for; `None` if it is left out.
fn counted(achieved: Achieved, rule: &AssessmentRule) -> Option<Decimal> {
    let percentage = match (achieved, rule.not_assessable) {
        (Achieved::Percent(percentage), _) => capped(percentage, rule),
        (Achieved::NotAssessable, NotAssessableRule::Full) => Percentage::FULL.decimal(),
        (Achieved::NotAssessable, NotAssessableRule::LeftOut) => return None,
    };
    // Ranges begin at zero, so that only what lies above the last is in none.
    let range = rule.ranges.of(percentage).or_else(|| rule.ranges.all().last());
    Some(range.map_or(percentage, |range| capped(range.worth, rule)))
}

fn capped(percentage: Percentage, rule: &AssessmentRule) -> Decimal {
    match rule.above_full {
        AboveFull::Counts => percentage,
        AboveFull::Full => percentage.min(Percentage::FULL),
    }
    .decimal()
}

/// Returns the result of several indicators, each by its weight, and whether one lacks its own, which
/// counts for nothing; `None` if no indicator has a result.
fn indicators(
    indicators: &[Indicator],
    year: Option<u16>,
    rule: &AssessmentRule,
) -> Option<(Option<Achieved>, bool)> {
    let results: Vec<Option<Achieved>> =
        indicators.iter().map(|indicator| achieved_in(&indicator.outcomes, year)).collect();
    results.iter().flatten().next()?;
    let weights = match IndicatorWeights::of(indicators) {
        IndicatorWeights::Stated(weights) => weights,
        // Unclear ones are an error wherever the result counts.
        IndicatorWeights::Equal | IndicatorWeights::Unclear(_) => {
            vec![Decimal::ONE; indicators.len()]
        }
    };
    let (mut sum, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for (result, weight) in results.iter().zip(weights) {
        let percentage = match (result, rule.not_assessable) {
            (None, _) => Decimal::ZERO,
            (Some(Achieved::Percent(percentage)), _) => capped(*percentage, rule),
            (Some(Achieved::NotAssessable), NotAssessableRule::Full) => Percentage::FULL.decimal(),
            (Some(Achieved::NotAssessable), NotAssessableRule::LeftOut) => continue,
        };
        sum = sum.saturating_add(weight.saturating_mul(percentage));
        whole = whole.saturating_add(weight);
    }
    let lacks_result = results.iter().any(Option::is_none);
    let achieved = if whole.is_zero() {
        Some(Achieved::NotAssessable)
    } else {
        sum.checked_div(whole).and_then(Percentage::new).map(Achieved::Percent)
    };
    Some((achieved, lacks_result))
}
