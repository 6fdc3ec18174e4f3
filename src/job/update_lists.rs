//! Edits of the lists around objectives: areas, periods, signers, other annexes, indicators.

use super::update_edits::PlanUpdate;
use crate::compare::{KeptObjective, ObjectiveFate, PlanChanges, longest_rising, pair_lists};
use crate::model::{Area, Indicator, Key, Level, Plan, Reference, Signer, Text};
use crate::plan_file::{EntryPlace, NewEntry, PlanEdit};
use crate::raw::{Field, RawArea, RawIndicator, RawObjective, RawPeriod, Words};
use crate::source::Span;
use crate::text::folded;
use std::collections::BTreeSet;
use std::ops::Range;

/// Entries of a list in their new order: the index of an old one, or none for a new one.
type NewOrder = Vec<Option<usize>>;

impl<'u> PlanUpdate<'u> {
    /// Returns the edits of signers and other annexes.
    pub(super) fn head_lists(&self) -> Vec<PlanEdit<'u>> {
        let signer = |signer: &Signer| {
            let name = signer.name.as_ref().map(|name| folded(&name.value));
            format!("{}, {}", name.unwrap_or_default(), folded(&signer.role.value))
        };
        let annex = |annex: &Reference| {
            let title = annex.title.as_ref().map(|title| folded(&title.value));
            format!("{}, {}", folded(&annex.label.value), title.unwrap_or_default())
        };
        let (old, new) = (self.before, self.after);
        let mut edits = Vec::new();
        let spans: Vec<Span> = self.base.signers.iter().map(|signer| signer.span).collect();
        let pairs = pair_lists(&old.signers, &new.signers, signer);
        for (before, after) in both(&pairs) {
            let (old, new) = (&old.signers[before], &new.signers[after]);
            edits.extend(self.optional_text(old.name.as_ref(), new.name.as_ref()));
            edits.extend(self.text(&old.role, &new.role));
        }
        let entry = |at: usize| Some(NewEntry::Signer(self.raw.signers.get(at)?));
        edits.extend(self.list(&spans, old.signers.len(), &pairs, entry));
        let spans: Vec<Span> = self.base.annexes.iter().map(|annex| annex.span).collect();
        let pairs = pair_lists(&old.annexes, &new.annexes, annex);
        for (before, after) in both(&pairs) {
            let (old, new) = (&old.annexes[before], &new.annexes[after]);
            edits.extend(self.text(&old.label, &new.label));
            edits.extend(self.optional_text(old.title.as_ref(), new.title.as_ref()));
        }
        edits.extend(self.list(&spans, old.annexes.len(), &pairs, |_| None));
        edits
    }

    /// Returns the edits of areas and periods that are new, or stand in another order.
    pub(super) fn groups(&self, changes: &PlanChanges) -> Vec<PlanEdit<'u>> {
        let areas = &self.base.areas;
        if !self.base.rows.is_empty() || !self.base.groups.is_empty() {
            return Vec::new();
        }
        let old_area = |area: &Area| {
            let name = self.old_name(changes, &Level::Area, area.words(), None);
            areas.iter().position(|raw| name_of(&raw.name) == Some(name.clone()))
        };
        let order: NewOrder = self.after.areas.iter().map(old_area).collect();
        let entry = |at: usize| {
            let area = &self.after.areas[at];
            let is_own = |new: usize| self.after.objectives[new].area == at;
            self.are_all_added(changes, is_own).then(|| NewEntry::Area(area.words()))
        };
        let spans: Vec<Span> = areas.iter().map(|area| area.span).collect();
        let mut edits = self.in_order(&spans, &order, entry);
        for (at, old) in order.iter().enumerate() {
            let Some(old) = old else { continue };
            edits.extend(self.periods(changes, &areas[*old], at));
        }
        edits
    }

    fn periods(&self, changes: &PlanChanges, old: &RawArea, area: usize) -> Vec<PlanEdit<'u>> {
        let after: &'u Plan = self.after;
        let name = after.areas[area].words();
        let periods: Vec<&RawPeriod> = old.periods.iter().flatten().collect();
        let mut news: Vec<usize> = Vec::new();
        let own = after.objectives.iter().filter(|objective| objective.area == area);
        own.for_each(|objective| {
            if !news.contains(&objective.period) {
                news.push(objective.period);
            }
        });
        let old_period = |&new: &usize| {
            let label = after.periods[new].words();
            let label = self.old_name(changes, &Level::Period, label, Some(name));
            periods.iter().position(|raw| name_of(&raw.label) == Some(label.clone()))
        };
        let order: NewOrder = news.iter().map(old_period).collect();
        let entry = |at: usize| {
            let is_own = |new: usize| {
                let objective = &after.objectives[new];
                objective.area == area && objective.period == news[at]
            };
            let label = after.periods[news[at]].words();
            self.are_all_added(changes, is_own).then(|| NewEntry::Period(name, label))
        };
        let spans: Vec<Span> = periods.iter().map(|period| period.span).collect();
        let mut edits = self.in_order(&spans, &order, entry);
        for (&new, old) in news.iter().zip(&order) {
            let Some(old) = old else { continue };
            let before = self.before.periods.iter().find(|period| {
                let label = period.label.as_ref().map(|label| label.span);
                label == span_of(&periods[*old].label)
            });
            let (years, new) = (before.map(|period| &period.years), &after.periods[new].years);
            if years != Some(new) && !new.is_empty() {
                edits.extend(self.years(&periods[*old].years, new));
            }
        }
        edits
    }

    /// Returns the edit of years that stand in brackets.
    pub(super) fn years(&self, old: &[Words], new: &BTreeSet<u16>) -> Option<PlanEdit<'u>> {
        let (first, last) = (self.range(old.first()?.span)?, self.range(old.last()?.span)?);
        let place = first.start..last.end;
        let is_list =
            self.text.get(place.clone())?.chars().all(|c| c.is_ascii_digit() || " ,".contains(c))
                && self.text[..place.start].trim_end().ends_with('[')
                && self.text[place.end..].trim_start().starts_with(']');
        let years: Vec<String> = new.iter().map(u16::to_string).collect();
        is_list.then(|| PlanEdit::Rewrite(place, years.join(", ")))
    }

    /// Returns the edits of a list of indicators of which some came, went or moved; `None` where they have no
    /// lines of their own.
    pub(super) fn indicator_list(
        &self,
        kept: &KeptObjective,
        raw: &RawObjective,
    ) -> Option<Vec<PlanEdit<'u>>> {
        let (old, new) = (&self.before.objectives[kept.before], &self.after.objectives[kept.after]);
        let spans: Vec<Span> = old.indicators.iter().map(|indicator| indicator.span).collect();
        let words = |indicator: &Indicator| indicator.text.value.clone();
        let pairs = pair_lists(&old.indicators, &new.indicators, words);
        let is_kept = both(&pairs).next().is_some();
        if !is_kept || !spans.iter().all(|span| self.is_entry(*span)) {
            return None;
        }
        let entry = |at: usize| raw_indicator(raw, &new.indicators[at]).map(NewEntry::Indicator);
        Some(self.list(&spans, old.indicators.len(), &pairs, entry))
    }

    /// Returns the edits of a list whose old entries, `count` as validated, stand at `spans`.
    fn list(
        &self,
        spans: &[Span],
        count: usize,
        pairs: &[(Option<usize>, Option<usize>)],
        entry: impl Fn(usize) -> Option<NewEntry<'u>>,
    ) -> Vec<PlanEdit<'u>> {
        // The key of a list whose entries all go would stay; entries that were left out have no index.
        let is_whole = spans.len() == count && both(pairs).next().is_some();
        if !is_whole || !spans.iter().all(|span| self.is_entry(*span)) {
            return Vec::new();
        }
        let gone = pairs.iter().filter(|(_, new)| new.is_none()).filter_map(|(old, _)| *old);
        let mut edits: Vec<PlanEdit<'u>> =
            gone.map(|old| PlanEdit::RemoveEntry(spans[old].range())).collect();
        let now: Vec<(usize, Option<usize>)> =
            pairs.iter().filter_map(|(old, new)| Some(((*new)?, *old))).collect();
        let order: NewOrder = now.iter().map(|(_, old)| *old).collect();
        edits.extend(self.in_order(spans, &order, |at| entry(now[at].0)));
        edits
    }

    /// Returns the edits that bring the entries at `spans` into the new order; `entry` gives the new ones.
    fn in_order(
        &self,
        spans: &[Span],
        order: &NewOrder,
        entry: impl Fn(usize) -> Option<NewEntry<'u>>,
    ) -> Vec<PlanEdit<'u>> {
        if !spans.iter().all(|span| self.is_entry(*span)) {
            return Vec::new();
        }
        let steady = longest_rising(&order.iter().flatten().copied().collect::<Vec<_>>());
        let steady_at = |old: &Option<usize>| {
            old.filter(|old| steady.contains(old)).map(|old| spans[old].range())
        };
        let place = |at: usize| {
            let before = order[..at].iter().rev().find_map(steady_at);
            let behind = || order[at + 1..].iter().find_map(steady_at);
            before.map(EntryPlace::Behind).or_else(|| behind().map(EntryPlace::Before))
        };
        let edit = |(at, old): (usize, &Option<usize>)| match old {
            Some(old) if steady.contains(old) => None,
            Some(old) => Some(PlanEdit::MoveEntry(spans[*old].range(), place(at)?)),
            None => Some(PlanEdit::AddEntry(entry(at)?, place(at)?)),
        };
        order.iter().enumerate().filter_map(edit).collect()
    }

    /// Returns `true` if the entry of a list at the place begins a line with its dash.
    fn is_entry(&self, span: Span) -> bool {
        let Some(Range { start, .. }) = self.range(span) else { return false };
        let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        self.text[line..start].trim() == "-"
    }

    /// Returns the folded name that a group of the new plan had in the old one; `area` is that of a period.
    fn old_name(
        &self,
        changes: &PlanChanges,
        level: &Level,
        name: &str,
        area: Option<&str>,
    ) -> String {
        let name = folded(name);
        let area = area.map(folded);
        let rename = changes.renamed.iter().find(|rename| {
            let is_within = rename.within.is_empty()
                || rename.within.iter().any(|around| around.last() == area.as_ref());
            rename.level == level.name() && folded(&rename.after.words) == name && is_within
        });
        rename.map_or(name, |rename| folded(&rename.before.words))
    }

    /// Returns `true` if all objectives of a group are new: none brings its comments from elsewhere.
    fn are_all_added(&self, changes: &PlanChanges, is_own: impl Fn(usize) -> bool) -> bool {
        let added: BTreeSet<usize> = changes
            .objectives
            .iter()
            .filter_map(|fate| match fate {
                ObjectiveFate::Added { after, .. } => Some(*after),
                ObjectiveFate::Removed { .. } | ObjectiveFate::Kept(_) => None,
            })
            .collect();
        (0..self.after.objectives.len()).filter(|at| is_own(*at)).all(|at| added.contains(&at))
    }

    fn text(&self, old: &Text, new: &'u Text) -> Option<PlanEdit<'u>> {
        let is_other = old.value.trim() != new.value.trim();
        is_other.then(|| self.words_edit(old.span, &old.value, &new.value, false)).flatten()
    }

    fn optional_text(&self, old: Option<&Text>, new: Option<&'u Text>) -> Option<PlanEdit<'u>> {
        self.text(old?, new?)
    }
}

/// Iterates over the entries that both lists have.
fn both(pairs: &[(Option<usize>, Option<usize>)]) -> impl Iterator<Item = (usize, usize)> + '_ {
    pairs.iter().filter_map(|(old, new)| (*old).zip(*new))
}

fn name_of(field: &Field) -> Option<String> {
    match field {
        Field::Given(words) => Some(folded(&words.value)),
        _ => None,
    }
}

fn span_of(field: &Field) -> Option<Span> {
    match field {
        Field::Given(words) => Some(words.span),
        _ => None,
    }
}

/// Returns a new indicator as it was written.
fn raw_indicator(raw: &RawObjective, new: &Indicator) -> Option<Box<RawIndicator>> {
    let is_own = |field: &Field| span_of(field) == Some(new.text.span);
    let listed = raw.indicators.iter().flatten().find(|own| is_own(&own.text));
    let only = &raw.fields[Key::Indicator];
    let own = || {
        is_own(only).then(|| RawIndicator {
            span: new.span,
            text: only.clone(),
            weight: Field::Absent,
            outcomes: Vec::new(),
            extra: Vec::new(),
        })
    };
    listed.cloned().or_else(own).map(Box::new)
}
