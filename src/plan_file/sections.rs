//! Sections of a plan's file as messages name them, and the keys that each knows.

use crate::model::{Key, Section};
use std::collections::BTreeMap;

/// Keys of each section: those of the vocabulary, then those that the plan declares.
pub(super) type SectionKeys<'t> = BTreeMap<Section, Vec<&'t str>>;

/// Returns the keys that each section has in every plan.
pub(super) fn usual_keys() -> SectionKeys<'static> {
    Section::ALL.map(|section| (section, section.keys().map(Key::name).collect())).into()
}

/// Returns `true` if some section of a plan knows the key.
pub(super) fn is_key(name: &str) -> bool {
    Key::named(name).is_some_and(|key| Section::ALL.iter().any(|section| section.has(key)))
}

/// Returns the place of a section in words: «nel piano», «in un'area».
pub(super) fn place(section: Section) -> &'static str {
    match section {
        Section::Plan => "nel piano",
        Section::Resolution => "in «delibera»",
        Section::Reference => "in «allegati»",
        Section::Signer => "in «firmatari»",
        Section::WeightRule => "in «pesi»",
        Section::Area => "in un'area",
        Section::Period => "in un periodo",
        Section::Objective => "in un obiettivo",
        Section::Row => "in un obiettivo dell'elenco «obiettivi»",
        Section::Group => "in un gruppo di «gruppi»",
        Section::Indicator => "in «indicatori»",
        Section::Outcome => "in «esito»",
        Section::Assessment => "in «valutazione»",
        Section::Range => "in «fasce»",
    }
}

/// Returns the key that names a section, if such sections are entries of a list.
pub(super) fn naming_key(section: Section) -> Option<Key> {
    match section {
        Section::Reference => Some(Key::Annex),
        Section::Signer => Some(Key::Capacity),
        Section::Area => Some(Key::Name),
        Section::Period => Some(Key::Label),
        Section::Objective | Section::Row => Some(Key::Service),
        Section::Indicator => Some(Key::IndicatorText),
        // A group is named by the key of its level, which each plan chooses.
        Section::Plan
        | Section::Resolution
        | Section::WeightRule
        | Section::Group
        | Section::Outcome
        | Section::Assessment
        | Section::Range => None,
    }
}
