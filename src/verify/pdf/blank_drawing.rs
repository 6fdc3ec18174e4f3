//! Drawings that show nothing.

use super::filter::decoded;
use super::object::Object;

/// Keys of a drawing, or of a layer of one.
const KEYS: [&str; 8] =
    ["Length", "Type", "Subtype", "BBox", "Matrix", "FormType", "Filter", "Resources"];
/// Content of a blank layer as iText writes it, a comment; other programs leave it empty.
const BLANK: &[u8] = b"% DSBlank\n";

/// Returns `true` for a drawing without any content, and without resources other than fonts, which poppler
/// lists there.
pub(super) fn is_blank_drawing(bytes: &[u8], value: &Object) -> bool {
    let Some(stream) = value.as_stream() else { return false };
    let keys = &stream.dictionary;
    let has_resources = keys.get("Resources").is_some_and(|value| match value {
        Object::Dictionary(kinds) => kinds.unlisted_key(&["Font"]).is_some(),
        value => !value.parts().is_empty(),
    });
    let data = decoded(stream, bytes, BLANK.len());
    keys.has_name("Subtype", "Form")
        && keys.unlisted_key(&KEYS).is_none()
        && !has_resources
        && data.is_some_and(|data| data.is_empty() || data == BLANK)
}
