//! Labels of lines and what they state for the objectives below: «Centro di costo: 01.02.001».

use super::line_parts::{area_of_line, titles_area};
use super::line_signs::trimmed;
use super::lone_line::{LoneLine, lone_line};
use super::persons::is_leader;
use super::word_forms::{is_listed, letters, words};
use std::ops::Range;

/// First words of labels whose values belong to the objectives of an area.
const LABELS: &str = "area centro cdc cdr missione programma assessore assessorato referente amministratore \
  personale risorse dotazione budget capitolo servizio servizi ufficio uffici struttura";

/// Labels whose values are numbers.
const NUMBERED: [&str; 8] =
    ["centro di costo", "centro costo", "cdc", "cdr", "missione", "capitolo", "capitoli", "cap"];

/// Returns the ranges of label and value in «Centro di costo: 01.02.001»; `first` is the first
/// word.
pub(super) fn labelled(text: &str, first: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (before, after) = text.split_once(':')?;
    let value = trimmed(after);
    let offset = before.len() + 1;
    // «Responsabile del procedimento» leads no area, but belongs to its objectives.
    let spelled = words(before);
    // «Centro diurno per anziani: …» is what an objective is about.
    let is_short = spelled.len() <= 3
        && (first != "centro"
            || spelled.get(1).is_some_and(|word| word == "di" || word == "costo"))
        // Other areas were told before.
        && (first != "area" || spelled.len() == 2);
    let is_known = is_listed(LABELS, first) && is_short
        || is_leader(first)
        || is_responsibility(before)
        || is_unit(before);
    let is_label = is_known && spelled.len() <= 6 && !value.is_empty();
    is_label.then(|| (trimmed(before), offset + value.start..offset + value.end))
}

/// Returns `true` for the label of a cell whose value belongs to the objectives of an area:
/// «Assessore», «Centro di costo».
pub(super) fn is_label(text: &str) -> bool {
    let words = words(text);
    words.len() <= 3
        && words.first().is_some_and(|first| first != "area" && is_listed(LABELS, first))
}

/// Returns `true` for the label of a unit, which is an area where nothing else is.
pub(super) fn is_unit(label: &str) -> bool {
    matches!(letters(label).as_str(), "struttura" | "strutturaorganizzativa" | "unitaorganizzativa")
}

/// Returns `true` for the label of a centre of responsibility, which is an area as a rule.
pub(super) fn is_responsibility(label: &str) -> bool {
    matches!(letters(label).as_str(), "centrodiresponsabilita" | "cdr")
}

/// Returns the label with its value in «Centro di costo 0101», which needs no colon. A layout with
/// levels of its own may have the missions as one.
pub(super) fn numbered_label(text: &str) -> Option<LoneLine> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    // «CdR 2 - Area Tecnica» is an area with its number.
    if area_of_line(text).is_some() {
        return None;
    }
    let label = trimmed(&text[..start]);
    let spelled = words(&text[label.clone()]).join(" ");
    let is_label = NUMBERED.contains(&spelled.as_str());
    let value = trimmed(&text[start..]);
    is_label.then(|| LoneLine::Labelled(label, start + value.start..start + value.end))
}

/// Returns the kind of a line that stands where bands and titles do: numbers behind a label are its value
/// there, and «OBIETTIVI 2026 – AREA SOCIALE» is a title.
pub(super) fn placed_line(text: &str) -> LoneLine {
    match lone_line(text) {
        LoneLine::Name => numbered_label(text).unwrap_or(LoneLine::Name),
        LoneLine::Dated if titles_area(text) => LoneLine::Title,
        kind => kind,
    }
}

/// Returns `true` for a label that nobody has filled in, «Responsabile:»; `first` is the first word.
pub(super) fn is_unfilled(text: &str, first: &str) -> bool {
    text.trim_end().ends_with(':') && (is_listed(LABELS, first) || is_leader(first))
        || words(text).len() == 1 && is_leader(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_a_few_words() {
        let is_label = |text: &str, first| labelled(text, first).is_some();
        assert!(is_label("Centro di costo: 01.02", "centro"));
        assert!(is_label("Risorse umane assegnate: 3", "risorse"));
        assert!(is_label("Responsabile del procedimento: dott. Neri", "responsabile"));
        assert!(!is_label("Centro diurno per anziani: apertura 5 giorni", "centro"));
        assert!(!is_label("Programma degli spettacoli estivi: 10 serate", "programma"));
    }

    #[test]
    fn numbers_behind_a_label_are_its_value() {
        let labelled = |label, value| Some(LoneLine::Labelled(label, value));
        assert_eq!(numbered_label("Centro di costo 0101"), labelled(0..15, 16..20));
        assert_eq!(numbered_label("Missione 01 - Programma 02"), labelled(0..8, 9..26));
        assert_eq!(numbered_label("Centro diurno 2"), None);
        assert_eq!(numbered_label("Missione"), None);
        assert_eq!(numbered_label("CdR 2 - Area Tecnica"), None);
    }
}
