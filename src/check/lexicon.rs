//! Long words that plans of this kind use often, and their misspellings.

use super::letter_errors::{LetterError, letter_error};

/// Frequent words in lower case and without accents. None has an anagram that an office would write, as
/// «rilevazione» has in «rivelazione»: compared with a spelling dictionary of Italian.
const FREQUENT: &[&str] = &[
    "adeguamento",
    "affidamento",
    "aggiornamento",
    "amministrativo",
    "amministrazione",
    "applicazione",
    "approvazione",
    "attestazione",
    "attivazione",
    "attivita",
    "attuazione",
    "cittadini",
    "completamento",
    "comunicazione",
    "contabile",
    "controllo",
    "convenzione",
    "coordinamento",
    "costituzione",
    "criteri",
    "criterio",
    "delegazione",
    "deliberazione",
    "determinazione",
    "digitale",
    "digitalizzazione",
    "dipendenti",
    "dirigente",
    "disciplina",
    "documentazione",
    "documenti",
    "documento",
    "elaborazione",
    "erogazione",
    "esecuzione",
    "fattura",
    "finanziaria",
    "finanziario",
    "formazione",
    "gestione",
    "implementazione",
    "indicatore",
    "indicatori",
    "indicazione",
    "informatica",
    "informatici",
    "informatico",
    "intervento",
    "istituzionale",
    "liquidazione",
    "manutenzione",
    "miglioramento",
    "modalita",
    "monitoraggio",
    "obiettivi",
    "obiettivo",
    "organizzativo",
    "organizzazione",
    "pagamenti",
    "pagamento",
    "personale",
    "predisposizione",
    "previsione",
    "procedimenti",
    "procedimento",
    "procedura",
    "procedure",
    "progetto",
    "programmazione",
    "protocollo",
    "provvedimenti",
    "provvedimento",
    "pubblicazione",
    "raggiungimento",
    "realizzazione",
    "regolamento",
    "relazione",
    "rendicontazione",
    "responsabile",
    "responsabili",
    "revisione",
    "riferimento",
    "riscontro",
    "risultati",
    "risultato",
    "segnalazione",
    "segreteria",
    "servizi",
    "servizio",
    "sicurezza",
    "soggetti",
    "sviluppo",
    "tecnici",
    "tecnico",
    "tempestivita",
    "tempestivo",
    "tempistica",
    "tempistiche",
    "trasmissione",
    "trasparenza",
    "trasversale",
    "ufficio",
    "utenti",
    "valutazione",
    "verifica",
    "verifiche",
];

/// Words that often follow «o» and to which it gets glued.
const AFTER_OR: &[&str] = &[
    "dal", "dalla", "dei", "del", "della", "delle", "di", "diversa", "diverse", "diversi",
    "diverso", "nel", "nella", "non", "per", "presso",
];

/// Words of every act, often with a capital, that are no names.
const INSTITUTIONS: &[&str] = &[
    "assessore",
    "comunale",
    "comune",
    "comuni",
    "consiglio",
    "giunta",
    "ministero",
    "provincia",
    "regione",
    "segretario",
    "sindaco",
    "statuto",
    "unione",
];

/// Returns `true` if a folded word is a common word of acts.
pub(super) fn is_of_acts(word: &str) -> bool {
    FREQUENT.binary_search(&word).is_ok() || INSTITUTIONS.contains(&word)
}

/// Returns the words of [`FREQUENT`] with the same first letter as `word`.
fn frequent_like(word: &str) -> &'static [&'static str] {
    let first = |word: &str| word.bytes().next();
    let start = FREQUENT.partition_point(|other| first(other) < first(word));
    let end = FREQUENT.partition_point(|other| first(other) <= first(word));
    &FREQUENT[start..end]
}

/// Returns the common word that a folded word was most likely meant to be: one with a letter
/// missing, added or exchanged, or glued to the «o» before it.
pub(super) fn meant(word: &str) -> Option<String> {
    if is_of_acts(word) {
        return None;
    }
    // A misprint leaves the first letter in its place.
    let frequent = frequent_like(word);
    let uneven = frequent.iter().chain(INSTITUTIONS).find(|right| is_uneven(word, right));
    if let Some(right) = uneven {
        return Some((*right).to_owned());
    }
    let scrambled = frequent.iter().find(|frequent| is_scrambled(word, frequent));
    let glued = || {
        let rest = word.strip_prefix('o').filter(|rest| rest.len() >= 5)?;
        AFTER_OR.contains(&rest).then(|| format!("o {rest}"))
    };
    scrambled.map(|word| (*word).to_owned()).or_else(glued)
}

/// Returns `true` for a single letter in place of a double one or the other way round («publicazione», «commune»), or
/// in a long word a letter that is missing or too many («deliberzione»).
fn is_uneven(word: &str, right: &str) -> bool {
    // The words of the language that are so near, by its 44,000 most frequent ones.
    const WORDS: &[&str] = &[
        "coniglio",
        "convezione",
        "dirigete",
        "intervenuto",
        "ministro",
        "obbiettivi",
        "obbiettivo",
        "reazione",
        "risconto",
        "risultanti",
    ];
    const LONG: usize = 9;
    let doubled = || {
        let single = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.dedup();
            letters
        };
        single(word) == single(right)
    };
    // Most pairs are told apart by their first letter and their length alone.
    let near = word.as_bytes().first() == right.as_bytes().first()
        && word.len().abs_diff(right.len()) == 1;
    near && letter_error(word, right) == Some(LetterError::Gap)
        && !WORDS.contains(&word)
        && (doubled() || right.len() >= LONG)
}

/// Returns `true` for the same letters in another order, with the first and the last in place.
fn is_scrambled(word: &str, frequent: &str) -> bool {
    let (a, b) = (word.as_bytes(), frequent.as_bytes());
    let ends = |w: &[u8]| (w.first().copied(), w.last().copied());
    let sorted = |w: &[u8]| {
        let mut letters = w.to_vec();
        letters.sort_unstable();
        letters
    };
    a.len() == b.len() && ends(a) == ends(b) && a != b && sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_first_letter() {
        assert!(FREQUENT.is_sorted());
        assert_eq!(frequent_like("ubicazione"), ["ufficio", "utenti"]);
        assert!(frequent_like("").is_empty() && frequent_like("zona").is_empty());
        assert_eq!(meant("commune").as_deref(), Some("comune"));
    }

    #[test]
    fn scrambled_and_glued_words_are_recognised() {
        assert_eq!(meant("ciretri").as_deref(), Some("criteri"));
        assert_eq!(meant("odiversa").as_deref(), Some("o diversa"));
        for word in [
            "criteri",
            "diversa",
            "rivelazione",
            "omissione",
            "orario",
            "opera",
            "onere",
            "operatore",
        ] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
