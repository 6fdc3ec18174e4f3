//! What was found out about the plan, as data.

use super::data::{Group, Periods};
use crate::annex::DataFinding;
use crate::diag::{Diagnostic, Findings};
use crate::model::{Objective, Plan};
use crate::source::Span;

/// `findings` in the order of their places, each with the objective or the group of `plan`
/// that it is about.
pub(super) fn data_findings(plan: &Plan, findings: &Findings) -> Vec<DataFinding> {
    let places = Places { plan, periods: Periods::of(plan) };
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by_key(|finding| (finding.span(), finding.code));
    sorted.into_iter().map(|finding| places.finding(finding)).collect()
}

struct Places<'p> {
    plan: &'p Plan,
    periods: Periods<'p>,
}

impl Places<'_> {
    fn finding(&self, finding: &Diagnostic) -> DataFinding {
        let (record, group) = self.about(finding.span());
        DataFinding {
            severity: finding.severity.name().to_owned(),
            code: finding.code.name().to_owned(),
            message: finding.message.clone(),
            remedy: finding.hints.join(" "),
            record,
            group,
        }
    }

    /// The objective, or else the group, that a place belongs to.
    fn about(&self, place: Span) -> (Option<usize>, Group) {
        let plan = self.plan;
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
        (None, (area, None))
    }

    fn group(&self, objective: &Objective) -> Group {
        (Some(objective.area), Some(self.periods.index(objective)))
    }
}
