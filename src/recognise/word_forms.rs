//! Forms in which words are compared: without case, accents, punctuation, brackets, and the
//! endings of singular and plural.

use crate::italian::years::parse_year;
use crate::text::fold;

/// Words that make no difference in a heading.
const SMALL: [&str; 25] = [
    "di", "del", "dell", "dello", "della", "delle", "dei", "degli", "il", "lo", "la", "le", "i",
    "gli", "l", "per", "in", "al", "alla", "e", "ed", "d", "da", "a", "o",
];

/// Returns the words of `text` in small letters, without accents and punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = fold(text);
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Returns the letters of `text` alone: equal for «mantenimen to» and «MANTENIMENTO».
pub(super) fn letters(text: &str) -> String {
    words(text).concat()
}

/// Returns the words that carry the sense, each without its ending: equal for «Risultati
/// attesi (*)» and «RISULTATO ATTESO».
pub(super) fn sense(text: &str) -> String {
    let outside = without_brackets(text);
    let mut senses = words(&outside);
    // «(S/M)»: a heading may stand in brackets as a whole.
    if senses.is_empty() {
        senses = words(text);
    }
    // Offices write «Descrizione obiettivo», «Descrizione dell'obiettivo», «Descrizione degli
    // obiettivi».
    let kept = senses.iter().filter(|word| !SMALL.contains(&word.as_str()));
    kept.map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

/// Returns `true` for a word that makes no difference.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Returns a word without its last vowels, so that «servizi» and «servizio» agree. A short
/// word keeps them: «Anna» is no «anno».
pub(super) fn stem(word: &str) -> &str {
    let short = word.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    if short.len() < 4 { word } else { short }
}

/// Returns `true` if `list`, words with blanks between them, has the word.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Returns `true` if a word of `text` is a year.
pub(super) fn has_year(text: &str) -> bool {
    words(text).iter().any(|word| is_year(word))
}

/// Returns `true` for a plausible year.
pub(super) fn is_year(word: &str) -> bool {
    parse_year(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_agree_in_sense() {
        assert_eq!(sense("Risultati attesi (*)"), sense("RISULTATO ATTESO"));
        assert_eq!(sense("PESO %"), sense("Peso\n(%)"));
        assert_eq!(sense("Servizi"), sense("SERVIZIO"));
        assert_eq!(sense("(S/M)"), "s m");
        assert_ne!(sense("Indicatore"), sense("Indice"));
        assert_eq!(letters("mantenimen to"), letters("MANTENIMENTO"));
        assert_eq!(letters("Attività"), "attivita");
    }

    #[test]
    fn years_are_seen() {
        assert!(has_year("Triennio 2024-2026") && has_year("ANNO 2021 E 2022"));
        assert!(!has_year("n. 20201") && !has_year("legge 190/12"));
    }
}
