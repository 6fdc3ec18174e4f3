//! Lines that stand alone: which are areas, periods, titles, totals, or of no account.

use super::words::{has_year, is_year, stem, words};
use crate::italian::months;
use std::ops::Range;

/// What a line that stands alone says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// «Pag. 3 di 9».
    PageNumber,
    /// «TOTALE».
    Total,
    /// «ANNO 2021 E 2022».
    Period,
    /// «AREA TECNICA».
    Area,
    /// «AREA TECNICA - ANNO 2024»: the bytes of each.
    AreaAndPeriod(Range<usize>, Range<usize>),
    /// «PIANO OBIETTIVI 2020-2022».
    Title,
    /// «COMUNE DI BELFIORE».
    Entity,
    /// «Responsabile: Anna Verdi»: the bytes of the name.
    Manager(Range<usize>),
    /// Words with a year among others: a period, where only bands stand.
    Dated,
    /// Words that may name an area, if they stand where one does.
    Name,
    /// More words than a name has.
    Prose,
}

/// The most bytes of a name.
const LONGEST_NAME: usize = 160;
/// The most words of a name.
const MOST_WORDS: usize = 14;

const AREA_WORDS: [&str; 6] =
    ["area", "settore", "ripartizione", "direzione", "dipartimento", "aree"];
const ENTITY_WORDS: [&str; 6] = ["comune", "unione", "provincia", "citta", "comunita", "consorzio"];
const TITLE_WORDS: [&str; 8] =
    ["piano", "pdo", "peg", "piao", "programma", "allegato", "scheda", "schede"];
/// The words of a period beside its years.
const PERIOD_WORDS: [&str; 50] = [
    "anno",
    "anni",
    "annualita",
    "esercizio",
    "esercizi",
    "finanziario",
    "periodo",
    "biennio",
    "triennio",
    "quadriennio",
    "quinquennio",
    "semestre",
    "trimestre",
    "quadrimestre",
    "bimestre",
    "mese",
    "mesi",
    "primo",
    "secondo",
    "terzo",
    "quarto",
    "prima",
    "seconda",
    "i",
    "ii",
    "iii",
    "iv",
    "1",
    "2",
    "3",
    "4",
    "e",
    "ed",
    "a",
    "al",
    "dal",
    "da",
    "di",
    "del",
    "della",
    "fino",
    "per",
    "l",
    "il",
    "30",
    "31",
    "28",
    "obiettivi",
    "01",
    "obiettivo",
];
/// Words that name a period without a year.
const SPANS: [&str; 10] = [
    "annualita",
    "biennio",
    "triennio",
    "semestre",
    "trimestre",
    "quadrimestre",
    "anno",
    "esercizio",
    "bimestre",
    "quinquennio",
];

/// What `text` says, taken by itself.
pub(super) fn line(text: &str) -> Line {
    if text.len() > LONGEST_NAME {
        return Line::Prose;
    }
    let all = words(text);
    let first = all.first().map_or("", String::as_str);
    if is_page_number(&all) {
        return Line::PageNumber;
    }
    if is_total(text) {
        return Line::Total;
    }
    if is_period(&all) {
        return Line::Period;
    }
    if let Some((area, period)) = parted(text) {
        return Line::AreaAndPeriod(area, period);
    }
    if let Some(name) = manager(text, first) {
        return Line::Manager(name);
    }
    if TITLE_WORDS.contains(&first) {
        return Line::Title;
    }
    if begins_area(text) {
        return Line::Area;
    }
    if ENTITY_WORDS.contains(&first) {
        return Line::Entity;
    }
    if is_sentence(text, &all) {
        return Line::Prose;
    }
    match has_year(text) {
        true => Line::Dated,
        false => Line::Name,
    }
}

/// A note, or more words than a name has.
fn is_sentence(text: &str, all: &[String]) -> bool {
    let note = ["nota", "note", "nb", "legenda", "avvertenza", "avvertenze"];
    let first = all.first().map_or("", String::as_str);
    let starred = text.trim_start().starts_with(['*', '(']);
    note.contains(&first) || starred || all.len() > MOST_WORDS
}

/// Whether a name begins as areas do; «AREASERVIZI» does as well.
pub(super) fn begins_area(text: &str) -> bool {
    let all = words(text);
    let first = all.first().map_or("", String::as_str);
    AREA_WORDS.contains(&first) || first.starts_with("area") && first.len() > 6
}

/// Whether the words are those of a period and nothing else.
pub(super) fn names_period(text: &str) -> bool {
    text.len() <= LONGEST_NAME && is_period(&words(text))
}

/// Whether the words begin as those of a total do.
pub(super) fn is_total(text: &str) -> bool {
    let all = words(text);
    let first = all.first().map_or("", |word| stem(word));
    matches!(first, "total" | "tot" | "somm" | "subtotal") && all.len() <= 12
}

/// Whether all is drawn, nothing written: `---`, `____`, `====`.
pub(super) fn is_rule(text: &str) -> bool {
    let drawn = |c: char| c.is_whitespace() || "-_=–—―─━·.*".contains(c);
    text.chars().all(drawn) && text.contains(['-', '_', '=', '–', '—', '―', '─', '━', '*'])
}

fn is_period(all: &[String]) -> bool {
    let known = |word: &String| {
        is_year(word)
            || PERIOD_WORDS.contains(&word.as_str())
            || months::NAMES.contains(&word.as_str())
    };
    let tells = |word: &String| is_year(word) || SPANS.contains(&word.as_str());
    !all.is_empty() && all.iter().all(known) && all.iter().any(tells)
}

/// «Pag. 3», «pagina 3 di 9», «3 di 9».
fn is_page_number(all: &[String]) -> bool {
    let number = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let page = |word: &str| ["pag", "pagina", "p"].contains(&word);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    match all.as_slice() {
        [word, n] => page(word) && number(n),
        [n, "di", of] => number(n) && number(of),
        [word, n, "di", of] => page(word) && number(n) && number(of),
        [word, n, of] => page(word) && number(n) && number(of),
        _ => false,
    }
}

/// An area and behind it its period, the two parted by a sign.
fn parted(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let signs = text.char_indices().filter(|(_, c)| "-–—:/,(\n".contains(*c));
    for (at, sign) in signs {
        let behind = &text[at + sign.len_utf8()..];
        if !has_year(behind) || !names_period(behind) {
            continue;
        }
        let before = text[..at].trim();
        // Before the sign of «2020-2022» stands half a period.
        if before.is_empty() || has_year(before) || !begins_area(before) {
            return None;
        }
        let start = text.find(before)?;
        let period = behind.trim().trim_end_matches(')').trim_end();
        let offset = at + sign.len_utf8() + behind.find(period)?;
        return Some((start..start + before.len(), offset..offset + period.len()));
    }
    None
}

fn manager(text: &str, first: &str) -> Option<Range<usize>> {
    let (before, behind) = text.split_once(':')?;
    let name = behind.trim();
    let leads = ["responsabile", "dirigente", "titolare"].contains(&first);
    (leads && !name.is_empty() && words(before).len() <= 6).then(|| {
        let start = before.len() + 1 + behind.find(name).unwrap_or(0);
        start..start + name.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (text, wanted) in [
            ("ANNO 2020", Line::Period),
            ("ANNO 2021 E 2022", Line::Period),
            ("2021 E 2022", Line::Period),
            ("I SEMESTRE 2024", Line::Period),
            ("triennio 2024-2026", Line::Period),
            ("Dal 1 gennaio al 30 giugno 2024", Line::Period),
            ("Progetti PNRR 2024", Line::Dated),
            ("PIANO OBIETTIVI 2020-2022", Line::Title),
            ("AREA AFFARI GENERALI", Line::Area),
            ("AREASERVIZI SOCIALI", Line::Area),
            ("Settore tecnico", Line::Area),
            ("Polizia locale", Line::Name),
            ("UNIONE VALLI", Line::Entity),
            ("Totale", Line::Total),
            ("Nota: i pesi sono provvisori", Line::Prose),
            ("TOTALE AREA", Line::Total),
            ("Pag. 3 di 9", Line::PageNumber),
            ("3 di 9", Line::PageNumber),
            ("AREA TECNICA - ANNO 2024", Line::AreaAndPeriod(0..12, 15..24)),
            ("AREA TECNICA (2020-2022)", Line::AreaAndPeriod(0..12, 14..23)),
            ("Responsabile: Anna Verdi", Line::Manager(14..24)),
        ] {
            assert_eq!(line(text), wanted, "{text}");
        }
        assert_eq!(line(&"parola ".repeat(40)), Line::Prose);
        assert!(is_rule("-----") && is_rule("___ ___") && !is_rule("...") && !is_rule("-a-"));
    }
}
