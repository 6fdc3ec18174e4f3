//! Lines that name an area, alone or with its period and the person who leads it.

use super::area_parts::{AreaParts, names_by_word, parts_by_signs};
use super::line_signs::{SIGNS, segments, trimmed};
use super::period_lines::{is_period, period_within};
use super::period_phrases::ties_year;
use super::word_forms::{is_listed, is_small, words};
use crate::source::offset_in;
use crate::text::fold;
use std::ops::Range;

/// First words of the names of areas.
const AREA_WORDS: [&str; 6] =
    ["area", "settore", "ripartizione", "direzione", "dipartimento", "aree"];

/// Second words of areas of policy.
const POLICIES: &str = "strategica strategiche tematica tematiche prioritaria";

/// First words behind «Area» of what is no unit: of work, and of the classes of a contract, «Area degli
/// Istruttori».
const NO_UNITS: &str = "funzionari intervento istruttori miglioramento operatori rischio";

/// First words of what goes on, if not an area.
const CONTINUING: &str =
    "tabella elenco pagina pag da dalla a alla dal obiettivi obiettivo allegato";
/// Words that say that an area goes on, on another page.
const CONTINUED: &str = "segue continua";

/// Returns the range of the name in «segue AREA TECNICA», «AREA TECNICA (segue)»; `None` for any
/// other line.
pub(super) fn continued(text: &str) -> Option<Range<usize>> {
    let is_sign = |c: char| c.is_whitespace() || c == ')' || SIGNS.contains(c);
    let marked = |word: &str| is_listed(CONTINUED, &fold(word.trim_matches(is_sign)));
    let (first, last) = (text.split_whitespace().next()?, text.split_whitespace().next_back()?);
    let (start, end) = if marked(first) {
        (offset_in(text, first) + first.len(), text.len())
    } else if marked(last) {
        (0, offset_in(text, last))
    } else {
        return None;
    };
    let rest = &text[start..end];
    let name = rest.trim_matches(is_sign);
    let at = offset_in(text, name);
    // «segue tabella» names the table, and no area.
    let is_named = !name.is_empty() && !is_listed(CONTINUING, &words(name).first()?.clone());
    is_named.then(|| at..at + name.len())
}

/// Returns `true` for the name of an area that says so: «AREA TECNICA».
pub(super) fn names_area(text: &str) -> bool {
    begins_area(text) && words(text).first().is_none_or(|first| first != "aree")
}

/// Returns `true` if a name begins as areas do; so does «AREASERVIZI», its space lost.
pub(super) fn begins_area(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    // «Area strategica: Città sostenibile» is what objectives serve.
    let is_of_policy = words.get(1).is_some_and(|second| is_listed(POLICIES, second));
    let is_no_unit = words
        .iter()
        .skip(1)
        .find(|word| !is_small(word))
        .is_some_and(|named| words.len() > 2 && is_listed(NO_UNITS, named));
    if is_of_policy && text.contains(':') || is_no_unit {
        return false;
    }
    // More than six letters: «areale» begins so too, but is a word of its own.
    AREA_WORDS.contains(&first) || first.starts_with("area") && first.len() > 6
}

/// Returns `true` for the word of an area without a name: «Area», «SETTORE».
pub(super) fn is_unnamed_area(words: &[String]) -> bool {
    const UNITS: &str = "servizio servizi struttura ufficio uffici unita";
    matches!(words, [only] if AREA_WORDS.contains(&only.as_str()) || is_listed(UNITS, only))
}

/// Returns the range of the area in the label of an office: «Responsabile dell'Area Tecnica: »;
/// `None` if it names no area.
pub(super) fn area_of_office(label: &str) -> Option<Range<usize>> {
    let starts = label.char_indices().filter(|(_, c)| c.is_whitespace() || "'’".contains(*c));
    let mut starts = starts.map(|(at, c)| at + c.len_utf8());
    let start = starts.find(|at| begins_area(&label[*at..]))?;
    let name = trimmed(&label[start..]);
    let name = start + name.start..start + name.end;
    let second = words(&label[name.clone()]).into_iter().nth(1)?;
    // «Responsabile Area P.O.» says which office it is.
    (second.len() > 1).then_some(name)
}

/// Returns the parts of a line with an area and, behind a sign, its period, its manager, or both.
pub(super) fn area_parts(text: &str) -> Option<AreaParts> {
    if !begins_area(text) {
        return parts_behind_period(text);
    }
    let label = end_of_label(text);
    let blank = AreaParts { area: trimmed(text), ..AreaParts::default() };
    let without_sign = || {
        let (area, period) = period_at_end(text)?;
        Some(AreaParts { area, period: Some(period), ..AreaParts::default() })
    };
    let stated = parts_by_signs(text).or_else(without_sign);
    let mut parts = stated.or((label > 0).then_some(blank))?;
    // «AREA: Tecnica» names the area as two cells would.
    if label > parts.area.start && label < parts.area.end {
        let name = trimmed(&text[label..parts.area.end]);
        parts.area = label + name.start..label + name.end;
    }
    Some(parts)
}

/// Returns the parts of «ANNO 2026 – AREA TECNICA».
fn parts_behind_period(text: &str) -> Option<AreaParts> {
    let mut parts = segments(text, 0..text.len()).into_iter();
    let (period, area) = parts.next().zip(parts.next())?;
    let rest = &text[area.start..];
    let spelled = words(&text[period.clone()]);
    // «OBIETTIVI 2026 – AREA TECNICA» is a title.
    let says_title = spelled.first().is_some_and(|first| first.starts_with("obiettiv"));
    let is_behind = begins_area(rest) && is_period(&spelled) && !says_title;
    is_behind.then(|| {
        let whole = || AreaParts { area: trimmed(rest), ..AreaParts::default() };
        let found = area_parts(rest).unwrap_or_else(whole).shifted(area.start);
        AreaParts { period: found.period.clone().or(Some(period)), ..found }
    })
}

/// Returns the offset behind «Area:», one word and a colon before a value; 0 without them.
fn end_of_label(text: &str) -> usize {
    let Some((label, value)) = text.split_once(':') else { return 0 };
    let is_label = words(label).len() == 1 && !value.trim().is_empty();
    if is_label { label.len() + 1 } else { 0 }
}

/// Returns the ranges of a name of several words, or one that is no word of areas, and of the period
/// that it ends with: «Area Tecnica 2025», but not «Area Tecnica – Bilancio 2025».
pub(super) fn period_at_end(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let period = period_within(text).filter(|period| period.end == text.trim_end().len())?;
    let area = trimmed(&text[..period.start]);
    let name = words(&text[area.clone()]);
    let names_area = match name.as_slice() {
        [] => false,
        [only] => !AREA_WORDS.contains(&only.as_str()),
        _ => true,
    };
    let before = &text[..period.start];
    let is_period = before.ends_with(char::is_whitespace) && !ties_year(before, names_by_word);
    (names_area && is_period).then_some((area, period))
}
