//! Quotations of texts in messages: between «», on one line, cut where they are long.

use crate::text::{CharacterClass, class, folded};
use unicode_normalization::UnicodeNormalization;

/// Quotes the beginning of a text, cut between words.
///
/// Used for texts of a plan, which the reader knows: whole words are easier to recognise.
pub fn quote_words(text: &str) -> String {
    // Two quotations and a sentence still fit on two lines of a terminal.
    const LIMIT: usize = 60;
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.chars().count() + word.chars().count() >= LIMIT {
            let cut = if words.is_empty() { word.chars().take(LIMIT).collect() } else { words };
            return format!("«{cut} …»");
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    format!("«{words}»")
}

/// Quotes the beginning of a text, cut after a fixed number of characters.
///
/// Used for cells of office files: they may hold anything, words or not.
pub fn quote_start(text: &str) -> String {
    const LIMIT: usize = 50;
    // A cell may hold a whole book; only its beginning is worth joining.
    let start: String = text.chars().take(4 * LIMIT).collect();
    let line = folded(&start);
    match line.char_indices().nth(LIMIT) {
        Some((cut, _)) => format!("«{}…»", &line[..cut]),
        None => format!("«{line}»"),
    }
}

/// Quotes a text around the character at `position`, with visible line breaks.
///
/// Used for differences between two texts: blanks and line breaks are kept, as they may be
/// the difference.
pub fn quote_around(text: &str, position: usize) -> String {
    const LIMIT: usize = 160;
    // Enough for the reader to find the passage again.
    const BEFORE: usize = 40;
    if text.is_empty() {
        return "(vuoto)".to_owned();
    }
    let length = text.chars().count();
    let from = if length > LIMIT { position.saturating_sub(BEFORE) } else { 0 };
    let part: String = text.chars().skip(from).take(LIMIT).collect();
    let start = if from > 0 { "…" } else { "" };
    let end = if from + LIMIT < length { "…" } else { "" };
    format!("«{start}{}{end}»", visible(&part))
}

/// Quotes a text before and after a change, each around the first difference; where the two would
/// look alike, the characters that differ are written as code points, `[U+00A0]`, unless all that differs is
/// how accents are written, which is said.
pub fn quote_change(before: &str, after: &str) -> (String, String) {
    if before != after && before.nfc().eq(after.nfc()) {
        let alike = before.nfc().zip(before.chars()).take_while(|(a, b)| a == b).count();
        let words = quote_around(&before.nfc().collect::<String>(), alike);
        let note = "(si vede uguale: gli accenti sono scritti con altri caratteri)";
        return (words.clone(), format!("{words} {note}"));
    }
    let alike = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    if skeleton(before) != skeleton(after) {
        return (quote_around(before, alike), quote_around(after, alike));
    }
    let same_end =
        before.chars().rev().zip(after.chars().rev()).take_while(|(a, b)| a == b).count();
    let shorter = before.chars().count().min(after.chars().count());
    let end = same_end.min(shorter - alike);
    // Letters stay as they are if other characters show the difference.
    let is_plain = |text: &str| middle(text, alike, end).all(|c| c.is_ascii_graphic());
    let all = is_plain(before) && is_plain(after);
    let spelled = |text: &str| {
        let last = text.chars().count() - end;
        let spell = |(at, c): (usize, char)| {
            let differs = (alike..last).contains(&at) && (all || !c.is_ascii_graphic());
            if differs { code_point(c) } else { c.to_string() }
        };
        quote_around(&text.chars().enumerate().map(spell).collect::<String>(), alike)
    };
    (spelled(before), spelled(after))
}

/// Returns `true` for texts that a reader could take for the same.
pub fn look_alike(before: &str, after: &str) -> bool {
    folded(before) == folded(after) || skeleton(before) == skeleton(after)
}

/// Quotes a name from outside: blanks and accents stay; every other white space, the quotes
/// themselves and what cannot be seen are written as code points.
pub fn quote_name(name: &str) -> String {
    let spell = |c: char| {
        let is_plain = c == ' ' || !(c.is_whitespace() || "«»".contains(c));
        if is_plain && class(c) == CharacterClass::Visible { c.to_string() } else { code_point(c) }
    };
    format!("«{}»", name.chars().map(spell).collect::<String>())
}

/// Returns the characters between two parts that are alike.
fn middle(text: &str, start: usize, end: usize) -> impl Iterator<Item = char> {
    let length = text.chars().count();
    text.chars().skip(start).take((length - end).saturating_sub(start))
}

/// Writes a text so that each of its characters is seen.
fn visible(text: &str) -> String {
    let spell = |c: char| match c {
        '\n' => " ¶ ".to_owned(),
        c if class(c) == CharacterClass::Visible => c.to_string(),
        c => code_point(c),
    };
    text.chars().map(spell).collect()
}

fn code_point(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Reduces a text to what the eye sees of it: texts with the same skeleton look alike.
fn skeleton(text: &str) -> String {
    let seen = text.nfkd().filter(|c| class(*c) == CharacterClass::Visible);
    seen.map(|c| if c.is_whitespace() { ' ' } else { plain_form(c) }).collect()
}

/// Returns the character of a keyboard that looks like `c`.
fn plain_form(c: char) -> char {
    /// Characters and, at the same positions, those that they look like.
    const ALIKE: [(&str, &str); 7] = [
        ("АВСЕНІЈКМОРЅТХУ", "ABCEH1JKM0PSTXY"),
        ("асеіјорѕхуһԁԛԝӏ", "aceijopsxyhdqw1"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZH1KMN0PTYX"),
        ("οναικρυχ", "ovaikpux"),
        ("‐‑‒–—―−", "-------"),
        ("‘’ʼ′`´ˈ“”″ʺ", "'\"\"\"\""),
        ("OIl|ı∙•⋅", "0111i···"),
    ];
    let form = |(from, to): &(&str, &str)| to.chars().nth(from.chars().position(|f| f == c)?);
    ALIKE.iter().find_map(form).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_plan_are_cut_between_words() {
        assert_eq!(quote_words("due\n righe"), "«due righe»");
        let long = quote_words(&"parola ".repeat(20));
        assert!(long.ends_with("parola …»") && long.chars().count() < 66, "{long}");
        assert_eq!(quote_words(&"x".repeat(99)), format!("«{} …»", "x".repeat(60)));
    }

    #[test]
    fn cells_are_cut_after_fifty_characters() {
        assert_eq!(quote_start("due\n righe"), "«due righe»");
        assert_eq!(quote_start(&"è".repeat(60)), format!("«{}…»", "è".repeat(50)));
    }

    #[test]
    fn what_looks_alike_is_written_as_code_points() {
        for (before, after, then, now) in [
            ("parola", "frase", "«parola»", "«frase»"),
            ("parola", "pa\u{200B}rola", "«parola»", "«pa[U+200B]rola»"),
            ("parola", "p\u{430}rola", "«parola»", "«p[U+0430]rola»"),
            (
                "perché no",
                "perche\u{301}\u{A0}no",
                "«perch[U+00E9][U+0020]no»",
                "«perche[U+0301][U+00A0]no»",
            ),
            ("10", "1O", "«1[U+0030]»", "«1[U+004F]»"),
            ("a-b", "a–b", "«a-b»", "«a[U+2013]b»"),
            ("a b", "a  b", "«a b»", "«a  b»"),
            ("aa", "aaa", "«aa»", "«aaa»"),
        ] {
            assert_eq!(quote_change(before, after), (then.to_owned(), now.to_owned()), "{after:?}");
        }
    }

    #[test]
    fn accents_that_are_written_otherwise_are_told_in_words() {
        let (before, after) = quote_change("perché così", "perche\u{301} così");
        assert_eq!(before, "«perché così»");
        assert_eq!(
            after,
            "«perché così» (si vede uguale: gli accenti sono scritti con altri caratteri)"
        );
        assert_eq!(quote_change("perche\u{301}", "perché").0, "«perché»");
    }

    #[test]
    fn what_cannot_be_seen_is_written_as_code_points() {
        assert_eq!(quote_around("a\u{202E}b\u{1B}c\u{AD}", 0), "«a[U+202E]b[U+001B]c[U+00AD]»");
        assert_eq!(quote_name(" Niccolò  d'Àlba "), "« Niccolò  d'Àlba »");
        assert_eq!(
            quote_name("A», ore 8; «B\n\u{A0}"),
            "«A[U+00BB], ore 8; [U+00AB]B[U+000A][U+00A0]»"
        );
    }

    #[test]
    fn differences_show_their_surroundings() {
        assert_eq!(quote_around("due\nrighe", 3), "«due ¶ righe»");
        assert_eq!(quote_around("", 0), "(vuoto)");
        let long = "a".repeat(100) + &"b".repeat(100);
        assert_eq!(quote_around(&long, 100), format!("«…{}{}»", "a".repeat(40), "b".repeat(100)));
    }
}
