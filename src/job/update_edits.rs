//! Edits that bring a plan's text to what another plan says.

use crate::compare::{
    FieldChange, FieldValue, GroupRename, INDICATOR_ORDER, KIND, KeptObjective, MANAGER_OF,
    ObjectiveFate, OrderChange, PlanChanges, StatedFields,
};
use crate::group::words;
use crate::model::{Indicator, Key, Objective, Outcomes, Plan, Section, Text};
use crate::plan_file::{EntryPlace, NewEntry, PlanEdit};
use crate::raw::{RawObjective, RawPlan};
use crate::source::Span;
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Plan whose text is to say what another plan does.
pub(super) struct PlanUpdate<'u> {
    pub before: &'u Plan,
    pub after: &'u Plan,
    /// The old plan as it was written.
    pub base: &'u RawPlan,
    /// The new plan as it was written.
    pub raw: &'u RawPlan,
    /// Text of the old plan.
    pub text: &'u str,
    /// `true` if the new plan has all of its head, and years of periods beside their labels.
    pub is_whole: bool,
    /// Names of the fields that the new plan shows.
    pub shown: StatedFields,
}

impl<'u> PlanUpdate<'u> {
    pub(super) fn edits<'c>(&'c self, changes: &'c PlanChanges) -> Vec<PlanEdit<'c>> {
        let mut edits: Vec<PlanEdit<'c>> = Vec::new();
        edits.extend(changes.head.iter().filter_map(|change| self.head_field(change, changes)));
        edits.extend(self.head_lists());
        for rename in &changes.renamed {
            edits.extend(self.new_names(rename, changes));
        }
        let kept: BTreeMap<usize, &KeptObjective> =
            changes.kept().map(|kept| (kept.after, kept)).collect();
        let floating = self.floating(&kept);
        let entries = raw_objectives(self.raw);
        let shared = self.shared(changes);
        // Old objectives whose entries go, or stand elsewhere.
        let mut leaving: BTreeSet<usize> = BTreeSet::new();
        for fate in &changes.objectives {
            match fate {
                ObjectiveFate::Removed { before, .. } => {
                    let entry = self.before.objectives[*before].span.range();
                    edits.push(PlanEdit::RemoveEntry(entry));
                    leaving.insert(*before);
                }
                ObjectiveFate::Added { after, .. } => {
                    let span = self.after.objectives[*after].span;
                    let raw = entries.get(&span.to_raw());
                    let place = self.place(*after, &kept, &floating);
                    edits.extend(
                        raw.zip(place).map(|(raw, place)| {
                            PlanEdit::AddEntry(NewEntry::Objective(raw), place)
                        }),
                    );
                }
                ObjectiveFate::Kept(own) => {
                    let old = &self.before.objectives[own.before];
                    let list = self.indicators(own, &entries);
                    // Values in a list whose entries come and go; part of any other would be left behind.
                    let new = &self.after.objectives[own.after].indicators;
                    let is_only = old.indicators.len() + new.len() == 1;
                    let is_open = list.is_some() || !changes_list(own) || is_only;
                    let fields = own.fields.iter().filter(|change| {
                        let is_value = change.before.is_some() && change.after.is_some();
                        !is_of_indicators(change) || is_open && (is_value || list.is_none())
                    });
                    edits.extend(fields.filter_map(|change| {
                        let year = self.new_year(own, change);
                        year.or_else(|| self.field(old, change, &shared))
                    }));
                    edits.extend(list.into_iter().flatten());
                    if floating.contains(&own.after) {
                        let place = self.place(own.after, &kept, &floating);
                        let entry = old.span.range();
                        leaving.extend(place.as_ref().map(|_| own.before));
                        edits.extend(place.map(|place| PlanEdit::MoveEntry(entry, place)));
                    } else {
                        edits.extend(moves(own).filter_map(|m| self.replacement(m)));
                    }
                }
            }
        }
        edits.extend(self.groups(changes, leaving));
        edits
    }

    /// Returns the edits of the name of a group, wherever an objective that stays has it.
    fn new_names<'c>(&self, rename: &'c GroupRename, changes: &PlanChanges) -> Vec<PlanEdit<'c>> {
        let GroupRename { level, before, after, .. } = rename;
        let name = |plan: &'u Plan, at: usize| words(plan, &plan.objectives[at], level);
        let is = |text: &Text, name: &FieldValue| folded(&text.value) == folded(&name.words);
        let own = |kept: &KeptObjective| {
            let (old, new) = (name(self.before, kept.before)?, name(self.after, kept.after)?);
            let is_own = is(old, before) && is(new, after);
            is_own.then(|| FieldValue { words: old.value.clone(), place: Some(old.span) })
        };
        let own = changes.kept().filter_map(own);
        let places: BTreeMap<Option<[u32; 3]>, FieldValue> =
            own.chain([before.clone()]).map(|value| (raw_place(&value), value)).collect();
        places.values().filter_map(|value| self.value_edit(value, after, false)).collect()
    }

    /// Returns the objectives whose entries stand elsewhere now, by their new indices; of a group in which all
    /// changed places, the first stays where it is.
    fn floating(&self, kept: &BTreeMap<usize, &KeptObjective>) -> BTreeSet<usize> {
        let mut floating: BTreeSet<usize> = BTreeSet::new();
        let mut stays: BTreeMap<_, (usize, bool)> = BTreeMap::new();
        for (&at, own) in kept {
            let is_floating = self.is_floating(own);
            floating.extend(is_floating.then_some(at));
            if moves(own).next().is_none() {
                let group = group(self.after, &self.after.objectives[at]);
                let (_, has_anchor) = stays.entry(group).or_insert((at, false));
                *has_anchor |= !is_floating;
            }
        }
        let without = stays.into_values().filter(|(_, has_anchor)| !has_anchor);
        without.for_each(|(first, _)| {
            floating.remove(&first);
        });
        floating
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
        kept.order != OrderChange::Same || !moves(kept).all(is_own)
    }

    /// Returns the place of a new objective beside the nearest one of its group that stays.
    fn place(
        &self,
        at: usize,
        kept: &BTreeMap<usize, &KeptObjective>,
        floating: &BTreeSet<usize>,
    ) -> Option<EntryPlace> {
        let group = |at: usize| self.after.objectives.get(at).map(|o| group(self.after, o));
        let own = group(at);
        let entry = |at: usize| {
            let kept = kept.get(&at).filter(|kept| !floating.contains(&kept.after))?;
            Some(self.before.objectives[kept.before].span.range())
        };
        let of_group = |at: &usize| group(*at) == own;
        // A row at the end of «Dati» may be of any group.
        let before = (0..at).rev().filter(of_group).find_map(entry);
        let behind = || (at + 1..self.after.objectives.len()).filter(of_group).find_map(entry);
        before.map(EntryPlace::Behind).or_else(|| behind().map(EntryPlace::Before))
    }

    /// Returns the edits of a list of indicators that has got longer or shorter or another order; `None` where
    /// it has no room for them.
    fn indicators(
        &self,
        kept: &KeptObjective,
        entries: &BTreeMap<[u32; 3], &'u RawObjective>,
    ) -> Option<Vec<PlanEdit<'u>>> {
        let (old, new) = (&self.before.objectives[kept.before], &self.after.objectives[kept.after]);
        let raw: &'u RawObjective = entries.get(&new.span.to_raw())?;
        if !changes_list(kept) || new.indicators.is_empty() {
            return None;
        }
        if let Some(edits) = self.indicator_list(kept, raw) {
            return Some(edits);
        }
        // The edited file may not show more than the texts.
        let is_plain = |indicator: &Indicator| {
            indicator.weight.is_none()
                && indicator.extra.is_empty()
                && indicator.outcomes == Outcomes::default()
        };
        let (first, last) = (old.indicators.first()?, old.indicators.last()?);
        let [first, last] = [first, last].map(|indicator| self.range(indicator.text.span));
        let edit = PlanEdit::Indicators {
            entry: old.span.range(),
            place: first?.start..last?.end,
            objective: raw,
        };
        old.indicators.iter().all(is_plain).then(|| vec![edit])
    }

    /// Returns the edit of a change of the plan's head that has a place of its own.
    fn head_field<'c>(
        &'c self,
        change: &'c FieldChange,
        changes: &PlanChanges,
    ) -> Option<PlanEdit<'c>> {
        let add = |entry: Span, key: Key, after: &'c FieldValue| {
            let (entry, key, is_number) = (self.range(entry)?, key.name(), false);
            Some(PlanEdit::AddKey { entry, key, text: &after.words, is_number })
        };
        if let Some(area) = change.label.strip_prefix(MANAGER_OF) {
            return match (&change.before, &change.after) {
                (None, Some(after)) => add(self.area_name(area, changes)?, Key::Manager, after),
                (Some(before), None) => Some(PlanEdit::RemoveKey(self.range(before.place?)?)),
                _ => self.replacement(change),
            };
        }
        let keys =
            [Key::Entity, Key::Date, Key::Annex, Key::Classification, Key::Premise, Key::Closing];
        let key = keys.into_iter().find(|key| key.label() == change.label);
        match (&change.before, &change.after) {
            (Some(_), Some(_)) if change.label == Key::Years.label() => {
                self.years(&self.base.years, &self.after.years)
            }
            (Some(before), Some(after)) => self
                .rule(&change.label)
                .and_then(|rule| self.words_edit(rule.span, &rule.value, &after.words, true))
                .or_else(|| self.value_edit(before, after, false)),
            (None, Some(after)) => match change.label.strip_prefix(KIND) {
                Some(kind) => self.new_kind(kind, after),
                None => add(self.before.title.span, key?, after),
            },
            (Some(_), None) if change.label.starts_with(KIND) => {
                Some(PlanEdit::RemoveKey(self.range(self.rule(&change.label)?.span)?))
            }
            (Some(before), None) => {
                key?;
                Some(PlanEdit::RemoveKey(self.range(before.place?)?))
            }
            (None, None) => None,
        }
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
            (Some(before), None)
                if !is_shared && (self.is_whole || self.shown.has(&change.label)) =>
            {
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
        self.words_edit(before.place?, &before.words, &after.words, is_number)
    }

    /// Returns the edit of the words at a place, as [`Self::value_edit`] does.
    pub(super) fn words_edit<'c>(
        &self,
        place: Span,
        before: &str,
        after: &'c str,
        is_number: bool,
    ) -> Option<PlanEdit<'c>> {
        let place = self.range(place)?;
        let is_whole = is_number || unfolded(&self.text[place.clone()]) == unfolded(before);
        is_whole.then_some(PlanEdit::Replace { place, text: after, is_number })
    }

    /// Returns the bytes of a place in the old plan's text.
    pub(super) fn range(&self, place: Span) -> Option<Range<usize>> {
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

/// Returns the levels at which an objective belongs to another group, be it one that its own has joined.
fn moves(kept: &KeptObjective) -> impl Iterator<Item = &FieldChange> {
    kept.joined.iter().chain(&kept.moves)
}

fn raw_place(value: &FieldValue) -> Option<[u32; 3]> {
    value.place.map(Span::to_raw)
}

fn key_of(label: &str) -> Option<Key> {
    let mut keys = Section::Objective.plain_keys().chain([Key::Manager]);
    keys.find(|key| key.label() == label)
}

/// Returns `true` if an indicator came, went or moved: what the others are called has changed as well.
fn changes_list(kept: &KeptObjective) -> bool {
    let is_text = |change: &&FieldChange| is_of_indicators(change) && !change.label.contains(',');
    let is_order = |change: &FieldChange| change.label == INDICATOR_ORDER;
    let mut texts = kept.fields.iter().filter(is_text);
    texts.any(|change| change.before.is_none() || change.after.is_none())
        || kept.fields.iter().any(is_order)
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
