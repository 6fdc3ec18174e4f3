//! Heads with points in our own «Dati» and in layouts: indicators («indicatore.2.peso»), values
//! of a year («spesa.2024»), and fields whose names would pass for other columns («altro.peso»).

use crate::model::Key;
use crate::raw::{Field, RawExtra, RawIndicator, RawObjective, RawValues, Words};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Subject of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct HeadMeaning {
    /// Indicator that it belongs to, from 0; `None` if it belongs to the objective.
    indicator: Option<usize>,
    value: HeadValue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum HeadValue {
    IndicatorText,
    IndicatorWeight,
    /// Field, and the year if it has a value for each.
    Field(String, Option<String>),
}

/// Meanings of the columns that not every plan has, by their heads.
#[derive(Default)]
pub(super) struct DottedHeads {
    by_head: BTreeMap<String, HeadMeaning>,
    /// Heads so far, in small letters.
    taken: BTreeSet<String>,
    /// Fields of the objective so far.
    fields: BTreeSet<String>,
}

impl DottedHeads {
    /// Adds the next head from the left; only one that `is_further` needs a meaning.
    pub(crate) fn add(&mut self, head: &str, is_further: bool) {
        if is_further {
            let meaning = self.meaning(head);
            if let HeadMeaning { indicator: None, value: HeadValue::Field(name, _) } = &meaning {
                self.fields.insert(name.clone());
            }
            self.by_head.insert(head.to_owned(), meaning);
        }
        self.taken.insert(head.to_lowercase());
    }

    fn meaning(&self, head: &str) -> HeadMeaning {
        let head = self.without_marks(head);
        if let Some(rest) = below(head, Key::Indicator) {
            return of_indicator(rest);
        }
        let name = below(head, Key::Extra).filter(|_| is_of_indicator(head)).unwrap_or(head);
        HeadMeaning { indicator: None, value: field(name) }
    }

    /// Returns `head` without the «altro.» that our workbooks put before a head that another
    /// column has already.
    fn without_marks<'n>(&self, head: &'n str) -> &'n str {
        let mut name = head;
        while let Some(rest) = below(name, Key::Extra) {
            // The writer adds a mark only for a column of its own further left; the name of a field
            // that truly begins with «altro.» keeps it.
            if !self.taken.contains(&rest.to_lowercase()) || self.fields.contains(rest) {
                break;
            }
            name = rest;
        }
        name
    }

    /// Moves the values of `objective` under these heads to the fields that they mean.
    pub(crate) fn settle(&self, objective: &mut RawObjective, levels: &[Words]) {
        let mut indicators: BTreeMap<usize, RawIndicator> = BTreeMap::new();
        for (head, values) in std::mem::take(&mut objective.extra) {
            // A row gives one value a column: values by year come into being below, in `put`.
            let RawValues::One(value) = values else { continue };
            let Some(meaning) = self.by_head.get(&head.value) else { continue };
            if let Some(index) = meaning.indicator {
                let blank = || blank_indicator(head.span);
                let indicator = indicators.entry(index).or_insert_with(blank);
                put_in_indicator(indicator, &meaning.value, head.span, value);
            } else if let HeadValue::Field(name, year) = &meaning.value {
                let key = Words::new(name.clone(), head.span);
                if year.is_none() && levels.iter().any(|level| level.value == *name) {
                    // A level's name recurs as a head of its own; it must not end among the further
                    // fields.
                    objective.levels.push((key, value));
                } else {
                    put(&mut objective.extra, key, year.as_deref(), value);
                }
            }
        }
        if !indicators.is_empty() {
            objective.indicators =
                Some(with_first(&mut objective.fields[Key::Indicator], indicators));
        }
    }
}

/// Moves the values of `objective` under the layout's names for years and for fields of
/// indicators to the fields that they mean.
pub(super) fn settle_printed(objective: &mut RawObjective) {
    settle_where(objective, is_dotted);
}

/// Moves the values of `objective` under heads such as «indicatore.2» to its indicators, and those
/// under «peso.2026» to its weights of each year.
pub(super) fn settle_indicators(objective: &mut RawObjective) {
    settle_where(objective, |key| below(key, Key::Indicator).is_some() || is_year_of_key(key));
}

/// Returns `true` for the head of the weights, or of the results, of a year.
pub(super) fn is_year_of_key(head: &str) -> bool {
    matches!(field(head), HeadValue::Field(name, Some(_)) if Key::named(&name).is_some_and(Key::is_by_year))
}

fn settle_where(objective: &mut RawObjective, is_settled: fn(&str) -> bool) {
    let (printed, others): (Vec<_>, Vec<_>) = std::mem::take(&mut objective.extra)
        .into_iter()
        .partition(|(key, _)| is_settled(&key.value));
    let mut heads = DottedHeads::default();
    printed.iter().for_each(|(key, _)| heads.add(&key.value, true));
    objective.extra = printed;
    heads.settle(objective, &[]);
    objective.extra.extend(others);
}

/// Gives `indicator` a value under the layout's name of a field of indicators.
pub(super) fn put_printed(indicator: &mut RawIndicator, key: Words, value: Field) {
    let name = below(&key.value, Key::Indicator).unwrap_or(&key.value);
    match field(name) {
        // In a row that holds an indicator only, «peso» is that of the indicator.
        HeadValue::Field(name, None) if name == Key::Weight.name() => indicator.weight = value,
        meaning => put_in_indicator(indicator, &meaning, key.span, value),
    }
}

/// Gives `indicator` a further value.
pub(super) fn put_in_extra(indicator: &mut RawIndicator, key: Words, value: Field) {
    put(&mut indicator.extra, key, None, value);
}

fn put_in_indicator(indicator: &mut RawIndicator, meaning: &HeadValue, place: Span, value: Field) {
    match meaning {
        HeadValue::IndicatorText => indicator.text = value,
        HeadValue::IndicatorWeight => indicator.weight = value,
        HeadValue::Field(name, year) => {
            put(&mut indicator.extra, Words::new(name.clone(), place), year.as_deref(), value);
        }
    }
}

/// Returns an indicator without fields.
pub(super) fn blank_indicator(span: Span) -> RawIndicator {
    RawIndicator {
        span,
        text: Field::Absent,
        weight: Field::Absent,
        outcomes: Vec::new(),
        extra: Vec::new(),
    }
}

/// Returns the rest of a head that begins with a key and a point.
pub(super) fn below(head: &str, key: Key) -> Option<&str> {
    head.strip_prefix(key.name())?.strip_prefix('.')
}

fn is_dotted(key: &str) -> bool {
    is_of_indicator(key) || matches!(field(key), HeadValue::Field(_, Some(_)))
}

/// Returns the fields of which every value is an amount: a plan must declare what it sums.
pub(super) fn amount_fields<'o>(
    objectives: impl Iterator<Item = &'o RawObjective>,
) -> Vec<(Words, Field)> {
    let mut found: BTreeMap<&str, (&Words, bool)> = BTreeMap::new();
    for (key, values) in objectives.flat_map(|objective| &objective.extra) {
        let is_amount = |field: &Field| match field {
            Field::Given(words) => words.value.trim().ends_with('€'),
            // A blank cell speaks neither for nor against amounts.
            _ => true,
        };
        let has_amounts = match values {
            RawValues::One(field) => is_amount(field),
            RawValues::ByYear(years) => years.iter().all(|(_, field)| is_amount(field)),
        };
        found.entry(&key.value).or_insert((key, true)).1 &= has_amounts;
    }
    let amounts = found.into_values().filter(|(_, has_amounts)| *has_amounts).map(|(key, _)| key);
    let kind = |key: &Words| Field::Given(Words::new("importo".to_owned(), key.span));
    amounts.map(|key| (key.clone(), kind(key))).collect()
}

/// Returns all indicators; the text of the first is in a column that every plan has.
fn with_first(first: &mut Field, mut others: BTreeMap<usize, RawIndicator>) -> Vec<RawIndicator> {
    if let Field::Given(words) = std::mem::take(first) {
        let indicator = others.entry(0).or_insert_with(|| blank_indicator(words.span));
        indicator.text = Field::Given(words);
    }
    let at_its_text = |mut indicator: RawIndicator| {
        if let Field::Given(words) = &indicator.text {
            indicator.span = words.span;
        }
        indicator
    };
    others.into_values().map(at_its_text).collect()
}

/// Adds a value to the field `key`, or its value of a year.
fn put(extra: &mut Vec<RawExtra>, key: Words, year: Option<&str>, value: Field) {
    let Some(year) = year else { return extra.push((key, value.into())) };
    let entry = (Words::new(year.to_owned(), key.span), value);
    let known = extra.iter_mut().find(|(other, _)| other.value == key.value);
    match known {
        Some((_, RawValues::ByYear(years))) => years.push(entry),
        _ => extra.push((key, RawValues::ByYear(vec![entry]))),
    }
}

/// Reads the rest of a head after «indicatore.»: the number, if any, and the field.
fn of_indicator(rest: &str) -> HeadMeaning {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (number, rest) = match rest.split_once('.') {
        Some((number, rest)) if is_number(number) => (number, Some(rest)),
        None if is_number(rest) => (rest, None),
        // «indicatore.peso» without a number is that of the first indicator.
        _ => ("1", Some(rest)),
    };
    let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let value = match rest {
        None => HeadValue::IndicatorText,
        Some(name) if name == Key::Weight.name() => HeadValue::IndicatorWeight,
        Some(name) => field(name),
    };
    // Our workbooks never write the number 0 or one above the largest: such a column is of
    // one more indicator at the end, so that its cells are not lost.
    HeadMeaning { indicator: Some(index.unwrap_or(usize::MAX)), value }
}

/// Reads a field, of a year if its name ends with one; a point behind the year marks that it
/// belongs to the name.
fn field(name: &str) -> HeadValue {
    let (name, year) = match name.rsplit_once('.') {
        Some((name, year)) if is_year(year) => (name, Some(year.to_owned())),
        _ => (name, None),
    };
    // «spesa.2024.» is a field called «spesa.2024»: the last point is the writer's mark, so that
    // reading back what was written gives the same name.
    let last = name.trim_end_matches('.').rsplit_once('.').map_or("", |(_, last)| last);
    let plain = name.strip_suffix('.').filter(|_| is_year(last)).unwrap_or(name);
    HeadValue::Field(plain.to_owned(), year)
}

/// Returns `true` for four digits: any such name is written with a point, whatever the year.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns `true` if a field of that name would pass for a column of an indicator.
fn is_of_indicator(name: &str) -> bool {
    let mut core = name;
    while let Some(rest) = below(core, Key::Extra) {
        core = rest;
    }
    below(core, Key::Indicator).is_some()
}
