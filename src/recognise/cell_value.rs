//! Values of cells in the plan's notation: weights without unit, titles of cross-cutting
//! objectives, letters of kinds.

use super::word_forms::{letters, words};
use crate::raw::Words;
use crate::source::Span;
pub(super) use crate::source::slice;
use std::ops::Range;

/// Unit that the cell of a weight states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellUnit {
    /// None.
    Bare,
    /// Percentage.
    Percent,
    /// Points.
    Points,
}

/// Spellings of units behind a number.
const UNITS: [(&str, CellUnit); 10] = [
    ("/100", CellUnit::Percent),
    ("su 100", CellUnit::Percent),
    ("%", CellUnit::Percent),
    ("per cento", CellUnit::Percent),
    ("percento", CellUnit::Percent),
    ("punti", CellUnit::Points),
    ("punto", CellUnit::Points),
    ("pti", CellUnit::Points),
    ("pt.", CellUnit::Points),
    ("pt", CellUnit::Points),
];

/// Returns a weight without its unit; a cell that is no number stays as it is.
pub(super) fn weight(cell: &Words) -> (Words, CellUnit) {
    let text = cell.value.trim();
    if let Some(number) = ungrouped(text) {
        return (Words::new(number, cell.span), CellUnit::Bare);
    }
    let lower = text.to_lowercase().replace("/ 100", "/100");
    for (word, unit) in UNITS {
        let Some(number) = lower.strip_suffix(word).map(str::trim_end) else { continue };
        // «pt» in «vedi cpt» is no unit: what stands before it must be a number and nothing else.
        if is_number(number) {
            return (part(cell, text, 0, number.len()), unit);
        }
    }
    let within = number_within(text);
    let found = within.map(|number| weight(&part(cell, text, number.start, number.len())));
    found.filter(|(words, _)| is_number(&words.value)).unwrap_or((cell.clone(), CellUnit::Bare))
}

/// Returns the range of the number in «peso 40», «40 (quaranta)»; `None` for any other text.
fn number_within(text: &str) -> Option<Range<usize>> {
    let start = match text.find(|c: char| c.is_ascii_digit())? {
        0 => 0,
        at if words(&text[..at]) == ["peso"] => at,
        _ => return None,
    };
    let rest = &text[start..];
    let end = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((number, spelled)) if spells_number(spelled) => number.trim_end().len(),
        _ => rest.len(),
    };
    let is_shorter = start > 0 || end < rest.len();
    (is_shorter && end > 0).then_some(start..start + end)
}

/// Returns `true` for a number in words, «quaranta», and not for a remark, «provvisorio».
fn spells_number(text: &str) -> bool {
    const BEGINNINGS: [&str; 21] = [
        "zero", "un", "due", "tre", "quattro", "quattord", "cinque", "cinqu", "sei", "sed", "sett",
        "ott", "nov", "diec", "dic", "vent", "quar", "sess", "cent", "dod", "quind",
    ];
    let folded = letters(text);
    text.chars().all(char::is_alphabetic)
        && BEGINNINGS.iter().any(|beginning| folded.starts_with(beginning))
}

/// Returns a number without the signs between its thousands, «1050,50» for «1.050,50», «1 050,50» or
/// «1,050.50»; `None` if it has none, or could be read in another way, as «1.050».
pub(super) fn ungrouped(text: &str) -> Option<String> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let mark = text[at..].chars().next()?;
    let decimal = if mark == ',' { '.' } else { ',' };
    let (whole, decimals) = match text.split_once(decimal) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let groups: Vec<&str> = whole.split(mark).collect();
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| are_digits(group));
    let is_sure = match mark {
        ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '’' => true,
        // A single point or comma before three digits may as well begin the decimals.
        '.' | ',' => decimals.is_some() || groups.len() > 2,
        _ => false,
    };
    if !is_grouped || !is_sure || !decimals.is_none_or(are_digits) {
        return None;
    }
    let whole = groups.concat();
    Some(decimals.map_or(whole.clone(), |decimals| format!("{whole},{decimals}")))
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}

/// Returns the title of a cross-cutting objective, which follows «OBIETTIVO TRASVERSALE >».
pub(super) fn cross_cutting(cell: &Words) -> Option<Words> {
    let text = cell.value.trim();
    let at = text.find(|c: char| ">:-–—\n".contains(c))?;
    let before = words(&text[..at]);
    let is_cross_cutting = match before.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        // Both words together are no name of a service, so a new line may separate the title as
        // well.
        ["obiettivo" | "obiettivi", "trasversale" | "trasversali"] => true,
        // A service may be called so: only a sign makes a title of what follows.
        ["trasversale"] => !text[at..].starts_with('\n'),
        _ => false,
    };
    let title = text[at..].trim_start_matches(|c: char| c.is_whitespace() || ">:-–—".contains(c));
    let start = text.len() - title.len();
    (is_cross_cutting && !title.is_empty()).then(|| part(cell, text, start, title.len()))
}

/// Returns the letter of a kind that is written out or in small letters.
pub(super) fn kind(cell: &Words) -> Words {
    let letter = match letters(&cell.value).as_str() {
        // «S - sviluppo» has the letters «ssviluppo».
        "s" | "sviluppo" | "ssviluppo" => "S",
        "m" | "mantenimento" | "mmantenimento" => "M",
        _ => return cell.clone(),
    };
    Words::new(letter.to_owned(), cell.span)
}

/// Returns `len` bytes from `start` of `text`, which is the cell's without white space around.
fn part(cell: &Words, text: &str, start: usize, len: usize) -> Words {
    // `text` is the trimmed cell, so it is always found.
    slice(cell, cell.value.find(text).unwrap_or(0) + start, len)
}

/// Count of the weights read so far, by unit: a plan counts in points if all its weights do.
#[derive(Default)]
pub(super) struct WeightUnits {
    weights: usize,
    in_points: usize,
    /// First weight that states points.
    first_place: Option<Span>,
}

impl WeightUnits {
    /// Counts a weight.
    pub(crate) fn add(&mut self, place: Span, in_points: bool) {
        self.weights += 1;
        if in_points {
            self.in_points += 1;
            self.first_place.get_or_insert(place);
        }
    }

    /// Returns the place that first states points, if every weight does.
    pub(crate) fn points(&self) -> Option<Span> {
        self.first_place.filter(|_| self.in_points == self.weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn cell(text: &str) -> Words {
        let mut sources = SourceMap::default();
        let file = sources.add("p.xlsx", "");
        let place = crate::source::GridPosition::Paragraph(1);
        Words::new(text.to_owned(), sources.add_cell(file, place, text))
    }

    #[test]
    fn weights_lose_their_unit_and_nothing_else() {
        let read = |text: &str| {
            let (words, unit) = weight(&cell(text));
            (words.value, unit)
        };
        assert_eq!(read("30"), ("30".into(), CellUnit::Bare));
        assert_eq!(read(" 30 %"), ("30".into(), CellUnit::Percent));
        assert_eq!(read("60/100"), ("60".into(), CellUnit::Percent));
        assert_eq!(read("7,5 / 100 "), ("7,5".into(), CellUnit::Percent));
        assert_eq!(read("60 su 100"), ("60".into(), CellUnit::Percent));
        assert_eq!(read("12/5/100"), ("12/5/100".into(), CellUnit::Bare));
        assert_eq!(read("30,00"), ("30,00".into(), CellUnit::Bare));
        assert_eq!(read("30 Punti"), ("30".into(), CellUnit::Points));
        assert_eq!(read("12,5 per cento"), ("12,5".into(), CellUnit::Percent));
        assert_eq!(read("vedi allegato"), ("vedi allegato".into(), CellUnit::Bare));
        assert_eq!(read("i punti"), ("i punti".into(), CellUnit::Bare));
        assert_eq!(read("peso 40"), ("40".into(), CellUnit::Bare));
        assert_eq!(read("Peso: 40%"), ("40".into(), CellUnit::Percent));
        assert_eq!(read("40 (quaranta)"), ("40".into(), CellUnit::Bare));
        assert_eq!(read("peso 40 o 50"), ("peso 40 o 50".into(), CellUnit::Bare));
        assert_eq!(read("40 (50)"), ("40 (50)".into(), CellUnit::Bare));
        assert_eq!(read("anno 40"), ("anno 40".into(), CellUnit::Bare));
        for grouped in ["1.050,50", "1\u{A0}050,50", "1,050.50", "1'050,50"] {
            assert_eq!(read(grouped), ("1050,50".into(), CellUnit::Bare));
        }
        assert_eq!(read("1\u{A0}000"), ("1000".into(), CellUnit::Bare));
        assert_eq!(read("1.050.000"), ("1050000".into(), CellUnit::Bare));
        for doubtful in ["1.050", "1,050", "10.50,5", "1 50"] {
            assert_eq!(read(doubtful), (doubtful.into(), CellUnit::Bare));
        }
    }

    #[test]
    fn cross_cutting_objectives_are_known_by_their_words() {
        let title = |text: &str| cross_cutting(&cell(text)).map(|words| words.value);
        let wanted = Some("TEMPESTIVITA' PAGAMENTI".to_owned());
        for text in [
            "OBIETTIVO TRASVERSALE >TEMPESTIVITA' PAGAMENTI",
            "Obiettivo trasversale: TEMPESTIVITA' PAGAMENTI",
            " obiettivo  trasversale\nTEMPESTIVITA' PAGAMENTI",
            "Trasversale – TEMPESTIVITA' PAGAMENTI",
        ] {
            assert_eq!(title(text), wanted, "{text}");
        }
        for text in
            ["SERVIZI: uno", "TRASVERSALE", "OBIETTIVO TRASVERSALE >", "Trasversale\nalle aree"]
        {
            assert_eq!(title(text), None, "{text}");
        }
        let words = cell("Trasversale: à b");
        assert_eq!(cross_cutting(&words).map(|w| w.span), Some(words.span.part(13..17)));
    }

    #[test]
    fn kinds_are_letters() {
        let read = |text: &str| kind(&cell(text)).value;
        assert_eq!(read("Sviluppo"), "S");
        assert_eq!(read("m"), "M");
        assert_eq!(read("S - sviluppo"), "S");
        assert_eq!(read("Strategico"), "Strategico");
    }
}
