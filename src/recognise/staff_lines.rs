//! Lines that name persons at work and their duties: «Rossi Mario – istruttore», «n. 2 agenti».

use super::line_signs::SIGNS;
use super::persons::{has_honorific, is_bare_person, is_capitalised};
use super::table_rows::texts;
use super::word_forms::{is_listed, words};
use crate::office::{GridCell, GridRow};

/// Words of duties.
const DUTIES: &str = "istruttore istruttrice istruttori funzionario funzionaria funzionari collaboratore collaboratrice \
  collaboratori operatore operatrice operatori agente agenti operaio operaia operai esecutore esecutrice esecutori \
  assistente assistenti addetto addetta addetti impiegato impiegata impiegati ausiliario ausiliaria autista messo vigile \
  vigili cuoco cuoca educatore educatrice educatori bibliotecario bibliotecaria archivista usciere custode necroforo \
  ispettore sovrintendente dipendente dipendenti";
/// First words of a classification: «cat. C1», «ex B3».
const CLASSES: &str = "cat categoria ex livello liv profilo qualifica";

/// Returns `true` for a line that names persons, with their duties or alone; `spelled` are its words.
pub(super) fn names_staff(text: &str, spelled: &[String]) -> bool {
    let first = spelled.first().map_or("", String::as_str);
    let (before, behind) = match text.find(|c: char| SIGNS.contains(c)) {
        Some(at) => (text[..at].trim(), text[at..].trim_start_matches(|c: char| SIGNS.contains(c))),
        None => (text.trim(), ""),
    };
    let behind = behind.trim();
    let next = words(behind).into_iter().next().unwrap_or_default();
    is_bare_person(text.trim())
        || is_person(before) && (is_listed(DUTIES, &next) || is_listed(CLASSES, &next))
        || is_listed(DUTIES, first) && (is_person(behind) || ends_with_person(before))
        || counts_staff(spelled)
}

/// Returns `true` for a row of a person with duties: «Rossi Mario | istruttore | C1».
pub(super) fn names_staff_row(row: &GridRow) -> bool {
    let mut cells = texts(row);
    let Some(first) = cells.next() else { return false };
    let is_duty = |cell: &GridCell| {
        words(&cell.text.value).first().is_some_and(|first| is_listed(DUTIES, first))
    };
    is_person(first.text.value.trim()) && cells.any(is_duty)
}

fn is_person(text: &str) -> bool {
    is_capitalised(text) || has_honorific(text)
}

/// Returns `true` for «Istruttore amministrativo Rossi Mario».
fn ends_with_person(text: &str) -> bool {
    let mut spaces = text.match_indices(char::is_whitespace);
    spaces.any(|(at, _)| is_bare_person(text[at..].trim()))
}

/// Returns `true` for «n. 2 istruttori», «1 funzionario, 3 operai».
fn counts_staff(words: &[String]) -> bool {
    let number = usize::from(words.first().is_some_and(|first| first == "n" || first == "nr"));
    let is_number = words.get(number).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    is_number && words.get(number + 1).is_some_and(|word| is_listed(DUTIES, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_areas() {
        for text in [
            "Rossi Mario",
            "Rossi Mario – istruttore",
            "Hoxha Arben (cat. C1)",
            "Istruttore: Hoxha Arben",
            "Istruttore amministrativo Rossi Mario",
            "n. 2 istruttori, n. 1 funzionario",
        ] {
            assert!(names_staff(text, &words(text)), "{text}");
        }
        for text in [
            "Polizia locale",
            "Servizi Sociali – Area Minori",
            "Scuola Andrea Costa",
            "San Giovanni",
            "Addetti stampa",
            "2 Lotto",
        ] {
            assert!(!names_staff(text, &words(text)), "{text}");
        }
    }
}
