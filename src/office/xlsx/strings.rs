//! Shared strings of a workbook (ECMA-376-1, 18.4), and escapes of characters outside XML.

use crate::office::package::PackageError;
use crate::office::xml::{Xml, text};
use quick_xml::events::Event;
use std::borrow::Cow;
use std::io::BufRead;

/// Most bytes of all shared strings, below the limit of texts in cells.
const MOST_TEXT: usize = 48 * 1024 * 1024;

/// Shared strings by index.
#[derive(Default)]
pub(super) struct XlsxSharedStrings {
    /// Concatenation of all strings.
    text: String,
    /// End of each string in `text`.
    ends: Vec<u32>,
}

impl XlsxSharedStrings {
    /// Reads the part of the shared strings.
    pub(crate) fn read(part: impl BufRead) -> Result<Self, PackageError> {
        let mut xml = Xml::new(part);
        let mut strings = XlsxSharedStrings::default();
        let mut rich = XlsxRichText::default();
        loop {
            let event = xml.event()?;
            match &event {
                Event::Start(tag) => rich.note(tag.local_name().as_ref(), true),
                Event::End(tag) if tag.local_name().as_ref() == "si" => strings.end(),
                // An empty string has an index too: without it all later cells would show another
                // text.
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.end(),
                Event::End(tag) => rich.note(tag.local_name().as_ref(), false),
                Event::Eof => return Ok(strings),
                event if rich.is_text() => {
                    strings.text.push_str(&text(event)?.unwrap_or_default());
                }
                _ => {}
            }
            if strings.text.len() > MOST_TEXT {
                return Err(PackageError::TooLarge);
            }
        }
    }

    fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).expect("bounded by MOST_TEXT"));
    }

    /// Returns the string of an index.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start as usize..*self.ends.get(number)? as usize)
    }
}

/// Tracks which texts of a string item are displayed: runs are, the phonetic reading of Asian
/// characters is not (18.4.6).
#[derive(Default)]
pub(super) struct XlsxRichText {
    in_text: bool,
    in_phonetic: bool,
}

impl XlsxRichText {
    /// Records the start or the end of an element.
    pub(crate) fn note(&mut self, name: &str, starts: bool) {
        match name {
            "t" => self.in_text = starts,
            "rPh" => self.in_phonetic = starts,
            _ => {}
        }
    }

    /// Returns `true` if text at this point is displayed.
    pub(crate) fn is_text(&self) -> bool {
        self.in_text && !self.in_phonetic
    }
}

/// Replaces escapes (ST_Xstring, 22.9.2.19) with the characters that they stand for.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let escape = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let digits = escape.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(character) => {
                out.push(character);
                rest = &from[7..];
            }
            None => {
                // Anything that is no escape of a character stays as it was typed.
                out.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        for (text, shown) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00", "_x00"),
            ("_xD83D_", "_xD83D_"),
            ("_x+0AD_", "_x+0AD_"),
            ("_x_x0041_", "_xA"),
            ("_x00è1_", "_x00è1_"),
        ] {
            assert_eq!(unescaped(text), shown);
        }
    }

    #[test]
    fn runs_are_joined_and_readings_left_out() {
        let part = "<sst><si><t>uno</t></si><si/><si><r><t>d</t></r><r><t xml:space=\"preserve\">ue &amp; </t></r><rPh><t>x</t></rPh></si></sst>";
        let strings = XlsxSharedStrings::read(part.as_bytes()).expect("strings");
        let all: Vec<_> = (0..4).map(|i| strings.get(i)).collect();
        assert_eq!(all, [Some("uno"), Some(""), Some("due & "), None]);
    }
}
