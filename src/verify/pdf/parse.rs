//! Reading objects from bytes (ISO 32000-1, 7.2 and 7.3).
//!
//! Stricter than any reader: what programs could take for two different things is not
//! read at all, and a file that needs it is not one of ours with a signature. That is why
//! no parser made for reading stands here: they mend, skip and guess.

use super::object::{Dictionary, Object, Stream};
use std::collections::BTreeMap;
use std::ops::Range;

/// How deep arrays and dictionaries may lie in each other.
const DEEPEST: usize = 50;
/// How many objects one may consist of.
const MOST_PARTS: usize = 500_000;
/// The longest name (ISO 32000-1, Annex C).
const LONGEST_NAME: usize = 127;

/// The longest string, in bytes: a signature with all that validates it takes less.
const LONGEST_TEXT: usize = 4 << 20;

/// Where reading failed, in bytes from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) usize);

type Parsed<T> = Result<T, Malformed>;

/// An indirect object, where it stands.
#[derive(Debug)]
pub(super) struct Indirect {
    pub(super) number: u32,
    pub(super) value: Object,
    /// Where the value of its key `Contents` stands, from the first to the last delimiter.
    pub(super) contents: Option<Range<usize>>,
}

/// A place in bytes from which objects are read.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    parts: usize,
    contents: Option<Range<usize>>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Parser<'a> {
        Parser { bytes, at, parts: 0, contents: None }
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fail<T>(&self) -> Parsed<T> {
        Err(Malformed(self.at))
    }

    /// Passes white space.
    pub(super) fn white_space(&mut self) {
        while self.peek().is_some_and(is_white) {
            self.at += 1;
        }
    }

    /// Passes white space and comments, which stand between objects only; a line that could
    /// be the end of a file is none.
    pub(super) fn comments(&mut self) -> Parsed<()> {
        loop {
            self.white_space();
            if self.peek() != Some(b'%') {
                return Ok(());
            }
            if self.rest().starts_with(b"%%EOF") {
                return self.fail();
            }
            while self.peek().is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                self.at += 1;
            }
        }
    }

    /// Passes `word` if it stands here, whole.
    pub(super) fn passes(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let whole = rest.get(word.len()).is_none_or(|byte| !is_regular(*byte));
        let here = rest.starts_with(word.as_bytes()) && whole;
        if here {
            self.at += word.len();
        }
        here
    }

    /// Passes `word`, which must stand here, and the white space after it.
    pub(super) fn word(&mut self, word: &str) -> Parsed<()> {
        if !self.passes(word) {
            return self.fail();
        }
        self.white_space();
        Ok(())
    }

    /// Digits, as a number without a sign.
    pub(super) fn digits(&mut self) -> Parsed<u64> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(&self.rest()[..digits]).unwrap_or_default();
        match text.parse() {
            Ok(value) => {
                self.at += digits;
                Ok(value)
            }
            Err(_) => self.fail(),
        }
    }

    /// `12 0 obj … endobj`. Where the length of a stream is an object of its own, the
    /// stream ends at the first `endstream`; whether that agrees is for others to see.
    pub(super) fn indirect(&mut self) -> Parsed<Indirect> {
        self.parts = 0;
        self.contents = None;
        let number = self.head()?;
        let value = self.value(0)?;
        self.white_space();
        let value = match value {
            Object::Dictionary(dictionary) if self.rest().starts_with(b"stream") => {
                self.stream(dictionary)?
            }
            value => value,
        };
        if !self.passes("endobj") {
            return self.fail();
        }
        Ok(Indirect { number, value, contents: self.contents.take() })
    }

    /// `12 0 obj`.
    fn head(&mut self) -> Parsed<u32> {
        let start = self.at;
        let number = u32::try_from(self.digits()?).map_err(|_| Malformed(start))?;
        self.separated()?;
        if self.digits()? != 0 {
            return Err(Malformed(start));
        }
        self.separated()?;
        self.word("obj")?;
        Ok(number)
    }

    fn separated(&mut self) -> Parsed<()> {
        if !self.peek().is_some_and(is_white) {
            return self.fail();
        }
        self.white_space();
        Ok(())
    }

    fn stream(&mut self, dictionary: Dictionary) -> Parsed<Object> {
        self.at += b"stream".len();
        // The line end after the word is CR LF or LF, never CR alone (ISO 32000-1, 7.3.8.1).
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        if self.peek() != Some(b'\n') {
            return self.fail();
        }
        self.at += 1;
        let start = self.at;
        let length = match dictionary.get("Length") {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            Some(Object::Reference(_)) => find(self.rest(), b"endstream"),
            _ => None,
        };
        let length = length.filter(|length| *length <= self.rest().len());
        let Some(length) = length else { return self.fail() };
        self.at += length;
        let data = start..self.at;
        self.white_space();
        self.word("endstream")?;
        Ok(Object::Stream(Box::new(Stream { dictionary, data })))
    }

    /// An object that is not indirect, `depth` levels down.
    fn value(&mut self, depth: usize) -> Parsed<Object> {
        self.parts += 1;
        if depth > DEEPEST || self.parts > MOST_PARTS {
            return self.fail();
        }
        match self.peek() {
            Some(b'/') => Ok(Object::Name(self.name()?)),
            Some(b'(') => Ok(Object::Text(self.literal()?)),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.rest().starts_with(b"<<") => self.dictionary(depth),
            Some(b'<') => Ok(Object::Text(self.hexadecimal()?)),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number_or_reference(),
            _ if self.passes("true") => Ok(Object::Boolean(true)),
            _ if self.passes("false") => Ok(Object::Boolean(false)),
            _ if self.passes("null") => Ok(Object::Null),
            _ => self.fail(),
        }
    }

    /// A value at the top level, for instance in an object stream.
    pub(super) fn object(&mut self) -> Parsed<Object> {
        self.value(0)
    }

    fn array(&mut self, depth: usize) -> Parsed<Object> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.white_space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Object::Array(items));
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Parsed<Object> {
        self.at += 2;
        let mut keys = BTreeMap::new();
        loop {
            self.white_space();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                keys.retain(|_, value| *value != Object::Null);
                return Ok(Object::Dictionary(Dictionary(keys)));
            }
            let start = self.at;
            let key = self.name()?;
            self.white_space();
            let from = self.at;
            let value = self.value(depth + 1)?;
            if depth == 0 && key == b"Contents" {
                self.contents = Some(from..self.at);
            }
            // Which of two values counts differs from reader to reader.
            if keys.insert(key, value).is_some() {
                return Err(Malformed(start));
            }
        }
    }

    /// A name, its `#` sequences resolved.
    fn name(&mut self) -> Parsed<Vec<u8>> {
        if self.peek() != Some(b'/') {
            return self.fail();
        }
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let byte = if byte == b'#' { self.hexadecimal_byte()? } else { byte };
            name.push(byte);
            if name.len() > LONGEST_NAME {
                return self.fail();
            }
        }
        Ok(name)
    }

    fn hexadecimal_byte(&mut self) -> Parsed<u8> {
        let digits = self.rest().get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let value = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        match value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            // A zero in a name is forbidden (ISO 32000-1, 7.3.5).
            Some(value) if value != 0 => {
                self.at += 2;
                Ok(value)
            }
            _ => self.fail(),
        }
    }

    /// `<48656C6C6F>`; a digit that lacks is 0 (ISO 32000-1, 7.3.4.3).
    fn hexadecimal(&mut self) -> Parsed<Vec<u8>> {
        self.at += 1;
        let Some(length) = self.rest().iter().position(|byte| *byte == b'>') else {
            return self.fail();
        };
        if length > 2 * LONGEST_TEXT {
            return self.fail();
        }
        let (mut text, mut half) = (Vec::with_capacity(length / 2 + 1), None);
        for byte in self.rest()[..length].iter().filter(|byte| !is_white(**byte)) {
            let Some(digit) = char::from(*byte).to_digit(16) else { return self.fail() };
            match half.take() {
                None => half = Some(digit as u8),
                Some(first) => text.push(first << 4 | digit as u8),
            }
        }
        text.extend(half.map(|first| first << 4));
        self.at += length + 1;
        Ok(text)
    }

    /// `(Hello)` (ISO 32000-1, 7.3.4.2).
    fn literal(&mut self) -> Parsed<Vec<u8>> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            let Some(byte) = self.peek() else { return self.fail() };
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escaped()?);
                    continue;
                }
                b'\r' => {
                    self.line_feed();
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(text);
            }
            if text.len() > LONGEST_TEXT {
                return self.fail();
            }
            text.push(byte);
        }
    }

    fn line_feed(&mut self) {
        if self.peek() == Some(b'\n') {
            self.at += 1;
        }
    }

    /// What stands for a backslash and what follows it.
    fn escaped(&mut self) -> Parsed<Option<u8>> {
        let Some(byte) = self.peek() else { return self.fail() };
        self.at += 1;
        Ok(match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.line_feed();
                None
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                // A high-order overflow is ignored.
                Some(value as u8)
            }
            other => Some(other),
        })
    }

    fn number_or_reference(&mut self) -> Parsed<Object> {
        let number = self.number()?;
        let Object::Integer(value) = number else { return Ok(number) };
        let after = self.at;
        match self.reference_tail() {
            true => match u32::try_from(value) {
                Ok(value) => Ok(Object::Reference(value)),
                Err(_) => self.fail(),
            },
            false => {
                self.at = after;
                Ok(number)
            }
        }
    }

    /// ` 0 R`.
    fn reference_tail(&mut self) -> bool {
        let mut zero = || {
            self.separated().ok()?;
            let zero = self.digits().ok()?;
            self.separated().ok()?;
            (zero == 0 && self.passes("R")).then_some(())
        };
        zero().is_some()
    }

    fn number(&mut self) -> Parsed<Object> {
        let start = self.at;
        let length = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
        let text = std::str::from_utf8(&self.rest()[..length]).unwrap_or_default();
        self.at += length;
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
            && digits.bytes().any(|byte| byte.is_ascii_digit());
        let value = match digits.contains('.') {
            _ if !plain => None,
            true => text.parse().ok().map(Object::Real),
            false => text.parse().ok().map(Object::Integer),
        };
        value.ok_or(Malformed(start))
    }
}

/// Where `word` first stands in `bytes`.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// White space (ISO 32000-1, table 1).
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
