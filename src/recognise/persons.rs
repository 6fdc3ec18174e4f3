//! Persons and their offices, as lines and cells name them.

use super::line_signs::trimmed;
use super::offices::{OfficeRank, behind_quality, office_rank};
use super::word_forms::{is_listed, is_small, words};
use crate::italian::first_names::is_first_name;
use std::ops::Range;

/// Words that begin the name of a person's office.
const LEADERS: &str = "responsabile responsabili resp dirigente dirigenti titolare titolari direttore direttrice coordinatore";
/// Words between an office and the name of the person who holds it.
const OFFICE_WORDS: &str = "responsabile responsabili resp le dirigente dirigenti titolare titolari direttore direttrice coordinatore di del dell della dei \
  p o po e q eq pe posizione organizzativa elevata qualificazione incarico area settore servizio apicale";
/// Titles of persons, which show that a name follows.
const HONORIFICS: &str = "dott dottssa dottore dottoressa dr drssa dssa ing arch geom rag avv sig sigra comm com prof profssa per isp cap ten col";
/// Titles that stand before no other words than a person's name.
const PERSONAL_TITLES: &str = "dott dottssa dottore dottoressa dr drssa dssa ing arch geom rag avv";
/// Offices that lead an area where they stand behind its name.
const OFFICERS: &str = "sindaco sindaca vicesindaco segretario segretaria commissario comandante ragioniere capo caposettore \
  capoarea caposervizio funzionario funzionaria po eq pe resp incaricato incaricata";
/// Further words of an office.
const OF_OFFICES: &str = "comunale generale provinciale prefettizio straordinario pro tempore protempore ad interim reggente vice \
  f facente funzioni settore area servizio capo supplente polizia locale direttivo tecnico amministrativo ff";
/// First words of names of places, which persons gave theirs.
const PLACES: &str = "san santa santo sant santi villa casa casale scuola asilo nido biblioteca museo teatro palazzo via viale piazza \
  parco istituto centro fondazione rsa cra csr don borgo castel castello monte ponte porto valle lago area settore servizio";
/// Offices of those who sign, besides the leaders.
const SIGNERS: &str = "sindaco sindaca vicesindaco segretario segretaria presidente assessore assessora commissario \
  ragioniere comandante";
/// Words of a person's name behind the title.
const MOST_NAMES: usize = 5;
/// Bytes of a person's name: longer texts are prose.
const LONGEST_NAME: usize = 160;

/// Returns `true` for a line of those who sign: «dott. Ugo Blu», «Il Segretario comunale»,
/// «F.to Il Sindaco», «Belfiore, lì 15/01/2025», «Data ______».
pub(super) fn is_signature(text: &str, words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["f", "to", ..] | ["firma" | "firmato"] => true,
        ["il" | "la" | "l", who, ..] => is_office(who),
        [title, _, ..] if is_listed(PERSONAL_TITLES, title) => words.len() <= 6,
        ["data", ..] | [.., "li"] if text.contains("__") => true,
        _ => words
            .windows(2)
            .any(|pair| pair[0] == "li" && pair[1].bytes().all(|b| b.is_ascii_digit())),
    }
}

/// Returns `true` for the first word of an office whose holder leads or signs.
pub(super) fn is_office(word: &str) -> bool {
    is_leader(word) || is_listed(SIGNERS, word)
}

/// Returns `true` for the first word of an office whose holder leads an area.
pub(super) fn is_leader(word: &str) -> bool {
    is_listed(LEADERS, word)
}

/// Returns the range of the name behind the words of an office: «Responsabile: Anna Verdi»,
/// «Responsabile P.O. dott. Verdi». Behind a sign a name needs neither colon nor title.
pub(super) fn name_of_leader(text: &str, is_behind_sign: bool) -> Option<Range<usize>> {
    let first = words(text.split_whitespace().next()?).into_iter().next()?;
    let rank = office_rank(text);
    if !is_leader(&first) || rank == OfficeRank::LeadsNone {
        return None;
    }
    if let Some((before, after)) = text.split_once(':')
        && words(before).len() <= 6
    {
        if rank == OfficeRank::Unknown {
            return None;
        }
        let name = trimmed(after);
        let offset = before.len() + 1;
        // «Responsabile della transizione digitale: nomina» is what an objective is about.
        let is_name = may_be_name(&after[name.clone()]);
        return is_name.then(|| offset + name.start..offset + name.end);
    }
    let start = end_of_office(text);
    let name = trimmed(&text[start..]);
    let has_title = is_listed(HONORIFICS, &title_of(behind_quality(&text[start..])));
    // «Responsabile del procedimento» is an office and no person.
    let is_name = has_title || is_behind_sign && is_capitalised(&text[start..]);
    is_name.then(|| start + name.start..start + name.end)
}

/// Returns `true` for a text that begins as names do, is left to be filled in, or says that there is
/// no name.
fn may_be_name(text: &str) -> bool {
    const NOBODY: &str = "vacante da in ad nessuno";
    let first = words(text).into_iter().next().unwrap_or_default();
    let begins_small = text.starts_with(char::is_lowercase);
    !text.is_empty()
        && (!begins_small || is_listed(NOBODY, &first) || is_listed(HONORIFICS, &title_of(text)))
}

/// Returns the first word, which may be a title; «D.ssa» is one word.
fn title_of(text: &str) -> String {
    let spelled = words(text);
    let is_of_woman = matches!(spelled.as_slice(), [d, ssa, ..] if d == "d" && ssa == "ssa");
    if is_of_woman { "dssa".to_owned() } else { spelled.into_iter().next().unwrap_or_default() }
}

/// Returns the range of the name of a person with a title, perhaps behind the words of an office:
/// «dott.ssa Po», «P.O. arch. Riva». No other words follow.
pub(super) fn name_with_title(text: &str) -> Option<Range<usize>> {
    let start = end_of_office(text);
    let name = trimmed(&text[start..]);
    let mut parts = text[start + name.start..start + name.end].split_whitespace();
    let title = parts.next()?;
    // «Ing.Mario» has lost its blank.
    let (title, joined) = match title.split_once('.') {
        Some((before, name)) if name.len() > 2 && name.starts_with(char::is_uppercase) => {
            (&title[..=before.len()], Some(name))
        }
        _ => (title, None),
    };
    let is_title = is_listed(PERSONAL_TITLES, &words(title).concat())
        || title.ends_with('.') && is_listed(HONORIFICS, &words(title).concat());
    let rest: Vec<&str> = joined.into_iter().chain(parts).collect();
    let is_name = |word: &&str| {
        let is_text = !word.contains(|c: char| c.is_ascii_digit() || ":;(".contains(c));
        is_text && word.starts_with(char::is_uppercase) || is_small(&word.to_lowercase())
    };
    let is_whole = !rest.is_empty() && rest.len() <= MOST_NAMES && rest.iter().all(is_name);
    (is_title && is_whole).then(|| start + name.start..start + name.end)
}

/// Returns the range of an officer's name behind the name of an area: «Segretario comunale dott. Po» as
/// a whole, since the words say which office it is; «Rossi» alone in «E.Q. Rossi».
pub(super) fn name_of_officer(text: &str) -> Option<Range<usize>> {
    let first = words(text.split_whitespace().next()?).concat();
    if !is_listed(OFFICERS, &first) && !is_leader(&first)
        || office_rank(text) == OfficeRank::LeadsNone
    {
        return None;
    }
    let start = end_of_office(text);
    if start > 0 && is_office_alone(&text[start..]) {
        let name = trimmed(&text[start..]);
        return Some(start + name.start..start + name.end);
    }
    let mut rest = text.split_whitespace().skip_while(|word| is_word_of_office(word)).peekable();
    let name = rest.peek().map(|word| crate::source::offset_in(text, word))?;
    let is_name = has_honorific(&text[name..]) || is_named(&text[name..]);
    if !is_name {
        return None;
    }
    // «P.O.» and «Resp.» say no more than that the person leads the area.
    let whole = trimmed(text);
    Some(if start > 0 { start..whole.end } else { whole })
}

fn is_word_of_office(word: &str) -> bool {
    let words = words(word);
    let known = |part: &String| {
        [OFFICERS, OF_OFFICES, OFFICE_WORDS].iter().any(|list| is_listed(list, part))
    };
    words.iter().all(known)
}

/// Returns `true` for one to four capitalised words, of which not all are in capitals if there is one
/// only: «Rossi», «ROSSI MARIO».
fn is_named(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit())
    };
    let is_shouted = text.chars().all(|c| !c.is_lowercase());
    (1..=4).contains(&words.len()) && words.iter().all(is_name) && (words.len() > 1 || !is_shouted)
}

/// Returns `true` for an office without a name that leads an area where it stands behind it:
/// «Sindaco pro tempore», «Segretario comunale».
pub(super) fn is_office_alone(text: &str) -> bool {
    const ALONE: &str = "sindaco sindaca vicesindaco segretario segretaria commissario";
    let words = words(text);
    words.first().is_some_and(|first| is_listed(ALONE, first))
        && words[1..].iter().all(|word| is_listed(OF_OFFICES, word))
}

/// Returns `true` for two to four capitalised words, one of them a first name, «Rossi Mario», or its
/// initial.
pub(super) fn is_bare_person(text: &str) -> bool {
    let spelled: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    // «Rossi M.»
    if let [surname, initial] = spelled.as_slice()
        && is_name(surname)
        && initial.len() == 2
        && initial.starts_with(char::is_uppercase)
        && initial.ends_with('.')
    {
        return true;
    }
    (2..=4).contains(&spelled.len())
        && spelled.iter().all(is_name)
        && spelled.iter().any(|word| is_first_name(word))
        && !words(text).first().is_some_and(|first| is_listed(PLACES, first))
}

/// Returns `true` for two or three words that may be a name of a person: each begins with a capital
/// and goes on in small letters, and none is a word of areas.
pub(super) fn may_be_person(text: &str) -> bool {
    const OF_AREAS: &str = "affari generali lavori pubblici opere servizi servizio sociali sociale demografici anagrafe urbanistica edilizia \
      privata tributi entrate finanze finanziaria ragioneria bilancio contabilita personale risorse umane economato cultura sport turismo \
      istruzione scuola biblioteca polizia locale municipale vigilanza sicurezza commercio attivita produttive ambiente ecologia \
      patrimonio manutenzioni manutenzione protocollo segreteria archivio contratti gare appalti informatica innovazione sistemi \
      informativi comunicazione organi istituzionali legale contenzioso elettorale cimiteri protezione civile famiglia minori \
      anziani politiche giovanili territorio mobilita trasporti programmazione controllo gestione area settore ufficio uffici \
      sportello unico edilizio transizione digitale opportunita stato civile verde cimitero strade viabilita demanio catasto \
      messi farmacia servizi anziane disabili casa giovani turistica economiche economico sviluppo pianificazione \
      progettazione interventi staff direzione generale amministrativa tecnica sanita igiene tempo libero";
    let spelled: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() > 1
            && letters.all(|c| c.is_lowercase() || c == '\'')
    };
    (2..=3).contains(&spelled.len())
        && spelled.iter().all(is_name)
        && !words(text).iter().any(|word| is_listed(OF_AREAS, word) || is_listed(PLACES, word))
}

/// Returns the offset behind the words of an office, where a name may begin.
fn end_of_office(text: &str) -> usize {
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let is_office = words(word).iter().all(|part| is_listed(OFFICE_WORDS, part));
        if !is_office {
            break;
        }
        end += word.len();
    }
    end
}

/// Returns `true` for a text that may name a person: «______», to be filled in by hand, does not.
pub(super) fn names_person(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Returns `true` for the name of a person: a title, or a few words that begin with capitals.
pub(super) fn is_person(text: &str) -> bool {
    let is_name = has_honorific(text) || is_capitalised(text);
    is_name && text.len() <= LONGEST_NAME && !text.contains(|c: char| c.is_ascii_digit())
}

/// Returns `true` for a name behind the title of a person: «dott. Rossi».
pub(super) fn has_honorific(text: &str) -> bool {
    let words = words(text);
    words.len() > 1 && is_listed(HONORIFICS, &title_of(text))
}

/// Returns `true` for a title, shortened as a rule, and the names of a person: «ing. Ugo Riva».
pub(super) fn is_titled_person(text: &str) -> bool {
    let mut spelled = text.split_whitespace();
    let first = title_of(text);
    let is_shortened = spelled.next().is_some_and(|title| title.ends_with('.'));
    let is_title =
        is_listed(PERSONAL_TITLES, &first) || is_shortened && is_listed(HONORIFICS, &first);
    let is_name = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || "'’-.".contains(c))
            // «dott. Mario de Rossi», «ing. Anna della Valle»
            && (word.starts_with(char::is_uppercase) || word.len() <= 2 || is_small(word))
    };
    let names = spelled.clone().count();
    is_title && (1..=MOST_NAMES).contains(&names) && spelled.all(is_name)
}

/// Returns `true` for two to five words that all begin with a capital letter.
pub(super) fn is_capitalised(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_of_areas_are_told_from_other_offices() {
        let name = |text| name_of_leader(text, false).map(|range| &text[range]);
        assert_eq!(name("Responsabile: Anna Verdi"), Some("Anna Verdi"));
        assert_eq!(name("Responsabile Area Tecnica: ing. Riva"), Some("ing. Riva"));
        assert_eq!(name("Responsabile Attività produttive: Ugo Blu"), Some("Ugo Blu"));
        assert_eq!(name("Responsabile del procedimento: Anna Verdi"), None);
        assert_eq!(name("Responsabile della protezione dei dati: avv. Neri"), None);
    }

    #[test]
    fn offices_are_those_who_lead_and_those_who_sign() {
        for word in ["responsabile", "titolare", "vicesindaco", "ragioniere", "comandante"] {
            assert!(is_office(word), "{word}");
        }
        assert!(!is_office("servizio") && !is_leader("sindaco"));
    }
}
