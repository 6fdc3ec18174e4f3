//! Plan → how far its objectives were reached: percentages, scores and totals of each year. Pure.
//!
//! Nothing is rounded on the way; [`rounded`] is for what is shown.

mod achievement_plan;
mod achievement_row;
mod approved_findings;
mod findings;
mod reckoning;
mod summary;
mod totals;

use crate::italian::decimals::without_trailing_zeros;
use crate::model::{Achieved, AssessmentRule, Outcome, Outcomes, Plan};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;

pub use achievement_plan::{WEIGHT_FIELDS, achievement_plan};
pub use approved_findings::changes_since_approval;
pub use findings::{day_outside_years, outcome_findings};
pub use totals::{AchievementTotal, NamedTotal};

/// Degree to which the objectives of a plan were reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// Years, in ascending order; one of no year in a plan without years.
    pub years: Vec<YearAchievement>,
}

/// Degree to which the objectives of a year were reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearAchievement {
    /// Year; `None` in a plan without years.
    pub year: Option<u16>,
    /// Objectives of the year, in the order of the plan.
    pub objectives: Vec<ScoredObjective>,
    /// Groups of which nothing can be assessed.
    pub unassessable: Vec<UnassessableGroup>,
    /// Totals by area, or by the plan's own outermost level.
    pub groups: Vec<NamedTotal>,
    /// Totals by who answers; none if the plan names no one.
    pub managers: Vec<NamedTotal>,
    /// Total of the body.
    pub whole: AchievementTotal,
}

/// Objective with its score in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredObjective {
    /// Index in the plan.
    pub index: usize,
    /// Weight that counts: its own, with its part of those that are left out; absent if it has none
    /// or is left out itself. In a plan without weights each objective has 1.
    pub weight: Option<Decimal>,
    /// Result: its own, or that of its indicators; absent if there is none yet.
    pub achieved: Option<Achieved>,
    /// Result of the indicators of an objective whose own holds; absent if they have none.
    pub overridden: Option<Achieved>,
    /// Percentage that the result counts for; absent without a result, or if it is left out.
    pub counted: Option<Decimal>,
    /// Weight times percentage; absent if either is.
    pub score: Option<Decimal>,
    /// `true` if the objective or one of its indicators lacks its result.
    pub lacks_result: bool,
}

/// Group in which weights reach their total, of which nothing can be assessed: no objective takes its
/// weight over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnassessableGroup {
    /// Names of its levels; empty if weights reach their total in the whole plan.
    pub name: String,
    /// Index of its first objective.
    pub first: usize,
    /// Weight that counts nowhere.
    pub weight: Decimal,
}

/// Returns the years of which the plan has results; `None` among them for results of no year.
pub fn years_with_results(plan: &Plan) -> BTreeSet<Option<u16>> {
    let of_indicators = plan.objectives.iter().flat_map(|objective| &objective.indicators);
    let all = plan.objectives.iter().map(|objective| &objective.outcomes);
    let all = all.chain(of_indicators.map(|indicator| &indicator.outcomes));
    let years = all.flat_map(|outcomes| outcomes.iter());
    years.filter(|(_, outcome)| is_result(outcome)).map(|(year, _)| *year).collect()
}

/// Returns `true` unless a result only has notes.
fn is_result(outcome: &Outcome) -> bool {
    outcome.achieved.is_some() || outcome.value.is_some()
}

/// Reckons how far the objectives of these years were reached.
pub fn achievement(plan: &Plan, years: &BTreeSet<Option<u16>>) -> Achievement {
    let of_year = |year: &Option<u16>| {
        let (objectives, unassessable) = reckoning::scored(plan, *year);
        YearAchievement {
            year: *year,
            unassessable,
            groups: totals::by_group(plan, &objectives),
            managers: totals::by_manager(plan, &objectives),
            whole: AchievementTotal::of(&objectives),
            objectives,
        }
    };
    Achievement { years: years.iter().map(of_year).collect() }
}

/// Returns the result of that year; of a result of no year the only one.
fn outcome_in(outcomes: &Outcomes, year: Option<u16>) -> Option<&Outcome> {
    outcomes.get(&year).or_else(|| outcomes.get(&None))
}

/// Words in place of a percentage.
const NOT_ASSESSABLE: &str = "non valutabile";

/// Writes how far something was reached.
fn degree_words(achieved: Achieved, rule: &AssessmentRule) -> String {
    match achieved {
        Achieved::Percent(percentage) => {
            without_trailing_zeros(in_its_range(percentage.decimal(), rule)) + "%"
        }
        Achieved::NotAssessable => NOT_ASSESSABLE.to_owned(),
    }
}

/// Rounds a percentage to as many decimals as it takes to lie in the range by which it is judged:
/// 89,995 is no 90 where a range begins at 90.
fn in_its_range(percentage: Decimal, rule: &AssessmentRule) -> Decimal {
    let range = |number: Decimal| rule.ranges.of(number).map(|range| range.least);
    let own = range(percentage);
    let finer = (rule.decimals..=Decimal::MAX_SCALE)
        .map(|decimals| rounded(percentage, &AssessmentRule { decimals, ..rule.clone() }));
    finer.into_iter().find(|shown| range(*shown) == own).unwrap_or(percentage)
}

/// Rounds a percentage or a score as the rule wants it; halves go up.
pub fn rounded(number: Decimal, rule: &AssessmentRule) -> Decimal {
    const EXACT: u32 = 20;
    let halves = RoundingStrategy::MidpointAwayFromZero;
    // Three thirds of a half are no half: what a division left behind must not decide.
    let number = number.round_dp_with_strategy(EXACT, halves);
    let mut number = number.round_dp_with_strategy(rule.decimals, halves);
    number.rescale(rule.decimals);
    number
}
