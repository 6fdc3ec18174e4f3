//! Errors of the keyboard within Italian words. In doubt, two words are two different words:
//! a false finding costs more trust than a missed one.

use std::cmp::Ordering;

/// Small words that a title may have or lack without becoming another title.
pub(super) fn is_small_word(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "ad", "agli", "ai", "al", "alla", "alle", "con", "da", "dal", "dei", "degli", "del",
        "dell", "della", "delle", "di", "e", "ed", "gli", "i", "il", "in", "l", "la", "le", "lo",
        "nei", "nel", "nella", "per", "su", "sul", "sulla", "tra",
    ];
    SMALL.contains(&word)
}

/// Returns `true` for a Roman numeral: «XVII» and «XVIII» are two numbers, not a misprint.
pub(super) fn is_roman_numeral(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"ivxlcdm".contains(&b))
}

/// Single error that turns one word into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterError {
    /// Missing or superfluous letter.
    Gap,
    /// Two neighbouring letters exchanged.
    Swap,
    /// Wrong letter.
    Substitution,
}

/// Returns the single error that distinguishes two folded words, unless they look like two
/// forms of a word or two different words.
pub(super) fn letter_error(a: &str, b: &str) -> Option<LetterError> {
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    let same = |(x, y): &(char, char)| x == y;
    let bytes = |(x, _): (char, char)| x.len_utf8();
    let head: usize = short.chars().zip(long.chars()).take_while(same).map(bytes).sum();
    let (left, right) = (&short[head..], &long[head..]);
    let alike = || left.chars().rev().zip(right.chars().rev()).take_while(same);
    let (tail, end) = (alike().count(), alike().map(bytes).sum::<usize>());
    let mut left = left[..left.len() - end].chars();
    let mut right = right[..right.len() - end].chars();
    let separated =
        ([left.next(), left.next(), left.next()], [right.next(), right.next(), right.next()]);
    let error = match separated {
        ([None, ..], [Some(_), None, _]) => LetterError::Gap,
        ([Some(_), None, _], [Some(_), None, _]) => LetterError::Substitution,
        ([Some(p), Some(q), None], [Some(r), Some(s), None]) if p == s && q == r => {
            LetterError::Swap
        }
        _ => return None,
    };
    let inflected = match error {
        // Italian inflects at the end: «atto» and «atti», «approvare» and «approvate».
        LetterError::Substitution => tail <= 1,
        // «ufficio» and «uffici» are two numbers of one noun; «limit» has no ending and lacks one.
        LetterError::Gap if tail == 0 => short.ends_with(is_vowel),
        // «province» and «provincie» are both in use.
        LetterError::Gap => tail == 1 && separated.1[0] == Some('i') && short.ends_with('e'),
        LetterError::Swap => false,
    };
    // Both are frequent words, however alike: a text that has one instead of the other is no proof.
    let are_both_words = || is_known(short) && is_known(long);
    // People notice a wrong first letter, and words that differ there only are usually two words.
    (head > 0 && !inflected && !are_both_words()).then_some(error)
}

/// Returns `true` if a folded word is a known word that resembles another one.
fn is_known(word: &str) -> bool {
    // Its lines are in order, those of its head first.
    const KNOWN: &[u8] = include_bytes!("known_words.txt");
    let is_end = |byte: &u8| *byte == b'\n';
    let (mut from, mut to) = (0, KNOWN.len());
    while from < to {
        let middle = from.midpoint(to);
        let start = KNOWN[..middle].iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = KNOWN[middle..].iter().position(is_end).map_or(KNOWN.len(), |end| middle + end);
        // Searched in the text itself: a set of all words would be built in each run.
        match KNOWN[start..end].cmp(word.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => from = end + 1,
            Ordering::Greater => to = start,
        }
    }
    false
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Returns `true` if all groups of consonants of a word occur in Italian.
// A word with a foreign letter follows the rules of another language and is not judged.
pub(super) fn is_spelt_like_italian(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.iter().any(|&c| matches!(c, 'j' | 'k' | 'w' | 'x' | 'y'))
        || letters.split(|&c| is_vowel(c)).all(is_cluster)
            && letters.windows(3).all(|w| w[0] != w[1] || w[1] != w[2])
}

/// Returns `true` if a word ends as Italian words do, cut ones («poter», «signor») included.
pub(super) fn ends_like_italian(word: &str) -> bool {
    word.chars().last().is_some_and(|c| is_vowel(c) || matches!(c, 'l' | 'n' | 'r'))
}

/// Returns `true` if a group of consonants occurs in Italian words.
fn is_cluster(group: &[char]) -> bool {
    match *group {
        [] | [_] => true,
        [a, b] => is_pair(a, b),
        ['n' | 'r', 's', c] => is_pair('s', c),
        ['s', 't', 'd' | 'f' | 'm' | 'n'] => true,
        // Before stop and liquid a liquid, a nasal or a doubled stop: «ntr», «str», «ppl».
        [a, b, c @ ('r' | 'l' | 'h')] => {
            is_pair(b, c) && "bcdfgptv".contains(b) && (is_pair(a, b) || a == b)
        }
        ['n' | 'r', 's', b, c] => is_cluster(&['s', b, c]),
        _ => false,
    }
}

fn is_pair(a: char, b: char) -> bool {
    let after = match a {
        'b' => "dlnrst",
        'f' => "lrt",
        'v' => "lr",
        'c' => "hlrqnt",
        'd' => "rs",
        'g' => "hlrnm",
        'l' => "bcdfgmnpqrstvz",
        'm' => "bpn",
        'n' => "cdfgjqstvz",
        'p' => "lrstn",
        'r' => "bcdfglmnpqstvz",
        's' => "bcdfghlmnpqrtv",
        't' => "lrmn",
        'h' | 'q' | 'z' => "",
        _ => return true,
    };
    a == b || after.contains(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_errors_are_distinguished_from_other_words() {
        let errors = [
            ("almento", "almeno", LetterError::Gap),
            ("limit", "limiti", LetterError::Gap),
            ("tencici", "tecnici", LetterError::Swap),
            ("uffico", "ufficio", LetterError::Gap),
            ("deliberozione", "deliberazione", LetterError::Substitution),
        ];
        for (a, b, error) in errors {
            assert_eq!(letter_error(a, b), Some(error), "{a} {b}");
            assert_eq!(letter_error(b, a), Some(error), "{b} {a}");
        }
    }

    #[test]
    fn every_known_word_is_found_and_no_other() {
        let lines = include_str!("known_words.txt").lines();
        let words: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
        assert!(words.iter().all(|word| is_known(word)));
        assert!(words.is_sorted());
        for other in ["", "a", "aaaa", "zzzz", "abatee", "# ", "canonx"] {
            assert!(!is_known(other), "{other}");
        }
    }

    #[test]
    fn inflections_and_other_words_are_no_letter_errors() {
        let pairs = [
            ("atto", "atti"),
            ("nota", "note"),
            ("ufficio", "uffici"),
            ("approvare", "approvate"),
            ("province", "provincie"),
            ("revisione", "previsione"),
            ("formato", "firmato"),
            ("contratto", "contatto"),
            ("acquisto", "acquisito"),
            ("pervenire", "prevenire"),
            ("primo", "secondo"),
            ("uguale", "uguale"),
        ];
        for (a, b) in pairs {
            assert_eq!(letter_error(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn groups_of_consonants_tell_what_is_no_word() {
        for word in [
            "tempistica",
            "trasporto",
            "attribuzione",
            "transizione",
            "instaurare",
            "acqua",
            "tecnici",
            "amministrazione",
            "soprattutto",
            "occhiali",
            "superstite",
            "gruppo",
            "obiettivo",
            "applicazione",
            "constatare",
            "inghiottire",
            "organizzazione",
            "etnia",
            "marchingegno",
            "inscrivere",
            "raggruppamento",
            "affluenza",
            "abdicare",
            "postdatare",
            "interscambio",
            "software",
            "poter",
        ] {
            assert!(is_spelt_like_italian(word) && ends_like_italian(word), "{word}");
        }
        for word in ["tesmpistica", "delibberazzzione", "comunicaztione", "attto"] {
            assert!(!is_spelt_like_italian(word), "{word}");
        }
        assert!(!ends_like_italian("limit"));
    }
}
