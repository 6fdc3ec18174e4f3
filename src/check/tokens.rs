//! Words of texts for comparison, without case, accents and punctuation, each with its
//! position in the text.

use crate::text::fold;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Word or number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Bytes in the text.
    pub range: Range<usize>,
    /// Spelling in lower case and without accents: «TEMPESTIVITA'» and «tempestività» agree.
    pub folded: Cow<'t, str>,
}

/// Splits `text` into words; an apostrophe separates two words.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut list = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // macOS and some PDFs write accents as characters of their own (NFD), which must not end a
        // word.
        let inside = c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                list.push(Token { range: from..at, folded: folded(&text[from..at]) });
                start = None;
            }
            _ => {}
        }
    }
    list
}

/// Folds a word, without a copy if it is folded already.
fn folded(word: &str) -> Cow<'_, str> {
    // Most words of a text are in lower case and without accents.
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(fold(word))
    }
}

/// Folds `text` word by word; equal for texts that differ only in case, accents,
/// white space and punctuation.
pub(super) fn fold_text(text: &str) -> String {
    tokens(text).into_iter().map(|t| t.folded).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_punctuation() {
        assert_eq!(fold_text("TEMPESTIVITA' dell'Unione;"), "tempestivita dell unione");
        assert_eq!(fold_text("Tempestivita\u{300}  dell’unione"), "tempestivita dell unione");
        let text = "n. 3 «atti»";
        let found: Vec<_> = tokens(text).into_iter().map(|t| &text[t.range]).collect();
        assert_eq!(found, ["n", "3", "atti"]);
    }
}
