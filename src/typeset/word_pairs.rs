//! Pairs of words that belong on one line.

use crate::italian::months;

/// Words that precede a number or a letter: «art. 67», «n. 3», «lett. B)».
const BEFORE_NUMBER: [&str; 45] = [
    "n.", "nn.", "n°", "nr.", "num.", "art.", "artt.", "articolo", "articoli", "c.", "co.",
    "comma", "commi", "lett.", "lettera", "lettere", "p.", "pp.", "pag.", "pagg.", "pagina",
    "cap.", "capo", "par.", "punto", "all.", "allegato", "allegati", "tab.", "tabella", "fig.",
    "prot.", "rep.", "reg.", "sez.", "tit.", "vol.", "anno", "fase", "livello", "l.", "d.l.",
    "d.lgs.", "d.p.r.", "d.m.",
];

/// Words that a number counts or measures.
const AFTER_NUMBER: [&str; 43] = [
    "%", "‰", "€", "$", "euro", "gg", "gg.", "giorno", "giorni", "ore", "ora", "h", "min", "min.",
    "minuti", "mese", "mesi", "anno", "anni", "volte", "punti", "m", "m.", "mq", "mc", "ml", "mt",
    "mt.", "km", "cm", "mm", "kg", "g", "t", "l", "ha", "kw", "kwh", "mb", "gb", "m²", "m³", "bis",
];

/// Forms of address before a name.
const BEFORE_NAME: [&str; 14] = [
    "sig.", "sig.ra", "sigg.", "dott.", "dott.ssa", "dr.", "dr.ssa", "ing.", "arch.", "geom.",
    "avv.", "rag.", "prof.", "prof.ssa",
];

/// Returns `true` if a line should not end between `before` and `after`.
pub(super) fn keeps_together(before: &str, after: &str) -> bool {
    let (first, second) = (inner(before), inner(after));
    let counts = is_number(second) || is_letter(second);
    // A dash between two words ends the line rather than beginning the next.
    let is_dash = matches!(after, "-" | "–" | "—");
    if !(counts || is_number(first) || first.ends_with('.') || is_dash) {
        return false;
    }
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    (BEFORE_NUMBER.contains(&first.as_str()) && counts)
        || (is_number(&first) && is_counted(trimmed(&second)))
        || (matches!(first.as_str(), "€" | "€." | "$" | "£" | "§" | "§§" | "euro") && is_number(&second))
        || BEFORE_NAME.contains(&first.as_str())
        // «n. interventi»: an abbreviation of one letter stays with its noun.
        || matches!(first.as_str(), "n." | "nn.")
        || is_dash
        || (months::NAMES.contains(&first.as_str()) && is_number(&second))
}

/// Returns `true` if `word` is a web or mail address, which a hyphen would falsify.
pub(super) fn is_address(word: &str) -> bool {
    word.contains(['/', '@', '.'])
        && (word.contains("://") || word.contains('@') || word.to_lowercase().contains("www."))
}

/// Strips opening brackets, quotes and an elided article.
fn inner(word: &str) -> &str {
    let bare = word.trim_start_matches(['(', '[', '«', '“', '"', '\'', '’']);
    match bare.split_once(['\'', '’']) {
        Some((_, noun)) if !noun.is_empty() => noun,
        _ => bare,
    }
}

/// Strips closing marks.
fn trimmed(word: &str) -> &str {
    let end = |c| matches!(c, ',' | ';' | ':' | ')' | ']' | '»' | '”' | '"' | '!' | '?');
    let bare = word.trim_end_matches(end);
    bare.strip_suffix('.').filter(|b| is_counted(b)).unwrap_or(bare)
}

fn is_number(word: &str) -> bool {
    let marks = |c: char| {
        matches!(c, '.' | ',' | '/' | ':' | '°' | '%' | '+' | '-' | '–' | ')' | ';' | '\'')
    };
    word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '−'))
        && word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || marks(c))
}

/// Returns `true` for a single letter as a label: «B», «B)», «b).», «A,».
fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.all(|c| !c.is_alphanumeric())
}

fn is_counted(word: &str) -> bool {
    AFTER_NUMBER.contains(&word) || months::NAMES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_numbers_and_dates_stay_together() {
        for pair in [
            "art. 67",
            "ART. 67,",
            "CO. 5,",
            "LETT. B)",
            "n. 3",
            "(n. 3",
            "almeno 10%",
            "30 Giorni",
            "31 Dicembre",
            "dicembre 2020",
            "€ 1.000,00",
            "10 %",
            "Allegato A",
            "dott. Rossi",
            "n. interventi",
            "tabellare -",
            "dell'art. 208",
            "anni 3;",
            "20 ore,",
            "30 gg.",
        ] {
            let (before, after) = pair.split_once(' ').expect("two words");
            let want = pair != "almeno 10%" && pair != "anni 3;";
            assert_eq!(keeps_together(before, after), want, "{pair}");
        }
        for pair in ["entro il", "3 atti", "di un", "- sintetico", "10% degli", "allegato al"] {
            let (before, after) = pair.split_once(' ').expect("two words");
            assert!(!keeps_together(before, after), "{pair}");
        }
    }
}
