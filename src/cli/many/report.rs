//! What is said of many plans: their errors in the order of the plans, whatever the order in
//! which they end, and a summary.

use super::plans::Plan;
use crate::cli::Outcome;
use crate::cli::make::{End, Made};
use crate::cli::prepare::{Prepared, count};
use crate::cli::progress::Progress;
use crate::cli::terminal::{color_on_stderr, harmless, print_error};
use crate::diag::{Code, Diagnostic, Findings, Severity, human_report};
use crate::source::{SourceMap, Span};
use std::any::Any;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How a plan ended: all that is kept of it.
pub struct Ended {
    name: String,
    outcome: Outcome,
    errors: usize,
    warnings: usize,
    /// For standard error, whole lines; empty where there is nothing to say.
    said: String,
}

impl Ended {
    /// The end of `plan`; warnings and notes are said if `all` are wanted.
    pub fn of(plan: &Plan, made: Made, all: bool) -> Self {
        let Made { prepared, end } = made;
        let Prepared { findings, sources, report, .. } = prepared;
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|severity| findings.count(severity));
        let outcome = match &end {
            End::Written(_) => Outcome::Done,
            End::Refused => Outcome::Invalid,
            End::Failed(_) => Outcome::Failed,
        };
        let mut ended = Ended { name: name(plan), outcome, errors, warnings, said: String::new() };
        let findings = if all { findings } else { findings.errors() };
        let findings = human_report(&findings, &sources, color_on_stderr());
        ended.said = match all {
            true => format!("{}\n{report}{findings}", ended.line()),
            false => findings,
        };
        if let End::Failed(message) = end {
            ended.said += &format!("errore: «{}»: {}\n\n", ended.name, harmless(&message));
        }
        ended
    }

    /// The end of `plan`, which met a defect of the program.
    pub fn panicked(plan: &Plan, panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let message = format!("Il piano ha interrotto il programma: {text}");
        let hint = "È un difetto del programma: segnalarlo a chi lo cura, con il piano e il layout usati. Gli altri piani non ne risentono.";
        Self::refused(plan, |place| Diagnostic::new(Code::Internal, place, message).hint(hint))
    }

    /// The end of `plan`, whose annexes would go where those of `other` go, a folder in `output`.
    pub fn clash(plan: &Plan, other: &Plan, output: &Path) -> Self {
        let message = format!(
            "Gli allegati andrebbero in «{}», dove vanno anche quelli di «{}».",
            output.join(&plan.folder).display(),
            other.path.display()
        );
        let hint = "Cambiare il nome di uno dei due piani, o tenerne uno solo: nessuno dei due è stato scritto.";
        Self::refused(plan, |place| Diagnostic::new(Code::FileName, place, message).hint(hint))
    }

    /// The end of a plan that was not even looked into.
    fn refused(plan: &Plan, finding: impl FnOnce(Span) -> Diagnostic) -> Self {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let file = sources.add(plan.path.display().to_string(), "");
        findings.push(finding(Span::new(file, 0..0)));
        let said = human_report(&findings, &sources, color_on_stderr());
        Ended { name: name(plan), outcome: Outcome::Invalid, errors: 1, warnings: 0, said }
    }

    /// What is said of it on standard error.
    #[cfg(test)]
    pub fn said(&self) -> &str {
        &self.said
    }

    /// «piani/a.yaml: fatto, 3 avvisi».
    fn line(&self) -> String {
        let how = match self.outcome {
            Outcome::Done | Outcome::Look => "fatto",
            Outcome::Invalid => "non fatto",
            Outcome::Failed => "non scritto",
        };
        let errors = count(self.errors, "errore", "errori");
        let warnings = count(self.warnings, "avviso", "avvisi");
        let parts: Vec<_> =
            [Some(how.to_owned()), errors, warnings].into_iter().flatten().collect();
        format!("{}: {}", self.name, parts.join(", "))
    }
}

fn name(plan: &Plan) -> String {
    harmless(&plan.path.display().to_string())
}

/// Takes the ends of plans as they come and says them in the order of the plans.
pub struct InOrder<'a> {
    progress: &'a Progress,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Those that came before their turn.
    waiting: BTreeMap<usize, Ended>,
    /// Whose turn it is.
    next: usize,
    summary: Summary,
}

impl<'a> InOrder<'a> {
    /// Nothing has ended yet.
    pub fn new(progress: &'a Progress) -> Self {
        InOrder { progress, state: Mutex::default() }
    }

    /// Plan number `i`, from 0, has ended.
    pub fn add(&self, i: usize, ended: Ended) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { waiting, next, summary } = &mut *state;
        waiting.insert(i, ended);
        while let Some(ended) = waiting.remove(next) {
            if !ended.said.is_empty() {
                self.progress.above(|| print_error(&ended.said));
            }
            summary.add(ended);
            *next += 1;
        }
    }

    /// All have ended.
    pub fn summary(self) -> Summary {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).summary
    }
}

/// How all plans ended.
#[derive(Default)]
pub struct Summary {
    done: usize,
    with_warnings: usize,
    warnings: usize,
    /// A line for each that was not made.
    failed: Vec<String>,
    disk_failed: bool,
}

impl Summary {
    fn add(&mut self, ended: Ended) {
        self.disk_failed |= ended.outcome == Outcome::Failed;
        if ended.outcome == Outcome::Done {
            self.done += 1;
            self.with_warnings += usize::from(ended.warnings > 0);
            self.warnings += ended.warnings;
        } else {
            self.failed.push(ended.line());
        }
    }

    /// Whether nothing was written at all.
    pub fn is_empty(&self) -> bool {
        self.done == 0
    }

    /// How the run ends: a disk that failed weighs more than plans with errors.
    pub fn outcome(&self) -> Outcome {
        match (self.disk_failed, self.failed.is_empty()) {
            (true, _) => Outcome::Failed,
            (false, false) => Outcome::Invalid,
            (false, true) => Outcome::Done,
        }
    }

    /// The summary for people; the annexes are in `folder`.
    pub fn text(&self, folder: &Path) -> String {
        let all = self.done + self.failed.len();
        let folder = harmless(&folder.display().to_string());
        let mut text = format!(
            "Piani fatti: {} su {all}, in «{folder}», una cartella per piano.\n",
            self.done
        );
        if let Some(warnings) = count(self.warnings, "avviso", "avvisi") {
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
