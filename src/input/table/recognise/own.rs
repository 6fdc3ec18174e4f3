//! Our own workbook: «Dati» and «Leggimi» give the plan field by field, or else «Piano».

use super::Reading;
use super::columns::{Column, Columns};
use super::plan::Entry;
use super::report;
use super::row::{Fields, Open};
use super::vocabulary::Role;
use super::words::quote;
use crate::input::table::{Grid, Row};
use crate::input::{Field, RawPlan, RawReference, RawResolution, RawSigner, Words};
use std::collections::{BTreeMap, BTreeSet};

const DATA: &str = "Dati";
const PLAN: &str = "Piano";
const ABOUT: &str = "Leggimi";
/// Sheets that say nothing that the plan does not.
const DERIVED: [&str; 4] = ["Pesi", "Verifiche", "Valutazione", ABOUT];
/// The heads of «Dati» that no plan is without.
const HEADS: [(&str, Role); 13] = [
    ("n", Role::Number),
    ("area", Role::Area),
    ("responsabile", Role::Manager),
    ("periodo", Role::Period),
    ("anni", Role::Years),
    ("codice", Role::Code),
    ("servizio", Role::Service),
    ("trasversale", Role::CrossCutting),
    ("tipologia", Role::Kind),
    ("descrizione", Role::Description),
    ("risultato", Role::Result),
    ("indicatore", Role::Indicator),
    ("peso", Role::Weight),
];
/// What stands before the name of a further field that one of the heads has taken.
const FURTHER: &str = "altro.";

/// Reads what is our own; gives back the grids that are left to be recognised.
pub(super) fn choose<'g>(
    grids: &'g [Grid],
    map: &[(String, String)],
    plan: &mut RawPlan,
    reading: &mut Reading<'_>,
) -> Vec<&'g Grid> {
    let data = named(grids, DATA).filter(|grid| map.is_empty() && data_columns(grid).is_some());
    let ours = data.or_else(|| named(grids, PLAN));
    let about = named(grids, ABOUT).filter(|grid| ours.is_some() && is_about(grid));
    if let Some(about) = about {
        facts(about, plan, reading);
    }
    if let Some(grid) = data {
        records(grid, reading);
        leave(grids, &[DATA, ABOUT], reading);
        return Vec::new();
    }
    if about.is_some() {
        leave(grids, &[PLAN, ABOUT], reading);
        return grids.iter().filter(|grid| is_named(grid, PLAN)).collect();
    }
    grids.iter().collect()
}

fn is_named(grid: &Grid, name: &str) -> bool {
    grid.name.as_ref().is_some_and(|words| words.value == name)
}

fn named<'g>(grids: &'g [Grid], name: &str) -> Option<&'g Grid> {
    grids.iter().find(|grid| is_named(grid, name))
}

/// Says which sheets were not read.
fn leave(grids: &[Grid], read: &[&str], reading: &mut Reading<'_>) {
    let left = grids.iter().filter_map(|grid| grid.name.as_ref());
    let left = left.filter(|name| !read.contains(&name.value.as_str()));
    let (ours, others): (Vec<&Words>, Vec<&Words>) =
        left.partition(|name| name.value == PLAN || DERIVED.contains(&name.value.as_str()));
    if !ours.is_empty() {
        let names: Vec<_> = ours.iter().map(|name| quote(&name.value)).collect();
        reading.report.push(format!(
            "Fogli lasciati da parte, perché dicono le stesse cose: {}.",
            names.join(", ")
        ));
    }
    let others: Vec<Words> = others.into_iter().cloned().collect();
    reading.left_out(&others, "foglio aggiunto, che non si legge");
}

/// The columns of «Dati», if the first row has all our heads.
fn data_columns(grid: &Grid) -> Option<Columns> {
    let head = grid.rows.first()?;
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    let mut list = Vec::new();
    for cell in &head.cells {
        let name = cell.text.value.as_str();
        let standard = HEADS.iter().find(|(head, role)| {
            *head == name && !list.iter().any(|column: &Column| column.role == *role)
        });
        let role = match standard {
            Some((_, role)) => role.clone(),
            None => {
                let key = further(name, &taken, &keys);
                keys.insert(key.to_owned());
                Role::Extra(key.to_owned())
            }
        };
        taken.insert(name.to_lowercase());
        let columns = cell.column..cell.column + 1;
        list.push(Column { columns, heading: cell.text.clone(), role, known: true });
    }
    list.sort_by_key(|column| column.columns.start);
    let columns = Columns::given(list);
    HEADS.iter().all(|(_, role)| columns.has(role)).then_some(columns)
}

/// The name of a further field without what was put before it because a head had it already.
fn further<'n>(name: &'n str, taken: &BTreeSet<String>, keys: &BTreeSet<String>) -> &'n str {
    let mut key = name;
    while let Some(rest) = key.strip_prefix(FURTHER) {
        if !taken.contains(&rest.to_lowercase()) || keys.contains(rest) {
            break;
        }
        key = rest;
    }
    key
}

fn records(grid: &Grid, reading: &mut Reading<'_>) {
    let Some(columns) = data_columns(grid) else { return };
    reading.heads += 1;
    reading.met(columns.iter().map(|column| column.heading.clone()));
    let mut stray = Vec::new();
    let mut count = 0;
    for row in &grid.rows[1..] {
        let fields = Fields::of(row, &columns, &mut Open::new());
        stray.extend(fields.stray.iter().map(|cell| cell.text.clone()));
        let Some(mut entry) = record(row, &fields, &columns, reading) else { continue };
        // Its order is that of the rows.
        entry.number = None;
        count += 1;
        reading.entries.push(entry);
    }
    let place = report::name(grid, reading.sources);
    reading.left_out(&stray, "fuori dalle colonne di «Dati»");
    reading.report.push(format!("{place}: {count} obiettivi, campo per campo."));
}

fn record(
    row: &Row,
    fields: &Fields<'_>,
    columns: &Columns,
    reading: &mut Reading<'_>,
) -> Option<Entry> {
    if !fields.has_substance(columns) {
        let texts: Vec<Words> = row.cells.iter().map(|cell| cell.text.clone()).collect();
        reading.left_out(&texts, "riga senza obiettivo");
        return None;
    }
    let mut entry = reading.objective(fields, columns, true)?;
    let cell = |role: &Role| {
        fields
            .own
            .iter()
            .find(|(column, _)| columns.get(**column).role == *role)
            .map(|(_, c)| c.text.clone())
    };
    entry.area = cell(&Role::Area).map_or(Field::Absent, Field::Given);
    entry.period = cell(&Role::Period).map_or(Field::Absent, Field::Given);
    Some(entry)
}

fn is_about(grid: &Grid) -> bool {
    let heads = grid.rows.first().map(|row| row.cells.iter().map(|c| c.text.value.as_str()));
    heads.is_some_and(|heads| heads.eq(["chiave", "valore"]))
}

/// What the plan says outside its objectives. The facts end at a blank row or at the first
/// row with one cell.
fn facts(grid: &Grid, plan: &mut RawPlan, reading: &mut Reading<'_>) {
    let mut last = grid.rows[0].index;
    let mut facts = Facts::default();
    for row in &grid.rows[1..] {
        let [name, value] = row.cells.as_slice() else { break };
        if row.index != last + 1 {
            break;
        }
        last = row.index;
        if !facts.take(&name.text, &value.text, plan) {
            reading.left_out(std::slice::from_ref(&name.text), "voce sconosciuta di «Leggimi»");
        }
    }
    plan.annexes = facts.annexes.into_values().collect();
    plan.signers = facts.signers.into_values().collect();
    if !facts.kinds.is_empty() {
        plan.kinds = Some(facts.kinds);
    }
    reading.report.push("Foglio «Leggimi»: titolo e dati generali del piano.".to_owned());
}

/// Facts that are parts of a list, by their number in it.
#[derive(Default)]
struct Facts {
    annexes: BTreeMap<u32, RawReference>,
    signers: BTreeMap<u32, RawSigner>,
    kinds: Vec<(Words, Field)>,
}

impl Facts {
    /// Puts a value where its name says; `false` if the name says nothing.
    fn take(&mut self, name: &Words, value: &Words, plan: &mut RawPlan) -> bool {
        let given = Field::Given(value.clone());
        let place = match name.value.as_str() {
            "titolo" => &mut plan.title,
            "ente" => &mut plan.entity,
            "data" => &mut plan.date,
            "allegato" => &mut plan.annex,
            "classificazione" => &mut plan.classification,
            "premessa" => &mut plan.premise,
            "chiusura" => &mut plan.closing,
            "pesi.unita" => &mut plan.weights.unit,
            "pesi.totale" => &mut plan.weights.total,
            "pesi.ambito" => &mut plan.weights.scope,
            "delibera.organo" => &mut resolution(plan).body,
            "delibera.numero" => &mut resolution(plan).number,
            "delibera.data" => &mut resolution(plan).date,
            "anni" => {
                plan.years.push(value.clone());
                return true;
            }
            other => return self.item(other, name, value),
        };
        *place = given;
        true
    }

    fn item(&mut self, key: &str, name: &Words, value: &Words) -> bool {
        if let Some(code) = key.strip_prefix("tipologie.") {
            let code = Words::new(code.to_owned(), name.span);
            self.kinds.push((code, Field::Given(value.clone())));
            return true;
        }
        let mut parts = key.splitn(3, '.');
        let (list, number, field) = (parts.next(), parts.next(), parts.next());
        let Some(number) = number.and_then(|number| number.parse().ok()) else { return false };
        let place = match (list, field) {
            (Some("allegati"), Some(field)) => {
                let (span, label, title) = (value.span, Field::Absent, Field::Absent);
                let annex =
                    self.annexes.entry(number).or_insert(RawReference { span, label, title });
                match field {
                    "allegato" => &mut annex.label,
                    "titolo" => &mut annex.title,
                    _ => return false,
                }
            }
            (Some("firmatari"), Some(field)) => {
                let (span, name, role) = (value.span, Field::Absent, Field::Absent);
                let signer = self.signers.entry(number).or_insert(RawSigner { span, name, role });
                match field {
                    "nome" => &mut signer.name,
                    "qualifica" => &mut signer.role,
                    _ => return false,
                }
            }
            _ => return false,
        };
        *place = Field::Given(value.clone());
        true
    }
}

fn resolution(plan: &mut RawPlan) -> &mut RawResolution {
    let (body, number, date) = (Field::Absent, Field::Absent, Field::Absent);
    plan.resolution.get_or_insert(RawResolution { body, number, date })
}
