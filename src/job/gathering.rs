//! Gathers the workbooks that were handed out: who sent one back, what was changed in them, and the plan
//! with what they say.

use super::Step;
use super::composition::ComposedPlan;
use super::distribution::{composed_plan, proposal_forms, result_forms};
use super::gathered_text::{
    GatheredText, add_objectives, is_same_proposal, with_objectives, with_outcomes,
};
use super::input::PlanInput;
use super::layout::LayoutChoice;
use super::open::TableFile;
use super::report::{JobReport, PlanOptions};
use super::returned_files::{ReturnedByName, ReturnedFiles, ReturnedWorkbook};
use crate::collect::{
    KnownResults, ProposedObjective, ReturnedForm, SentOpening, SentTwice, answers,
    proposed_objectives,
};
use crate::dataset::workbook_words::{PROPOSALS_NOTE, RESULTS_NOTE};
use crate::dataset::{ResultForm, evaluation_entries};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::italian::quotation::quote_start;
use crate::model::{FormPurpose, RecipientKind};
use crate::raw::RawPlan;
use crate::validate::validate_plan;

/// Findings on workbooks that came back, and the plan with what they say.
pub struct Gathering {
    /// Everything that was found.
    pub report: JobReport,
    /// The account, or `None` if nothing could be gathered.
    pub account: Option<GatheringAccount>,
    /// The plan with what came back; `None` if the report holds errors.
    pub plan: Option<GatheredText>,
}

/// Account of who sent what back.
pub struct GatheringAccount {
    /// Kind of content that was asked for.
    pub purpose: FormPurpose,
    /// Field by whose values rows were handed out.
    pub by: RecipientKind,
    /// Everyone who got a workbook, in the order of the plan.
    pub recipients: Vec<RecipientAccount>,
    /// Names of the files that are no plan's.
    pub unread: Vec<String>,
    /// Number of cells, rows and columns that are not as they were sent.
    pub changes: usize,
}

/// Account of one recipient.
pub struct RecipientAccount {
    /// Name of the area or of the person.
    pub name: String,
    /// Names of the files; none if it sent nothing.
    pub files: Vec<String>,
    /// Rows that have a result, or objectives that were proposed.
    pub filled: usize,
    /// Rows that have a value and no percentage, nor a way to one.
    pub without_percentage: usize,
    /// Objectives that were proposed and are in the plan already.
    pub known: usize,
    /// Rows that were sent; those of a workbook for proposals are as many as one likes.
    pub rows: Option<usize>,
}

impl RecipientAccount {
    fn new(name: &str, files: &[ReturnedWorkbook]) -> Self {
        let files = files.iter().map(|file| file.name.clone()).collect();
        RecipientAccount {
            name: name.to_owned(),
            files,
            filled: 0,
            without_percentage: 0,
            known: 0,
            rows: None,
        }
    }

    /// Returns `true` if nothing is missing, and nothing came twice.
    pub fn is_whole(&self) -> bool {
        self.files.len() == 1 && self.rows.is_none_or(|rows| self.filled == rows)
    }
}

impl GatheringAccount {
    fn new(purpose: FormPurpose, by: RecipientKind, files: &ReturnedFiles) -> Self {
        let unread = files.unread.clone();
        GatheringAccount { purpose, by, recipients: Vec::new(), unread, changes: 0 }
    }

    /// Adds files that are of nobody who got one.
    fn add_unknown(&mut self, unknown: Vec<ReturnedWorkbook>, findings: &mut Findings) {
        for file in unknown {
            let recipient = file.facts.recipient.value.trim();
            let message = format!("«{}» è di {recipient}, che nel piano non c'è.", file.name);
            let place = file.facts.recipient.span;
            findings.push(
                Diagnostic::new(Code::UnknownReturn, place, message)
                    .hint("Controllare che il piano sia quello da cui il file è stato fatto."),
            );
            self.unread.push(file.name);
        }
    }

    /// Returns `true` if everything came back as it was sent.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
            && self.changes == 0
            && self.recipients.iter().all(RecipientAccount::is_whole)
    }
}

/// Gathers `returned`, workbooks that [`distribute`](super::distribute) made of `plan`; `known` says what
/// becomes of results that the plan has.
pub fn gather(
    plan: PlanInput,
    returned: Vec<PlanInput>,
    layout: LayoutChoice,
    (options, known): (&PlanOptions, KnownResults),
    progress: &dyn Fn(Step),
) -> Gathering {
    progress(Step::Reading);
    let mut report = JobReport::default();
    let layout = layout.load();
    report.add_layout(&layout);
    let composed = composed_plan(plan.clone(), &layout, options, &mut report);
    let place = report.sources.start();
    let files = ReturnedFiles::open(returned, &mut report);
    let asked = files.asked(place, &mut report.findings);
    let Some(((raw, composed), (purpose, by))) = composed.zip(asked) else {
        report.finish(options.strict);
        return Gathering { report, account: None, plan: None };
    };
    progress(Step::Comparing);
    let mut gathered = raw.clone();
    let account = match purpose {
        FormPurpose::Results => results(&mut gathered, &composed, (by, files, known), &mut report),
        FormPurpose::Proposals => proposals(&mut gathered, &composed, (by, files), &mut report),
    };
    judge(&gathered, &mut report);
    report.finish(options.strict);
    let plan = (!report.findings.has_errors()).then(|| match purpose {
        FormPurpose::Results => with_outcomes(&plan, &raw, &gathered),
        FormPurpose::Proposals => with_objectives(&plan, &raw, &gathered),
    });
    Gathering { report, account: Some(account), plan }
}

/// Reports what is wrong with a plan that was gathered; what the plan itself has was reported.
fn judge(gathered: &RawPlan, report: &mut JobReport) {
    let JobReport { sources, findings, .. } = report;
    let mut found = Findings::default();
    validate_plan(gathered.clone(), sources, &mut found);
    let known: Vec<Diagnostic> = findings.iter().cloned().collect();
    findings.extend(found.iter().filter(|finding| !known.contains(finding)).cloned());
}

/// Takes the results of workbooks into the plan.
pub(super) fn results(
    gathered: &mut RawPlan,
    composed: &ComposedPlan,
    (by, files, known): (RecipientKind, ReturnedFiles, KnownResults),
    report: &mut JobReport,
) -> GatheringAccount {
    let entries = evaluation_entries(&composed.dataset);
    let forms = result_forms(&composed.plan, &entries, by, &composed.dataset);
    let findings = &mut report.findings;
    let mut account = GatheringAccount::new(FormPurpose::Results, by, &files);
    let names: Vec<&str> = forms.iter().map(|form| form.recipient.name.as_str()).collect();
    let ReturnedByName { mut of_recipients, unknown } = files.by_name(&names);
    let unknown = by_rows(unknown, (&forms, &mut of_recipients), findings);
    account.add_unknown(unknown, findings);
    for (form, files) in forms.iter().zip(of_recipients) {
        let mut recipient = RecipientAccount::new(&form.recipient.name, &files);
        recipient.rows = Some(form.rows.len());
        let mut read: Vec<(ReturnedForm<'_>, &ReturnedWorkbook)> = Vec::new();
        for file in &files {
            let start = file.tables.start;
            let read_from = (file.tables.grids.as_slice(), &file.facts);
            let Some(own) = ReturnedForm::read(read_from, form, start, findings) else {
                continue;
            };
            let changes = own.changes(&opening(composed, file, RESULTS_NOTE), start);
            account.changes += changes.len();
            findings.extend(changes);
            read.push((own, file));
        }
        let fullest = read.iter().max_by_key(|(own, _)| own.filled());
        if let Some((own, _)) = fullest {
            findings.extend(own.kept_results(gathered));
            let without = own.without_percentage(gathered, known);
            recipient.without_percentage = without.len();
            recipient.filled = own.filled() - without.len();
            findings.extend(without);
        }
        findings.extend(twice(&read, &form.recipient.name));
        account.recipients.push(recipient);
        // What others say is the same, or an error reported it.
        if let Some((own, _)) = read.into_iter().next() {
            own.take(gathered, known, findings);
        }
    }
    account
}

/// Returns the lines above the table of a workbook that was made of the plan.
fn opening<'o>(
    composed: &'o ComposedPlan,
    file: &'o ReturnedWorkbook,
    note: &'o str,
) -> SentOpening<'o> {
    SentOpening {
        title: &composed.annex.meta.title,
        own_title: &composed.plan.title.value,
        recipient: file.facts.recipient.value.trim(),
        note,
    }
}

/// Gives workbooks of a name that the plan has no more to the one recipient whose rows they have; returns the
/// others.
fn by_rows(
    unknown: Vec<ReturnedWorkbook>,
    (forms, of_recipients): (&[ResultForm], &mut [Vec<ReturnedWorkbook>]),
    findings: &mut Findings,
) -> Vec<ReturnedWorkbook> {
    let mut others = Vec::new();
    for file in unknown {
        let is_own = |at: &usize| answers(&file.tables.grids, &forms[*at]);
        let mut own = (0..forms.len()).filter(is_own);
        match (own.next(), own.next()) {
            (Some(at), None) => {
                let message = format!(
                    "«{}» è di «{}», che nel piano di ora non c'è: le sue righe sono di «{}».",
                    file.name,
                    file.facts.recipient.value.trim(),
                    forms[at].recipient.name
                );
                let place = file.facts.recipient.span;
                findings.push(Diagnostic::new(Code::ChangedSinceSent, place, message).hint(
                    "Il file è stato preso per suo: controllare che abbia soltanto cambiato nome.",
                ));
                of_recipients[at].push(file);
            }
            _ => others.push(file),
        }
    }
    others
}

/// Reports a recipient that sent more than one file back.
fn twice(read: &[(ReturnedForm<'_>, &ReturnedWorkbook)], name: &str) -> Vec<Diagnostic> {
    let Some(((first, of_first), others)) = read.split_first() else { return Vec::new() };
    let finding = |(other, file): &(ReturnedForm<'_>, &ReturnedWorkbook)| {
        let both = format!("«{}» e «{}»", of_first.name, file.name);
        let Some(differs) = first.contradiction(other) else {
            let message = format!("Di {name} ci sono due file che dicono lo stesso: {both}.");
            let hint = "Ne basta uno: togliere l'altro dalla cartella.";
            return Diagnostic::new(Code::SentTwice, file.tables.start, message).hint(hint);
        };
        let words = |text: &str| match text {
            "" => "niente".to_owned(),
            text => quote_start(text),
        };
        let SentTwice { number, field, here, there } = differs;
        let message = format!(
            "Di {name} ci sono due file che non dicono lo stesso, {both}: per l'obiettivo {number} «{}» è {} nel primo e {} nel secondo.",
            field.name(),
            words(&here.0),
            words(&there.0)
        );
        let mut finding = Diagnostic::new(Code::SentTwice, there.1, message)
            .also(here.1, "l'altro file")
            .hint("Lasciare nella cartella soltanto quello giusto.");
        finding.severity = Severity::Error;
        finding
    };
    others.iter().map(finding).collect()
}

/// Takes the objectives that workbooks propose into the plan.
fn proposals(
    gathered: &mut RawPlan,
    composed: &ComposedPlan,
    (by, files): (RecipientKind, ReturnedFiles),
    report: &mut JobReport,
) -> GatheringAccount {
    let forms = proposal_forms(&composed.plan, by, 0);
    let findings = &mut report.findings;
    let mut account = GatheringAccount::new(FormPurpose::Proposals, by, &files);
    let names: Vec<&str> = forms.iter().map(|form| form.recipient.name.as_str()).collect();
    let ReturnedByName { of_recipients, unknown } = files.by_name(&names);
    account.add_unknown(unknown, findings);
    for (form, files) in forms.iter().zip(of_recipients) {
        let mut recipient = RecipientAccount::new(&form.recipient.name, &files);
        let mut read: Vec<(Vec<ProposedObjective>, &ReturnedWorkbook)> = Vec::new();
        for file in &files {
            let TableFile { grids, start, .. } = &file.tables;
            let opening = opening(composed, file, PROPOSALS_NOTE);
            let proposed = proposed_objectives(grids, (form, &opening), *start, findings);
            read.extend(proposed.map(|proposed| (proposed, file)));
        }
        if let [(first, _), others @ ..] = read.as_slice() {
            let again = others.iter().map(|(own, file)| (is_same_proposal(first, own), *file));
            findings.extend(again.map(|(is_same, file)| proposed_twice(file, is_same)));
        }
        if let Some((proposed, _)) = read.into_iter().next() {
            recipient.filled = proposed.len();
            recipient.known = add_objectives(gathered, proposed, findings);
        }
        account.recipients.push(recipient);
    }
    account.changes = findings
        .iter()
        .filter(|one| matches!(one.code, Code::ChangedCell | Code::OtherPlan))
        .count();
    account
}

fn proposed_twice(file: &ReturnedWorkbook, is_same: bool) -> Diagnostic {
    let name = file.facts.recipient.value.trim();
    let how = if is_same { "che dicono lo stesso" } else { "con proposte diverse" };
    let message = format!("Di {name} ci sono due file {how}: uno è «{}».", file.name);
    let mut finding = Diagnostic::new(Code::SentTwice, file.tables.start, message)
        .hint("Lasciare nella cartella soltanto quello giusto.");
    if !is_same {
        finding.severity = Severity::Error;
    }
    finding
}
