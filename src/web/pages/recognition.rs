//! Tables as they were recognised, with the field of each column to be set.

use crate::job::{RecognisedColumn, RecognisedHead, RecognisedTable, TablesOfFile};
use crate::model::Key;
use crate::web::work::Work;
use maud::{Markup, html};

/// Tables that the caption of a head names at most: the others are counted.
const MOST_NAMES: usize = 6;
/// Rows that are listed at most.
const MOST_ROWS: usize = 12;

/// Head with every table that has it: a document repeats it for each area.
struct HeadOfTables<'a> {
    head: &'a RecognisedHead,
    /// Names of the tables, with the row of the head in each.
    names: Vec<String>,
    objectives: usize,
    /// Roles of rows, a line for each table.
    rows: Vec<String>,
}

/// Returns the section; nothing for a plan in YAML or JSON.
pub(super) fn section(number: u32, work: &Work) -> Markup {
    let report = &work.made().report;
    let heads = heads(&report.tables);
    html! {
        @if work.has_table() {
            details class="card" id="riconosciuto" open[work.made().set.is_err() || !work.choices.map.is_empty()] {
                summary { h2 { "Che cosa è stato capito delle tabelle" } }
                @if !heads.is_empty() { (form(number, work, &heads)) }
                @if !report.recognition.is_empty() {
                    details {
                        summary { "Resoconto per esteso" }
                        ul { @for line in &report.recognition { li { (line.trim_start()) } } }
                    }
                }
            }
        }
    }
}

/// Returns the form that sets the fields of columns.
fn form(number: u32, work: &Work, heads: &[HeadOfTables<'_>]) -> Markup {
    html! {
        form method="post" action=(format!("/lavoro/{number}/colonne")) enctype="multipart/form-data" {
            input type="hidden" name="versione" value=(work.version);
            p class="hint" { "Se una colonna contiene altro, sceglierlo qui: la tabella si rilegge." }
            @for (i, head) in heads.iter().enumerate() { (table(i + 1, head)) }
            button { "Rileggi con queste colonne" }
        }
    }
}

fn table(number: usize, head: &HeadOfTables<'_>) -> Markup {
    let id = format!("testata-{number}");
    html! {
        h3 id=(id) { (caption(head)) }
        @if head.objectives == 0 {
            p class="hint" { "Non si è trovata una testata; questa è la riga che le somiglia di più. Dire almeno qual è la descrizione dell'obiettivo." }
        }
        table class="columns" aria-labelledby=(id) {
            thead { tr { th scope="col" { "Colonna" } th scope="col" { "Contiene" } } }
            tbody {
                @for (i, column) in head.head.columns.iter().enumerate() {
                    (row(&format!("{id}-{}", i + 1), column))
                }
            }
        }
        @for line in &head.rows { p class="hint" { (line) } }
    }
}

/// Returns the row of a column; its heading and its field as it was go with the choice.
fn row(id: &str, column: &RecognisedColumn) -> Markup {
    let RecognisedColumn { heading, field } = column;
    let further = format!("{}.{heading}", Key::Extra.name());
    let is_usual = fields().any(|(name, _)| name == *field) || *field == further;
    html! {
        tr {
            td { label for=(id) { (heading) } }
            td {
                input type="hidden" name="colonna" value=(heading);
                input type="hidden" name="prima" value=(field);
                select id=(id) name="campo" {
                    @if !is_usual { option value=(field) selected { @if field.is_empty() { "–" } @else { (field) } } }
                    @for (name, label) in fields() {
                        option value=(name) selected[name == *field] { (label) }
                    }
                    option value=(further) selected[further == *field] { "Altro: un campo in più" }
                }
            }
        }
    }
}

/// Returns the fields that a column can hold, as `--mappa` takes them, with their names.
fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = Key::DATA_COLUMNS.into_iter().filter(|key| *key != Key::Position);
    let number = (Key::Number.name(), "Numero d'ordine");
    columns.map(|key| (key.name(), key.label())).chain([number])
}

fn caption(head: &HeadOfTables<'_>) -> String {
    let shown = &head.names[..head.names.len().min(MOST_NAMES)];
    let names = shown.join("; ");
    match head.names.len() - shown.len() {
        0 => names,
        more => format!("{names} e altre {more}"),
    }
}

/// Returns the heads of all tables; tables with one head are together.
fn heads(files: &[TablesOfFile]) -> Vec<HeadOfTables<'_>> {
    let mut heads: Vec<HeadOfTables<'_>> = Vec::new();
    for TablesOfFile { file, tables } in files {
        for table in tables {
            let of = if files.len() > 1 { format!("{file}: ") } else { String::new() };
            for head in &table.heads {
                let name = format!("{of}{}, testata alla riga {}", table.name, head.row);
                let known = heads.iter_mut().find(|known| known.head.columns == head.columns);
                let rows = rows_of(&of, table);
                match known {
                    Some(known) => {
                        known.names.push(name);
                        known.objectives += table.objectives;
                        known.rows.extend(rows);
                    }
                    None => heads.push(HeadOfTables {
                        head,
                        names: vec![name],
                        objectives: table.objectives,
                        rows: rows.into_iter().collect(),
                    }),
                }
            }
        }
    }
    heads
}

/// Returns what the rows of a table were taken for; `None` if there is nothing to say.
fn rows_of(of: &str, table: &RecognisedTable) -> Option<String> {
    let said = table.rows.iter().map(|(words, rows)| {
        let listed: Vec<String> = rows.iter().take(MOST_ROWS).map(usize::to_string).collect();
        let more = if rows.len() > MOST_ROWS { " e altre" } else { "" };
        match rows.len() {
            0 => format!("{words} sopra la tabella"),
            1 => format!("{words} alla riga {}", listed[0]),
            _ => format!("{words} alle righe {}{more}", listed.join(", ")),
        }
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("{of}{}: {}.", table.name, said.join("; ")))
}
