//! What a PDF file is made of (ISO 32000-1, 7.3), as far as a comparison needs it.

use std::collections::BTreeMap;
use std::ops::Range;

/// An object. Indirect ones are named by their number alone: a generation other than 0
/// is not read, since neither our files nor what a signature adds have any.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Name(Vec<u8>),
    /// A string, literal or hexadecimal, as the bytes that it stands for.
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Stream(Box<Stream>),
    Reference(u32),
}

/// A dictionary. A key whose value is null is not there (ISO 32000-1, 7.3.7).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dictionary(pub(super) BTreeMap<Vec<u8>, Object>);

/// A stream; its data, encoded, lie in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stream {
    pub(super) dictionary: Dictionary,
    pub(super) data: Range<usize>,
}

impl Object {
    pub(super) fn as_integer(&self) -> Option<i64> {
        if let Object::Integer(value) = self { Some(*value) } else { None }
    }

    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Object::Integer(value) => Some(*value as f64),
            Object::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_name(&self) -> Option<&[u8]> {
        if let Object::Name(value) = self { Some(value) } else { None }
    }

    pub(super) fn as_text(&self) -> Option<&[u8]> {
        if let Object::Text(value) = self { Some(value) } else { None }
    }

    pub(super) fn as_array(&self) -> Option<&[Object]> {
        if let Object::Array(items) = self { Some(items) } else { None }
    }

    pub(super) fn as_reference(&self) -> Option<u32> {
        if let Object::Reference(number) = self { Some(*number) } else { None }
    }

    /// The dictionary that this is.
    pub(super) fn as_dictionary(&self) -> Option<&Dictionary> {
        if let Object::Dictionary(dictionary) = self { Some(dictionary) } else { None }
    }

    pub(super) fn as_stream(&self) -> Option<&Stream> {
        if let Object::Stream(stream) = self { Some(stream) } else { None }
    }

    /// What this consists of, one level down.
    pub(super) fn parts(&self) -> Vec<&Object> {
        match self {
            Object::Array(items) => items.iter().collect(),
            Object::Dictionary(dictionary) => dictionary.0.values().collect(),
            Object::Stream(stream) => stream.dictionary.0.values().collect(),
            _ => Vec::new(),
        }
    }
}

impl Dictionary {
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        self.0.get(key.as_bytes())
    }

    pub(super) fn has_name(&self, key: &str, name: &str) -> bool {
        self.get(key).and_then(Object::as_name) == Some(name.as_bytes())
    }

    /// The first key that is none of `allowed`.
    pub(super) fn stranger(&self, allowed: &[&str]) -> Option<String> {
        let strange = |key: &&Vec<u8>| !allowed.iter().any(|a| a.as_bytes() == key.as_slice());
        self.0.keys().find(strange).map(|key| shown(key))
    }
}

/// A name as it may stand in a message.
pub(super) fn shown(name: &[u8]) -> String {
    const LONGEST: usize = 40;
    let printable = name.iter().filter(|byte| byte.is_ascii_graphic());
    printable.take(LONGEST).map(|byte| char::from(*byte)).collect()
}

/// The characters of a text string (ISO 32000-1, 7.9.2.2): UTF-16, UTF-8 (ISO 32000-2) or,
/// as far as it agrees with Latin 1, PDFDocEncoding.
pub(super) fn characters(text: &[u8]) -> String {
    match text {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks(2).map(|pair| {
                u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or_default()])
            });
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => text.iter().map(|byte| char::from(*byte)).collect(),
    }
}
