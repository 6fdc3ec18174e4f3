//! The interactive form (ISO 32000-1, 12.7.2) that lists the signature fields.

use super::equality::{differing_key, is_equal};
use super::inertness::is_inert;
use super::key_message::{report_key, report_wrong_keys};
use super::speech::is_known_value;
use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::text_string::characters;

const PLACE: &str = "campi di firma";

/// Judges the form apart from its list of fields.
pub(super) fn judge_form(
    view: &RevisionView<'_>,
    old_catalog: &Dictionary,
    reasons: &mut ReasonList,
) {
    const FREE: [&str; 5] = ["Fields", "SigFlags", "DA", "DR", "NeedAppearances"];
    let new = view.form();
    let old = view.before.dictionary_at(old_catalog, "AcroForm").unwrap_or_default();
    if let Some(key) = differing_key(view.now, &new, &old, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    let is_known_resources = |resources: &Object| {
        let kinds = view.now.dictionary(resources);
        is_inert(view, resources)
            && kinds.is_some_and(|k| k.unlisted_key(&["Font", "Encoding", "ProcSet"]).is_none())
    };
    // A reader that draws the fields anew shows something else than what was signed.
    let is_redrawn =
        !matches!(view.now.get(&new, "NeedAppearances"), Object::Null | Object::Boolean(false));
    let checks = [
        (
            "SigFlags",
            !matches!(view.now.get(&new, "SigFlags"), Object::Null | Object::Integer(0..=3)),
        ),
        ("DA", new.get("DA").is_some_and(|value| !is_known_value(view, "DA", value))),
        // Fonts are streams, so resources are inert but not plain.
        ("DR", new.get("DR").is_some_and(|resources| !is_known_resources(resources))),
        ("NeedAppearances", is_redrawn),
    ];
    report_wrong_keys(reasons, None, PLACE, checks);
}

/// Returns the names of the fields of the original.
pub(super) fn original_names(view: &RevisionView<'_>) -> impl Iterator<Item = String> {
    let fields = view.original.fields.iter().map(|field| view.before.load(*field));
    fields.filter_map(|field| {
        field.as_dictionary()?.get("T").and_then(Object::as_text).map(characters)
    })
}

/// Returns `true` if a field of the original has this name: two fields of one name share
/// their value (ISO 32000-1, 12.7.3.2), so a new field must not take it.
pub(super) fn is_original_name(view: &RevisionView<'_>, name: &Object) -> bool {
    view.original.fields.iter().any(|field| {
        let field = view.before.load(*field);
        let original_name = field.as_dictionary().and_then(|field| field.get("T"));
        original_name.is_some_and(|original_name| is_equal(view.now, name, original_name))
    })
}
