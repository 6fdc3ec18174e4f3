//! Signatures of earlier revisions, which a later one may no longer touch.

use super::signature_value::SignatureValue;
use super::view::RevisionView;
use crate::verify::pdf::object::Object;
use crate::verify::pdf::reasons::ReasonList;
use crate::verify::pdf::state::PdfObjectPlace;
use std::collections::BTreeMap;

/// Keys of a signed field that stay: value, appearance, place, flags, names, what it locks, and the
/// widget if it is an object of its own.
const KEPT: [&str; 11] = ["V", "AP", "Rect", "F", "Kids", "T", "TU", "P", "FT", "Ff", "Lock"];

/// Signatures as the revisions before the present one left them.
#[derive(Debug, Default)]
pub(in crate::verify::pdf) struct SignatureRecord {
    /// Values of the keys [`KEPT`] by the number of the field.
    fields: BTreeMap<u32, Vec<Object>>,
    /// Objects that those values lead to, by number.
    objects: BTreeMap<u32, Object>,
    /// Signature that certifies the document, once there is one.
    certification: Option<Object>,
    /// Flags of the form that tell readers of signatures (ISO 32000-1, table 219).
    flags: i64,
    /// Values by the offset of their signature, so that each is decoded once.
    pub(super) values: BTreeMap<usize, SignatureValue>,
}

impl SignatureRecord {
    /// Compares the signatures of now with those recorded, and records the new ones;
    /// `fresh` is what the present revision changed.
    pub(super) fn hold(
        &mut self,
        view: &RevisionView<'_>,
        fresh: &BTreeMap<u32, PdfObjectPlace>,
        fields: &[Object],
        reasons: &mut ReasonList,
    ) {
        if self.is_violated(view, fresh, fields) {
            reasons.changed(None, "una firma è stata tolta o cambiata dopo essere stata messa");
        }
        self.hold_certification(view, reasons);
        for number in fields.iter().filter_map(Object::as_reference) {
            if self.fields.contains_key(&number) {
                continue;
            }
            if let Some(values) = kept_values(view, number) {
                self.keep_objects(view, &values);
                self.fields.insert(number, values);
            }
        }
    }

    /// Compares what tells readers of certification and signatures with what was recorded.
    fn hold_certification(&mut self, view: &RevisionView<'_>, reasons: &mut ReasonList) {
        let catalog = view.now.dictionary(&Object::Reference(view.original.catalog));
        let permissions = catalog.and_then(|catalog| view.now.dictionary_at(&catalog, "Perms"));
        let certification = permissions.and_then(|found| found.get("DocMDP").cloned());
        if self.certification.is_some() && self.certification != certification {
            reasons.changed(None, "la certificazione del documento è stata tolta o cambiata");
        }
        let flags = view.now.get(&view.form(), "SigFlags").as_integer().unwrap_or_default();
        if self.flags & flags != self.flags {
            reasons.changed(None, "il documento non dice più che ci sono firme (SigFlags)");
        }
        self.certification = self.certification.take().or(certification);
        self.flags |= flags;
    }

    /// Returns `true` if a recorded signature is gone, moved or leads to something else.
    fn is_violated(
        &self,
        view: &RevisionView<'_>,
        fresh: &BTreeMap<u32, PdfObjectPlace>,
        fields: &[Object],
    ) -> bool {
        let is_gone = |number: &u32| !fields.contains(&Object::Reference(*number));
        let mut touched = fresh.keys().filter_map(|number| self.objects.get_key_value(number));
        self.fields.keys().any(is_gone)
            || touched.any(|(number, value)| view.now.load(*number) != *value)
            || self
                .fields
                .iter()
                .any(|(number, kept)| kept_values(view, *number).as_ref() != Some(kept))
    }

    fn keep_objects(&mut self, view: &RevisionView<'_>, values: &[Object]) {
        let mut open = values.to_vec();
        while let Some(value) = open.pop() {
            match value {
                // Objects of the original are judged by themselves after every revision.
                Object::Reference(number) if view.now.is_original(number) => {}
                Object::Reference(number) if self.objects.contains_key(&number) => {}
                Object::Reference(number) => {
                    let value = view.now.load(number);
                    self.objects.insert(number, value.clone());
                    open.push(value);
                }
                value => open.extend(value.parts().into_iter().cloned()),
            }
        }
    }
}

/// Returns the values of [`KEPT`] of a field; `None` if it is not signed.
fn kept_values(view: &RevisionView<'_>, field: u32) -> Option<Vec<Object>> {
    let field = view.now.dictionary(&Object::Reference(field))?;
    field.get("V")?;
    Some(KEPT.map(|key| field.get(key).cloned().unwrap_or(Object::Null)).to_vec())
}
