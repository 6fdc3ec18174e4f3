//! Agreement of two readers on the objects of a file.

use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object, Stream};
use crate::verify::pdf::original::Original;
use crate::verify::pdf::state::PdfState;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, ObjectIdentifier};
use hayro_interpret::hayro_syntax::object::{Object as OtherObject, Stream as OtherStream};
use std::collections::BTreeSet;

/// Most bytes of a stream that are decoded by both; larger ones are pictures and fonts of the
/// original, whose bytes are compared as they are.
const MOST_DECODED: usize = 1 << 20;

/// Returns the number of the first object that the other reader reads as something else.
pub(super) fn first_difference(
    original: &Original,
    now: &PdfState<'_>,
    other: &Pdf,
) -> Option<u32> {
    if other.xref().root_id().obj_number != original.catalog {
        return Some(original.catalog);
    }
    let first_free = u32::try_from(now.offsets.len()).unwrap_or(u32::MAX);
    let mut numbers: BTreeSet<u32> = (1..first_free).collect();
    numbers.extend(now.changed.keys().filter(|number| **number > 0));
    numbers.into_iter().find(|number| !agrees_on(now, other, *number))
}

fn agrees_on(now: &PdfState<'_>, other: &Pdf, number: u32) -> bool {
    let id = ObjectIdentifier::new(number, now.generation(number).into());
    let found = other.xref().get::<OtherObject<'_>>(id);
    match (now.load(number), found) {
        (Object::Null, found) => matches!(found, None | Some(OtherObject::Null(_))),
        (_, None) => false,
        (ours, Some(found)) => is_same(now, &ours, &found),
    }
}

fn is_same(now: &PdfState<'_>, ours: &Object, other: &OtherObject<'_>) -> bool {
    match (ours, other) {
        (Object::Null, OtherObject::Null(_)) => true,
        (Object::Boolean(ours), OtherObject::Boolean(other)) => ours == other,
        (Object::Integer(_) | Object::Real(_), OtherObject::Number(other)) => {
            ours.as_number().is_some_and(|ours| is_near(ours, other.as_f64()))
        }
        (Object::Name(ours), OtherObject::Name(other)) => ours.as_slice() == other.as_ref(),
        (Object::Text(ours), OtherObject::String(other)) => ours.as_slice() == other.as_bytes(),
        (Object::Array(ours), OtherObject::Array(other)) => {
            let mut items = other.raw_iter();
            let is_same_list = ours.iter().all(|ours| {
                items.next().is_some_and(|other| is_same_or_reference(now, ours, &other))
            });
            is_same_list && items.next().is_none()
        }
        (Object::Dictionary(ours), OtherObject::Dict(other)) => {
            is_same_dictionary(now, ours, other)
        }
        (Object::Stream(ours), OtherObject::Stream(other)) => is_same_stream(now, ours, other),
        _ => false,
    }
}

fn is_same_or_reference(
    now: &PdfState<'_>,
    ours: &Object,
    other: &MaybeRef<OtherObject<'_>>,
) -> bool {
    match (ours.as_reference(), other) {
        (Some(ours), MaybeRef::Ref(other)) => ours == other.obj_number,
        (None, MaybeRef::NotRef(other)) => is_same(now, ours, other),
        _ => false,
    }
}

fn is_same_dictionary(now: &PdfState<'_>, ours: &Dictionary, other: &Dict<'_>) -> bool {
    // A key whose value is null counts as absent (ISO 32000-1, 7.3.7).
    let is_present = |entry: &(_, MaybeRef<OtherObject<'_>>)| {
        !matches!(entry.1, MaybeRef::NotRef(OtherObject::Null(_)))
    };
    let entries: Vec<_> = other.entries().filter(is_present).collect();
    entries.len() == ours.0.len()
        && entries.iter().all(|(key, value)| {
            let ours = ours.0.get::<[u8]>(key.as_ref());
            ours.is_some_and(|ours| is_same_or_reference(now, ours, value))
        })
}

fn is_same_stream(now: &PdfState<'_>, ours: &Stream, other: &OtherStream<'_>) -> bool {
    let Some(data) = now.bytes.get(ours.data.clone()) else { return false };
    // The line end before `endstream` is no data (ISO 32000-1, 7.3.8.1).
    let rest = data.strip_prefix(other.raw_data().as_ref());
    rest.is_some_and(|rest| [b"".as_slice(), b"\n", b"\r", b"\r\n"].contains(&rest))
        && is_same_dictionary(now, &ours.dictionary, other.dict())
        && is_decoded_equally(now, ours, other)
}

/// Returns `true` if both decode the data to the same bytes, or we do not decode them.
fn is_decoded_equally(now: &PdfState<'_>, ours: &Stream, other: &OtherStream<'_>) -> bool {
    match decoded(ours, now.bytes, MOST_DECODED) {
        // Without a filter the end of the data was compared above.
        Some(_) if ours.dictionary.get("Filter").is_none() => true,
        Some(data) => other.decoded_data().is_ok_and(|other| *other == *data),
        None => true,
    }
}

/// Returns `true` if two numbers are the same but for the rounding of a conversion.
fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(1.0)
}
