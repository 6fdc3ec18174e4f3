//! The catalog, and the store of data that validate signatures later.

use super::equality::differing_key;
use super::form::judge_form;
use super::inertness::{is_inert, is_plain, spend};
use super::key_message::report_key;
use super::view::RevisionView;
use crate::verify::cms::{ValidationKind, is_validation_data};
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::revision::MOST_UNPACKED;
use crate::verify::pdf::text_string::certain_characters;

const PLACE: &str = "impostazioni generali del documento";
/// Keys that signing programs change, each judged by a function of its own.
const FREE: [&str; 5] = ["AcroForm", "Extensions", "DSS", "Perms", "Version"];

/// Judges the catalog and the form that it leads to.
pub(super) fn judge_catalog(
    view: &RevisionView<'_>,
    new: &Dictionary,
    old: &Dictionary,
    reasons: &mut ReasonList,
) {
    if let Some(key) = differing_key(view.now, new, old, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    judge_form(view, old, reasons);
    if !has_known_version(view, new) {
        report_key(reasons, None, PLACE, "Version");
    }
    if !has_plain_extensions(view, new) {
        report_key(reasons, None, PLACE, "Extensions");
    }
    if !has_plain_store(view, new) {
        report_key(reasons, None, PLACE, "DSS");
    }
    if !has_plain_permissions(view, new) {
        report_key(reasons, None, PLACE, "Perms");
    }
}

/// Returns `true` if the catalog gives no version, or one from which ours can be read.
fn has_known_version(view: &RevisionView<'_>, catalog: &Dictionary) -> bool {
    // The later of this and the header's counts (ISO 32000-1, 7.2.2), and our header has 1.7.
    match view.now.get(catalog, "Version") {
        Object::Null => true,
        Object::Name(version) => matches!(version.as_slice(), b"1.7" | b"2.0"),
        _ => false,
    }
}

/// Returns `true` if `Extensions` holds developers' names and the levels of their extensions
/// only (ISO 32000-1, 7.12).
fn has_plain_extensions(view: &RevisionView<'_>, catalog: &Dictionary) -> bool {
    /// Developers whose extensions signatures need: Adobe, ETSI, ISO.
    const DEVELOPERS: [&[u8]; 3] = [b"ADBE", b"ESIC", b"ISO_"];
    const KEYS: [&str; 5] = ["Type", "BaseVersion", "ExtensionLevel", "ExtensionRevision", "URL"];
    let Some(extensions) = catalog.get("Extensions") else { return true };
    let Some(extensions) = view.now.dictionary(extensions) else { return false };
    let is_extension = |value: &Object| {
        let dictionary = view.now.dictionary(value);
        dictionary.is_some_and(|extension| {
            let text = |key| match view.now.get(&extension, key) {
                Object::Null => Some(String::new()),
                Object::Text(text) => certain_characters(&text),
                _ => None,
            };
            extension.unlisted_key(&KEYS).is_none()
                && is_plain(view, value)
                && text("URL").is_some_and(|url| is_address_of_standard(&url))
                && text("ExtensionRevision")
                    .is_some_and(|text| is_number(text.trim_start_matches(':')))
        })
    };
    extensions.0.iter().all(|(key, value)| {
        let is_known = DEVELOPERS.contains(&key.as_slice());
        match view.now.resolve(value) {
            // ISO 32000-2 allows several extensions of one developer.
            Object::Array(items) => is_known && items.iter().all(is_extension),
            Object::Name(_) => key == b"Type",
            _ => is_known && is_extension(value),
        }
    })
}

/// Returns `true` for no address, or that of a standard.
fn is_address_of_standard(address: &str) -> bool {
    let page = address.strip_prefix("https://www.iso.org/standard/");
    address.is_empty() || page.is_some_and(|page| is_number(page.trim_end_matches(".html")))
}

fn is_number(text: &str) -> bool {
    text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns `true` if the document security store (ISO 32000-2, 12.8.4.3; ETSI EN 319 142-1,
/// 5.4.2) holds data for validators only, which no reader shows.
fn has_plain_store(view: &RevisionView<'_>, catalog: &Dictionary) -> bool {
    const KEYS: [&str; 5] = ["Type", "VRI", "Certs", "OCSPs", "CRLs"];
    const ENTRY: [&str; 6] = ["Type", "Cert", "CRL", "OCSP", "TU", "TS"];
    let Some(store) = catalog.get("DSS") else { return true };
    let Some(dictionary) = view.now.dictionary(store) else { return false };
    let entries = view.now.dictionary_at(&dictionary, "VRI").unwrap_or_default();
    let is_entry = |(key, value): (&Vec<u8>, &Object)| {
        let entry = view.now.dictionary(value);
        // The keys are digests of signatures by SHA-1.
        let is_digest = key.len() == 40 && key.iter().all(u8::is_ascii_hexdigit);
        key == b"Type"
            || is_digest
                && entry.is_some_and(|entry| {
                    entry.unlisted_key(&ENTRY).is_none() && has_true_data(view, &entry)
                })
    };
    dictionary.unlisted_key(&KEYS).is_none()
        && is_inert(view, store)
        && has_true_data(view, &dictionary)
        && entries.0.iter().all(is_entry)
}

/// Keys of a store and of its entries with the kind of the data that their streams hold.
const DATA: [(&str, ValidationKind); 7] = [
    ("Certs", ValidationKind::Certificate),
    ("Cert", ValidationKind::Certificate),
    ("OCSPs", ValidationKind::StatusAnswer),
    ("OCSP", ValidationKind::StatusAnswer),
    ("CRLs", ValidationKind::RevocationList),
    ("CRL", ValidationKind::RevocationList),
    ("TS", ValidationKind::TimeStamp),
];

/// Returns `true` if every stream of a store is what its key says: others would be a place for a file of
/// another kind, which some programs would find there.
fn has_true_data(view: &RevisionView<'_>, owner: &Dictionary) -> bool {
    let is_true = |kind, value: &Object| {
        let Some(stream) = view.now.stream(value) else { return false };
        let data = decoded(&stream, view.now.bytes, MOST_UNPACKED);
        spend(view.budget, 1) && data.is_some_and(|data| is_validation_data(kind, &data))
    };
    DATA.iter().all(|(key, kind)| match view.now.get(owner, key) {
        Object::Null => true,
        Object::Array(items) => items.iter().all(|item| is_true(*kind, item)),
        Object::Stream(_) => {
            *kind == ValidationKind::TimeStamp
                && owner.get(key).is_some_and(|value| is_true(*kind, value))
        }
        _ => false,
    })
}

/// Returns `true` if `Perms` (ISO 32000-1, 12.8.4) names a certification by a signature that
/// stands in a field, and nothing else.
fn has_plain_permissions(view: &RevisionView<'_>, catalog: &Dictionary) -> bool {
    let Some(permissions) = catalog.get("Perms") else { return true };
    // Usage rights (UR3) would make one vendor's reader offer functions of its own.
    let permissions = view.now.dictionary(permissions);
    let Some(permissions) = permissions.filter(|p| p.unlisted_key(&["DocMDP"]).is_none()) else {
        return false;
    };
    let certification = permissions.get("DocMDP").and_then(Object::as_reference);
    let fields = view.now.array_at(&view.form(), "Fields");
    let mut signatures = fields.iter().filter_map(|field| {
        let field = view.now.dictionary(field)?;
        field.get("V")?.as_reference()
    });
    certification.is_some_and(|certification| signatures.any(|value| value == certification))
}
