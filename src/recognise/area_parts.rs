//! Parts of a line that names an area, or who leads it: period, manager, further facts.

use super::area_lines::begins_area;
use super::line_signs::{SIGNS, segments, trimmed};
use super::part_meanings::{PartMeaning, fact, is_in_date, meaning, trimmed_in, value_of};
use super::period_lines::{is_period, period_within};
use super::period_phrases::{is_tenure, stands_apart};
use super::persons::{
    is_bare_person, may_be_person, name_of_leader, name_of_officer, name_with_title,
};
use super::word_forms::{has_year, words};
use std::ops::Range;

/// Parts of a line that names an area and more: ranges of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AreaParts {
    /// Name of the area; blank if the line only names who leads it.
    pub area: Range<usize>,
    /// Period; `None` if the line names none.
    pub period: Option<Range<usize>>,
    /// Name of the person who leads the area; `None` if the line names none.
    pub manager: Option<Range<usize>>,
    /// Labels and values of further fields: «Assessore Bianchi», «CdC 12».
    pub facts: Vec<(Range<usize>, Range<usize>)>,
    /// Parts of which nothing says what they are.
    pub rest: Vec<Range<usize>>,
    /// `true` if no word says that the manager leads the area, «AREA TECNICA – Rossi Mario».
    pub is_guessed: bool,
    /// Part of the name that may be a person instead, «AREA TECNICA – Hoxha Arben».
    pub unsure: Option<Range<usize>>,
}

impl AreaParts {
    /// Returns the parts as ranges of a text that begins `by` bytes before.
    pub(crate) fn shifted(self, by: usize) -> Self {
        let moved = |range: Range<usize>| range.start + by..range.end + by;
        AreaParts {
            area: moved(self.area),
            period: self.period.map(moved),
            manager: self.manager.map(moved),
            facts: self.facts.into_iter().map(|(l, v)| (moved(l), moved(v))).collect(),
            rest: self.rest.into_iter().map(moved).collect(),
            is_guessed: self.is_guessed,
            unsure: self.unsure.map(moved),
        }
    }

    fn is_more(&self) -> bool {
        self.period.is_some()
            || self.manager.is_some()
            || !self.facts.is_empty()
            || self.unsure.is_some()
            || !self.rest.is_empty()
    }

    /// Adds the manager whose name begins a range, and what stands behind.
    fn add_manager(&mut self, text: &str, name: Range<usize>) {
        let (name, behind) = name_and_facts(text, name);
        let (name, period) = person_and_period(text, name);
        let end = period.as_ref().map_or(behind, |period| period.end.max(behind));
        self.period = self.period.take().or(period);
        self.manager = Some(name);
        self.add_behind(text, end..text.len());
    }

    /// Adds the parts behind the name of the manager.
    fn add_behind(&mut self, text: &str, behind: Range<usize>) {
        for part in segments(text, behind) {
            match meaning(text, &part) {
                // «ing. Riva (dal 01/01/2024 al 31/12/2026)» is the time of the office.
                _ if is_tenure(&text[part.clone()]) => {
                    let is_in_brackets = self.is_in_brackets(text, &part);
                    self.extend_manager(part.end + usize::from(is_in_brackets));
                }
                PartMeaning::Period(period) if self.period.is_none() => self.period = Some(period),
                PartMeaning::Fact(label, value) => self.facts.push((label, value)),
                PartMeaning::Manager(name) if self.manager.is_none() => self.manager = Some(name),
                // «ing. Riva (ad interim)» and «ing. Riva – geom. Po» are what the office wrote.
                PartMeaning::Manager(_) | PartMeaning::Person if self.rest.is_empty() => {
                    self.extend_manager(part.end);
                }
                PartMeaning::Unknown if self.is_in_brackets(text, &part) => {
                    self.extend_manager(part.end + 1);
                }
                _ if begins_area(&text[part.clone()]) && self.area.is_empty() => self.area = part,
                _ => self.rest.push(part),
            }
        }
    }

    fn extend_manager(&mut self, end: usize) {
        if let Some(manager) = &mut self.manager {
            manager.end = end;
        }
    }

    /// Returns `true` if a part stands in brackets right behind the manager.
    fn is_in_brackets(&self, text: &str, part: &Range<usize>) -> bool {
        let Some(manager) = &self.manager else { return false };
        manager.end < part.start
            && text[manager.end..part.start].trim() == "("
            && text[part.end..].starts_with(')')
    }

    /// Takes the parts behind the name out of the area.
    fn narrow_area(&mut self, text: &str) {
        let mut parts = segments(text, self.area.clone()).into_iter();
        let Some(first) = parts.next() else { return };
        let mut end = first.end;
        // Behind what is known, other parts belong to no name.
        let mut is_open = true;
        for part in parts {
            match meaning(text, &part) {
                PartMeaning::Period(period) if self.period.is_none() => self.period = Some(period),
                PartMeaning::Fact(label, value) => self.facts.push((label, value)),
                PartMeaning::Person if self.manager.is_none() => {
                    self.manager = Some(part);
                    self.is_guessed = true;
                }
                _ if is_open && !states_weight(&text[part.clone()]) => {
                    end = part.end;
                    continue;
                }
                _ => self.rest.push(part),
            }
            is_open = false;
        }
        let last = segments(text, self.area.start..end).into_iter().skip(1).next_back();
        self.unsure = last.filter(|part| {
            let before = &text[self.area.start..part.start];
            self.manager.is_none() && names_by_word(before) && may_be_person(&text[part.clone()])
        });
        self.area = trimmed_in(text, self.area.start..end);
        // «AREA TECNICA: Rossi Mario»
        if self.manager.is_none()
            && begins_area(text)
            && let Some(colon) = text[self.area.clone()].find(':')
            && let name = trimmed_in(text, self.area.start + colon + 1..self.area.end)
            && is_bare_person(text[name.clone()].trim())
        {
            self.area = trimmed_in(text, self.area.start..self.area.start + colon);
            let blanks = text[name.clone()].len() - text[name.clone()].trim_start().len();
            self.manager = Some(name.start + blanks..name.end);
            self.is_guessed = true;
        }
    }
}

/// Returns `true` for the weight of an area: «peso 60%».
fn states_weight(part: &str) -> bool {
    let is_weight = |word: &String| matches!(word.as_str(), "peso" | "pesatura");
    words(part).first().is_some_and(is_weight) && part.contains(|c: char| c.is_ascii_digit())
}

/// Returns `true` for the name of an area that begins so and is more than a number: behind «SETTORE
/// II» stands its name.
pub(super) fn names_by_word(text: &str) -> bool {
    let is_number = |word: &String| {
        word.bytes().all(|b| b.is_ascii_digit()) || word.bytes().all(|b| b"ivxl".contains(&b))
    };
    begins_area(text) && words(text).iter().skip(1).any(|word| word.len() > 1 && !is_number(word))
}

/// Returns the parts of a line that begins with the name of an area, whatever its words.
pub(super) fn parts_by_signs(text: &str) -> Option<AreaParts> {
    let (before, manager) = match manager_behind(text) {
        Some((end, name)) => (&text[..end], Some(name)),
        None => (text, None),
    };
    let (area, period) = match area_and_period(before) {
        Some((area, period)) => (area, Some(period)),
        None => (trimmed(before), None),
    };
    let mut parts = AreaParts { area, period, ..AreaParts::default() };
    if let Some(name) = manager {
        parts.add_manager(text, name);
    }
    parts.narrow_area(text);
    (parts.is_more() && !parts.area.is_empty()).then_some(parts)
}

/// Returns the parts of a line that begins with who leads an area, and goes on behind a sign:
/// «Responsabile: ing. Riva – Assessore Bianchi».
pub(super) fn parts_of_leader(text: &str) -> Option<AreaParts> {
    let mut parts = segments(text, 0..text.len()).into_iter();
    let first = parts.next()?;
    let name = name_of_leader(&text[first.clone()], false)?;
    let mut found = AreaParts::default();
    found.add_manager(text, first.start + name.start..first.start + name.end);
    Some(found)
}

/// Splits the name of a person from the period behind it: «Ing. Riva   ANNO: 2025».
fn person_and_period(text: &str, name: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let signs = text[name.clone()].char_indices();
    let mut signs = signs.filter(|(_, c)| c.is_whitespace() || SIGNS.contains(*c));
    let found = signs.find_map(|(at, sign)| {
        let start = name.start + at + sign.len_utf8();
        let after = &text[start..name.end];
        let is_whole = has_year(after) && is_period(&words(after));
        let is_apart = stands_apart(&text[name.start..start], after);
        (is_whole && is_apart && !is_in_date(text, name.start + at, start))
            .then(|| (name.start + at, value_of(text, start..name.end)))
    });
    match found {
        Some((end, period)) => (trimmed_in(text, name.start..end), Some(period)),
        None => (name, None),
    }
}

/// Finds a manager behind another text: returns the end of that text, and the range of the name.
fn manager_behind(text: &str) -> Option<(usize, Range<usize>)> {
    segments(text, 0..text.len()).into_iter().find_map(|part| manager_in(text, part))
}

/// Finds a manager in a part of a line, behind other words of it unless the part is the first.
fn manager_in(text: &str, part: Range<usize>) -> Option<(usize, Range<usize>)> {
    let first = words(&text[part.clone()]).into_iter().next()?;
    let is_behind = part.start > 0;
    // «Assessore ing. Bianchi» leads no area.
    if is_behind
        && name_of_leader(&text[part.clone()], true).is_none()
        && fact(&text[part.clone()], &first).is_some()
    {
        return None;
    }
    let inner = text[part.clone()].char_indices();
    let inner = inner.filter(|(_, c)| c.is_whitespace() || SIGNS.contains(*c));
    let inner = inner.map(|(at, c)| (part.start + at, part.start + at + c.len_utf8()));
    let own = is_behind.then_some((part.start, part.start));
    own.into_iter().chain(inner).find_map(|(at, start)| {
        let own = &text[start..part.end];
        let is_apart = text[..start].trim_end().ends_with(|c: char| SIGNS.contains(c) || c == ')');
        let name = name_of_leader(own, is_apart)
            .or_else(|| name_with_title(own).filter(|_| is_apart || is_titled(own)))
            .or_else(|| name_of_officer(own).filter(|_| is_apart))?;
        Some((at, start + name.start..start + name.end))
    })
}

/// Splits the name of a person from a further field behind a comma: «ing. Riva, Assessore Bianchi»,
/// whereas other persons belong to it.
fn name_and_facts(text: &str, name: Range<usize>) -> (Range<usize>, usize) {
    let commas = text[name.clone()].match_indices(',').map(|(at, _)| name.start + at);
    let mut behind = commas.filter(|at| {
        let rest = text[at + 1..name.end].trim();
        words(rest).first().is_some_and(|first| fact(rest, first).is_some())
    });
    match behind.next() {
        Some(at) => (trimmed_in(text, name.start..at), at + 1),
        None => (name.clone(), name.end),
    }
}

/// Returns `true` if a text begins with the title of a person, shortened: «ing. Riva».
fn is_titled(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|title| title.contains('.'))
}

/// Returns the ranges of an area and of the period behind it, which a sign separates.
fn area_and_period(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let signs = text.char_indices().filter(|(_, c)| SIGNS.contains(*c));
    for (at, sign) in signs {
        let after = &text[at + sign.len_utf8()..];
        // Between figures, «12-01-2025», a sign separates the parts of a date.
        if is_in_date(text, at, at + sign.len_utf8()) {
            continue;
        }
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
        let from = at + sign.len_utf8();
        // «OBIETTIVI 2026» is a title that says the year.
        let says_title = words(after).first().is_some_and(|first| first.starts_with("obiettiv"));
        let stated = period_within(after).filter(|_| says_title);
        let period = match stated {
            Some(period) => from + period.start..from + period.end,
            None => value_of(text, from..text.len()),
        };
        return Some((start..start + before.len(), period));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::lone_line::{LoneLine, lone_line};

    /// Returns area, period, manager, facts and rest of a line, each as it stands.
    fn parts(text: &str) -> String {
        let (LoneLine::AreaWith(parts) | LoneLine::NameWith(parts) | LoneLine::ManagerWith(parts)) =
            lone_line(text)
        else {
            return format!("{:?}", lone_line(text));
        };
        let part = |range: &Range<usize>| text[range.clone()].to_owned();
        let optional = |range: &Option<Range<usize>>| range.as_ref().map_or(String::new(), part);
        let facts: Vec<_> =
            parts.facts.iter().map(|(l, v)| format!("{}={}", part(l), part(v))).collect();
        let rest: Vec<_> = parts.rest.iter().map(part).collect();
        let sign = if parts.is_guessed { "?" } else { "" };
        let (period, manager) = (optional(&parts.period), optional(&parts.manager));
        [part(&parts.area), period, manager + sign, facts.join(" "), rest.join(" ")].join("/")
    }

    #[test]
    fn each_part_of_a_line_is_what_it_says() {
        for (text, wanted) in [
            ("AREA TECNICA – cap. 12", "AREA TECNICA///cap.=12/"),
            (
                "AREA TECNICA – Resp. ing. Rossi – Assessore Bianchi – CdC 12",
                "AREA TECNICA//ing. Rossi/Assessore=Bianchi CdC=12/",
            ),
            (
                "AREA TECNICA – Assessore ing. Bianchi – Resp. ing. Rossi",
                "AREA TECNICA//ing. Rossi/Assessore=ing. Bianchi/",
            ),
            (
                "AREA TECNICA | Responsabile: ing. Rossi | Assessore: Bianchi",
                "AREA TECNICA//ing. Rossi/Assessore=Bianchi/",
            ),
            (
                "AREA TECNICA – Responsabile ing. Mario Rossi, Assessore Bianchi",
                "AREA TECNICA//ing. Mario Rossi/Assessore=Bianchi/",
            ),
            ("AREA TECNICA – Centro di costo: 12", "AREA TECNICA///Centro di costo=12/"),
            ("AREA TECNICA (Resp. Sindaco pro tempore)", "AREA TECNICA//Sindaco pro tempore//"),
            ("AREA TECNICA - Resp. Sindaco", "AREA TECNICA//Sindaco//"),
            ("AREA TECNICA (Sindaco)", "AREA TECNICA//Sindaco?//"),
            (
                "AREA TECNICA – Responsabile: ing. Rossi (fino al 30/06/2025)",
                "AREA TECNICA//ing. Rossi (fino al 30/06/2025)//",
            ),
            ("AREA TECNICA – Dirigente: Rossi – PEG 2025", "AREA TECNICA//Rossi//PEG 2025"),
            (
                "AREA TECNICA – Segretario comunale dott. Neri",
                "AREA TECNICA//Segretario comunale dott. Neri//",
            ),
            ("AREA TECNICA – Ing.Mario Rossi", "AREA TECNICA//Ing.Mario Rossi//"),
            ("AREA TECNICA – P.E. Rossi Mario", "AREA TECNICA//Rossi Mario//"),
            ("AREA TECNICA – E.Q. Rossi", "AREA TECNICA//Rossi//"),
            ("AREA TECNICA – P. Rossi", "Area"),
            ("AREA TECNICA – Rossi M.", "AREA TECNICA//Rossi M.?//"),
            ("AREA TECNICA – Hoxha Arben", "AREA TECNICA – Hoxha Arben////"),
            ("SETTORE II – Hoxha Arben", "Area"),
            ("AREA TECNICA: Rossi Mario", "AREA TECNICA//Rossi Mario?//"),
            (
                "AREA TECNICA – Responsabile ad interim dott. Neri",
                "AREA TECNICA//ad interim dott. Neri//",
            ),
            ("AREA TECNICA – Capo settore Rossi Mario", "AREA TECNICA//Capo settore Rossi Mario//"),
            ("AREA TECNICA ing. Rossi", "AREA TECNICA//ing. Rossi//"),
            ("AREA TECNICA – Rossi Mario", "AREA TECNICA//Rossi Mario?//"),
            ("AREA TECNICA – ROSSI MARIO – CdC 4", "AREA TECNICA//ROSSI MARIO?/CdC=4/"),
            ("AREA TECNICA – dott.ssa Po – ANNO 2025", "AREA TECNICA/ANNO 2025/dott.ssa Po//"),
            ("AREA TECNICA – ANNO 2025 – CdC 12", "AREA TECNICA/ANNO 2025//CdC=12/"),
            ("AREA TECNICA - Lavori Pubblici", "Area"),
            ("SETTORE 1 – Servizi Sociali – dott. Po", "SETTORE 1 – Servizi Sociali//dott. Po//"),
            ("Servizi demografici – Rossi Mario", "Servizi demografici//Rossi Mario?//"),
            ("Responsabile: Rossi Mario – AREA TECNICA", "AREA TECNICA//Rossi Mario//"),
            ("Responsabile: ing. Rossi – Assessore: Bianchi", "//ing. Rossi/Assessore=Bianchi/"),
        ] {
            assert_eq!(parts(text), wanted, "{text}");
        }
    }
}
