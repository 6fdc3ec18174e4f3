//! Results of a plan that a person hands over, and what the job makes of them.

use super::made_set::{MadeSet, SetKind};
use super::work::{MadeWork, make_options};
use crate::job::{
    AchievementInput, AchievementOptions, LayoutChoice, MadePlan, PlanDefaults, PlanInput,
    PlanOptions, make_achievement,
};
use crate::manifest::AnnexFormat;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Layout of the annexes.
const LAYOUT: &str = "consuntivo";
/// Sentence on results with errors.
const REFUSED: &str = "Il consuntivo si fa quando non ci sono più errori.";

/// Files and choices of a person.
pub(super) struct AchievementChoices {
    /// Files of the plan, the results and the approved plan.
    pub(super) input: AchievementInput,
    /// Layout whose headings tables are read by.
    pub(super) layout: LayoutChoice,
    /// Values of the plan's head that the office has set.
    pub(super) defaults: PlanDefaults,
    /// Years; none for all that have results.
    pub(super) years: BTreeSet<u16>,
    /// Day of a document on the way to the end of the year.
    pub(super) state_of: Option<NaiveDate>,
}

/// Makes the annexes; the files of the form are not kept.
pub(super) fn make_set(choices: AchievementChoices) -> MadeSet {
    let AchievementChoices { mut input, layout, defaults, years, state_of } = choices;
    let plan = PlanOptions { defaults, date: state_of, ..PlanOptions::default() };
    let make = make_options(plan, &AnnexFormat::ALL);
    let options = AchievementOptions { make, years, state_of };
    tell_apart(&mut input);
    let name = input.plan.label.clone();
    let annex_layout = LayoutChoice::Named(LAYOUT.to_owned());
    let MadePlan { report, result } =
        make_achievement(input, layout, annex_layout, &options, &|_| ());
    MadeSet { kind: SetKind::Achievement, name, made: MadeWork::of(report, result, REFUSED) }
}

/// Numbers the labels of files of one name: areas send back workbooks that are called the same.
fn tell_apart(input: &mut AchievementInput) {
    let AchievementInput { plan, results, approved } = input;
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let files: Vec<&mut PlanInput> =
        [plan].into_iter().chain(results).chain(approved.as_mut()).collect();
    for file in files {
        let name = file.label.clone();
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let mut labels = std::iter::once(name.clone()).chain(numbered);
        file.label = labels.find(|label| !taken.contains(label)).expect("numbers do not end");
        taken.insert(file.label.clone());
    }
}
