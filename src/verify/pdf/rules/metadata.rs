//! Information dictionary and XMP metadata of the document.

use super::equality::{differing_key, has_true_length};
use super::key_message::report_key;
use super::speech::is_date;
use super::view::RevisionView;
use super::xmp;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::text_string::characters;

const PLACE: &str = "proprietà del documento";

/// Judges the information dictionary: signers may write when they changed the file, and
/// with which program.
pub(super) fn judge_info(
    view: &RevisionView<'_>,
    new: &Dictionary,
    old: &Dictionary,
    reasons: &mut ReasonList,
) {
    const FREE: [&str; 2] = ["ModDate", "Producer"];
    /// Longest name of a program, which may name the programs before it.
    const LONGEST: usize = 500;
    if let Some(key) = differing_key(view.now, new, old, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    let text = |key| match view.now.get(new, key) {
        Object::Null => Some(String::new()),
        Object::Text(text) => Some(characters(&text)),
        _ => None,
    };
    let is_program = |name: String| name.len() <= LONGEST && !name.chars().any(char::is_control);
    if !text("ModDate").is_some_and(|date| is_date(&date)) {
        report_key(reasons, None, PLACE, "ModDate");
    }
    if !text("Producer").is_some_and(is_program) {
        report_key(reasons, None, PLACE, "Producer");
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
    let facts = |stream| xmp::facts(&decoded(stream, view.now.bytes, xmp::MOST_BYTES)?);
    let (Some(now), Some(before)) = (facts(new), facts(old)) else {
        return reasons.changed(None, format!("{PLACE}: non si possono leggere (XMP)"));
    };
    if let Some((path, _)) = now.symmetric_difference(&before).next() {
        let name = xmp::property(path);
        reasons.changed(None, format!("{PLACE}: una voce è un'altra ({name})"));
    }
}
