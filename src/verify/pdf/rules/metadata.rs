//! Information dictionary and XMP metadata of the document.

use super::equality::{differing_key, has_true_length};
use super::key_message::report_key;
use super::program_name::{is_program_name, is_version_mark};
use super::speech::{is_date, quoted};
use super::view::RevisionView;
use super::xmp::{self, is_about_versions};
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object};
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::state::PdfState;
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
    if let Some(key) = differing_key(view.now, new, old, &FREE) {
        report_key(reasons, None, PLACE, &key);
    }
    let text = |file: &PdfState<'_>, info, key| match file.get(info, key) {
        Object::Null => Some(String::new()),
        Object::Text(text) => Some(characters(&text)),
        _ => None,
    };
    if !text(view.now, new, "ModDate").is_some_and(|date| is_date(&date)) {
        report_key(reasons, None, PLACE, "ModDate");
    }
    let known = text(view.before, old, "Producer").unwrap_or_default();
    match text(view.now, new, "Producer") {
        Some(name) if is_program_name(&name, &known) => {}
        Some(name) => reasons.look(None, spoken(&name, "Producer")),
        None => report_key(reasons, None, PLACE, "Producer"),
    }
}

/// Describes a property that signers may write, with a text that no known program writes.
fn spoken(text: &str, name: &str) -> String {
    format!("{PLACE}: una voce che i lettori mostrano dice {} ({name})", quoted(text))
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
    if let Some((path, _)) = now.fixed.symmetric_difference(&before.fixed).next() {
        let name = xmp::property(path);
        reasons.changed(None, format!("{PLACE}: una voce è un'altra ({name})"));
    }
    let known: Vec<_> = before.free.iter().map(|(_, value)| value.as_str()).collect();
    let known = known.join(" ");
    let is_sound = |(path, value): &&(String, String)| {
        if is_about_versions(path) {
            is_version_mark(value, &known)
        } else {
            is_program_name(value, &known)
        }
    };
    for (path, value) in now.free.difference(&before.free).filter(|fact| !is_sound(fact)) {
        reasons.look(None, spoken(value, &xmp::property(path)));
    }
}
