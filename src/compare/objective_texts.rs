//! Texts by which an objective is known again.

use crate::model::{Assignment, Objective, Plan};

/// Returns the texts of each objective of a plan.
pub(super) fn objective_texts(plan: &Plan) -> Vec<Vec<&str>> {
    plan.objectives.iter().map(texts).collect()
}

fn texts(objective: &Objective) -> Vec<&str> {
    let service = objective.assignment.as_ref().map(Assignment::text);
    let indicators = objective.indicators.iter().map(|indicator| &indicator.text);
    let own = [service, Some(&objective.description), objective.expected_result.as_ref()];
    own.into_iter().flatten().chain(indicators).map(|text| text.value.as_str()).collect()
}

/// Returns the number of words by which an objective is known again.
#[cfg(test)]
pub(super) fn size_of(objective: &Objective) -> usize {
    let words = |text: &str| crate::text::fold_words(text).split(' ').count();
    texts(objective).into_iter().map(words).sum()
}
