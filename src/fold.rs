//! Words without case and accents: how texts are compared wherever they are compared.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_make_no_difference() {
        assert_eq!(fold("TEMPESTIVITÀ"), "tempestivita");
        assert_eq!(fold_words("  Peso\n(%) dell'Obiettivo "), "peso dell obiettivo");
        assert_eq!(fold_words("--- "), "");
    }
}
