//! Offices, as labels write them: whose holder leads an area, and in which quality.

use super::persons::is_leader;
use super::word_forms::{is_listed, is_small, words};

/// Words behind those of an office whose holder leads no area: «Responsabile del procedimento».
const NO_AREA_OFFICES: &str = "procedimento procedimenti progetto obiettivo obiettivi fase fasi esecuzione istruttoria \
  trattamento anticorruzione trasparenza attuazione scheda";
/// Words of such offices wherever they stand: «Responsabile della protezione dei dati».
const NO_AREA_WORDS: &str = "corruzione dati";
/// Words that belong to any office: «Responsabile titolare di posizione organizzativa».
const PLAIN: &str = "responsabile responsabili resp le dirigente dirigenti titolare titolari direttore direttrice coordinatore di del dell della dei \
  degli delle il la e ed d p o po q eq pe posizione posizioni organizzativa organizzative elevata qualificazione incarico incaricato apicale comunale generale";
/// Words of units that an office leads: «Responsabile dell'area finanziaria».
const UNITS: &str = "area aree settore settori servizio servizi ufficio uffici struttura strutture unita ripartizione direzione \
  dipartimento divisione sezione centro cdr ente comune";
/// First words of the names of units, which an office may lead without the word of a unit.
const UNIT_NAMES: &str = "affari lavori opere tributi entrate ragioneria finanze finanziario finanziaria bilancio contabilita personale \
  economato cultura sport turismo istruzione biblioteca polizia vigilanza commercio attivita ambiente ecologia patrimonio manutenzioni \
  manutenzione segreteria urbanistica edilizia demografici anagrafe sociali sociale politiche tecnico tecnica amministrativo amministrativa";
/// Words that say in which quality an office is held, as they follow one another.
const QUALITIES: [&[&str]; 16] = [
    &["ad", "interim"],
    &["f", "f"],
    &["ff"],
    &["facente", "funzione"],
    &["facente", "funzioni"],
    &["a", "scavalco"],
    &["pro", "tempore"],
    &["protempore"],
    &["supplente"],
    &["vicario"],
    &["vicaria"],
    &["reggente"],
    &["uscente"],
    &["temporaneo"],
    &["temporanea"],
    &["in", "convenzione"],
];

/// Meaning of an office for the area whose line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfficeRank {
    /// Holder that leads the area: «Responsabile del settore».
    Leads,
    /// Holder known to lead none: «Responsabile del procedimento».
    LeadsNone,
    /// Holder of an unknown office: «Responsabile del monitoraggio».
    Unknown,
}

/// Returns what the words of an office, before the colon if there is one, say of its holder.
pub(super) fn office_rank(text: &str) -> OfficeRank {
    let office = text.split(':').next().unwrap_or_default();
    let spelled = words(office);
    let named = spelled.iter().skip(1).find(|word| !is_small(word));
    if named.is_some_and(|word| is_listed(NO_AREA_OFFICES, word))
        || spelled.iter().any(|word| is_listed(NO_AREA_WORDS, word))
    {
        return OfficeRank::LeadsNone;
    }
    if leads_unit(office, &spelled) { OfficeRank::Leads } else { OfficeRank::Unknown }
}

/// Returns `true` for an office with no words of its own, with the word or the name of a unit, or with
/// a name in capitals right behind it: «Responsabile Attività produttive».
fn leads_unit(office: &str, spelled: &[String]) -> bool {
    let quality = quality_of(spelled);
    let known = |word: &&String| {
        is_listed(PLAIN, word) || quality.is_some_and(|words| words.contains(&word.as_str()))
    };
    let Some(own) = spelled.iter().find(|word| !known(word)) else { return true };
    if is_listed(UNITS, own) || is_listed(UNIT_NAMES, own) {
        return true;
    }
    let second = office.split_whitespace().nth(1).unwrap_or_default();
    let is_shouted = !office.contains(char::is_lowercase);
    second.starts_with(char::is_uppercase) && !is_shouted && words(second).concat() == *own
}

/// Returns the words of the quality in which an office is held; `None` if there are none.
fn quality_of(office: &[String]) -> Option<&'static [&'static str]> {
    QUALITIES.into_iter().find(|quality| office.windows(quality.len()).any(|part| part == *quality))
}

/// Returns the quality in the label of an office, as it stands there: «ad interim» in «Responsabile ad
/// interim»; `None` without one.
pub(super) fn quality(label: &str) -> Option<&str> {
    let tokens: Vec<&str> = label.split_whitespace().collect();
    let leader = tokens.iter().rposition(|token| is_leader(&words(token).concat()))?;
    let behind = &tokens[leader + 1..];
    let spelled = |tokens: &[&str]| -> Vec<String> { words(&tokens.join(" ")) };
    quality_of(&spelled(behind))?;
    // The shortest run of words that has it.
    let runs = (1..=behind.len()).flat_map(|len| behind.windows(len));
    let run = runs.into_iter().find(|run| {
        let run = spelled(run);
        quality_of(&run).is_some_and(|quality| quality.len() == run.len())
    })?;
    let start = crate::source::offset_in(label, run[0]);
    let last = run[run.len() - 1];
    let end = crate::source::offset_in(label, last) + last.len();
    Some(label[start..end].trim_matches(|c: char| "():,–-".contains(c)))
}

/// Returns the label of an office without the quality in which it is held.
pub(super) fn without_quality(label: &str) -> String {
    quality(label).map_or_else(|| label.to_owned(), |quality| label.replacen(quality, "", 1))
}

/// Returns a text without the quality that it begins with: «dott. Neri» in «ad interim dott. Neri».
pub(super) fn behind_quality(text: &str) -> &str {
    let mut ends = text.match_indices(char::is_whitespace).map(|(at, _)| at);
    let end = ends.by_ref().take(2).find(|end| {
        let spelled = words(&text[..*end]);
        quality_of(&spelled).is_some_and(|quality| quality.len() == spelled.len())
    });
    end.map_or(text, |end| text[end..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_lead_an_area_or_say_what_else_they_are_for() {
        for office in [
            "Responsabile:",
            "RESPONSABILE P.O.",
            "Responsabile titolare di posizione organizzativa",
            "Responsabile dell'area tecnica",
            "RESPONSABILE DEL SETTORE",
            "Responsabile Attività produttive",
            "Responsabile della Polizia locale",
            "Responsabile ad interim",
            "Responsabile f.f. del servizio",
            "Titolare di E.Q.",
        ] {
            assert_eq!(office_rank(office), OfficeRank::Leads, "{office}");
        }
        for office in [
            "Responsabile del monitoraggio",
            "RESPONSABILE MONITORAGGIO",
            "Responsabile politico",
            "Responsabile della transizione digitale",
            "Responsabile compilazione",
            "Responsabile del controllo di gestione",
            "Responsabile precedente",
        ] {
            assert_eq!(office_rank(office), OfficeRank::Unknown, "{office}");
        }
        for office in ["Responsabile del procedimento", "Responsabile della protezione dei dati"] {
            assert_eq!(office_rank(office), OfficeRank::LeadsNone, "{office}");
        }
    }

    #[test]
    fn qualities_stand_as_they_are_written() {
        for (label, wanted) in [
            ("Responsabile ad interim", Some("ad interim")),
            ("Responsabile (f.f.):", Some("f.f.")),
            ("AREA SOCIALE – Resp. a scavalco: ", Some("a scavalco")),
            ("Responsabile dell'area pro tempore:", Some("pro tempore")),
            ("Responsabile vicario", Some("vicario")),
            ("Responsabile", None),
            ("AREA F.F. – Responsabile", None),
        ] {
            assert_eq!(quality(label), wanted, "{label}");
        }
    }
}
