//! What a document says of itself: signers may say when they changed it, and with what.

use super::{Judge, xmp};
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object};

const PLACE: &str = "proprietà del documento";
/// How many bytes of metadata are read.
const MOST: usize = 4 << 20;

impl Judge<'_> {
    pub(super) fn judge_info(&mut self, new: &Dictionary, old: &Dictionary) {
        const FREE: [&str; 2] = ["ModDate", "Producer"];
        if let Some(key) = self.differing(new, old, &FREE) {
            self.changed_key(None, PLACE, &key);
        }
        for key in FREE {
            if !matches!(self.now.get(new, key), Object::Null | Object::Text(_)) {
                self.changed_key(None, PLACE, key);
            }
        }
    }

    pub(super) fn judge_metadata(&mut self, new: &Object, old: &Object) {
        let (Some(new), Some(old)) = (new.as_stream(), old.as_stream()) else {
            return self.changed_key(None, PLACE, "Metadata");
        };
        if !self.tells_its_length(new) {
            return self.changed_key(None, PLACE, "Metadata");
        }
        const FREE: [&str; 3] = ["Length", "Filter", "DecodeParms"];
        if let Some(key) = self.differing(&new.dictionary, &old.dictionary, &FREE) {
            self.changed_key(None, PLACE, &key);
        }
        let facts = |stream| xmp::facts(&decoded(stream, self.now.bytes, MOST)?);
        let (Some(now), Some(before)) = (facts(new), facts(old)) else {
            return self.findings.changed(None, format!("{PLACE}: non si possono leggere (XMP)"));
        };
        let other = now.symmetric_difference(&before).next();
        if let Some((name, _)) = other {
            let name = xmp::property(name);
            self.findings.changed(None, format!("{PLACE}: una voce è un'altra ({name})"));
        }
    }
}
