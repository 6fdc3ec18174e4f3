//! Decoding of the streams that the comparison reads, within bounds.

use super::object::{Dictionary, Object, Stream};
use flate2::read::ZlibDecoder;
use lopdf::filters::png::decode_frame;
use std::io::Read;

/// Longest row of a predictor that is undone, in bytes. Predictors are read for the sake of
/// cross-reference streams, whose rows take some five bytes and at most 24.
const LONGEST_ROW: i64 = 64;

/// Prediction applied to the data before they were deflated (ISO 32000-1, 7.4.4.4).
enum Predictor {
    Absent,
    /// PNG predictor with this many columns of one byte.
    Png {
        columns: usize,
    },
}

/// Decodes the data of `stream`, which lie in `bytes`; `None` if they have another filter
/// than Flate, are damaged or decode to more than `most` bytes.
pub(super) fn decoded(stream: &Stream, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let data = bytes.get(stream.data.clone())?;
    if !is_deflated(&stream.dictionary)? {
        return (data.len() <= most).then(|| data.to_vec());
    }
    let mut out = Vec::new();
    let limit = u64::try_from(most).ok()?.checked_add(1)?;
    ZlibDecoder::new(data).take(limit).read_to_end(&mut out).ok()?;
    if out.len() > most {
        return None;
    }
    match predictor(&stream.dictionary)? {
        Predictor::Absent => Some(out),
        Predictor::Png { columns } => decode_frame(&out, 1, columns).ok(),
    }
}

/// Returns `true` if the only filter is Flate, `false` if there is none; `None` for others.
fn is_deflated(dictionary: &Dictionary) -> Option<bool> {
    let filter = match dictionary.get("Filter") {
        None => return Some(false),
        Some(Object::Array(filters)) if filters.is_empty() => return Some(false),
        Some(Object::Array(filters)) if filters.len() == 1 => &filters[0],
        Some(filter) => filter,
    };
    (filter.as_name() == Some(b"FlateDecode")).then_some(true)
}

/// Reads the predictor; `None` for one that is not supported.
fn predictor(dictionary: &Dictionary) -> Option<Predictor> {
    const KEYS: [&str; 4] = ["Predictor", "Columns", "Colors", "BitsPerComponent"];
    let parameters = match dictionary.get("DecodeParms") {
        None => return Some(Predictor::Absent),
        Some(Object::Array(items)) if items.len() == 1 => &items[0],
        Some(parameters) => parameters,
    };
    if *parameters == Object::Null {
        return Some(Predictor::Absent);
    }
    let parameters = parameters.as_dictionary()?;
    if parameters.unlisted_key(&KEYS).is_some() {
        return None;
    }
    let number = |key, default| parameters.get(key).map_or(Some(default), Object::as_integer);
    let has_bytes = number("Colors", 1)? == 1 && number("BitsPerComponent", 8)? == 8;
    match (number("Predictor", 1)?, number("Columns", 1)?) {
        (1, _) => Some(Predictor::Absent),
        // Each row names its own PNG filter, so 10 to 15 mean the same to a decoder.
        (10..=15, columns @ 1..=LONGEST_ROW) if has_bytes => {
            Some(Predictor::Png { columns: usize::try_from(columns).ok()? })
        }
        _ => None,
    }
}
