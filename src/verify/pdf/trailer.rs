//! Trailers (ISO 32000-1, 7.5.5): they lead where ours does.

use super::object::{Dictionary, Object};
use super::original::Original;
use super::reasons::ReasonList;
use super::state::{PdfObjectPlace, PdfState};
use std::collections::BTreeMap;

/// Keys of a trailer, and of a cross-reference stream that is one.
const KEYS: [&str; 11] =
    ["Size", "Root", "Info", "ID", "Prev", "Type", "W", "Index", "Filter", "DecodeParms", "Length"];

/// Judges the trailer of a revision that follows the section at `previous` and puts
/// `places` over those of `before`.
pub(super) fn judge(
    ours: &Original,
    trailer: &Dictionary,
    previous: usize,
    places: &BTreeMap<u32, PdfObjectPlace>,
    before: &PdfState<'_>,
    findings: &mut ReasonList,
) {
    if trailer.get("Encrypt").is_some() {
        findings.changed(None, "il file è stato cifrato");
    } else if let Some(key) = trailer.stranger(&KEYS) {
        findings.changed(None, format!("in fondo al file c'è una voce estranea ({key})"));
    }
    if trailer.get("Root") != ours.trailer.get("Root") {
        findings.changed(None, "il documento è stato sostituito con un altro nello stesso file");
    }
    if trailer.get("Info") != ours.trailer.get("Info") {
        findings.changed(None, "le proprietà del documento sono state sostituite");
    }
    if first_id(trailer) != first_id(&ours.trailer) {
        findings.changed(None, "l'identificativo del file è un altro");
    }
    let number = |key| trailer.get(key).and_then(Object::as_integer);
    if number("Prev") != i64::try_from(previous).ok() {
        findings.changed(None, "una parte aggiunta non rimanda alla parte prima di lei");
    }
    let last = places.keys().chain(before.changed.keys()).max().copied();
    let highest = last.map_or(0, i64::from).max(before.offsets.len() as i64 - 1);
    if number("Size").is_none_or(|size| size <= highest) {
        findings.changed(None, "una parte aggiunta nasconde oggetti di quella prima (Size)");
    }
}

/// The part of the identifier that stays with a document (ISO 32000-1, 14.4).
fn first_id(trailer: &Dictionary) -> Option<&[u8]> {
    trailer.get("ID")?.as_array()?.first()?.as_text()
}
