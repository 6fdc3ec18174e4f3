//! Trailers of revisions (ISO 32000-1, 7.5.5), which must lead where the original's does.

use super::object::{Dictionary, Object};
use super::original::Original;
use super::reasons::ReasonList;
use super::state::{PdfObjectPlace, PdfState};
use std::collections::BTreeMap;

/// Keys of a trailer, and of a cross-reference stream that is one.
const KEYS: [&str; 11] =
    ["Size", "Root", "Info", "ID", "Prev", "Type", "W", "Index", "Filter", "DecodeParms", "Length"];

/// Judges the trailer of a revision that follows the section at `previous` and replaces
/// `places` of the state `before`.
pub(super) fn judge_trailer(
    ours: &Original,
    trailer: &Dictionary,
    previous: usize,
    places: &BTreeMap<u32, PdfObjectPlace>,
    before: &PdfState<'_>,
    reasons: &mut ReasonList,
) {
    if trailer.get("Encrypt").is_some() {
        reasons.changed(None, "il file è stato cifrato");
    } else if let Some(key) = trailer.unlisted_key(&KEYS) {
        reasons.changed(None, format!("in fondo al file c'è una voce estranea ({key})"));
    }
    if trailer.get("Root") != ours.trailer.get("Root") {
        reasons.changed(None, "il documento è stato sostituito con un altro nello stesso file");
    }
    if trailer.get("Info") != ours.trailer.get("Info") {
        reasons.changed(None, "le proprietà del documento sono state sostituite");
    }
    if first_id(trailer) != first_id(&ours.trailer) {
        reasons.changed(None, "l'identificativo del file è un altro");
    }
    let number = |key| trailer.get(key).and_then(Object::as_integer);
    if number("Prev") != i64::try_from(previous).ok() {
        reasons.changed(None, "una parte aggiunta non rimanda alla parte prima di lei");
    }
    // A smaller size makes readers treat the objects above it as absent (7.5.5, table 15).
    let last = places.keys().chain(before.changed.keys()).max().copied();
    let highest = last.map_or(0, i64::from).max(before.offsets.len() as i64 - 1);
    if number("Size").is_none_or(|size| size <= highest) {
        reasons.changed(None, "una parte aggiunta nasconde oggetti di quella prima (Size)");
    }
}

/// Returns the part of the identifier that every version of a document keeps
/// (ISO 32000-1, 14.4).
fn first_id(trailer: &Dictionary) -> Option<&[u8]> {
    trailer.get("ID")?.as_array()?.first()?.as_text()
}
