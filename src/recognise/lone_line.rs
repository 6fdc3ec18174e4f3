//! Kinds of lines that stand alone: areas, periods, titles, totals, page numbers, prose.

use super::word_forms::{has_year, is_year, stem, words};
use crate::italian::months;
use std::ops::Range;

/// Kind of a line, by its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LoneLine {
    /// «Pag. 3 di 9».
    PageNumber,
    /// «TOTALE».
    Total,
    /// «ANNO 2021 E 2022».
    Period,
    /// «AREA TECNICA».
    Area,
    /// «AREA TECNICA - ANNO 2024»: ranges of bytes.
    AreaAndPeriod(Range<usize>, Range<usize>),
    /// «PIANO OBIETTIVI 2020-2022».
    Title,
    /// «COMUNE DI BELFIORE».
    Entity,
    /// «Responsabile: Anna Verdi»: range of the name in bytes.
    Manager(Range<usize>),
    /// Year among other words: a period, where only bands stand.
    Dated,
    /// Name, perhaps of an area.
    Name,
    /// Note or sentence.
    Prose,
}

/// Bytes of a name: longer lines are prose.
const LONGEST_NAME: usize = 160;
/// Words of a name: longer lines are prose.
const MOST_WORDS: usize = 14;

const AREA_WORDS: [&str; 6] =
    ["area", "settore", "ripartizione", "direzione", "dipartimento", "aree"];
const ENTITY_WORDS: [&str; 6] = ["comune", "unione", "provincia", "citta", "comunita", "consorzio"];
const TITLE_WORDS: [&str; 8] =
    ["piano", "pdo", "peg", "piao", "programma", "allegato", "scheda", "schede"];
/// Words that may stand next to the years of a period.
const PERIOD_WORDS: &str = "anno anni annualita esercizio esercizi finanziario periodo biennio triennio quadriennio \
  quinquennio semestre trimestre quadrimestre bimestre mese mesi primo secondo terzo quarto prima \
  seconda i ii iii iv 1 2 3 4 e ed a al dal da di del della fino per l il 30 31 28 obiettivi 01 \
  obiettivo";
/// Words of a period that has no year.
const YEARLESS_PERIODS: &str = "annualita biennio triennio semestre trimestre quadrimestre anno esercizio bimestre quinquennio";

/// Returns the kind of a line. The order of the questions matters: a total may name an area,
/// and a title a period.
pub(super) fn lone_line(text: &str) -> LoneLine {
    if text.len() > LONGEST_NAME {
        return LoneLine::Prose;
    }
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    // First, since «3 di 9» would pass for a name.
    if is_page_number(&words) {
        return LoneLine::PageNumber;
    }
    if is_total(text) {
        return LoneLine::Total;
    }
    if is_period(&words) {
        return LoneLine::Period;
    }
    // Before areas, which would take the period as a part of the name.
    if let Some((area, period)) = area_and_period(text) {
        return LoneLine::AreaAndPeriod(area, period);
    }
    if let Some(name) = manager(text, first) {
        return LoneLine::Manager(name);
    }
    if TITLE_WORDS.contains(&first) {
        return LoneLine::Title;
    }
    if begins_area(text) {
        return LoneLine::Area;
    }
    if ENTITY_WORDS.contains(&first) {
        return LoneLine::Entity;
    }
    if is_sentence(text, &words) {
        return LoneLine::Prose;
    }
    if has_year(text) { LoneLine::Dated } else { LoneLine::Name }
}

/// Returns `true` for a note, or more words than a name has.
fn is_sentence(text: &str, words: &[String]) -> bool {
    let notes = ["nota", "note", "nb", "legenda", "avvertenza", "avvertenze"];
    let first = words.first().map_or("", String::as_str);
    let is_marked = text.trim_start().starts_with(['*', '(']);
    notes.contains(&first) || is_marked || words.len() > MOST_WORDS
}

/// Returns `true` if a name begins as areas do; so does «AREASERVIZI», its space lost.
fn begins_area(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    // More than six letters: «areale» begins so too, but is a word of its own.
    AREA_WORDS.contains(&first) || first.starts_with("area") && first.len() > 6
}

/// Returns `true` if the words begin as those of a total do.
pub(super) fn is_total(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map_or("", |word| stem(word));
    // A sentence may begin so as well.
    matches!(first, "total" | "tot" | "somm" | "subtotal") && words.len() <= 12
}

/// Returns `true` if the text is a drawn rule: `---`, `____`, `====`.
pub(super) fn is_rule(text: &str) -> bool {
    let is_drawn = |c: char| c.is_whitespace() || "-_=–—―─━·.*".contains(c);
    text.chars().all(is_drawn) && text.contains(['-', '_', '=', '–', '—', '―', '─', '━', '*'])
}

/// Returns `true` if `list`, words with blanks between them, has the word.
fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn is_period(words: &[String]) -> bool {
    let known = |word: &String| {
        is_year(word) || is_in(PERIOD_WORDS, word) || months::NAMES.contains(&word.as_str())
    };
    let names_period = |word: &String| is_year(word) || is_in(YEARLESS_PERIODS, word);
    // Numerals alone, «1 e 2», are words of a period, but name none.
    words.iter().all(known) && words.iter().any(names_period)
}

/// Returns `true` for «Pag. 3», «pagina 3 di 9», «3 di 9».
fn is_page_number(words: &[String]) -> bool {
    let is_number = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let is_page = |word: &str| ["pag", "pagina", "p"].contains(&word);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [word, n] => is_page(word) && is_number(n),
        [n, "di", of] => is_number(n) && is_number(of),
        [word, n, "di", of] => is_page(word) && is_number(n) && is_number(of),
        [word, n, of] => is_page(word) && is_number(n) && is_number(of),
        _ => false,
    }
}

/// Returns the ranges of an area and of the period behind it, which a sign separates.
fn area_and_period(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let signs = text.char_indices().filter(|(_, c)| "-–—:/,(\n".contains(*c));
    for (at, sign) in signs {
        let after = &text[at + sign.len_utf8()..];
        // Names of areas hold signs too, «Scuola - Cultura - 2024»: the next sign may be the one.
        if !has_year(after) || !is_period(&words(after)) {
            continue;
        }
        let before = text[..at].trim();
        // Before the sign of «2020-2022» stands half a period.
        if before.is_empty() || has_year(before) || !begins_area(before) {
            return None;
        }
        let start = text.find(before)?;
        let period = after.trim().trim_end_matches(')').trim_end();
        let offset = at + sign.len_utf8() + after.find(period)?;
        return Some((start..start + before.len(), offset..offset + period.len()));
    }
    None
}

/// Returns the range of the name in «Responsabile: Anna Verdi»; `first` is the first word.
fn manager(text: &str, first: &str) -> Option<Range<usize>> {
    let (before, after) = text.split_once(':')?;
    let name = after.trim();
    let is_leader = ["responsabile", "dirigente", "titolare"].contains(&first);
    (is_leader && !name.is_empty() && words(before).len() <= 6).then(|| {
        let start = before.len() + 1 + after.find(name).unwrap_or(0);
        start..start + name.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_lines() {
        for (text, wanted) in [
            ("ANNO 2020", LoneLine::Period),
            ("ANNO 2021 E 2022", LoneLine::Period),
            ("2021 E 2022", LoneLine::Period),
            ("I SEMESTRE 2024", LoneLine::Period),
            ("triennio 2024-2026", LoneLine::Period),
            ("Dal 1 gennaio al 30 giugno 2024", LoneLine::Period),
            ("Progetti PNRR 2024", LoneLine::Dated),
            ("PIANO OBIETTIVI 2020-2022", LoneLine::Title),
            ("AREA AFFARI GENERALI", LoneLine::Area),
            ("AREASERVIZI SOCIALI", LoneLine::Area),
            ("Settore tecnico", LoneLine::Area),
            ("Polizia locale", LoneLine::Name),
            ("UNIONE VALLI", LoneLine::Entity),
            ("Totale", LoneLine::Total),
            ("Nota: i pesi sono provvisori", LoneLine::Prose),
            ("TOTALE AREA", LoneLine::Total),
            ("Pag. 3 di 9", LoneLine::PageNumber),
            ("3 di 9", LoneLine::PageNumber),
            ("AREA TECNICA - ANNO 2024", LoneLine::AreaAndPeriod(0..12, 15..24)),
            ("AREA TECNICA (2020-2022)", LoneLine::AreaAndPeriod(0..12, 14..23)),
            ("Responsabile: Anna Verdi", LoneLine::Manager(14..24)),
        ] {
            assert_eq!(lone_line(text), wanted, "{text}");
        }
        assert_eq!(lone_line(&"parola ".repeat(40)), LoneLine::Prose);
        assert!(is_rule("-----") && is_rule("___ ___") && !is_rule("...") && !is_rule("-a-"));
    }
}
