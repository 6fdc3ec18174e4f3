//! Quotations of texts in messages: between «», on one line, cut where they are long.

use crate::text::folded;

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
    format!("«{start}{}{end}»", part.replace('\n', " ¶ "))
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
    fn differences_show_their_surroundings() {
        assert_eq!(quote_around("due\nrighe", 3), "«due ¶ righe»");
        assert_eq!(quote_around("", 0), "(vuoto)");
        let long = "a".repeat(100) + &"b".repeat(100);
        assert_eq!(quote_around(&long, 100), format!("«…{}{}»", "a".repeat(40), "b".repeat(100)));
    }
}
