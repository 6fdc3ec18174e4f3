//! Example plans that have everything which a layout names.

use crate::layout::{ColumnCondition, Layout};
use crate::model::Key;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Most examples: a layout has few sets of columns.
const MOST: usize = 12;
/// Years of the examples; each example adds those that a template names.
const YEARS: [u16; 2] = [2026, 2027];
/// Prefix of a field of the indicators.
const INDICATOR: &str = "indicatore.";
/// Value of every field: words as well as a number, so that no comparison fails on it.
const VALUE: &str = "1";

/// Returns plans in JSON, each with one objective: one that has every field that `layout` names, one
/// for each set of conditions of a column, one whose objective is cross-cutting, and one with no more
/// than a plan must have.
pub(super) fn examples(layout: &Layout) -> Vec<Vec<u8>> {
    let mut conditions: Vec<&[ColumnCondition]> = Vec::new();
    for column in &layout.columns {
        if !conditions.contains(&column.only.as_slice()) {
            conditions.push(&column.only);
        }
    }
    let first = conditions.first().copied().unwrap_or_default();
    let full = conditions.iter().take(MOST).map(|only| plan(layout, only, Key::Service));
    let mut all: Vec<Vec<u8>> = full.collect();
    all.push(plan(layout, first, Key::CrossCutting));
    if layout.columns.iter().any(|column| column.only.is_empty()) {
        all.push(sparse(layout));
    }
    all
}

/// Returns the plan without any value that it may lack; it declares every field, for none is a misspelling
/// of another just because nobody filled it in.
fn sparse(layout: &Layout) -> Vec<u8> {
    let own = ExampleFields::of(layout).names;
    let own = own.into_iter().filter(|name| !name.starts_with(INDICATOR));
    let declared: Map<_, _> = own.map(|name| (name, json!("testo"))).collect();
    let row = json!({ "area": VALUE, "periodo": VALUE, "servizio": VALUE, "descrizione": VALUE });
    let plan = json!({
        "titolo": "Esempio", "pesi": "nessuno", "campi": declared, "obiettivi": [row],
    });
    plan.to_string().into_bytes()
}

/// Returns the plan whose objective meets the conditions `only`, and has its assignment under `owner`.
fn plan(layout: &Layout, only: &[ColumnCondition], owner: Key) -> Vec<u8> {
    let fields = ExampleFields::of(layout);
    let mut declared = Map::new();
    for name in &fields.numbers {
        declared.insert(name.clone(), json!("importo"));
    }
    let mut objective = Map::new();
    for key in [Key::Area, Key::Period, owner, Key::Code, Key::Description] {
        objective.insert(key.name().to_owned(), json!(VALUE));
    }
    for key in [Key::ExpectedResult, Key::Manager, Key::Weight] {
        objective.insert(key.name().to_owned(), json!(VALUE));
    }
    objective.insert(Key::Kind.name().to_owned(), json!("S"));
    let (mut further, mut indicator, mut of_indicator) = (Map::new(), Map::new(), Map::new());
    for name in &fields.names {
        let value = fields.value(name);
        match name.strip_prefix(INDICATOR) {
            Some(name) if name == Key::Weight.name() => None,
            Some(name) if fields.numbers.contains(name) => indicator.insert(name.to_owned(), value),
            Some(name) => of_indicator.insert(name.to_owned(), value),
            None if fields.numbers.contains(name) => objective.insert(name.clone(), value),
            None => further.insert(name.clone(), value),
        };
    }
    for condition in only {
        let name = condition.field.value.as_str();
        let value = json!(condition.values.first());
        let target = if objective.contains_key(name) { &mut objective } else { &mut further };
        target.insert(name.to_owned(), value);
    }
    indicator.insert(Key::IndicatorText.name().to_owned(), json!(VALUE));
    indicator.insert(Key::Weight.name().to_owned(), json!(100));
    indicator.insert(Key::Extra.name().to_owned(), Value::Object(of_indicator));
    objective.insert(Key::Indicators.name().to_owned(), json!([indicator]));
    objective.insert(Key::Extra.name().to_owned(), Value::Object(further));
    let plan = json!({
        "titolo": "Esempio", "ente": "Esempio", "anni": fields.years, "data": "2026-01-31",
        "delibera": { "organo": "Giunta", "numero": VALUE, "data": "2026-01-31" },
        "allegato": "A", "classificazione": VALUE, "premessa": VALUE, "chiusura": VALUE,
        "pesi": "nessuno", "campi": declared, "obiettivi": [objective],
        "firmatari": signers(layout),
    });
    plan.to_string().into_bytes()
}

/// Returns a signer for each role that the layout names, or else one.
fn signers(layout: &Layout) -> Vec<Value> {
    let roles = layout.signatures.iter().filter_map(|setup| setup.role.as_ref());
    let mut roles: Vec<&str> = roles.map(|role| role.value.as_str()).collect();
    if roles.is_empty() {
        roles.push(VALUE);
    }
    roles.into_iter().map(|role| json!({ "qualifica": role, "nome": VALUE })).collect()
}

/// Fields of the author's own that a layout names.
struct ExampleFields {
    names: BTreeSet<String>,
    /// Fields that are added up.
    numbers: BTreeSet<String>,
    /// Fields with a value for each year.
    by_year: BTreeSet<String>,
    years: BTreeSet<u16>,
}

impl ExampleFields {
    fn of(layout: &Layout) -> Self {
        let mut fields = ExampleFields {
            names: BTreeSet::new(),
            numbers: BTreeSet::new(),
            by_year: BTreeSet::new(),
            years: YEARS.into(),
        };
        for column in &layout.columns {
            fields.add(&column.field.value, column.by_year, column.sum);
        }
        let conditions = layout.columns.iter().flat_map(|column| &column.only);
        let levels = layout.levels.iter().map(|level| &level.field);
        for field in levels.chain(conditions.map(|only| &only.field)) {
            fields.add(&field.value, false, false);
        }
        for (field, _) in layout.templates.fields() {
            let year = field.rsplit_once('.').and_then(|(name, year)| {
                let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
                Some((name, year.parse::<u16>().ok().filter(|_| is_year)?))
            });
            fields.years.extend(year.map(|(_, year)| year));
            fields.add(year.map_or(field, |(name, _)| name), year.is_some(), false);
        }
        fields
    }

    fn add(&mut self, name: &str, by_year: bool, sum: bool) {
        // Objectives have the usual fields in any case.
        let usual = |key: Key| key == Key::Manager || key.is_reserved() || key.names_level();
        if Key::named(name).is_some_and(usual) {
            return;
        }
        self.names.insert(name.to_owned());
        if by_year {
            self.by_year.insert(name.to_owned());
        }
        let own = name.strip_prefix(INDICATOR).unwrap_or(name);
        if sum && own != Key::Weight.name() {
            self.numbers.insert(own.to_owned());
        }
    }

    fn value(&self, name: &str) -> Value {
        if !self.by_year.contains(name) {
            return json!(VALUE);
        }
        self.years.iter().map(|year| (year.to_string(), json!(VALUE))).collect::<Map<_, _>>().into()
    }
}
