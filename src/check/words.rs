//! Words as the checks compare them: without case, accents and punctuation, each
//! with its place in the text.

use crate::text::fold;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A word or figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The word in lower case and without accents: «TEMPESTIVITA'» and «tempestività» agree.
    pub folded: Cow<'t, str>,
}

/// The words of `text`, in order; an apostrophe parts two words.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut list = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
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

/// Most words are as they are folded.
fn folded(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|b| b.is_ascii_lowercase()) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(fold(word)),
    }
}

/// `text` folded word by word: equal for texts that differ only in case, accents,
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
