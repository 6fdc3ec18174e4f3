//! Texts whose letters were read in another encoding before they came into the file: «AttivitÃ » for
//! «Attività».

use super::Grid;
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::plural::counted;
use crate::italian::quotation::quote_start;
use crate::source::Words;
use encoding_rs::WINDOWS_1252;

/// Most further places that the finding points at.
const MOST_PLACES: usize = 10;

/// Reports the texts of tables that hold such letters, all in one finding.
pub(super) fn report_mojibake(grids: &[Grid], findings: &mut Findings) {
    let cells = grids.iter().flat_map(|grid| {
        let rows = grid.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.text));
        grid.name.iter().chain(&grid.paragraphs).chain(rows)
    });
    let found: Vec<(&Words, Option<String>)> = cells
        .filter(|words| !words.value.is_ascii())
        .filter_map(|words| match mended(&words.value) {
            Some(text) => Some((words, Some(text))),
            None if words.value.contains(char::REPLACEMENT_CHARACTER) => Some((words, None)),
            None => None,
        })
        .collect();
    let Some(((first, text), others)) = found.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        more => format!(" Così {}.", counted(more, "altro testo", "altri testi")),
    };
    let message = match text {
        Some(text) => format!(
            "Le lettere accentate di {} sono alterate: probabilmente è {}.{more}",
            quote_start(&first.value),
            quote_start(text)
        ),
        None => format!(
            "Nel testo {} una lettera è andata perduta (�).{more}",
            quote_start(&first.value)
        ),
    };
    let mut finding = Diagnostic::new(Code::GarbledText, first.span, message).hint(
        "Esportare di nuovo i dati scegliendo la codifica UTF-8, oppure correggere i testi nel file; il programma non li cambia da sé.",
    );
    for (words, text) in others.iter().take(MOST_PLACES) {
        finding = finding.also(words.span, text.as_deref().map(quote_start).unwrap_or_default());
    }
    findings.push(finding);
}

/// Returns a text with the letters that were meant; `None` if all are as they were meant.
///
/// UTF-8 writes «à» as two bytes, which are «Ã» and a blank in Windows-1252.
fn mended(text: &str) -> Option<String> {
    let once = decoded_again(text)?;
    // Files may go through two programs that both misread them.
    Some(decoded_again(&once).unwrap_or(once))
}

fn decoded_again(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at, mut is_changed) = (String::with_capacity(text.len()), 0, false);
    while let Some(c) = chars.get(at) {
        let after_letter = at > 0 && chars[at - 1].is_lowercase();
        match meant(&chars[at..], after_letter) {
            Some((letter, length)) => {
                out.push(letter);
                at += length;
                is_changed = true;
            }
            None => {
                out.push(*c);
                at += 1;
            }
        }
    }
    is_changed.then_some(out)
}

/// Returns the letter whose bytes the first characters are, and how many they are.
fn meant(chars: &[char], after_letter: bool) -> Option<(char, usize)> {
    // The second byte of «à» is a blank, which programs replace or leave out at the end.
    match chars {
        ['Ã', ' ', ' ' | ',' | '.' | ';' | ':' | ')', ..] if after_letter => {
            return Some(('à', 2));
        }
        ['Ã', ' ' | ',' | '.' | ';', ..] | ['Ã'] if after_letter => return Some(('à', 1)),
        _ => {}
    }
    // Bytes that begin the letters and signs of European texts; others begin letters that such
    // texts hold as well, as «à».
    let length = match chars.first()? {
        'Â' | 'Ã' | 'Ä' | 'Å' | 'Ë' => 2,
        'â' | 'ï' => 3,
        'ð' => 4,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = chars.get(..length)?.iter().map(|c| byte(*c)).collect();
    let bytes = bytes?;
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((letter, length))
}

/// Returns the byte that Windows-1252 has for a character.
fn byte(c: char) -> Option<u8> {
    let mut letter = [0; 4];
    let (bytes, _, has_failed) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
    match *bytes {
        [byte] if !has_failed => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_read_twice_are_known() {
        for (text, meant) in [
            ("AttivitÃ\u{A0} di qualitÃ\u{A0}", Some("Attività di qualità")),
            ("perchÃ© Ã¨ cosÃ¬ â€“ lâ€™euro â‚¬", Some("perché è così – l’euro €")),
            ("AttivitÃ  di qualitÃ , novitÃ", Some("Attività di qualità, novità")),
            ("nÂ° 3", Some("n° 3")),
            ("AttivitÃƒÂ\u{A0}", Some("Attività")),
            ("la città»… perché»: è “così”", None),
            ("SÃO, Ångström, pâté", None),
            ("Attività", None),
        ] {
            assert_eq!(mended(text).as_deref(), meant, "{text}");
        }
    }
}
