//! Position in the bytes of a PDF file, and its lexical conventions (ISO 32000-1, 7.2).

use std::collections::BTreeSet;

/// Longest run of spaces: signing programs reserve room for a byte range with them.
const LONGEST_PADDING: usize = 128;
/// Most line ends between two objects: some programs leave a line empty.
const MOST_LINE_ENDS: usize = 2;

/// Offset at which reading failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) usize);

pub(super) type Parsed<T> = Result<T, Malformed>;

/// Language that bytes are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Syntax of the standard, for the original and for what was read once already.
    Standard,
    /// Forms that signing programs are known to write, with nothing optional in them.
    Signers,
}

/// Position in bytes from which words and digits are read.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    language: Language,
    /// Offsets of the words of the structure that were read.
    pub(super) words: BTreeSet<usize>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, language: Language) -> Cursor<'a> {
        Cursor { bytes, at, language, words: BTreeSet::new() }
    }

    /// Returns `true` if only the forms of signing programs are read.
    pub(super) fn is_strict(&self) -> bool {
        self.language == Language::Signers
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn fail<T>(&self) -> Parsed<T> {
        Err(Malformed(self.at))
    }

    /// Returns the offset of the first `#` from `start` up to here.
    pub(super) fn escape_since(&self, start: usize) -> Option<usize> {
        (start..self.at).find(|at| self.bytes.get(*at) == Some(&b'#'))
    }

    /// Passes what may stand between two parts of an object: spaces, then a line end, which
    /// one more space may follow.
    pub(super) fn gap(&mut self) {
        if !self.is_strict() {
            self.white_space();
            return;
        }
        let spaces = self.rest().iter().take(LONGEST_PADDING).take_while(|byte| **byte == b' ');
        self.at += spaces.count();
        if self.passes_line_end() && self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Passes what must stand between two objects, or two parts of a revision: line ends.
    pub(super) fn line_ends(&mut self) -> Parsed<()> {
        if !self.is_strict() {
            self.white_space();
            return Ok(());
        }
        self.line_end()?;
        for _ in 1..MOST_LINE_ENDS {
            self.passes_line_end();
        }
        Ok(())
    }

    /// Passes the end of a line of an index: some readers take a blank line there for a damaged one.
    pub(super) fn index_line_end(&mut self) -> Parsed<()> {
        if !self.is_strict() {
            self.white_space();
            return Ok(());
        }
        self.line_end()
    }

    /// Passes one line end, which must stand here.
    pub(super) fn line_end(&mut self) -> Parsed<()> {
        if self.passes_line_end() { Ok(()) } else { self.fail() }
    }

    /// Passes CR LF, LF or CR; `true` if one stood here.
    pub(super) fn passes_line_end(&mut self) -> bool {
        let length = match self.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.at += length;
        length > 0
    }

    /// Passes one space, which must stand here.
    pub(super) fn separator(&mut self) -> Parsed<()> {
        if !self.peek().is_some_and(is_white) {
            return self.fail();
        }
        match self.language {
            Language::Standard => self.white_space(),
            Language::Signers if self.peek() == Some(b' ') => self.at += 1,
            Language::Signers => return self.fail(),
        }
        Ok(())
    }

    /// Passes any white space, which the standard allows everywhere.
    fn white_space(&mut self) {
        while self.peek().is_some_and(is_white) {
            self.at += 1;
        }
    }

    /// Passes the comment that iText leaves before `startxref`, with its line end.
    ///
    /// # Errors
    /// Fails at any other comment: readers that repair files look for words in them.
    pub(super) fn comment(&mut self) -> Parsed<()> {
        /// Longest name and version of the program, in bytes.
        const LONGEST: usize = 60;
        if self.peek() != Some(b'%') {
            return Ok(());
        }
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        let length = self.rest().iter().skip(1).take(LONGEST).take_while(|byte| is_part(byte));
        let end = self.at + 1 + length.count();
        if !self.rest().starts_with(b"%iText-") {
            return self.fail();
        }
        self.at = end;
        self.line_end()
    }

    /// Passes `word` if it stands here and no regular character follows; `true` if it did.
    pub(super) fn passes(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let is_whole = rest.get(word.len()).is_none_or(|byte| !is_regular(*byte));
        let is_here = rest.starts_with(word.as_bytes()) && is_whole;
        if is_here {
            // The last `xref` of `startxref` counts as a word of its own.
            let prefix = if word == "startxref" { word.len() - "xref".len() } else { 0 };
            self.words.insert(self.at + prefix);
            self.at += word.len();
        }
        is_here
    }

    /// Passes `word`, which must stand here.
    pub(super) fn word(&mut self, word: &str) -> Parsed<()> {
        if self.passes(word) { Ok(()) } else { self.fail() }
    }

    /// Reads digits as a number without a sign, and without zeros that it does not need.
    pub(super) fn digits(&mut self) -> Parsed<u64> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(&self.rest()[..digits]).unwrap_or_default();
        let is_padded = self.is_strict() && digits > 1 && text.starts_with('0');
        match text.parse() {
            Ok(value) if !is_padded => {
                self.at += digits;
                Ok(value)
            }
            _ => self.fail(),
        }
    }
}

/// Returns `true` for white space (ISO 32000-1, table 1).
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Returns `true` for regular characters (ISO 32000-1, 7.2.2), of which words consist.
pub(super) fn is_regular(byte: u8) -> bool {
    !is_white(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
