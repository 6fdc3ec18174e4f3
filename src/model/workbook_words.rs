//! Words of our workbooks that are read back: names of facts in «Leggimi», heads of its tables.

use super::{Key, Section};

/// Heads of the facts in «Leggimi».
pub const FACT_HEADS: [&str; 2] = ["Voce del piano", "Valore"];
/// Heads of the list in «Leggimi» that says which field each column of «Dati» holds.
pub const COLUMN_HEADS: [&str; 2] = ["Colonna di «Dati»", "Campo del piano"];
/// First line of «Piano», which is no part of the annex.
pub const PLAN_NOTE: &str = "Questo foglio si legge e si stampa com'era: le correzioni si fanno nel foglio «Dati», e qui non arrivano.";
/// First line of «Piano» in older workbooks.
pub const OLDER_PLAN_NOTE: &str =
    "Questo foglio si legge e si stampa: le correzioni si fanno nel foglio «Dati».";

/// Name of the expected total in «Pesi», which stands beside it.
pub const TOTAL_HEAD: &str = "Totale atteso";

/// Fields that hold the old text and the new one in a comparison of two plans, as layouts name them.
pub const COMPARISON_COLUMNS: [&str; 2] = ["indicatore.vigente", "indicatore.modificato"];
/// Fields of the rows of such a comparison: the old text, the new one, the change in words.
pub const COMPARISON_FIELDS: [&str; 3] = ["vigente", "modificato", "cambiamento"];

/// Name of the sheet with the results.
pub const EVALUATION_SHEET: &str = "Valutazione";
/// Name of the sheet with proposed objectives.
pub const PROPOSALS_SHEET: &str = "Proposte";
/// Name of the sheet by which a workbook that was sent to be filled in is known when it comes back.
pub const SENT_SHEET: &str = "Invio";
/// Line above the results that are asked for.
pub const RESULTS_NOTE: &str = "Compilare le celle colorate: il raggiunto è una percentuale da 0 a 100 (80 o 80%), oppure «non valutabile». Un risultato che manca non conta come zero. Le altre celle sono bloccate.";
/// Line above the objectives that are asked for.
pub const PROPOSALS_NOTE: &str = "Un obiettivo per riga, nelle celle colorate; le righe di troppo restano vuote. Il testo arriva nel piano com'è scritto qui. Le altre celle sono bloccate.";
/// Names of the facts in «Invio»: what is asked for, by whom rows are handed out, who got these, the
/// digest of their words.
pub const SENT_FACTS: [&str; 4] = ["Che cosa si compila", "Un file per", "Questo è di", "Codice"];

/// Names of the sections and lists of a plan's head; entries are numbered.
const SECTIONS: [(Key, &str); 7] = [
    (Key::Resolution, "Deliberazione"),
    (Key::Weights, "Regola sui pesi"),
    (Key::Annexes, "Altro allegato"),
    (Key::Signers, "Firmatario"),
    (Key::Kinds, "Tipologia"),
    (Key::Fields, "Campo"),
    (Key::Groups, "Gruppo"),
];

/// Returns the name for people of a fact with the path `delibera.numero`: «Deliberazione, numero».
pub fn fact_words(path: &str) -> String {
    let Some((top, rest)) = path.split_once('.') else {
        return Key::named(path).map_or_else(|| path.to_owned(), |key| key.label().to_owned());
    };
    let section = SECTIONS.iter().find(|(key, _)| key.name() == top);
    let Some((key, section)) = section else { return path.to_owned() };
    if holds_names(*key) {
        return format!("{section} {rest}");
    }
    match rest.split_once('.') {
        Some((number, part)) => format!("{section} {number}, {}", part_words(part)),
        None => format!("{section}, {}", part_words(rest)),
    }
}

/// Returns the path of the fact that [`fact_words`] calls `words`; other words as they are.
pub fn fact_path(words: &str) -> String {
    let words = words.trim();
    if let Some(key) = Section::Plan.keys().find(|key| key.label() == words) {
        return key.name().to_owned();
    }
    let path = SECTIONS.iter().find_map(|(key, section)| {
        let rest = words.strip_prefix(section)?;
        if let Some(part) = rest.strip_prefix(", ") {
            return Some(format!("{}.{}", key.name(), part_path(part)));
        }
        let rest = rest.strip_prefix(' ')?;
        if holds_names(*key) {
            return Some(format!("{}.{rest}", key.name()));
        }
        let (number, part) = rest.split_once(", ")?;
        Some(format!("{}.{number}.{}", key.name(), part_path(part)))
    });
    path.unwrap_or_else(|| words.to_owned())
}

/// Returns `true` for lists whose entries have names of the author's own, not numbers.
fn holds_names(key: Key) -> bool {
    matches!(key, Key::Kinds | Key::Fields)
}

fn part_words(part: &str) -> String {
    Key::named(part).map_or_else(|| part.to_owned(), |key| key.label().to_lowercase())
}

fn part_path(words: &str) -> &str {
    let key = Key::ALL.iter().find(|key| key.label().to_lowercase() == words);
    key.map_or(words, |key| key.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::HeadKey;

    #[test]
    fn facts_have_names_for_people_that_lead_back_to_them() {
        let paths = [
            ("titolo", "Titolo"),
            ("delibera.numero", "Deliberazione, numero"),
            ("pesi.unita", "Regola sui pesi, unità"),
            ("firmatari.2.qualifica", "Firmatario 2, qualifica"),
            ("allegati.1.allegato", "Altro allegato 1, allegato"),
            ("tipologie.S", "Tipologia S"),
            ("campi.spesa, in euro.2024", "Campo spesa, in euro.2024"),
            ("gruppi.1.livello", "Gruppo 1, livello"),
            ("gruppi.12.obiettivi", "Gruppo 12, obiettivi"),
        ];
        for (path, words) in paths {
            assert_eq!((fact_words(path).as_str(), fact_path(words).as_str()), (words, path));
        }
        // Keys of older workbooks and of forms stay what they are.
        for path in HeadKey::names() {
            assert_eq!(fact_path(&path), path);
        }
        assert_eq!(fact_path("Appunti, vari"), "Appunti, vari");
    }
}
