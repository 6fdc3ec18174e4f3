//! What lies on the desk: what was opened in this run, each under a number.

use super::work::Work;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Works of a kind kept at most: the oldest makes room for a new one.
const MOST: usize = 20;

/// Works of one kind, by number.
pub(super) struct Desk<W> {
    works: Mutex<BTreeMap<u32, Arc<W>>>,
}

impl<W> Default for Desk<W> {
    fn default() -> Self {
        Desk { works: Mutex::default() }
    }
}

impl<W> Desk<W> {
    /// Lays a work down; returns its number.
    pub(super) fn add(&self, work: W) -> u32 {
        let mut works = self.works();
        let number = works.last_key_value().map_or(1, |(last, _)| last + 1);
        works.insert(number, Arc::new(work));
        if works.len() > MOST {
            works.pop_first();
        }
        number
    }

    /// Returns the number of the work that was laid down last.
    pub(super) fn last(&self) -> Option<u32> {
        self.works().last_key_value().map(|(number, _)| *number)
    }

    /// Returns the work under `number`.
    pub(super) fn get(&self, number: u32) -> Option<Arc<W>> {
        self.works().get(&number).cloned()
    }

    fn works(&self) -> MutexGuard<'_, BTreeMap<u32, Arc<W>>> {
        // A panic elsewhere leaves whole works behind: each is put down in one step.
        self.works.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk<Work> {
    /// Puts a changed plan in the place of the one that was read with this version; `false` if another
    /// tab was faster.
    pub(super) fn replace(&self, number: u32, version: u32, work: Work) -> bool {
        let mut works = self.works();
        let is_current = works.get(&number).is_some_and(|work| work.version == version);
        if is_current {
            works.insert(number, Arc::new(work));
        }
        is_current
    }
}
