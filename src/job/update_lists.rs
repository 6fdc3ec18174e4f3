//! Edits of the lists around objectives: areas, periods, signers, other annexes, indicators.

use super::update_edits::PlanUpdate;
use crate::compare::{
    KeptObjective, ListPair, ObjectiveFate, PlanChanges, longest_rising, pair_lists,
};
use crate::model::{Area, Indicator, Key, Level, Period, Reference, Signer, Text};
use crate::plan_file::{EntryPlace, NewEntry, PlanEdit};
use crate::raw::{Field, RawArea, RawIndicator, RawObjective, RawPeriod, Words};
use crate::source::Span;
use crate::text::folded;
use indexmap::IndexSet;
use std::collections::BTreeSet;
use std::ops::Range;

/// Entries of a list in their new order: the index of an old one, or none for a new one.
type NewOrder = Vec<Option<usize>>;

/// Periods of an area.
struct PeriodOrder {
    /// Index of the area in the new plan.
    area: usize,
    /// Periods of the new plan.
    news: Vec<usize>,
    /// Places of the old ones.
    spans: Vec<Span>,
    order: NewOrder,
}

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
        // A document may show some of them only.
        if !self.is_whole {
            return edits;
        }
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

    /// Returns the edits of areas and periods that are new or gone; `leaving` are the old objectives that stay in
    /// none of theirs.
    pub(super) fn groups(
        &self,
        changes: &PlanChanges,
        mut leaving: BTreeSet<usize>,
    ) -> Vec<PlanEdit<'u>> {
        let (spans, order) = self.area_order(changes);
        let entry = |at: usize| {
            let area = &self.after.areas[at];
            let is_own = |new: usize| self.after.objectives[new].area == at;
            let all = || NewEntry::Area(area.words());
            self.are_all_added(changes, is_own)
                .then(all)
                .or_else(|| self.around_moved(changes, is_own, true))
        };
        let mut edits = self.in_order(&spans, &order, entry);
        leaving.extend(self.moved_into_new(&edits));
        edits.extend(self.emptied(&spans, &order, &leaving));
        for periods in self.period_orders(changes) {
            let PeriodOrder { area, news, spans, order } = &periods;
            let entry = |at: usize| {
                let is_own = |new: usize| {
                    let objective = &self.after.objectives[new];
                    objective.area == *area && objective.period == news[at]
                };
                let label = self.after.periods[news[at]].words();
                let name = self.after.areas[*area].words();
                let all = NewEntry::Period(name, label);
                self.are_all_added(changes, is_own)
                    .then_some(all)
                    .or_else(|| self.around_moved(changes, is_own, false))
            };
            edits.extend(self.in_order(spans, order, entry));
            leaving.extend(self.moved_into_new(&edits));
            edits.extend(self.emptied(spans, order, &leaving));
            edits.extend(self.period_years(&periods));
        }
        edits.retain(|edit| !matches!(edit, PlanEdit::MoveEntry(..)));
        edits
    }

    /// Returns a new group around the first of the objectives that have come into it from elsewhere.
    fn around_moved(
        &self,
        changes: &PlanChanges,
        is_own: impl Fn(usize) -> bool,
        is_new_area: bool,
    ) -> Option<NewEntry<'u>> {
        let first = changes
            .kept()
            .filter(|kept| is_own(kept.after))
            .find(|kept| self.is_entry(self.before.objectives[kept.before].span))?;
        let objective = &self.after.objectives[first.after];
        Some(NewEntry::PeriodAround {
            area: self.after.areas[objective.area].words(),
            label: self.after.periods[objective.period].words(),
            is_new_area,
            moved: self.before.objectives[first.before].span.range(),
        })
    }

    /// Returns the old objectives that `edits` bring into new groups.
    fn moved_into_new(&self, edits: &[PlanEdit<'u>]) -> Vec<usize> {
        let place = |edit: &PlanEdit<'u>| match edit {
            PlanEdit::AddEntry(NewEntry::PeriodAround { moved, .. }, _) => Some(moved.clone()),
            _ => None,
        };
        let places: Vec<Range<usize>> = edits.iter().filter_map(place).collect();
        let objectives = self.before.objectives.iter().enumerate();
        let moved = objectives.filter(|(_, own)| places.contains(&own.span.range()));
        moved.map(|(at, _)| at).collect()
    }

    /// Returns the edits of the order of areas.
    pub(super) fn area_moves(&self, changes: &PlanChanges) -> Vec<PlanEdit<'u>> {
        let (spans, order) = self.area_order(changes);
        self.in_order(&spans, &order, |_| None)
    }

    /// Returns the edits of the order of periods in their areas.
    pub(super) fn period_moves(&self, changes: &PlanChanges) -> Vec<PlanEdit<'u>> {
        let orders = self.period_orders(changes).into_iter();
        orders.flat_map(|periods| self.in_order(&periods.spans, &periods.order, |_| None)).collect()
    }

    /// Returns the places of the old areas, and the new order; none in a plan of another form.
    fn area_order(&self, changes: &PlanChanges) -> (Vec<Span>, NewOrder) {
        let areas = &self.base.areas;
        if !self.base.rows.is_empty() || !self.base.groups.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let old_area = |area: &Area| {
            let name = self.old_name(changes, &Level::Area, area.words(), None);
            areas.iter().position(|raw| name_of(&raw.name) == Some(name.clone()))
        };
        let order = self.after.areas.iter().map(old_area).collect();
        (areas.iter().map(|area| area.span).collect(), order)
    }

    fn period_orders(&self, changes: &PlanChanges) -> Vec<PeriodOrder> {
        let (_, areas) = self.area_order(changes);
        let areas = areas.into_iter().enumerate().filter_map(|(new, old)| Some((new, old?)));
        areas.map(|(area, old)| self.period_order(changes, area, &self.base.areas[old])).collect()
    }

    fn period_order(&self, changes: &PlanChanges, area: usize, old: &RawArea) -> PeriodOrder {
        let name = self.after.areas[area].words();
        let own = self.after.objectives.iter().filter(|objective| objective.area == area);
        let news: IndexSet<usize> = own.map(|objective| objective.period).collect();
        let mut periods = old.periods.iter().flatten();
        let old_period = |&new: &usize| {
            let label = self.after.periods[new].words();
            let label = self.old_name(changes, &Level::Period, label, Some(name));
            periods.clone().position(|raw| name_of(&raw.label) == Some(label.clone()))
        };
        let order = news.iter().map(old_period).collect();
        let spans = periods.by_ref().map(|period| period.span).collect();
        PeriodOrder { area, news: news.into_iter().collect(), spans, order }
    }

    /// Returns the edits of the years of periods.
    fn period_years(&self, periods: &PeriodOrder) -> Vec<PlanEdit<'u>> {
        let pairs = periods.news.iter().zip(&periods.order);
        let edit = |(&new, old): (&usize, &Option<usize>)| {
            let span = periods.spans[(*old)?];
            let raw = self.base.areas.iter().flat_map(|area| area.periods.iter().flatten());
            let raw: &RawPeriod = raw.clone().find(|period| period.span == span)?;
            let label = |period: &&Period| {
                period.label.as_ref().map(|label| label.span) == span_of(&raw.label)
            };
            let before = self.before.periods.iter().find(label)?;
            let years = &self.after.periods[new].years;
            let is_other = self.is_whole && before.years != *years && !years.is_empty();
            is_other.then(|| self.years(&raw.years, years)).flatten()
        };
        pairs.filter_map(edit).collect()
    }

    /// Returns the edits that take away the groups at `spans` that the new plan has not, and whose objectives all
    /// leave.
    fn emptied(
        &self,
        spans: &[Span],
        order: &NewOrder,
        leaving: &BTreeSet<usize>,
    ) -> Vec<PlanEdit<'u>> {
        let is_gone = |(at, span): &(usize, &Span)| {
            let objectives = self.before.objectives.iter().enumerate();
            let mut own = objectives.filter(|(_, own)| span.contains(own.span));
            !order.contains(&Some(*at))
                && self.is_entry(**span)
                && own.all(|(at, _)| leaving.contains(&at))
        };
        let gone = spans.iter().enumerate().filter(is_gone);
        gone.map(|(_, span)| PlanEdit::RemoveEntry(span.range())).collect()
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
        pairs: &[ListPair],
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

    /// Returns the place of the name that an area of the new plan has in the old one.
    pub(super) fn area_name(&self, area: &str, changes: &PlanChanges) -> Option<Span> {
        let name = self.old_name(changes, &Level::Area, area, None);
        let mut areas = self.base.areas.iter();
        areas
            .find(|raw| name_of(&raw.name).as_ref() == Some(&name))
            .and_then(|raw| span_of(&raw.name))
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
