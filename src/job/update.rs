//! Brings the changes of a file that was edited elsewhere into the plan that it was made from.

use super::Step;
use super::compare::check_settled;
use super::input::PlanInput;
use super::layout::LayoutChoice;
use super::loaded_plan::LoadedPlan;
use super::open::PlanFormat;
use super::report::{JobReport, PlanOptions};
use super::update_edits::PlanUpdate;
use crate::compare::{
    ChangeCounts, KeptObjective, PlanChanges, SettledMatch, StatedFields, TableSide, compare_plans,
    results_differ, sentences,
};
use crate::model::Plan;
use crate::plan_file::{PlanEdit, edit_plan};
use crate::source::Span;

/// Findings on an edited file, and the plan with its changes.
pub struct UpdatedPlan {
    /// Everything that was found in both files.
    pub report: JobReport,
    /// The plan, or why there is none.
    pub result: UpdateResult,
}

/// Result of bringing changes into a plan.
pub enum UpdateResult {
    /// Plan with the changes in place.
    Updated(Box<PlanText>),
    /// The report holds errors.
    Refused,
    /// The plan is no file in YAML, whose text could stay.
    NoYaml,
    /// The plan and the edited file have no objectives in common.
    Unrelated,
    /// A match that a person settles cannot be: the message.
    BadMatch(String),
}

/// Text of a plan with changes in place.
pub struct PlanText {
    /// Plan in YAML.
    pub yaml: String,
    /// Changes between the plan and the edited file.
    pub counts: ChangeCounts,
    /// Changes that are not in the text, a sentence each: a person has to write them.
    pub left: Vec<String>,
    /// Names of what the plan says and the edited file does not, or not where it is read: whether it was edited is
    /// unknown.
    pub unread: Vec<String>,
    /// Matches of objectives that are in doubt, a sentence each.
    pub doubts: Vec<String>,
}

/// Step of an update, which works on the text that the one before made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UpdateStep {
    /// Everything but the order of groups.
    Contents,
    /// Entries that go into groups which are new in the text.
    Rest,
    /// The order of areas.
    Areas,
    /// The order of periods.
    Periods,
}

/// Writes the plan in `base` with what `edited` says in its place; comments and order stay where
/// nothing changes. What the edited file does not show, such as a field without a column, stays too.
/// `settled` are the matches that a person settles.
pub fn update(
    base: PlanInput,
    edited: PlanInput,
    layout: LayoutChoice,
    options: &PlanOptions,
    settled: &[SettledMatch],
    progress: &dyn Fn(Step),
) -> UpdatedPlan {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let layout = layout.load();
    report.add_layout(&layout);
    if base.format != PlanFormat::YAML {
        return UpdatedPlan { report, result: UpdateResult::NoYaml };
    }
    let again = base.clone();
    let loaded = LoadedPlan::load_both([base, edited], &layout, options, &mut report);
    let [Some(old), Some(new)] = loaded else {
        report.finish(options.strict);
        return UpdatedPlan { report, result: UpdateResult::Refused };
    };
    if !report.findings.has_errors() {
        report.findings.extend(new.edited_cells(&old, &layout));
    }
    report.finish(options.strict);
    if report.findings.has_errors() {
        return UpdatedPlan { report, result: UpdateResult::Refused };
    }
    progress(Step::Comparing);
    let settled = match check_settled(settled, &old.plan, &new.plan) {
        Ok(settled) => settled,
        Err(message) => return UpdatedPlan { report, result: UpdateResult::BadMatch(message) },
    };
    let (changes, _) = new.stated(compare_plans(&old.plan, &new.plan, &settled), TableSide::After);
    if changes.is_unrelated {
        return UpdatedPlan { report, result: UpdateResult::Unrelated };
    }
    let reread = |yaml: &str| {
        let input = PlanInput { bytes: Ok(yaml.into()), ..again.clone() };
        let mut scratch = JobReport::default();
        let loaded = LoadedPlan::load(input, &layout, options, &mut scratch)?;
        (!scratch.findings.has_errors()).then_some(loaded)
    };
    let text = report.sources.file(old.source).text();
    let Some(made) = apply(text, &old, &new, &changes, UpdateStep::Contents, &reread) else {
        return UpdatedPlan { report, result: UpdateResult::Refused };
    };
    // Groups move when all is in them: an entry that moves takes no moves inside it along.
    let steps = [UpdateStep::Rest, UpdateStep::Rest, UpdateStep::Areas, UpdateStep::Periods];
    let made = steps.into_iter().fold(made, |made, step| {
        let (changes, _) =
            new.stated(compare_plans(&made.1.plan, &new.plan, &[]), TableSide::After);
        let moved = apply(&made.0, &made.1, &new, &changes, step, &reread);
        moved.unwrap_or(made)
    });
    let (yaml, LoadedPlan { plan, .. }) = made;
    let (left, mut unread) = left(&yaml, &plan, &new);
    unread.extend(results_differ(&changes, &old.plan, &new.plan).then(|| "Esiti".to_owned()));
    let counts = changes.counts();
    let doubts = doubts(&changes, &old.plan, &new.plan);
    let result = UpdateResult::Updated(Box::new(PlanText { yaml, counts, left, unread, doubts }));
    UpdatedPlan { report, result }
}

/// Returns the text with the edits of a step, and the plan that it is; `None` if it is none.
fn apply(
    text: &str,
    old: &LoadedPlan,
    new: &LoadedPlan,
    changes: &PlanChanges,
    step: UpdateStep,
    reread: &dyn Fn(&str) -> Option<LoadedPlan>,
) -> Option<(String, LoadedPlan)> {
    let update = PlanUpdate {
        before: &old.plan,
        after: &new.plan,
        base: &old.raw,
        raw: &new.raw,
        text,
        is_whole: new.states_rules,
        shown: StatedFields::of(&new.plan),
    };
    let edits = match step {
        UpdateStep::Contents | UpdateStep::Rest => update.edits(changes),
        UpdateStep::Areas => update.area_moves(changes),
        UpdateStep::Periods => update.period_moves(changes),
    };
    let is_entry =
        |edit: &PlanEdit<'_>| matches!(edit, PlanEdit::MoveEntry(..) | PlanEdit::AddEntry(..));
    if step != UpdateStep::Contents && !edits.iter().any(is_entry) {
        return None;
    }
    let made_by = |edits: &[PlanEdit<'_>]| {
        let yaml = edit_plan(text, edits, &new.raw);
        reread(&yaml).map(|plan| (yaml, plan))
    };
    // An edit may make the plan invalid: it alone is left to a person.
    made_by(&edits).or_else(|| made_by(&fitting(&edits, |edits| made_by(edits).is_some())))
}

/// Returns the edits that fit together, in their order; of very many, none.
fn fitting<'e>(
    edits: &[PlanEdit<'e>],
    fits: impl Fn(&[PlanEdit<'e>]) -> bool,
) -> Vec<PlanEdit<'e>> {
    /// Most edits that are tried one by one: each costs the reading of the plan.
    const MOST: usize = 300;
    let mut kept = Vec::new();
    for edit in edits.iter().filter(|_| edits.len() <= MOST) {
        kept.push(edit.clone());
        if !fits(&kept) {
            kept.pop();
        }
    }
    kept
}

/// Returns a sentence on each match that is in doubt.
fn doubts(changes: &PlanChanges, before: &Plan, after: &Plan) -> Vec<String> {
    let of_pair = |kept: &KeptObjective| {
        let (old, new) = (&before.objectives[kept.before], &after.objectives[kept.after]);
        let [old, new] = [old, new].map(sentences::name);
        sentences::doubt(kept).map(|doubt| format!("{old} è diventato {new}: {doubt}"))
    };
    changes.kept().filter_map(of_pair).collect()
}

/// Returns the changes that `text`, the edited plan, does not have, a sentence each with its line in `yaml`, and
/// the names of what the edited file does not state.
fn left(yaml: &str, text: &Plan, wanted: &LoadedPlan) -> (Vec<String>, Vec<String>) {
    let (changes, unread) = wanted.stated(compare_plans(text, &wanted.plan, &[]), TableSide::After);
    let line = |at: usize| 1 + yaml.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    let sentence = |(place, words): (Option<Span>, String)| match place {
        Some(place) => format!("riga {}: {words}", line(place.range().start.min(yaml.len()))),
        None => words,
    };
    let all = sentences::all(&changes, text, &wanted.plan);
    (all.into_iter().map(sentence).collect(), unread)
}
