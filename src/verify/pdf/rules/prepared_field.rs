//! Signature fields of the original, prepared for a signer to fill in.

use super::appearance::{has_known_state, is_drawing};
use super::drawing::rectangle;
use super::equality::{differing_key, is_equal};
use super::key_message::{report_key, report_wrong_keys};
use super::speech::is_known_value;
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;

const PLACE: &str = "campo preparato per una firma";
/// Keys that signing programs change, each checked for itself.
const FREE: [&str; 9] = ["V", "AP", "AS", "F", "MK", "DA", "Lock", "M", "Rect"];

/// Judges a field of the original, which is one dictionary with its widget.
pub(super) fn judge_prepared_field(
    view: &RevisionView<'_>,
    new: &Dictionary,
    old: &Dictionary,
    reasons: &mut ReasonList,
) {
    let page = old.get("P").and_then(Object::as_reference);
    let page = page.and_then(|page| view.original.page_number(page));
    if let Some(key) = differing_key(view.now, new, old, &FREE) {
        report_key(reasons, page, PLACE, &key);
    }
    let is_wrong = |key| new.get(key).is_some_and(|value| !is_known_value(view, key, value));
    let is_kept = |key| {
        let values = new.get(key).zip(old.get(key));
        values.is_some_and(|(new, old)| is_equal(view.now, new, old))
    };
    // Print, or Print and Locked (ISO 32000-1, table 165).
    let has_flags = matches!(view.now.get(new, "F").as_integer(), Some(4 | 132));
    // A signer who wants no visible mark gives the field a rectangle of zeros.
    let has_place = is_kept("Rect") || rectangle(&view.now.get(new, "Rect")) == Some([0.0; 4]);
    let bounds = view.now.get(new, "Rect");
    let has_drawing = new
        .get("AP")
        .is_some_and(|appearance| is_drawing(view, appearance, old.get("AP"), &bounds));
    // A drawing of a signature in a field without one would deceive who looks at the page.
    let is_signed = new.get("V").is_some() || is_kept("AP");
    let checks = [
        ("AP", !has_drawing || !is_signed),
        ("AS", !has_known_state(view, new)),
        ("F", !has_flags),
        ("Rect", !has_place),
        ("MK", is_wrong("MK")),
        ("DA", is_wrong("DA")),
        ("Lock", is_wrong("Lock")),
        ("M", is_wrong("M")),
    ];
    report_wrong_keys(reasons, page, PLACE, checks);
}
