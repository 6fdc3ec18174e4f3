//! The reasons found, each said once.

use crate::verify::{Reason, Verdict};

/// The most reasons of a file: who has read so many knows enough.
const MOST: usize = 20;

/// Reasons in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct ReasonList {
    reasons: Vec<Reason>,
    more: bool,
    /// How many objects were looked for.
    named: usize,
}

impl ReasonList {
    /// Something that no signature needs.
    pub(super) fn changed(&mut self, page: Option<u32>, text: impl Into<String>) {
        self.add(Verdict::Changed, page, text.into());
    }

    /// Something that only a person can judge.
    pub(super) fn look(&mut self, page: Option<u32>, text: impl Into<String>) {
        self.add(Verdict::Look, page, text.into());
    }

    fn add(&mut self, verdict: Verdict, page: Option<u32>, text: String) {
        let reason = Reason { verdict, text, page };
        if self.reasons.contains(&reason) {
            return;
        }
        match self.reasons.len() < MOST {
            true => self.reasons.push(reason),
            // A change outweighs what is only to be looked at.
            false if verdict == Verdict::Changed => self.more = true,
            false => {}
        }
    }

    /// Whether one more object may be looked for in the whole file, which takes a while.
    pub(super) fn may_name(&mut self) -> bool {
        self.named += 1;
        self.more |= self.named > MOST;
        self.named <= MOST
    }

    /// All of them, and last whether there were more.
    pub(super) fn into_reasons(mut self) -> Vec<Reason> {
        if self.more {
            let text = "ci sono altre differenze dello stesso genere".to_owned();
            self.reasons.push(Reason { verdict: Verdict::Changed, text, page: None });
        }
        self.reasons
    }
}
