//! Hands out workbooks to be filled in: one for each area, or for each person who answers.

use super::Step;
use super::complaints::complaints;
use super::composition::{ComposedPlan, compose_made};
use super::input::{PlanFile, PlanInput, stem};
use super::layout::{LayoutChoice, LoadedLayout};
use super::recognition::recognise_plan;
use super::report::{JobReport, PlanOptions};
use crate::annex::Annex;
use crate::collect::form_code;
use crate::dataset::{
    Dataset, EvaluationEntry, FormRecipient, ProposalForm, ResultForm, evaluation_entries,
};
use crate::diag::{Code, Diagnostic};
use crate::file_name::FileName;
use crate::group::words;
use crate::italian::quotation::quote_words;
use crate::model::{FormPurpose, Key, Level, Plan, RecipientKind};
use crate::raw::RawPlan;
use crate::render::{RenderError, xlsx};
use crate::text::{folded, folded_person};
use crate::validate::validate_plan;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Options of [`distribute`].
#[derive(Clone, Debug)]
pub struct DistributionOptions {
    /// Options on the plan.
    pub plan: PlanOptions,
    /// Field by whose values rows are handed out.
    pub by: RecipientKind,
    /// Kind of content that is asked for.
    pub purpose: FormPurpose,
    /// Empty rows of a workbook for proposals.
    pub rows: u32,
}

/// Findings on a plan, and the workbooks made from it.
pub struct Distribution {
    /// Everything that was found.
    pub report: JobReport,
    /// Workbooks in the order of the plan; `None` if the report holds errors.
    pub files: Option<Vec<HandedFile>>,
}

/// Workbook for one recipient.
pub struct HandedFile {
    /// Name of the file.
    pub name: FileName,
    /// Name of the area or of the person.
    pub recipient: String,
    /// Number of rows to be filled in.
    pub rows: usize,
    /// Bytes of the file.
    pub bytes: Vec<u8>,
}

/// Makes the workbooks of the plan in `input`.
pub fn distribute(
    input: PlanInput,
    layout: LayoutChoice,
    options: &DistributionOptions,
    progress: &dyn Fn(Step),
) -> Distribution {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let layout = layout.load();
    report.add_layout(&layout);
    let composed = composed_plan(input, &layout, &options.plan, &mut report);
    let composed = composed.filter(|(_, composed)| {
        report.findings.extend(without_recipient(&composed.plan, options.by));
        if options.purpose == FormPurpose::Proposals {
            report.findings.extend(without_place(&composed.plan));
        }
        report.finish(options.plan.strict);
        !report.findings.has_errors()
    });
    let Some((_, composed)) = composed else {
        report.finish(options.plan.strict);
        return Distribution { report, files: None };
    };
    let ComposedPlan { plan, annex, dataset, layout_place, .. } = composed;
    progress(Step::Rendering);
    let made: Result<Vec<_>, RenderError> = match options.purpose {
        FormPurpose::Results => {
            let entries = evaluation_entries(&dataset);
            let forms = result_forms(&plan, &entries, options.by, &dataset);
            forms.iter().map(|form| result_file(&annex, form)).collect()
        }
        FormPurpose::Proposals => {
            let forms = proposal_forms(&plan, options.by, options.rows);
            forms.iter().map(|form| proposal_file(&annex, form)).collect()
        }
    };
    let files = match made {
        Ok(files) => Some(named(files, options.purpose)),
        Err(error) => {
            report.findings.extend(complaints(error, layout_place, &report.sources));
            None
        }
    };
    Distribution { report, files }
}

/// Workbook without its name.
struct UnnamedFile {
    recipient: String,
    rows: usize,
    bytes: Vec<u8>,
}

fn result_file(annex: &Annex, form: &ResultForm) -> Result<UnnamedFile, RenderError> {
    let bytes = xlsx::result_form(annex, form, &form_code(form))?;
    Ok(UnnamedFile { recipient: form.recipient.name.clone(), rows: form.rows.len(), bytes })
}

fn proposal_file(annex: &Annex, form: &ProposalForm) -> Result<UnnamedFile, RenderError> {
    let bytes = xlsx::proposal_form(annex, form)?;
    Ok(UnnamedFile { recipient: form.recipient.name.clone(), rows: form.rows as usize, bytes })
}

/// Names the workbooks by their recipients, each name once.
fn named(files: Vec<UnnamedFile>, purpose: FormPurpose) -> Vec<HandedFile> {
    let mut taken = BTreeSet::new();
    let name = |file: UnnamedFile| HandedFile {
        name: FileName::of_words(
            &format!("{} {}", purpose.name(), file.recipient),
            "xlsx",
            &mut taken,
        ),
        recipient: file.recipient,
        rows: file.rows,
        bytes: file.bytes,
    };
    files.into_iter().map(name).collect()
}

/// Reads and composes a plan; what its annexes would lack is no matter here. Returns it as it was
/// written, too.
pub(super) fn composed_plan(
    input: PlanInput,
    layout: &LoadedLayout,
    options: &PlanOptions,
    report: &mut JobReport,
) -> Option<(RawPlan, ComposedPlan)> {
    let opened = input.open(report);
    let file = opened.file.clone();
    let sound = layout.sound.as_ref().map(|sound| &sound.layout);
    let PlanOptions { map, given, defaults, .. } = options;
    let raw = recognise_plan(vec![opened], sound, map, given, defaults, report)?.plan;
    let composed = composed_raw(raw.clone(), file, (layout, options), report)?;
    Some((raw, composed))
}

/// Validates and composes a plan that was read from `file`; what its annexes would lack is no matter here.
pub(super) fn composed_raw(
    raw: RawPlan,
    file: PlanFile,
    (layout, options): (&LoadedLayout, &PlanOptions),
    report: &mut JobReport,
) -> Option<ComposedPlan> {
    let JobReport { sources, findings, .. } = report;
    let plan = validate_plan(raw, sources, findings).plan;
    if report.findings.has_errors() {
        return None;
    }
    let found = report.findings.clone();
    let (stem, date) = (stem(std::slice::from_ref(&file)), options.date);
    let composed = compose_made(plan, vec![file], &stem, layout, date, report)?;
    report.findings = found;
    Some(composed)
}

/// Returns the sheets for results, one for each recipient.
pub(super) fn result_forms(
    plan: &Plan,
    entries: &[EvaluationEntry<'_>],
    by: RecipientKind,
    dataset: &Dataset,
) -> Vec<ResultForm> {
    let form = |(name, own): (String, BTreeSet<usize>)| {
        let of_recipient = |entry: &&EvaluationEntry<'_>| own.contains(&entry.index);
        let entries: Vec<_> = entries.iter().filter(of_recipient).collect();
        ResultForm::of(dataset, &entries, FormRecipient { kind: by, name })
    };
    recipients(plan, by).into_iter().map(form).collect()
}

/// Returns the sheets for proposals, one for each recipient.
pub(super) fn proposal_forms(plan: &Plan, by: RecipientKind, rows: u32) -> Vec<ProposalForm> {
    let form = |(name, own): (String, BTreeSet<usize>)| ProposalForm {
        areas: labels(plan, own.iter().copied(), &field(plan, RecipientKind::Area)),
        periods: labels(plan, 0..plan.objectives.len(), Key::Period.name()),
        kinds: plan.kinds.iter().map(|kind| kind.code.clone()).collect(),
        recipient: FormRecipient { kind: by, name },
        rows,
    };
    recipients(plan, by).into_iter().map(form).collect()
}

/// Returns the words of a field of some objectives, each once.
fn labels(plan: &Plan, own: impl Iterator<Item = usize>, field: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for index in own {
        let words = words(plan, &plan.objectives[index], field);
        let label = words.map(|words| folded(&words.value)).unwrap_or_default();
        if !label.is_empty() && !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// Returns the name of the field by which rows are handed out: the area, or the plan's own outermost
/// level if it has none.
fn field(plan: &Plan, by: RecipientKind) -> String {
    let level = || {
        let has_areas = plan.levels.contains(&Level::Area);
        let own = plan.levels.iter().find(|level| **level != Level::Period);
        own.filter(|_| !has_areas).map(|level| level.name().to_owned())
    };
    match by {
        RecipientKind::Area => level().unwrap_or_else(|| Key::Area.name().to_owned()),
        RecipientKind::Manager => Key::Manager.name().to_owned(),
    }
}

/// Returns who gets a workbook, in the order of the plan, each with the indices of the objectives.
fn recipients(plan: &Plan, by: RecipientKind) -> IndexMap<String, BTreeSet<usize>> {
    let field = field(plan, by);
    let fold = match by {
        RecipientKind::Area => folded,
        RecipientKind::Manager => folded_person,
    };
    let mut all: IndexMap<String, (String, BTreeSet<usize>)> = IndexMap::new();
    for (index, objective) in plan.objectives.iter().enumerate() {
        if let Some(name) = words(plan, objective, &field).filter(|name| !name.value.is_empty()) {
            let first = || (folded(&name.value), BTreeSet::new());
            all.entry(fold(&name.value)).or_insert_with(first).1.insert(index);
        }
    }
    all.into_values().collect()
}

/// Reports objectives that no workbook would have.
fn without_recipient(plan: &Plan, by: RecipientKind) -> Vec<Diagnostic> {
    let all = recipients(plan, by);
    if all.is_empty() {
        let message =
            format!("Nessun obiettivo ha {}: non c'è nessuno a cui mandare un file.", by.name());
        let place = plan.title.span;
        return vec![Diagnostic::new(Code::WithoutRecipient, place, message).hint(other_way(by))];
    }
    let is_lost = |index: &usize| !all.values().any(|own| own.contains(index));
    let finding = |index: usize| {
        let text = &plan.objectives[index].description;
        let (name, words) = (by.name(), quote_words(&text.value));
        let message = format!("L'obiettivo {words} non ha {name}: non sarebbe in nessun file.");
        Diagnostic::new(Code::WithoutRecipient, text.span, message).hint(other_way(by))
    };
    (0..plan.objectives.len()).filter(is_lost).map(finding).collect()
}

/// Reports a plan to which «raccogli» could not add an objective.
fn without_place(plan: &Plan) -> Option<Diagnostic> {
    let periods = labels(plan, 0..plan.objectives.len(), Key::Period.name());
    if plan.levels == Level::DEFAULT && !periods.is_empty() {
        return None;
    }
    let message = "Le proposte si chiedono per un piano diviso per area e periodo.";
    let finding = Diagnostic::new(Code::InvalidLevel, plan.title.span, message);
    Some(finding.hint("Per gli altri piani: «allegati nuovo» prepara un modulo da compilare."))
}

fn other_way(by: RecipientKind) -> &'static str {
    match by {
        RecipientKind::Area => "Scrivere l'area, o distribuire con --per responsabile.",
        RecipientKind::Manager => "Scrivere il responsabile, o distribuire con --per area.",
    }
}
