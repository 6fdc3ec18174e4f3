//! What headings mean: the user's own words, the layout's, the plan's keys, and synonyms.

use super::words::{letters, sense};
use crate::model::Heading;
use std::collections::HashMap;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// The objective's number in its table, of which the order says as much.
    Number,
    Area,
    Manager,
    Period,
    /// The years of the period, in our own sheet.
    Years,
    Code,
    Service,
    CrossCutting,
    Kind,
    Description,
    Result,
    Indicator,
    Weight,
    /// A further field, under `altro`.
    Extra(String),
}

/// Fields under the plan's own keys.
const KEYS: [(&str, Role); 14] = [
    ("n", Role::Number),
    ("numero", Role::Number),
    ("area", Role::Area),
    ("responsabile", Role::Manager),
    ("periodo", Role::Period),
    ("anni", Role::Years),
    ("codice", Role::Code),
    ("servizio", Role::Service),
    ("trasversale", Role::CrossCutting),
    ("tipologia", Role::Kind),
    ("descrizione", Role::Description),
    ("risultato", Role::Result),
    ("indicatore", Role::Indicator),
    ("peso", Role::Weight),
];

/// Headings as offices write them; case, accents, plurals, brackets and small words do not count.
const SYNONYMS: [(Role, &[&str]); 12] = [
    (
        Role::Number,
        &[
            "nr",
            "num",
            "n ordine",
            "n ord",
            "n progressivo",
            "progressivo",
            "n obiettivo",
            "numero obiettivo",
        ],
    ),
    (
        Role::Area,
        &[
            "aree",
            "settore",
            "area settore",
            "ripartizione",
            "direzione",
            "dipartimento",
            "area organizzativa",
            "area funzionale",
            "area di riferimento",
            "nome area",
            "denominazione area",
            "area di appartenenza",
            "centro di responsabilità",
        ],
    ),
    (
        Role::Manager,
        &[
            "responsabile area",
            "responsabile settore",
            "dirigente",
            "dirigente responsabile",
            "titolare po",
            "titolare di posizione organizzativa",
            "titolare eq",
            "titolare incarico eq",
            "responsabile eq",
            "responsabile po",
        ],
    ),
    (
        Role::Period,
        &[
            "anno",
            "anni",
            "annualità",
            "periodo di riferimento",
            "anno di riferimento",
            "esercizio",
            "triennio",
            "arco temporale",
            "annualità di riferimento",
            "semestre",
        ],
    ),
    (
        Role::Code,
        &["cod", "codice obiettivo", "cod obiettivo", "id", "id obiettivo", "codice scheda"],
    ),
    (
        Role::Service,
        &[
            "servizio organizzativo",
            "servizio ufficio",
            "ufficio",
            "ufficio servizio",
            "unità organizzativa",
            "unità operativa",
            "servizio competente",
            "servizio interessato",
            "servizio responsabile",
            "servizio coinvolto",
            "servizio assegnatario",
            "struttura",
            "struttura organizzativa",
            "uo",
        ],
    ),
    (
        Role::CrossCutting,
        &["obiettivo trasversale", "titolo trasversale", "titolo obiettivo trasversale"],
    ),
    (
        Role::Kind,
        &[
            "tipo",
            "tipi",
            "tipologia obiettivo",
            "tipo obiettivo",
            "sviluppo mantenimento",
            "tipologia sviluppo mantenimento",
            "s m",
            "natura obiettivo",
        ],
    ),
    (
        Role::Description,
        &[
            "descrizione obiettivo",
            "obiettivo",
            "obiettivo gestionale",
            "obiettivo operativo",
            "obiettivo assegnato",
            "testo obiettivo",
            "descrizione sintetica",
            "descrizione attività",
            "obiettivo descrizione",
            "denominazione obiettivo",
        ],
    ),
    (
        Role::Result,
        &[
            "risultato atteso",
            "risultato finale",
            "esito atteso",
            "target",
            "valore atteso",
            "risultato da raggiungere",
            "risultato previsto",
            "atteso",
        ],
    ),
    (
        Role::Indicator,
        &[
            "indicatore risultato",
            "indicatore performance",
            "indicatore misurazione",
            "indicatore misura",
            "indicatore obiettivo",
            "indicatore raggiungimento",
            "kpi",
        ],
    ),
    (
        Role::Weight,
        &[
            "peso obiettivo",
            "pesi",
            "pesi obiettivi",
            "peso percentuale",
            "peso percentuale obiettivo",
            "peso in punti",
            "ponderazione",
            "peso obiettivo area",
            "pesatura",
            "peso attribuito",
            "peso ponderale",
            "peso valore percentuale",
        ],
    ),
];

/// First words that tell what a longer heading is about.
const FIRST_WORDS: [(&str, Role); 8] = [
    ("peso", Role::Weight),
    ("pesi", Role::Weight),
    ("indicatore", Role::Indicator),
    ("risultato", Role::Result),
    ("descrizione", Role::Description),
    ("tipologia", Role::Kind),
    ("servizio", Role::Service),
    ("obiettivo", Role::Description),
];
/// The most words of a heading that is known by its first.
const MOST_WORDS: usize = 12;
/// The most bytes of a heading.
const LONGEST: usize = 300;

impl Role {
    /// The field of that name in a plan or a layout.
    pub fn named(field: &str) -> Role {
        let known = KEYS.iter().find(|(key, _)| *key == letters(field));
        known.map_or_else(|| Role::Extra(field.trim().to_owned()), |(_, role)| role.clone())
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        match self {
            Role::Extra(key) => format!("altro.{key}"),
            Role::Number => "numero d'ordine".to_owned(),
            role => {
                let known = KEYS.iter().find(|(_, of)| of == role);
                known.map_or_else(String::new, |(key, _)| (*key).to_owned())
            }
        }
    }
}

/// How sure it is what a heading means: the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The user said so.
    Asked,
    /// The layout prints that heading.
    Layout,
    /// It is the plan's own key.
    Key,
    /// Offices write it so.
    Synonym,
    /// It begins so.
    FirstWord,
}

/// What headings mean in this run.
pub(super) struct Vocabulary {
    by_letters: HashMap<String, (Role, Rank)>,
    by_sense: HashMap<String, (Role, Rank)>,
    by_first: HashMap<String, Role>,
    /// Fields that the user gave to headings.
    asked: Vec<Role>,
}

impl Vocabulary {
    pub fn new(heads: &[Heading], map: &[Heading]) -> Self {
        let mut by_letters: HashMap<_, (Role, Rank)> = HashMap::new();
        let mut asked = Vec::new();
        for Heading { field, words } in map {
            by_letters.insert(letters(words), (Role::named(field), Rank::Asked));
            asked.push(Role::named(field));
        }
        for head in heads {
            let role = Role::named(&head.field);
            by_letters.entry(letters(&head.words)).or_insert((role, Rank::Layout));
        }
        for (key, role) in &KEYS {
            by_letters.entry((*key).to_owned()).or_insert((role.clone(), Rank::Key));
        }
        let mut by_sense = HashMap::new();
        for (words, found) in
            heads.iter().map(|head| (head.words.as_str(), Role::named(&head.field)))
        {
            by_sense.entry(sense(words)).or_insert((found, Rank::Layout));
        }
        for (role, phrases) in &SYNONYMS {
            for phrase in *phrases {
                by_sense.entry(sense(phrase)).or_insert((role.clone(), Rank::Synonym));
            }
        }
        for (key, role) in &KEYS {
            by_sense.entry(sense(key)).or_insert((role.clone(), Rank::Synonym));
        }
        let by_first = FIRST_WORDS.iter().map(|(word, role)| (sense(word), role.clone())).collect();
        Vocabulary { by_letters, by_sense, by_first, asked }
    }

    /// What a heading means, and how sure that is. A field that the user gave to one heading
    /// is that of no other.
    pub fn of(&self, heading: &str) -> Option<(Role, Rank)> {
        let found = self.look_up(heading)?;
        (found.1 == Rank::Asked || !self.asked.contains(&found.0)).then_some(found)
    }

    fn look_up(&self, heading: &str) -> Option<(Role, Rank)> {
        if heading.len() > LONGEST {
            return None;
        }
        if heading.trim() == "%" {
            return Some((Role::Weight, Rank::Synonym));
        }
        if let Some(found) = self.by_letters.get(&letters(heading)) {
            return Some(found.clone());
        }
        let sense = sense(heading);
        if let Some(found) = self.by_sense.get(&sense) {
            return Some(found.clone());
        }
        let first = sense.split(' ').next().unwrap_or_default();
        let few = sense.split(' ').count() <= MOST_WORDS;
        self.by_first.get(first).filter(|_| few).map(|role| (role.clone(), Rank::FirstWord))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_write_headings_in_many_ways() {
        let words = "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento".to_owned();
        let heads = [Heading { field: "tipologia".into(), words }];
        let vocabulary = Vocabulary::new(
            &heads,
            &[Heading { field: "note".into(), words: "Osservazioni".into() }],
        );
        let role = |text: &str| vocabulary.of(text).map(|(role, _)| role);
        for (text, wanted) in [
            ("TIPOLOGIA OBIETTIVO S sviluppo M mantenimen to", Role::Kind),
            ("PESO %", Role::Weight),
            ("Peso (%)", Role::Weight),
            ("PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)", Role::Weight),
            ("Obiettivo", Role::Description),
            ("Obiettivi", Role::Description),
            ("Indicatori", Role::Indicator),
            ("INDICATORI DI\nRISULTATO", Role::Indicator),
            ("Risultati  attesi", Role::Result),
            ("Settore", Role::Area),
            ("Anno", Role::Period),
            ("Annualita'", Role::Period),
            ("Responsabile", Role::Manager),
            ("N.", Role::Number),
            ("Cod.", Role::Code),
            ("Unità organizzative", Role::Service),
            ("osservazioni", Role::Extra("note".into())),
        ] {
            assert_eq!(role(text), Some(wanted), "{text}");
        }
        assert_eq!(role("Attestazione"), None);
    }

    #[test]
    fn what_the_user_says_of_a_field_holds_alone() {
        let vocabulary = Vocabulary::new(
            &[],
            &[Heading { field: "descrizione".into(), words: "Azione".into() }],
        );
        assert_eq!(vocabulary.of("AZIONE"), Some((Role::Description, Rank::Asked)));
        assert_eq!(vocabulary.of("Descrizione"), None);
    }
}
