//! Kinds of lines that stand alone: areas, periods, titles, totals, page numbers, prose.

use super::word_forms::{has_year, is_small, is_year, stem, words};
use crate::italian::months;
use crate::model::years_in;
use crate::source::offset_in;
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
    /// «AREA TECNICA - ANNO 2024 - Responsabile: Anna Verdi».
    AreaWith(AreaParts),
    /// «Segreteria generale - ANNO 2024»: an area, where a name may be one.
    NameWith(AreaParts),
    /// «PIANO OBIETTIVI 2020-2022».
    Title,
    /// «OBIETTIVI ANNO 2025»: a title where there is none yet, else a period.
    YearTitle,
    /// «COMUNE DI BELFIORE».
    Entity,
    /// «Responsabile: Anna Verdi»: range of the name in bytes.
    Manager(Range<usize>),
    /// «Centro di costo: 01.02.001»: ranges of label and value in bytes.
    Labelled(Range<usize>, Range<usize>),
    /// Year among other words: a period, where only bands stand.
    Dated,
    /// Name, perhaps of an area.
    Name,
    /// Note or sentence.
    Prose,
}

/// Parts of a line that names an area and more: ranges of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AreaParts {
    /// Name of the area.
    pub area: Range<usize>,
    /// Period; `None` if the line names none.
    pub period: Option<Range<usize>>,
    /// Name of the person who leads the area; `None` if the line names none.
    pub manager: Option<Range<usize>>,
}

/// Bytes of a name: longer lines are prose.
const LONGEST_NAME: usize = 160;
/// Words of a name that may end with a full stop, as an abbreviation does.
const LONGEST_LABEL: usize = 4;
/// Words of a name: longer lines are prose.
const MOST_WORDS: usize = 14;

const AREA_WORDS: [&str; 6] =
    ["area", "settore", "ripartizione", "direzione", "dipartimento", "aree"];
const ENTITY_WORDS: [&str; 6] = ["comune", "unione", "provincia", "citta", "comunita", "consorzio"];
const TITLE_WORDS: [&str; 8] =
    ["piano", "pdo", "peg", "piao", "programma", "allegato", "scheda", "schede"];
/// Words that begin the name of a person's office.
const LEADERS: [&str; 7] =
    ["responsabile", "resp", "dirigente", "titolare", "direttore", "direttrice", "coordinatore"];
/// Words between an office and the name of the person who holds it.
const OFFICE_WORDS: &str = "responsabile resp dirigente titolare direttore direttrice coordinatore di del dell della dei \
  p o po e q eq posizione organizzativa elevata qualificazione incarico area settore servizio apicale";
/// Titles of persons, which show that a name follows.
const HONORIFICS: &str = "dott dottssa dottore dottoressa dr drssa ing arch geom rag avv sig sigra comm prof profssa per isp cap ten col";
/// Titles that stand before no other words than a person's name.
const PERSONAL_TITLES: &str = "dott dottssa dottore dottoressa dr drssa ing arch geom rag avv";
/// Offices of those who sign, besides the leaders.
const SIGNERS: &str =
    "sindaco sindaca vicesindaco segretario segretaria presidente assessore assessora commissario";
/// First words of lines that name a part of a plan, and no area.
const NO_AREAS: &str = "obiettivi obiettivo progetti progetto attivita interventi azioni";
/// First words of labels whose values belong to the objectives of an area.
const LABELS: &str = "centro cdc cdr missione programma assessore assessorato referente amministratore \
  personale risorse dotazione budget capitolo servizio servizi ufficio uffici struttura";
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
    // A numbered heading is what its words say, and keeps its number as part of its name.
    let start = end_of_number(text);
    let at = |range: Range<usize>| start + range.start..start + range.end;
    match kind_of_line(&text[start..]) {
        LoneLine::AreaWith(parts) => LoneLine::AreaWith(AreaParts {
            area: 0..start + parts.area.end,
            period: parts.period.map(at),
            manager: parts.manager.map(at),
        }),
        LoneLine::Manager(name) => LoneLine::Manager(at(name)),
        kind @ (LoneLine::Area | LoneLine::Period | LoneLine::Title | LoneLine::YearTitle) => kind,
        _ => kind_of_line(text),
    }
}

/// Returns the offset behind the number of a heading: «1. », «2.1 », «IV) », «A. »; 0 without one.
fn end_of_number(text: &str) -> usize {
    let Some((number, rest)) = text.split_once(' ') else { return 0 };
    let name = number.trim_end_matches(['.', ')']);
    let has_sign = name.len() < number.len() || name.contains('.');
    let is_count = name.split('.').all(|part| {
        let is_digits = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        let is_roman = part.len() <= 5 && part.bytes().all(|b| b"IVXLC".contains(&b));
        let is_letter = part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
        !part.is_empty() && (is_digits || is_roman || is_letter)
    });
    if has_sign && is_count { text.len() - rest.len() } else { 0 }
}

/// Returns the kind of a line without a number before it.
fn kind_of_line(text: &str) -> LoneLine {
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
        let is_title = matches!(first, "obiettivi" | "obiettivo");
        return if is_title { LoneLine::YearTitle } else { LoneLine::Period };
    }
    // Before areas, which would take period and manager as parts of the name.
    if let Some(parts) = area_parts(text) {
        return LoneLine::AreaWith(parts);
    }
    if let Some(name) = manager(text) {
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
    // Before labels, which «Servizi demografici – Responsabile: Anna Verdi» would pass for.
    if let Some(parts) = named_parts(text) {
        return LoneLine::NameWith(parts);
    }
    if let Some((label, value)) = labelled(text, first) {
        return LoneLine::Labelled(label, value);
    }
    if is_sentence(text, &words) || is_signature(text, &words) {
        return LoneLine::Prose;
    }
    if has_year(text) { LoneLine::Dated } else { LoneLine::Name }
}

/// Returns `true` for a note, or more words than a name has.
fn is_sentence(text: &str, words: &[String]) -> bool {
    let notes = ["nota", "note", "nb", "legenda", "avvertenza", "avvertenze"];
    let first = words.first().map_or("", String::as_str);
    let is_marked = text.trim_start().starts_with(['*', '(']);
    let ends = text.trim_end().ends_with(['.', ';', ':']) && words.len() > LONGEST_LABEL;
    notes.contains(&first) || is_marked || ends || words.len() > MOST_WORDS
}

/// Returns `true` for a line of those who sign: «dott. Ugo Blu», «Il Segretario comunale»,
/// «F.to Il Sindaco», «Belfiore, lì 15/01/2025», «Data ______».
fn is_signature(text: &str, words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["f", "to", ..] | ["firma" | "firmato"] => true,
        ["il" | "la" | "l", who, ..] => is_in(SIGNERS, who) || LEADERS.contains(who),
        [title, _, ..] if is_in(PERSONAL_TITLES, title) => words.len() <= 6,
        ["data", ..] | [.., "li"] if text.contains("__") => true,
        _ => words
            .windows(2)
            .any(|pair| pair[0] == "li" && pair[1].bytes().all(|b| b.is_ascii_digit())),
    }
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

/// Returns `true` for the label of a sum, «Totale area», «Totale pesi (%)», and not for a text that
/// begins with the same word, «Totale digitalizzazione dell'archivio».
pub(super) fn names_sum(text: &str) -> bool {
    const SUMMED: &str = "area settor ripartizion direzion dipartiment servizi uffici period anno anni trienni complessiv general parzial peso pesi punti punteggi obiettiv percentual perc import euro cost program mission centr responsabil pian peg pdo foglio tabell riga colonn";
    let rest = words(text);
    let mut rest = rest.iter().skip(1).filter(|word| !is_small(word) && !is_year(word));
    rest.next().is_none_or(|word| is_in(SUMMED, stem(word)) || is_in(SUMMED, word))
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

/// Returns the range of the only period among other words, «ANNO 2025» in «OBIETTIVI ANNO 2025»;
/// `None` if there is none, or several. The year of a date is no period.
pub(super) fn period_within(text: &str) -> Option<Range<usize>> {
    let mut periods: Vec<Range<usize>> = Vec::new();
    // Whether the word before belongs to a period that may go on.
    let mut is_open = false;
    let mut start = None;
    let mut before = "";
    for (at, token) in tokens(text) {
        let word = words(token).concat();
        let begins = is_year(&word) || is_in(YEARLESS_PERIODS, &word) || word == "anni";
        let end = at + token.len();
        if is_year(&word) && is_of_date(text, at, before) {
            (is_open, start) = (false, None);
        } else if is_year(&word) {
            let from = start.unwrap_or(at);
            match periods.last_mut().filter(|_| is_open) {
                Some(period) => period.end = end,
                None => periods.push(from..end),
            }
            is_open = true;
        } else if is_open && ends_range(text, at, before, &word) {
            periods.last_mut()?.end = end;
        } else if !begins && !is_in(PERIOD_WORDS, &word) {
            (is_open, start) = (false, None);
        } else if begins && !is_open {
            start = start.or(Some(at));
        }
        before = token;
    }
    match periods.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Returns `true` if the year at `at` is that of a day or the number of an act: «31.01.2025»,
/// «31 gennaio 2025», «2025-01-31», «n. 12/2025»; `before` is the word before it.
fn is_of_date(text: &str, at: usize, before: &str) -> bool {
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let is_joined = text[..at].ends_with(['.', '/', '-', '_']);
    let after = &text[at + 4..];
    let mut next = after.strip_prefix(['-', '_', '.']).unwrap_or("").split(['-', '_', '.']);
    let begins_day =
        next.by_ref().take(2).filter(|part| part.len() == 2 && is_number(part)).count();
    !before.is_empty() && is_number(before) && is_joined
        || months::NAMES.contains(&words(before).concat().as_str())
        || begins_day == 2
}

/// Returns `true` if a word of two figures ends a range of years: «2025-27», «2025/27»; `before`
/// is the year.
fn ends_range(text: &str, at: usize, before: &str, word: &str) -> bool {
    let (Ok(first), Ok(last)) = (before.parse::<u16>(), word.parse::<u16>()) else { return false };
    let is_joined = text[..at].ends_with(['-', '–', '/']) && text[..at].len() > before.len();
    word.len() == 2 && is_joined && years_in(&format!("{first}-{last:02}")).len() > 1
}

/// Returns the words of `text` as they stand, with their offsets.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(move |part| (offset_in(text, part), part))
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

/// Returns the parts of a line with an area and, behind a sign, its period, its manager, or both.
fn area_parts(text: &str) -> Option<AreaParts> {
    if begins_area(text) { parts_by_signs(text) } else { None }
}

/// Returns the parts of a line that begins with a name: «Segreteria generale - ANNO 2024».
fn named_parts(text: &str) -> Option<AreaParts> {
    let parts = parts_by_signs(text)?;
    let name = &text[parts.area.clone()];
    let first = words(name).into_iter().next()?;
    // «Nomina del responsabile: Anna Verdi» has no sign before the office.
    let is_apart = text[parts.area.end..].trim_start().starts_with(|c: char| SIGNS.contains(c));
    let is_name = lone_line(name) == LoneLine::Name && !is_in(NO_AREAS, &first);
    (is_name && is_apart).then_some(parts)
}

fn parts_by_signs(text: &str) -> Option<AreaParts> {
    let (before, manager) = match manager_behind(text) {
        Some((end, name)) => (&text[..end], Some(name)),
        None => (text, None),
    };
    let (area, period) = match area_and_period(before) {
        Some((area, period)) => (area, Some(period)),
        None => (trimmed(before), None),
    };
    let is_more = (period.is_some() || manager.is_some()) && !area.is_empty();
    is_more.then_some(AreaParts { area, period, manager })
}

/// Returns the range of `text` without the blanks at its beginning, and without the blanks, the
/// signs and the bracket that was opened before it at its end.
fn trimmed(text: &str) -> Range<usize> {
    let mut name = text.trim_end_matches(|c: char| c.is_whitespace() || SIGNS.contains(c));
    if !name.contains('(') {
        name = name.trim_end_matches([')', ' ']);
    }
    let start = name.len() - name.trim_start().len();
    start..name.len()
}

/// Signs between the parts of a line.
const SIGNS: &str = "-–—:/,;|(\n";

/// Finds a manager behind another text: returns the end of that text, and the range of the name.
fn manager_behind(text: &str) -> Option<(usize, Range<usize>)> {
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace() || SIGNS.contains(*c));
    let mut found = starts.filter_map(|(at, c)| {
        let start = at + c.len_utf8();
        let is_apart = text[..at].trim_end().ends_with(|c: char| SIGNS.contains(c));
        let name = name_of_leader(&text[start..], is_apart || SIGNS.contains(c))?;
        Some((at, start + name.start..start + name.end))
    });
    found.next()
}

/// Returns the ranges of an area and of the period behind it, which a sign separates.
fn area_and_period(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let signs = text.char_indices().filter(|(_, c)| SIGNS.contains(*c));
    for (at, sign) in signs {
        let after = &text[at + sign.len_utf8()..];
        // Names of areas hold signs too, «Scuola - Cultura - 2024»: the next sign may be the one.
        if !has_year(after) || !is_period(&words(after)) {
            continue;
        }
        let before = text[..at].trim();
        // Before the sign of «2020-2022» stands half a period.
        if before.is_empty() || has_year(before) {
            return None;
        }
        let start = text.find(before)?;
        let (offset, period) = (at + sign.len_utf8(), trimmed(after));
        return Some((start..start + before.len(), offset + period.start..offset + period.end));
    }
    None
}

/// Returns the range of the name in a line such as «Responsabile: Anna Verdi».
fn manager(text: &str) -> Option<Range<usize>> {
    name_of_leader(text, false)
}

/// Returns the range of the name behind the words of an office: «Responsabile: Anna Verdi»,
/// «Responsabile P.O. dott. Verdi». Behind a sign a name needs neither colon nor title.
fn name_of_leader(text: &str, is_behind_sign: bool) -> Option<Range<usize>> {
    let first = words(text.split_whitespace().next()?).into_iter().next()?;
    if !LEADERS.contains(&first.as_str()) {
        return None;
    }
    if let Some((before, after)) = text.split_once(':')
        && words(before).len() <= 6
    {
        let name = trimmed(after);
        let offset = before.len() + 1;
        return (!name.is_empty()).then(|| offset + name.start..offset + name.end);
    }
    let start = end_of_office(text);
    let name = trimmed(&text[start..]);
    let title = words(&text[start..]).into_iter().next()?;
    let has_title = is_in(HONORIFICS, &title);
    // «Responsabile del procedimento» is an office and no person.
    let is_name = has_title || is_behind_sign && is_capitalised(&text[start..]);
    is_name.then(|| start + name.start..start + name.end)
}

/// Returns the offset behind the words of an office, where a name may begin.
fn end_of_office(text: &str) -> usize {
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let is_office = words(word).iter().all(|part| is_in(OFFICE_WORDS, part));
        if !is_office {
            break;
        }
        end += word.len();
    }
    end
}

/// Returns `true` for the name of a person: a title, or a few words that begin with capitals.
pub(super) fn is_person(text: &str) -> bool {
    let is_name = has_honorific(text) || is_capitalised(text);
    is_name && text.len() <= LONGEST_NAME && !text.contains(|c: char| c.is_ascii_digit())
}

/// Returns `true` for a name behind the title of a person: «dott. Rossi».
pub(super) fn has_honorific(text: &str) -> bool {
    let words = words(text);
    words.len() > 1 && is_in(HONORIFICS, &words[0])
}

/// Returns `true` for two to five words that all begin with a capital letter.
fn is_capitalised(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Returns the ranges of label and value in «Centro di costo: 01.02.001»; `first` is the first
/// word.
fn labelled(text: &str, first: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (before, after) = text.split_once(':')?;
    let value = trimmed(after);
    let offset = before.len() + 1;
    let is_label = is_in(LABELS, first) && words(before).len() <= 6 && !value.is_empty();
    is_label.then(|| (trimmed(before), offset + value.start..offset + value.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(
        area: Range<usize>,
        period: Option<Range<usize>>,
        manager: Option<Range<usize>>,
    ) -> LoneLine {
        LoneLine::AreaWith(AreaParts { area, period, manager })
    }

    fn name_with(
        area: Range<usize>,
        period: Option<Range<usize>>,
        manager: Option<Range<usize>>,
    ) -> LoneLine {
        LoneLine::NameWith(AreaParts { area, period, manager })
    }

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
            ("AREA TECNICA - ANNO 2024", with(0..12, Some(15..24), None)),
            ("AREA TECNICA (2020-2022)", with(0..12, Some(14..23), None)),
            ("AREA TECNICA – Responsabile dott. Rossi", with(0..12, None, Some(30..41))),
            ("AREA TECNICA - Responsabile: Anna Verdi", with(0..12, None, Some(29..39))),
            ("AREA RESPONSABILE SERVIZI SOCIALI", LoneLine::Area),
            (
                "AREA TECNICA - ANNO 2024 - Dirigente ing. Riva",
                with(0..12, Some(15..24), Some(37..46)),
            ),
            ("AREA TECNICA (Responsabile: ing. Riva)", with(0..12, None, Some(28..37))),
            ("SETTORE SERVIZI ALLA PERSONA", LoneLine::Area),
            ("AREA CONTROLLI E RESPONSABILE ANTICORRUZIONE", LoneLine::Area),
            ("Responsabile: Anna Verdi", LoneLine::Manager(14..24)),
            ("Responsabile P.O.: geom. Franco Villa", LoneLine::Manager(19..37)),
            ("Responsabile dott. Villa", LoneLine::Manager(13..24)),
            ("Responsabile del procedimento", LoneLine::Name),
            ("1. AREA TECNICA", LoneLine::Area),
            ("IV) AREA TECNICA - ANNO 2024", with(0..16, Some(19..28), None)),
            ("4.1 Anno 2024", LoneLine::Period),
            ("1. Relazione", LoneLine::Name),
            ("Il Responsabile", LoneLine::Prose),
            ("dott. Ugo Blu", LoneLine::Prose),
            ("F.to Il Segretario comunale", LoneLine::Prose),
            ("Belfiore, lì 15/01/2025", LoneLine::Prose),
            ("Data ____________", LoneLine::Prose),
            ("Nomina del responsabile: Anna Verdi", LoneLine::Name),
            ("Segreteria generale - ANNO 2024", name_with(0..19, Some(22..31), None)),
            ("SERVIZI SOCIALI – Responsabile: Anna Verdi", name_with(0..15, None, Some(34..44))),
            ("Obiettivi strategici - 2024", LoneLine::Dated),
            ("Centro di costo: 01.02.001", LoneLine::Labelled(0..15, 17..26)),
            ("OBIETTIVI ANNO 2025", LoneLine::YearTitle),
        ] {
            assert_eq!(lone_line(text), wanted, "{text}");
        }
        for (text, wanted) in [
            ("OBIETTIVI ANNO 2025", Some("ANNO 2025")),
            ("PIANO ESECUTIVO DI GESTIONE 2025-2027 – PIANO DEGLI OBIETTIVI", Some("2025-2027")),
            ("Piano degli obiettivi 2026 - proposta alla Giunta", Some("2026")),
            ("PEG degli anni 2025 e 2026", Some("anni 2025 e 2026")),
            ("PEG 2025-2027: obiettivi dell'anno 2025", None),
            ("PEG 2025-27 del Comune", Some("2025-27")),
            ("PEG 2025/2027", Some("2025/2027")),
            ("PIANO 2025-2027 (G.C. n. 5 del 31.01.2025)", Some("2025-2027")),
            ("Approvato il 31 gennaio 2025", None),
            ("allegato alla G.C. n. 12/2025", None),
            ("piano-2025-03-12_def", None),
            ("PDO_2025-2027_Valdoro", Some("2025-2027")),
            ("obiettivi 2025 v2", Some("2025")),
            ("PIANO DEGLI OBIETTIVI", None),
        ] {
            assert_eq!(period_within(text).map(|range| &text[range]), wanted, "{text}");
        }
        assert_eq!(lone_line(&"parola ".repeat(40)), LoneLine::Prose);
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
