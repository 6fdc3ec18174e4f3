//! Objects of a PDF file (ISO 32000-1, 7.3), as far as a comparison needs them.

use std::collections::BTreeMap;
use std::ops::Range;

/// Object of a file. References are numbers alone: generations other than 0 are not read,
/// since neither our files nor signing programs write any.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Name(Vec<u8>),
    /// Bytes of a string, literal or hexadecimal.
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Stream(Box<Stream>),
    Reference(u32),
}

/// Dictionary without keys whose value is null, which count as absent (ISO 32000-1, 7.3.7).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dictionary(pub(super) BTreeMap<Vec<u8>, Object>);

/// Stream; `data` is the range of its encoded data in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stream {
    pub(super) dictionary: Dictionary,
    pub(super) data: Range<usize>,
}

impl Object {
    pub(super) fn as_integer(&self) -> Option<i64> {
        if let Object::Integer(value) = self { Some(*value) } else { None }
    }

    /// Returns the integer if it is not negative.
    pub(super) fn as_index(&self) -> Option<usize> {
        usize::try_from(self.as_integer()?).ok()
    }

    /// Returns an array of integers that are not negative.
    pub(super) fn as_indices(&self) -> Option<Vec<usize>> {
        self.as_array()?.iter().map(Object::as_index).collect()
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

    pub(super) fn as_dictionary(&self) -> Option<&Dictionary> {
        if let Object::Dictionary(dictionary) = self { Some(dictionary) } else { None }
    }

    pub(super) fn as_stream(&self) -> Option<&Stream> {
        if let Object::Stream(stream) = self { Some(stream) } else { None }
    }

    /// Returns the objects that this one holds, one level down.
    pub(super) fn parts(&self) -> Vec<&Object> {
        match self {
            Object::Array(items) => items.iter().collect(),
            Object::Dictionary(dictionary) => dictionary.0.values().collect(),
            Object::Stream(stream) => stream.dictionary.0.values().collect(),
            _ => Vec::new(),
        }
    }
}

impl Stream {
    /// Returns `true` if `length` is the length of the data.
    pub(super) fn has_length(&self, length: &Object) -> bool {
        // The line end before `endstream` does not count (ISO 32000-1, 7.3.8.1).
        let lengths = self.data.len().saturating_sub(2)..=self.data.len();
        length.as_index().is_some_and(|length| lengths.contains(&length))
    }
}

impl Dictionary {
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        self.0.get(key.as_bytes())
    }

    pub(super) fn has_name(&self, key: &str, name: &str) -> bool {
        self.get(key).and_then(Object::as_name) == Some(name.as_bytes())
    }

    /// Returns the first key outside `allowed`, in printable characters.
    pub(super) fn unlisted_key(&self, allowed: &[&str]) -> Option<String> {
        let is_unlisted = |key: &&Vec<u8>| !allowed.iter().any(|a| a.as_bytes() == key.as_slice());
        self.0.keys().find(is_unlisted).map(|key| printable_name(key))
    }
}

/// Reduces a name from a file to what a message may repeat: printable ASCII, one line.
pub(super) fn printable_name(name: &[u8]) -> String {
    /// Every key of the standard is shorter.
    const LONGEST: usize = 40;
    let printable = name.iter().filter(|byte| byte.is_ascii_graphic());
    printable.take(LONGEST).map(|byte| char::from(*byte)).collect()
}
