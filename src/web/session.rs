//! One run of the program, as its pages need to know it.

use std::path::PathBuf;

/// Run of the program.
#[derive(Debug)]
pub(super) struct Session {
    /// Digits that no other run has: the browser keeps what was typed under them.
    pub(super) run: String,
    /// Folder in which annexes may be written; `None` if the program was started without a file.
    pub(super) folder: Option<PathBuf>,
    /// `true` if the address will most likely be the same at the next start: the browser keeps what was typed
    /// by the address of the page.
    pub(super) has_usual_address: bool,
}

impl Session {
    /// Returns the name under which the browser keeps the plan under `number`.
    pub(super) fn branch(&self, number: u32) -> String {
        format!("{}/{number}", self.run)
    }
}
