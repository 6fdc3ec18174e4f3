//! Scalars of YAML (1.2.2, chapter 7), spelled as a person would and so that loading them
//! gives the same characters.

use crate::diag::suspects;

/// Spelling of a scalar.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// Text on the line of its key.
    Inline(String),
    /// Lines below its key, which bears `mark`.
    Block { mark: &'static str, lines: Vec<String> },
}

/// Kind of a value, which decides whether bare figures may stand for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ScalarKind {
    /// Words: «007» stands in quotes, so that no other program reads seven.
    Words,
    /// A number, a year or a range of years.
    Number,
}

/// Spells `text` as a scalar. A text of one line that is longer than `room` characters is
/// folded into lines of at most `width`, if it has blanks to be folded at.
pub(super) fn scalar(text: &str, kind: ScalarKind, room: usize, width: usize) -> Scalar {
    if let Some((mark, lines)) = literal(text) {
        return Scalar::Block { mark, lines };
    }
    let line = inline(text, kind);
    if line.chars().count() <= room || !is_foldable(text) {
        return Scalar::Inline(line);
    }
    match fold(text, width) {
        lines if lines.len() > 1 => Scalar::Block { mark: ">-", lines },
        _ => Scalar::Inline(line),
    }
}

/// Spells `text` on one line: bare if no program can mistake it, else in quotes.
pub(super) fn inline(text: &str, kind: ScalarKind) -> String {
    let bare = match kind {
        ScalarKind::Number if is_figures(text) => true,
        ScalarKind::Words | ScalarKind::Number => is_plain(text),
    };
    if bare { text.to_owned() } else { quoted(text) }
}

/// Spells a key of the author's own: in quotes also if its end could pass for a tag or an
/// anchor of its value.
pub(super) fn key(text: &str) -> String {
    let ambiguous = [" !", " &"].iter().any(|sign| text.contains(sign));
    if ambiguous && is_plain(text) { quoted(text) } else { inline(text, ScalarKind::Words) }
}

/// Returns `true` if `text` can stand bare in a block (YAML 1.2.2, 7.3.3) and every program
/// reads it as a text, or as a number that it spells in the same way.
fn is_plain(text: &str) -> bool {
    const SIGNS: &str = "-?:,[]{}#&*!|>'\"%@`=~<";
    !text.is_empty()
        && !text.starts_with(|c| SIGNS.contains(c))
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(['\t', '\n'])
        && !needs_escapes(text)
        && !is_other_than_text(text)
}

/// Returns `true` if YAML 1.1 or 1.2 reads `text` as something else than a text.
fn is_other_than_text(text: &str) -> bool {
    // YAML 1.1 reads these as truth values, and editors and other programs still do.
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    if WORDS.contains(&text.to_lowercase().as_str()) {
        return true;
    }
    let first = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let based = ["0x", "0o", "0b"].iter().any(|mark| text.starts_with(mark));
    let number = |c: char| c.is_ascii_digit() || "_.:+-eETZ".contains(c);
    let numeric = first && (based || text.chars().all(number)) && text.matches('.').count() < 2;
    let special = [".inf", ".nan"].iter().any(|w| text.to_lowercase().ends_with(w));
    special || numeric && !is_canonical(text)
}

/// Returns `true` for a number that every program spells in the same way: «12», «33.5», but
/// not «007» or «33.50».
fn is_canonical(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "1"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole)
        && digits(decimals)
        && (whole == "0" || !whole.starts_with('0'))
        && !decimals.ends_with('0')
        // A double of other programs keeps fifteen digits.
        && text.len() <= 15
}

/// Returns `true` for figures as people write them: «30», «33,33», «30 %», «2020-2022».
pub(super) fn is_figures(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        && text.chars().all(|c| c.is_ascii_digit() || " .,%-–".contains(c))
}

/// Spells `text` in the quotes that need the fewest escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['\t', '\n']) || needs_escapes(text) {
        format!("\"{}\"", text.chars().map(escaped).collect::<String>())
    // Apostrophes are everywhere in Italian: doubled, they would look like mistakes.
    } else if text.contains('\'') && !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Spells a character in double quotes (YAML 1.2.2, 5.7).
fn escaped(c: char) -> String {
    match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if !needs_escapes(c.encode_utf8(&mut [0; 4])) => c.to_string(),
        c if u32::from(c) > 0xFFFF => format!("\\U{:08X}", u32::from(c)),
        c => format!("\\u{:04X}", u32::from(c)),
    }
}

/// Returns `true` if `text` has characters that YAML keeps out of a file or that are
/// invisible in it.
fn needs_escapes(text: &str) -> bool {
    !suspects(text).is_empty() || text.contains(['\u{2028}', '\u{2029}'])
}

/// Returns the lines of a text of several if a literal block (8.1.2) can carry them: it takes
/// neither an indented first line nor a second line end at the end.
fn literal(text: &str) -> Option<(&'static str, Vec<String>)> {
    let (mark, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let blank = |line: &str| !line.is_empty() && line.trim_matches([' ', '\t']).is_empty();
    let carries = text.contains('\n')
        && !body.is_empty()
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && !body.split('\n').any(blank)
        && !needs_escapes(body);
    carries.then(|| (mark, body.split('\n').map(str::to_owned).collect()))
}

/// Returns `true` if `text` has one line that a folded block (8.1.3) can carry.
fn is_foldable(text: &str) -> bool {
    let blank = [' ', '\t'];
    !text.contains('\n')
        && !text.starts_with(blank)
        && !text.ends_with(blank)
        && !needs_escapes(text)
}

/// Folds `text` into lines of at most `width` characters. Breaks only at single spaces
/// between words, since a line end in a folded block stands for one space.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in words(text) {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + length;
            }
            _ => {
                lines.push(word.to_owned());
                used = length;
            }
        }
    }
    lines
}

/// Splits `text` at single spaces that no other blank adjoins.
fn words(text: &str) -> Vec<&str> {
    let blank = |b: Option<&u8>| b.is_some_and(|b| b" \t".contains(b));
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        if !blank(bytes.get(at.wrapping_sub(1))) && !blank(bytes.get(at + 1)) {
            parts.push(&text[start..at]);
            start = at + 1;
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_only_where_they_are_needed() {
        for bare in [
            "PIANO OBIETTIVI 2024",
            "Adeguamento dei siti dell'Unione",
            "«virgolette», “altre”",
            "n. 3/2020",
            "30.06.2020",
            "ore 9:30",
            "C#",
            "a:b",
            "12",
            "33.5",
            "0.5",
            "2020/2022",
            "(segue)",
            "+ 3",
        ] {
            assert_eq!(inline(bare, ScalarKind::Words), bare);
        }
        for (text, want) in [
            ("nota: da fare", "'nota: da fare'"),
            ("un # cancelletto", "'un # cancelletto'"),
            ("fine:", "'fine:'"),
            ("\"Work in progress\" entro", "'\"Work in progress\" entro'"),
            ("l'ufficio: sede", "\"l'ufficio: sede\""),
            ("l'\"ufficio\": sede", "'l''\"ufficio\": sede'"),
            ("- voce", "'- voce'"),
            ("no", "'no'"),
            ("N", "'N'"),
            ("Null", "'Null'"),
            ("007", "'007'"),
            ("33.50", "'33.50'"),
            ("1e3", "'1e3'"),
            ("0x1F", "'0x1F'"),
            ("12:30", "'12:30'"),
            ("2020-06-30", "'2020-06-30'"),
            ("", "''"),
            (" a", "' a'"),
            ("a ", "'a '"),
            ("a\tb", "\"a\\tb\""),
            ("a\u{7}b\\", "\"a\\u0007b\\\\\""),
            ("a\u{FEFF}\u{200B}\u{E0041}", "\"a\\uFEFF\\u200B\\U000E0041\""),
            ("\n a", "\"\\n a\""),
        ] {
            assert_eq!(inline(text, ScalarKind::Words), want);
        }
    }

    #[test]
    fn a_number_is_as_it_was_written() {
        for bare in ["30", "33,33", "007", "30 %", "2020-2022", "33.50"] {
            assert_eq!(inline(bare, ScalarKind::Number), bare);
        }
        assert_eq!(inline("-5", ScalarKind::Number), "'-5'");
        assert_eq!(inline("trenta", ScalarKind::Number), "trenta");
    }

    #[test]
    fn long_texts_are_folded_at_single_spaces_only() {
        let block = |lines: &[&str]| Scalar::Block {
            mark: ">-",
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        };
        let folded = |text| scalar(text, ScalarKind::Words, 10, 10);
        assert_eq!(folded("uno due tre quattro"), block(&["uno due", "tre", "quattro"]));
        assert_eq!(folded("uno due:  # tre"), block(&["uno", "due:  #", "tre"]));
        assert_eq!(
            folded("precipitevolissimevolmente"),
            Scalar::Inline("precipitevolissimevolmente".into())
        );
        assert_eq!(folded(" uno due tre"), Scalar::Inline("' uno due tre'".into()));
    }

    #[test]
    fn lines_stay_lines_where_a_literal_block_holds_them() {
        let marks = |text| match scalar(text, ScalarKind::Words, 80, 80) {
            Scalar::Block { mark, lines } => (mark, lines.len()),
            Scalar::Inline(_) => ("", 0),
        };
        assert_eq!(marks("- uno\n- due"), ("|-", 2));
        assert_eq!(marks("uno\n\n  due\n"), ("|", 3));
        for not in ["\nuno", " uno\ndue", "uno\n\n", "uno\n \ndue", "uno\n\u{7}", "\n"] {
            assert_eq!(marks(not), ("", 0), "{not:?}");
        }
    }
}
