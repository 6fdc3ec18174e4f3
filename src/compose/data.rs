//! The plan as data: records, totals, facts and findings.

use super::cells::origin;
use super::data_columns::{self, FurtherColumn};
use super::format::number;
use super::texts::{date, years};
use crate::annex::column::{
    AREA, CROSS_CUTTING, DESCRIPTION, KIND, NUMBER, PERIOD, SERVICE, WEIGHT,
};
use crate::annex::{Data, Fact, GroupTotal, Number, Record, Total, TotalRule, Value};
use crate::italian::decimals::with_all_decimals;
use crate::model::{Assignment, FieldKind, Level, Objective, Plan, Text, Weight};
use indexmap::{IndexMap, IndexSet};
use rust_decimal::Decimal;

/// The columns that every plan has; further fields come after them. Their names are the
/// plan's keys.
const COLUMNS: [&str; 13] = [
    NUMBER,
    AREA,
    "responsabile",
    PERIOD,
    "anni",
    "codice",
    SERVICE,
    CROSS_CUTTING,
    KIND,
    DESCRIPTION,
    "risultato",
    "indicatore",
    WEIGHT,
];

/// Everything that `plan` says.
pub(super) fn data(plan: &Plan) -> Data {
    let periods = Periods::of(plan);
    let composer = DataComposer { plan, periods, further: data_columns::further(plan, &COLUMNS) };
    let totals = composer.totals();
    Data {
        facts: facts(plan),
        columns: composer.columns(),
        records: plan.objectives.iter().enumerate().map(|(i, o)| composer.record(i, o)).collect(),
        kinds: plan.kinds.iter().map(|kind| kind.code.clone()).collect(),
        areas: plan.areas.iter().map(|area| area.words().to_owned()).collect(),
        periods: composer.periods.labels.iter().map(|label| (*label).to_owned()).collect(),
        totals,
        rule: composer.rule(),
        groups: composer.groups(),
        findings: Vec::new(),
    }
}

/// The labels of the periods, each once: areas have periods of the same label.
pub(super) struct Periods<'p> {
    plan: &'p Plan,
    labels: IndexSet<&'p str>,
}

impl<'p> Periods<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        Periods { plan, labels: plan.periods.iter().map(|period| period.words()).collect() }
    }

    /// The index of the label of an objective.
    pub(super) fn index(&self, objective: &Objective) -> usize {
        let label = self.plan.periods[objective.period].words();
        self.labels.get_index_of(label).expect("every label was collected")
    }
}

/// An area and a period, each by its index or all of them.
pub(super) type Group = (Option<usize>, Option<usize>);

struct DataComposer<'p> {
    plan: &'p Plan,
    periods: Periods<'p>,
    /// The columns after those that every plan has.
    further: Vec<FurtherColumn<'p>>,
}

impl DataComposer<'_> {
    fn columns(&self) -> Vec<String> {
        let further = self.further.iter().map(|column| column.name.clone());
        COLUMNS.map(str::to_owned).into_iter().chain(further).collect()
    }

    fn record(&self, index: usize, objective: &Objective) -> Record {
        let area = &self.plan.areas[objective.area];
        let period = &self.plan.periods[objective.period];
        let (service, title) = match &objective.assignment {
            Some(Assignment::Service(name)) => (Some(name), None),
            Some(Assignment::CrossCutting { title }) => (None, Some(title)),
            None => (None, None),
        };
        let kind = objective.kind.as_ref().map(|kind| self.plan.kinds[kind.value].code.clone());
        let words = |text: Option<&Text>| word(text.map(|text| text.value.clone()));
        let position = i128::try_from(index + 1).expect("no machine holds so many objectives");
        let mut values = vec![
            Value::Number(Number { mantissa: position, scale: 0 }),
            words(area.name.as_ref()),
            words(area.manager.as_ref()),
            words(period.label.as_ref()),
            word(Some(years(&period.years)).filter(|years| !years.is_empty())),
            words(objective.code.as_ref()),
            words(service),
            words(title),
            word(kind),
            words(Some(&objective.description)),
            words(objective.expected_result.as_ref()),
            words(objective.indicators.first().map(|i| &i.text)),
            objective.weight.as_ref().map_or(Value::Empty, |weight| amount(weight.value)),
        ];
        values.extend(self.further.iter().map(|column| column.value(objective)));
        Record { values, origin: Some(origin(objective.span)) }
    }

    /// By area and period, by area, by period, and all, each in order of first appearance.
    fn totals(&self) -> Vec<Total> {
        let mut sums: IndexMap<Group, (Decimal, u32, u32)> = IndexMap::new();
        for (by_area, by_period) in [(true, true), (true, false), (false, true), (false, false)] {
            for objective in &self.plan.objectives {
                let area = by_area.then_some(objective.area);
                let period = by_period.then(|| self.periods.index(objective));
                let entry = sums.entry((area, period));
                let (sum, count, without) = entry.or_default();
                *count += 1;
                match &objective.weight {
                    Some(weight) => *sum += weight.value.decimal(),
                    None => *without += 1,
                }
            }
        }
        let expected = self.plan.weights.total.map(Weight::decimal);
        let total = |((area, period), (sum, count, without))| Total {
            area,
            period,
            sum: number(sum),
            excess: expected.map(|expected| number(sum - expected)),
            count,
            without,
        };
        sums.into_iter().map(total).collect()
    }

    fn rule(&self) -> TotalRule {
        let plan = self.plan;
        let weights = plan.objectives.iter().filter_map(|objective| objective.weight.as_ref());
        let scope = &plan.weights.scope;
        let named = scope.iter().any(|level| matches!(level, Level::Field(_)));
        let column = |level: &Level| self.column_of(level.name());
        TotalRule {
            expected: plan.weights.total.map(|total| number(total.decimal())),
            by_area: scope.contains(&Level::Area),
            by_period: scope.contains(&Level::Period),
            columns: scope.iter().filter(|_| named).filter_map(column).collect(),
            decimals: weights.map(|weight| weight.value.decimal().scale()).max().unwrap_or(0),
        }
    }

    /// The column of a level.
    fn column_of(&self, level: &str) -> Option<usize> {
        let usual = ["area", "periodo", "servizio"].contains(&level);
        let usual = COLUMNS.iter().position(|name| usual && *name == level);
        usual.or_else(|| {
            let further = self.further.iter().position(|column| column.is_field(level))?;
            Some(COLUMNS.len() + further)
        })
    }

    /// What weights add up to where the rule is on other levels than area and period.
    fn groups(&self) -> Vec<GroupTotal> {
        let columns = self.rule().columns;
        let expected = self.plan.weights.total.map(Weight::decimal);
        let mut sums: IndexMap<Vec<String>, (Decimal, u32, u32)> = IndexMap::new();
        for (i, objective) in
            self.plan.objectives.iter().enumerate().filter(|_| !columns.is_empty())
        {
            let record = self.record(i, objective);
            let label = |column: &usize| match &record.values[*column] {
                Value::Text(text) => text.clone(),
                _ => String::new(),
            };
            let (sum, count, without) =
                sums.entry(columns.iter().map(label).collect()).or_default();
            *count += 1;
            match &objective.weight {
                Some(weight) => *sum += weight.value.decimal(),
                None => *without += 1,
            }
        }
        let total = |(labels, (sum, count, without))| GroupTotal {
            labels,
            total: Total {
                area: None,
                period: None,
                sum: number(sum),
                excess: expected.map(|expected| number(sum - expected)),
                count,
                without,
            },
        };
        sums.into_iter().map(total).collect()
    }
}

fn word(text: Option<String>) -> Value {
    text.map_or(Value::Empty, Value::Text)
}

fn amount(weight: Weight) -> Value {
    Value::Number(number(weight.decimal()))
}

/// What the plan says outside its objectives, under the plan's own keys.
fn facts(plan: &Plan) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |name: &str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty());
        facts.extend(value.map(|value| Fact { name: name.to_owned(), value }));
    };
    let words = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    say("titolo", Some(plan.title.value.clone()));
    say("ente", words(&plan.entity));
    say("anni", Some(years(&plan.years)));
    say("data", Some(date(plan.date.as_ref().map(|d| d.value))));
    if let Some(act) = &plan.resolution {
        say("delibera.organo", words(&act.body));
        say("delibera.numero", words(&act.number));
        say("delibera.data", Some(date(act.date.as_ref().map(|d| d.value))));
    }
    say("allegato", words(&plan.annex));
    say("classificazione", words(&plan.classification));
    say("premessa", words(&plan.premise));
    say("chiusura", words(&plan.closing));
    for (i, annex) in (1..).zip(&plan.annexes) {
        say(&format!("allegati.{i}.allegato"), Some(annex.label.value.clone()));
        say(&format!("allegati.{i}.titolo"), words(&annex.title));
    }
    for (i, signer) in (1..).zip(&plan.signers) {
        say(&format!("firmatari.{i}.nome"), words(&signer.name));
        say(&format!("firmatari.{i}.qualifica"), Some(signer.role.value.clone()));
    }
    for kind in &plan.kinds {
        say(&format!("tipologie.{}", kind.code), Some(kind.label.clone()));
    }
    let unit = plan.weights.unit.names().key;
    let levels: Vec<&str> = plan.weights.scope.iter().map(Level::name).collect();
    let scope = match levels.as_slice() {
        [] => "piano".to_owned(),
        ["area", "periodo"] => "area e periodo".to_owned(),
        levels => levels.join(", "),
    };
    let total = plan.weights.total.map_or("nessuno".to_owned(), |t| with_all_decimals(t.decimal()));
    say("pesi.unita", Some(unit.to_owned()));
    say("pesi.totale", Some(total));
    say("pesi.ambito", Some(scope));
    if names_levels(plan) {
        let levels: Vec<&str> = plan.levels.iter().map(Level::name).collect();
        say("livelli", Some(levels.join(", ")));
    }
    for field in &plan.fields {
        say(&format!("campi.{}", field.name.value), Some(kind(field.kind).to_owned()));
    }
    for (i, group) in (1..).zip(&plan.groups) {
        let mut say = |name: &str, value| say(&format!("gruppi.{i}.{name}"), value);
        let rows = &group.objectives;
        say("livello", Some(group.level.name().to_owned()));
        say("obiettivi", Some(format!("{}-{}", rows.start + 1, rows.end)));
        say("premessa", words(&group.premise));
        say("chiusura", words(&group.closing));
        say("totale", group.stated_total.as_ref().map(|t| with_all_decimals(t.value.decimal())));
    }
    facts
}

/// Whether the levels of `plan` have to be said: they are others than the usual ones, or its
/// objectives lack what they have in a plan that does not name any.
fn names_levels(plan: &Plan) -> bool {
    let lacking = |o: &Objective| {
        let place = plan.areas[o.area].name.as_ref().zip(plan.periods[o.period].label.as_ref());
        o.assignment.is_none() || place.is_none()
    };
    plan.levels != Level::DEFAULT || plan.objectives.iter().any(lacking)
}

/// What a field holds, in the plan's own words.
fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "testo",
        FieldKind::Number => "numero",
        FieldKind::Money => "importo",
        FieldKind::Percent => "percentuale",
        FieldKind::Date => "data",
    }
}
