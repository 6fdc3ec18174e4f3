//! The rows of «Valutazione»: an objective in a year, with what one needs to judge it.

use super::{Dataset, EvaluationColumn, Key, ObjectiveRecord, RecordValue};
use crate::annex::{Date, Number};
use crate::italian::decimals::with_points;
use std::collections::BTreeSet;

/// An objective in one of its years, or one of its indicators.
pub struct EvaluationEntry<'a> {
    /// Index of the objective.
    pub index: usize,
    /// Record of the objective.
    pub record: &'a ObjectiveRecord,
    /// Year of the result; `None` if the plan states none.
    pub year: Option<u16>,
    /// Place of the indicator among those of the data; `None` if the objective has one at most.
    pub indicator: Option<usize>,
}

/// Returns a row for each objective and each of its years; for each indicator of an objective with several.
pub fn evaluation_entries(data: &Dataset) -> Vec<EvaluationEntry<'_>> {
    let mut entries = Vec::new();
    for (index, record) in data.records.iter().enumerate() {
        let years = years(data, record).into_iter().map(Some);
        let years: Vec<_> = years.collect();
        let years = if years.is_empty() { vec![None] } else { years };
        let indicators = match stated_indicators(data, record).as_slice() {
            [] | [_] => vec![None],
            several => several.iter().copied().map(Some).collect(),
        };
        for year in years {
            let entry = |indicator| EvaluationEntry { index, record, year, indicator };
            entries.extend(indicators.iter().copied().map(entry));
        }
    }
    entries
}

/// Returns the places of the indicators that `record` has.
pub fn stated_indicators(data: &Dataset, record: &ObjectiveRecord) -> Vec<usize> {
    let columns = data.indicator_columns().enumerate();
    let stated = columns.filter(|(_, column)| {
        record.values.get(*column).is_some_and(|value| *value != RecordValue::Empty)
    });
    stated.map(|(place, _)| place).collect()
}

/// Returns the years in which `record` is judged: those of its period, or else of the plan, or else those that
/// its fields have values of; of weights of each year, those that have one.
fn years(data: &Dataset, record: &ObjectiveRecord) -> BTreeSet<u16> {
    let named = data.columns.iter().zip(&record.values);
    let stated = named.filter(|(_, value)| **value != RecordValue::Empty);
    let stated: Vec<(&str, u16)> = stated.filter_map(|(name, _)| of_year(name)).collect();
    let of_period = data.text(record, Key::Years).split(", ");
    let of_period: BTreeSet<u16> = of_period.filter_map(|year| year.parse().ok()).collect();
    let of_plan = || data.facts.years.iter().copied().collect::<BTreeSet<u16>>();
    let mut years = if of_period.is_empty() { of_plan() } else { of_period };
    if years.is_empty() {
        years = stated.iter().map(|(_, year)| *year).collect();
    }
    let weights = stated.iter().filter(|(name, _)| *name == Key::Weight.name());
    let weighed: BTreeSet<u16> = weights.map(|(_, year)| *year).collect();
    if !weighed.is_empty() {
        years.retain(|year| weighed.contains(year));
    }
    years
}

/// Splits the name of a column of a year, `indicatore.target.2026`.
fn of_year(name: &str) -> Option<(&str, u16)> {
    let (field, year) = name.rsplit_once('.')?;
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    // A field whose own name ends so has a point behind it.
    let year = year.parse().ok().filter(|_| is_year && !field.is_empty())?;
    Some((field, year))
}

impl EvaluationEntry<'_> {
    /// Returns the words of a column of «Dati»; empty if there are none.
    pub fn label(&self, column: usize) -> &str {
        self.record.label(column)
    }

    /// Returns the words of a column; empty if it holds none or is not one of words.
    pub fn text(&self, data: &Dataset, column: EvaluationColumn) -> String {
        let text = |key| data.text(self.record, key).to_owned();
        match column {
            EvaluationColumn::Group(group) => self.label(group).to_owned(),
            EvaluationColumn::Manager => {
                let own = own_manager(data).map(|column| self.label(column));
                own.filter(|own| !own.is_empty()).map_or_else(|| text(Key::Manager), str::to_owned)
            }
            EvaluationColumn::Assignment => text(Key::Service) + &text(Key::CrossCutting),
            EvaluationColumn::Objective => text(Key::Description),
            EvaluationColumn::ExpectedResult => {
                let texts = [text(Key::ExpectedResult), self.of_year(data, Key::ExpectedResult)];
                let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
                texts.join("\n")
            }
            EvaluationColumn::Indicator => self.indicators(data).join("\n"),
            EvaluationColumn::Target => self.targets(data).join("\n"),
            _ => String::new(),
        }
    }

    /// Iterates over the columns of «Dati» with the words of this indicator, or of all of them.
    pub fn indicator_columns(&self, data: &Dataset) -> impl Iterator<Item = usize> {
        let columns = data.indicator_columns().enumerate();
        let own = columns.filter(|(place, _)| self.indicator.is_none_or(|own| own == *place));
        own.map(|(_, column)| column)
    }

    fn indicators(&self, data: &Dataset) -> Vec<String> {
        let values = self
            .indicator_columns(data)
            .filter_map(|column| self.record.values.get(column))
            .map(words);
        values.filter(|text| !text.is_empty()).collect()
    }

    /// Returns `true` if a column is about this entry: the first indicator of several has what the objective
    /// says of itself, each has its own.
    fn is_about(&self, name: &str) -> bool {
        let Some(own) = self.indicator else { return true };
        let rest = name.strip_prefix(Key::Indicator.name()).and_then(|rest| rest.strip_prefix('.'));
        let number = rest.and_then(|rest| rest.split('.').next()).and_then(|n| n.parse().ok());
        number.unwrap_or(1) == own + 1
    }

    /// Returns the part of the objective's weight that falls to this indicator.
    pub fn share(&self, data: &Dataset) -> f64 {
        let Some(own) = self.indicator else { return 1.0 };
        let places = stated_indicators(data, self.record);
        let weight = |place: &usize| {
            let value = indicator_weight(data, *place).and_then(|c| self.record.values.get(c));
            match value {
                Some(RecordValue::Number(number)) => Some(number.to_f64()),
                _ => None,
            }
        };
        let weights: Option<Vec<f64>> = places.iter().map(weight).collect();
        let sum = weights.iter().flatten().sum::<f64>();
        match weight(&own) {
            Some(weight) if weights.is_some() && sum > 0.0 => weight / sum,
            _ => 1.0 / places.len() as f64,
        }
    }

    /// Returns the weight of the objective; of one of several indicators its part, to four decimals.
    pub fn weight(&self, data: &Dataset) -> Option<Number> {
        const DECIMALS: u32 = 4;
        let whole = data.weight(self.record, self.year)?;
        if self.indicator.is_none() {
            return Some(whole);
        }
        let part = whole.to_f64() * self.share(data) * 10_f64.powi(4);
        Some(Number { mantissa: part.round() as i128, scale: DECIMALS })
    }

    /// Returns the words of the column of `key` in this year.
    fn of_year(&self, data: &Dataset, key: Key) -> String {
        let named = data.columns.iter().zip(&self.record.values);
        let wanted = self.year.map(|year| (key.name(), year));
        let is_of_year = |name: &str| wanted.is_some() && of_year(name) == wanted;
        named.filter(|(name, _)| is_of_year(name)).map(|(_, value)| words(value)).collect()
    }

    /// Returns the values of this year, and those that are called a target, each with the words over its
    /// column if there are several.
    fn targets(&self, data: &Dataset) -> Vec<String> {
        let named = data.columns.iter().zip(&self.record.values).enumerate();
        let target = |(column, (name, value)): (usize, (&String, &RecordValue))| {
            let text = Some(words(value)).filter(|text| !text.is_empty() && self.is_about(name))?;
            match of_year(name) {
                Some((field, _)) if Key::named(field).is_some_and(Key::is_by_year) => None,
                Some((_, year)) if Some(year) == self.year => {
                    let head = data.head(column);
                    Some((head.replacen(&format!(" {year}"), "", 1), text))
                }
                None if is_target(name) => Some((data.head(column).to_owned(), text)),
                _ => None,
            }
        };
        match named.filter_map(target).collect::<Vec<_>>().as_slice() {
            [(_, only)] => vec![only.clone()],
            several => several.iter().map(|(head, text)| format!("{head}: {text}")).collect(),
        }
    }
}

/// Returns the column with the weights of the indicator at `place`.
pub fn indicator_weight(data: &Dataset, place: usize) -> Option<usize> {
    let number = if place == 0 { String::new() } else { format!(".{}", place + 1) };
    let weight = format!("{}{number}.{}", Key::Indicator.name(), Key::Weight.name());
    data.columns.iter().position(|name| *name == weight)
}

/// Returns the column of who leads each objective, where the plan says so beside who leads its area.
pub fn own_manager(data: &Dataset) -> Option<usize> {
    let own = format!("altro.{}", Key::Manager.name());
    data.columns.iter().position(|name| *name == own)
}

fn is_target(name: &str) -> bool {
    let name = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["target", "valore atteso", "valore obiettivo"].iter().any(|target| name.contains(target))
}

/// Writes a value as it is read in Italian.
fn words(value: &RecordValue) -> String {
    match value {
        RecordValue::Empty => String::new(),
        RecordValue::Text(text) => text.clone(),
        RecordValue::Number(number) => decimal(*number),
        RecordValue::Money(number) => format!("{} €", decimal(with_cents(*number))),
        RecordValue::Percent(number) => format!("{}%", decimal(*number)),
        RecordValue::Date(Date { year, month, day }) => format!("{day:02}.{month:02}.{year}"),
    }
}

/// Returns euros with two decimals at least, as the annex prints them.
fn with_cents(number: Number) -> Number {
    let lacking = 2_u32.saturating_sub(number.scale);
    match number.mantissa.checked_mul(10_i128.pow(lacking)) {
        Some(mantissa) => Number { mantissa, scale: number.scale + lacking },
        None => number,
    }
}

fn decimal(number: Number) -> String {
    let scale = number.scale as usize;
    let digits = format!("{:0>width$}", number.mantissa.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let sign = if number.mantissa < 0 { "-" } else { "" };
    let comma = if scale > 0 { "," } else { "" };
    format!("{sign}{}{comma}{decimals}", with_points(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_year_are_named_without_it() {
        assert_eq!(of_year("indicatore.target.2026"), Some(("indicatore.target", 2026)));
        assert_eq!(of_year("indicatore.2"), None);
        assert_eq!(of_year("spesa 2026"), None);
    }

    #[test]
    fn numbers_are_written_with_points_and_a_comma() {
        let number = |mantissa, scale| Number { mantissa, scale };
        assert_eq!(decimal(number(12_500_050, 2)), "125.000,50");
        assert_eq!(decimal(number(-5, 2)), "-0,05");
        assert_eq!(words(&RecordValue::Money(number(8000, 0))), "8.000,00 €");
    }
}
