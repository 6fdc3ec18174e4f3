//! Folding of case, accents, white space and line breaks, to compare texts.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds `word` to lower case without accents.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    // Compatibility forms too: «ﬁ» of a PDF and «fi» of a keyboard are the same to a reader.
    let plain = word.nfkd().filter(|&c| !is_combining_mark(c)).collect::<String>();
    plain.to_lowercase()
}

/// Folds the words of `text` and joins them with one blank, without punctuation.
pub fn fold_words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Replaces every line break of `text` by `\n`.
pub fn unify_line_breaks(text: &str) -> String {
    // U+000B is the line break inside a paragraph of Word.
    let others = ['\r', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(others) {
        text.replace("\r\n", "\n").replace(others, "\n")
    } else {
        text.to_owned()
    }
}

/// Joins the white space of a name: names that differ in white space only are the same area
/// or period.
pub fn folded(name: &str) -> String {
    // Case stays: names that differ in capitals only are reported and not joined.
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
    fn white_space_makes_no_difference_to_names() {
        assert_eq!(folded("  AREA\n TECNICA\u{A0}2 "), "AREA TECNICA 2");
    }
}
