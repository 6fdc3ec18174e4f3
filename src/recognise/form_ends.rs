//! Labels that begin the next form, and so end the one above.

use super::form_rows::{Form, SortedRows};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::letters;
use crate::model::Key;
use crate::raw::Words;

impl SortedRows<'_> {
    /// Returns `true` for a label that stands before all labels of the last form in the first: the last
    /// form has left out those above.
    pub(crate) fn leads_known_form(&self, label: &Words) -> bool {
        let mut forms = self.forms();
        let (Some(first), Some(last)) = (forms.next(), forms.last()) else { return false };
        let order: Vec<String> = first.labels().map(|label| letters(&label.value)).collect();
        let place = |label: &Words| order.iter().position(|name| *name == letters(&label.value));
        let Some(own) = place(label) else { return false };
        last.labels().next().is_some()
            && last.labels().all(|other| place(other).is_some_and(|at| at > own))
    }
}

impl Form<'_> {
    /// Returns `true` if `label` begins the next form: its first label, or another that stands once
    /// in a form. Those of indicators recur with each.
    pub(crate) fn ends_before(&self, label: &Words, vocabulary: &HeadingVocabulary) -> bool {
        let name = letters(&label.value);
        let recurring = [Key::Indicator, Key::ExpectedResult, Key::Weight].map(ColumnRole::Key);
        let stands_once = || {
            let role = vocabulary.of(&label.value).map(|(role, _)| role);
            role.is_some_and(|role| !recurring.contains(&role))
        };
        let at = self.labels().position(|other| letters(&other.value) == name);
        at.is_some_and(|at| at == 0 || stands_once())
    }
}
