//! Row of the document: an objective with its result and score.

use super::achievement_plan::FIELDS;
use super::{NOT_ASSESSABLE, ScoredObjective, degree_words, in_its_range, outcome_in, rounded};
use crate::italian::decimals::with_all_decimals;
use crate::model::{
    Achieved, AssessmentRule, Datum, DatumValue, Extra, Indicator, Key, Objective, Outcome,
    Outcomes, Plan, Text, Values, Weight,
};
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;

/// Words in place of a result that is not there yet.
const LACKING: &str = "manca";

/// Makes the row of an objective in a year, which stands in that area and period.
pub(super) fn achievement_row(
    plan: &Plan,
    one: &ScoredObjective,
    year: Option<u16>,
    (area, period): (usize, usize),
) -> Objective {
    let own = &plan.objectives[one.index];
    let place = own.description.span;
    let rule = &plan.assessment;
    let number = |number: Decimal| Some(DatumValue::Number(rounded(number, rule)));
    let percent = |number: Decimal| Some(DatumValue::Percent(rounded(number, rule).normalize()));
    let degree = match one.achieved {
        Some(Achieved::Percent(percentage)) => {
            let shown = in_its_range(percentage.decimal(), rule);
            datum(Some(DatumValue::Percent(shown.normalize())), String::new(), place)
        }
        Some(Achieved::NotAssessable) => mark(NOT_ASSESSABLE, place),
        None => mark(LACKING, place),
    };
    let results = Results::of(own, year);
    let weight = own.weight_in(year).or_else(|| own.weight_in(None));
    let is_weighted = plan.is_weighted();
    let values = [
        words(&(one.index + 1).to_string(), place),
        words(&results.values(rule), place),
        datum(
            one.weight.filter(|_| is_weighted).and_then(|weight| weight_value(weight, rule)),
            String::new(),
            place,
        ),
        degree,
        datum(one.counted.and_then(percent), String::new(), place),
        datum(one.score.filter(|_| is_weighted).and_then(number), String::new(), place),
        words(&results.texts(|outcome| outcome.evidence.as_ref()), place),
        words(&results.texts(|outcome| outcome.notes.as_ref()), place),
    ];
    let extra = FIELDS.iter().zip(values).filter_map(|((name, _), value)| {
        let key = Spanned::new((*name).to_owned(), place);
        Some(Extra { key, values: Values::One(value?) })
    });
    Objective {
        area,
        period,
        indicators: Vec::new(),
        weight: weight
            .and_then(|weight| Some(Spanned::new(Weight::parse(&weight.to_string()).ok()?, place))),
        extra: extra.collect(),
        outcomes: Outcomes::new(),
        code: own.code.clone(),
        assignment: own.assignment.clone(),
        kind: own.kind.clone(),
        description: own.description.clone(),
        expected_result: expected_result(own, year),
        span: own.span,
    }
}

/// Returns the result that is expected in a year, with the values that were to be reached and the weights of
/// several indicators below it.
fn expected_result(objective: &Objective, year: Option<u16>) -> Option<Text> {
    let of_year = objective.by_year(Key::ExpectedResult);
    let of_year = of_year.zip(year).and_then(|(years, year)| years.get(&year));
    let own = of_year.map(|datum| &datum.written).or(objective.expected_result.as_ref());
    let target = outcome_in(&objective.outcomes, year).and_then(|own| own.target.as_ref());
    let target = target.map(|target| format!("Atteso: {}", target.value.trim()));
    let is_single = objective.indicators.len() < 2;
    let indicators = objective.indicators.iter();
    let indicators = indicators.filter_map(|own| indicator_words(own, year, is_single));
    let own_words = own.map(|text| text.value.clone());
    let lines: Vec<String> = own_words.into_iter().chain(target).chain(indicators).collect();
    let place = own.map_or(objective.description.span, |text| text.span);
    (!lines.is_empty()).then(|| Text::new(lines.join("\n"), place))
}

/// Returns an indicator with its weight and the value that was to be reached in a year; `None` of a single
/// one without such a value.
fn indicator_words(indicator: &Indicator, year: Option<u16>, is_single: bool) -> Option<String> {
    let weight = indicator.weight.as_ref().filter(|_| !is_single);
    let weight = weight.map(|weight| format!("peso {}", with_all_decimals(weight.value.decimal())));
    let target = outcome_in(&indicator.outcomes, year).and_then(|own| own.target.as_ref());
    let target = target.map(|target| format!("atteso {}", target.value.trim()));
    if is_single && target.is_none() {
        return None;
    }
    let facts: Vec<String> = [weight, target].into_iter().flatten().collect();
    let name = indicator.text.value.trim();
    Some(match facts.join(", ") {
        facts if facts.is_empty() => name.to_owned(),
        facts => format!("{name} ({facts})"),
    })
}

/// Keeps the decimals of a weight that is its own; rounds what a division made.
fn weight_value(weight: Decimal, rule: &AssessmentRule) -> Option<DatumValue> {
    let is_exact = weight.normalize().scale() <= rule.decimals.max(2);
    let weight = if is_exact { weight } else { rounded(weight, rule) };
    Some(DatumValue::Number(weight.normalize()))
}

/// Results that make the one of an objective: its own, or those of its indicators with their words.
struct Results<'p>(Vec<(Option<&'p str>, &'p Outcome)>);

impl<'p> Results<'p> {
    fn of(objective: &'p Objective, year: Option<u16>) -> Self {
        let own = outcome_in(&objective.outcomes, year).map(|outcome| (None, outcome));
        let is_single = objective.indicators.len() == 1;
        let of_indicators = objective.indicators.iter().filter_map(|indicator| {
            let name = (!is_single).then_some(indicator.text.value.as_str());
            Some((name, outcome_in(&indicator.outcomes, year)?))
        });
        Results(own.into_iter().chain(of_indicators).collect())
    }

    /// Returns the measured values; those of several indicators behind their words, with their degree,
    /// while that of the objective has a column.
    fn values(&self, rule: &AssessmentRule) -> String {
        let line = |(name, outcome): &(Option<&str>, &Outcome)| {
            let value = outcome.value.as_ref().map(|value| value.value.trim().to_owned());
            let degree = outcome.achieved.filter(|_| name.is_some());
            let degree = degree.map(|achieved| degree_words(achieved, rule));
            let parts: Vec<String> = [value, degree].into_iter().flatten().collect();
            let words = parts.join(", ");
            match name {
                _ if words.is_empty() => None,
                Some(name) => Some(format!("{}: {words}", name.trim())),
                None => Some(words),
            }
        };
        self.0.iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }

    fn texts(&self, text: impl Fn(&Outcome) -> Option<&Text>) -> String {
        let texts = self.0.iter().filter_map(|(_, outcome)| text(outcome));
        texts.map(|text| text.value.clone()).collect::<Vec<_>>().join("\n")
    }
}

fn words(words: &str, place: Span) -> Option<Datum> {
    datum(Some(DatumValue::Text), words.to_owned(), place).filter(|_| !words.trim().is_empty())
}

fn mark(words: &str, place: Span) -> Option<Datum> {
    datum(Some(DatumValue::Mark), words.to_owned(), place)
}

/// Returns a value; numbers are written as offices write them.
fn datum(value: Option<DatumValue>, words: String, place: Span) -> Option<Datum> {
    let value = value?;
    let written = match value {
        DatumValue::Number(number) | DatumValue::Percent(number) => with_all_decimals(number),
        DatumValue::Text | DatumValue::Money(_) | DatumValue::Date(_) | DatumValue::Mark => words,
    };
    Some(Datum { written: Text::new(written, place), value })
}
