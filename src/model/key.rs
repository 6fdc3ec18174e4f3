//! The vocabulary of a plan: every key is spelled here, once, with what stands under it and
//! the sections of a plan's file that have it.

/// Shape of the value under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyContent {
    /// Single text.
    Text,
    /// Single number.
    Number,
    /// Text or list of texts.
    Texts,
    /// Text, or a text for each year.
    Values,
    /// List of sections.
    List,
    /// Further keys.
    Keys,
}

/// Writes the enum [`Key`] and its tables from one line for each key, so that no table can
/// lack a key.
macro_rules! vocabulary {
    ($($(#[$doc:meta])* $key:ident $name:literal $label:literal $content:ident;)*) => {
        /// Key of a plan's file, or the number that tables and «Dati» add to them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $($(#[$doc])* $key,)*
        }

        impl Key {
            /// Every key, in the order of the vocabulary.
            pub const ALL: &[Key] = &[$(Key::$key,)*];

            /// Returns the key as files spell it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Key::$key => $name,)*
                }
            }

            /// Returns the key as people call it, for headings and editors.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Key::$key => $label,)*
                }
            }

            /// Returns the shape of the value under the key.
            pub const fn content(self) -> KeyContent {
                match self {
                    $(Key::$key => KeyContent::$content,)*
                }
            }
        }
    };
}

vocabulary! {
    /// Number of an objective, from 1 in the order of the plan; a column of «Dati», no key of a plan's file.
    Position "n" "N." Number;
    /// Title of the plan or of another annex.
    Title "titolo" "Titolo" Text;
    /// Body whose plan it is.
    Entity "ente" "Ente" Text;
    /// Years of the plan or of a period.
    Years "anni" "Anni" Texts;
    /// Day of the plan or of its resolution.
    Date "data" "Data" Text;
    /// Resolution that the annex belongs to.
    Resolution "delibera" "Deliberazione" Keys;
    /// Letter or number of this annex, or of another one.
    Annex "allegato" "Allegato" Text;
    /// Other annexes.
    Annexes "allegati" "Altri allegati" List;
    /// People who sign.
    Signers "firmatari" "Firmatari" List;
    /// Text before the tables of the plan or of a group.
    Premise "premessa" "Premessa" Text;
    /// Text after the tables of the plan or of a group.
    Closing "chiusura" "Chiusura" Text;
    /// Filing class.
    Classification "classificazione" "Classificazione" Text;
    /// Kinds of objective.
    Kinds "tipologie" "Tipologie" Keys;
    /// Rule on weights.
    Weights "pesi" "Regola sui pesi" Keys;
    /// Levels that objectives are grouped by.
    Levels "livelli" "Livelli" Texts;
    /// Rule on codes.
    Codes "codici" "Regola sui codici" Text;
    /// Fields that the plan declares.
    Fields "campi" "Campi" Keys;
    /// Areas with their periods.
    Areas "aree" "Aree" List;
    /// Groups of the plan's own levels.
    Groups "gruppi" "Gruppi" List;
    /// Objectives of a period, of a group or of the plan.
    Objectives "obiettivi" "Obiettivi" List;
    /// Body that adopts a resolution.
    AdoptingBody "organo" "Organo" Text;
    /// Number of a resolution.
    Number "numero" "Numero" Text;
    /// Name of an area or of a person.
    Name "nome" "Nome" Text;
    /// Capacity in which a person signs.
    Capacity "qualifica" "Qualifica" Text;
    /// Unit of weights.
    Unit "unita" "Unità" Text;
    /// Total that weights are to reach, or that the source states.
    Total "totale" "Totale" Number;
    /// Levels at which weights reach their total.
    Scope "ambito" "Ambito" Texts;
    /// Periods of an area.
    Periods "periodi" "Periodi" List;
    /// Label of a period.
    Label "etichetta" "Etichetta" Text;
    /// Area of an objective.
    Area "area" "Area" Text;
    /// Period of an objective.
    Period "periodo" "Periodo" Text;
    /// Code of an objective.
    Code "codice" "Codice" Text;
    /// Service that works on an objective.
    Service "servizio" "Servizio organizzativo" Text;
    /// Title of a cross-cutting objective.
    CrossCutting "trasversale" "Obiettivo trasversale" Text;
    /// Person who answers for an area, a group or an objective.
    Manager "responsabile" "Responsabile" Values;
    /// Kind of an objective.
    Kind "tipologia" "Tipologia" Text;
    /// Task that an objective sets.
    Description "descrizione" "Descrizione" Text;
    /// Result that is expected.
    ExpectedResult "risultato" "Risultato atteso" Text;
    /// Measure of the result, if there is only one.
    Indicator "indicatore" "Indicatore di risultato" Text;
    /// Several measures of the result.
    Indicators "indicatori" "Indicatori di risultato" List;
    /// Weight of an objective or of an indicator.
    Weight "peso" "Peso" Number;
    /// Words of an indicator.
    IndicatorText "testo" "Testo" Text;
    /// Result of an objective or of an indicator.
    Outcome "esito" "Esito" Keys;
    /// Fields of the author's own.
    Extra "altro" "Altri campi" Keys;
    /// Rule by which results are judged.
    Assessment "valutazione" "Valutazione" Keys;
    /// Points of a full result.
    Scale "scala" "Scala" Number;
    /// Ranges of a result with what they count.
    Ranges "fasce" "Fasce" List;
    /// Treatment of results above the full one.
    AboveFull "oltre-cento" "Oltre-cento" Text;
    /// Treatment of objectives that cannot be assessed.
    NotAssessable "non-valutabili" "Non-valutabili" Text;
    /// Decimals of percentages and scores.
    Rounding "arrotondamento" "Arrotondamento" Number;
    /// Least result of a range.
    Least "minimo" "Minimo" Number;
    /// Greatest result of a range.
    Most "massimo" "Massimo" Number;
    /// Percentage that the results of a range count for.
    Worth "vale" "Vale" Number;
    /// Value that was measured.
    Value "valore" "Valore" Text;
    /// Value that was to be reached.
    Target "atteso" "Atteso" Number;
    /// Way from the value to the percentage.
    Method "metodo" "Metodo" Text;
    /// Percentage reached.
    Percentage "percentuale" "Percentuale" Number;
    /// Points reached on the scale.
    Points "punti" "Punti" Number;
    /// Acts and documents that prove a result.
    Evidence "evidenza" "Evidenza" Text;
    /// Notes on a result.
    Notes "note" "Note" Text;
}

impl Key {
    /// Columns of «Dati» that every plan has, in their order; further fields follow.
    pub const DATA_COLUMNS: [Key; 13] = [
        Key::Position,
        Key::Area,
        Key::Manager,
        Key::Period,
        Key::Years,
        Key::Code,
        Key::Service,
        Key::CrossCutting,
        Key::Kind,
        Key::Description,
        Key::ExpectedResult,
        Key::Indicator,
        Key::Weight,
    ];

    /// Returns the key that is spelled `name`.
    pub fn named(name: &str) -> Option<Key> {
        Key::ALL.iter().copied().find(|key| key.name() == name)
    }

    /// Returns `true` if an objective, a group or an indicator gives the key a meaning of its
    /// own, so that a plan can name neither a level nor a field by it.
    pub fn is_reserved(self) -> bool {
        // A plan may group by service and declare who answers for its objectives.
        let may_be_declared = matches!(self, Key::Service | Key::Manager);
        // No section below has these, but a reader of the file would take them for the usual ones.
        let elsewhere = matches!(self, Key::Position | Key::Areas | Key::Periods);
        let sections = [Section::Objective, Section::Group, Section::Indicator];
        elsewhere || !may_be_declared && sections.iter().any(|section| section.has(self))
    }

    /// Returns `true` if an objective may have a value of each year under the key.
    pub const fn is_by_year(self) -> bool {
        matches!(self, Key::Weight | Key::ExpectedResult)
    }

    /// Returns `true` if a plan can name a level by the key, but no field.
    pub const fn names_level(self) -> bool {
        matches!(self, Key::Area | Key::Period | Key::Service)
    }
}

/// Part of a plan's file that has its own keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Top of the file.
    Plan,
    /// Value of `delibera`.
    Resolution,
    /// Entry of `allegati`.
    Reference,
    /// Entry of `firmatari`.
    Signer,
    /// Value of `pesi`.
    WeightRule,
    /// Entry of `aree`.
    Area,
    /// Entry of `periodi`.
    Period,
    /// Objective of a period or of a group.
    Objective,
    /// Objective of the flat form, which names its area and period or its levels.
    Row,
    /// Entry of `gruppi`.
    Group,
    /// Entry of `indicatori`.
    Indicator,
    /// Value of `esito`, or of one of its years.
    Outcome,
    /// Value of `valutazione`.
    Assessment,
    /// Entry of `fasce`.
    Range,
}

// One order for all sections is not possible: «allegato» comes before «titolo» in an entry of
// `allegati`, but after it in the plan.
const PLAN: &[Key] = &[
    Key::Title,
    Key::Entity,
    Key::Years,
    Key::Date,
    Key::Resolution,
    Key::Annex,
    Key::Annexes,
    Key::Signers,
    Key::Premise,
    Key::Closing,
    Key::Classification,
    Key::Kinds,
    Key::Weights,
    Key::Assessment,
    Key::Levels,
    Key::Codes,
    Key::Fields,
    Key::Areas,
    Key::Groups,
    Key::Objectives,
];
const AREA: &[Key] =
    &[Key::Name, Key::Manager, Key::Premise, Key::Closing, Key::Total, Key::Periods];
const PERIOD: &[Key] =
    &[Key::Label, Key::Years, Key::Premise, Key::Closing, Key::Total, Key::Objectives];
const OBJECTIVE: &[Key] = &[
    Key::Code,
    Key::Service,
    Key::CrossCutting,
    Key::Manager,
    Key::Kind,
    Key::Description,
    Key::ExpectedResult,
    Key::Indicator,
    Key::Indicators,
    Key::Weight,
    Key::Outcome,
    Key::Extra,
];
const OUTCOME: &[Key] = &[
    Key::Value,
    Key::Target,
    Key::Method,
    Key::Ranges,
    Key::Percentage,
    Key::Points,
    Key::Evidence,
    Key::Notes,
];
const ASSESSMENT: &[Key] =
    &[Key::Scale, Key::Ranges, Key::AboveFull, Key::NotAssessable, Key::Rounding];
const GROUP: &[Key] = &[
    Key::Premise,
    Key::Closing,
    Key::Total,
    Key::Years,
    Key::Manager,
    Key::Extra,
    Key::Objectives,
    Key::Groups,
];

impl Section {
    /// Every section, in the order in which a misplaced key is looked up.
    pub const ALL: [Section; 14] = [
        Section::Plan,
        Section::Resolution,
        Section::Reference,
        Section::Signer,
        Section::WeightRule,
        Section::Area,
        Section::Period,
        Section::Objective,
        Section::Row,
        Section::Group,
        Section::Indicator,
        Section::Outcome,
        Section::Assessment,
        Section::Range,
    ];

    /// Returns the keys of the section, in the order in which files have them and messages
    /// list them.
    pub fn keys(self) -> impl Iterator<Item = Key> {
        let (levels, keys): (&[Key], &[Key]) = match self {
            Section::Plan => (&[], PLAN),
            Section::Resolution => (&[], &[Key::AdoptingBody, Key::Number, Key::Date]),
            Section::Reference => (&[], &[Key::Annex, Key::Title]),
            Section::Signer => (&[], &[Key::Name, Key::Capacity]),
            Section::WeightRule => (&[], &[Key::Unit, Key::Total, Key::Scope]),
            Section::Area => (&[], AREA),
            Section::Period => (&[], PERIOD),
            Section::Objective => (&[], OBJECTIVE),
            Section::Row => (&[Key::Area, Key::Period], OBJECTIVE),
            Section::Group => (&[], GROUP),
            Section::Indicator => {
                (&[], &[Key::IndicatorText, Key::Weight, Key::Outcome, Key::Extra])
            }
            Section::Outcome => (&[], OUTCOME),
            Section::Assessment => (&[], ASSESSMENT),
            Section::Range => (&[], &[Key::Name, Key::Least, Key::Most, Key::Worth]),
        };
        levels.iter().chain(keys).copied()
    }

    /// Returns `true` if the section has the key.
    pub fn has(self, key: Key) -> bool {
        self.keys().any(|own| own == key)
    }

    /// Returns the keys of the section that hold one text or one number.
    pub fn plain_keys(self) -> impl Iterator<Item = Key> {
        self.keys().filter(|key| matches!(key.content(), KeyContent::Text | KeyContent::Number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_but_the_position_stands_in_a_section() {
        for &key in Key::ALL {
            let stands = Section::ALL.iter().any(|section| section.has(key));
            assert_eq!(stands, key != Key::Position, "{key:?}");
            assert_eq!(Key::named(key.name()), Some(key));
        }
    }

    #[test]
    fn names_are_reserved_where_rows_or_groups_use_them() {
        let reserved = Key::ALL.iter().filter(|key| key.is_reserved()).map(|key| key.name());
        let expected = "n anni premessa chiusura aree gruppi obiettivi totale periodi codice trasversale \
              tipologia descrizione risultato indicatore indicatori peso testo esito altro";
        assert_eq!(reserved.collect::<Vec<_>>().join(" "), expected);
    }
}
