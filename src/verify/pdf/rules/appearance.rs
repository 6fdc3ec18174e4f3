//! What a signature may look like, and other values that must do nothing.

use super::Judge;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object, Stream};
use std::collections::BTreeSet;

/// How many bytes of an appearance are looked at.
const MOST_DECODED: usize = 1 << 20;

/// Keys of actions, of layers, of other files and of what takes the place of a drawing.
const ACTIVE: [&str; 14] = [
    "A",
    "AA",
    "JS",
    "JavaScript",
    "OpenAction",
    "OC",
    "OCProperties",
    "OPI",
    "PS",
    "Ref",
    "Alternates",
    "URI",
    "EF",
    "Next",
];

impl Judge<'_> {
    /// Whether `value` and all that it leads to does nothing by itself and leads to no
    /// object of ours.
    pub(super) fn is_inert(&self, value: &Object) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![value.clone()];
        while let Some(value) = open.pop() {
            let dictionary = match &value {
                Object::Reference(number) if self.now.ours(*number) => return false,
                Object::Reference(number) => {
                    if seen.insert(*number) {
                        if !self.spend() {
                            return false;
                        }
                        open.push(self.now.load(*number));
                    }
                    continue;
                }
                // Its data would be in another file (ISO 32000-1, 7.3.8.2).
                Object::Stream(stream) if stream.dictionary.get("F").is_some() => return false,
                Object::Dictionary(dictionary) => Some(dictionary),
                Object::Stream(stream) => Some(&stream.dictionary),
                _ => None,
            };
            if dictionary.is_some_and(|d| ACTIVE.iter().any(|key| d.get(key).is_some())) {
                return false;
            }
            open.extend(value.parts().into_iter().cloned());
        }
        true
    }

    /// Counts an object that is looked at; no more of them once there were too many.
    fn spend(&self) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether `value` is inert and no stream.
    pub(super) fn is_plain(&self, value: &Object) -> bool {
        self.now.stream(value).is_none() && self.is_inert(value)
    }

    /// Whether `appearance` (ISO 32000-1, 12.5.5) is nothing but a drawing of a signer's own,
    /// or that of the original.
    pub(super) fn is_drawing(&self, appearance: &Object, old: Option<&Object>) -> bool {
        const FORM: [&str; 16] = [
            "Type",
            "Subtype",
            "FormType",
            "BBox",
            "Matrix",
            "Resources",
            "Group",
            "Length",
            "Filter",
            "DecodeParms",
            "Name",
            "LastModified",
            "StructParent",
            "StructParents",
            "PieceInfo",
            "Metadata",
        ];
        if old.is_some_and(|old| self.same(appearance, old)) {
            return true;
        }
        let Some(appearance) = self.now.dictionary(appearance) else { return false };
        let Some(normal) = appearance.get("N") else { return false };
        if appearance.stranger(&["N"]).is_some() {
            return false;
        }
        let old_normal = old.and_then(|old| self.before.dictionary(old));
        if old_normal.is_some_and(|old| old.get("N") == Some(normal)) {
            return true;
        }
        let form = self.now.stream(normal);
        self.is_inert(normal)
            && form.is_some_and(|form| {
                form.dictionary.has_name("Subtype", "Form")
                    && self.tells_its_length(&form)
                    && form.dictionary.stranger(&FORM).is_none()
                    && (self.is_clipped(&form) || self.is_blank(&form))
            })
    }

    /// Whether the drawing has a box with an area, beyond which it cannot reach: programs
    /// differ in what they do with another.
    fn is_clipped(&self, form: &Stream) -> bool {
        let place = rectangle(&self.now.get(&form.dictionary, "BBox"));
        place.is_some_and(|[left, bottom, right, top]| left < right && bottom < top)
    }

    /// Whether a widget shows nothing: it is hidden, has no area, or draws nothing.
    pub(super) fn is_invisible(&self, widget: &Dictionary) -> bool {
        /// Annotation flag 2, Hidden (ISO 32000-1, table 165).
        const HIDDEN: i64 = 2;
        let flags = self.now.get(widget, "F").as_integer().unwrap_or_default();
        let empty = rectangle(&self.now.get(widget, "Rect"))
            .is_some_and(|[left, bottom, right, top]| left == right || bottom == top);
        flags & HIDDEN != 0 || empty || self.draws_nothing(widget)
    }

    /// Whether a signature is there that shows nothing: a reader draws what it likes for a
    /// field that waits for one.
    fn draws_nothing(&self, widget: &Dictionary) -> bool {
        let parent = self.now.dictionary_at(widget, "Parent").unwrap_or_default();
        if widget.get("V").or_else(|| parent.get("V")).is_none() {
            return false;
        }
        let appearance = self.now.dictionary_at(widget, "AP");
        let form = appearance.and_then(|a| self.now.stream(a.get("N")?));
        form.is_some_and(|form| self.is_blank(&form))
    }

    fn is_blank(&self, form: &Stream) -> bool {
        let data = decoded(form, self.now.bytes, MOST_DECODED);
        data.is_some_and(|data| data.iter().all(u8::is_ascii_whitespace))
    }
}

/// Left, bottom, right and top, in points; nothing for what is no rectangle.
pub(super) fn rectangle(value: &Object) -> Option<[f64; 4]> {
    let numbers: Option<Vec<f64>> = value.as_array()?.iter().map(Object::as_number).collect();
    let [a, b, c, d] = numbers?.try_into().ok()?;
    Some([f64::min(a, c), f64::min(b, d), f64::max(a, c), f64::max(b, d)])
}
