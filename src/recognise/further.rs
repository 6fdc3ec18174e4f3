//! The columns of our own «Dati» that not every plan has: levels and further fields, values
//! of years, more indicators than one.

use crate::model::Key;
use crate::raw::{Field, RawExtra, RawIndicator, RawObjective, RawValues, Words};
use std::collections::{BTreeMap, BTreeSet};

/// What stands before the name of a field that would pass for another column.
const FURTHER: &str = "altro.";
const INDICATOR: &str = "indicatore";

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Meaning {
    /// The indicator that it belongs to, from 0.
    indicator: Option<usize>,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Text,
    Weight,
    /// A field, or its value of a year.
    Field(String, Option<String>),
}

/// What the further columns hold, by their heads.
#[derive(Default)]
pub(super) struct Meanings {
    by_head: BTreeMap<String, Meaning>,
    /// The heads so far, in small letters, and the fields.
    taken: BTreeSet<String>,
    fields: BTreeSet<String>,
}

impl Meanings {
    /// Adds the next head from the left.
    pub fn add(&mut self, head: &str, is_further: bool) {
        if is_further {
            let meaning = self.meaning(head);
            if let Meaning { indicator: None, what: What::Field(name, _) } = &meaning {
                self.fields.insert(name.clone());
            }
            self.by_head.insert(head.to_owned(), meaning);
        }
        self.taken.insert(head.to_lowercase());
    }

    fn meaning(&self, head: &str) -> Meaning {
        let own = self.without_mark(head);
        match own.strip_prefix(INDICATOR).and_then(|rest| rest.strip_prefix('.')) {
            Some(rest) => of_indicator(rest),
            None => {
                let name = own.strip_prefix(FURTHER).filter(|_| is_indicator(own)).unwrap_or(own);
                Meaning { indicator: None, what: field(name) }
            }
        }
    }

    /// `head` without what was put before it because another head was the same.
    fn without_mark<'n>(&self, head: &'n str) -> &'n str {
        let mut own = head;
        while let Some(rest) = own.strip_prefix(FURTHER) {
            if !self.taken.contains(&rest.to_lowercase()) || self.fields.contains(rest) {
                break;
            }
            own = rest;
        }
        own
    }

    /// Brings what `objective` has under the heads of these columns to its place.
    pub fn settle(&self, objective: &mut RawObjective, levels: &[Words]) {
        let mut indicators: BTreeMap<usize, RawIndicator> = BTreeMap::new();
        for (head, values) in std::mem::take(&mut objective.extra) {
            let RawValues::One(value) = values else { continue };
            let Some(meaning) = self.by_head.get(&head.value) else { continue };
            let key = |name: &str| Words::new(name.to_owned(), head.span);
            let indicator = meaning.indicator.map(|index| {
                indicators.entry(index).or_insert_with(|| RawIndicator {
                    span: head.span,
                    text: Field::Absent,
                    weight: Field::Absent,
                    extra: Vec::new(),
                })
            });
            match (indicator, &meaning.what) {
                (Some(indicator), What::Text) => indicator.text = value,
                (Some(indicator), What::Weight) => indicator.weight = value,
                (Some(indicator), What::Field(name, year)) => {
                    put(&mut indicator.extra, key(name), year.as_deref(), value);
                }
                (None, What::Field(name, None)) if levels.iter().any(|l| l.value == *name) => {
                    objective.levels.push((key(name), value));
                }
                (None, What::Field(name, year)) => {
                    put(&mut objective.extra, key(name), year.as_deref(), value);
                }
                (None, What::Text | What::Weight) => {}
            }
        }
        if !indicators.is_empty() {
            objective.indicators = Some(several(&mut objective.fields[Key::Indicator], indicators));
        }
    }
}

/// Brings what `objective` has under the layout's names for values of a year and for fields
/// of indicators to its place.
pub(super) fn settle_printed(objective: &mut RawObjective) {
    let (printed, others): (Vec<_>, Vec<_>) = std::mem::take(&mut objective.extra)
        .into_iter()
        .partition(|(key, _)| is_dotted(&key.value));
    let mut meanings = Meanings::default();
    printed.iter().for_each(|(key, _)| meanings.add(&key.value, true));
    objective.extra = printed;
    meanings.settle(objective, &[]);
    objective.extra.extend(others);
}

/// Gives `indicator` the value under the layout's name of a field of indicators.
pub(super) fn put_printed(indicator: &mut RawIndicator, key: Words, value: Field) {
    let name = key.value.strip_prefix(INDICATOR).and_then(|rest| rest.strip_prefix('.'));
    match field(name.unwrap_or(&key.value)) {
        What::Field(name, None) if name == "peso" => indicator.weight = value,
        What::Field(name, year) => {
            put(&mut indicator.extra, Words::new(name, key.span), year.as_deref(), value);
        }
        What::Text | What::Weight => {}
    }
}

fn is_dotted(key: &str) -> bool {
    is_indicator(key) || matches!(field(key), What::Field(_, Some(_)))
}

/// The fields of which every value is an amount: a plan that sums them must say so.
pub(super) fn amounts<'o>(
    objectives: impl Iterator<Item = &'o RawObjective>,
) -> Vec<(Words, Field)> {
    let mut found: BTreeMap<&str, (&Words, bool)> = BTreeMap::new();
    for (key, values) in objectives.flat_map(|objective| &objective.extra) {
        let is_amount = |field: &Field| match field {
            Field::Given(words) => words.value.trim().ends_with('€'),
            _ => true,
        };
        let all = match values {
            RawValues::One(field) => is_amount(field),
            RawValues::ByYear(years) => years.iter().all(|(_, field)| is_amount(field)),
        };
        found.entry(&key.value).or_insert((key, true)).1 &= all;
    }
    let amounts = found.into_values().filter(|(_, all)| *all).map(|(key, _)| key);
    let kind = |key: &Words| Field::Given(Words::new("importo".to_owned(), key.span));
    amounts.map(|key| (key.clone(), kind(key))).collect()
}

/// All indicators, of which the first has a column that every plan has.
fn several(first: &mut Field, mut others: BTreeMap<usize, RawIndicator>) -> Vec<RawIndicator> {
    if let Field::Given(words) = std::mem::take(first) {
        let span = words.span;
        let indicator = others.entry(0).or_insert_with(|| RawIndicator {
            span,
            text: Field::Absent,
            weight: Field::Absent,
            extra: Vec::new(),
        });
        indicator.text = Field::Given(words);
    }
    let place = |mut indicator: RawIndicator| {
        if let Field::Given(words) = &indicator.text {
            indicator.span = words.span;
        }
        indicator
    };
    others.into_values().map(place).collect()
}

/// Adds a value to the field `key`, or its value of a year.
fn put(all: &mut Vec<RawExtra>, key: Words, year: Option<&str>, value: Field) {
    let Some(year) = year else { return all.push((key, value.into())) };
    let entry = (Words::new(year.to_owned(), key.span), value);
    let known = all.iter_mut().find(|(other, _)| other.value == key.value);
    match known {
        Some((_, RawValues::ByYear(years))) => years.push(entry),
        _ => all.push((key, RawValues::ByYear(vec![entry]))),
    }
}

/// What stands behind «indicatore.».
fn of_indicator(rest: &str) -> Meaning {
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (number, rest) = match rest.split_once('.') {
        Some((number, rest)) if figures(number) => (number, Some(rest)),
        None if figures(rest) => (rest, None),
        _ => ("1", Some(rest)),
    };
    let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let what = match rest {
        None => What::Text,
        Some("peso") => What::Weight,
        Some(name) => field(name),
    };
    // A number that no column of ours has makes one more indicator at the end.
    Meaning { indicator: Some(index.unwrap_or(usize::MAX)), what }
}

/// A field, of a year if its name ends with one; a point after it says that it does not.
fn field(name: &str) -> What {
    let (name, year) = match name.rsplit_once('.') {
        Some((name, year)) if is_year(year) => (name, Some(year.to_owned())),
        _ => (name, None),
    };
    let last = name.trim_end_matches('.').rsplit_once('.').map_or("", |(_, last)| last);
    let own = name.strip_suffix('.').filter(|_| is_year(last)).unwrap_or(name);
    What::Field(own.to_owned(), year)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a field of that name would pass for a column of an indicator.
fn is_indicator(name: &str) -> bool {
    let mut core = name;
    while let Some(rest) = core.strip_prefix(FURTHER) {
        core = rest;
    }
    core.split_once('.').is_some_and(|(first, _)| first == INDICATOR)
}
