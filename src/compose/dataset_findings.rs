//! Findings about a plan, as data.

use super::dataset::PeriodLabels;
use crate::dataset::{DatasetFinding, GroupIndex};
use crate::diag::{Diagnostic, Findings};
use crate::model::{Objective, Plan};
use crate::source::Span;

/// Converts `findings`, sorted by place, each with the objective or the group of `plan` that it
/// is about.
pub fn dataset_findings(plan: &Plan, findings: &Findings) -> Vec<DatasetFinding> {
    let places = FindingPlaces { plan, periods: PeriodLabels::new(plan) };
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    // Checks run in an order that means nothing to a reader; a place says where to look.
    sorted.sort_by_key(|finding| (finding.span(), finding.code));
    sorted.into_iter().map(|finding| places.finding(finding)).collect()
}

struct FindingPlaces<'p> {
    plan: &'p Plan,
    periods: PeriodLabels<'p>,
}

impl FindingPlaces<'_> {
    fn finding(&self, finding: &Diagnostic) -> DatasetFinding {
        let (record, group) = self.about(finding.span());
        DatasetFinding {
            severity: finding.severity,
            code: finding.code,
            message: finding.message.clone(),
            remedy: finding.hints.join(" "),
            record,
            group,
        }
    }

    /// Returns the objective, or else the group, that a place belongs to.
    fn about(&self, place: Span) -> (Option<usize>, GroupIndex) {
        let plan = self.plan;
        // The smallest thing first: an objective lies within its group.
        if let Some(index) = plan.objectives.iter().position(|o| o.span.contains(place)) {
            return (Some(index), self.group(&plan.objectives[index]));
        }
        let of_period =
            |o: &&Objective| plan.periods[o.period].label.as_ref().is_some_and(|l| l.span == place);
        if let Some(objective) = plan.objectives.iter().find(of_period) {
            return (None, self.group(objective));
        }
        let area = plan
            .areas
            .iter()
            .position(|area| area.name.as_ref().is_some_and(|name| name.span == place));
        (None, GroupIndex { area, period: None })
    }

    fn group(&self, objective: &Objective) -> GroupIndex {
        let period = Some(self.periods.index(objective));
        GroupIndex { area: Some(objective.area), period }
    }
}
