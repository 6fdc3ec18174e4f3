//! Equality of values that two programs wrote.

use crate::verify::pdf::object::{Dictionary, Object, Stream, printable_name};
use crate::verify::pdf::state::PdfState;
use crate::verify::pdf::text_string::certain_characters;

/// Largest difference of two numbers that programs wrote for the same one, as a part of it
/// or in points: no eye sees a thousandth of a point.
const ROUNDING: f64 = 0.001;
/// Depth down to which values are compared; above that of anything the parser accepts in
/// one object, so only chains of added objects reach it.
const DEEPEST: usize = 60;

/// Returns `true` if `new`, a value of `now`, means what the original's `old` means.
///
/// A reference must lead to the same object of the original, which is judged by itself; a
/// reference to an array, a dictionary or a stream that a signer added counts as that. Numbers may be
/// rounded, and texts may be in another encoding.
///
/// Use it only for objects that are judged again after every revision: a later revision can
/// replace what a reference leads to.
pub(super) fn is_equal(now: &PdfState<'_>, new: &Object, old: &Object) -> bool {
    is_equal_at(now, new, old, 0)
}

/// Returns `true` if an object of the original was written again unchanged: the same types,
/// nothing moved behind a reference, the length of a stream given in place.
pub(super) fn is_verbatim_copy(now: &PdfState<'_>, new: &Object, old: &Object) -> bool {
    match (new, old) {
        (Object::Stream(new), Object::Stream(old)) => {
            new.dictionary == old.dictionary && has_equal_data(now, new, old)
        }
        _ => new == old,
    }
}

/// Returns `true` if the `Length` of a stream is that of its data.
///
/// A reader that trusts another length shows other data than those compared here.
pub(super) fn has_true_length(now: &PdfState<'_>, stream: &Stream) -> bool {
    stream.has_length(&now.get(&stream.dictionary, "Length"))
}

/// Returns the first key outside `free` whose value differs, in printable characters.
pub(super) fn differing_key(
    now: &PdfState<'_>,
    new: &Dictionary,
    old: &Dictionary,
    free: &[&str],
) -> Option<String> {
    let is_free = |key: &[u8]| free.iter().any(|free| free.as_bytes() == key);
    let is_kept = |key: &Vec<u8>| {
        let values = new.0.get(key).zip(old.0.get(key));
        values.is_some_and(|(new, old)| is_equal(now, new, old))
    };
    let mut keys = new.0.keys().chain(old.0.keys());
    keys.find(|key| !is_free(key) && !is_kept(key)).map(|key| printable_name(key))
}

fn has_equal_data(now: &PdfState<'_>, new: &Stream, old: &Stream) -> bool {
    now.bytes.get(new.data.clone()) == now.bytes.get(old.data.clone())
}

fn is_equal_at(now: &PdfState<'_>, new: &Object, old: &Object, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    match (new, old) {
        (Object::Reference(new), Object::Reference(old)) => new == old,
        // Some readers look for names, texts and numbers in place and nowhere else.
        (
            Object::Reference(number),
            Object::Array(_) | Object::Dictionary(_) | Object::Stream(_),
        ) if !now.is_original(*number) => is_equal_at(now, &now.load(*number), old, depth + 1),
        // Rounding is for measures. A count or a width that was whole must stay exact.
        (Object::Real(_) | Object::Integer(_), Object::Real(_)) => {
            let numbers = new.as_number().zip(old.as_number());
            numbers.is_some_and(|(new, old)| (new - old).abs() <= ROUNDING * old.abs().min(1.0))
        }
        (Object::Text(new), Object::Text(old)) => {
            let is_same = |new: String| certain_characters(old).is_some_and(|old| new == old);
            new == old || certain_characters(new).is_some_and(is_same)
        }
        (Object::Array(new), Object::Array(old)) => {
            // Texts in arrays are names of elements (ISO 32000-1, 7.9.6), found by their bytes.
            let mut pairs = new.iter().zip(old);
            let is_kept = |(new, old): (&Object, &Object)| match (new, old) {
                (Object::Text(new), Object::Text(old)) => new == old,
                (new, old) => is_equal_at(now, new, old, depth + 1),
            };
            new.len() == old.len() && pairs.all(is_kept)
        }
        (Object::Dictionary(new), Object::Dictionary(old)) => {
            is_equal_dictionary(now, new, old, depth)
        }
        (Object::Stream(new), Object::Stream(old)) => is_equal_stream(now, new, old, depth),
        _ => new == old,
    }
}

fn is_equal_dictionary(
    now: &PdfState<'_>,
    new: &Dictionary,
    old: &Dictionary,
    depth: usize,
) -> bool {
    let is_kept = |(key, new): (&Vec<u8>, &Object)| {
        old.0.get(key).is_some_and(|old| is_equal_at(now, new, old, depth + 1))
    };
    new.0.len() == old.0.len() && new.0.iter().all(is_kept)
}

/// Compares the encoded data; the length may be given in any way that is true.
fn is_equal_stream(now: &PdfState<'_>, new: &Stream, old: &Stream, depth: usize) -> bool {
    let without_length = |stream: &Stream| {
        let mut dictionary = stream.dictionary.clone();
        dictionary.0.remove(b"Length".as_slice());
        dictionary
    };
    is_equal_dictionary(now, &without_length(new), &without_length(old), depth)
        && has_true_length(now, new)
        && has_equal_data(now, new, old)
}
