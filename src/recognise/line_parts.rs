//! Lines that name several things at once: «Comune di Belfiore – Piano obiettivi 2025», «OBIETTIVI
//! 2025 – AREA TECNICA».

use super::cell_value::slice;
use super::lone_line::{LoneLine, lone_line};
use super::word_forms::{is_year, words};
use crate::raw::Words;
use crate::source::offset_in;
use std::ops::Range;

/// First words of titles that are no name of a plan: «Obiettivi di performance 2025».
const TITLE_WORDS: [&str; 4] = ["obiettivi", "performance", "relazione", "sezione"];
/// Words that begin the name of an area inside a title.
const AREA_WORDS: [&str; 5] = ["area", "settore", "ripartizione", "direzione", "dipartimento"];
/// Words between a title and the area it is about.
const LINKS: [&str; 3] = ["dell", "del", "della"];

/// Returns the parts of a line that begins with the name of a body and goes on, behind a sign, with
/// a title, an area or a period; any other line is its only part.
///
/// The title goes on to the end of the line.
pub(super) fn parts_of_line(line: &Words) -> Vec<Words> {
    if let Some(caption) = end_of_table_number(&line.value) {
        return part(line, caption, line.value.len()).into_iter().collect();
    }
    if lone_line(&line.value) != LoneLine::Entity {
        return vec![line.clone()];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, after) in separators(&line.value) {
        let rest = &line.value[after..];
        if is_title(rest) {
            parts.extend(part(line, start, at));
            parts.extend(part(line, after, line.value.len()));
            return parts;
        }
        let next = separators(rest).next().map_or(rest.len(), |(at, _)| at);
        let is_part = matches!(
            lone_line(rest[..next].trim()),
            LoneLine::Area | LoneLine::AreaWith(_) | LoneLine::Period
        );
        // What a sign separates may belong to the body: «Comune di Riva – Provincia di Trento».
        if is_part || !parts.is_empty() {
            parts.extend(part(line, start, at));
            start = after;
        }
    }
    if parts.is_empty() {
        return vec![line.clone()];
    }
    parts.extend(part(line, start, line.value.len()));
    parts
}

/// Returns the offset behind «Tabella 1 – »; `None` for any other line.
fn end_of_table_number(text: &str) -> Option<usize> {
    let (at, after) = separators(text).next()?;
    let number = words(&text[..at]);
    let is_number =
        |word: &String| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_table = |word: &String| matches!(word.as_str(), "tabella" | "tab" | "prospetto");
    matches!(number.as_slice(), [table, n] if is_table(table) && is_number(n)).then_some(after)
}

fn is_title(text: &str) -> bool {
    let first = words(text).into_iter().next().unwrap_or_default();
    matches!(lone_line(text.trim()), LoneLine::Title | LoneLine::YearTitle)
        || TITLE_WORDS.contains(&first.as_str())
}

/// Returns the part of a line between two offsets, without the blanks around it.
fn part(line: &Words, start: usize, end: usize) -> Option<Words> {
    let text = line.value[start..end].trim();
    (!text.is_empty()).then(|| slice(line, offset_in(&line.value, text), text.len()))
}

/// Returns the offsets of the signs that separate parts of a line, and those behind them.
fn separators(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices().filter_map(|(at, sign)| {
        let end = at + sign.len_utf8();
        let is_free = text[end..].starts_with(char::is_whitespace);
        let separates = match sign {
            '\n' | '–' | '—' | '|' => true,
            // Names hold hyphens, «Riva-Arco»; dashes stand between blanks.
            '-' => is_free && text[..at].ends_with(char::is_whitespace),
            ',' | ':' | ';' => is_free,
            _ => false,
        };
        separates.then_some((at, end))
    })
}

/// Returns the area that a title ends with, behind a sign, a year or «dell'»: «AREA TECNICA» in
/// «OBIETTIVI 2025 – AREA TECNICA».
pub(super) fn area_of_title(title: &Words) -> Option<Words> {
    let area = area_of_line(&title.value)?;
    Some(slice(title, area.start, area.len()))
}

/// Returns the person who leads the area that a title ends with: «OBIETTIVI 2025 – AREA TECNICA – Resp.
/// ing. Riva».
pub(super) fn manager_of_title(title: &Words) -> Option<Words> {
    let start = area_of_line(&title.value)?.start;
    match lone_line(&title.value[start..]) {
        LoneLine::AreaWith(parts) => {
            let name = parts.manager.filter(|_| !parts.is_guessed)?;
            Some(slice(title, start + name.start, name.len()))
        }
        _ => None,
    }
}

/// Returns the range of the area that a line ends with.
pub(super) fn area_of_line(text: &str) -> Option<Range<usize>> {
    let mut before = "";
    let mut found = None;
    for token in text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()) {
        let at = offset_in(text, token);
        let word = words(token).concat();
        let is_apart = text[..at].trim_end().ends_with(['-', '–', '—', ':', ',', '(', '|', '\n'])
            || is_year(before)
            || LINKS.contains(&before.to_lowercase().as_str());
        let is_name = token.starts_with(char::is_uppercase) && AREA_WORDS.contains(&word.as_str());
        if is_name && is_apart && !before.is_empty() {
            found = Some(at);
        }
        before = token;
    }
    let start = found?;
    let rest = &text[start..];
    let name = match lone_line(rest) {
        LoneLine::AreaWith(parts) => &rest[parts.area],
        LoneLine::Area => rest,
        _ => return None,
    };
    let name = name.split(['(', ')', '\n']).next().unwrap_or_default();
    let name = separators(name).next().map_or(name, |(end, _)| &name[..end]).trim();
    (words(name).len() > 1).then(|| start..start + name.len())
}

/// Returns `true` for a title that names the area of the objectives below: «OBIETTIVI 2026 – AREA
/// SOCIALE».
pub(super) fn titles_area(text: &str) -> bool {
    let first = words(text).into_iter().next().unwrap_or_default();
    TITLE_WORDS.contains(&first.as_str()) && area_of_line(text).is_some()
}

/// Returns a title without the area that it ends with; `None` if it names none, or goes on.
pub(super) fn title_before_area(title: &Words) -> Option<Words> {
    let area = area_of_title(title)?;
    let start = title.value.find(&area.value)?;
    let goes_on = title.value[start + area.value.len()..].contains(char::is_alphanumeric);
    let kept = title.value[..start].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    (!goes_on && words(kept).len() > 1).then(|| slice(title, 0, kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{GridPosition, SourceMap};

    fn line(text: &str) -> Words {
        let mut sources = SourceMap::default();
        let file = sources.add("p.xlsx", "");
        Words::new(text.to_owned(), sources.add_cell(file, GridPosition::Paragraph(1), text))
    }

    #[test]
    fn bodies_and_titles_in_one_line_are_apart() {
        for (text, wanted) in [
            (
                "Comune di Delta – Piano obiettivi 2025",
                vec!["Comune di Delta", "Piano obiettivi 2025"],
            ),
            (
                "COMUNE DI THETA - PIANO PERFORMANCE 2025",
                vec!["COMUNE DI THETA", "PIANO PERFORMANCE 2025"],
            ),
            (
                "Unione Valli, Obiettivi di performance 2025",
                vec!["Unione Valli", "Obiettivi di performance 2025"],
            ),
            (
                "Comune di Riva – Provincia di Trento – PEG 2025-2027 – parte I",
                vec!["Comune di Riva – Provincia di Trento", "PEG 2025-2027 – parte I"],
            ),
            (
                "Comune di Riva - Area Tecnica - Anno 2025",
                vec!["Comune di Riva", "Area Tecnica", "Anno 2025"],
            ),
            ("Comune di Riva\nPiano obiettivi", vec!["Comune di Riva", "Piano obiettivi"]),
            ("Tabella 1 – AREA TECNICA", vec!["AREA TECNICA"]),
            ("Tabella organica – AREA TECNICA", vec!["Tabella organica – AREA TECNICA"]),
            ("Comune di Riva-Arco", vec!["Comune di Riva-Arco"]),
            ("Comune di Riva – Provincia di Trento", vec!["Comune di Riva – Provincia di Trento"]),
            (
                "Piano obiettivi 2025 – Comune di Riva",
                vec!["Piano obiettivi 2025 – Comune di Riva"],
            ),
        ] {
            let parts = parts_of_line(&line(text));
            assert_eq!(parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>(), wanted);
        }
    }

    #[test]
    fn titles_end_with_their_area() {
        for (text, area, title) in [
            ("OBIETTIVI 2025 – AREA TECNICA", Some("AREA TECNICA"), Some("OBIETTIVI 2025")),
            (
                "Piano Obiettivi anno 2025 Area Finanziaria",
                Some("Area Finanziaria"),
                Some("Piano Obiettivi anno 2025"),
            ),
            ("Obiettivi 2025 – Area Vigilanza (Comandante Falco)", Some("Area Vigilanza"), None),
            ("PDO dell'Area Tecnica - ANNO 2025", Some("Area Tecnica"), None),
            (
                "Piano 2025: Settore Lavori pubblici",
                Some("Settore Lavori pubblici"),
                Some("Piano 2025"),
            ),
            ("PIANO OBIETTIVI 2025", None, None),
            ("Piano di riordino dell'area industriale", None, None),
            ("Piano 2025 - Area", None, None),
        ] {
            let title_line = line(text);
            let (found, kept) = (area_of_title(&title_line), title_before_area(&title_line));
            assert_eq!(found.as_ref().map(|words| words.value.as_str()), area, "{text}");
            assert_eq!(kept.as_ref().map(|words| words.value.as_str()), title, "{text}");
        }
    }
}
