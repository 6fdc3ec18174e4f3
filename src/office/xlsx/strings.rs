//! Shared strings of a workbook (ECMA-376-1, 18.4), and escapes of characters outside XML.

use super::styles::note_property;
use crate::office::package::PackageError;
use crate::office::shown_text::TextEffects;
use crate::office::xml::{Xml, text};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
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
    /// Runs of the strings that have any, by index.
    runs: BTreeMap<usize, Vec<XlsxRun>>,
}

/// Stretch of a text with a font of its own (18.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct XlsxRun {
    /// End in the text, in bytes.
    pub end: usize,
    /// Effects of the font; `None` if the font is that of the cell.
    pub effects: Option<TextEffects>,
}

impl XlsxSharedStrings {
    /// Reads the part of the shared strings.
    pub(crate) fn read(part: impl BufRead) -> Result<Self, PackageError> {
        let mut xml = Xml::new(part);
        let mut strings = XlsxSharedStrings::default();
        let mut rich = XlsxRichText::default();
        let mut start = 0;
        loop {
            let event = xml.event()?;
            match &event {
                Event::Start(tag) => rich.start(tag),
                Event::End(tag) if tag.local_name().as_ref() == "si" => {
                    strings.end(rich.take_runs());
                    start = strings.text.len();
                }
                // An empty string has an index too: without it all later cells would show another
                // text.
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.end(Vec::new()),
                Event::Empty(tag) => rich.empty(tag),
                Event::End(tag) => rich.end(tag.local_name().as_ref(), strings.text.len() - start),
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

    fn end(&mut self, runs: Vec<XlsxRun>) {
        if !runs.is_empty() {
            self.runs.insert(self.ends.len(), runs);
        }
        self.ends.push(u32::try_from(self.text.len()).expect("bounded by MOST_TEXT"));
    }

    /// Returns the string of an index and its runs.
    pub(crate) fn get(&self, number: usize) -> Option<(&str, &[XlsxRun])> {
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let text = self.text.get(start as usize..*self.ends.get(number)? as usize)?;
        Some((text, self.runs.get(&number).map_or(&[], Vec::as_slice)))
    }
}

/// Tracks which texts of a string item are displayed, and in which fonts: runs are, the phonetic
/// reading of Asian characters is not (18.4.6).
#[derive(Default)]
pub(super) struct XlsxRichText {
    in_text: bool,
    in_phonetic: bool,
    /// Effects of the run, once its properties have begun.
    effects: Option<TextEffects>,
    runs: Vec<XlsxRun>,
}

impl XlsxRichText {
    /// Records the start of an element.
    pub(crate) fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "t" => self.in_text = true,
            "rPh" => self.in_phonetic = true,
            "r" => self.effects = None,
            _ => self.empty(tag),
        }
    }

    /// Records an element without content.
    pub(crate) fn empty(&mut self, tag: &BytesStart<'_>) {
        if tag.local_name().as_ref() == "rPr" {
            self.effects = Some(TextEffects::default());
        }
        _ = self.effects.as_mut().map(|effects| note_property(effects, tag));
    }

    /// Records the end of an element after `length` bytes of displayed text.
    pub(crate) fn end(&mut self, name: &str, length: usize) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            "r" => self.runs.push(XlsxRun { end: length, effects: self.effects.take() }),
            _ => {}
        }
    }

    /// Returns `true` if text at this point is displayed.
    pub(crate) fn is_text(&self) -> bool {
        self.in_text && !self.in_phonetic
    }

    /// Returns the runs of the text that ends.
    pub(crate) fn take_runs(&mut self) -> Vec<XlsxRun> {
        std::mem::take(&mut self.runs)
    }
}

/// Returns the stretches of a text by its runs, without escapes.
pub(super) fn stretches<'t>(
    text: &'t str,
    runs: &[XlsxRun],
) -> Vec<(Cow<'t, str>, Option<TextEffects>)> {
    let mut start = 0;
    let mut stretches = Vec::with_capacity(runs.len().max(1));
    // Text behind the last run, or without any, has the font of the cell.
    let end = XlsxRun { end: text.len(), effects: None };
    for run in runs.iter().chain([&end]) {
        if let Some(words) = text.get(start..run.end).filter(|words| !words.is_empty()) {
            stretches.push((unescaped(words), run.effects));
            start = run.end;
        }
    }
    stretches
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

/// Returns `true` if a text holds an escape of a character that needs none: Excel shows the
/// character, other programs the escape.
pub(super) fn has_needless_escape(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        rest = &rest[at..];
        let shown = rest.get(..7).map(unescaped);
        let mut chars = shown.as_deref().unwrap_or_default().chars();
        let sign = chars.next().filter(|_| chars.next().is_none());
        // Programs escape what XML cannot hold, and the sign by which escapes begin.
        let is_needed =
            |sign: char| sign.is_control() || matches!(sign, '_' | '\u{FFFE}' | '\u{FFFF}');
        if sign.is_some_and(|sign| !is_needed(sign)) {
            return true;
        }
        rest = &rest[if sign.is_some() { 7 } else { 2 }..];
    }
    false
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
    fn escapes_of_plain_characters_are_needless() {
        for text in ["_x0041_deguamento", "a_x0020_b", "_x00E8_"] {
            assert!(has_needless_escape(text), "{text}");
        }
        for text in ["a_x000D_\nb", "_x005F_x0041_", "_x00", "_xD83D_", "x_x00è1_", "max_x0"] {
            assert!(!has_needless_escape(text), "{text}");
        }
    }

    #[test]
    fn runs_are_joined_and_readings_left_out() {
        let part = "<sst><si><t>uno</t></si><si/><si><r><t>d</t></r><r><rPr><b/><strike/></rPr><t xml:space=\"preserve\">ue &amp; </t></r><rPh><t>x</t></rPh></si></sst>";
        let strings = XlsxSharedStrings::read(part.as_bytes()).expect("strings");
        let struck = TextEffects { is_struck: true, ..TextEffects::default() };
        let runs = [
            XlsxRun { end: 1, effects: None },
            XlsxRun { end: "due & ".len(), effects: Some(struck) },
        ];
        let all: Vec<_> = (0..4).map(|i| strings.get(i)).collect();
        let plain = |text| Some((text, &[][..]));
        assert_eq!(all, [plain("uno"), plain(""), Some(("due & ", &runs[..])), None]);
    }
}
