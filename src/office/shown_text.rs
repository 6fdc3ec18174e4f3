//! Texts as they are seen: what is struck out is left out and reported, raised and lowered digits
//! and the signs of symbol fonts become the characters that look so.

use super::marked_text::{raised_text, struck, unknown_signs};
use super::raised::{lowered, raised};
use super::symbol_fonts::{SymbolFont, symbol};
use crate::diag::Diagnostic;
use crate::source::Span;

/// Effects of a font that change what a text says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextEffects {
    /// `true` if a line is drawn through the letters.
    pub is_struck: bool,
    /// Height at which the letters stand.
    pub height: TextHeight,
    /// Font that draws signs for the letters.
    pub symbols: Option<SymbolFont>,
}

/// Height of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TextHeight {
    /// On the line.
    #[default]
    Line,
    /// Above it: exponents.
    Raised,
    /// Below it: indices.
    Lowered,
}

/// Part of a text that is not read as the file stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TextRemark {
    /// Words that are struck out, and left out.
    Struck(String),
    /// Letters above or below the line, which are read on it.
    OffLine(String),
    /// Letters of a symbol font without a character that looks like their signs.
    UnknownSign(String, SymbolFont),
}

/// Text that is put together of stretches with effects.
#[derive(Debug, Default)]
pub(super) struct ShownText {
    text: String,
    remarks: Vec<TextRemark>,
    /// `true` after letters on the line.
    has_line: bool,
    /// `true` if struck words were the last.
    ends_struck: bool,
    /// The text as stored, until the first letters on the line.
    off_line: String,
}

impl ShownText {
    /// Adds a stretch of text.
    pub(crate) fn push(&mut self, text: &str, effects: TextEffects) {
        if text.is_empty() {
            return;
        }
        if effects.is_struck {
            return self.strike(text);
        }
        // Two words around a struck one keep one blank between them.
        let has_blank = std::mem::take(&mut self.ends_struck) && self.text.ends_with(' ');
        let text = if has_blank { text.strip_prefix(' ').unwrap_or(text) } else { text };
        if effects.height == TextHeight::Line {
            self.has_line |= !text.trim().is_empty();
        } else if !self.has_line {
            self.off_line.push_str(text);
        }
        let shown = match (effects.symbols, effects.height) {
            (Some(font), _) => text
                .chars()
                .map(|c| symbol(font, c))
                .collect::<Option<String>>()
                .ok_or(TextRemark::UnknownSign(text.into(), font)),
            (None, TextHeight::Line) => return self.text.push_str(text),
            (None, TextHeight::Raised) => raised(text).ok_or(TextRemark::OffLine(text.into())),
            (None, TextHeight::Lowered) => lowered(text).ok_or(TextRemark::OffLine(text.into())),
        };
        match shown {
            Ok(shown) => self.text.push_str(&shown),
            Err(remark) => {
                self.text.push_str(text);
                self.remarks.push(remark);
            }
        }
    }

    fn strike(&mut self, text: &str) {
        let continues = std::mem::replace(&mut self.ends_struck, true);
        match self.remarks.last_mut() {
            // Programs divide a struck word into stretches as they like.
            Some(TextRemark::Struck(words)) if continues => words.push_str(text),
            _ if text.trim().is_empty() => {}
            _ => self.remarks.push(TextRemark::Struck(text.to_owned())),
        }
    }

    /// Returns the text so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the text as it is seen, and what a person must know of it.
    pub(crate) fn finish(mut self) -> (String, Vec<TextRemark>) {
        // Where everything stands above the line, nothing is an exponent.
        if !self.has_line && !self.off_line.is_empty() {
            self.text = self.off_line;
            self.remarks.retain(|remark| !matches!(remark, TextRemark::OffLine(_)));
        }
        if self.ends_struck {
            self.text.truncate(self.text.trim_end().len());
        }
        (self.text, self.remarks)
    }
}

impl TextRemark {
    /// Makes the finding at the place of the text.
    pub(crate) fn report(&self, place: Span) -> Diagnostic {
        match self {
            TextRemark::Struck(words) => struck(words, place),
            TextRemark::OffLine(words) => raised_text(words, place),
            TextRemark::UnknownSign(words, font) => unknown_signs(words, font, place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::symbol_fonts::symbol_font;
    use super::*;

    const STRUCK: TextEffects =
        TextEffects { is_struck: true, height: TextHeight::Line, symbols: None };
    const PLAIN: TextEffects =
        TextEffects { is_struck: false, height: TextHeight::Line, symbols: None };

    fn at(height: TextHeight) -> TextEffects {
        TextEffects { height, ..PLAIN }
    }

    fn shown(parts: &[(&str, TextEffects)]) -> (String, Vec<TextRemark>) {
        let mut text = ShownText::default();
        parts.iter().for_each(|(words, effects)| text.push(words, *effects));
        text.finish()
    }

    #[test]
    fn struck_words_are_left_out_and_kept_for_the_finding() {
        assert_eq!(
            shown(&[("Entro il ", PLAIN), ("30.06", STRUCK), (".2026", STRUCK), (" 31.12", PLAIN)]),
            ("Entro il 31.12".into(), vec![TextRemark::Struck("30.06.2026".into())])
        );
        assert_eq!(shown(&[("via", STRUCK)]), ("".into(), vec![TextRemark::Struck("via".into())]));
        assert_eq!(shown(&[("a ", PLAIN), (" ", STRUCK), ("b", PLAIN)]), ("a b".into(), vec![]));
        let struck = |words: &str| TextRemark::Struck(words.into());
        assert_eq!(
            shown(&[("a", STRUCK), ("b ", PLAIN), ("c", STRUCK)]),
            ("b".into(), vec![struck("a"), struck("c")])
        );
    }

    #[test]
    fn exponents_are_characters_of_their_own() {
        let (raised, lowered) = (at(TextHeight::Raised), at(TextHeight::Lowered));
        for (parts, text) in [
            (vec![("10", PLAIN), ("3", raised), (" m", PLAIN), ("2", raised)], "10³ m²"),
            (vec![("CO", PLAIN), ("2", lowered)], "CO₂"),
            (vec![("1", PLAIN), ("a", raised), (" fase, n", PLAIN), ("o", raised)], "1ª fase, nº"),
            (vec![("30", raised)], "30"),
        ] {
            assert_eq!(shown(&parts), (text.into(), vec![]));
        }
        assert_eq!(
            shown(&[("dott", PLAIN), ("ssa", raised)]),
            ("dottssa".into(), vec![TextRemark::OffLine("ssa".into())])
        );
        assert_eq!(shown(&[("nota", raised)]), ("nota".into(), vec![]));
    }

    #[test]
    fn signs_are_those_of_the_font() {
        let symbols = symbol_font("Wingdings");
        let signs = TextEffects { symbols, ..PLAIN };
        assert_eq!(shown(&[("ü", signs), (" fatto", PLAIN)]), ("✓ fatto".into(), vec![]));
        let unknown = TextRemark::UnknownSign("漢".into(), "Wingdings");
        assert_eq!(shown(&[("漢", signs)]), ("漢".into(), vec![unknown]));
    }
}
