//! Our own workbook: «Dati» and «Leggimi» give the plan field by field, or else «Piano».

use super::dotted_heads::DottedHeads;
use super::entry::ObjectiveEntry;
use super::fact_sheet::{self, ExplainedColumn};
use super::found::Found;
use super::grid_report;
use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::objective_row::RowReader;
use super::report::RecognitionReport;
use super::row_fields::{MergedCells, RowFields};
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::{Heading, Key};
use crate::office::{Grid, GridRow};
use crate::raw::{Field, StatedHead, Words};
use std::collections::HashMap;

/// Sheet that is printed.
const PLAN: &str = "Piano";
/// Sheets of our workbooks that are computed from the others.
const DERIVED: [&str; 4] = ["Pesi", "Verifiche", "Valutazione", "Istruzioni"];
/// Rows in which the heads of «Dati» are looked for: a note may stand above them.
const MOST_ABOVE: usize = 20;
/// Line on the keys that tables have no place for.
const OUTSIDE: &str = "Gli altri dati (anni, data, delibera, allegati, firmatari, premessa, chiusura) si aggiungono al piano, o con --imposta.";

/// Sheet «Dati» with its columns.
struct DataSheet<'g> {
    grid: &'g Grid,
    /// Rows below the heads.
    rows: &'g [GridRow],
    columns: HeadedColumns,
    /// Columns that not every plan has.
    further: DottedHeads,
}

/// Reads the sheets of our own workbooks; returns the grids that remain to be recognised.
pub(super) fn read<'g>(
    grids: &'g [Grid],
    map: &[Heading],
    head: &mut StatedHead,
    found: &mut Found,
    report: &mut RecognitionReport,
) -> Vec<&'g Grid> {
    let (keyed, tables): (Vec<&Grid>, Vec<&Grid>) =
        grids.iter().partition(|grid| fact_sheet::is_fact_sheet(grid));
    for grid in &keyed {
        fact_sheet::read(grid, head, &mut found.groups, report);
        let name = grid_report::name(grid, 0);
        report.lines.push(format!("{name}: titolo e dati generali del piano."));
    }
    found.names.is_ours = !keyed.is_empty();
    // Sheets print the title again; a known title is not taken for another line.
    if let Field::Given(title) = &head.plan.title {
        found.names.title = Some(title.clone());
    }
    let explained: Vec<_> = keyed.iter().flat_map(|grid| fact_sheet::columns(grid)).collect();
    // A user who maps headings does not mean «Dati», whose columns are known.
    let mut sheets = tables.iter().filter(|_| map.is_empty());
    let data = sheets.clone().find_map(|grid| data_sheet(grid, &explained));
    if let Some(data) = data {
        found.is_literal = !keyed.is_empty();
        read_data(&data, head.plan.levels.as_deref().unwrap_or_default(), found, report);
        let others = tables.into_iter().filter(|grid| !std::ptr::eq(*grid, data.grid));
        report_unread(others, found, report);
        return Vec::new();
    }
    // Its other sheets say the same once more: they are no table beside a «Dati» that lacks a head.
    if let Some((data, lost)) = sheets.find_map(|grid| lost_heads(grid, &explained)) {
        report.findings.extend(lost);
        let others = tables.into_iter().filter(|grid| !std::ptr::eq(*grid, data));
        report_unread(others, found, report);
        return Vec::new();
    }
    // Without «Leggimi» the file is someone else's: a sheet called «Pesi» may hold objectives.
    if keyed.is_empty() {
        report.lines.push(OUTSIDE.to_owned());
        return tables;
    }
    let (derived, tables): (Vec<&Grid>, Vec<&Grid>) =
        tables.into_iter().partition(|grid| is_derived(grid));
    report_unread(derived.into_iter(), found, report);
    tables
}

fn is_derived(grid: &Grid) -> bool {
    grid.name.as_ref().is_some_and(|name| DERIVED.contains(&name.value.as_str()))
}

/// Reports the sheets that are not read.
fn report_unread<'g>(
    grids: impl Iterator<Item = &'g Grid>,
    found: &mut Found,
    report: &mut RecognitionReport,
) {
    let is_plan = |grid: &Grid| grid.name.as_ref().is_some_and(|name| name.value == PLAN);
    let (ours, others): (Vec<&Grid>, Vec<&Grid>) =
        grids.partition(|grid| is_derived(grid) || is_plan(grid));
    if !ours.is_empty() {
        found.derived = ours.iter().filter_map(|grid| grid.name.clone()).collect();
        let names: Vec<_> = found.derived.iter().map(|name| quote_start(&name.value)).collect();
        let reason = "Fogli lasciati da parte, perché si ricavano dagli altri";
        report.lines.push(format!("{reason}: {}.", names.join(", ")));
    }
    for grid in others {
        let Some(place) = grid_report::first_place(grid) else { continue };
        let name = grid_report::name(grid, 0);
        let message = format!("{name} non è stato letto: gli obiettivi sono in «Dati».");
        report.findings.push(
            Diagnostic::new(Code::SheetSkipped, place, message)
                .hint("Se contiene obiettivi, aggiungerli al foglio «Dati»."),
        );
    }
}

/// Returns the index of the row of «Dati» with its heads: the first, unless one with most of the heads that
/// «Leggimi» explains stands below it.
fn head_row(grid: &Grid, explained: &[ExplainedColumn]) -> usize {
    let has_most = |row: &GridRow| 2 * heads_in(row, explained) > explained.len();
    grid.rows.iter().take(MOST_ABOVE).position(has_most).unwrap_or(0)
}

fn heads_in(row: &GridRow, explained: &[ExplainedColumn]) -> usize {
    let is_there = |column: &&ExplainedColumn| has_head(row, &column.head);
    explained.iter().filter(is_there).count()
}

fn has_head(row: &GridRow, head: &str) -> bool {
    row.cells.iter().any(|cell| cell.text.value.trim() == head)
}

/// Returns the sheet if it is «Dati» without some of its heads, each with a finding.
fn lost_heads<'g>(
    grid: &'g Grid,
    explained: &[ExplainedColumn],
) -> Option<(&'g Grid, Vec<Diagnostic>)> {
    let row = grid.rows.get(head_row(grid, explained))?;
    if 2 * heads_in(row, explained) <= explained.len() {
        return None;
    }
    let usual = explained.iter().filter(|column| data_key(&column.name).is_some());
    let lost: Vec<_> = usual.filter(|column| !has_head(row, &column.head)).collect();
    let is_other = |words: &str| !explained.iter().any(|column| column.head == words);
    let unknown: Vec<_> = row
        .cells
        .iter()
        .filter(|cell| is_other(cell.text.value.trim()))
        .map(|cell| &cell.text)
        .collect();
    let place = unknown.first().map_or(row.cells.first()?.text.span, |words| words.span);
    let there = unknown.iter().map(|words| quote_start(&words.value)).collect::<Vec<_>>();
    let there =
        if there.is_empty() { String::new() } else { format!(" C'è {}.", there.join(", ")) };
    let finding = |column: &ExplainedColumn| {
        let message = format!("In «Dati» manca l'intestazione «{}».{there}", column.head);
        Diagnostic::new(Code::NoHead, place, message).hint(format!(
            "Rimettere «{}» sopra la sua colonna: le intestazioni di «Dati» sono quelle che «Leggimi» elenca.",
            column.head
        ))
    };
    Some((grid, lost.into_iter().map(finding).collect()))
}

/// Returns the sheet if it is «Dati»: a row has the heads of all columns that every plan has, in the
/// words that «Leggimi» explains, or by name as older workbooks have them.
fn data_sheet<'g>(grid: &'g Grid, explained: &[ExplainedColumn]) -> Option<DataSheet<'g>> {
    let at = head_row(grid, explained);
    let head = grid.rows.get(at)?;
    let mut further = DottedHeads::default();
    // Names that would pass for others are marked in the order of the data, not of the sheet.
    for column in explained {
        further.add(&column.name, data_key(&column.name).is_none());
    }
    let names: HashMap<&str, &str> =
        explained.iter().map(|column| (column.head.as_str(), column.name.as_str())).collect();
    let mut list: Vec<HeadedColumn> = Vec::new();
    for cell in &head.cells {
        let words = cell.text.value.trim();
        let numbered = further_indicator(words);
        let known = names.get(words).copied();
        let name = known.or(numbered.as_deref()).unwrap_or(&cell.text.value);
        let role = data_key(name).map(ColumnRole::Key).filter(|role| {
            // The same head once more is a further field of that name.
            !list.iter().any(|column| column.role == *role)
        });
        if known.is_none() {
            further.add(name, role.is_none());
        }
        list.push(HeadedColumn {
            columns: cell.column..cell.column + 1,
            heading: cell.text.clone(),
            role: role.unwrap_or_else(|| ColumnRole::Extra(name.to_owned())),
            is_known: true,
        });
    }
    let columns = HeadedColumns::of(list);
    // All heads: a sheet with some of them is an office's own table, to be recognised as such.
    let is_ours = Key::DATA_COLUMNS.into_iter().all(|key| columns.has(&ColumnRole::Key(key)));
    is_ours.then(|| DataSheet { grid, rows: &grid.rows[at + 1..], columns, further })
}

/// Returns the name of the column of a further indicator, which a person may have added: «Indicatore 3».
fn further_indicator(head: &str) -> Option<String> {
    let number: u32 = head.strip_prefix("Indicatore ")?.trim().parse().ok()?;
    (number > 1).then(|| format!("{}.{number}", Key::Indicator.name()))
}

/// Returns the key of a column that every plan has.
fn data_key(name: &str) -> Option<Key> {
    Key::DATA_COLUMNS.into_iter().find(|key| key.name() == name)
}

fn read_data(
    data: &DataSheet<'_>,
    levels: &[Words],
    found: &mut Found,
    report: &mut RecognitionReport,
) {
    found.heads.add(&data.columns);
    let mut stray = Vec::new();
    let mut count = 0;
    for row in data.rows {
        let fields = RowFields::new(row, &data.columns, &mut MergedCells::new());
        stray.extend(fields.stray.iter().map(|cell| cell.text.clone()));
        let Some(mut entry) = record(row, &fields, &data.columns, levels, found, report) else {
            continue;
        };
        data.further.settle(&mut entry.objective, levels);
        count += 1;
        found.entries.push(entry);
    }
    report.leave_out(&stray, "fuori dalle colonne di «Dati»");
    let name = grid_report::name(data.grid, 0);
    report.lines.push(format!("{name}: {count} obiettivi, campo per campo."));
}

/// Returns the objective of a row of «Dati»; `None`, with a finding, if it has none.
fn record(
    row: &GridRow,
    fields: &RowFields<'_>,
    columns: &HeadedColumns,
    levels: &[Words],
    found: &mut Found,
    report: &mut RecognitionReport,
) -> Option<ObjectiveEntry> {
    if !fields.has_substance(columns) {
        let texts: Vec<Words> = row.cells.iter().map(|cell| cell.text.clone()).collect();
        report.leave_out(&texts, "riga senza obiettivo");
        return None;
    }
    let (is_literal, has_levels) = (true, false);
    let mut reader = RowReader {
        columns,
        facts: Vec::new(),
        is_literal,
        has_levels,
        units: &mut found.units,
        report,
    };
    let mut entry = reader.objective(fields)?;
    let field = |key| {
        let role = ColumnRole::Key(key);
        let cell = fields.own.iter().find(|(column, _)| columns.get(**column).role == role);
        cell.map_or(Field::Absent, |(_, cell)| Field::Given(cell.text.clone()))
    };
    entry.area = field(Key::Area);
    entry.period = field(Key::Period);
    // A plan with levels of its own may lack both.
    if levels.is_empty() {
        found.given.complete(&mut entry);
    }
    // Rows of «Dati» are in the order of the plan, so their numbers add nothing to it; they tell which rows
    // the statements of «Leggimi» mean.
    let number = entry.number.take();
    entry.made_number = number.and_then(|(_, number)| number.value.trim().parse().ok());
    Some(entry)
}
