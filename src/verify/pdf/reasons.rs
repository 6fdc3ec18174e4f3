//! Reasons found in a file, without repetitions.

use super::page_drawing::MarkedBox;
use crate::verify::{Reason, Verdict};

/// Most reasons reported of a file: twenty are enough to send it back.
const MOST: usize = 20;

/// Reasons in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct ReasonList {
    reasons: Vec<Reason>,
    /// Set if changes were found beyond [`MOST`].
    has_more: bool,
    /// Number of objects searched for so far.
    searches: usize,
}

impl ReasonList {
    /// Adds a change that no signature needs.
    pub(super) fn changed(&mut self, page: Option<u32>, text: impl Into<String>) {
        self.add(Reason { page, ..Reason::new(Verdict::Changed, text) });
    }

    /// Adds something that only a person can judge.
    pub(super) fn look(&mut self, page: Option<u32>, text: impl Into<String>) {
        self.look_at(page, None, text);
    }

    /// Adds something that only a person can judge, with its place on the page.
    pub(super) fn look_at(
        &mut self,
        page: Option<u32>,
        mark: Option<MarkedBox>,
        text: impl Into<String>,
    ) {
        self.add(Reason { page, mark, ..Reason::new(Verdict::Look, text) });
    }

    /// Returns `true` if no reason was found.
    pub(super) fn is_empty(&self) -> bool {
        self.reasons.is_empty() && !self.has_more
    }

    fn add(&mut self, reason: Reason) {
        if self.reasons.contains(&reason) {
            return;
        }
        if self.reasons.len() < MOST {
            self.reasons.push(reason);
        } else if reason.verdict == Verdict::Changed {
            // A change outweighs what is only to be looked at, so it must not be lost.
            self.has_more = true;
        }
    }

    /// Returns `true` if the whole file may be searched once more for the use of an object.
    ///
    /// A search reads every object, so the time would grow with the square of their number.
    pub(super) fn may_search(&mut self) -> bool {
        self.searches += 1;
        self.has_more |= self.searches > MOST;
        self.searches <= MOST
    }

    /// Returns the reasons, and last a note if there were more changes.
    pub(super) fn into_reasons(mut self) -> Vec<Reason> {
        if self.has_more {
            let text = "ci sono altre differenze dello stesso genere".to_owned();
            self.reasons.push(Reason::new(Verdict::Changed, text));
        }
        self.reasons
    }
}
