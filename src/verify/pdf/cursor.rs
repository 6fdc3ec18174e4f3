//! Position in the bytes of a PDF file, and its lexical conventions (ISO 32000-1, 7.2).

/// Offset at which reading failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) usize);

pub(super) type Parsed<T> = Result<T, Malformed>;

/// Position in bytes from which words and digits are read.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Cursor<'a> {
        Cursor { bytes, at }
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

    /// Passes white space.
    pub(super) fn white_space(&mut self) {
        while self.peek().is_some_and(is_white) {
            self.at += 1;
        }
    }

    /// Passes white space and comments, which are accepted between objects only.
    ///
    /// # Errors
    /// Fails at `%%EOF`: a reader could take that comment for the end of the file.
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

    /// Passes `word` if it stands here and no regular character follows; `true` if it did.
    pub(super) fn passes(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let is_whole = rest.get(word.len()).is_none_or(|byte| !is_regular(*byte));
        let is_here = rest.starts_with(word.as_bytes()) && is_whole;
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    /// Passes `word`, which must stand here, and the white space after it.
    pub(super) fn word(&mut self, word: &str) -> Parsed<()> {
        if !self.passes(word) {
            return self.fail();
        }
        self.white_space();
        Ok(())
    }

    /// Reads digits as a number without a sign.
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

    /// Passes white space, which must stand here.
    pub(super) fn separator(&mut self) -> Parsed<()> {
        if !self.peek().is_some_and(is_white) {
            return self.fail();
        }
        self.white_space();
        Ok(())
    }
}

/// Returns the offset of the first `word` in `bytes`.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
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
