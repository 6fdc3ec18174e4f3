//! Lines that head a list of objectives, or remark on the table above them, and name no area.

use super::line_parts::{area_of_line, area_of_title};
use super::word_forms::{is_listed, words};
use crate::raw::Words;

/// First words of lines that head a list, a table or a page.
const LISTS: &str = "elenco elenchi prospetto tabella tabelle tab figura fig riepilogo quadro dettaglio indice \
  sommario";
/// First words of lines that head objectives.
const OBJECTIVES: &str = "obiettivi obiettivo";
/// Words behind those that say which objectives: others are the name of their area, «OBIETTIVI POLIZIA
/// LOCALE».
const WHICH: &str = "assegnati condivisi comuni trasversali trasversale generali specifici individuali gestionali operativi \
  strategici ordinari anno annuali triennali";
/// First words of lines below a table.
const BELOW: &str = "fonte visto letto firma firmato firme timbro nb nota note totale continua segue allegato copia data \
  luogo vedi cfr delibera pesi";

/// Returns `true` for a line that heads what follows and names no area: «Elenco degli obiettivi»,
/// «Tabella 1».
pub(super) fn heads_list(text: &str) -> bool {
    let spelled = words(text);
    let first = spelled.first().map_or("", String::as_str);
    (is_listed(LISTS, first) || is_listed(OBJECTIVES, first) && says_which(text, &spelled))
        && area_of_line(text).is_none()
}

/// Returns `true` if the words behind «Obiettivi» are none of a name.
fn says_which(text: &str, spelled: &[String]) -> bool {
    let second = text.split_whitespace().nth(1);
    second.is_none_or(|word| !word.starts_with(char::is_uppercase))
        || spelled.get(1).is_some_and(|word| is_listed(WHICH, word))
}

/// Returns the area in the heading of a list: «Area Tecnica» in «Obiettivi – Area Tecnica».
pub(super) fn area_of_list(line: &Words) -> Option<Words> {
    let first = words(&line.value).into_iter().next()?;
    area_of_title(line).filter(|_| is_listed(LISTS, &first) || is_listed(OBJECTIVES, &first))
}

/// Returns `true` for a line that says something about the table above it: a sentence, a label, a
/// signature.
pub(super) fn remarks_on_table(text: &str) -> bool {
    let text = text.trim();
    let spelled = words(text);
    let first = spelled.first().map_or("", String::as_str);
    let is_sentence = text.ends_with(['.', ';', ':']) && text.contains(' ');
    is_sentence
        || text.starts_with(char::is_lowercase)
        || text.contains(':')
        || is_listed(BELOW, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_remarks_are_told_from_areas() {
        for text in [
            "Elenco degli obiettivi",
            "Tabella 1",
            "Obiettivi condivisi",
            "Tab. 2",
            "OBIETTIVI ASSEGNATI",
        ] {
            assert!(heads_list(text), "{text}");
        }
        for text in [
            "Polizia locale",
            "Obiettivi Polizia locale",
            "OBIETTIVI POLIZIA LOCALE",
            "Obiettivi – Area Tecnica",
            "Attività produttive",
        ] {
            assert!(!heads_list(text), "{text}");
        }
        for text in ["I pesi sono provvisori.", "Fonte: ufficio", "visto si approva", "Visto"] {
            assert!(remarks_on_table(text), "{text}");
        }
        assert!(!remarks_on_table("Polizia locale") && !remarks_on_table("S.U.A.P."));
    }
}
