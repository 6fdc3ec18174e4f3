//! The two states of a file that every rule compares.

use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::original::Original;
use crate::verify::pdf::state::PdfState;
use std::cell::Cell;

/// A file before all revisions and after one of them.
pub(in crate::verify::pdf) struct RevisionView<'a> {
    pub(in crate::verify::pdf) original: &'a Original,
    /// State after the revision.
    pub(in crate::verify::pdf) now: &'a PdfState<'a>,
    /// State before all revisions.
    pub(in crate::verify::pdf) before: &'a PdfState<'a>,
    /// Objects of signers that may still be examined, counted over all revisions: a
    /// budget for each would let fifty revisions cost fifty times as much.
    pub(in crate::verify::pdf) budget: &'a Cell<usize>,
}

impl RevisionView<'_> {
    /// Returns the form that the catalog has now; empty if there is none.
    pub(super) fn form(&self) -> Dictionary {
        let catalog = self.now.dictionary(&Object::Reference(self.original.catalog));
        let form = catalog.and_then(|catalog| self.now.dictionary_at(&catalog, "AcroForm"));
        form.unwrap_or_default()
    }

    /// Returns `true` if `reference` names a page of the original.
    pub(super) fn is_original_page(&self, reference: &Object) -> bool {
        reference.as_reference().is_some_and(|page| self.original.page_number(page).is_some())
    }
}
