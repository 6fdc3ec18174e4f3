//! How a run ended, and the exit status that says so.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; warnings and notes do not count. Status 0.
    Done,
    /// The plan or the layout has errors and nothing was written, or a file that came back is
    /// not the one that was sent. Status 1.
    Invalid,
    /// Wrong usage, or the disk failed. Status 2.
    Failed,
    /// Nothing was changed, but a person should look. Status 3.
    Look,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Invalid => 1,
            Outcome::Failed => 2,
            Outcome::Look => 3,
        })
    }
}
