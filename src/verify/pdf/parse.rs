//! Parser of objects (ISO 32000-1, 7.3).
//!
//! Stricter than any reader: what programs could take for two different things is not
//! read at all, and a file that needs it is not an original with a signature. Parsers made
//! for reading are of no use here, because they repair, skip and guess.

use super::cursor::{Cursor, Malformed, Parsed, find};
use super::number::number_or_reference;
use super::object::{Dictionary, Object, Stream};
use super::string;
use std::collections::BTreeMap;
use std::ops::Range;

/// Depth down to which arrays and dictionaries may nest; the parser recurses, and the stack
/// must hold in every thread.
const DEEPEST: usize = 50;
/// Most values that one object consists of; a list of revoked certificates is one string.
const MOST_PARTS: usize = 500_000;

/// Indirect object as it stands in the file.
#[derive(Debug)]
pub(super) struct Indirect {
    pub(super) number: u32,
    pub(super) value: Object,
    /// Range of the value of its key `Contents`, delimiters included.
    pub(super) contents: Option<Range<usize>>,
}

/// Parser of the objects from a position on.
pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    parts: usize,
    contents: Option<Range<usize>>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Parser<'a> {
        Parser { cursor: Cursor::new(bytes, at), parts: 0, contents: None }
    }

    /// Reads `12 0 obj … endobj`. Where the length of a stream is an object of its own, the
    /// stream ends at the first `endstream`; the caller compares that length.
    pub(super) fn indirect(&mut self) -> Parsed<Indirect> {
        self.parts = 0;
        self.contents = None;
        let number = self.head()?;
        let value = self.value(0)?;
        self.cursor.white_space();
        let value = match value {
            Object::Dictionary(dictionary) if self.cursor.rest().starts_with(b"stream") => {
                self.stream(dictionary)?
            }
            value => value,
        };
        if !self.cursor.passes("endobj") {
            return self.cursor.fail();
        }
        Ok(Indirect { number, value, contents: self.contents.take() })
    }

    /// Reads `12 0 obj`.
    fn head(&mut self) -> Parsed<u32> {
        let start = self.cursor.at;
        let number = u32::try_from(self.cursor.digits()?).map_err(|_| Malformed(start))?;
        self.cursor.separator()?;
        if self.cursor.digits()? != 0 {
            return Err(Malformed(start));
        }
        self.cursor.separator()?;
        self.cursor.word("obj")?;
        Ok(number)
    }

    fn stream(&mut self, dictionary: Dictionary) -> Parsed<Object> {
        self.cursor.at += b"stream".len();
        // The line end after the word is CR LF or LF, never CR alone (ISO 32000-1, 7.3.8.1).
        if self.cursor.peek() == Some(b'\r') {
            self.cursor.at += 1;
        }
        if self.cursor.peek() != Some(b'\n') {
            return self.cursor.fail();
        }
        self.cursor.at += 1;
        let start = self.cursor.at;
        let length = match dictionary.get("Length") {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            Some(Object::Reference(_)) => find(self.cursor.rest(), b"endstream"),
            _ => None,
        };
        let length = length.filter(|length| *length <= self.cursor.rest().len());
        let Some(length) = length else { return self.cursor.fail() };
        self.cursor.at += length;
        let data = start..self.cursor.at;
        self.cursor.white_space();
        self.cursor.word("endstream")?;
        Ok(Object::Stream(Box::new(Stream { dictionary, data })))
    }

    /// Reads an object that is not indirect, `depth` levels down.
    fn value(&mut self, depth: usize) -> Parsed<Object> {
        self.parts += 1;
        if depth > DEEPEST || self.parts > MOST_PARTS {
            return self.cursor.fail();
        }
        match self.cursor.peek() {
            Some(b'/') => Ok(Object::Name(string::name(&mut self.cursor)?)),
            Some(b'(') => Ok(Object::Text(string::literal(&mut self.cursor)?)),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.cursor.rest().starts_with(b"<<") => self.dictionary(depth),
            Some(b'<') => Ok(Object::Text(string::hexadecimal(&mut self.cursor)?)),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number_or_reference(&mut self.cursor),
            _ if self.cursor.passes("true") => Ok(Object::Boolean(true)),
            _ if self.cursor.passes("false") => Ok(Object::Boolean(false)),
            _ if self.cursor.passes("null") => Ok(Object::Null),
            _ => self.cursor.fail(),
        }
    }

    /// Reads a value at the top level, for instance in an object stream.
    pub(super) fn object(&mut self) -> Parsed<Object> {
        self.value(0)
    }

    fn array(&mut self, depth: usize) -> Parsed<Object> {
        self.cursor.at += 1;
        let mut items = Vec::new();
        loop {
            self.cursor.white_space();
            if self.cursor.peek() == Some(b']') {
                self.cursor.at += 1;
                return Ok(Object::Array(items));
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Parsed<Object> {
        self.cursor.at += 2;
        let mut keys = BTreeMap::new();
        loop {
            self.cursor.white_space();
            if self.cursor.rest().starts_with(b">>") {
                self.cursor.at += 2;
                keys.retain(|_, value| *value != Object::Null);
                return Ok(Object::Dictionary(Dictionary(keys)));
            }
            let start = self.cursor.at;
            let key = string::name(&mut self.cursor)?;
            self.cursor.white_space();
            let from = self.cursor.at;
            let value = self.value(depth + 1)?;
            if depth == 0 && key == b"Contents" {
                self.contents = Some(from..self.cursor.at);
            }
            // Readers differ in which of two values of one key counts.
            if keys.insert(key, value).is_some() {
                return Err(Malformed(start));
            }
        }
    }
}
