//! A plan as its file or its tables give it: readers make it, `validate` takes it.

mod group_labels;
mod head;
mod outcome;

use crate::model::Key;
use crate::source::Span;
pub use crate::source::Words;
pub use group_labels::LevelLabels;
pub use head::{Contradiction, StatedHead, UnfitValue, comma_list};
pub use outcome::{RawAssessment, RawOutcome, RawRange};
use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

/// Value under a key that takes one text.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Field {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there without a value.
    Empty(Span),
    /// The key is there with a value that is no text; a finding reports it.
    Wrong,
    /// A text.
    Given(Words),
}

impl Field {
    /// Returns `true` if there is a text.
    pub fn is_given(&self) -> bool {
        matches!(self, Field::Given(_))
    }
}

/// Values under keys that take one text each; a key that is not held is [`Field::Absent`].
#[derive(Clone, Default)]
pub struct RawFields(BTreeMap<Key, Field>);

impl RawFields {
    /// Takes the value under `key` out, which is absent from then on.
    pub fn take(&mut self, key: Key) -> Field {
        self.0.remove(&key).unwrap_or_default()
    }

    /// Iterates over the keys that are there, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Field)> {
        // A key that was looked up to be written exists even if nothing was written.
        let present = self.0.iter().filter(|(_, field)| **field != Field::Absent);
        present.map(|(key, field)| (*key, field))
    }

    /// Iterates over the values of the keys that are there, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        self.0.values_mut()
    }
}

impl std::fmt::Debug for RawFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl PartialEq for RawFields {
    // A key that was asked for by `IndexMut` is held as absent: it is still not there.
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Index<Key> for RawFields {
    type Output = Field;

    fn index(&self, key: Key) -> &Field {
        self.0.get(&key).unwrap_or(&Field::Absent)
    }
}

impl IndexMut<Key> for RawFields {
    fn index_mut(&mut self, key: Key) -> &mut Field {
        self.0.entry(key).or_default()
    }
}

impl FromIterator<(Key, Field)> for RawFields {
    fn from_iter<I: IntoIterator<Item = (Key, Field)>>(fields: I) -> Self {
        RawFields(fields.into_iter().filter(|(_, field)| *field != Field::Absent).collect())
    }
}

/// Value under a key that may hold one text for each year.
#[derive(Clone, Debug, PartialEq)]
pub enum RawValues {
    /// Single value.
    One(Field),
    /// Years and their values.
    ByYear(Vec<(Words, Field)>),
}

impl From<Field> for RawValues {
    fn from(field: Field) -> Self {
        RawValues::One(field)
    }
}

/// Key of the author's own, and its value.
pub type RawExtra = (Words, RawValues);

/// Plan as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPlan {
    /// Place of the whole plan.
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
    /// `valutazione`.
    pub assessment: Option<RawAssessment>,
    /// `livelli`; `None` if the plan has the usual ones.
    pub levels: Option<Vec<Words>>,
    /// `codici`.
    pub codes: Field,
    /// `campi`: fields and what they hold.
    pub fields: Vec<(Words, Field)>,
    /// `aree`.
    pub areas: Vec<RawArea>,
    /// `gruppi`.
    pub groups: Vec<RawGroup>,
    /// `obiettivi` of the plan itself: rows that name their area and period, or their levels.
    pub rows: Vec<RawObjective>,
    /// Presence of objectives in any form: `Absent` or `Empty` if there are none.
    pub content: Field,
}

impl RawPlan {
    /// Returns `true` if the plan states its rules: plans in YAML and our own workbooks do, the tables of
    /// others and documents do not.
    pub fn states_rules(&self) -> bool {
        !self.weights.scope.is_empty() || self.weights.total != Field::Absent
    }

    /// Returns the objectives of the plan, in whatever form it has them.
    pub fn objectives(&self) -> Vec<&RawObjective> {
        fn of_groups<'r>(groups: &'r [RawGroup], out: &mut Vec<&'r RawObjective>) {
            for group in groups {
                out.extend(group.objectives.iter().flatten());
                of_groups(group.groups.as_deref().unwrap_or_default(), out);
            }
        }
        let periods = self.areas.iter().flat_map(|area| area.periods.iter().flatten());
        let of_areas = periods.flat_map(|period| period.objectives.iter().flatten());
        let mut out: Vec<&RawObjective> = of_areas.chain(&self.rows).collect();
        of_groups(&self.groups, &mut out);
        out
    }

    /// Returns the objectives of the plan to change them, in the order in which validation numbers
    /// them.
    pub fn objectives_mut(&mut self) -> Vec<&mut RawObjective> {
        fn of_groups<'r>(groups: &'r mut [RawGroup], out: &mut Vec<&'r mut RawObjective>) {
            for group in groups {
                out.extend(group.objectives.iter_mut().flatten());
                of_groups(group.groups.as_deref_mut().unwrap_or_default(), out);
            }
        }
        let periods = self.areas.iter_mut().flat_map(|area| area.periods.iter_mut().flatten());
        let of_areas = periods.flat_map(|period| period.objectives.iter_mut().flatten());
        let mut out: Vec<&mut RawObjective> = of_areas.collect();
        of_groups(&mut self.groups, &mut out);
        out.extend(&mut self.rows);
        out
    }

    /// Returns a plan without fields, of a file that begins at `span`.
    ///
    /// The content is `Wrong`: a finding of the reader reports what has no objectives, and
    /// validation does not report it once more.
    pub fn blank(span: Span) -> Self {
        RawPlan {
            span,
            title: Field::Absent,
            entity: Field::Absent,
            years: Vec::new(),
            date: Field::Absent,
            resolution: None,
            annex: Field::Absent,
            annexes: Vec::new(),
            signers: Vec::new(),
            premise: Field::Absent,
            closing: Field::Absent,
            classification: Field::Absent,
            kinds: None,
            weights: RawRule::default(),
            assessment: None,
            levels: None,
            codes: Field::Absent,
            fields: Vec::new(),
            areas: Vec::new(),
            groups: Vec::new(),
            rows: Vec::new(),
            content: Field::Wrong,
        }
    }
}

/// Value of `delibera`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawResolution {
    /// `organo`.
    pub body: Field,
    /// `numero`.
    pub number: Field,
    /// `data`.
    pub date: Field,
}

/// Entry of `allegati`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawReference {
    /// Place of the entry.
    pub span: Span,
    /// `allegato`, or the entry itself if it is a plain text.
    pub label: Field,
    /// `titolo`.
    pub title: Field,
}

/// Entry of `firmatari`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawSigner {
    /// Place of the entry.
    pub span: Span,
    /// `nome`.
    pub name: Field,
    /// `qualifica`, or the entry itself if it is a plain text.
    pub role: Field,
}

/// Value of `pesi`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawRule {
    /// Rule in one word: `pesi: nessuno`.
    pub whole: Field,
    /// `unita`.
    pub unit: Field,
    /// `totale`.
    pub total: Field,
    /// `ambito`.
    pub scope: Vec<Words>,
}

/// Texts and total of an area, a period or another group as a whole.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawFacts {
    /// `premessa`.
    pub premise: Field,
    /// `chiusura`.
    pub closing: Field,
    /// `totale`.
    pub total: Field,
}

/// Entry of `gruppi`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawGroup {
    /// Place of the entry.
    pub span: Span,
    /// Levels that the group names, with its label in each: one, if the group is sound.
    pub levels: Vec<(Words, Field)>,
    /// `premessa`, `chiusura`, `totale`.
    pub facts: RawFacts,
    /// `anni`, of a period only.
    pub years: Vec<Words>,
    /// `responsabile`, declared fields and those under `altro`; the objectives of the group
    /// take them over.
    pub extra: Vec<RawExtra>,
    /// `obiettivi`; `None` if it is no list, which a finding reports.
    pub objectives: Option<Vec<RawObjective>>,
    /// `gruppi`; `None` if it is no list, which a finding reports.
    pub groups: Option<Vec<RawGroup>>,
}

/// Entry of `aree`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawArea {
    /// Place of the entry.
    pub span: Span,
    /// `nome`.
    pub name: Field,
    /// `responsabile`.
    pub manager: Field,
    /// `premessa`, `chiusura`, `totale`.
    pub facts: RawFacts,
    /// `periodi`; `None` if it is no list, which a finding reports.
    pub periods: Option<Vec<RawPeriod>>,
}

/// Entry of `periodi`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPeriod {
    /// Place of the entry.
    pub span: Span,
    /// `etichetta`.
    pub label: Field,
    /// `anni`.
    pub years: Vec<Words>,
    /// `premessa`, `chiusura`, `totale`.
    pub facts: RawFacts,
    /// `obiettivi`; `None` if it is no list, which a finding reports.
    pub objectives: Option<Vec<RawObjective>>,
}

/// Objective of a period or of a group, or a row of the flat form.
#[derive(Clone, Debug, PartialEq)]
pub struct RawObjective {
    /// Place of the entry.
    pub span: Span,
    /// `area`, in the flat form only.
    pub area: Field,
    /// `periodo`, in the flat form only.
    pub period: Field,
    /// Levels of the plan's own, in the flat form only.
    pub levels: Vec<(Words, Field)>,
    /// Keys of an objective that take one text, see [`Section::plain_keys`].
    ///
    /// [`Section::plain_keys`]: crate::model::Section::plain_keys
    pub fields: RawFields,
    /// `indicatori`; `None` if it is no list, which a finding reports.
    pub indicators: Option<Vec<RawIndicator>>,
    /// `esito`: one, or one of each year.
    pub outcomes: Vec<RawOutcome>,
    /// Declared fields and those under `altro`.
    pub extra: Vec<RawExtra>,
}

/// Entry of `indicatori`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawIndicator {
    /// Place of the entry.
    pub span: Span,
    /// `testo`, or the entry itself if it is a plain text.
    pub text: Field,
    /// `peso`.
    pub weight: Field,
    /// `esito`: one, or one of each year.
    pub outcomes: Vec<RawOutcome>,
    /// Declared fields and those under `altro`.
    pub extra: Vec<RawExtra>,
}
