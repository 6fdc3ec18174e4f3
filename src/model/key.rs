//! The vocabulary of a plan: every key is spelled here, once.

/// A key of a plan's file, or the number that tables and «Dati» add to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Number of an objective, from 1 in the order of the plan; no key of a plan's file.
    Position,
    /// Title of the plan.
    Title,
    /// Body whose plan it is.
    Entity,
    /// Years of the plan or of a period.
    Years,
    /// Day of the plan or of its resolution.
    Date,
    /// Resolution that the annex belongs to.
    Resolution,
    /// Letter or number of this annex, or of another one.
    Annex,
    /// Other annexes.
    Annexes,
    /// People who sign.
    Signers,
    /// Text before the tables of the plan or of a group.
    Premise,
    /// Text after the tables of the plan or of a group.
    Closing,
    /// Filing class.
    Classification,
    /// Kinds of objective.
    Kinds,
    /// Rule on weights.
    Weights,
    /// Levels that objectives are grouped by.
    Levels,
    /// Fields that the plan declares.
    Fields,
    /// Areas with their periods.
    Areas,
    /// Groups of the plan's own levels.
    Groups,
    /// Objectives of a period, of a group or of the plan.
    Objectives,
    /// Body that adopts a resolution.
    AdoptingBody,
    /// Number of a resolution.
    Number,
    /// Name of an area or of a person.
    Name,
    /// Capacity in which a person signs.
    Capacity,
    /// Unit of weights.
    Unit,
    /// Total that weights are to reach, or that the source states.
    Total,
    /// Levels at which weights reach their total.
    Scope,
    /// Periods of an area.
    Periods,
    /// Label of a period.
    Label,
    /// Area of an objective.
    Area,
    /// Period of an objective.
    Period,
    /// Code of an objective.
    Code,
    /// Service that works on an objective.
    Service,
    /// Title of a cross-cutting objective.
    CrossCutting,
    /// Person who answers for an area or an objective.
    Manager,
    /// Kind of an objective.
    Kind,
    /// What is to be done.
    Description,
    /// Result that is expected.
    ExpectedResult,
    /// The one indicator of an objective.
    Indicator,
    /// Several indicators.
    Indicators,
    /// Weight of an objective or of an indicator.
    Weight,
    /// Words of an indicator.
    IndicatorText,
    /// Fields of the author's own.
    Extra,
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

    /// Returns the key as files spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Key::Position => "n",
            Key::Title => "titolo",
            Key::Entity => "ente",
            Key::Years => "anni",
            Key::Date => "data",
            Key::Resolution => "delibera",
            Key::Annex => "allegato",
            Key::Annexes => "allegati",
            Key::Signers => "firmatari",
            Key::Premise => "premessa",
            Key::Closing => "chiusura",
            Key::Classification => "classificazione",
            Key::Kinds => "tipologie",
            Key::Weights => "pesi",
            Key::Levels => "livelli",
            Key::Fields => "campi",
            Key::Areas => "aree",
            Key::Groups => "gruppi",
            Key::Objectives => "obiettivi",
            Key::AdoptingBody => "organo",
            Key::Number => "numero",
            Key::Name => "nome",
            Key::Capacity => "qualifica",
            Key::Unit => "unita",
            Key::Total => "totale",
            Key::Scope => "ambito",
            Key::Periods => "periodi",
            Key::Label => "etichetta",
            Key::Area => "area",
            Key::Period => "periodo",
            Key::Code => "codice",
            Key::Service => "servizio",
            Key::CrossCutting => "trasversale",
            Key::Manager => "responsabile",
            Key::Kind => "tipologia",
            Key::Description => "descrizione",
            Key::ExpectedResult => "risultato",
            Key::Indicator => "indicatore",
            Key::Indicators => "indicatori",
            Key::Weight => "peso",
            Key::IndicatorText => "testo",
            Key::Extra => "altro",
        }
    }
}
