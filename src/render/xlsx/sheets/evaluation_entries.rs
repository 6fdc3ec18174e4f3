//! The rows of «Valutazione»: an objective in a year, with what one needs to judge it.

use super::evaluation_columns::EvaluationColumn;
use crate::annex::{Date, Number};
use crate::dataset::{Dataset, Key, ObjectiveRecord, RecordValue};
use crate::italian::decimals::with_points;
use std::collections::BTreeSet;

/// An objective in one of its years.
pub(super) struct EvaluationEntry<'a> {
    /// Index of the objective.
    pub(super) index: usize,
    pub(super) record: &'a ObjectiveRecord,
    /// Year of the result; `None` if the plan states none.
    pub(super) year: Option<u16>,
}

/// Returns a row for each objective and each of its years.
pub(super) fn entries(data: &Dataset) -> Vec<EvaluationEntry<'_>> {
    let mut entries = Vec::new();
    for (index, record) in data.records.iter().enumerate() {
        let years = years(data, record);
        if years.is_empty() {
            entries.push(EvaluationEntry { index, record, year: None });
        }
        entries.extend(years.into_iter().map(|year| EvaluationEntry {
            index,
            record,
            year: Some(year),
        }));
    }
    entries
}

/// Returns the years of the period of `record`, or else those that its fields have values of.
fn years(data: &Dataset, record: &ObjectiveRecord) -> BTreeSet<u16> {
    let of_period = data.text(record, Key::Years);
    let years: BTreeSet<u16> = of_period.split(", ").filter_map(|year| year.parse().ok()).collect();
    if !years.is_empty() {
        return years;
    }
    let named = data.columns.iter().zip(&record.values);
    let stated = named.filter(|(_, value)| **value != RecordValue::Empty);
    stated.filter_map(|(name, _)| Some(of_year(name)?.1)).collect()
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
    pub(super) fn label(&self, column: usize) -> &str {
        match self.record.values.get(column) {
            Some(RecordValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the words of a column; empty if it holds none or is not one of words.
    pub(super) fn text(&self, data: &Dataset, column: EvaluationColumn) -> String {
        let text = |key| data.text(self.record, key).to_owned();
        match column {
            EvaluationColumn::Group(group) => self.label(group).to_owned(),
            EvaluationColumn::Manager => text(Key::Manager),
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

    fn indicators(&self, data: &Dataset) -> Vec<String> {
        let columns = data.indicator_columns();
        let values = columns.filter_map(|column| self.record.values.get(column)).map(words);
        values.filter(|text| !text.is_empty()).collect()
    }

    /// Returns the words of the column of `key` in this year.
    fn of_year(&self, data: &Dataset, key: Key) -> String {
        let named = data.columns.iter().zip(&self.record.values);
        let wanted = self.year.map(|year| (key.name(), year));
        let is_of_year = |name: &str| wanted.is_some() && of_year(name) == wanted;
        named.filter(|(name, _)| is_of_year(name)).map(|(_, value)| words(value)).collect()
    }

    /// Returns the values of this year, and those that are called a target, each with its name.
    fn targets(&self, data: &Dataset) -> Vec<String> {
        let named = data.columns.iter().zip(&self.record.values);
        let target = |(name, value): (&String, &RecordValue)| {
            let text = Some(words(value)).filter(|text| !text.is_empty())?;
            let name = match of_year(name) {
                Some((field, _)) if Key::named(field).is_some_and(Key::is_by_year) => return None,
                Some((field, year)) if Some(year) == self.year => field,
                None if is_target(name) => name,
                _ => return None,
            };
            Some(format!("{}: {text}", shown_name(name)))
        };
        named.filter_map(target).collect()
    }
}

fn is_target(name: &str) -> bool {
    let name = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["target", "valore atteso", "valore obiettivo"].iter().any(|target| name.contains(target))
}

/// Returns the name of a column without the prefix of the first indicator and of other fields.
fn shown_name(name: &str) -> String {
    let name = name.trim_start_matches("altro.");
    match name.strip_prefix(Key::Indicator.name()).and_then(|rest| rest.strip_prefix('.')) {
        Some(rest) => match rest.split_once('.') {
            Some((number, field)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                format!("indicatore {number}, {field}")
            }
            _ => rest.to_owned(),
        },
        None => name.to_owned(),
    }
}

/// Writes a value as it is read in Italian.
fn words(value: &RecordValue) -> String {
    match value {
        RecordValue::Empty => String::new(),
        RecordValue::Text(text) => text.clone(),
        RecordValue::Number(number) => decimal(*number),
        RecordValue::Money(number) => format!("{} €", decimal(*number)),
        RecordValue::Percent(number) => format!("{} %", decimal(*number)),
        RecordValue::Date(Date { year, month, day }) => format!("{day:02}.{month:02}.{year}"),
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
        assert_eq!(shown_name("indicatore.2.target"), "indicatore 2, target");
        assert_eq!(shown_name("indicatore.target"), "target");
        assert_eq!(shown_name("altro.utenti"), "utenti");
    }

    #[test]
    fn numbers_are_written_with_points_and_a_comma() {
        let number = |mantissa, scale| Number { mantissa, scale };
        assert_eq!(decimal(number(12_500_050, 2)), "125.000,50");
        assert_eq!(decimal(number(-5, 2)), "-0,05");
        assert_eq!(words(&RecordValue::Money(number(8000, 0))), "8.000 €");
    }
}
