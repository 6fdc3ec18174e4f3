//! Results of objectives, which are told apart but not compared.

use super::PlanChanges;
use crate::model::{Objective, Outcome, Outcomes, Plan};

/// Returns `true` if an objective of both plans has other results.
pub fn results_differ(changes: &PlanChanges, before: &Plan, after: &Plan) -> bool {
    changes.kept().any(|kept| {
        let (old, new) = (&before.objectives[kept.before], &after.objectives[kept.after]);
        results(old) != results(new)
    })
}

/// Returns what the results of an objective and of its indicators say, wherever they stand.
fn results(objective: &Objective) -> Vec<Vec<impl PartialEq>> {
    let said = |(year, outcome): (&Option<u16>, &Outcome)| {
        let Outcome { value, target, achieved, evidence, notes, span: _ } = outcome;
        let texts = [value, target, evidence, notes];
        let texts = texts.map(|text| text.as_ref().map(|text| text.value.clone()));
        (*year, *achieved, texts)
    };
    let of = |outcomes: &Outcomes| outcomes.iter().map(said).collect::<Vec<_>>();
    let of_indicators = objective.indicators.iter().map(|indicator| of(&indicator.outcomes));
    let all = std::iter::once(of(&objective.outcomes)).chain(of_indicators);
    all.filter(|results| !results.is_empty()).collect()
}
