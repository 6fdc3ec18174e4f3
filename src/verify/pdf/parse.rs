//! Parser of objects (ISO 32000-1, 7.3).
//!
//! Stricter than any reader: what programs could take for two different things is not
//! read at all, and of what signers append only the forms that they are known to write are
//! read. Parsers made for reading are of no use here, because they repair, skip and guess.
//!
//! Grammar of what signers append, where `lines` are one or two line ends, and `gap` is up to
//! 128 spaces, then possibly a line end, then possibly a space:
//!
//! ```text
//! indirect   = number " " number " obj" gap value gap [ stream ] "endobj"
//! stream     = "stream" ( LF | CR LF ) data line-end "endstream" lines
//! value      = dictionary | array | name | literal | hexadecimal | number | reference
//!            | "true" | "false" | "null"
//! dictionary = "<<" { gap name gap value } gap ">>"
//! array      = "[" { gap value } gap "]"
//! reference  = number " " number " R"
//! ```

use super::cursor::{Cursor, Language, Malformed, Parsed};
use super::number::number_or_reference;
use super::object::{Dictionary, Object, Stream};
use super::string;
use memchr::memmem::find;
use std::collections::{BTreeMap, BTreeSet};
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
    pub(super) generation: u16,
    pub(super) value: Object,
    /// Range of the value of its key `Contents`, delimiters included.
    pub(super) contents: Option<Range<usize>>,
}

/// Parser of the objects from a position on.
pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    /// Numbers and generations that the references read so far name.
    pub(super) references: BTreeSet<(u32, u16)>,
    /// Integers that are objects of their own, by number.
    integers: BTreeMap<u32, i64>,
    /// Numbers of those that are the length of a stream.
    pub(super) lengths: BTreeSet<u32>,
    parts: usize,
    /// Set while the value of a key `Contents` of an indirect object is read.
    is_contents: bool,
    contents: Option<Range<usize>>,
}

impl<'a> Parser<'a> {
    /// Reads the syntax of the standard: the original, and what was read once already.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Parser<'a> {
        Parser::of(Cursor::new(bytes, at, Language::Standard))
    }

    /// Reads only the forms that signing programs are known to write.
    pub(super) fn of_signers(bytes: &'a [u8], at: usize) -> Parser<'a> {
        Parser::of(Cursor::new(bytes, at, Language::Signers))
    }

    fn of(cursor: Cursor<'a>) -> Parser<'a> {
        Parser {
            cursor,
            references: BTreeSet::new(),
            integers: BTreeMap::new(),
            lengths: BTreeSet::new(),
            parts: 0,
            is_contents: false,
            contents: None,
        }
    }

    /// Reads `12 0 obj … endobj`. The length of a stream may be an object of its own, which a
    /// signer has written before; in the standard's syntax the stream then ends at the first
    /// `endstream`.
    pub(super) fn indirect(&mut self) -> Parsed<Indirect> {
        self.parts = 0;
        self.contents = None;
        let (number, generation) = self.head()?;
        let value = self.value(0)?;
        self.cursor.gap();
        let value = match value {
            Object::Dictionary(dictionary) if self.cursor.passes("stream") => {
                self.stream(dictionary)?
            }
            value => value,
        };
        self.cursor.word("endobj")?;
        self.integers.extend(value.as_integer().map(|integer| (number, integer)));
        Ok(Indirect { number, generation, value, contents: self.contents.take() })
    }

    /// Reads `12 0 obj`.
    fn head(&mut self) -> Parsed<(u32, u16)> {
        let start = self.cursor.at;
        let number = u32::try_from(self.cursor.digits()?).map_err(|_| Malformed(start))?;
        self.cursor.separator()?;
        let generation = u16::try_from(self.cursor.digits()?).map_err(|_| Malformed(start))?;
        self.cursor.separator()?;
        self.cursor.word("obj")?;
        self.cursor.gap();
        Ok((number, generation))
    }

    fn stream(&mut self, dictionary: Dictionary) -> Parsed<Object> {
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
            Some(Object::Reference(number)) if self.cursor.is_strict() => {
                self.lengths.insert(*number);
                self.integers.get(number).and_then(|length| usize::try_from(*length).ok())
            }
            Some(Object::Reference(_)) => find(self.cursor.rest(), b"endstream"),
            _ => None,
        };
        let length = length.filter(|length| *length <= self.cursor.rest().len());
        let Some(length) = length else { return self.cursor.fail() };
        self.cursor.at += length;
        let data = start..self.cursor.at;
        if self.cursor.is_strict() {
            self.cursor.line_end()?;
        } else {
            self.cursor.gap();
        }
        self.cursor.word("endstream")?;
        self.cursor.line_ends()?;
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
            Some(b'<') => {
                Ok(Object::Text(string::hexadecimal(&mut self.cursor, self.is_contents)?))
            }
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number_or_reference(),
            _ if self.cursor.passes("true") => Ok(Object::Boolean(true)),
            _ if self.cursor.passes("false") => Ok(Object::Boolean(false)),
            _ if self.cursor.passes("null") => Ok(Object::Null),
            _ => self.cursor.fail(),
        }
    }

    fn number_or_reference(&mut self) -> Parsed<Object> {
        let (value, generation) = number_or_reference(&mut self.cursor)?;
        self.references.extend(value.as_reference().zip(generation));
        Ok(value)
    }

    /// Reads a value at the top level, for instance in an object stream.
    pub(super) fn object(&mut self) -> Parsed<Object> {
        self.value(0)
    }

    fn array(&mut self, depth: usize) -> Parsed<Object> {
        self.cursor.at += 1;
        let mut items = Vec::new();
        loop {
            self.cursor.gap();
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
            self.cursor.gap();
            if self.cursor.rest().starts_with(b">>") {
                self.cursor.at += 2;
                keys.retain(|_, value| *value != Object::Null);
                return Ok(Object::Dictionary(Dictionary(keys)));
            }
            let start = self.cursor.at;
            let key = string::name(&mut self.cursor)?;
            // No program escapes anything in a key.
            let is_escaped = |_: &usize| self.cursor.is_strict();
            if let Some(at) = self.cursor.escape_since(start).filter(is_escaped) {
                return Err(Malformed(at));
            }
            self.cursor.gap();
            let from = self.cursor.at;
            let is_contents = depth == 0 && key == b"Contents";
            self.is_contents = is_contents;
            let value = self.value(depth + 1)?;
            self.is_contents = false;
            if is_contents {
                self.contents = Some(from..self.cursor.at);
            }
            // A key without a value is left away, and readers differ in which of two values of
            // one key counts.
            let is_odd = self.cursor.is_strict() && value == Object::Null;
            if keys.insert(key, value).is_some() || is_odd {
                return Err(Malformed(start));
            }
        }
    }
}
