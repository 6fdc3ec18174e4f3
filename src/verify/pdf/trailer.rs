//! Trailers of revisions (ISO 32000-1, 7.5.5), which must lead where the original's does.

use super::object::{Dictionary, Object};
use super::original::Original;
use super::reasons::ReasonList;
use super::state::{PdfObjectPlace, PdfState};
use super::xref;
use std::collections::BTreeMap;

/// Keys of a trailer.
const KEYS: [&str; 5] = ["Size", "Root", "Info", "ID", "Prev"];

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
    } else if let Some(key) = unlisted_key(trailer) {
        reasons.changed(None, format!("in fondo al file c'è una voce estranea ({key})"));
    }
    if trailer.get("Root") != ours.trailer.get("Root") {
        reasons.changed(None, "il documento è stato sostituito con un altro nello stesso file");
    }
    if trailer.get("Info") != ours.trailer.get("Info") {
        reasons.changed(None, "le proprietà del documento sono state sostituite");
    }
    if !has_lost_id(trailer) && first_id(trailer) != first_id(&ours.trailer) {
        reasons.changed(None, "l'identificativo del file è un altro");
    }
    let number = |key| trailer.get(key).and_then(Object::as_integer);
    if number("Prev") != i64::try_from(previous).ok() {
        reasons.changed(None, "una parte aggiunta non rimanda alla parte prima di lei");
    }
    let last = places.keys().chain(before.changed.keys()).max().copied();
    let least = last.map_or(0, |last| i64::from(last) + 1).max(before.offsets.len() as i64);
    if number("Size").is_none_or(|size| !is_known_size(size, least)) {
        reasons.changed(None, "una parte aggiunta conta male gli oggetti (Size)");
    }
}

/// Returns a key that a trailer, or a cross-reference stream that is one, does not have.
fn unlisted_key(trailer: &Dictionary) -> Option<String> {
    let is_stream = trailer.has_name("Type", "XRef");
    trailer.unlisted_key(if is_stream { &xref::KEYS } else { &KEYS })
}

/// Returns `true` if `size` is one more than the highest number, as `least` is: a smaller one
/// makes readers treat the objects above it as absent (ISO 32000-1, 7.5.5, table 15).
fn is_known_size(size: i64, least: i64) -> bool {
    /// Step in which Poppler grows a table that it made itself.
    const STEP: i64 = 256;
    size == least || size % STEP == 0 && (least..least + STEP).contains(&size)
}

/// Returns `true` for the identifier that LibreOffice writes after a program whose own is no
/// hexadecimal string: it is lost, and no reader needs it in a file that is not encrypted.
fn has_lost_id(trailer: &Dictionary) -> bool {
    let id = trailer.get("ID").and_then(Object::as_array);
    id.is_some_and(|id| matches!(id, [Object::Text(text)] if text.is_empty()))
}

/// Returns the part of the identifier that every version of a document keeps
/// (ISO 32000-1, 14.4).
fn first_id(trailer: &Dictionary) -> Option<&[u8]> {
    match trailer.get("ID")?.as_array()? {
        [first, second] => second.as_text().and(first.as_text()),
        _ => None,
    }
}
