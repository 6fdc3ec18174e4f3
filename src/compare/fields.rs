//! Fields of an objective that changed.

use super::{FieldChange, FieldValue};
use crate::italian::days::parse_day;
use crate::italian::decimals::{parse_number, without_trailing_zeros};
use crate::italian::units::without_euro;
use crate::model::{
    Assignment, Datum, DatumValue, Extra, Indicator, Key, Level, Objective, Plan, Text, Values,
    Weight,
};
use crate::source::{Span, Spanned};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Objective with the plan that it belongs to.
type OfPlan<'p> = (&'p Plan, &'p Objective);

/// Fields of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Fields that changed.
    Changes,
    /// All fields.
    All,
}

/// Returns the fields that differ; the groups at `levels` are compared elsewhere.
pub(super) fn objective_changes(
    before: OfPlan<'_>,
    after: OfPlan<'_>,
    levels: &[Level],
) -> Vec<FieldChange> {
    side_by_side(Some(before), Some(after), levels, Shown::Changes)
}

/// Returns the fields of two versions of an objective, or of one that only one plan has.
pub(super) fn side_by_side(
    before: Option<OfPlan<'_>>,
    after: Option<OfPlan<'_>>,
    levels: &[Level],
    shown: Shown,
) -> Vec<FieldChange> {
    let single =
        |side: Option<OfPlan<'_>>| side.map_or_else(Vec::new, |s| single_fields(s, levels));
    let own = |side: Option<OfPlan<'_>>| side.map_or_else(Vec::new, |s| own_fields(s.1, levels));
    let of_old = before.map_or(&[][..], |(_, objective)| &objective.indicators);
    let of_new = after.map_or(&[][..], |(_, objective)| &objective.indicators);
    let mut changes = paired_as(single(before), single(after), shown);
    changes.extend(indicator_changes(of_old, of_new, shown));
    changes.extend(paired_as(own(before), own(after), shown));
    changes
}

/// Value with the name of its field.
pub(super) struct LabelledValue {
    /// Name of the field for people.
    pub label: String,
    /// Words of the value.
    pub value: FieldValue,
    /// Value without what makes no difference: zeros behind a decimal comma.
    pub sense: String,
    /// `true` if the plan says what the value is: a number, an amount, a day.
    is_typed: bool,
}

impl LabelledValue {
    pub(super) fn of_text(label: impl Into<String>, text: &Text) -> LabelledValue {
        LabelledValue::new(label, text.value.clone(), Some(text.span))
    }

    pub(super) fn new(
        label: impl Into<String>,
        words: String,
        place: Option<Span>,
    ) -> LabelledValue {
        let sense = words.trim().to_owned();
        let value = FieldValue { words, place };
        LabelledValue { label: label.into(), value, sense, is_typed: false }
    }

    pub(super) fn of_weight(label: impl Into<String>, weight: &Spanned<Weight>) -> LabelledValue {
        let words = without_trailing_zeros(weight.value.decimal()).to_string();
        LabelledValue::new(label, words, Some(weight.span))
    }

    /// Returns `true` if the words of another value, of which its plan does not say what they are, mean this one:
    /// «31/12/2026» where this is the day of «31.12.2026».
    fn is_meant_by(&self, other: &LabelledValue) -> bool {
        let words = other.value.words.trim();
        let number = || {
            let number = parse_number(without_euro(words).trim_end_matches('%').trim()).italian();
            number.map(|n| without_trailing_zeros(n).to_string())
        };
        let day = || parse_day(words).map(|day| day.to_string());
        let is_sense = |sense: Option<String>| sense.as_ref() == Some(&self.sense);
        self.is_typed && !other.is_typed && (is_sense(day()) || is_sense(number()))
    }

    fn of_datum(label: String, datum: &Datum) -> LabelledValue {
        let field = LabelledValue::of_text(label, &datum.written);
        let sense = match datum.value {
            DatumValue::Number(n) | DatumValue::Money(n) | DatumValue::Percent(n) => {
                without_trailing_zeros(n).to_string()
            }
            DatumValue::Date(day) => day.to_string(),
            DatumValue::Text | DatumValue::Mark => return field,
        };
        LabelledValue { sense, is_typed: true, ..field }
    }
}

/// Pairs the fields of the same name, in the order of the new ones; those that only the old side has
/// come last.
pub(super) fn paired(before: Vec<LabelledValue>, after: Vec<LabelledValue>) -> Vec<FieldChange> {
    paired_as(before, after, Shown::Changes)
}

fn paired_as(
    before: Vec<LabelledValue>,
    after: Vec<LabelledValue>,
    shown: Shown,
) -> Vec<FieldChange> {
    let mut olds: Vec<Option<LabelledValue>> = before.into_iter().map(Some).collect();
    let mut changes = Vec::new();
    for new in after {
        let same =
            |old: &Option<LabelledValue>| old.as_ref().is_some_and(|old| old.label == new.label);
        let old = olds.iter().position(same).and_then(|at| olds[at].take());
        // The same words are no change, even where one plan says what they are and the other does not.
        let is_same = |old: &LabelledValue| {
            old.sense == new.sense
                || old.value.words.trim() == new.value.words.trim()
                || old.is_meant_by(&new)
                || new.is_meant_by(old)
        };
        let is_change = !old.as_ref().is_some_and(is_same);
        if is_change || shown == Shown::All {
            let before = old.map(|old| old.value);
            changes.push(FieldChange { label: new.label, before, after: Some(new.value) });
        }
    }
    let gone = olds.into_iter().flatten();
    let gone =
        gone.map(|old| FieldChange { label: old.label, before: Some(old.value), after: None });
    changes.extend(gone);
    changes
}

/// Returns the fields that an objective has once.
fn single_fields((plan, objective): OfPlan<'_>, levels: &[Level]) -> Vec<LabelledValue> {
    let of_key =
        |key: Key, text: Option<&Text>| text.map(|text| LabelledValue::of_text(key.label(), text));
    let (service, title) = match &objective.assignment {
        Some(Assignment::Service(text)) => (Some(text), None),
        Some(Assignment::CrossCutting { title }) => (None, Some(title)),
        None => (None, None),
    };
    let service = service.filter(|_| !is_level(levels, Key::Service.name()));
    let kind = objective.kind.as_ref();
    let kind = kind.and_then(|kind| Some((plan.kinds.get(kind.value)?, kind.span)));
    let kind = kind
        .map(|(kind, place)| LabelledValue::new(Key::Kind.label(), kind.code.clone(), Some(place)));
    let fields = [
        of_key(Key::Code, objective.code.as_ref()),
        of_key(Key::Service, service),
        of_key(Key::CrossCutting, title),
        kind,
        of_key(Key::Description, Some(&objective.description)),
        of_key(Key::ExpectedResult, objective.expected_result.as_ref()),
        objective
            .weight
            .as_ref()
            .map(|weight| LabelledValue::of_weight(Key::Weight.label(), weight)),
    ];
    fields.into_iter().flatten().collect()
}

fn is_level(levels: &[Level], name: &str) -> bool {
    levels.iter().any(|level| level.name() == name)
}

/// Returns the fields of the author's own.
fn own_fields(objective: &Objective, levels: &[Level]) -> Vec<LabelledValue> {
    let extras = objective.extra.iter().enumerate();
    // The last value counts: fields that an objective takes over come before its own.
    let is_last = |(at, extra): &(usize, &Extra)| {
        objective.extra[at + 1..].iter().all(|later| later.key.value != extra.key.value)
    };
    let extras = extras.filter(is_last).map(|(_, extra)| extra);
    let extras = extras.filter(|extra| !is_level(levels, &extra.key.value));
    extras.flat_map(|extra| extra_fields("", extra)).collect()
}

/// Returns the values of a field, each with the name of the field behind `before`.
fn extra_fields(before: &str, extra: &Extra) -> Vec<LabelledValue> {
    let key = extra.key.value.as_str();
    let name = format!("{before}{}", Key::named(key).map_or(key, |key| key.label()));
    match &extra.values {
        Values::Empty => Vec::new(),
        Values::One(datum) => vec![LabelledValue::of_datum(name, datum)],
        Values::ByYear(years) => years
            .iter()
            .map(|(year, d)| LabelledValue::of_datum(format!("{name} {year}"), d))
            .collect(),
    }
}

/// Indices of an entry in the old list and in the new one.
pub type ListPair = (Option<usize>, Option<usize>);

/// Pairs the entries of two lists by their words, in the order of the new one: the same words are the same
/// entry, also in another place, and what stands between the same neighbours is paired in order.
pub fn pair_lists<T>(before: &[T], after: &[T], words: impl Fn(&T) -> String) -> Vec<ListPair> {
    let list = |entries: &[T]| entries.iter().map(&words).collect::<Vec<_>>();
    let (olds, news) = (list(before), list(after));
    let ops = capture_diff_slices(Algorithm::Myers, &olds, &news);
    let mut free: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    let others = || ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    for old in others().flat_map(DiffOp::old_range) {
        free.entry(&olds[old]).or_default().push_back(old);
    }
    let mut partner = |new: usize| free.get_mut(news[new].as_str())?.pop_front();
    let moved: BTreeMap<usize, usize> =
        others().flat_map(DiffOp::new_range).filter_map(|new| Some((new, partner(new)?))).collect();
    let gone: BTreeSet<usize> = moved.values().copied().collect();
    let mut pairs = Vec::new();
    for op in &ops {
        let mut left = op.old_range().filter(|old| !gone.contains(old));
        for new in op.new_range() {
            let old = moved.get(&new).copied().or_else(|| left.next());
            pairs.push((old, Some(new)));
        }
        pairs.extend(left.map(|old| (Some(old), None)));
    }
    pairs
}

/// Returns the change of the order of the entries that both lists have, by the `name` of an old one.
pub(super) fn order_change(
    pairs: &[ListPair],
    label: &str,
    between: &str,
    name: impl Fn(usize) -> String,
) -> Option<FieldChange> {
    let both = pairs.iter().filter(|(_, new)| new.is_some());
    let now: Vec<usize> = both.filter_map(|(old, _)| *old).collect();
    let words = |order: &[usize]| {
        let words = order.iter().map(|&old| name(old)).collect::<Vec<_>>().join(between);
        Some(FieldValue { words, place: None })
    };
    let mut was = now.clone();
    was.sort_unstable();
    let label = label.to_owned();
    (was != now).then(|| FieldChange { label, before: words(&was), after: words(&now) })
}

fn indicator_changes(before: &[Indicator], after: &[Indicator], shown: Shown) -> Vec<FieldChange> {
    let pairs = pair_lists(before, after, |indicator| indicator.text.value.clone());
    let is_only = before.len().max(after.len()) == 1;
    let change = |&(old, new): &ListPair| {
        // A removed indicator is called by its old number, every other one by the new.
        let number = new.or(old).unwrap_or_default() + 1;
        let label = if is_only { String::new() } else { format!(" {number}") };
        let fields = |list: &[Indicator], at: Option<usize>| {
            at.map_or_else(Vec::new, |at| indicator_fields(&label, &list[at]))
        };
        paired_as(fields(before, old), fields(after, new), shown)
    };
    let mut changes: Vec<FieldChange> = pairs.iter().flat_map(change).collect();
    changes.extend(order_change(&pairs, INDICATOR_ORDER, ", ", |old| (old + 1).to_string()));
    changes
}

/// Name of the order of an objective's indicators, which are called by their old numbers.
pub const INDICATOR_ORDER: &str = "Ordine degli indicatori, con i numeri di prima";

fn indicator_fields(number: &str, indicator: &Indicator) -> Vec<LabelledValue> {
    let label = format!("{}{number}", Key::Indicator.label());
    let own = indicator.extra.iter().flat_map(|extra| extra_fields(&format!("{label}, "), extra));
    let weight = indicator.weight.as_ref();
    let weight = weight.map(|weight| LabelledValue::of_weight(format!("{label}, peso"), weight));
    let mut fields = vec![LabelledValue::of_text(label.clone(), &indicator.text)];
    fields.extend(weight.into_iter().chain(own));
    fields
}
