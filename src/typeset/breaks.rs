//! Where a text may break: Unicode's rules (UAX #14), Italian hyphenation, and the pairs
//! that good typography keeps together. Total-fit lines out of that.

use super::face::Face;
use crate::annex::Pt;
use hypher::Lang;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// The shortest word that is hyphenated, in letters.
const SHORTEST_HYPHENATED: usize = 6;

/// A piece of text that is never broken.
#[derive(Clone, Debug)]
struct Unbroken<'t> {
    text: &'t str,
    /// In half ems, so that the wrapping penalties, made for characters, hold.
    width: f64,
    blank: f64,
    hyphen: f64,
}

impl Fragment for Unbroken<'_> {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.blank
    }

    fn penalty_width(&self) -> f64 {
        self.hyphen
    }
}

/// A line of text as broken: its words, and whether a hyphen was added to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub text: String,
    pub hyphen: bool,
    /// Whether a blank of the text stands where the line ends.
    pub blank: bool,
}

/// How to break: the face and size that measure, and the width that lines have.
pub(super) struct Measure<'a, 'f> {
    pub face: &'a Face<'f>,
    pub size: Pt,
    pub width: Pt,
    pub hyphenate: bool,
}

impl Measure<'_, '_> {
    /// Breaks `text`, one line of its author's, into lines.
    pub fn lines(&self, text: &str) -> Vec<Broken> {
        if self.face.width(text, self.size).0 <= self.width.0 {
            return vec![Broken { text: text.to_owned(), hyphen: false, blank: false }];
        }
        let fragments = self.fragments(text);
        let mut room = self.width.0;
        loop {
            let lines = self.fit(&fragments, room);
            // Kerning does not add up over syllables: a line may be a hair wider than its parts.
            let too_wide = lines.iter().any(|line| self.width_of(line) > self.width.0 + 0.01);
            if !too_wide || room < self.width.0 * 0.9 {
                return lines;
            }
            room -= self.width.0 * 0.01;
        }
    }

    fn fit(&self, fragments: &[Unbroken<'_>], room: f32) -> Vec<Broken> {
        let room = [self.halves(room)];
        let mut penalties = Penalties::new();
        penalties.hyphen_penalty = 60;
        let lines = wrap_optimal_fit(fragments, &room, &penalties);
        let lines = lines.unwrap_or_else(|_| fragments.chunks(1).collect());
        lines.into_iter().filter(|line| !line.is_empty()).map(broken).collect()
    }

    fn width_of(&self, line: &Broken) -> f32 {
        let hyphen = if line.hyphen { "-" } else { "" };
        self.face.width(&format!("{}{hyphen}", line.text), self.size).0
    }

    fn halves(&self, points: f32) -> f64 {
        f64::from(points / (self.size.0 * 0.5))
    }

    fn fragments<'t>(&self, text: &'t str) -> Vec<Unbroken<'t>> {
        unbroken_words(text).into_iter().flat_map(|word| self.word(word)).collect()
    }

    /// A word with the blanks behind it, in syllables if it may be hyphenated, in pieces
    /// if it is wider than the line.
    fn word<'t>(&self, word: &'t str) -> Vec<Unbroken<'t>> {
        let bare = word.trim_end_matches(' ');
        let blank = &word[bare.len()..];
        let mut parts: Vec<&str> = if self.hyphenate { syllables(bare) } else { vec![bare] };
        if parts.iter().any(|part| self.measured(part) > f64::from(self.width.0)) {
            parts = parts.into_iter().flat_map(|part| self.split_by_width(part)).collect();
        }
        let last = parts.len() - 1;
        let hyphen = self.halves(self.face.width("-", self.size).0);
        let fragment = |(i, text): (usize, &'t str)| {
            let ends_word = i == last;
            // A hyphen of the text's own needs no second one.
            let breaks_letters = !ends_word && text.ends_with(char::is_alphabetic);
            Unbroken {
                text: if ends_word { &word[offset(word, text)..] } else { text },
                width: self.measured(text) / f64::from(self.size.0 * 0.5),
                blank: if ends_word {
                    self.halves(self.face.width(blank, self.size).0)
                } else {
                    0.0
                },
                hyphen: if breaks_letters { hyphen } else { 0.0 },
            }
        };
        parts.into_iter().enumerate().map(fragment).collect()
    }

    fn measured(&self, text: &str) -> f64 {
        f64::from(self.face.width(text, self.size).0)
    }

    /// Pieces that each fit the line with a hyphen; a single character that does not fit
    /// still is a piece.
    fn split_by_width<'t>(&self, word: &'t str) -> Vec<&'t str> {
        let hyphen = self.face.width("-", self.size).0;
        let room = self.width.0 - hyphen;
        let (mut parts, mut start, mut used) = (Vec::new(), 0, 0.0);
        for (i, c) in word.char_indices() {
            let width = self.face.width(c.encode_utf8(&mut [0; 4]), self.size).0;
            if i > start && used + width > room {
                parts.push(&word[start..i]);
                (start, used) = (i, 0.0);
            }
            used += width;
        }
        parts.push(&word[start..]);
        parts
    }
}

/// Where `part`, a slice of `whole`, begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

fn broken(line: &[Unbroken<'_>]) -> Broken {
    let text: String = line.iter().map(|part| part.text).collect();
    let hyphen = line.last().is_some_and(|part| part.hyphen > 0.0);
    let bare = text.trim_end_matches(' ');
    Broken { text: bare.to_owned(), hyphen, blank: bare.len() < text.len() }
}

/// The words of `text` with their blanks, those that belong together as one.
fn unbroken_words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let last = opportunity == BreakOpportunity::Mandatory || end == text.len();
        if !last && belong_together(&text[start..end], &text[end..]) {
            continue;
        }
        words.push(&text[start..end]);
        start = end;
    }
    words
}

/// Whether a break between `before` (which ends in a blank) and `after` would part an
/// abbreviation from its number, a number from its unit, or a day from its month.
fn belong_together(before: &str, after: &str) -> bool {
    let Some(word) = before.strip_suffix(' ').map(|b| b.rsplit(' ').next().unwrap_or(b)) else {
        return false;
    };
    let next = after.split(' ').next().unwrap_or("");
    let word = word.trim_start_matches(['(', '«', '"']).to_lowercase();
    let bare_next = next.trim_end_matches(['.', ',', ';', ':', ')', '»']).to_lowercase();
    let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let abbreviation = ABBREVIATIONS.contains(&word.as_str());
    let short = bare_next.chars().count() <= 2 || number(&bare_next);
    (abbreviation && short) || (number(&word) && UNITS.contains(&bare_next.as_str()))
}

/// Abbreviations that point at what follows them.
const ABBREVIATIONS: [&str; 21] = [
    "art.", "artt.", "n.", "nn.", "nr.", "co.", "c.", "comma", "lett.", "pag.", "pagg.", "all.",
    "allegato", "prot.", "rep.", "l.", "cap.", "par.", "punto", "€", "euro",
];

/// Units and months, which belong to the number before them.
const UNITS: [&str; 26] = [
    "%",
    "€",
    "euro",
    "giorni",
    "giorno",
    "mesi",
    "mese",
    "anni",
    "anno",
    "ore",
    "ora",
    "mq",
    "km",
    "ml",
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// A word cut where Italian hyphenates; each run of letters by itself, since an apostrophe
/// or a slash is no letter.
fn syllables(word: &str) -> Vec<&str> {
    // A word with digits, a dot or an at sign is a code, a date or an address.
    if word.contains(|c: char| c.is_ascii_digit() || c == '@')
        || word.contains("://")
        || word.contains("www.")
    {
        return vec![word];
    }
    let mut cuts = Vec::new();
    let mut start = None;
    for (i, c) in word.char_indices().chain([(word.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                cuts.extend(hyphenation_points(&word[from..i]).into_iter().map(|at| from + at));
                start = None;
            }
            _ => {}
        }
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts {
        parts.push(&word[from..cut]);
        from = cut;
    }
    parts.push(&word[from..]);
    parts
}

/// Byte offsets inside `letters` where a hyphen may stand: never with fewer than two
/// letters before it or three behind.
fn hyphenation_points(letters: &str) -> Vec<usize> {
    let count = letters.chars().count();
    let lower = letters.to_lowercase();
    if count < SHORTEST_HYPHENATED || lower.len() != letters.len() {
        return Vec::new();
    }
    let mut at = 0;
    let ends = hypher::hyphenate(&lower, Lang::Italian).map(|syllable| {
        at += syllable.len();
        at
    });
    let fits = |at: &usize| {
        letters.is_char_boundary(*at)
            && letters[..*at].chars().count() >= 2
            && letters[*at..].chars().count() >= 3
    };
    ends.collect::<Vec<_>>().into_iter().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_italian_hyphenates() {
        assert_eq!(syllables("dell'amministrazione,"), ["dell'am", "mi", "ni", "stra", "zione,"]);
        assert_eq!(syllables("ORGANIZZATIVO"), ["OR", "GA", "NIZ", "ZA", "TIVO"]);
        for whole in ["31.12.2020", "atto", "http://www.comune.it", "ente@pec.it"] {
            assert_eq!(syllables(whole), [whole]);
        }
    }

    #[test]
    fn what_belongs_together_stays_so() {
        assert_eq!(
            unbroken_words("di cui all'art. 67, co. 5, del"),
            ["di ", "cui ", "all'art. ", "67, ", "co. 5, ", "del"]
        );
        assert_eq!(
            unbroken_words("entro 30 Giorni dal 31 Dicembre"),
            ["entro ", "30 Giorni ", "dal ", "31 Dicembre"]
        );
        assert_eq!(unbroken_words("almeno n. 3 atti"), ["almeno ", "n. 3 ", "atti"]);
    }

    #[test]
    fn a_word_wider_than_its_line_is_broken_and_nothing_is_lost() {
        let data = include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Regular.ttf");
        let face = Face::new(data).expect("Carlito");
        let measure = Measure { face: &face, size: Pt(9.0), width: Pt(40.0), hyphenate: true };
        let word = "x".repeat(300);
        let lines = measure.lines(&word);
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|line| measure.width_of(line) <= 40.01));
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), word);
    }
}
