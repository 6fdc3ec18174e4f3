//! The columns of the data that not every plan has: levels and further fields, values of
//! years, more indicators than one.

use super::column_words::capitalised;
use super::format::number;
use crate::annex::Date;
use crate::dataset::RecordValue;
use crate::model::{Datum, DatumValue, Extra, Key, Level, Objective, Plan, Values};
use chrono::Datelike;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Prefix of a field that would pass for another column.
const FURTHER: &str = "altro.";
/// Column of the first indicator, and prefix of the columns of the others.
const INDICATOR: &str = Key::Indicator.name();

/// A column and the source of its values.
pub(super) struct FurtherColumn<'p> {
    /// Name of the column.
    pub name: String,
    /// Index of the indicator that the column belongs to; `None` for the objective itself.
    indicator: Option<usize>,
    source: ColumnSource<'p>,
}

enum ColumnSource<'p> {
    /// The text of an indicator.
    Text,
    /// Weight of an indicator.
    Weight,
    /// A field, or its value of a year.
    Field(&'p str, Option<u16>),
}

/// Returns the columns of `plan` after those that every plan has.
pub(super) fn further(plan: &Plan) -> Vec<FurtherColumn<'_>> {
    let mut all = Further::new();
    let mut own: IndexMap<&str, Shape> = IndexMap::new();
    for level in &plan.levels {
        if let Level::Field(name) = level
            && name != Key::Service.name()
        {
            own.entry(name).or_default().one = true;
        }
    }
    let extras = plan.objectives.iter().flat_map(|o| &o.extra);
    gather(&mut own, extras.filter(|extra| !is_weight_mark(extra)));
    all.fields(None, &own);
    let most = plan.objectives.iter().map(|o| o.indicators.len()).max().unwrap_or(0);
    for index in 0..most {
        let of_index = || plan.objectives.iter().filter_map(move |o| o.indicators.get(index));
        // The text of the first indicator is among the columns that every plan has.
        if index > 0 {
            all.push(Some(index), ColumnSource::Text);
        }
        if of_index().any(|indicator| indicator.weight.is_some()) {
            all.push(Some(index), ColumnSource::Weight);
        }
        let mut fields = IndexMap::new();
        let extras = of_index().flat_map(|indicator| &indicator.extra);
        gather(&mut fields, extras.filter(|extra| !is_weight_mark(extra)));
        all.fields(Some(index), &fields);
    }
    all.list
}

/// Returns `true` for words in place of a weight: the data have none there, as «Pesi» would call
/// words among weights a mistake.
fn is_weight_mark(extra: &Extra) -> bool {
    extra.key.value == Key::Weight.name() && extra.one().is_some()
}

/// ColumnSource a field holds anywhere.
#[derive(Default)]
struct Shape {
    one: bool,
    years: BTreeSet<u16>,
}

fn gather<'p>(fields: &mut IndexMap<&'p str, Shape>, extras: impl Iterator<Item = &'p Extra>) {
    for extra in extras {
        let shape = fields.entry(extra.key.value.as_str()).or_default();
        match &extra.values {
            Values::ByYear(years) => shape.years.extend(years.keys()),
            Values::One(_) | Values::Empty => shape.one = true,
        }
    }
}

struct Further<'p> {
    list: Vec<FurtherColumn<'p>>,
    /// Names so far in small letters: a spreadsheet takes names that differ in capitals for the same.
    taken: BTreeSet<String>,
}

impl<'p> Further<'p> {
    fn new() -> Self {
        let taken = Key::DATA_COLUMNS.iter().map(|key| key.name().to_lowercase()).collect();
        Further { list: Vec::new(), taken }
    }

    fn fields(&mut self, indicator: Option<usize>, fields: &IndexMap<&'p str, Shape>) {
        for (name, shape) in fields {
            if shape.one {
                self.push(indicator, ColumnSource::Field(name, None));
            }
            for year in &shape.years {
                self.push(indicator, ColumnSource::Field(name, Some(*year)));
            }
        }
    }

    fn push(&mut self, indicator: Option<usize>, source: ColumnSource<'p>) {
        let begin = match (indicator, &source) {
            (None, _) => String::new(),
            // A name of figures would pass for the number of an indicator.
            (Some(0), ColumnSource::Field(name, _)) if is_number(name) => format!("{INDICATOR}.1."),
            (Some(0), _) => format!("{INDICATOR}."),
            (Some(index), _) => format!("{INDICATOR}.{}.", index + 1),
        };
        let mut name = match source {
            ColumnSource::Text => begin.trim_end_matches('.').to_owned(),
            ColumnSource::Weight => format!("{begin}{}", Key::Weight.name()),
            ColumnSource::Field(name, year) => {
                let further = if indicator.is_none() && is_indicator(name) { FURTHER } else { "" };
                let end = if is_of_year(name) { "." } else { "" };
                let year = year.map_or(String::new(), |year| format!(".{year}"));
                format!("{begin}{further}{name}{end}{year}")
            }
        };
        // Ends: each turn makes the name longer, and the names taken are finitely many.
        while !self.taken.insert(name.to_lowercase()) {
            name.insert_str(0, FURTHER);
        }
        self.list.push(FurtherColumn { name, indicator, source });
    }
}

/// Returns `true` if a field of that name would pass for a column of an indicator.
fn is_indicator(name: &str) -> bool {
    let mut core = name;
    while let Some(rest) = core.strip_prefix(FURTHER) {
        core = rest;
    }
    core.split_once('.').is_some_and(|(first, _)| first == INDICATOR)
}

/// Returns `true` if a field of that name would pass for one of a year; points at its end do not help.
fn is_of_year(name: &str) -> bool {
    let last = name.trim_end_matches('.').rsplit_once('.').map_or("", |(_, last)| last);
    last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit())
}

/// Returns `true` if a name begins with figures alone, up to its first point.
fn is_number(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit())
}

impl FurtherColumn<'_> {
    /// Returns `true` if the column holds the only value of the field `name`.
    pub(crate) fn is_field(&self, name: &str) -> bool {
        let own = matches!(self.source, ColumnSource::Field(field, None) if field == name);
        own && self.indicator.is_none()
    }

    /// Returns `true` if the column holds the weights of `year`.
    pub(crate) fn is_weight_of(&self, year: u16) -> bool {
        let name = Key::Weight.name();
        let is_weight = matches!(self.source, ColumnSource::Field(field, Some(own)) if field == name && own == year);
        is_weight && self.indicator.is_none()
    }

    /// Returns the name of the same column of the first indicator, and the number of this one; `None` for
    /// columns of the objective, of the first indicator and of the text of one.
    pub(crate) fn of_first_indicator(&self) -> Option<(String, usize)> {
        let number = self.indicator.filter(|index| *index > 0)? + 1;
        let rest = self.name.strip_prefix(&format!("{INDICATOR}.{number}."))?;
        Some((format!("{INDICATOR}.{rest}"), number))
    }

    /// Returns words over the column for people: «Indicatore 2: target 2026».
    pub(crate) fn words(&self) -> String {
        let label = "Indicatore";
        let of = match self.indicator {
            None => None,
            Some(0) => Some(label.to_owned()),
            Some(index) => Some(format!("{label} {}", index + 1)),
        };
        let own = match &self.source {
            ColumnSource::Text => return of.unwrap_or_default(),
            ColumnSource::Weight => Key::Weight.name().to_owned(),
            ColumnSource::Field(name, None) => (*name).to_owned(),
            ColumnSource::Field(name, Some(year)) => format!("{name} {year}"),
        };
        of.map_or_else(|| capitalised(&own), |of| format!("{of}: {own}"))
    }

    /// ColumnSource `objective` says there.
    pub(crate) fn value(&self, objective: &Objective) -> RecordValue {
        let indicator = self.indicator.and_then(|index| objective.indicators.get(index));
        let extras = match (self.indicator, indicator) {
            (None, _) => &objective.extra,
            (Some(_), Some(indicator)) => &indicator.extra,
            (Some(_), None) => return RecordValue::Empty,
        };
        match (&self.source, indicator) {
            (ColumnSource::Text, Some(indicator)) => {
                RecordValue::Text(indicator.text.value.clone())
            }
            (ColumnSource::Weight, Some(indicator)) => {
                indicator.weight.as_ref().map_or(RecordValue::Empty, |weight| {
                    RecordValue::Number(number(weight.value.decimal()))
                })
            }
            (ColumnSource::Field(name, year), _) => {
                let extra = extras.iter().find(|extra| extra.key.value == *name);
                let datum = extra.and_then(|extra| datum(extra, *year));
                let is_weight = *name == Key::Weight.name();
                let datum = datum.filter(|datum| !is_weight || datum.value != DatumValue::Mark);
                datum.map_or(RecordValue::Empty, typed)
            }
            (ColumnSource::Text | ColumnSource::Weight, None) => RecordValue::Empty,
        }
    }
}

fn datum(extra: &Extra, year: Option<u16>) -> Option<&Datum> {
    match (&extra.values, year) {
        (Values::One(datum), None) => Some(datum),
        (Values::ByYear(years), Some(year)) => years.get(&year),
        _ => None,
    }
}

fn typed(datum: &Datum) -> RecordValue {
    let small = |n: u32| u8::try_from(n).ok();
    match datum.value {
        DatumValue::Text | DatumValue::Mark => RecordValue::Text(datum.written.value.clone()),
        DatumValue::Number(decimal) => RecordValue::Number(number(decimal)),
        DatumValue::Money(decimal) => RecordValue::Money(number(decimal)),
        DatumValue::Percent(decimal) => RecordValue::Percent(number(decimal)),
        DatumValue::Date(day) => {
            let parts =
                u16::try_from(day.year()).ok().zip(small(day.month())).zip(small(day.day()));
            let date =
                parts.map(|((year, month), day)| RecordValue::Date(Date { year, month, day }));
            // A year beyond `u16` is no date for a spreadsheet: the text is kept as it was written.
            date.unwrap_or_else(|| RecordValue::Text(datum.written.value.clone()))
        }
    }
}
