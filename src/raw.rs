//! A plan as its file says it, before anybody asks whether it makes sense.

use crate::source::{Span, Spanned};

/// Words with their place.
pub type Words = Spanned<String>;

/// What a file says under a key.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Field {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there, with nothing behind it.
    Empty(Span),
    /// The key is there with something that cannot be a text; a finding has said so.
    Wrong,
    /// A text.
    Given(Words),
}

/// What stands under a key that may hold a value for each year.
#[derive(Clone, Debug, PartialEq)]
pub enum RawValues {
    /// One value.
    One(Field),
    /// Years and their values.
    ByYear(Vec<(Words, Field)>),
}

impl From<Field> for RawValues {
    fn from(field: Field) -> Self {
        RawValues::One(field)
    }
}

/// A key of the author's own, and what stands under it.
pub type RawExtra = (Words, RawValues);

/// A plan.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPlan {
    /// The whole plan.
    pub span: Span,
    /// `titolo`.
    pub title: Field,
    /// `ente`.
    pub entity: Field,
    /// `anni`.
    pub years: Vec<Words>,
    /// `data`.
    pub date: Field,
    /// `delibera`.
    pub resolution: Option<RawResolution>,
    /// `allegato`.
    pub annex: Field,
    /// `allegati`.
    pub annexes: Vec<RawReference>,
    /// `firmatari`.
    pub signers: Vec<RawSigner>,
    /// `premessa`.
    pub premise: Field,
    /// `chiusura`.
    pub closing: Field,
    /// `classificazione`.
    pub classification: Field,
    /// `tipologie`: letters and what they stand for.
    pub kinds: Option<Vec<(Words, Field)>>,
    /// `pesi`.
    pub weights: RawRule,
    /// `livelli`; `None` where the plan has the usual ones.
    pub levels: Option<Vec<Words>>,
    /// `campi`: fields and what they hold.
    pub fields: Vec<(Words, Field)>,
    /// `aree`.
    pub areas: Vec<RawArea>,
    /// `gruppi`.
    pub groups: Vec<RawGroup>,
    /// `obiettivi` at the top: rows that name their area and period, or their levels.
    pub rows: Vec<RawObjective>,
    /// Whether the plan has objectives at all, in whatever form: `Absent` or `Empty` if not.
    pub content: Field,
}

/// `delibera`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawResolution {
    /// `organo`.
    pub body: Field,
    /// `numero`.
    pub number: Field,
    /// `data`.
    pub date: Field,
}

/// An entry of `allegati`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawReference {
    /// The entry.
    pub span: Span,
    /// `allegato`, or the entry itself where it is a plain text.
    pub label: Field,
    /// `titolo`.
    pub title: Field,
}

/// An entry of `firmatari`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawSigner {
    /// The entry.
    pub span: Span,
    /// `nome`.
    pub name: Field,
    /// `qualifica`, or the entry itself where it is a plain text.
    pub role: Field,
}

/// `pesi`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawRule {
    /// `pesi: nessuno`, or the like: the whole rule in a word.
    pub whole: Field,
    /// `unita`.
    pub unit: Field,
    /// `totale`.
    pub total: Field,
    /// `ambito`.
    pub scope: Vec<Words>,
}

/// What is said of an area, a period or another group as a whole.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawFacts {
    /// `premessa`.
    pub premise: Field,
    /// `chiusura`.
    pub closing: Field,
    /// `totale`.
    pub total: Field,
}

/// An entry of `gruppi`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawGroup {
    /// All of it.
    pub span: Span,
    /// The levels that it names with its label in each: one, if it is sound.
    pub levels: Vec<(Words, Field)>,
    /// `premessa`, `chiusura`, `totale`.
    pub facts: RawFacts,
    /// `anni`, of a period only.
    pub years: Vec<Words>,
    /// `responsabile`, declared fields and those under `altro`: its objectives take them over.
    pub extra: Vec<RawExtra>,
    /// `obiettivi`; `None` where it was something else than a list, which a finding has said.
    pub objectives: Option<Vec<RawObjective>>,
    /// `gruppi`; `None` as above.
    pub groups: Option<Vec<RawGroup>>,
}

/// An area.
#[derive(Clone, Debug, PartialEq)]
pub struct RawArea {
    /// All of it.
    pub span: Span,
    /// `nome`.
    pub name: Field,
    /// `responsabile`.
    pub manager: Field,
    /// `premessa`, `chiusura`, `totale`.
    pub facts: RawFacts,
    /// `periodi`; `None` where it was something else than a list, which a finding has said.
    pub periods: Option<Vec<RawPeriod>>,
}

/// A period of an area.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPeriod {
    /// All of it.
    pub span: Span,
    /// `etichetta`.
    pub label: Field,
    /// `anni`.
    pub years: Vec<Words>,
    /// `premessa`, `chiusura`, `totale`.
    pub facts: RawFacts,
    /// `obiettivi`; `None` where it was something else than a list, which a finding has said.
    pub objectives: Option<Vec<RawObjective>>,
}

/// An objective.
#[derive(Clone, Debug, PartialEq)]
pub struct RawObjective {
    /// All of it.
    pub span: Span,
    /// `area`, in the flat form only.
    pub area: Field,
    /// `periodo`, in the flat form only.
    pub period: Field,
    /// The plan's further levels, in the flat form only.
    pub levels: Vec<(Words, Field)>,
    /// `codice`.
    pub code: Field,
    /// `servizio`.
    pub service: Field,
    /// `trasversale`.
    pub cross_cutting: Field,
    /// `tipologia`.
    pub kind: Field,
    /// `descrizione`.
    pub description: Field,
    /// `risultato`.
    pub result: Field,
    /// `indicatore`.
    pub indicator: Field,
    /// `indicatori`; `None` where it was something else than a list, which a finding has said.
    pub indicators: Option<Vec<RawIndicator>>,
    /// `peso`.
    pub weight: Field,
    /// Declared fields and those under `altro`.
    pub extra: Vec<RawExtra>,
}

/// An entry of `indicatori`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawIndicator {
    /// The entry.
    pub span: Span,
    /// `testo`, or the entry itself where it is a plain text.
    pub text: Field,
    /// `peso`.
    pub weight: Field,
    /// Declared fields and those under `altro`.
    pub extra: Vec<RawExtra>,
}
