//! Our own workbook: «Dati» and «Leggimi» give the plan field by field, or else «Piano».

use super::columns::{Column, Columns};
use super::further::Meanings;
use super::plan::Entry;
use super::report;
use super::row::{Fields, Open};
use super::vocabulary::Role;
use super::{Reading, facts};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Heading;
use crate::office::{Grid, GridRow};
use crate::raw::{Field, RawPlan, Words};

/// The sheet that is printed.
const PLAN: &str = "Piano";
/// Sheets of our workbooks that say nothing that the others do not.
const DERIVED: [&str; 4] = ["Pesi", "Verifiche", "Valutazione", "Istruzioni"];
/// What a table has no place for.
const OUTSIDE: &str = "Dalle tabelle si leggono titolo, ente e obiettivi: anni, data, delibera, allegati, firmatari, premessa e chiusura si aggiungono al piano.";
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
/// Reads what is our own; gives back the grids that are left to be recognised.
pub(super) fn choose<'g>(
    grids: &'g [Grid],
    map: &[Heading],
    plan: &mut RawPlan,
    reading: &mut Reading<'_>,
) -> Vec<&'g Grid> {
    let (keyed, tables): (Vec<&Grid>, Vec<&Grid>) = grids.iter().partition(|g| facts::is_facts(g));
    for grid in &keyed {
        facts::facts(grid, plan, &mut reading.groups, reading.findings);
        let name = report::name(grid, 0);
        reading.report.push(format!("{name}: titolo e dati generali del piano."));
    }
    if let Field::Given(title) = &plan.title {
        reading.title = Some(title.clone());
    }
    let data = tables.iter().find_map(|grid| {
        let found = data_columns(grid).filter(|_| map.is_empty())?;
        Some((*grid, found))
    });
    if let Some((data, (columns, further))) = data {
        let levels = plan.levels.as_deref().unwrap_or_default();
        records(data, &columns, &further, levels, reading);
        let others = tables.into_iter().filter(|grid| !std::ptr::eq(*grid, data));
        leave(others, reading);
        return Vec::new();
    }
    if keyed.is_empty() {
        reading.report.push(OUTSIDE.to_owned());
        return tables;
    }
    let (derived, tables): (Vec<&Grid>, Vec<&Grid>) =
        tables.into_iter().partition(|g| is_derived(g));
    leave(derived.into_iter(), reading);
    tables
}

fn is_derived(grid: &Grid) -> bool {
    grid.name.as_ref().is_some_and(|name| DERIVED.contains(&name.value.as_str()))
}

/// Says which sheets are not read.
fn leave<'g>(grids: impl Iterator<Item = &'g Grid>, reading: &mut Reading<'_>) {
    let (ours, others): (Vec<&Grid>, Vec<&Grid>) =
        grids.partition(|g| is_derived(g) || g.name.as_ref().is_some_and(|n| n.value == PLAN));
    if !ours.is_empty() {
        let names = ours.iter().filter_map(|grid| grid.name.as_ref());
        let names: Vec<_> = names.map(|name| quote_start(&name.value)).collect();
        let said = "Fogli lasciati da parte, perché si ricavano dagli altri";
        reading.report.push(format!("{said}: {}.", names.join(", ")));
    }
    for grid in others {
        let Some(place) = report::first_place(grid) else { continue };
        let message =
            format!("{} non è stato letto: gli obiettivi sono in «Dati».", report::name(grid, 0));
        reading.findings.push(
            Diagnostic::new(Code::SheetSkipped, place, message)
                .hint("Se contiene obiettivi, aggiungerli al foglio «Dati»."),
        );
    }
}

/// The columns of «Dati», if the first row has all our heads, and what the further ones hold.
fn data_columns(grid: &Grid) -> Option<(Columns, Meanings)> {
    let head = grid.rows.first()?;
    let mut further = Meanings::default();
    let mut list = Vec::new();
    for cell in &head.cells {
        let name = cell.text.value.as_str();
        let standard = HEADS.iter().find(|(head, role)| {
            *head == name && !list.iter().any(|column: &Column| column.role == *role)
        });
        let role = match standard {
            Some((_, role)) => role.clone(),
            None => Role::Extra(name.to_owned()),
        };
        further.add(name, standard.is_none());
        let columns = cell.column..cell.column + 1;
        list.push(Column { columns, heading: cell.text.clone(), role, known: true });
    }
    list.sort_by_key(|column| column.columns.start);
    let columns = Columns::given(list);
    HEADS.iter().all(|(_, role)| columns.has(role)).then_some((columns, further))
}

fn records(
    grid: &Grid,
    columns: &Columns,
    further: &Meanings,
    levels: &[Words],
    reading: &mut Reading<'_>,
) {
    reading.heads += 1;
    reading.met(columns.iter().map(|column| column.heading.clone()));
    let mut stray = Vec::new();
    let mut count = 0;
    for row in &grid.rows[1..] {
        let fields = Fields::of(row, columns, &mut Open::new());
        stray.extend(fields.stray.iter().map(|cell| cell.text.clone()));
        let Some(mut entry) = record(row, &fields, columns, reading) else { continue };
        // Its order is that of the rows.
        entry.number = None;
        further.settle(&mut entry.objective, levels);
        count += 1;
        reading.entries.push(entry);
    }
    let place = report::name(grid, 0);
    reading.left_out(&stray, "fuori dalle colonne di «Dati»");
    reading.report.push(format!("{place}: {count} obiettivi, campo per campo."));
}

fn record(
    row: &GridRow,
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
