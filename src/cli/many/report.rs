//! Report on a batch: errors in the order of the plans, whatever the order in which they
//! finish, and a summary.

use super::plans::BatchPlan;
use crate::cli::ExitOutcome;
use crate::cli::args::ReportArgs;
use crate::cli::made_files::MadeFiles;
use crate::cli::progress::Progress;
use crate::cli::publication::PlanEnd;
use crate::cli::summary::{RecognitionAccount, findings_text, recognition_text};
use crate::cli::terminal::{harmless, print_error, terminal_on_stderr};
use crate::diag::{Code, Diagnostic, Severity, json_report, json_text};
use crate::italian::plural::counted_unless_zero;
use crate::job::JobReport;
use crate::source::Span;
use serde::Serialize;
use serde_json::value::RawValue;
use std::any::Any;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A plan that is finished: all that a batch keeps of it.
pub(crate) struct FinishedPlan {
    name: String,
    outcome: ExitOutcome,
    errors: usize,
    warnings: usize,
    report: PlanReport,
}

/// Report on one plan of a batch.
enum PlanReport {
    /// Whole lines for standard error; empty if there is nothing to report.
    ForPeople(String),
    /// Entry of the report for programs.
    ForPrograms(Box<RawValue>),
}

/// How a batch reports on its plans.
#[derive(Clone, Copy)]
pub(crate) struct BatchReportForm<'a> {
    /// Show warnings and notes as well.
    pub with_warnings: bool,
    /// In full, or for programs.
    pub args: ReportArgs,
    /// Common folder of the annexes.
    pub output: &'a Path,
}

/// Entry of a plan in the report for programs, besides its findings.
#[derive(Serialize)]
struct PlanEntry<'a> {
    piano: String,
    /// As in the line for people: «fatto», «non fatto», «non scritto».
    esito: &'static str,
    /// Failure of the disk, or a file that would be lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    impedimento: Option<&'a str>,
    #[serde(flatten)]
    made: MadeFiles,
    #[serde(flatten)]
    recognised: RecognitionAccount<'a>,
}

impl FinishedPlan {
    /// Returns the end of `plan`.
    pub(crate) fn of(
        plan: &BatchPlan,
        report: JobReport,
        end: PlanEnd,
        form: BatchReportForm<'_>,
    ) -> Self {
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|severity| report.findings.count(severity));
        let outcome = match &end {
            PlanEnd::Written(_) => ExitOutcome::Done,
            PlanEnd::Refused => ExitOutcome::Invalid,
            PlanEnd::Failed(_) => ExitOutcome::Failed,
        };
        let name = harmless(&plan.path.display().to_string());
        let none = PlanReport::ForPeople(String::new());
        let mut finished = FinishedPlan { name, outcome, errors, warnings, report: none };
        finished.report = if form.args.json {
            PlanReport::ForPrograms(finished.entry(plan, &report, &end, form))
        } else {
            PlanReport::ForPeople(finished.lines(report, &end, form))
        };
        finished
    }

    fn lines(&self, report: JobReport, end: &PlanEnd, form: BatchReportForm<'_>) -> String {
        let JobReport { findings, sources, recognition, .. } = report;
        let (full, terminal) = (form.args.full, terminal_on_stderr());
        let mut lines = String::new();
        let findings = if form.with_warnings {
            lines = format!("{}\n{}", self.line(), recognition_text(&recognition, terminal));
            findings
        } else {
            findings.errors()
        };
        lines += &findings_text(&findings, &sources, full, terminal);
        if let PlanEnd::Failed(message) = end {
            lines += &format!("errore: «{}»: {}\n\n", self.name, harmless(message));
        }
        lines
    }

    fn entry(
        &self,
        plan: &BatchPlan,
        report: &JobReport,
        end: &PlanEnd,
        form: BatchReportForm<'_>,
    ) -> Box<RawValue> {
        let entry = PlanEntry {
            piano: plan.path.display().to_string(),
            esito: self.end(),
            impedimento: match end {
                PlanEnd::Failed(message) => Some(message),
                PlanEnd::Written(_) | PlanEnd::Refused => None,
            },
            made: MadeFiles::of(&form.output.join(&plan.folder), end),
            recognised: RecognitionAccount::of(&report.recognition),
        };
        let text = json_report(&report.findings, &report.sources, &entry);
        RawValue::from_string(text).expect("just written as JSON")
    }

    /// Returns the end of a plan that met a defect of the program.
    pub(crate) fn panicked(
        plan: &BatchPlan,
        panic: &(dyn Any + Send),
        form: BatchReportForm<'_>,
    ) -> Self {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let message = format!("Il piano ha interrotto il programma: {text}");
        let hint = "È un difetto del programma: segnalarlo a chi lo cura, con il piano e il layout usati. Gli altri piani non ne risentono.";
        let finding = |place| Diagnostic::new(Code::Internal, place, message).hint(hint);
        Self::refused(plan, finding, form)
    }

    /// Returns the end of a plan whose annexes would share a folder with `other`.
    pub(crate) fn clash(plan: &BatchPlan, other: &BatchPlan, form: BatchReportForm<'_>) -> Self {
        let message = format!(
            "Gli allegati andrebbero in «{}», dove vanno anche quelli di «{}».",
            form.output.join(&plan.folder).display(),
            other.path.display()
        );
        let hint = "Cambiare il nome di uno dei due piani, o tenerne uno solo: nessuno dei due è stato scritto.";
        let finding = |place| Diagnostic::new(Code::FileName, place, message).hint(hint);
        Self::refused(plan, finding, form)
    }

    /// Returns the end of a plan that was not made, with one error.
    fn refused(
        plan: &BatchPlan,
        finding: impl FnOnce(Span) -> Diagnostic,
        form: BatchReportForm<'_>,
    ) -> Self {
        let mut report = JobReport::default();
        let file = report.sources.add(plan.path.display().to_string(), "");
        report.findings.push(finding(Span::new(file, 0..0)));
        Self::of(plan, report, PlanEnd::Refused, form)
    }

    /// Returns the lines for standard error.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        match &self.report {
            PlanReport::ForPeople(text) => text,
            PlanReport::ForPrograms(entry) => entry.get(),
        }
    }

    /// Returns «piani/a.yaml: fatto, 3 avvisi».
    fn line(&self) -> String {
        let errors = counted_unless_zero(self.errors, "errore", "errori");
        let warnings = counted_unless_zero(self.warnings, "avviso", "avvisi");
        let parts: Vec<_> =
            [Some(self.end().to_owned()), errors, warnings].into_iter().flatten().collect();
        format!("{}: {}", self.name, parts.join(", "))
    }

    fn end(&self) -> &'static str {
        match self.outcome {
            // `Look` is an outcome of `verifica`; no plan ends so.
            ExitOutcome::Done | ExitOutcome::Look => "fatto",
            ExitOutcome::Invalid => "non fatto",
            ExitOutcome::Failed => "non scritto",
        }
    }
}

/// Report that takes finished plans as they come and prints them in the order of the batch.
pub(crate) struct OrderedReport<'a> {
    progress: &'a Progress,
    state: Mutex<ReportState>,
}

#[derive(Default)]
struct ReportState {
    /// Plans that finished before their turn.
    waiting: BTreeMap<usize, FinishedPlan>,
    /// Number of the plan to print next.
    next: usize,
    summary: BatchSummary,
}

impl<'a> OrderedReport<'a> {
    /// Returns a report without any plan.
    pub(crate) fn new(progress: &'a Progress) -> Self {
        OrderedReport { progress, state: Mutex::default() }
    }

    /// Adds plan number `i`, from 0.
    pub(crate) fn add(&self, i: usize, finished: FinishedPlan) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let ReportState { waiting, next, summary } = &mut *state;
        waiting.insert(i, finished);
        while let Some(finished) = waiting.remove(next) {
            summary.add(&finished);
            match finished.report {
                PlanReport::ForPeople(text) if text.is_empty() => {}
                PlanReport::ForPeople(text) => self.progress.suspended(|| print_error(&text)),
                PlanReport::ForPrograms(entry) => summary.entries.push(entry),
            }
            *next += 1;
        }
    }

    /// Returns the summary, when all plans are added.
    pub(crate) fn summary(self) -> BatchSummary {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).summary
    }
}

/// Counts of a batch.
#[derive(Default)]
pub(crate) struct BatchSummary {
    done: usize,
    with_warnings: usize,
    warnings: usize,
    /// Line for each plan that was not made.
    failed: Vec<String>,
    disk_failed: bool,
    /// Entries of the report for programs, if it is wanted.
    entries: Vec<Box<RawValue>>,
}

/// Report on a batch for programs.
#[derive(Serialize)]
struct BatchReport<'a> {
    /// Version of this form.
    versione: u8,
    fatti: usize,
    #[serde(rename = "non-fatti")]
    failed: usize,
    piani: &'a [Box<RawValue>],
}

impl BatchSummary {
    fn add(&mut self, finished: &FinishedPlan) {
        self.disk_failed |= finished.outcome == ExitOutcome::Failed;
        if finished.outcome == ExitOutcome::Done {
            self.done += 1;
            self.with_warnings += usize::from(finished.warnings > 0);
            self.warnings += finished.warnings;
        } else {
            self.failed.push(finished.line());
        }
    }

    /// Returns `true` if nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.done == 0
    }

    /// Returns the outcome of the run: a failure of the disk weighs more than errors in plans.
    pub(crate) fn outcome(&self) -> ExitOutcome {
        match (self.disk_failed, self.failed.is_empty()) {
            (true, _) => ExitOutcome::Failed,
            (false, false) => ExitOutcome::Invalid,
            (false, true) => ExitOutcome::Done,
        }
    }

    /// Returns the report for programs.
    pub(crate) fn json(&self) -> String {
        let (fatti, failed) = (self.done, self.failed.len());
        json_text(&BatchReport { versione: 1, fatti, failed, piani: &self.entries })
    }

    /// Returns the summary for people; the annexes are in `folder`.
    pub(crate) fn text(&self, folder: &Path) -> String {
        let total = self.done + self.failed.len();
        let folder = harmless(&folder.display().to_string());
        let mut text = format!(
            "Piani fatti: {} su {total}, in «{folder}», una cartella per piano.\n",
            self.done
        );
        if let Some(warnings) = counted_unless_zero(self.warnings, "avviso", "avvisi") {
            let plans = self.with_warnings;
            text += &format!(
                "Con avvisi: {plans} ({warnings}); per vederli: --avvisi, oppure allegati controlla PIANO.\n"
            );
        }
        if !self.failed.is_empty() {
            text += &format!("Non fatti: {}\n", self.failed.len());
        }
        self.failed.iter().fold(text, |text, line| text + "  " + line + "\n")
    }
}
