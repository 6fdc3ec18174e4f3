//! Makes the annexes that say how far the objectives of a plan were reached.

use super::Step;
use super::compare::load;
use super::composition::compose_made;
use super::input::{PlanInput, stem};
use super::layout::LayoutChoice;
use super::make::{MadePlan, MakeOptions, MakeResult, annex_set};
use super::rendering::render_annex;
use super::report::JobReport;
use crate::compare::compare_plans;
use crate::model::Plan;
use crate::outcome::{
    achievement, changes_since_approval, outcome_findings, prospect_plan, years_with_results,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Options of [`make_prospect`].
#[derive(Clone, Debug)]
pub struct ProspectOptions {
    /// Options of every set of annexes.
    pub make: MakeOptions,
    /// Years that are judged; none if it is all that have results.
    pub years: BTreeSet<u16>,
    /// Day of a document on the way to the end of the year.
    pub state_of: Option<NaiveDate>,
}

/// Plan whose results are told, and the one that was approved.
pub struct ProspectInput {
    /// Plan with its results.
    pub plan: PlanInput,
    /// Plan as it was approved; absent if it is not held against one.
    pub approved: Option<PlanInput>,
}

/// Makes the annexes in the layout `prospect`; tables are read with the headings of `layout`.
pub fn make_prospect(
    input: ProspectInput,
    layout: LayoutChoice,
    prospect: LayoutChoice,
    options: &ProspectOptions,
    progress: &dyn Fn(Step),
) -> MadePlan {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let (layout, prospect) = (layout.load(), prospect.load());
    report.add_layout(&layout);
    report.add_layout(&prospect);
    let make = &options.make;
    // Both are read before the first that failed ends the job: one run reports all.
    let (file, plan) = load(input.plan, &layout, &make.plan, &mut report);
    let approved = input.approved.map(|input| load(input, &layout, &make.plan, &mut report).1);
    let is_read = plan.is_some() && approved.as_ref().is_none_or(Option::is_some);
    let Some(plan) = plan.filter(|_| is_read && !report.findings.has_errors()) else {
        report.finish(make.plan.strict);
        return MadePlan { report, result: MakeResult::Refused };
    };
    progress(Step::Checking);
    let years = judged_years(&plan, &options.years);
    let achievement = achievement(&plan, &years);
    report.findings.extend(outcome_findings(&plan, &achievement));
    if let Some(approved) = approved.flatten() {
        let changes = compare_plans(&approved, &plan, &[]);
        report.findings.extend(changes_since_approval(&approved, &plan, &changes));
    }
    let made = prospect_plan(&plan, &achievement, options.state_of);
    let date = options.state_of.or(plan.date.as_ref().map(|date| date.value));
    let stem = stem(std::slice::from_ref(&file));
    let composed = compose_made(made, vec![file], &stem, &prospect, date, &mut report);
    progress(Step::Rendering);
    let rendered = composed
        .as_ref()
        .and_then(|composed| render_annex(composed, &make.formats, make.profile, &mut report));
    report.finish(make.plan.strict);
    let result = match composed.zip(rendered) {
        Some((composed, files)) if !report.findings.has_errors() => {
            annex_set(composed, files, make, &[])
        }
        _ => MakeResult::Refused,
    };
    MadePlan { report, result }
}

/// Returns the years that are judged: those that a person names, else all that have results.
fn judged_years(plan: &Plan, named: &BTreeSet<u16>) -> BTreeSet<Option<u16>> {
    if named.is_empty() {
        years_with_results(plan)
    } else {
        named.iter().copied().map(Some).collect()
    }
}
