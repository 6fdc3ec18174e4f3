//! Meanings of the parts of a line, and of cells beside the name of an area: period, person, fact.

use super::area_lines::begins_area;
use super::labels::{labelled, numbered_label};
use super::line_signs::{SIGNS, trimmed};
use super::lone_line::LoneLine;
use super::period_lines::is_period;
use super::persons::{
    has_honorific, is_bare_person, is_office_alone, name_of_leader, name_of_officer,
    name_with_title,
};
use super::word_forms::{has_year, is_listed, words};
use std::ops::Range;

/// Words before the name of a person who leads no area, but answers for it in the council.
const POLITICIANS: &str =
    "assessore assessora assessorato assessori consigliere consigliera delegato delegata referente";

/// Meaning of a part behind a sign.
pub(super) enum PartMeaning {
    Period(Range<usize>),
    Fact(Range<usize>, Range<usize>),
    /// Person with a title, or behind the words of an office.
    Manager(Range<usize>),
    /// Person or office, which no other word says to lead the area.
    Person,
    Unknown,
}

/// Meaning of a cell beside the name of an area.
pub(super) enum MeaningBeside {
    /// Person or office that leads it: bytes of the name.
    Manager(Range<usize>),
    /// Label and value of a further field.
    Fact(Range<usize>, Range<usize>),
}

/// Returns the meaning of a cell beside the name of an area; `None` if it says nothing of it.
pub(super) fn meaning_beside(text: &str) -> Option<MeaningBeside> {
    let whole = trimmed(text);
    match meaning(text, &whole) {
        PartMeaning::Manager(name) => Some(MeaningBeside::Manager(name)),
        PartMeaning::Person => Some(MeaningBeside::Manager(whole)),
        PartMeaning::Fact(label, value) => Some(MeaningBeside::Fact(label, value)),
        PartMeaning::Period(_) | PartMeaning::Unknown => None,
    }
}

/// Returns the meaning of a part of a line.
pub(super) fn meaning(text: &str, part: &Range<usize>) -> PartMeaning {
    let own = &text[part.clone()];
    let moved = |range: Range<usize>| part.start + range.start..part.start + range.end;
    let spelled = words(own);
    let first = spelled.first().map_or("", String::as_str);
    if has_year(own) && is_period(&spelled) {
        return PartMeaning::Period(value_of(text, part.clone()));
    }
    if let Some(name) = name_of_leader(own, true) {
        return PartMeaning::Manager(moved(name));
    }
    if let Some((label, value)) = fact(own, first) {
        return PartMeaning::Fact(moved(label), moved(value));
    }
    if let Some(name) = name_with_title(own).or_else(|| name_of_officer(own)) {
        return PartMeaning::Manager(moved(name));
    }
    if is_bare_person(own) || is_office_alone(own) {
        return PartMeaning::Person;
    }
    PartMeaning::Unknown
}

/// Returns label and value of «Assessore: Bianchi», «Assessore Bianchi», «CdC 12».
pub(super) fn fact(text: &str, first: &str) -> Option<(Range<usize>, Range<usize>)> {
    let is_other = |label: &Range<usize>| !begins_area(&text[label.clone()]);
    if let Some((label, value)) = labelled(text, first).filter(|(label, _)| is_other(label)) {
        return Some((label, value));
    }
    if let Some(LoneLine::Labelled(label, value)) = numbered_label(text) {
        return Some((label, value));
    }
    let label = text.split_whitespace().next().filter(|_| is_listed(POLITICIANS, first))?;
    let value = trimmed(&text[label.len()..]);
    let value = label.len() + value.start..label.len() + value.end;
    let name = &text[value.clone()];
    let is_name = name.starts_with(char::is_uppercase) || has_honorific(name);
    is_name.then_some((0..label.len(), value))
}

/// Returns `true` if a sign stands between figures, as those of a date do.
pub(super) fn is_in_date(text: &str, at: usize, after: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_ascii_digit())
        && text[after..].starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the range of a period without the label before it: «2025» in «ANNO: 2025».
pub(super) fn value_of(text: &str, period: Range<usize>) -> Range<usize> {
    let label = text[period.clone()].rfind(':').map_or(0, |at| at + 1);
    let stated = &text[period.start + label..period.end];
    let start = period.end
        - stated.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(c)).len();
    trimmed_in(text, start..period.end)
}

/// Returns a range without the blanks and signs at its ends.
pub(super) fn trimmed_in(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = trimmed(&text[range.clone()]);
    range.start + inner.start..range.start + inner.end
}
