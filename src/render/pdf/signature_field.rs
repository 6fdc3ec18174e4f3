//! Empty fields for digital signatures (ISO 32000-1, 12.7.4.5).

use super::flow::{FIELD_HEIGHT, FlowDocument, ROUNDING};
use super::paginate::FlowPage;
use super::rules::Edges;
use super::signature_block::places;
use crate::annex::{Annex, Pt, Signature};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use std::collections::BTreeMap;

/// Signature field, empty until it is signed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SignatureField {
    pub(super) name: String,
    /// Purpose of the field as assistive technology announces it (ISO 14289-1, 7.18.4).
    pub(super) purpose: String,
    /// Index of the page.
    pub(super) page: usize,
    /// Left, bottom, right and top, in points from the bottom left corner of the page.
    pub(super) rectangle: [f32; 4],
}

/// Size in points of the signature that a program draws into a hidden field.
const SIZE: (f32, f32) = (200.0, FIELD_HEIGHT);
/// White space in points between a hidden signature and the text or the next one.
const GAP: f32 = 8.0;

/// Returns the fields of the annex's signatures, in their order.
pub(super) fn fields(
    annex: &Annex,
    flow: &FlowDocument,
    pages: &[FlowPage],
) -> Vec<SignatureField> {
    let height = Pt::from(annex.page.height).0;
    let printed: BTreeMap<usize, (usize, Edges)> = pages
        .iter()
        .enumerate()
        .flat_map(|(page, content)| {
            places(flow, content).into_iter().map(move |(index, edges)| (index, (page, edges)))
        })
        .collect();
    // Hidden signatures need a place too: some programs draw a stamp into the field.
    let count = annex.signatures.len() - printed.len();
    let mut hidden = hidden_places(flow, pages, height, count).into_iter();
    let last = pages.len().saturating_sub(1);
    let field = |(index, signature): (usize, &Signature)| {
        let hidden = || (last, hidden.next().expect("one place was made for each"));
        let (page, edges) = printed.get(&index).copied().unwrap_or_else(hidden);
        let [left, top, right, bottom] = edges;
        SignatureField {
            name: signature.field.clone(),
            purpose: purpose(signature),
            page,
            rectangle: [left, height - bottom, right, height - top],
        }
    };
    annex.signatures.iter().enumerate().map(field).collect()
}

/// Returns the purpose of a field: «Firma digitale: Il Segretario, Maria Bianchi».
pub(super) fn purpose(signature: &Signature) -> String {
    let words: Vec<&str> =
        [&signature.role, &signature.name].into_iter().flatten().map(String::as_str).collect();
    match words.as_slice() {
        [] => "Firma digitale".to_owned(),
        words => format!("Firma digitale: {}", words.join(", ")),
    }
}

/// Returns the places of `count` hidden signatures: side by side from the right below the text of
/// the last page, or from the left in the bottom margin if the page has no room.
fn hidden_places(flow: &FlowDocument, pages: &[FlowPage], height: f32, count: usize) -> Vec<Edges> {
    let frame = &flow.frame;
    let bottoms = pages.last().into_iter().flat_map(|page| &page.pieces).map(|piece| piece.bottom);
    let below = bottoms.fold(frame.top, f32::max) + GAP;
    let step = (SIZE.0 + GAP).min((frame.width + GAP) / count.max(1) as f32);
    let margin = height - frame.bottom;
    let fits = below + SIZE.1 <= frame.bottom + ROUNDING;
    let place = |i: usize| {
        let (left, top, tall) = if fits {
            (frame.left + frame.width + GAP - (i + 1) as f32 * step, below, SIZE.1)
        } else {
            (frame.left + i as f32 * step, frame.bottom + margin * 0.1, margin * 0.8)
        };
        [left, top, left + step - GAP, top + tall]
    };
    (0..count).map(place).collect()
}

/// Adds the fields with their widgets and refers to them from their pages and from the catalog;
/// returns each with the index of its page.
pub(super) fn add_fields(
    file: &mut Document,
    pages: &[ObjectId],
    fields: &[SignatureField],
) -> lopdf::Result<Vec<(ObjectId, usize)>> {
    let mut added = Vec::new();
    for field in fields {
        let widget = widget(file, pages[field.page], field);
        let id = file.add_object(widget);
        let page = file.get_dictionary_mut(pages[field.page])?;
        match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
            Ok(annotations) => annotations.push(id.into()),
            Err(_) => page.set("Annots", vec![id.into()]),
        }
        added.push((id, field.page));
    }
    for page in pages {
        let page = file.get_dictionary_mut(*page)?;
        // `printpdf` writes an empty array where a page has no annotations.
        if page.get(b"Annots").and_then(Object::as_array).is_ok_and(Vec::is_empty) {
            page.remove(b"Annots");
        }
    }
    if added.is_empty() {
        return Ok(added);
    }
    let ids: Vec<Object> = added.iter().map(|(id, _)| (*id).into()).collect();
    file.catalog_mut()?.set("AcroForm", dictionary! { "Fields" => ids });
    Ok(added)
}

/// Returns field and widget in one dictionary (ISO 32000-1, 12.5.6.19), with an empty appearance.
fn widget(file: &mut Document, page: ObjectId, field: &SignatureField) -> Dictionary {
    let [left, bottom, right, top] = field.rectangle;
    let real = |value: f32| Object::Real((value * 100.0).round() / 100.0);
    // Every widget needs an appearance, even an empty one (ISO 19005-2, 6.3.3).
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, right - left, top - bottom].map(real).to_vec(),
        "Resources" => Dictionary::new(),
    };
    let appearance = file.add_object(Stream::new(form, Vec::new()));
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text_string(&field.name),
        "TU" => text_string(&field.purpose),
        "Rect" => field.rectangle.map(real).to_vec(),
        // Bit 3, Print (ISO 19005-2, 6.3.2).
        "F" => 4,
        "P" => page,
        "AP" => dictionary! { "N" => appearance },
    }
}
