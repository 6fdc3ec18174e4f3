//! What the checks know of Italian: enough to tell a slip of the keyboard from
//! another word, and no more. In doubt two words are just two words.

/// Small words that a title may have or lack without becoming another title.
pub(super) fn is_small_word(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "ad", "agli", "ai", "al", "alla", "alle", "con", "da", "dal", "dei", "degli", "del",
        "dell", "della", "delle", "di", "e", "ed", "gli", "i", "il", "in", "l", "la", "le", "lo",
        "nei", "nel", "nella", "per", "su", "sul", "sulla", "tra",
    ];
    SMALL.contains(&word)
}

/// A Roman numeral, which is a figure: «XVII» and «XVIII» differ by right.
pub(super) fn is_roman_numeral(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"ivxlcdm".contains(&b))
}

/// How one word becomes another with a single slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// A letter is missing, or one too many.
    Gap,
    /// Two neighbouring letters changed places.
    Swap,
    /// One letter stands for another.
    Substitution,
}

/// The slip that parts two folded words, if nothing else does and if it does not look
/// like another form of the same word or like another word.
pub(super) fn slip_between(a: &str, b: &str) -> Option<Slip> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let room = short.len() - head;
    let tail =
        short.iter().rev().zip(long.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    let (left, right) = (&short[head..short.len() - tail], &long[head..long.len() - tail]);
    let slip = match (left, right) {
        ([], [_]) => Slip::Gap,
        ([_], [_]) => Slip::Substitution,
        ([p, q], [r, s]) if p == s && q == r => Slip::Swap,
        _ => return None,
    };
    let inflected = match slip {
        Slip::Substitution => tail <= 1,
        Slip::Gap if tail == 0 => short.last().is_some_and(|&c| is_vowel(c)),
        Slip::Gap => tail == 1 && right == ['i'] && short.last() == Some(&'e'),
        Slip::Swap => false,
    };
    (head > 0 && !inflected && !are_both_words(short, long)).then_some(slip)
}

/// Pairs of true words, frequent in the acts of a municipality, that a slip would part.
fn are_both_words(short: &[char], long: &[char]) -> bool {
    const STEMS: &[(&str, &str)] = &[
        ("acquist", "acquisit"),
        ("adott", "adatt"),
        ("anno", "annuo"),
        ("carta", "carata"),
        ("casa", "cassa"),
        ("case", "casse"),
        ("contatt", "contratt"),
        ("diret", "dirit"),
        ("format", "firmat"),
        ("locali", "localit"),
        ("mese", "mense"),
        ("pervent", "prevent"),
        ("perven", "preven"),
        ("polizi", "pulizi"),
        ("prepost", "propost"),
        ("prescri", "proscri"),
        ("reazion", "relazion"),
        ("stat", "stant"),
        ("statal", "stabil"),
    ];
    let starts = |word: &[char], stem: &str| word.iter().copied().take(stem.len()).eq(stem.chars());
    STEMS.iter().any(|(x, y)| {
        (starts(short, x) && starts(long, y)) || (starts(short, y) && starts(long, x))
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether Italian could spell a word like that, as far as consonants tell: it ends in
/// a vowel, and its groups of consonants are ones that Italian words have.
pub(super) fn looks_italian(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.last().is_some_and(|&c| is_vowel(c))
        && letters.split(|&c| is_vowel(c)).all(is_cluster)
        && letters.windows(3).all(|w| w[0] != w[1] || w[1] != w[2])
}

/// Whether a group of consonants occurs in Italian words.
fn is_cluster(group: &[char]) -> bool {
    match group {
        [] | [_] => true,
        [a, b] => is_pair(*a, *b),
        // «s», a liquid, a nasal or a doubled stop before stop and liquid: «ntr», «str», «ppl».
        ['n', 's', c] => is_pair('s', *c),
        ['r', 's', 't'] => true,
        [a, b, c @ ('r' | 'l' | 'h')] => {
            is_pair(*b, *c) && "bcdfgptv".contains(*b) && (is_pair(*a, *b) || a == b)
        }
        ['n', 's', b, c] => is_cluster(&['s', *b, *c]),
        _ => false,
    }
}

fn is_pair(a: char, b: char) -> bool {
    let after = match a {
        'b' | 'f' | 'v' => "lr",
        'c' => "hlrqnt",
        'd' => "r",
        'g' => "hlrnm",
        'l' => "bcdfgmnpqrstvz",
        'm' => "bpn",
        'n' => "cdfgjqstvz",
        'p' => "lrstn",
        'r' => "bcdfglmnpqstvz",
        's' => "bcdfglmnpqrtv",
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
    fn slips_are_told_from_other_words() {
        let slips = [
            ("almento", "almeno", Slip::Gap),
            ("limit", "limiti", Slip::Gap),
            ("tencici", "tecnici", Slip::Swap),
            ("uffico", "ufficio", Slip::Gap),
            ("deliberozione", "deliberazione", Slip::Substitution),
        ];
        for (a, b, slip) in slips {
            assert_eq!(slip_between(a, b), Some(slip), "{a} {b}");
            assert_eq!(slip_between(b, a), Some(slip), "{b} {a}");
        }
    }

    #[test]
    fn inflections_and_other_words_are_no_slips() {
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
            assert_eq!(slip_between(a, b), None, "{a} {b}");
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
        ] {
            assert!(looks_italian(word), "{word}");
        }
        for word in ["tesmpistica", "limit", "delibberazzzione", "comunicaztione", "attto"] {
            assert!(!looks_italian(word), "{word}");
        }
    }
}
