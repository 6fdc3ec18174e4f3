//! Appearances of signatures (ISO 32000-1, 12.5.5): drawings, and widgets that show nothing.

use super::equality::{has_true_length, is_equal};
use super::inertness::is_inert;
use super::view::RevisionView;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object, Stream};
use crate::verify::pdf::state::PdfState;

/// Most bytes of an appearance that are decoded to see if it is blank: a blank one is a few
/// bytes long, and whatever is larger draws something.
const MOST_DECODED: usize = 1 << 20;

/// Keys of a form XObject (ISO 32000-1, table 95) that has no part in the pages' content.
const FORM: [&str; 16] = [
    "Type",
    "Subtype",
    "FormType",
    "BBox",
    "Matrix",
    "Resources",
    "Group",
    "Length",
    "Filter",
    "DecodeParms",
    "Name",
    "LastModified",
    "StructParent",
    "StructParents",
    "PieceInfo",
    "Metadata",
];

/// Returns `true` if `appearance` is a drawing of a signer's own and nothing else, or that of
/// the original.
pub(super) fn is_drawing(
    view: &RevisionView<'_>,
    appearance: &Object,
    old: Option<&Object>,
) -> bool {
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
    let form = view.now.stream(normal);
    is_inert(view, normal) && form.is_some_and(|form| is_form(view.now, &form))
}

/// Returns `true` if the field has no appearance state, or the one that Poppler gives a signed field
/// whose appearance is a single drawing: a name that selects nothing (ISO 32000-1, 12.5.5).
pub(super) fn has_known_state(view: &RevisionView<'_>, field: &Dictionary) -> bool {
    let Some(state) = field.get("AS") else { return true };
    let appearance = view.now.dictionary_at(field, "AP");
    let drawing = appearance.and_then(|appearance| view.now.stream(appearance.get("N")?));
    *state == Object::Name(b"N".to_vec()) && drawing.is_some() && field.get("V").is_some()
}

fn is_form(now: &PdfState<'_>, form: &Stream) -> bool {
    form.dictionary.has_name("Subtype", "Form")
        && has_true_length(now, form)
        && form.dictionary.unlisted_key(&FORM).is_none()
        && (is_clipped(now, form) || is_blank(now, form))
}

/// Returns `true` if the drawing has a box with an area, which it cannot leave.
fn is_clipped(now: &PdfState<'_>, form: &Stream) -> bool {
    // Programs differ in what they do with a box without area: some draw without a clip.
    let bounds = rectangle(&now.get(&form.dictionary, "BBox"));
    bounds.is_some_and(|[left, bottom, right, top]| left < right && bottom < top)
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
    if widget.get("V").or_else(|| parent.get("V")).is_none() {
        return false;
    }
    let appearance = now.dictionary_at(widget, "AP");
    let form = appearance.and_then(|appearance| now.stream(appearance.get("N")?));
    form.is_some_and(|form| is_blank(now, &form))
}

fn is_blank(now: &PdfState<'_>, form: &Stream) -> bool {
    let data = decoded(form, now.bytes, MOST_DECODED);
    data.is_some_and(|data| data.iter().all(u8::is_ascii_whitespace))
}

/// Reads left, bottom, right and top in points; `None` for anything but four numbers.
pub(super) fn rectangle(value: &Object) -> Option<[f64; 4]> {
    let numbers: Option<Vec<f64>> = value.as_array()?.iter().map(Object::as_number).collect();
    // Any two opposite corners may be given (ISO 32000-1, 7.9.5).
    let [a, b, c, d] = numbers?.try_into().ok()?;
    Some([f64::min(a, c), f64::min(b, d), f64::max(a, c), f64::max(b, d)])
}
