//! Lines that say something about the rows beside them, and name neither area nor period: notes,
//! dates, numbers of acts, labels of an objective's own fields.

use super::word_forms::{is_listed, is_year, words};
use crate::italian::months;

/// First words of notes.
const NOTES: &str = "nota note nb legenda avvertenza avvertenze";
/// First words of lines on an act, a change, or the end of a part.
const ABOUT_ACTS: &str = "prot rif riferimento riferimenti vedi vedasi cfr delibera deliberazione \
  delibere deliberazioni determina determinazione dgc dcc dgm decreto verbale approvato approvata \
  approvati approvate approvazione aggiornato aggiornata aggiornati aggiornate aggiornamento \
  modificato modificata proroga prorogato prorogata rinviato rinviata rev revisione versione \
  scadenza fine segue continua continuazione peso pesi filtro filtri estratto estrazione stampato generato";
/// First words of labels whose values belong to one objective, «Descrizione: …».
const OF_OBJECTIVES: &str = "descrizione indicatore indicatori target risultato risultati valore \
  valori tempi tempistica fase fasi azione azioni attivita finalita motivazione stakeholder output \
  outcome criticita modalita";

/// Returns `true` for a note, «Nota: i pesi sono provvisori», «(*) valore provvisorio», or another
/// line about the rows beside it, «Prot. n. 1234/2025», «Descrizione: il ponte va rifatto».
pub(super) fn is_remark(text: &str) -> bool {
    let is_marked = text.trim_start().starts_with(['*', '(']);
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    is_marked
        || is_listed(NOTES, first)
        || is_listed(ABOUT_ACTS, first)
        || is_listed(OF_OBJECTIVES, first) && text.contains(':')
        || has_day(text, &words)
        || explains_sign(text)
        || text.split_whitespace().any(is_act_number)
}

/// Returns `true` for «S = sviluppo».
pub(super) fn explains_sign(text: &str) -> bool {
    let sign = text.split_once('=').map(|(sign, _)| sign.trim());
    sign.is_some_and(|sign| !sign.is_empty() && sign.chars().count() <= 4)
}

/// Returns `true` if a text has a day: «12/01/2025», «12.1.2025», «12 gennaio 2025».
fn has_day(text: &str, words: &[String]) -> bool {
    let is_written = |three: &[String]| {
        is_small_number(&three[0])
            && months::NAMES.contains(&three[1].as_str())
            && is_year(&three[2])
    };
    words.windows(3).any(is_written) || text.split_whitespace().any(is_day)
}

/// Returns `true` for «12/01/2025», «12/1/25», «12.01.2025», «2025-01-12».
fn is_day(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    match parts.as_slice() {
        // Codes of two figures each, «01.02.03», are no days.
        [day, month, year] if is_small_number(day) && is_small_number(month) => {
            is_year(year) || word.contains('/') && is_small_number(year)
        }
        [year, month, day] => is_year(year) && is_small_number(month) && is_small_number(day),
        _ => false,
    }
}

/// Returns `true` for the number of an act with its year: «1234/2025», and not for «2024/2025».
fn is_act_number(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.split_once('/').is_some_and(|(number, year)| {
        !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
            && !is_year(number)
            && is_year(year)
    })
}

/// Returns `true` for the number of a day or a month.
fn is_small_number(word: &str) -> bool {
    word.len() <= 2 && word.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_told_from_names() {
        for text in [
            "Nota: i pesi sono provvisori",
            "(*) valore provvisorio",
            "Data di approvazione: 12/01/2025",
            "Consegnato 12.1.2025",
            "Presentato il 12 gennaio 2025 in Giunta",
            "Prot. n. 1234/2025",
            "G.C. n. 15/2024",
            "Rif. delibera 15 del 2024",
            "Descrizione: il ponte va rifatto",
            "Peso complessivo 100",
            "(segue)",
            "Fine area",
            "S = sviluppo",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in [
            "Polizia locale",
            "Scuola 2024/2025",
            "1.2.10 Manutenzioni",
            "Attività produttive",
            "Descrizione",
            "Protocollo e archivio",
        ] {
            assert!(!is_remark(text), "{text}");
        }
    }
}
