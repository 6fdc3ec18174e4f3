//! Lines that add up: totals, and the rules drawn above them.

use super::word_forms::{is_listed, is_small, is_year, stem, words};

/// Returns `true` if the words begin as those of a total do.
pub(super) fn is_total(text: &str) -> bool {
    let spelled = words(text);
    let first = spelled.first().map_or("", |word| stem(word));
    // A sentence may begin so as well.
    matches!(first, "total" | "tot" | "somm" | "somman" | "subtotal") && spelled.len() <= 12
        || sums_weights(&spelled)
        || text.trim() == "Σ"
        // «T O T A L E»
        || spelled.len() > 1 && spelled.iter().all(|word| word.len() == 1) && spelled.concat() == "totale"
}

/// Returns `true` for «Peso totale», «Punteggio massimo», «Peso complessivo area tecnica».
fn sums_weights(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(
        words.as_slice(),
        [
            "peso" | "pesi" | "punti" | "punteggio",
            "totale" | "totali" | "complessivo" | "complessivi" | "massimo",
            ..
        ]
    ) && words.len() <= 6
}

/// Returns `true` for the label of a sum, «Totale area», «Totale pesi (%)», and not for a text that
/// begins with the same word, «Totale digitalizzazione dell'archivio».
pub(super) fn names_sum(text: &str) -> bool {
    const SUMMED: &str = "area settor ripartizion direzion dipartiment servizi uffici period anno anni trienni complessiv general parzial peso pesi punti punteggi obiettiv percentual perc import euro cost program mission centr responsabil pian peg pdo foglio tabell riga colonn";
    let rest = words(text);
    let mut rest = rest.iter().skip(1).filter(|word| !is_small(word) && !is_year(word));
    rest.next().is_none_or(|word| is_listed(SUMMED, stem(word)) || is_listed(SUMMED, word))
}

/// Returns `true` if the text is a drawn rule: `---`, `____`, `====`.
pub(super) fn is_rule(text: &str) -> bool {
    let is_drawn = |c: char| c.is_whitespace() || "-_=–—―─━·.*".contains(c);
    text.chars().all(is_drawn) && text.contains(['-', '_', '=', '–', '—', '―', '─', '━', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_drawn_with_strokes() {
        assert!(is_rule("-----") && is_rule("___ ___") && !is_rule("...") && !is_rule("-a-"));
    }

    #[test]
    fn sums_are_told_from_objectives_that_begin_alike() {
        for label in [
            "Totale",
            "TOTALE AREA TECNICA",
            "Totale dei pesi (%)",
            "Totale anno 2026",
            "Somma 2025",
        ] {
            assert!(names_sum(label), "{label}");
        }
        for text in ["Totale digitalizzazione dell'archivio", "Totale informatizzazione protocollo"]
        {
            assert!(!names_sum(text), "{text}");
        }
    }
}
