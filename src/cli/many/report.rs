//! Report on a batch: errors in the order of the plans, whatever the order in which they
//! finish, and a summary.

use super::plans::BatchPlan;
use crate::cli::ExitOutcome;
use crate::cli::progress::Progress;
use crate::cli::publication::PlanEnd;
use crate::cli::summary::recognition_text;
use crate::cli::terminal::{color_on_stderr, harmless, print_error};
use crate::diag::{Code, Diagnostic, Findings, Severity, human_report};
use crate::italian::plural::counted_unless_zero;
use crate::job::JobReport;
use crate::source::{SourceMap, Span};
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
    /// Whole lines for standard error; empty if there is nothing to report.
    text: String,
}

impl FinishedPlan {
    /// Returns the end of `plan`; its text includes warnings and notes if `with_warnings`.
    pub(crate) fn of(
        plan: &BatchPlan,
        report: JobReport,
        end: PlanEnd,
        with_warnings: bool,
    ) -> Self {
        let JobReport { findings, sources, recognition } = report;
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|severity| findings.count(severity));
        let outcome = match &end {
            PlanEnd::Written(_) => ExitOutcome::Done,
            PlanEnd::Refused => ExitOutcome::Invalid,
            PlanEnd::Failed(_) => ExitOutcome::Failed,
        };
        let mut finished =
            FinishedPlan { name: name(plan), outcome, errors, warnings, text: String::new() };
        let findings = if with_warnings { findings } else { findings.errors() };
        let found = human_report(&findings, &sources, color_on_stderr());
        finished.text = if with_warnings {
            format!("{}\n{}{found}", finished.line(), recognition_text(&recognition))
        } else {
            found
        };
        if let PlanEnd::Failed(message) = end {
            finished.text += &format!("errore: «{}»: {}\n\n", finished.name, harmless(&message));
        }
        finished
    }

    /// Returns the end of a plan that met a defect of the program.
    pub(crate) fn panicked(plan: &BatchPlan, panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let message = format!("Il piano ha interrotto il programma: {text}");
        let hint = "È un difetto del programma: segnalarlo a chi lo cura, con il piano e il layout usati. Gli altri piani non ne risentono.";
        Self::refused(plan, |place| Diagnostic::new(Code::Internal, place, message).hint(hint))
    }

    /// Returns the end of a plan whose annexes would share a folder in `output` with `other`.
    pub(crate) fn clash(plan: &BatchPlan, other: &BatchPlan, output: &Path) -> Self {
        let message = format!(
            "Gli allegati andrebbero in «{}», dove vanno anche quelli di «{}».",
            output.join(&plan.folder).display(),
            other.path.display()
        );
        let hint = "Cambiare il nome di uno dei due piani, o tenerne uno solo: nessuno dei due è stato scritto.";
        Self::refused(plan, |place| Diagnostic::new(Code::FileName, place, message).hint(hint))
    }

    /// Returns the end of a plan that was not made, with one error.
    fn refused(plan: &BatchPlan, finding: impl FnOnce(Span) -> Diagnostic) -> Self {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let file = sources.add(plan.path.display().to_string(), "");
        findings.push(finding(Span::new(file, 0..0)));
        let text = human_report(&findings, &sources, color_on_stderr());
        FinishedPlan {
            name: name(plan),
            outcome: ExitOutcome::Invalid,
            errors: 1,
            warnings: 0,
            text,
        }
    }

    /// Returns the lines for standard error.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns «piani/a.yaml: fatto, 3 avvisi».
    fn line(&self) -> String {
        let end = match self.outcome {
            // `Look` is an outcome of `verifica`; no plan ends so.
            ExitOutcome::Done | ExitOutcome::Look => "fatto",
            ExitOutcome::Invalid => "non fatto",
            ExitOutcome::Failed => "non scritto",
        };
        let errors = counted_unless_zero(self.errors, "errore", "errori");
        let warnings = counted_unless_zero(self.warnings, "avviso", "avvisi");
        let parts: Vec<_> =
            [Some(end.to_owned()), errors, warnings].into_iter().flatten().collect();
        format!("{}: {}", self.name, parts.join(", "))
    }
}

fn name(plan: &BatchPlan) -> String {
    harmless(&plan.path.display().to_string())
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
            if !finished.text.is_empty() {
                self.progress.suspended(|| print_error(&finished.text));
            }
            summary.add(&finished);
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
