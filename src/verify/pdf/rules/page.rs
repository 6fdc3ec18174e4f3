//! Pages: a signature adds its widget to the annotations and changes nothing else.

use super::added_field::AddedWidgets;
use super::equality::differing_key;
use super::key_message::report_key;
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::state::PdfState;

const PLACE: &str = "diversa dall'originale";

/// Judges the page that is object `number`, and notes which added widgets it holds.
pub(super) fn judge_page(
    view: &RevisionView<'_>,
    number: u32,
    [new, old]: [&Dictionary; 2],
    added: &mut AddedWidgets,
    reasons: &mut ReasonList,
) {
    let page = view.original.page_number(number);
    if let Some(key) = differing_key(view.now, new, old, &["Annots"]) {
        report_key(reasons, page, PLACE, &key);
    }
    let (now, before) = (view.now.array_at(new, "Annots"), view.before.array_at(old, "Annots"));
    let mut others = now.iter().skip(before.len());
    let has_widgets_only = others.all(|annotation| {
        let known = annotation.as_reference().filter(|id| added.widgets.contains_key(id));
        // A widget belongs to one page, and is listed there once.
        known.is_some_and(|widget| added.pages.insert(widget, number).is_none())
    });
    if !now.starts_with(&before) || !has_widgets_only || !has_own_annotations(view.now, new) {
        report_key(reasons, page, PLACE, "Annots");
    }
}

/// Returns `true` if the page has no annotations, or an array that is no other object of the
/// original: one of those could change its role in a later revision.
fn has_own_annotations(now: &PdfState<'_>, page: &Dictionary) -> bool {
    match page.get("Annots") {
        None => true,
        Some(Object::Reference(number)) if now.is_original(*number) => false,
        Some(value) => now.resolve(value).as_array().is_some(),
    }
}
