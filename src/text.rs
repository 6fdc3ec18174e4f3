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

/// Folds the name of a person: spellings that differ in white space or capitals are the same person.
pub fn folded_person(name: &str) -> String {
    folded(name).to_lowercase()
}

/// Class of characters with regard to documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterClass {
    /// Character that is seen, or white space.
    Visible,
    /// Character that takes no place.
    Invisible,
    /// Control character.
    Control,
    /// Value that is no character.
    Noncharacter,
    /// Mark that reverses the direction of reading.
    Direction,
}

/// Returns the class of a character: Unicode 16, chapters 23.1 (controls), 23.7
/// (noncharacters), UAX #9 (direction), and the general category Cf with the fillers and
/// variation selectors (invisible). White space of Italian typography is visible enough.
pub fn class(c: char) -> CharacterClass {
    match c {
        // First, as nearly every character of a plan falls here.
        ' '..='~' | '\n' | '\t' => CharacterClass::Visible,
        c if c.is_control() => CharacterClass::Control,
        '\u{FDD0}'..='\u{FDEF}' => CharacterClass::Noncharacter,
        // The last two code points of each of the 17 planes.
        c if u32::from(c) & 0xFFFE == 0xFFFE => CharacterClass::Noncharacter,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => CharacterClass::Direction,
        '\u{AD}'
        | '\u{34F}'
        | '\u{600}'..='\u{605}'
        | '\u{61C}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8E2}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{110BD}'
        | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => CharacterClass::Invisible,
        _ => CharacterClass::Visible,
    }
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
