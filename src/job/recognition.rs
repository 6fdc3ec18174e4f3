//! The opened files of a plan become one raw plan.

use super::defaults::{account, complete_by_default};
use super::given::state_head;
use super::input::OpenedFile;
use super::layout::{column_headings, unusual_levels};
use super::open::{Opened, OpenedPart};
use super::report::{JobReport, PlanDefaults, TablesOfFile};
use crate::combine::combine;
use crate::diag::{Code, Diagnostic};
use crate::layout::Layout;
use crate::model::{GivenValue, Heading, Key, LevelHead};
use crate::raw::{Field, RawPlan, RawSigner};
use crate::recognise::{FileNames, Recognised, RecognitionHints};

/// Turns the files of a plan into a raw plan, looking in tables for the headings of `layout` and
/// those of the user; what the user gives completes it, then what the office has set.
///
/// Returns `None`, with a finding, if one of them cannot be understood.
pub(super) fn recognise_plan(
    files: Vec<OpenedFile>,
    layout: Option<&Layout>,
    map: &[Heading],
    given: &[GivenValue],
    defaults: &PlanDefaults,
    report: &mut JobReport,
) -> Option<Recognised> {
    recognise_by_levels(files, (layout, None), (map, given), defaults, report)
}

/// Turns the files of a plan into a raw plan as [`recognise_plan`] does; where the layout groups by area and
/// period, tables are of the `known` levels, if there are any.
pub(super) fn recognise_by_levels(
    files: Vec<OpenedFile>,
    (layout, known): (Option<&Layout>, Option<Vec<LevelHead>>),
    (map, given): (&[Heading], &[GivenValue]),
    defaults: &PlanDefaults,
    report: &mut JobReport,
) -> Option<Recognised> {
    // YAML and JSON name their own keys: the layout's headings would be worked out in vain.
    let is_table = |file: &OpenedFile| matches!(file.content, Some(Opened::Tables(..)));
    let layout = layout.filter(|_| files.iter().any(is_table));
    let headings = layout.map(column_headings).unwrap_or_default();
    let levels = layout.and_then(unusual_levels).or(known);
    let JobReport { sources, findings, recognition, tables, proposed, defaults: taken } = report;
    let given = state_head(given, sources, findings);
    let mut hints = RecognitionHints {
        layout: &headings,
        levels: levels.as_deref(),
        map,
        given: given.as_ref(),
        file: FileNames::default(),
        count_before: 0,
    };
    let are_several = files.len() > 1;
    let parts = files.into_iter().map(|OpenedFile { label, content, .. }| {
        let mut found = Vec::new();
        let part = content?.part(&hints, findings, &mut found);
        if !found.is_empty() {
            tables.push(TablesOfFile { file: label.clone(), tables: found });
        }
        let part = part?;
        // Files of one plan may count on where the one before ended.
        hints.count_before = part.count;
        if are_several {
            recognition.push(format!("{label}:"));
        }
        recognition.extend_from_slice(&part.recognised.report);
        Some(part)
    });
    // Every file is read before the first that failed ends the job: one run reports all.
    let parts: Vec<Option<OpenedPart>> = parts.collect();
    let Some(mut parts) = parts.into_iter().collect::<Option<Vec<_>>>() else {
        recognition.clear();
        return None;
    };
    findings.extend(settle_titles(&mut parts));
    let lacks = parts.iter_mut().filter_map(|part| part.lacks.take());
    findings.extend(shared(lacks.collect()));
    let unplaced = parts.iter().flat_map(|part| part.recognised.unplaced.clone()).collect();
    let (plans, proposals): (Vec<RawPlan>, Vec<RawPlan>) =
        parts.into_iter().map(|part| (part.recognised.plan, part.recognised.proposed)).unzip();
    let mut plan = combine(plans, sources, findings)?;
    *taken = complete_by_default(&mut plan, defaults, sources);
    recognition.extend(account(defaults, taken));
    let proposals = joined(proposals)?;
    *proposed = values_of(&proposals);
    // The account of all files went to the report.
    Some(Recognised { plan, report: Vec::new(), proposed: proposals, unplaced })
}

/// Returns a proposed premise and proposed signers as values that a person can give.
fn values_of(proposed: &RawPlan) -> Vec<GivenValue> {
    let value = |key: String, field: &Field| match field {
        Field::Given(words) => Some(GivenValue { key, value: words.value.clone() }),
        _ => None,
    };
    let of_signer = |(number, signer): (usize, &RawSigner)| {
        let key = |part: Key| format!("{}.{number}.{}", Key::Signers.name(), part.name());
        [value(key(Key::Capacity), &signer.role), value(key(Key::Name), &signer.name)]
    };
    let signers = (1..).zip(&proposed.signers).flat_map(of_signer);
    let premise = value(Key::Premise.name().to_owned(), &proposed.premise);
    [premise].into_iter().chain(signers).flatten().collect()
}

/// Returns what all files propose: the first premise, and everyone who signs. A finding of each
/// file quotes its own.
fn joined(proposals: Vec<RawPlan>) -> Option<RawPlan> {
    let mut proposals = proposals.into_iter();
    let mut first = proposals.next()?;
    for RawPlan { premise, signers, .. } in proposals {
        if first.premise == Field::Absent {
            first.premise = premise;
        }
        first.signers.extend(signers);
    }
    Some(first)
}

/// Takes the findings on titles out of `parts`, and returns the one that matters: none if a file
/// states a title, which then is that of the files that do not.
fn settle_titles(parts: &mut [OpenedPart]) -> Option<Diagnostic> {
    let is_title =
        |finding: &Diagnostic| matches!(finding.code, Code::Missing | Code::DeducedTitle);
    let of_part = |part: &mut OpenedPart| {
        let lacks = part.lacks.as_mut()?;
        let at = lacks.iter().position(is_title)?;
        Some(lacks.remove(at))
    };
    let mut deduced: Vec<Option<Diagnostic>> = parts.iter_mut().map(of_part).collect();
    let mut titles = parts.iter().map(|part| &part.recognised.plan.title).zip(&deduced);
    if !titles.any(|(title, deduced)| title.is_given() && deduced.is_none()) {
        // What one file's name gives is better than nothing.
        let best = deduced.iter().flatten().position(|finding| finding.code != Code::Missing);
        return deduced.drain(..).flatten().nth(best.unwrap_or(0));
    }
    let without = parts.iter_mut().zip(&deduced).filter(|(_, deduced)| deduced.is_some());
    without.for_each(|(part, _)| part.recognised.plan.title = Field::Absent);
    None
}

/// Returns the findings on what all files lack, each once.
fn shared(lacks: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    let mut files = lacks.into_iter();
    let mut shared = files.next().unwrap_or_default();
    for lacks in files {
        shared.retain(|finding| lacks.iter().any(|other| other.message == finding.message));
    }
    shared
}
