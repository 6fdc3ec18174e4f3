//! Plan → how far its objectives were reached: percentages, scores and totals of each year. Pure.
//!
//! Nothing is rounded on the way; [`rounded`] is for what is shown.

mod achievement_plan;
mod achievement_row;
mod findings;
mod reckoning;
mod summary;
mod totals;

use crate::model::{Achieved, AssessmentRule, Outcome, Plan};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;

pub use achievement_plan::achievement_plan;
pub use findings::{changes_since_approval, day_outside_years, outcome_findings};
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
    /// or is left out itself.
    pub weight: Option<Decimal>,
    /// Result: its own, or that of its indicators; absent if there is none yet.
    pub achieved: Option<Achieved>,
    /// Percentage that the result counts for; absent without a result, or if it is left out.
    pub counted: Option<Decimal>,
    /// Weight times percentage; absent if either is.
    pub score: Option<Decimal>,
    /// `true` if the objective or one of its indicators lacks its result.
    pub lacks_result: bool,
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
        let objectives = reckoning::scored(plan, *year);
        YearAchievement {
            year: *year,
            groups: totals::by_group(plan, &objectives),
            managers: totals::by_manager(plan, &objectives),
            whole: AchievementTotal::of(&objectives),
            objectives,
        }
    };
    Achievement { years: years.iter().map(of_year).collect() }
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
