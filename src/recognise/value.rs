//! What cells of a table say in the plan's own way: weights without their unit, the titles
//! of cross-cutting objectives, the letters of kinds.

use super::words::{letters, words};
use crate::raw::Words;

/// What a weight is counted in, as its cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WeightUnit {
    Bare,
    Percent,
    Points,
}

const UNITS: [(&str, WeightUnit); 8] = [
    ("%", WeightUnit::Percent),
    ("per cento", WeightUnit::Percent),
    ("percento", WeightUnit::Percent),
    ("punti", WeightUnit::Points),
    ("punto", WeightUnit::Points),
    ("pti", WeightUnit::Points),
    ("pt.", WeightUnit::Points),
    ("pt", WeightUnit::Points),
];

/// A weight without its unit; what is no number stays as it stands.
pub(super) fn weight(cell: &Words) -> (Words, WeightUnit) {
    let text = cell.value.trim();
    let lower = text.to_lowercase();
    for (word, unit) in UNITS {
        let Some(number) = lower.strip_suffix(word).map(str::trim_end) else { continue };
        if is_number(number) {
            return (part(cell, text, 0, number.len()), unit);
        }
    }
    (cell.clone(), WeightUnit::Bare)
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
}

/// The title of a cross-cutting objective: what follows «OBIETTIVO TRASVERSALE >».
pub(super) fn cross_cutting(cell: &Words) -> Option<Words> {
    let text = cell.value.trim();
    let at = text.find(|c: char| ">:-–—\n".contains(c))?;
    let before = words(&text[..at]);
    let known = match before.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["obiettivo" | "obiettivi", "trasversale" | "trasversali"] => true,
        // A service may be called so: only a sign makes a title of what follows.
        ["trasversale"] => !text[at..].starts_with('\n'),
        _ => false,
    };
    let title = text[at..].trim_start_matches(|c: char| c.is_whitespace() || ">:-–—".contains(c));
    let start = text.len() - title.len();
    (known && !title.is_empty()).then(|| part(cell, text, start, title.len()))
}

/// The letter of a kind that is written out, or small.
pub(super) fn kind(cell: &Words) -> Words {
    let letter = match letters(&cell.value).as_str() {
        "s" | "sviluppo" | "ssviluppo" => "S",
        "m" | "mantenimento" | "mmantenimento" => "M",
        _ => return cell.clone(),
    };
    Words::new(letter.to_owned(), cell.span)
}

/// Bytes `start..start + len` of `text`, which is the cell's without the white space around.
fn part(cell: &Words, text: &str, start: usize, len: usize) -> Words {
    slice(cell, cell.value.find(text).unwrap_or(0) + start, len)
}

/// Bytes of a cell's text with their place, where the file holds the text as it stands.
pub(super) fn slice(cell: &Words, start: usize, len: usize) -> Words {
    let value = cell.value[start..start + len].to_owned();
    let literal = cell.span.range().len() == cell.value.len();
    let span = if literal { cell.span.part(start..start + len) } else { cell.span };
    Words::new(value, span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn cell(text: &str) -> Words {
        let mut sources = SourceMap::default();
        let file = sources.add("p.xlsx", "");
        let place = crate::source::CellPlace::Paragraph(1);
        Words::new(text.to_owned(), sources.add_cell(file, place, text))
    }

    #[test]
    fn weights_lose_their_unit_and_nothing_else() {
        let read = |text: &str| {
            let (words, unit) = weight(&cell(text));
            (words.value, unit)
        };
        assert_eq!(read("30"), ("30".into(), WeightUnit::Bare));
        assert_eq!(read(" 30 %"), ("30".into(), WeightUnit::Percent));
        assert_eq!(read("30,00"), ("30,00".into(), WeightUnit::Bare));
        assert_eq!(read("30 Punti"), ("30".into(), WeightUnit::Points));
        assert_eq!(read("12,5 per cento"), ("12,5".into(), WeightUnit::Percent));
        assert_eq!(read("vedi allegato"), ("vedi allegato".into(), WeightUnit::Bare));
        assert_eq!(read("i punti"), ("i punti".into(), WeightUnit::Bare));
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
