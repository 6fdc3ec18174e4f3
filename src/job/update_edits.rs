//! Edits that bring a plan's text to what another plan says.

use crate::compare::{
    FieldChange, FieldValue, KeptObjective, ObjectiveFate, OrderChange, PlanChanges, StatedFields,
};
use crate::group::words;
use crate::model::{Assignment, Indicator, Key, Objective, Outcomes, Plan, Section, Text};
use crate::plan_file::{EntryPlace, PlanEdit};
use crate::raw::{RawObjective, RawPlan};
use crate::source::Span;
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Plan whose text is to say what another plan does.
pub(super) struct PlanUpdate<'u> {
    pub before: &'u Plan,
    pub after: &'u Plan,
    /// The new plan as it was written.
    pub raw: &'u RawPlan,
    /// Text of the old plan.
    pub text: &'u str,
    /// Names of the fields that the new plan shows.
    pub shown: StatedFields,
}

impl<'u> PlanUpdate<'u> {
    pub(super) fn edits<'c>(&'c self, changes: &'c PlanChanges) -> Vec<PlanEdit<'c>> {
        let mut edits: Vec<PlanEdit<'c>> = Vec::new();
        edits.extend(changes.head.iter().filter_map(|change| self.replacement(change)));
        for rename in &changes.renamed {
            edits.extend(self.value_edit(&rename.before, &rename.after, false));
            // Each objective names its service.
            let services = self.before.objectives.iter().filter_map(|o| o.assignment.as_ref());
            let is_own = |text: &&Text| {
                rename.level == Key::Service.name()
                    && folded(&text.value) == folded(&rename.before.words)
            };
            let services = services.map(Assignment::text).filter(is_own);
            let value =
                |text: &Text| FieldValue { words: text.value.clone(), place: Some(text.span) };
            let edit = |text| self.value_edit(&value(text), &rename.after, false);
            edits.extend(services.filter_map(edit));
        }
        let kept: BTreeMap<usize, &KeptObjective> =
            changes.kept().map(|kept| (kept.after, kept)).collect();
        let entries = raw_objectives(self.raw);
        let shared = self.shared(changes);
        for fate in &changes.objectives {
            match fate {
                ObjectiveFate::Removed { before, .. } => {
                    let entry = self.before.objectives[*before].span.range();
                    edits.push(PlanEdit::RemoveEntry(entry));
                }
                ObjectiveFate::Added { after, .. } => {
                    let span = self.after.objectives[*after].span;
                    let raw = entries.get(&span.to_raw());
                    let place = self.place(*after, &kept);
                    edits.extend(
                        raw.zip(place).map(|(raw, place)| PlanEdit::AddObjective(raw, place)),
                    );
                }
                ObjectiveFate::Kept(own) => {
                    let old = &self.before.objectives[own.before];
                    let list = self.indicators(own, &entries);
                    // Part of a list would be left behind.
                    let is_other_list = changes_list(own) && !old.indicators.is_empty();
                    let fields = own.fields.iter();
                    let fields =
                        fields.filter(|change| !is_other_list || !is_of_indicators(change));
                    edits.extend(fields.filter_map(|change| self.field(old, change, &shared)));
                    edits.extend(list);
                    if self.is_floating(own) {
                        let place = self.place(own.after, &kept);
                        let entry = old.span.range();
                        edits.extend(place.map(|place| PlanEdit::MoveEntry(entry, place)));
                    } else {
                        edits.extend(own.moves.iter().filter_map(|m| self.replacement(m)));
                    }
                }
            }
        }
        edits
    }

    /// Returns `true` for an objective whose entry stands elsewhere now: in another list, or in
    /// another place of its own.
    fn is_floating(&self, kept: &KeptObjective) -> bool {
        let entry = self.before.objectives[kept.before].span;
        // A flat list names the groups in each entry.
        let is_own = |change: &FieldChange| {
            change
                .before
                .as_ref()
                .and_then(|value| value.place)
                .is_some_and(|at| entry.contains(at))
        };
        kept.order != OrderChange::Same || !kept.moves.iter().all(is_own)
    }

    /// Returns the place of a new objective beside the nearest one of its group that stays.
    fn place(&self, at: usize, kept: &BTreeMap<usize, &KeptObjective>) -> Option<EntryPlace> {
        let group = |at: usize| self.after.objectives.get(at).map(|o| group(self.after, o));
        let own = group(at);
        let entry = |at: usize| {
            let kept = kept.get(&at).filter(|kept| !self.is_floating(kept))?;
            Some(self.before.objectives[kept.before].span.range())
        };
        let of_group = |at: &usize| group(*at) == own;
        // A row at the end of «Dati» may be of any group.
        let before = (0..at).rev().filter(of_group).find_map(entry);
        let behind = || (at + 1..self.after.objectives.len()).filter(of_group).find_map(entry);
        before.map(EntryPlace::Behind).or_else(|| behind().map(EntryPlace::Before))
    }

    /// Returns the edit of a list of indicators that has got longer or shorter; `None` where the old ones have
    /// more than their texts, which the edited file may not show.
    fn indicators(
        &self,
        kept: &KeptObjective,
        entries: &BTreeMap<[u32; 3], &'u RawObjective>,
    ) -> Option<PlanEdit<'u>> {
        let (old, new) = (&self.before.objectives[kept.before], &self.after.objectives[kept.after]);
        let is_plain = |indicator: &Indicator| {
            indicator.weight.is_none()
                && indicator.extra.is_empty()
                && indicator.outcomes == Outcomes::default()
        };
        let is_other = old.indicators.len() != new.indicators.len() && !new.indicators.is_empty();
        let (first, last) = (old.indicators.first()?, old.indicators.last()?);
        let raw = entries.get(&new.span.to_raw())?;
        let [first, last] = [first, last].map(|indicator| self.range(indicator.text.span));
        let edit = PlanEdit::Indicators {
            entry: old.span.range(),
            place: first?.start..last?.end,
            objective: raw,
        };
        (is_other && old.indicators.iter().all(is_plain)).then_some(edit)
    }

    /// Returns the places of values of groups that not all objectives change alike.
    fn shared(&self, changes: &PlanChanges) -> BTreeSet<Option<[u32; 3]>> {
        let mut places: BTreeMap<Option<[u32; 3]>, Vec<Option<&str>>> = BTreeMap::new();
        for kept in changes.kept() {
            let entry = self.before.objectives[kept.before].span;
            for change in &kept.fields {
                let Some(value) = &change.before else { continue };
                if value.place.is_some_and(|at| !entry.contains(at)) {
                    let words = change.after.as_ref().map(|after| after.words.as_str());
                    places.entry(raw_place(value)).or_default().push(words);
                }
            }
        }
        let holders = |place: Option<[u32; 3]>| {
            let holds = |objective: &&Objective| self.holds(objective, place);
            self.before.objectives.iter().filter(holds).count()
        };
        places.retain(|place, words| {
            words.iter().any(|other| *other != words[0]) || words.len() < holders(*place)
        });
        places.into_keys().collect()
    }

    /// Returns `true` if a value of the objective, or of its groups, stands at the place.
    fn holds(&self, objective: &Objective, place: Option<[u32; 3]>) -> bool {
        let manager = words(self.before, objective, Key::Manager.name());
        let data = objective.extra.iter().flat_map(|extra| extra.values.all());
        let texts = data.map(|datum| &datum.written).chain(manager);
        texts.into_iter().any(|text| Some(text.span.to_raw()) == place)
    }

    fn field<'c>(
        &self,
        old: &Objective,
        change: &'c FieldChange,
        shared: &BTreeSet<Option<[u32; 3]>>,
    ) -> Option<PlanEdit<'c>> {
        let is_shared =
            change.before.as_ref().is_some_and(|value| shared.contains(&raw_place(value)));
        match (&change.before, &change.after) {
            (Some(_), Some(_)) if !is_shared => self.replacement(change),
            (_, Some(after)) => Some(PlanEdit::AddKey {
                entry: old.span.range(),
                key: key_of(&change.label)?.name(),
                text: &after.words,
                is_number: is_number(&change.label),
            }),
            (Some(before), None) if self.shown.has(&change.label) => {
                Some(PlanEdit::RemoveKey(self.range(before.place?)?))
            }
            _ => None,
        }
    }

    fn replacement<'c>(&self, change: &'c FieldChange) -> Option<PlanEdit<'c>> {
        let FieldChange { label, before, after } = change;
        self.value_edit(before.as_ref()?, after.as_ref()?, is_number(label))
    }

    /// Returns the edit of a value that the text has as a whole: a date in words or a name with its
    /// office are made of several.
    fn value_edit<'c>(
        &self,
        before: &FieldValue,
        after: &'c FieldValue,
        is_number: bool,
    ) -> Option<PlanEdit<'c>> {
        let place = self.range(before.place?)?;
        let is_whole = is_number || unfolded(&self.text[place.clone()]) == unfolded(&before.words);
        is_whole.then_some(PlanEdit::Replace { place, text: &after.words, is_number })
    }

    /// Returns the bytes of a place in the old plan's text.
    fn range(&self, place: Span) -> Option<Range<usize>> {
        let is_own = place.file() == self.before.title.span.file();
        let range = place.range();
        (is_own && self.text.get(range.clone()).is_some()).then_some(range)
    }
}

/// Returns the words of a text without quotes, folds and escapes.
fn unfolded(text: &str) -> String {
    let text = text.trim();
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    let text = match (quoted('"'), quoted('\'')) {
        (Some(inner), _) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        (None, Some(inner)) => inner.replace("''", "'"),
        (None, None) => text.to_owned(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn raw_place(value: &FieldValue) -> Option<[u32; 3]> {
    value.place.map(Span::to_raw)
}

fn key_of(label: &str) -> Option<Key> {
    let mut keys = Section::Objective.plain_keys().chain([Key::Manager]);
    keys.find(|key| key.label() == label)
}

/// Returns `true` if an indicator came or went: what the others are called has changed as well.
fn changes_list(kept: &KeptObjective) -> bool {
    let is_text = |change: &&FieldChange| is_of_indicators(change) && !change.label.contains(',');
    let mut texts = kept.fields.iter().filter(is_text);
    texts.any(|change| change.before.is_none() || change.after.is_none())
}

fn is_of_indicators(change: &FieldChange) -> bool {
    change.label.starts_with(Key::Indicator.label())
}

fn is_number(label: &str) -> bool {
    let weight = Key::Weight.label();
    label == weight || label.ends_with(&format!(", {}", weight.to_lowercase()))
}

/// Returns the names of the groups of an objective.
fn group(plan: &Plan, objective: &Objective) -> (usize, usize, Vec<Option<String>>) {
    let level = |name: &str| words(plan, objective, name).map(|text| text.value.clone());
    let levels = plan.levels.iter().map(|own| level(own.name())).collect();
    (objective.area, objective.period, levels)
}

/// Returns the objectives of a plan as they were written, by their places.
fn raw_objectives(raw: &RawPlan) -> BTreeMap<[u32; 3], &RawObjective> {
    let of = |objective: &&RawObjective| objective.span.to_raw();
    raw.objectives().into_iter().map(|objective| (of(&objective), objective)).collect()
}
