//! Facts of a plan outside its objectives, as texts in the form in which annexes print them.

use crate::model::Key;
use std::collections::BTreeSet;
use std::ops::Range;

/// Facts of a plan outside its objectives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFacts {
    /// Title of the plan.
    pub title: String,
    /// Body whose plan it is.
    pub entity: Option<String>,
    /// Years that the plan covers; empty if it names none.
    pub years: BTreeSet<u16>,
    /// Day of the plan: `31.12.2020`.
    pub date: Option<String>,
    /// Act that the annex belongs to, and its place among the annexes of that act.
    pub act: ActFacts,
    /// Text before the tables.
    pub premise: Option<String>,
    /// Text after the tables.
    pub closing: Option<String>,
    /// Signers in order.
    pub signers: Vec<SignerFacts>,
    /// Codes and labels of the kinds of objective.
    pub kinds: Vec<(String, String)>,
    /// Rule on weights.
    pub weights: WeightFacts,
    /// Levels, fields and groups that the plan names.
    pub structure: StructureFacts,
}

/// Facts of the act that an annex belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActFacts {
    /// Body that adopts the act.
    pub body: Option<String>,
    /// Number of the act.
    pub number: Option<String>,
    /// Day of the act: `31.12.2020`.
    pub date: Option<String>,
    /// Letter or number of this annex.
    pub annex: Option<String>,
    /// Filing class.
    pub classification: Option<String>,
    /// Label and title of each other annex.
    pub annexes: Vec<(String, Option<String>)>,
}

/// A person who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignerFacts {
    /// Name of the person.
    pub name: Option<String>,
    /// Capacity in which the person signs.
    pub capacity: String,
}

/// Rule on weights in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeightFacts {
    /// Name of the unit.
    pub unit: String,
    /// Total that weights are to reach, or «nessuno».
    pub total: String,
    /// Levels at which weights reach their total.
    pub scope: String,
}

/// Levels, fields and groups that a plan names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StructureFacts {
    /// Levels that objectives are given by; empty if they go without saying.
    pub levels: Vec<String>,
    /// `true` if codes are unique in the whole plan.
    pub unique_codes: bool,
    /// Name and content of each field that the plan declares.
    pub fields: Vec<(String, String)>,
    /// Groups with facts of their own.
    pub groups: Vec<GroupTexts>,
}

/// Facts of a group as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTexts {
    /// Name of its level.
    pub level: String,
    /// Indices of its objectives.
    pub objectives: Range<usize>,
    /// Text before its tables.
    pub premise: Option<String>,
    /// Text after its tables.
    pub closing: Option<String>,
    /// Total that the source states.
    pub total: Option<String>,
}

impl PlanFacts {
    /// Returns the facts as names and values, in the order of «Leggimi». Names are paths of
    /// keys, as `delibera.numero` or `firmatari.1.nome`; facts without a value are left out.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = FactPairs::default();
        pairs.add(Key::Title.name(), Some(&self.title));
        pairs.add(Key::Entity.name(), self.entity.as_ref());
        let years: Vec<_> = self.years.iter().map(u16::to_string).collect();
        pairs.add(Key::Years.name(), Some(&years.join(", ")));
        pairs.add(Key::Date.name(), self.date.as_ref());
        self.add_act(&mut pairs);
        // Numbered, for two signers may have the same name or the same capacity.
        for (i, signer) in (1..).zip(&self.signers) {
            pairs.add_entry(Key::Signers, i, Key::Name.name(), signer.name.as_ref());
            pairs.add_entry(Key::Signers, i, Key::Capacity.name(), Some(&signer.capacity));
        }
        for (code, label) in &self.kinds {
            pairs.add_in(Key::Kinds, code, Some(label));
        }
        pairs.add_in(Key::Weights, Key::Unit.name(), Some(&self.weights.unit));
        pairs.add_in(Key::Weights, Key::Total.name(), Some(&self.weights.total));
        pairs.add_in(Key::Weights, Key::Scope.name(), Some(&self.weights.scope));
        self.structure.add(&mut pairs);
        pairs.list
    }

    fn add_act(&self, pairs: &mut FactPairs) {
        let act = &self.act;
        pairs.add_in(Key::Resolution, Key::AdoptingBody.name(), act.body.as_ref());
        pairs.add_in(Key::Resolution, Key::Number.name(), act.number.as_ref());
        pairs.add_in(Key::Resolution, Key::Date.name(), act.date.as_ref());
        pairs.add(Key::Annex.name(), act.annex.as_ref());
        pairs.add(Key::Classification.name(), act.classification.as_ref());
        pairs.add(Key::Premise.name(), self.premise.as_ref());
        pairs.add(Key::Closing.name(), self.closing.as_ref());
        for (i, (label, title)) in (1..).zip(&act.annexes) {
            pairs.add_entry(Key::Annexes, i, Key::Annex.name(), Some(label));
            pairs.add_entry(Key::Annexes, i, Key::Title.name(), title.as_ref());
        }
    }
}

impl StructureFacts {
    fn add(&self, pairs: &mut FactPairs) {
        pairs.add(Key::Levels.name(), Some(&self.levels.join(", ")));
        pairs.add(Key::Codes.name(), self.unique_codes.then(|| "unici".to_owned()).as_ref());
        for (name, content) in &self.fields {
            pairs.add_in(Key::Fields, name, Some(content));
        }
        for (i, group) in (1..).zip(&self.groups) {
            // Counted from 1, both ends included, like the numbers in «Dati».
            let objectives = format!("{}-{}", group.objectives.start + 1, group.objectives.end);
            let mut add = |name, value| pairs.add_entry(Key::Groups, i, name, value);
            // A plan's file names the level by the key of the group, so «livello» is no key.
            add("livello", Some(&group.level));
            add(Key::Objectives.name(), Some(&objectives));
            add(Key::Premise.name(), group.premise.as_ref());
            add(Key::Closing.name(), group.closing.as_ref());
            add(Key::Total.name(), group.total.as_ref());
        }
    }
}

/// Names and values of facts while they are collected.
#[derive(Default)]
struct FactPairs {
    list: Vec<(String, String)>,
}

impl FactPairs {
    fn add(&mut self, name: &str, value: Option<&String>) {
        // An empty text and no text mean the same to a reader of «Leggimi».
        let value = value.filter(|value| !value.is_empty());
        self.list.extend(value.map(|value| (name.to_owned(), value.clone())));
    }

    fn add_in(&mut self, section: Key, name: &str, value: Option<&String>) {
        self.add(&format!("{}.{name}", section.name()), value);
    }

    fn add_entry(&mut self, list: Key, number: usize, name: &str, value: Option<&String>) {
        self.add(&format!("{}.{number}.{name}", list.name()), value);
    }
}
