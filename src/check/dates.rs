//! Dates within texts: impossible ones, and deadlines outside their period.

use super::tokens::{Token, tokens};
use super::{Basis, texts_of, with_places};
use crate::diag::{Code, Diagnostic};
use crate::italian::months::month_number;
use crate::italian::plural::enumeration;
use crate::italian::years::parse_year;
use crate::model::{Period, Text};
use chrono::NaiveDate;
use std::ops::Range;

/// Date of a text, perhaps without day, month or year.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TextDate {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<u16>,
    range: Range<usize>,
    /// Number of words that it takes.
    words: usize,
}

impl TextDate {
    /// Returns `true` if the calendar has the date; without a year, if a leap year has it.
    fn exists(&self) -> bool {
        let year = i32::from(self.year.unwrap_or(2000));
        NaiveDate::from_ymd_opt(year, self.month.unwrap_or(1), self.day.unwrap_or(1)).is_some()
    }
}

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let plan = basis.plan;
    let around = plan.premise.iter().chain(&plan.closing).map(|text| (None, text));
    let rows = plan.objectives.iter().flat_map(|objective| {
        let period = Some(&plan.periods[objective.period]);
        texts_of(objective).map(move |text| (period, text))
    });
    around.chain(rows).flat_map(|(period, text)| check_text(basis, period, text)).collect()
}

fn check_text(basis: &Basis, period: Option<&Period>, text: &Text) -> Vec<Diagnostic> {
    let reader = DateReader { text: &text.value, words: tokens(&text.value) };
    let mut findings = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        let date = reader.date(at);
        if let Some(date) = date.as_ref().filter(|date| !date.exists()) {
            findings.push(impossible(basis, text, date));
        }
        // An impossible date has its finding already; its year is a guess.
        let deadline = reader.deadline(at).filter(TextDate::exists);
        findings.extend(deadline.and_then(|date| outside(basis, period?, text, &date)));
        at += date.map_or(1, |date| date.words);
    }
    findings
}

fn impossible(basis: &Basis, text: &Text, date: &TextDate) -> Diagnostic {
    let words = &text.value[date.range.clone()];
    let span = basis.place(text, date.range.clone());
    Diagnostic::new(Code::ImpossibleDate, span, format!("La data «{words}» non esiste."))
        .hint("Controllare il giorno e il mese e scrivere la data giusta.")
}

fn outside(basis: &Basis, period: &Period, text: &Text, date: &TextDate) -> Option<Diagnostic> {
    let year = date.year?;
    // A period of the plan's own words («a regime») has no years that a deadline could miss.
    if period.years.is_empty() || period.years.contains(&year) {
        return None;
    }
    let years: Vec<String> = period.years.iter().map(u16::to_string).collect();
    let message = format!(
        "La scadenza «{}» cade nel {year}, ma l'obiettivo è nel periodo «{}».",
        &text.value[date.range.clone()],
        period.words().trim()
    );
    let finding = Diagnostic::new(
        Code::DeadlineOutsidePeriod,
        basis.place(text, date.range.clone()),
        message,
    );
    let places = period.label.iter().map(|label| label.span);
    Some(
        with_places(finding, places, &format!("anni: {}", enumeration(&years))).hint(
            "Correggere la scadenza, oppure spostare l'obiettivo nel periodo a cui appartiene.",
        ),
    )
}

struct DateReader<'t> {
    text: &'t str,
    words: Vec<Token<'t>>,
}

impl DateReader<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |t| t.folded.as_ref())
    }

    /// Returns the characters between word `at` and the next.
    fn after(&self, at: usize) -> &str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(word), Some(next)) => &self.text[word.range.end..next.range.start],
            (Some(word), None) => &self.text[word.range.end..],
            _ => "",
        }
    }

    fn written(
        &self,
        at: usize,
        words: usize,
        parts: (Option<u32>, Option<u32>, Option<u16>),
    ) -> TextDate {
        let (day, month, year) = parts;
        let range = self.words[at].range.start..self.words[at + words - 1].range.end;
        TextDate { day, month, year, range, words }
    }

    /// Reads a date with a day that begins at word `at`.
    fn date(&self, at: usize) -> Option<TextDate> {
        self.figures(at).or_else(|| self.day_and_month(at))
    }

    /// Reads a date in figures: «31.12.2020», «31/12/2020», «31-12-20», «2020-12-31»; no part of a longer number, and
    /// no number of a document («prot. 31/2/2020»).
    fn figures(&self, at: usize) -> Option<TextDate> {
        let mark = self.after(at);
        let marks = [".", "/", "-"];
        let before = if at > 0 { self.after(at - 1) } else { "" };
        let figure_before = at > 0 && self.word(at - 1).ends_with(|c: char| c.is_ascii_digit());
        let figure_after = self.word(at + 3).starts_with(|c: char| c.is_ascii_digit());
        // «1.31.12.2020» is the number of a section, «192.168.1.10» an address.
        let part_of_more = (figure_before && marks.contains(&before))
            || (figure_after && marks.contains(&self.after(at + 2)));
        let separated = marks.contains(&mark) && self.after(at + 1) == mark;
        if !separated || part_of_more || (at > 0 && is_reference(self.word(at - 1))) {
            return None;
        }
        let [first, second, third] = [0, 1, 2].map(|i| self.word(at + i));
        let (day, month, year) = match (parse_year(first), parse_year(third)) {
            // ISO 8601; other marks with the year first are numbers of acts («2020/31/2»).
            (Some(year), _) if mark == "-" => (number(third, 2)?, number(second, 2)?, year),
            (_, Some(year)) => (number(first, 2)?, number(second, 2)?, year),
            _ => short_year(first, second, third)?,
        };
        Some(self.written(at, 3, (Some(day), Some(month), Some(year))))
    }

    /// Reads a date with the name of its month: «31 dicembre», «1° marzo 2021», «30 giugno dell'anno 2021».
    fn day_and_month(&self, at: usize) -> Option<TextDate> {
        // Folding turns the «º» of «1º» into an «o».
        let day = number(self.word(at).trim_end_matches('o'), 2)?;
        let spaced = self.after(at).chars().all(|c| c.is_whitespace() || c == '°');
        let month = month_number(self.word(at + 1)).filter(|_| spaced)?;
        let (year, more) = self.year_after(at + 1);
        Some(self.written(at, 2 + more, (Some(day), Some(month), year)))
    }

    /// Reads the year after a month at word `at`, and the number of words that it takes.
    fn year_after(&self, at: usize) -> (Option<u16>, usize) {
        let mut more = 1;
        // «del», «dell'» and «anno» at most: a year further on belongs to another phrase.
        while more < 4 && matches!(self.word(at + more), "del" | "dell" | "anno") {
            more += 1;
        }
        match parse_year(self.word(at + more)) {
            Some(year) if !self.is_range(at + more) => (Some(year), more),
            _ => (None, 0),
        }
    }

    /// Returns `true` for a range of years («2020/2021»), of which neither is meant alone.
    fn is_range(&self, at: usize) -> bool {
        let next = self.word(at + 1).starts_with(|c: char| c.is_ascii_digit());
        next && ["/", "-", "–"].contains(&self.after(at).trim())
    }

    /// Reads the deadline whose «entro» is word `at`: «entro il 31.12.2020»,
    /// «entro e non oltre il 30 giugno 2021», «entro dicembre 2020», «entro il 2020».
    fn deadline(&self, at: usize) -> Option<TextDate> {
        const FILLERS: &[&str] = &[
            "anno",
            "data",
            "del",
            "dell",
            "della",
            "di",
            "e",
            "fine",
            "giorno",
            "il",
            "inderogabilmente",
            "l",
            "la",
            "mese",
            "non",
            "oltre",
            "termine",
        ];
        if !self.is_limit(at) {
            return None;
        }
        let mut at = at + 1;
        while FILLERS.contains(&self.word(at)) {
            at += 1;
        }
        let month_alone = || {
            let month = month_number(self.word(at))?;
            let (year, more) = self.year_after(at);
            Some(self.written(at, 1 + more, (None, Some(month), Some(year?))))
        };
        let year_alone = || {
            let year = parse_year(self.word(at)).filter(|_| !self.is_range(at))?;
            Some(self.written(at, 1, (None, None, Some(year))))
        };
        let part_of_year = || {
            let part = at + usize::from(ORDINALS.contains(&self.word(at)));
            let (year, more) = self.year_after(PARTS.contains(&self.word(part)).then_some(part)?);
            Some(self.written(at, part - at + 1 + more, (None, None, Some(year?))))
        };
        // From the most precise form to the least, as each begins like a longer one.
        self.date(at).or_else(month_alone).or_else(part_of_year).or_else(year_alone)
    }

    /// Returns `true` for «entro», and for the «oltre» of a «non oltre» without an «entro».
    fn is_limit(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |i| self.word(i));
        match self.word(at) {
            "entro" => true,
            "oltre" => before(1) == "non" && before(2) != "entro" && before(3) != "entro",
            _ => false,
        }
    }
}

/// Parts of a year: «il primo semestre 2026».
const PARTS: &[&str] = &["bimestre", "quadrimestre", "semestre", "trimestre"];
const ORDINALS: &[&str] = &[
    "1", "1o", "2", "2o", "3", "3o", "4", "4o", "i", "ii", "iii", "iv", "primo", "quarto",
    "secondo", "terzo", "ultimo",
];

/// Returns `true` for words before the number of a document or of a part of one.
fn is_reference(word: &str) -> bool {
    const REFERENCES: &[&str] = &[
        "art",
        "articolo",
        "capitolo",
        "comma",
        "n",
        "nn",
        "nota",
        "nr",
        "num",
        "numero",
        "par",
        "paragrafo",
        "prot",
        "protocollo",
        "punto",
        "rep",
        "versione",
    ];
    REFERENCES.contains(&word)
}

/// Reads a date with a year of two figures («31/12/26»).
fn short_year(day: &str, month: &str, year: &str) -> Option<(u32, u32, u16)> {
    // Other groups of three small numbers are versions or paragraphs («1.2.3»).
    let two = [day, month, year].iter().all(|part| part.len() == 2);
    let (day, month, year) = (number(day, 2)?, number(month, 2)?, number(year, 2)?);
    let fits = two && (1..=31).contains(&day) && (1..=12).contains(&month);
    Some((day, month, 2000 + u16::try_from(year).ok()?)).filter(|_| fits)
}

fn number(word: &str, digits: usize) -> Option<u32> {
    let fits = (1..=digits).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|_| fits)
}
