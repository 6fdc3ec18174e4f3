//! Compares two versions of a plan.

use super::Step;
use super::input::PlanInput;
use super::layout::{LayoutChoice, LoadedLayout};
use super::recognition::recognise_plan;
use super::report::{JobReport, PlanOptions};
use crate::compare::{GivenPair, PlanChanges, compare_plans};
use crate::model::Plan;
use crate::validate::validate_plan;
use std::collections::BTreeSet;

/// Pair of objectives that a person settles, by their numbers from 1: «12=14».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettledPair {
    /// Number in the old plan.
    pub before: usize,
    /// Number in the new plan.
    pub after: usize,
}

/// Options of [`compare`].
#[derive(Clone, Debug, Default)]
pub struct CompareOptions {
    /// Options on both plans.
    pub plan: PlanOptions,
    /// Pairs that a person settles.
    pub settled: Vec<SettledPair>,
}

/// Findings on two plans and what changed between them.
pub struct ComparedPlans {
    /// Everything that was found, in the files of both plans.
    pub report: JobReport,
    /// The comparison, or why there is none.
    pub result: CompareResult,
}

/// Result of comparing two plans.
pub enum CompareResult {
    /// What changed.
    Compared(Box<PlanComparison>),
    /// The report holds errors.
    Refused,
    /// A pair that a person settles cannot be: the message.
    BadPair(String),
}

/// Two versions of a plan and what changed.
pub struct PlanComparison {
    /// Old plan.
    pub before: Plan,
    /// New plan.
    pub after: Plan,
    /// Changes.
    pub changes: PlanChanges,
}

/// Compares the plan in `after` with its older version in `before`.
pub fn compare(
    before: PlanInput,
    after: PlanInput,
    layout: LayoutChoice,
    options: &CompareOptions,
    progress: &dyn Fn(Step),
) -> ComparedPlans {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let layout = layout.load();
    report.add_layout(&layout);
    // Both are read before the first that failed ends the job: one run reports all.
    let plans = [before, after].map(|file| load(file, &layout, &options.plan, &mut report));
    report.finish(options.plan.strict);
    let [Some(before), Some(after)] = plans else {
        return ComparedPlans { report, result: CompareResult::Refused };
    };
    if report.findings.has_errors() {
        return ComparedPlans { report, result: CompareResult::Refused };
    }
    progress(Step::Comparing);
    let result = match given_pairs(&options.settled, &before, &after) {
        Ok(given) => {
            let changes = compare_plans(&before, &after, &given);
            CompareResult::Compared(Box::new(PlanComparison { before, after, changes }))
        }
        Err(message) => CompareResult::BadPair(message),
    };
    ComparedPlans { report, result }
}

fn load(
    file: PlanInput,
    layout: &LoadedLayout,
    options: &PlanOptions,
    report: &mut JobReport,
) -> Option<Plan> {
    let opened = file.open(report);
    let layout = layout.sound.as_ref().map(|sound| &sound.layout);
    let PlanOptions { map, given, defaults, .. } = options;
    let recognised = recognise_plan(vec![opened], layout, map, given, defaults, report)?;
    let JobReport { sources, findings, .. } = report;
    Some(validate_plan(recognised.plan, sources, findings).plan)
}

/// Turns numbers into indices.
///
/// # Errors
/// The message, if a plan has no objective of a number, or if one is in two pairs.
fn given_pairs(
    settled: &[SettledPair],
    before: &Plan,
    after: &Plan,
) -> Result<Vec<GivenPair>, String> {
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for &SettledPair { before: old, after: new } in settled {
        for (number, plan, which) in
            [(old, before, "Il piano di prima"), (new, after, "Il piano nuovo")]
        {
            let count = plan.objectives.len();
            if !(1..=count).contains(&number) {
                return Err(format!(
                    "{which} non ha un obiettivo {number}: i suoi vanno da 1 a {count}. Controllare --abbina {old}={new}."
                ));
            }
        }
        if !olds.insert(old) || !news.insert(new) {
            return Err(format!(
                "--abbina {old}={new}: uno dei due obiettivi è già abbinato a un altro."
            ));
        }
        pairs.push(GivenPair { before: old - 1, after: new - 1 });
    }
    Ok(pairs)
}
