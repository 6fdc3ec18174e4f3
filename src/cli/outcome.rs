//! Outcomes of a run and their exit statuses.

use crate::diag::Findings;
use std::process::ExitCode;

/// Outcome of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitOutcome {
    /// Done; warnings and notes do not count. Status 0.
    Done,
    /// Errors in the plan or the layout, so that nothing was written, or a returned file that
    /// is not the one sent. Status 1.
    Invalid,
    /// Wrong usage, or a failure of the disk. Status 2.
    Failed,
    /// A returned file without changes that a person should look at, or plans that differ. Status 3.
    Look,
}

impl ExitOutcome {
    /// Returns the outcome of a run that found `findings` and met no failure.
    pub fn of(findings: &Findings) -> Self {
        if findings.has_errors() { ExitOutcome::Invalid } else { ExitOutcome::Done }
    }
}

impl From<ExitOutcome> for ExitCode {
    fn from(outcome: ExitOutcome) -> ExitCode {
        ExitCode::from(match outcome {
            ExitOutcome::Done => 0,
            ExitOutcome::Invalid => 1,
            ExitOutcome::Failed => 2,
            ExitOutcome::Look => 3,
        })
    }
}
