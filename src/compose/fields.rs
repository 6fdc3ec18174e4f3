//! Values of an objective in the fields of a layout.

use super::composer::Composer;
use super::format::{self, AmountNotation, amount};
use super::table_column::{TableColumn, meets};
use super::texts::ComposeResult;
use crate::italian::decimals::with_all_decimals;
use crate::italian::years::parse_year;
use crate::model::{
    Datum, DatumValue, Extra, GroupFacts, Indicator, Key, Objective, Plan, Text, Values, Weight,
};
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;

/// Fields that every objective may have; fields of its own come on top.
pub(super) const FIELDS: [Key; 10] = [
    Key::Area,
    Key::Period,
    Key::Manager,
    Key::Code,
    Key::Service,
    Key::Kind,
    Key::Description,
    Key::ExpectedResult,
    Key::Indicator,
    Key::Weight,
];

/// Returns the key of [`FIELDS`] that is spelled `name`.
pub(super) fn usual_key(name: &str) -> Option<Key> {
    FIELDS.into_iter().find(|key| key.name() == name)
}

/// Returns the text of `objective` under `key`, where it is printed as the plan has it. A plain
/// text field that is new in the model needs its line here and no other in this room.
pub(super) fn text<'p>(plan: &'p Plan, objective: &'p Objective, key: Key) -> Option<&'p Text> {
    match key {
        Key::Area => plan.areas[objective.area].name.as_ref(),
        Key::Manager => plan.areas[objective.area].manager.as_ref(),
        Key::Period => plan.periods[objective.period].label.as_ref(),
        Key::Code => objective.code.as_ref(),
        Key::Description => Some(&objective.description),
        Key::ExpectedResult => objective.expected_result.as_ref(),
        Key::Indicator => objective.indicators.first().map(|indicator| &indicator.text),
        _ => None,
    }
}

/// The field of an indicator's words; its other fields are named behind it: `indicatore.peso`.
pub(super) const INDICATOR: &str = Key::Indicator.name();

/// Returns the field of an indicator that `field` names, if it names one.
pub(super) fn of_indicator(field: &str) -> Option<&str> {
    field.strip_prefix(INDICATOR)?.strip_prefix('.')
}

/// Returns `true` if a column of `field` has a row for each indicator.
pub(super) fn by_indicator(field: &str) -> bool {
    field == INDICATOR || of_indicator(field).is_some()
}

/// Splits `costo.2026` into the field and the year, unless the plan has a field of that very name.
pub(super) fn split_year<'f>(plan: &Plan, field: &'f str) -> (&'f str, Option<u16>) {
    let Some((name, year)) = field.rsplit_once('.') else { return (field, None) };
    let Some(year) = parse_year(year) else { return (field, None) };
    let objectives = plan.objectives.iter();
    let mut extras = objectives.flat_map(|objective| {
        let indicators = objective.indicators.iter().flat_map(|indicator| &indicator.extra);
        objective.extra.iter().chain(indicators)
    });
    let own = of_indicator(field).unwrap_or(field);
    let is_name = extras.any(|extra| extra.key.value == own);
    if is_name { (field, None) } else { (name, Some(year)) }
}

/// Content of a cell, its place in the source, and its number if it is one.
pub(super) struct FieldContent {
    pub text: String,
    pub place: Span,
    pub amount: Option<(Decimal, AmountNotation)>,
    /// Reason why no total counts the text, which is not blank; `None` if totals count it.
    pub apart: Option<Apart>,
}

/// Reason why no total counts a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// Words in place of a number: «n.a.».
    Mark,
    /// An amount that does not say its year, in columns of years.
    NoYear,
    /// Values of several years in one cell.
    Years,
}

impl FieldContent {
    fn nothing(place: Span) -> Self {
        FieldContent { text: String::new(), place, amount: None, apart: None }
    }

    fn words(text: Option<&Text>, place: Span) -> Self {
        match text {
            Some(text) => FieldContent { text: text.value.clone(), ..Self::nothing(text.span) },
            None => FieldContent::nothing(place),
        }
    }

    fn weight(weight: Option<&Spanned<Weight>>, mark: Option<&Datum>, place: Span) -> Self {
        let Some(weight) = weight else {
            return mark.map_or_else(|| FieldContent::nothing(place), FieldContent::datum);
        };
        let decimal = weight.value.decimal();
        let amount = Some((decimal, AmountNotation::Plain));
        FieldContent { text: with_all_decimals(decimal), amount, ..Self::nothing(weight.span) }
    }

    /// Returns the value of `year`; all values if there is no year.
    pub(super) fn values(values: Option<&Values>, year: Option<u16>, place: Span) -> Self {
        match (values, year) {
            (None | Some(Values::Empty), _) => FieldContent::nothing(place),
            (Some(Values::One(datum)), _) => FieldContent::datum(datum),
            (Some(Values::ByYear(years)), Some(year)) => {
                // A year without a value leaves its cell blank: another year's value would be wrong there.
                years.get(&year).map_or_else(|| FieldContent::nothing(place), FieldContent::datum)
            }
            (Some(Values::ByYear(years)), None) => {
                let line = |(year, datum)| format!("{year}: {}", format::written(datum));
                let lines: Vec<_> = years.iter().map(line).collect();
                let place = years.values().next().map_or(place, |datum| datum.written.span);
                FieldContent { text: lines.join("\n"), ..Self::nothing(place) }
            }
        }
    }

    fn datum(datum: &Datum) -> Self {
        let text = format::written(datum);
        let apart = (datum.value == DatumValue::Mark).then_some(Apart::Mark);
        FieldContent { text, place: datum.written.span, amount: amount(datum.value), apart }
    }
}

impl Composer<'_> {
    /// Returns the content of `objective` in `column`, in the row of its indicator at `row`.
    pub(crate) fn shown(
        &self,
        objective: &Objective,
        row: usize,
        column: &TableColumn<'_>,
    ) -> ComposeResult<FieldContent> {
        let field = column.setup.field.value.as_str();
        // So that totals, wherever they stand, add up what is printed and nothing else.
        if !meets(self.plan, column.setup, objective) {
            return Ok(FieldContent::nothing(objective.span));
        }
        let mut content = if by_indicator(field) {
            match objective.indicators.get(row) {
                Some(indicator) => self.of_indicator(indicator, field, column.year),
                None => FieldContent::nothing(objective.span),
            }
        } else {
            self.of_objective(objective, field, column.year)?
        };
        let extras = match of_indicator(field) {
            Some(_) => objective.indicators.get(row).map_or(&[][..], |i| &i.extra),
            None => &objective.extra,
        };
        let name = of_indicator(field).unwrap_or(field);
        let is_weight = field == Key::Weight.name() && objective.weight.is_some();
        let lacks_year = |_: &u16| {
            lacks_year(values(extras, name), column.setup.sum) || is_weight && self.weights_by_year
        };
        if self.years.len() > 1 && column.year.as_ref().is_some_and(lacks_year) {
            content.apart = Some(Apart::NoYear);
        }
        Ok(content)
    }

    /// Returns the words of `objective` in `field`, of that year if there is one; those of all its
    /// indicators, each on a line, if the field is theirs.
    pub(crate) fn field_text(
        &self,
        objective: &Objective,
        field: &str,
        year: Option<u16>,
    ) -> ComposeResult<String> {
        if !by_indicator(field) {
            let several = year.is_some() && self.years.len() > 1;
            if several && lacks_year(values(&objective.extra, field), false) {
                return Ok(String::new());
            }
            return Ok(self.of_objective(objective, field, year)?.text);
        }
        let texts = objective.indicators.iter();
        let texts = texts.map(|indicator| self.of_indicator(indicator, field, year).text);
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        Ok(texts.join("\n"))
    }

    /// Returns the words of `facts`, a group without objectives, in `field`, of that year if there is
    /// one.
    pub(crate) fn words_of_group(
        &self,
        facts: &GroupFacts,
        field: &str,
        year: Option<u16>,
    ) -> String {
        FieldContent::values(values(&facts.fields, field), year, facts.span).text
    }

    fn of_indicator(&self, indicator: &Indicator, field: &str, year: Option<u16>) -> FieldContent {
        match of_indicator(field) {
            None => FieldContent::words(Some(&indicator.text), indicator.span),
            Some(name) if name == Key::Weight.name() => {
                let mark = indicator.weight_mark();
                FieldContent::weight(indicator.weight.as_ref(), mark, indicator.span)
            }
            Some(name) => {
                FieldContent::values(values(&indicator.extra, name), year, indicator.span)
            }
        }
    }

    fn of_objective(
        &self,
        objective: &Objective,
        field: &str,
        year: Option<u16>,
    ) -> ComposeResult<FieldContent> {
        let words = |text: Option<&Text>| FieldContent::words(text, objective.span);
        let own = || values(&objective.extra, field);
        Ok(match usual_key(field) {
            Some(key) if objective.by_year(key).is_some() => {
                let content = FieldContent::values(own(), year, objective.span);
                // No total adds up the weights of several years, and words of one year neither.
                let apart = year.is_none().then_some(Apart::Years).or(content.apart);
                FieldContent { apart, ..content }
            }
            // An objective's own manager goes before that of its area.
            Some(Key::Manager) if own().is_some() => {
                FieldContent::values(own(), year, objective.span)
            }
            Some(Key::Service) => match &objective.assignment {
                Some(assignment) => FieldContent {
                    text: self.texts.assignment(assignment)?,
                    ..FieldContent::nothing(assignment.text().span)
                },
                None => words(None),
            },
            Some(Key::Kind) => match &objective.kind {
                Some(kind) => FieldContent {
                    text: self.plan.kinds[kind.value].code.clone(),
                    ..FieldContent::nothing(kind.span)
                },
                None => words(None),
            },
            Some(Key::Weight) => {
                let mark = objective.weight_mark();
                FieldContent::weight(objective.weight.as_ref(), mark, objective.span)
            }
            Some(key) => words(text(self.plan, objective, key)),
            None => FieldContent::values(own(), year, objective.span),
        })
    }
}

/// Returns the values under `name` in `extras`. The last of that name wins: an objective's own
/// values follow those that it takes over from its groups.
pub(super) fn values<'e>(extras: &'e [Extra], name: &str) -> Option<&'e Values> {
    extras.iter().rev().find(|extra| extra.key.value == name).map(|extra| &extra.values)
}

/// Returns `true` for an amount that does not say its year: euros, or any number of a column that is
/// added up. Other values without a year hold for each.
pub(super) fn lacks_year(values: Option<&Values>, is_sum: bool) -> bool {
    let Some(Values::One(datum)) = values else { return false };
    let is_money = matches!(datum.value, DatumValue::Money(_));
    is_money || is_sum && amount(datum.value).is_some()
}
