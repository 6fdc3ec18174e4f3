//! Names of areas, periods and groups, to find those that stand twice.

use crate::diag::Diagnostic;
use crate::model::Text;
use crate::text::folded;
use std::collections::BTreeMap;

/// Names with their indices.
///
/// Finds names that differ in capitals only: «I Semestre» and «I SEMESTRE» are one period, but
/// joining them would change the text of one.
#[derive(Default)]
pub(super) struct NameIndex {
    exact: BTreeMap<String, usize>,
    lower: BTreeMap<String, usize>,
}

impl NameIndex {
    /// Returns the index of the first name that differs in white space at most.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.exact.get(&folded(name)).copied()
    }

    /// Adds `name`; returns the index of an earlier name that differs in capitals at most.
    pub(crate) fn add(&mut self, name: &str, index: usize) -> Option<usize> {
        let name = folded(name);
        let first = *self.lower.entry(name.to_lowercase()).or_insert(index);
        self.exact.entry(name).or_insert(index);
        (first != index).then_some(first)
    }
}

/// Completes `finding` on a name that stands `again` after its `first` place.
pub(super) fn twice(
    finding: Diagnostic,
    first: Option<&Text>,
    again: &Text,
    remedy: &str,
) -> Diagnostic {
    let finding = finding.at("di nuovo qui");
    let Some(first) = first else { return finding.hint(remedy) };
    let hint = if folded(&first.value) == folded(&again.value) {
        remedy.to_owned()
    } else {
        format!(
            "Cambiano solo le maiuscole: scrivere «{}» in tutti e due i punti.",
            first.value.trim()
        )
    };
    finding.also(first.span, "la prima volta qui").hint(hint)
}
