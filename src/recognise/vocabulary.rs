//! Meaning of headings: the words of the user, of the layout, of the plan and of offices.

use super::dotted_heads::{below, is_year_of_key};
use super::synonyms::{FIRST_WORDS, SYNONYMS, WEAK_SYNONYMS};
use super::word_forms::{is_year, letters, sense};
use crate::model::{Heading, Key, LevelHead};
use std::collections::HashMap;

/// Field that a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ColumnRole {
    /// Column that every plan may have: one of [`Key::DATA_COLUMNS`].
    Key(Key),
    /// Further field, under `altro`.
    Extra(String),
}

/// Words of a heading known by its first: longer ones are running text.
const MOST_WORDS: usize = 12;
/// Bytes of a heading: longer ones are running text.
const LONGEST: usize = 300;

/// Stems of words that speak of what was reached, not of what is expected.
const PAST: [&str; 11] = [
    "conseguit",
    "raggiunt",
    "ottenut",
    "consuntiv",
    "realizzat",
    "rilevat",
    "precedent",
    "storic",
    "scors",
    "passat",
    "partenz",
];

impl ColumnRole {
    /// Returns the field that a plan or a layout spells `field`.
    pub(crate) fn named(field: &str) -> ColumnRole {
        if let Some(further) = below(field.trim(), Key::Extra) {
            return ColumnRole::Extra(further.to_owned());
        }
        let spelled = letters(field);
        // In layouts and for --mappa «numero» is the number in the table: an objective has no
        // other.
        if spelled == Key::Number.name() {
            return ColumnRole::Key(Key::Position);
        }
        let known = Key::DATA_COLUMNS.into_iter().find(|key| key.name() == spelled);
        known.map_or_else(|| ColumnRole::Extra(field.trim().to_owned()), ColumnRole::Key)
    }

    /// Returns the key of a column that every plan may have.
    pub(crate) fn key(&self) -> Option<Key> {
        match self {
            ColumnRole::Key(key) => Some(*key),
            ColumnRole::Extra(_) => None,
        }
    }

    /// Returns the name for people.
    pub(crate) fn name(&self) -> String {
        match self {
            ColumnRole::Extra(key) if is_year_of_key(key) => key.clone(),
            ColumnRole::Extra(key) if below(key, Key::Indicator).is_some() => key.clone(),
            ColumnRole::Extra(key) => format!("{}.{key}", Key::Extra.name()),
            ColumnRole::Key(Key::Position) => "numero d'ordine".to_owned(),
            ColumnRole::Key(key) => key.name().to_owned(),
        }
    }

    /// Returns the name as `--mappa` takes it.
    pub(crate) fn option_name(&self) -> String {
        match self {
            ColumnRole::Key(Key::Position) => Key::Number.name().to_owned(),
            role => role.name(),
        }
    }

    /// Returns `true` if the field describes no objective by itself: it numbers or groups them.
    pub(crate) fn is_about_group(&self) -> bool {
        let ColumnRole::Key(key) = self else { return false };
        matches!(
            key,
            Key::Position | Key::Area | Key::Manager | Key::Period | Key::Years | Key::Kind
        )
    }
}

/// Reason why a heading is known: the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HeadingRank {
    /// Given by the user.
    User,
    /// Printed by the layout.
    Layout,
    /// Key of the plan itself.
    Key,
    /// Written by offices.
    Synonym,
    /// Written by offices, with a year beside it.
    Dated,
    /// Known by its first word only, or by a word that heads other columns as well.
    FirstWord,
}

/// Headings with their meanings.
pub(super) struct HeadingVocabulary {
    by_letters: HashMap<String, (ColumnRole, HeadingRank)>,
    by_sense: HashMap<String, (ColumnRole, HeadingRank)>,
    by_first: HashMap<String, Key>,
    /// Fields that the user gave to headings.
    given: Vec<ColumnRole>,
}

impl HeadingVocabulary {
    /// Gathers the headings of a layout, those that the user maps, and the usual ones.
    pub(crate) fn new(layout: &[Heading], map: &[Heading]) -> Self {
        let role = |heading: &Heading| ColumnRole::named(&heading.field);
        let mut by_letters = HashMap::new();
        for heading in map {
            by_letters.insert(letters(&heading.words), (role(heading), HeadingRank::User));
        }
        // `or_insert` keeps the surer meaning: the user's before the layout's before the usual one.
        let mut by_sense = HashMap::new();
        for heading in layout {
            let found = (role(heading), HeadingRank::Layout);
            by_letters.entry(letters(&heading.words)).or_insert(found.clone());
            by_sense.entry(sense(&heading.words)).or_insert(found);
        }
        let usual = SYNONYMS.into_iter().map(|synonyms| (synonyms, HeadingRank::Synonym));
        let weak = WEAK_SYNONYMS.into_iter().map(|synonyms| (synonyms, HeadingRank::FirstWord));
        for ((key, phrases), rank) in usual.chain(weak) {
            for phrase in phrases.split(", ") {
                by_sense.entry(sense(phrase)).or_insert((ColumnRole::Key(key), rank));
            }
        }
        // Synonyms come before keys: over a table «Anni» is the period, not the years of one.
        for key in Key::DATA_COLUMNS {
            let found = |rank| (ColumnRole::Key(key), rank);
            by_letters.entry(key.name().to_owned()).or_insert(found(HeadingRank::Key));
            by_sense.entry(sense(key.name())).or_insert(found(HeadingRank::Synonym));
        }
        let number = (ColumnRole::Key(Key::Position), HeadingRank::Key);
        by_letters.entry(Key::Number.name().to_owned()).or_insert(number);
        let by_first = FIRST_WORDS.into_iter().map(|(word, key)| (sense(word), key)).collect();
        HeadingVocabulary { by_letters, by_sense, by_first, given: map.iter().map(role).collect() }
    }

    /// Adds the levels that the layout groups by: a column with the name of one holds its groups.
    pub(crate) fn with_levels(mut self, levels: &[LevelHead]) -> Self {
        for level in levels {
            // «strategico» prints «Obiettivo strategico: …», which is what its column is called.
            for words in [level.name.as_str(), level.before.as_str()] {
                let role = (ColumnRole::named(&level.name), HeadingRank::Layout);
                if !sense(words).is_empty() {
                    self.by_letters.entry(letters(words)).or_insert(role.clone());
                    self.by_sense.entry(sense(words)).or_insert(role);
                }
            }
        }
        self
    }

    /// Returns the meaning of a heading and how sure it is. A field that the user gave to one
    /// heading is that of no other.
    pub(crate) fn of(&self, heading: &str) -> Option<(ColumnRole, HeadingRank)> {
        let found = self.look_up(heading)?;
        // Otherwise --mappa could only add a column, never replace the one that was recognised.
        (found.1 == HeadingRank::User || !self.given.contains(&found.0)).then_some(found)
    }

    /// Returns the field that the parts of a heading such as «Servizio / Dienst» agree on; beside an
    /// area, its manager does not count.
    fn of_parts(&self, heading: &str) -> Option<ColumnRole> {
        let known = |part: &str| self.by_sense.get(&sense(part)).map(|(role, _)| role.clone());
        let mut roles: Vec<ColumnRole> = heading.split('/').filter_map(known).collect();
        let (area, manager) = (ColumnRole::Key(Key::Area), ColumnRole::Key(Key::Manager));
        if roles.contains(&area) {
            roles.retain(|role| *role != manager);
        }
        roles.dedup();
        match roles.as_slice() {
            [only] if heading.contains('/') => Some(only.clone()),
            _ => None,
        }
    }

    fn look_up(&self, heading: &str) -> Option<(ColumnRole, HeadingRank)> {
        if heading.len() > LONGEST {
            return None;
        }
        // A sign alone has neither letters nor sense.
        if heading.trim() == "%" {
            return Some((ColumnRole::Key(Key::Weight), HeadingRank::Synonym));
        }
        // A head of our own: no office writes a point behind the word.
        if below(heading, Key::Indicator).is_some_and(|rest| rest.starts_with(char::is_numeric)) {
            return Some((ColumnRole::named(heading), HeadingRank::Key));
        }
        if below(heading, Key::Extra).is_some() {
            return Some((ColumnRole::named(heading), HeadingRank::Key));
        }
        if let Some(found) = self.by_letters.get(&letters(heading)) {
            return Some(found.clone());
        }
        // In a narrow column a word goes on in the next line.
        let spelled_out = sense(&abbreviated(heading));
        let sense = sense(&heading.replace("-\n", ""));
        if let Some(found) = self.by_sense.get(&sense) {
            return Some(found.clone());
        }
        // «Titolare di E.Q.», of which «e» would be a small word.
        if let Some(found) = self.by_sense.get(&spelled_out) {
            return Some(found.clone());
        }
        if let Some(role) = self.of_parts(heading) {
            return Some((role, HeadingRank::Synonym));
        }
        // «Risultato conseguito 2024» is no result that is expected.
        if sense.split(' ').any(|word| PAST.contains(&word)) {
            return None;
        }
        // «ANNI 2026 E 2027» names a period, and heads none.
        let of_years = [Key::Description, Key::ExpectedResult, Key::Indicator, Key::Weight];
        if let Some((ColumnRole::Key(key), rank)) = self.by_sense.get(&without_years(&sense))
            && of_years.contains(key)
        {
            return Some((ColumnRole::Key(*key), HeadingRank::Dated.max(*rank)));
        }
        let first = sense.split(' ').next().unwrap_or_default();
        // A first word is the weakest sign: in a cell with a whole sentence it is chance.
        let is_short = sense.split(' ').count() <= MOST_WORDS;
        let key = self.by_first.get(first).filter(|_| is_short)?;
        Some((ColumnRole::Key(*key), HeadingRank::FirstWord))
    }
}

/// Returns a heading with its abbreviations as words: «EQ» for «E.Q.».
fn abbreviated(heading: &str) -> String {
    let without_points = |word: &str| {
        let parts = word.trim_end_matches([':', '.']).split('.');
        let is_abbreviation =
            word.contains('.') && parts.clone().all(|part| part.chars().count() == 1);
        if is_abbreviation { parts.collect() } else { word.to_owned() }
    };
    heading.split_whitespace().map(without_points).collect::<Vec<String>>().join(" ")
}

/// Returns the words of a heading without its year: those of «Target» for «Target anno 2026».
fn without_years(sense: &str) -> String {
    let kept = sense.split(' ').filter(|word| !is_year(word) && *word != "anno");
    kept.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_write_headings_in_many_ways() {
        let words = "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento".to_owned();
        let heads = [Heading { field: "tipologia".into(), words }];
        let vocabulary = HeadingVocabulary::new(
            &heads,
            &[Heading { field: "note".into(), words: "Osservazioni".into() }],
        );
        let role = |text: &str| vocabulary.of(text).map(|(role, _)| role);
        for (text, wanted) in [
            ("TIPOLOGIA OBIETTIVO S sviluppo M mantenimen to", ColumnRole::Key(Key::Kind)),
            ("PESO %", ColumnRole::Key(Key::Weight)),
            ("Peso (%)", ColumnRole::Key(Key::Weight)),
            (
                "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
                ColumnRole::Key(Key::Weight),
            ),
            ("Obiettivo", ColumnRole::Key(Key::Description)),
            ("Obiettivi", ColumnRole::Key(Key::Description)),
            ("Indicatori", ColumnRole::Key(Key::Indicator)),
            ("INDICATORI DI\nRISULTATO", ColumnRole::Key(Key::Indicator)),
            ("Risultati  attesi", ColumnRole::Key(Key::ExpectedResult)),
            ("Settore", ColumnRole::Key(Key::Area)),
            ("Anno", ColumnRole::Key(Key::Period)),
            ("Annualita'", ColumnRole::Key(Key::Period)),
            ("Responsabile", ColumnRole::Key(Key::Manager)),
            ("N.", ColumnRole::Key(Key::Position)),
            ("Cod.", ColumnRole::Key(Key::Code)),
            ("Unità organizzative", ColumnRole::Key(Key::Service)),
            ("osservazioni", ColumnRole::Extra("note".into())),
            ("E.Q.", ColumnRole::Key(Key::Manager)),
            ("Elevata Qualificazione", ColumnRole::Key(Key::Manager)),
            ("Titolare di E.Q.:", ColumnRole::Key(Key::Manager)),
            ("U.O.", ColumnRole::Key(Key::Service)),
            ("Target 2026", ColumnRole::Key(Key::ExpectedResult)),
            ("Atteso anno 2026", ColumnRole::Key(Key::ExpectedResult)),
            ("Output atteso", ColumnRole::Key(Key::ExpectedResult)),
        ] {
            assert_eq!(role(text), Some(wanted), "{text}");
        }
        for text in ["Attestazione", "Risultato anno precedente", "ANNI 2026 E 2027"] {
            assert_eq!(role(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_user_says_of_a_field_holds_alone() {
        let vocabulary = HeadingVocabulary::new(
            &[],
            &[Heading { field: "descrizione".into(), words: "Azione".into() }],
        );
        assert_eq!(
            vocabulary.of("AZIONE"),
            Some((ColumnRole::Key(Key::Description), HeadingRank::User))
        );
        assert_eq!(vocabulary.of("Descrizione"), None);
    }
}
