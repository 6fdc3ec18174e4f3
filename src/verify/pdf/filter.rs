//! Decoding of streams that the comparison has to read, within bounds.

use super::object::{Dictionary, Object, Stream};
use flate2::read::ZlibDecoder;
use lopdf::filters::png::decode_frame;
use std::io::Read;

/// The longest row of a predictor that is undone, in bytes.
const LONGEST_ROW: i64 = 64;

/// The data of `stream`, which lies in `bytes`, decoded; nothing if that takes another
/// filter than Flate, is damaged or gives more than `most` bytes.
pub(super) fn decoded(stream: &Stream, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let data = bytes.get(stream.data.clone())?;
    if !flate(&stream.dictionary)? {
        return (data.len() <= most).then(|| data.to_vec());
    }
    let mut out = Vec::new();
    let limit = u64::try_from(most).ok()?.checked_add(1)?;
    ZlibDecoder::new(data).take(limit).read_to_end(&mut out).ok()?;
    if out.len() > most {
        return None;
    }
    match columns(&stream.dictionary)? {
        Some(columns) => decode_frame(&out, 1, columns).ok(),
        None => Some(out),
    }
}

/// Whether the data are deflated; nothing for other filters.
fn flate(dictionary: &Dictionary) -> Option<bool> {
    match dictionary.get("Filter") {
        None => Some(false),
        Some(Object::Array(filters)) if filters.is_empty() => Some(false),
        Some(Object::Array(filters)) if filters.len() == 1 => is_flate(&filters[0]),
        Some(filter) => is_flate(filter),
    }
}

fn is_flate(filter: &Object) -> Option<bool> {
    (filter.as_name() == Some(b"FlateDecode")).then_some(true)
}

/// The columns of a PNG predictor, if there is one (ISO 32000-1, 7.4.4.4); nothing for one
/// that is not read.
fn columns(dictionary: &Dictionary) -> Option<Option<usize>> {
    let parameters = match dictionary.get("DecodeParms") {
        None => return Some(None),
        Some(Object::Array(items)) if items.len() == 1 => &items[0],
        Some(parameters) => parameters,
    };
    if *parameters == Object::Null {
        return Some(None);
    }
    let parameters = parameters.as_dictionary()?;
    if parameters.stranger(&["Predictor", "Columns", "Colors", "BitsPerComponent"]).is_some() {
        return None;
    }
    let of = |key, default| match parameters.get(key) {
        None => Some(default),
        Some(value) => value.as_integer(),
    };
    let plain = of("Colors", 1)? == 1 && of("BitsPerComponent", 8)? == 8;
    match (of("Predictor", 1)?, of("Columns", 1)?) {
        (1, _) => Some(None),
        (10..=15, columns @ 1..=LONGEST_ROW) if plain => usize::try_from(columns).ok().map(Some),
        _ => None,
    }
}
