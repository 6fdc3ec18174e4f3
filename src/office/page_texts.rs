//! Headers and footers of printed pages.

use crate::diag::{Code, Diagnostic};
use crate::office::package::PackageError;
use crate::office::workbook::value::append;
use crate::source::Span;

/// Header or footer of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageText {
    /// `true` for a header.
    pub is_header: bool,
    /// Words, on one line.
    pub words: String,
}

impl PageText {
    /// Makes the finding on words that no cell holds.
    pub(crate) fn report(&self, place: Span) -> Diagnostic {
        let words = &self.words;
        let (message, hint) = if self.is_header {
            (
                format!("L'intestazione di pagina «{words}» non entra nel piano."),
                format!("Se è il titolo del piano: --titolo \"{}\".", words.replace('"', "'")),
            )
        } else {
            let hint = "Se serve, scriverlo nella tabella o nel piano.".to_owned();
            (format!("Il piè di pagina «{words}» non entra nel piano."), hint)
        };
        Diagnostic::new(Code::PageText, place, message).hint(hint)
    }
}

/// Headers and footers while they are read.
#[derive(Default)]
pub(super) struct PageTexts {
    /// Text that is being read; `true` in it for a header.
    open: Option<(bool, String)>,
    found: Vec<PageText>,
}

impl PageTexts {
    /// Begins the header or the footer that an element of Excel's names holds.
    pub(crate) fn start(&mut self, name: &str) {
        self.open = match name {
            "oddHeader" | "evenHeader" | "firstHeader" => Some((true, String::new())),
            "oddFooter" | "evenFooter" | "firstFooter" => Some((false, String::new())),
            _ => return,
        };
    }

    /// Adds to the text that is open.
    ///
    /// # Errors
    /// [`PackageError::TooLarge`] if the text is longer than any program allows.
    pub(crate) fn text(&mut self, more: &str) -> Result<(), PackageError> {
        self.open.as_mut().map_or(Ok(()), |(_, text)| append(text, more))
    }

    /// Ends a header or a footer.
    pub(crate) fn end(&mut self, name: &str) {
        if (name.ends_with("Header") || name.ends_with("Footer"))
            && let Some((is_header, text)) = self.open.take()
        {
            self.add_codes(is_header, &text);
        }
    }

    /// Adds a header or a footer as Excel writes it, with codes between the words.
    pub(crate) fn add_codes(&mut self, is_header: bool, text: &str) {
        self.add(is_header, &words_of_codes(text));
    }

    /// Adds a header or a footer, unless it holds no words or is there already.
    pub(crate) fn add(&mut self, is_header: bool, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = PageText { is_header, words };
        // What remains of «Pagina 1 di 3» without its numbers says nothing of a plan.
        let is_number = matches!(
            text.words.to_lowercase().as_str(),
            "pagina di" | "pag. di" | "pagina" | "pag." | "di"
        );
        let has_letters = text.words.chars().any(char::is_alphabetic);
        if has_letters && !is_number && !self.found.contains(&text) {
            self.found.push(text);
        }
    }

    /// Returns the headers and footers.
    pub(crate) fn finish(self) -> Vec<PageText> {
        self.found
    }
}

/// Returns the words of a header without the codes of fonts, parts and fields (ECMA-376-1,
/// 18.3.1.46).
fn words_of_codes(text: &str) -> String {
    let (mut words, mut chars) = (String::new(), text.chars().peekable());
    while let Some(c) = chars.next() {
        if c != '&' {
            words.push(c);
            continue;
        }
        match chars.next() {
            Some('&') => words.push('&'),
            Some('"') => chars.by_ref().take_while(|c| *c != '"').for_each(drop),
            // Colour: six digits, or a number of the theme with a shade behind it.
            Some('K') => chars.by_ref().take(6).for_each(drop),
            // Left, centre and right stand apart.
            Some('L' | 'C' | 'R') => words.push(' '),
            Some(digit) if digit.is_ascii_digit() => {
                while chars.next_if(char::is_ascii_digit).is_some() {}
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_headers_are_no_words() {
        for (text, words) in [
            ("&CCOMUNE DI PROVA", "COMUNE DI PROVA"),
            ("&L&\"Arial,Bold\"&14Piano&R&K04+000Obiettivi && pesi", "Piano Obiettivi & pesi"),
            ("&CPagina &P di &N", ""),
            ("&L&F&R&D &T", ""),
        ] {
            let mut texts = PageTexts::default();
            texts.start("oddHeader");
            texts.text(text).expect("short");
            texts.end("oddHeader");
            let found: Vec<String> = texts.finish().into_iter().map(|text| text.words).collect();
            let expected: Vec<String> =
                Some(words.to_owned()).into_iter().filter(|w| !w.is_empty()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
