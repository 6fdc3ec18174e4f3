//! Totals of scores.

use super::{NOT_ASSESSABLE, ScoredObjective, rounded};
use crate::group::words;
use crate::italian::decimals::with_all_decimals;
use crate::model::{AssessmentRule, Key, Level, Plan};
use crate::text::folded_person;
use indexmap::IndexMap;
use rust_decimal::Decimal;

/// Total of some objectives of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AchievementTotal {
    /// Objectives.
    pub objectives: usize,
    /// Objectives that lack a result.
    pub lacking: usize,
    /// Objectives that are left out, as they cannot be assessed.
    pub left_out: usize,
    /// Sum of the weights that count.
    pub weight: Decimal,
    /// Sum of the weights of objectives that have a result.
    pub judged: Decimal,
    /// Sum of the scores.
    pub score: Decimal,
}

/// Total with the name of what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTotal {
    /// Name of a group or of a person.
    pub name: String,
    /// Total.
    pub total: AchievementTotal,
}

impl AchievementTotal {
    /// Returns the percentage reached, of what has a result; `None` without weights.
    pub fn degree(&self) -> Option<Decimal> {
        let hundredfold = self.score.checked_mul(Decimal::ONE_HUNDRED)?;
        hundredfold.checked_div(self.judged)
    }

    /// Returns `true` if nothing of it can be assessed.
    pub fn is_unassessable(&self) -> bool {
        self.objectives > 0 && self.left_out == self.objectives
    }

    /// Writes the percentage reached, or why there is none.
    pub fn degree_words(&self, rule: &AssessmentRule) -> String {
        match self.degree() {
            Some(degree) => with_all_decimals(rounded(degree, rule)) + "%",
            None if self.is_unassessable() => NOT_ASSESSABLE.to_owned(),
            None => "–".to_owned(),
        }
    }

    /// Adds up objectives.
    pub(super) fn of<'s>(objectives: impl IntoIterator<Item = &'s ScoredObjective>) -> Self {
        let mut total = AchievementTotal::default();
        objectives.into_iter().for_each(|one| total.add(one));
        total
    }

    fn add(&mut self, one: &ScoredObjective) {
        let weight = one.weight.unwrap_or_default();
        self.objectives += 1;
        self.lacking += usize::from(one.lacks_result);
        self.left_out += usize::from(one.achieved.is_some() && one.counted.is_none());
        self.weight = self.weight.saturating_add(weight);
        if let Some(score) = one.score {
            self.judged = self.judged.saturating_add(weight);
            self.score = self.score.saturating_add(score);
        }
    }
}

/// Adds up the objectives of each group of the outermost level that is no period.
pub(super) fn by_group(plan: &Plan, objectives: &[ScoredObjective]) -> Vec<NamedTotal> {
    match plan.levels.iter().find(|level| **level != Level::Period) {
        Some(level) => by_field(plan, objectives, (level.name(), str::to_owned)),
        None => Vec::new(),
    }
}

/// Adds up the objectives of each person who answers for them.
pub(super) fn by_manager(plan: &Plan, objectives: &[ScoredObjective]) -> Vec<NamedTotal> {
    by_field(plan, objectives, (Key::Manager.name(), folded_person))
}

/// Adds up the objectives of each name in a field; names that `fold` makes the same are called as the first.
fn by_field(
    plan: &Plan,
    objectives: &[ScoredObjective],
    (field, fold): (&str, fn(&str) -> String),
) -> Vec<NamedTotal> {
    let mut totals: IndexMap<String, NamedTotal> = IndexMap::new();
    for one in objectives {
        if let Some(name) = words(plan, &plan.objectives[one.index], field) {
            let name = name.value.trim();
            let first = || NamedTotal { name: name.to_owned(), total: AchievementTotal::default() };
            totals.entry(fold(name)).or_insert_with(first).total.add(one);
        }
    }
    totals.into_values().collect()
}
