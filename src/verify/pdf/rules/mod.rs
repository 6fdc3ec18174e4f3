//! Permitted changes of each object of the original, by the role that it has there.
//!
//! Roles come from the original alone; what the returned file calls an object is never
//! asked. An equal value is allowed everywhere; beyond that each role has a closed list.

mod added_field;
mod appearance;
mod catalog;
mod content;
mod drawing;
mod equality;
mod fonts;
mod form;
mod images;
mod inertness;
mod jpeg;
mod key_message;
mod mark;
mod metadata;
mod page;
mod parent_tree;
mod prepared_field;
mod program_name;
mod resources;
mod signature;
mod signature_record;
mod signature_value;
mod speech;
mod structure;
mod to_unicode;
mod view;
mod xmp;
mod xmp_element;

use super::blank_drawing::is_blank_drawing;
use super::description::describe;
use super::object::Object;
use super::original::ObjectRole;
use super::reasons::ReasonList;
use super::state::PdfObjectPlace;
use crate::verify::ClaimedSigner;
use added_field::{AddedWidgets, MOST_ADDED, judge_added_fields, loose_fields};
pub(super) use signature_record::SignatureRecord;
use std::collections::BTreeMap;
pub(super) use view::RevisionView;

/// Judges every object of the original that is not where it was, and all that signers
/// added; returns the signers of the signatures there are now.
///
/// `fresh` is what the revision changed, `ends` are the ends of the original and of each
/// revision up to this one.
pub(super) fn judge_revision(
    view: &RevisionView<'_>,
    fresh: &BTreeMap<u32, PdfObjectPlace>,
    ends: &[usize],
    record: &mut SignatureRecord,
    reasons: &mut ReasonList,
) -> Vec<ClaimedSigner> {
    let mut fields = view.now.array_at(&view.form(), "Fields");
    fields.extend(loose_fields(view, &fields));
    let mut added = judge_added_fields(view, &fields, reasons);
    fields.truncate(view.original.fields.len() + MOST_ADDED);
    for number in view.now.changed.keys().copied().filter(|n| view.now.is_original(*n)) {
        // An object without a role was held to its exact text by the revision that changed it,
        // and leads to nothing that could change later.
        let role = view.original.role(number);
        if fresh.contains_key(&number) || role.is_some() {
            judge_object(view, number, role, &mut added, reasons);
        }
    }
    mark::judge_marks(view, &added, reasons);
    record.hold(view, fresh, &fields, reasons);
    signature::judge_signatures(view, ends, &fields, record, reasons)
}

fn judge_object(
    view: &RevisionView<'_>,
    number: u32,
    role: Option<ObjectRole>,
    added: &mut AddedWidgets,
    reasons: &mut ReasonList,
) {
    let is_free = matches!(view.now.changed.get(&number), Some(PdfObjectPlace::Free));
    if number == 0 {
        // The head of the list of free entries belongs to every section (ISO 32000-1, 7.5.4).
        if !is_free {
            let text = "in fondo al file c'è un oggetto con il numero 0, che è vietato";
            reasons.changed(None, text);
        }
        return;
    }
    let (old, new) = (view.before.load(number), view.now.load(number));
    if is_free || new == Object::Null {
        if old != Object::Null {
            report_object(view, number, "manca", reasons);
        }
        return;
    }
    let bytes = view.now.bytes;
    if is_blank_drawing(bytes, &old) && is_blank_drawing(bytes, &new) {
        return;
    }
    let is_unchanged = if role.is_some() { equality::is_equal } else { equality::is_verbatim_copy };
    if !is_unchanged(view.now, &new, &old) {
        judge_changed_object(view, number, role, [&new, &old], added, reasons);
    }
}

fn judge_changed_object(
    view: &RevisionView<'_>,
    number: u32,
    role: Option<ObjectRole>,
    [new, old]: [&Object; 2],
    added: &mut AddedWidgets,
    reasons: &mut ReasonList,
) {
    let dictionaries = new.as_dictionary().zip(old.as_dictionary());
    match (role, dictionaries) {
        (Some(ObjectRole::Metadata), _) => metadata::judge_metadata(view, new, old, reasons),
        (Some(ObjectRole::Catalog), Some((new, old))) => {
            catalog::judge_catalog(view, new, old, reasons);
        }
        (Some(ObjectRole::Info), Some((new, old))) => metadata::judge_info(view, new, old, reasons),
        (Some(ObjectRole::StructureRoot), Some((new, old))) => {
            structure::judge_structure_root(view, new, old, added, reasons);
        }
        (Some(ObjectRole::DocumentElement), Some((new, old))) => {
            structure::judge_document_element(view, new, old, added, reasons);
        }
        (Some(ObjectRole::Field), Some((new, old))) => {
            prepared_field::judge_prepared_field(view, new, old, reasons);
        }
        (Some(ObjectRole::Page), Some((new, old))) => {
            page::judge_page(view, number, [new, old], added, reasons);
        }
        _ => report_object(view, number, "diverso dall'originale", reasons),
    }
}

/// Reports what has become of an object of the original, named by its use in the document.
fn report_object(view: &RevisionView<'_>, number: u32, fate: &str, reasons: &mut ReasonList) {
    if reasons.may_search() {
        let (description, page) = describe(view.original, view.before, number);
        reasons.changed(page, format!("{fate}: {description}"));
    }
}
