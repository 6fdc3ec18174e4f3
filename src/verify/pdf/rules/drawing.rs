//! Form XObjects that signing programs draw (ISO 32000-1, 8.10).

use super::content::is_closed_content;
use super::equality::has_true_length;
use super::inertness::{is_plain, spend};
use super::resources::DrawingResources;
use super::view::RevisionView;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object, Stream};
use crate::verify::pdf::state::PdfState;

/// Most bytes of a content that are decoded: a large logo in curves.
const MOST_DECODED: usize = 1 << 20;
/// Most bytes of a blank content, which programs write with none or a line end.
const MOST_BLANK: usize = 256;
/// Bytes of content that cost as much of the budget as one object.
const BYTES_OF_OBJECT: usize = 64;
/// Depth down to which forms may nest: Acrobat's layers take three.
const DEEPEST: usize = 4;
/// Smallest side of a box in points that every reader clips to.
pub(super) const SMALLEST: f64 = 1.0;
/// Largest coordinate of a box in points, the limit of a page (ISO 32000-1, Annex C).
const LARGEST: f64 = 14_400.0;

/// Keys of a form XObject (ISO 32000-1, table 95) that has no part in the pages' content and
/// in the structure.
const FORM: [&str; 10] = [
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
];

/// Returns `true` if a form at `depth` draws in its box only, and with its own resources.
pub(super) fn is_drawn_form(view: &RevisionView<'_>, form: &Stream, depth: usize) -> bool {
    let is_sound = depth < DEEPEST
        && has_form_keys(view, &form.dictionary)
        && has_true_length(view.now, form)
        && has_straight_matrix(view.now, &form.dictionary);
    is_sound
        && if is_blank(view.now, form) {
            DrawingResources::read(view, &form.dictionary, depth).is_some()
        } else {
            is_clipped_drawing(view, form, depth)
        }
}

fn is_clipped_drawing(view: &RevisionView<'_>, form: &Stream, depth: usize) -> bool {
    let Some(resources) = DrawingResources::read(view, &form.dictionary, depth) else {
        return false;
    };
    // Decoding what turns out too long costs as well.
    let data = decoded(form, view.now.bytes, MOST_DECODED);
    let cost = data.as_ref().map_or(MOST_DECODED, Vec::len) / BYTES_OF_OBJECT + 1;
    spend(view.budget, cost)
        && has_area(&view.now.get(&form.dictionary, "BBox"))
        && data.is_some_and(|data| is_closed_content(view, &data, &resources))
}

/// Returns `true` if the content draws nothing.
pub(super) fn is_blank(now: &PdfState<'_>, form: &Stream) -> bool {
    let data = decoded(form, now.bytes, MOST_BLANK);
    data.is_some_and(|data| data.iter().all(u8::is_ascii_whitespace))
}

fn has_form_keys(view: &RevisionView<'_>, form: &Dictionary) -> bool {
    let group = form.get("Group").map(|group| view.now.dictionary(group));
    let is_group = |group: Option<Dictionary>| {
        group.is_some_and(|group| {
            group.has_name("S", "Transparency")
                && group.unlisted_key(&["Type", "S", "CS", "I", "K"]).is_none()
                && is_plain(view, &Object::Dictionary(group))
        })
    };
    form.has_name("Subtype", "Form")
        && form.get("Type").is_none_or(|_| form.has_name("Type", "XObject"))
        && form.get("FormType").is_none_or(|kind| *kind == Object::Integer(1))
        && form.unlisted_key(&FORM).is_none()
        && group.is_none_or(is_group)
}

/// Returns `true` if the matrix is absent, or turns by quarters, scales and moves only: boxes
/// stay boxes, and every reader clips to the same one.
fn has_straight_matrix(now: &PdfState<'_>, form: &Dictionary) -> bool {
    let Some(matrix) = form.get("Matrix") else { return true };
    let Some([a, b, c, d, e, f]) = numbers(&now.resolve(matrix)) else { return false };
    let is_scale = |x: f64| (0.001..=1_000.0).contains(&x.abs());
    let is_upright = b == 0.0 && c == 0.0 && is_scale(a) && is_scale(d);
    let is_turned = a == 0.0 && d == 0.0 && is_scale(b) && is_scale(c);
    (is_upright || is_turned) && [e, f].iter().all(|move_| move_.abs() <= LARGEST)
}

/// Returns `true` for a box with an area, which a drawing cannot leave: programs differ in
/// what they do with one without, and some draw without a clip.
pub(super) fn has_area(value: &Object) -> bool {
    rectangle(value).is_some_and(|[left, bottom, right, top]| {
        let is_near = [left, bottom, right, top].iter().all(|side| side.abs() <= LARGEST);
        is_near && right - left >= SMALLEST && top - bottom >= SMALLEST
    })
}

/// Reads left, bottom, right and top in points; `None` for anything but four numbers.
pub(super) fn rectangle(value: &Object) -> Option<[f64; 4]> {
    // Any two opposite corners may be given (ISO 32000-1, 7.9.5).
    let [a, b, c, d] = numbers(value)?;
    Some([f64::min(a, c), f64::min(b, d), f64::max(a, c), f64::max(b, d)])
}

fn numbers<const N: usize>(value: &Object) -> Option<[f64; N]> {
    let numbers: Option<Vec<f64>> = value.as_array()?.iter().map(Object::as_number).collect();
    numbers?.try_into().ok()
}
