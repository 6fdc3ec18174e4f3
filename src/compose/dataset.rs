//! The content of a plan as data: records and totals.

use super::column_words::heads;
use super::dataset_columns::{self, FurtherColumn};
use super::facts;
use super::fields::text;
use super::format::{number, years};
use super::origin::origin;
use crate::annex::Number;
use crate::dataset::{
    AreaTotal, ChartFigures, Dataset, GroupIndex, GroupTotal, ObjectiveRecord, RecordValue,
    TotalRule, WeightSum,
};
use crate::layout::Layout;
use crate::model::{Assignment, Key, Level, Objective, Plan, Text, Weight};
use indexmap::{IndexMap, IndexSet};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Composes the content of `plan` as data; findings are added when all checks have run. `printed` are
/// the words that the layout prints over its columns.
pub(super) fn dataset(plan: &Plan, layout: &Layout, printed: &HashMap<String, String>) -> Dataset {
    let periods = PeriodLabels::new(plan);
    let composer = DatasetComposer { plan, periods, further: dataset_columns::further(plan) };
    let records = plan.objectives.iter().enumerate().map(|(i, o)| composer.record(i, o));
    let records: Vec<_> = records.collect();
    let rule = composer.rule();
    Dataset {
        sheets: layout.sheets.clone(),
        facts: facts::facts(plan),
        columns: composer.columns(),
        heads: heads(layout, &composer.further, printed),
        kinds: plan.kinds.iter().map(|kind| kind.code.clone()).collect(),
        areas: plan.areas.iter().map(|area| area.words().to_owned()).collect(),
        periods: composer.periods.labels.iter().map(|label| (*label).to_owned()).collect(),
        totals: composer.totals(),
        groups: composer.groups(&records, &rule),
        records,
        rule,
        findings: Vec::new(),
        figures: ChartFigures::default(),
    }
}

/// Labels of the periods, each once: areas have periods of the same label.
pub(super) struct PeriodLabels<'p> {
    plan: &'p Plan,
    labels: IndexSet<&'p str>,
}

impl<'p> PeriodLabels<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        PeriodLabels { plan, labels: plan.periods.iter().map(|period| period.words()).collect() }
    }

    /// Returns the index of the label of an objective.
    pub(super) fn index(&self, objective: &Objective) -> usize {
        let label = self.plan.periods[objective.period].words();
        self.labels.get_index_of(label).expect("every label was collected")
    }
}

struct DatasetComposer<'p> {
    plan: &'p Plan,
    periods: PeriodLabels<'p>,
    /// Columns after those that every plan has.
    further: Vec<FurtherColumn<'p>>,
}

impl DatasetComposer<'_> {
    fn columns(&self) -> Vec<String> {
        let further = self.further.iter().map(|column| column.name.clone());
        Key::DATA_COLUMNS.map(|key| key.name().to_owned()).into_iter().chain(further).collect()
    }

    fn record(&self, index: usize, objective: &Objective) -> ObjectiveRecord {
        let period = &self.plan.periods[objective.period];
        let (service, title) = match &objective.assignment {
            Some(Assignment::Service(name)) => (Some(name), None),
            Some(Assignment::CrossCutting { title }) => (None, Some(title)),
            None => (None, None),
        };
        let kind = objective.kind.as_ref().map(|kind| self.plan.kinds[kind.value].code.clone());
        let words = |text: Option<&Text>| word(text.map(|text| text.value.clone()));
        let position = i128::try_from(index + 1).expect("no machine holds so many objectives");
        let value = |key| match key {
            Key::Position => RecordValue::Number(Number { mantissa: position, scale: 0 }),
            Key::Years => word(Some(years(&period.years)).filter(|years| !years.is_empty())),
            Key::Service => words(service),
            Key::CrossCutting => words(title),
            Key::Kind => word(kind.clone()),
            Key::Weight => {
                objective.weight.as_ref().map_or(RecordValue::Empty, |weight| amount(weight.value))
            }
            key => words(text(self.plan, objective, key)),
        };
        let mut values = Key::DATA_COLUMNS.map(value).to_vec();
        values.extend(self.further.iter().map(|column| column.value(objective)));
        ObjectiveRecord { values, origin: Some(origin(objective.span)) }
    }

    /// Totals by area and period, by area, by period, and of all, each in order of first
    /// appearance.
    fn totals(&self) -> Vec<AreaTotal> {
        let mut sums: IndexMap<GroupIndex, RunningSum> = IndexMap::new();
        for (by_area, by_period) in [(true, true), (true, false), (false, true), (false, false)] {
            for objective in &self.plan.objectives {
                let area = by_area.then_some(objective.area);
                let period = by_period.then(|| self.periods.index(objective));
                let sum = sums.entry(GroupIndex { area, period }).or_default();
                sum.add(objective.weight_in(None));
            }
        }
        let expected = self.expected();
        let total = |(group, sum): (_, RunningSum)| AreaTotal { group, weights: sum.end(expected) };
        sums.into_iter().map(total).collect()
    }

    fn expected(&self) -> Option<Decimal> {
        self.plan.weights.total.map(Weight::decimal)
    }

    fn rule(&self) -> TotalRule {
        let plan = self.plan;
        let years = plan.weight_years();
        let of_years = years.iter().copied().map(Some).chain([None]);
        let weights =
            of_years.flat_map(|year| plan.objectives.iter().filter_map(move |o| o.weight_in(year)));
        let scope = &plan.weights.scope;
        let is_named = scope.iter().any(|level| matches!(level, Level::Field(_)));
        // Sums of years stand side by side, so that nothing else can.
        let is_named = is_named || !years.is_empty();
        let column = |level: &Level| self.column_of(level.name());
        TotalRule {
            expected: self.expected().map(number),
            by_area: scope.contains(&Level::Area),
            by_period: scope.contains(&Level::Period),
            columns: scope.iter().filter(|_| is_named).filter_map(column).collect(),
            decimals: weights.map(|weight| weight.scale()).max().unwrap_or(0),
            years: years
                .into_iter()
                .filter_map(|year| Some((year, self.column_of_weights(year)?)))
                .collect(),
        }
    }

    /// Returns the index of the column of `level`.
    fn column_of(&self, level: &str) -> Option<usize> {
        let usual = Key::named(level).filter(|key| key.names_level());
        let usual = usual.and_then(|key| Key::DATA_COLUMNS.iter().position(|own| *own == key));
        usual.or_else(|| {
            let further = self.further.iter().position(|column| column.is_field(level))?;
            Some(Key::DATA_COLUMNS.len() + further)
        })
    }

    /// Returns the index of the column with the weights of `year`.
    fn column_of_weights(&self, year: u16) -> Option<usize> {
        let further = self.further.iter().position(|column| column.is_weight_of(year))?;
        Some(Key::DATA_COLUMNS.len() + further)
    }

    /// Totals by the columns of `rule`; none where the rule is on area and period of no year.
    fn groups(&self, records: &[ObjectiveRecord], rule: &TotalRule) -> Vec<GroupTotal> {
        if rule.columns.is_empty() && rule.years.is_empty() {
            return Vec::new();
        }
        let years: Vec<_> = rule.years.iter().map(|(year, _)| Some(*year)).collect();
        let years = if years.is_empty() { vec![None] } else { years };
        let mut sums: IndexMap<Vec<String>, Vec<RunningSum>> = IndexMap::new();
        for (objective, record) in self.plan.objectives.iter().zip(records) {
            let label = |column: &usize| match &record.values[*column] {
                RecordValue::Text(text) => text.clone(),
                _ => String::new(),
            };
            let labels = rule.columns.iter().map(label).collect();
            let sums = sums.entry(labels).or_default();
            sums.resize_with(years.len(), RunningSum::default);
            sums.iter_mut().zip(&years).for_each(|(sum, year)| sum.add(objective.weight_in(*year)));
        }
        let expected = self.expected();
        let total = |(labels, sums): (_, Vec<RunningSum>)| GroupTotal {
            labels,
            weights: sums.into_iter().map(|sum| sum.end(expected)).collect(),
        };
        sums.into_iter().map(total).collect()
    }
}

/// Weights while they are added up.
#[derive(Default)]
struct RunningSum {
    sum: Decimal,
    count: u32,
    without: u32,
}

impl RunningSum {
    fn add(&mut self, weight: Option<Decimal>) {
        self.count += 1;
        match weight {
            Some(weight) => self.sum += weight,
            None => self.without += 1,
        }
    }

    fn end(self, expected: Option<Decimal>) -> WeightSum {
        WeightSum {
            sum: number(self.sum),
            excess: expected.map(|expected| number(self.sum - expected)),
            count: self.count,
            without: self.without,
        }
    }
}

fn word(text: Option<String>) -> RecordValue {
    text.map_or(RecordValue::Empty, RecordValue::Text)
}

fn amount(weight: Weight) -> RecordValue {
    RecordValue::Number(number(weight.decimal()))
}
