//! Information dictionary and XMP metadata of the document.

use super::equality::{differing_key, has_true_length};
use super::key_message::report_key;
use super::view::RevisionView;
use super::xmp;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;

const PLACE: &str = "proprietà del documento";
/// Most bytes of metadata that are decoded; ours take a few thousand.
const MOST_DECODED: usize = 4 << 20;

/// Judges the information dictionary: signers may write when they changed the file, and
/// with which program.
pub(super) fn judge_info(
    view: &RevisionView<'_>,
    new: &Dictionary,
    old: &Dictionary,
    reasons: &mut ReasonList,
) {
    const FREE: [&str; 2] = ["ModDate", "Producer"];
    if let Some(key) = differing_key(view.now, new, old, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    for key in FREE {
        if !matches!(view.now.get(new, key), Object::Null | Object::Text(_)) {
            report_key(reasons, None, PLACE, key);
        }
    }
}

/// Judges the metadata stream by its facts, as signing programs write the XML anew.
pub(super) fn judge_metadata(
    view: &RevisionView<'_>,
    new: &Object,
    old: &Object,
    reasons: &mut ReasonList,
) {
    const FREE: [&str; 3] = ["Length", "Filter", "DecodeParms"];
    let streams = new.as_stream().zip(old.as_stream());
    let Some((new, old)) = streams.filter(|(new, _)| has_true_length(view.now, new)) else {
        return report_key(reasons, None, PLACE, "Metadata");
    };
    if let Some(key) = differing_key(view.now, &new.dictionary, &old.dictionary, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    let facts = |stream| xmp::facts(&decoded(stream, view.now.bytes, MOST_DECODED)?);
    let (Some(now), Some(before)) = (facts(new), facts(old)) else {
        return reasons.changed(None, format!("{PLACE}: non si possono leggere (XMP)"));
    };
    if let Some((path, _)) = now.symmetric_difference(&before).next() {
        let name = xmp::property(path);
        reasons.changed(None, format!("{PLACE}: una voce è un'altra ({name})"));
    }
}
