//! Appearances of signatures (ISO 32000-1, 12.5.5): drawings, and widgets that show nothing.

use super::drawing::{has_area, is_blank, is_drawn_form, rectangle};
use super::equality::is_equal;
use super::inertness::is_inert;
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::state::PdfState;

/// Returns `true` if `appearance`, in a field at `bounds`, is a drawing of a signer's own and
/// nothing else, or that of the original.
pub(super) fn is_drawing(
    view: &RevisionView<'_>,
    appearance: &Object,
    old: Option<&Object>,
    bounds: &Object,
) -> bool {
    // In a field without an area some readers draw without a clip, and anywhere.
    if !has_area(bounds) && !has_blank_drawing(view.now, appearance) {
        return false;
    }
    if old.is_some_and(|old| is_equal(view.now, appearance, old)) {
        return true;
    }
    let Some(appearance) = view.now.dictionary(appearance) else { return false };
    let Some(normal) = appearance.get("N") else { return false };
    // A second appearance (R, D) would show under the pointer what print does not show.
    if appearance.unlisted_key(&["N"]).is_some() {
        return false;
    }
    let old = old.and_then(|old| view.before.dictionary(old));
    if old.is_some_and(|old| old.get("N") == Some(normal)) {
        return true;
    }
    if !has_area(bounds) && is_missing_drawing(view.now, normal) {
        return is_inert(view, normal);
    }
    let form = view.now.stream(normal);
    is_inert(view, normal) && form.is_some_and(|form| is_drawn_form(view, &form, 0))
}

/// Returns `true` if the field has no appearance state, or the one that Poppler gives a signed field
/// whose appearance is a single drawing: a name that selects nothing (ISO 32000-1, 12.5.5).
pub(super) fn has_known_state(view: &RevisionView<'_>, field: &Dictionary) -> bool {
    let Some(state) = field.get("AS") else { return true };
    let appearance = view.now.dictionary_at(field, "AP");
    let drawing = appearance.and_then(|appearance| view.now.stream(appearance.get("N")?));
    *state == Object::Name(b"N".to_vec()) && drawing.is_some() && field.get("V").is_some()
}

/// Returns `true` if the normal appearance draws nothing.
fn has_blank_drawing(now: &PdfState<'_>, appearance: &Object) -> bool {
    let appearance = now.dictionary(appearance).unwrap_or_default();
    let Some(normal) = appearance.get("N") else { return false };
    let is_blank_form = now.stream(normal).is_some_and(|form| is_blank(now, &form));
    is_blank_form || is_missing_drawing(now, normal)
}

/// Returns `true` for the keys of a drawing without a content, as endesive writes them for a field without
/// an area: readers take them for drawings of states, none of which is a drawing.
fn is_missing_drawing(now: &PdfState<'_>, normal: &Object) -> bool {
    let keys = now.dictionary(normal).unwrap_or_default();
    keys.get("Length") == Some(&Object::Integer(0))
        && keys.has_name("Subtype", "Form")
        && keys.unlisted_key(&["Length", "Type", "Subtype", "Bbox", "BBox"]).is_none()
}

/// Returns `true` if a widget shows nothing: it is hidden, has no area, or draws nothing.
pub(super) fn is_invisible(now: &PdfState<'_>, widget: &Dictionary) -> bool {
    /// Annotation flag 2, Hidden (ISO 32000-1, table 165).
    const HIDDEN: i64 = 2;
    let flags = now.get(widget, "F").as_integer().unwrap_or_default();
    let is_empty = rectangle(&now.get(widget, "Rect"))
        .is_some_and(|[left, bottom, right, top]| left == right || bottom == top);
    flags & HIDDEN != 0 || is_empty || has_blank_signature(now, widget)
}

/// Returns `true` if the widget's field is signed and its appearance draws nothing.
fn has_blank_signature(now: &PdfState<'_>, widget: &Dictionary) -> bool {
    let parent = now.dictionary_at(widget, "Parent").unwrap_or_default();
    // Readers draw what they like for a field that still waits for its signature.
    let is_signed = widget.get("V").or_else(|| parent.get("V")).is_some();
    is_signed && widget.get("AP").is_some_and(|appearance| has_blank_drawing(now, appearance))
}
