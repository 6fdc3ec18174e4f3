//! Folding of case, accents, white space and line breaks: what two texts must share to be
//! the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `word` in lower case and without accents.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let plain = word.nfkd().filter(|&c| !is_combining_mark(c)).collect::<String>();
    plain.to_lowercase()
}

/// The words of `text` folded and parted by one blank; punctuation is left out.
pub fn fold_words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// `text` with every line break as `\n`.
pub fn unify_line_breaks(text: &str) -> String {
    let other = ['\r', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(other) {
        text.replace("\r\n", "\n").replace(other, "\n")
    } else {
        text.to_owned()
    }
}

/// A name without the differences that nobody sees: white space is joined. Names that
/// are the same then are the same area or period.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_make_no_difference() {
        assert_eq!(fold("TEMPESTIVITÀ"), "tempestivita");
        assert_eq!(fold_words("  Peso\n(%) dell'Obiettivo "), "peso dell obiettivo");
        assert_eq!(fold_words("--- "), "");
    }

    #[test]
    fn every_line_break_becomes_one() {
        assert_eq!(
            unify_line_breaks("a\r\nb\rc\u{B}d\u{85}e\u{2028}f\u{2029}g\nh"),
            "a\nb\nc\nd\ne\nf\ng\nh"
        );
    }

    #[test]
    fn names_are_told_apart_by_what_is_seen() {
        assert_eq!(folded("  AREA\n TECNICA\u{A0}2 "), "AREA TECNICA 2");
    }
}
