//! Lines that name a period, alone or among other words.

use super::period_phrases::is_open_ended;
use super::word_forms::{is_listed, is_year, words};
use crate::italian::months;
use crate::model::years_in;
use crate::source::offset_in;
use std::ops::Range;

/// Words that may stand next to the years of a period.
const PERIOD_WORDS: &str = "anno anni annualita esercizio esercizi finanziario periodo biennio triennio quadriennio \
  quinquennio semestre trimestre quadrimestre bimestre mese mesi primo secondo terzo quarto prima \
  seconda i ii iii iv 1 2 3 4 e ed a al dal da di del della fino per l il 30 31 28 obiettivi 01 \
  obiettivo";
/// Words of a period that has no year.
const YEARLESS_PERIODS: &str = "annualita biennio triennio semestre trimestre quadrimestre anno esercizio bimestre quinquennio";

/// Words that count the parts of a year, or the years.
const ORDINALS: &str =
    "primo secondo terzo quarto prima seconda terza quarta ultimo ultima i ii iii iv";
/// Words that an ordinal stands before.
const PARTS_OF_YEARS: &str =
    "semestre trimestre quadrimestre bimestre annualita biennio triennio anno";
/// Names of funds and programmes whose years are no period of a plan.
const FUNDS: &str = "pnrr pnc fesr fse pon por pr fsc mandato ccnl ccdi contratto";

/// Returns `true` if the words name a period and nothing else.
pub(super) fn is_period(words: &[String]) -> bool {
    // «Dal 01/01/2025 al 31/12/2025» has days and months in figures.
    // So has «01/01/2025 - 31/12/2025».
    let years = words.iter().filter(|word| is_year(word)).count();
    let figures = words.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit())).count();
    let is_range = words.iter().any(|word| word == "dal") || years == 2 && figures == 6;
    let is_day = |word: &String| is_range && word.parse::<u8>().is_ok_and(|day| day <= 31);
    let known = |word: &String| {
        is_year(word)
            || is_listed(PERIOD_WORDS, word)
            || is_ordinal(word)
            || months::NAMES.contains(&word.as_str())
            || is_day(word)
    };
    let names_period = |word: &String| is_year(word) || is_listed(YEARLESS_PERIODS, word);
    // Numerals alone, «1 e 2», are words of a period, but name none.
    words.iter().all(known) && words.iter().any(names_period) && !is_open_ended(words)
        || is_long_term(words)
}

/// Returns `true` for a period of several years that names none: «PROGRAMMA PLURIENNALE», «Legislatura».
fn is_long_term(words: &[String]) -> bool {
    const NAMES: &str = "pluriennale pluriennali legislatura consiliatura";
    const BESIDE: &str = "programma programmazione programmi periodo obiettivi intera di della";
    let is_name = |word: &String| is_listed(NAMES, word);
    words.iter().any(is_name) && words.iter().all(|word| is_name(word) || is_listed(BESIDE, word))
}

/// Returns `true` if a word of the text is one of periods: «Tutto l'anno», «Primo trimestre».
pub(super) fn names_period(text: &str) -> bool {
    let is_known = |word: &String| {
        is_year(word) || is_listed(YEARLESS_PERIODS, word) || months::NAMES.contains(&word.as_str())
    };
    words(text).iter().any(is_known)
}

/// Returns the range of the only period among other words, «ANNO 2025» in «OBIETTIVI ANNO 2025»;
/// `None` if there is none, or several. The year of a date is no period.
pub(super) fn period_within(text: &str) -> Option<Range<usize>> {
    match periods_within(text).as_slice() {
        [only] => Some(only.clone()),
        // «PEG 2025-2027 – ANNO 2026» is the plan of one of its years.
        [all, one] if is_year_of(&text[one.clone()], &text[all.clone()]) => Some(one.clone()),
        _ => None,
    }
}

/// Returns `true` for a year that says to be one, among several.
fn is_year_of(one: &str, all: &str) -> bool {
    let (year, years) = (years_in(one), years_in(all));
    let is_named =
        words(one).first().is_some_and(|first| matches!(first.as_str(), "anno" | "annualita"));
    is_named && year.len() == 1 && years.len() > 1 && year.is_subset(&years)
}

/// Returns `true` if years of the text are those of a period, and not of a day, an act or a fund.
pub(super) fn states_period(text: &str) -> bool {
    !periods_within(text).is_empty()
}

/// Returns the ranges of all periods among other words; what the plan only mentions counts where
/// nothing else does.
fn periods_within(text: &str) -> Vec<Range<usize>> {
    let mut periods = mentioned_periods(text);
    if periods.iter().any(|period| !is_mention(&text[..period.start])) {
        periods.retain(|period| !is_mention(&text[..period.start]));
    }
    periods
}

/// Returns the last words before a year, the nearest first.
fn words_before(text: &str) -> impl Iterator<Item = String> {
    const LINKS: &str = "nel nell del dell al dal il l anno anni di in a";
    words(text).into_iter().rev().skip_while(|word| is_listed(LINKS, word))
}

/// Returns `true` if a year behind these words is that of something before the plan, «consuntivo
/// 2025», «ex PDO 2025», «in attuazione del DUP 2025-2027», or the year it was made in.
fn is_mention(text: &str) -> bool {
    const EARLIER: &str = "consuntivo preconsuntivo rendiconto rendicontazione";
    let mut before = words_before(text);
    let nearest = before.next().unwrap_or_default();
    let earlier = words_before(text).nth(1).unwrap_or_default();
    is_listed(EARLIER, &nearest)
        || earlier == "ex"
        || before.take(2).any(|word| word == "attuazione")
        || words(text).last().is_some_and(|last| last == "nel")
}

/// Returns `true` if a year behind these words is that of an act: «approvato nel 2025», «Statuto del
/// 2001», «agg. 2025».
fn is_year_of_act(text: &str) -> bool {
    const ACTS: &str = "approvato approvata adottato adottata aggiornato aggiornata agg modificato statuto regolamento";
    words_before(text).next().is_some_and(|word| is_listed(ACTS, &word))
}

/// Returns the ranges of all periods among other words.
fn mentioned_periods(text: &str) -> Vec<Range<usize>> {
    let mut periods: Vec<Range<usize>> = Vec::new();
    // Whether the word before belongs to a period that may go on.
    let mut is_open = false;
    let mut start = None;
    let mut before = "";
    // Word before that one, «15» in «delibera 15 del 2024», and where both begin.
    let mut earlier = "";
    let (mut earlier_at, mut before_at) = (0, 0);
    // Whether the years before are those of a fund or of an act.
    let mut is_foreign = false;
    for (at, token) in tokens(text) {
        let word = words(token).concat();
        let begins = is_year(&word) || is_listed(YEARLESS_PERIODS, &word) || word == "anni";
        let end = at + token.len();
        is_foreign = is_year(&word)
            && (is_of_date(text, at, before) && !(is_month(before) && is_month(earlier))
                || is_number_of_act(earlier, before)
                || begins_number_of_act(&text[end..])
                || is_of_fund(text, at, before)
                || is_year_of_act(&text[..at])
                || is_foreign && is_joined(&text[..at]));
        if is_foreign {
            (is_open, start) = (false, None);
        } else if is_year(&word) {
            // «gennaio-giugno 2025»
            let months = is_month(before).then_some(earlier_at);
            let from = months.or(start).unwrap_or(at);
            match periods.last_mut().filter(|_| is_open) {
                Some(period) => period.end = end,
                None => periods.push(from..end),
            }
            is_open = true;
        } else if is_open && ends_range(text, at, before, &word) {
            if let Some(period) = periods.last_mut() {
                period.end = end;
            }
        } else if !begins && !is_listed(PERIOD_WORDS, &word) {
            (is_open, start) = (false, None);
        } else if is_open && word == "per" {
            // «ASSEGNATI NEL 2025 PER IL 2026» states two.
            (is_open, start) = (false, None);
        } else if is_open && (begins || is_behind_sign(&text[..at])) {
            // «PEG 2025-2027 (annualità 2026)» states two.
            (is_open, start) = (false, begins.then_some(at));
        } else if begins && !is_open {
            // «N. 1 – ANNO 2026» counts something else.
            let between = text.get(before_at + before.len()..at).unwrap_or_default();
            let follows = between.chars().all(|c| " °^.\u{a0}".contains(c));
            let has_ordinal =
                follows && is_listed(PARTS_OF_YEARS, &word) && is_ordinal(&words(before).concat());
            start = start.or(Some(if has_ordinal { before_at } else { at }));
        }
        (earlier, before) = (before, token);
        (earlier_at, before_at) = (before_at, at);
    }
    periods
}

/// Returns `true` if a sign separates what follows a text from it.
fn is_behind_sign(text: &str) -> bool {
    let before = text.trim_end();
    let is_spaced = |sign| before.strip_suffix(sign).is_some_and(|b: &str| b.ends_with(' '));
    before.ends_with(['(', '[', ',', ':', ';']) || is_spaced('-') || is_spaced('–')
}

fn is_month(word: &str) -> bool {
    months::NAMES.contains(&words(word).concat().as_str())
}

/// Returns `true` for «primo», «II», «1°» and the like.
fn is_ordinal(word: &str) -> bool {
    let digit = word.trim_end_matches(['o', 'a']);
    is_listed(ORDINALS, word) || digit.len() == 1 && digit.bytes().all(|b| b.is_ascii_digit())
}

/// Returns `true` if a year behind these words is that of an act: «15 del 2024».
fn is_number_of_act(earlier: &str, before: &str) -> bool {
    let is_number = !earlier.is_empty() && earlier.bytes().all(|b| b.is_ascii_digit());
    is_number && earlier.len() <= 4 && !is_year(earlier) && before.eq_ignore_ascii_case("del")
}

/// Returns `true` if what follows a year makes it part of the number of an act: «2016/679»,
/// «2014/24/UE»; «2025/27» and «2025/2027» are ranges.
fn begins_number_of_act(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix('/') else { return false };
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_of_union =
        ["/UE", "/CE", "/CEE"].iter().any(|mark| rest[number.len()..].starts_with(mark));
    is_of_union || number.len() == 3 || number.len() == 4 && !is_year(&number)
}

/// Returns `true` if the year at `at` begins those of a fund, «PNRR 2021-2026», or «Agenda 2030».
fn is_of_fund(text: &str, at: usize, before: &str) -> bool {
    let before = before.to_lowercase();
    let after = text[at + 4..].trim_start();
    let is_range = after.starts_with(['-', '–', '—', '/']);
    before == "agenda" || is_range && is_listed(FUNDS, &before)
}

/// Returns `true` if what follows a text is joined to it by a dash or a slash.
fn is_joined(text: &str) -> bool {
    text.trim_end().ends_with(['-', '–', '—', '/'])
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
    !before.is_empty() && is_number(before) && is_joined || is_month(before) || begins_day == 2
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_stand_among_other_words() {
        for (text, wanted) in [
            ("OBIETTIVI ANNO 2025", Some("ANNO 2025")),
            ("PIANO ESECUTIVO DI GESTIONE 2025-2027 – PIANO DEGLI OBIETTIVI", Some("2025-2027")),
            ("Piano degli obiettivi 2026 - proposta alla Giunta", Some("2026")),
            ("PEG degli anni 2025 e 2026", Some("anni 2025 e 2026")),
            ("PEG 2025-2027: obiettivi dell'anno 2025", Some("anno 2025")),
            ("PEG 2025-2027 (annualità 2026)", Some("annualità 2026")),
            ("SCHEDA OBIETTIVO N. 1 – ANNO 2026", Some("ANNO 2026")),
            ("PEG 2025/2027 - ANNUALITÀ 2025", Some("ANNUALITÀ 2025")),
            ("Piano triennale 2025-2027 – Obiettivi 2026", None),
            ("PEG 2025 - 2027 del Comune", Some("2025 - 2027")),
            ("PEG 2025-27 del Comune", Some("2025-27")),
            ("PEG 2025/2027", Some("2025/2027")),
            ("PIANO 2025-2027 (G.C. n. 5 del 31.01.2025)", Some("2025-2027")),
            ("Approvato il 31 gennaio 2025", None),
            ("allegato alla G.C. n. 12/2025", None),
            ("piano-2025-03-12_def", None),
            ("PDO_2025-2027_Valdoro", Some("2025-2027")),
            ("obiettivi 2025 v2", Some("2025")),
            ("PIANO DEGLI OBIETTIVI", None),
            ("Piano obiettivi 1° semestre 2025", Some("1° semestre 2025")),
            ("Piano obiettivi 1º semestre 2025", Some("1º semestre 2025")),
            ("Piano obiettivi - II quadrimestre 2025", Some("II quadrimestre 2025")),
            ("Piano obiettivi primo semestre 2025", Some("primo semestre 2025")),
            ("Piano obiettivi ultimo trimestre 2025", Some("ultimo trimestre 2025")),
            ("Piano obiettivi prima annualità 2025", Some("prima annualità 2025")),
            ("Rif. delibera 15 del 2024", None),
            ("Obiettivo finanziato dal PNRR 2021-2026", None),
            ("Progetti PNRR 2024", Some("2024")),
            ("Piano obiettivi gennaio-giugno 2025", Some("gennaio-giugno 2025")),
            ("Piano obiettivi aggiornato a gennaio 2025", None),
            ("Obiettivi PNRR 2021-2026 assegnati per il 2025", Some("2025")),
            ("Obiettivi 2025: verso Agenda 2030", Some("2025")),
            ("rev. 12-01-2025", None),
            ("PIANO DELLA PERFORMANCE 2025/2027 – ANNO 2026", Some("ANNO 2026")),
            ("PEG 2026/2028 annualità 2026", Some("annualità 2026")),
            ("OBIETTIVI ASSEGNATI NEL 2025 PER IL 2026", Some("2026")),
            ("Obiettivi da raggiungere nel 2026", Some("2026")),
            ("OBIETTIVI 2026 (agg. 2025)", Some("2026")),
            ("PIANO OBIETTIVI 2026 (ex PDO 2025)", Some("2026")),
            ("Piano obiettivi 2026 (consuntivo 2025)", Some("2026")),
            ("Piano obiettivi - consuntivo 2025", Some("2025")),
            ("2026 in attuazione del DUP 2025-2027", Some("2026")),
            ("Piano in attuazione del DUP 2025-2027", Some("2025-2027")),
            ("PIANO OBIETTIVI – approvato nel 2025", None),
            ("Obiettivi – Statuto del 2001", None),
            ("Aggiornamento del piano obiettivi 2026", Some("2026")),
            ("PIANO OBIETTIVI EX ART. 169 TUEL 2026", Some("2026")),
            ("Obiettivi ai sensi del CCNL 2019-2021", None),
            ("Piano (Regolamento UE 2016/679)", None),
            ("Direttiva 2014/24/UE", None),
            ("Obiettivo (art. 108 d.lgs. 267/2000)", None),
            ("Da concludere entro il 31/12/2027", None),
        ] {
            assert_eq!(period_within(text).map(|range| &text[range]), wanted, "{text}");
        }
    }
}
