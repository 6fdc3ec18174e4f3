//! A few long words that every plan of this kind uses. A word whose letters are those
//! of one of them in another order is a slip, wherever else it may not stand.

/// In lower case and without accents, long enough that chance cannot bring their
/// letters together, and none of them with an anagram that is a word.
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
    "interventi",
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
    "programmazione",
    "progetto",
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
    "rilevazione",
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

/// What a folded word was most likely meant to be, if it is a common word with two
/// letters exchanged or one glued to the «o» before it.
pub(super) fn meant(word: &str) -> Option<String> {
    if FREQUENT.contains(&word) {
        return None;
    }
    let scrambled = FREQUENT.iter().find(|frequent| is_scrambled(word, frequent));
    let glued = || {
        let rest = word.strip_prefix('o').filter(|rest| rest.len() >= 5)?;
        AFTER_OR.contains(&rest).then(|| format!("o {rest}"))
    };
    scrambled.map(|word| (*word).to_owned()).or_else(glued)
}

/// The same letters in another order, the first and the last in their places.
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
    fn scrambled_and_glued_words_are_recognised() {
        assert_eq!(meant("ciretri").as_deref(), Some("criteri"));
        assert_eq!(meant("odiversa").as_deref(), Some("o diversa"));
        for word in ["criteri", "diversa", "omissione", "orario", "opera", "onere", "operatore"] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
