//! What a row of a table is that is neither a head nor an objective: a line across the table,
//! a rule, a page's running line, a total.

use super::super::{Cell, Row};
use super::heads::is_number;
use crate::fold::fold_words;
use crate::input::Words;

/// What a line of text by itself is, as far as its own words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// «ANNO 2021 E 2022», «I semestre 2024».
    Period,
    /// «AREA SERVIZI TECNICI».
    Area,
    /// «PIANO OBIETTIVI 2020-2022».
    Title,
    /// «Pag. 3 di 9».
    Page,
    /// Anything else that could be a name.
    Name,
    /// A sentence: no name is as long.
    Sentence,
}

/// The text of a row that holds one text only: in its first column, across several, or in
/// every one of its cells.
pub(super) fn lone(row: &Row, first_column: u32) -> Option<&Words> {
    let filled: Vec<&Cell> = filled(row).collect();
    let (cell, rest) = filled.split_first()?;
    let stands_alone = rest.is_empty() && (cell.column <= first_column || cell.col_span > 1);
    let text = cell.text.value.trim();
    let everywhere = rest.len() >= 2 && rest.iter().all(|other| other.text.value.trim() == text);
    ((stands_alone || everywhere) && !is_number(cell)).then_some(&cell.text)
}

/// The cells of a row that show more than blanks.
pub(super) fn filled(row: &Row) -> impl DoubleEndedIterator<Item = &Cell> + Clone {
    row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty())
}

/// Whether a row is a rule of dashes or the like.
pub(super) fn is_rule(row: &Row) -> bool {
    let drawn = |text: &str| text.chars().all(|c| "-–—_=*.·+| ".contains(c));
    let long = |text: &str| text.trim().chars().count() > 1;
    let mut cells = filled(row).map(|cell| cell.text.value.as_str());
    cells.clone().all(drawn) && cells.any(long)
}

/// Whether a row is a total: it says so, or it holds nothing but a number.
pub(super) fn is_total(row: &Row) -> bool {
    let mut words = filled(row).filter(|cell| !is_number(cell));
    let has_number = filled(row).any(is_number);
    match (words.next(), words.next()) {
        (None, _) => has_number && filled(row).count() == 1,
        (Some(only), None) => {
            let said = fold_words(&only.text.value);
            let first = said.split(' ').next().unwrap_or_default();
            ["totale", "totali", "tot", "somma", "subtotale", "total"].contains(&first)
                && said.split(' ').count() <= 12
        }
        _ => false,
    }
}

/// What the words of a line tell.
pub(super) fn line(text: &str) -> Line {
    /// No name of an area is longer.
    const LONGEST_NAME: usize = 150;
    const AREAS: &[&str] = &[
        "area",
        "centro",
        "corpo",
        "dipartimento",
        "direzione",
        "servizi",
        "servizio",
        "settore",
        "sezione",
        "struttura",
        "ufficio",
        "unita",
    ];
    const TITLES: &[&str] = &["pdo", "peg", "performance", "piano", "piao", "programma"];
    let folded = fold_words(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let first = words[0];
    // «AREASERVIZI»: letters that the extraction of a text glued together.
    let glued = ["area", "settore"].iter().any(|name| first.starts_with(name));
    if is_page(&words) {
        Line::Page
    } else if text.chars().count() > LONGEST_NAME {
        Line::Sentence
    } else if is_period(&words) {
        Line::Period
    } else if AREAS.contains(&first) || glued {
        Line::Area
    } else if words.iter().any(|word| TITLES.contains(word)) {
        Line::Title
    } else {
        Line::Name
    }
}

fn is_page(words: &[&str]) -> bool {
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    match words {
        [word, rest @ ..] if word.starts_with("pag") => {
            !rest.is_empty() && rest.iter().all(|word| number(word) || ["di", "su"].contains(word))
        }
        _ => false,
    }
}

fn is_period(words: &[&str]) -> bool {
    const NAMES: &[&str] = &[
        "annualita",
        "anni",
        "anno",
        "biennio",
        "bimestre",
        "esercizio",
        "periodo",
        "quadrimestre",
        "quinquennio",
        "semestre",
        "triennio",
        "trimestre",
    ];
    const ORDINALS: &[&str] =
        &["1", "2", "3", "4", "i", "ii", "iii", "iv", "primo", "quarto", "secondo", "terzo"];
    const MONTHS: &[&str] = &[
        "agosto",
        "aprile",
        "dicembre",
        "febbraio",
        "gennaio",
        "giugno",
        "luglio",
        "maggio",
        "marzo",
        "novembre",
        "ottobre",
        "settembre",
    ];
    let is_year = |word: &str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    let ordinal = |word: &str| ORDINALS.contains(&word.trim_end_matches(['o', 'a']));
    match words {
        [first, ..] if NAMES.contains(first) || MONTHS.contains(first) || is_year(first) => true,
        [first, second, ..] => {
            (ordinal(first) || ORDINALS.contains(first)) && NAMES.contains(second)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_their_words() {
        for (text, what) in [
            ("ANNO 2021 E 2022", Line::Period),
            ("2024-2026", Line::Period),
            ("I semestre 2024", Line::Period),
            ("1° trimestre", Line::Period),
            ("Gennaio - giugno 2024", Line::Period),
            ("AREA AFFARI GENERALI", Line::Area),
            ("AREASERVIZI SOCIALI", Line::Area),
            ("Settore 1", Line::Area),
            ("PIANO OBIETTIVI 2020-2022", Line::Title),
            ("Pag. 3 di 9", Line::Page),
            ("Pagina 3/9", Line::Page),
            ("Polizia locale", Line::Name),
            ("Pagamenti", Line::Name),
        ] {
            assert_eq!(line(text), what, "{text}");
        }
        assert_eq!(line(&"parola ".repeat(40)), Line::Sentence);
    }
}
