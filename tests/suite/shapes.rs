//! Tables of other shapes than the reference plan's: levels of the plan's own, heads in two
//! rows, neighbours that are one cell.

use crate::golden;
use crate::support::{annex_of, root};
use allegati::annex::{Block, Row, Table, dump};

fn annex(change: impl Fn(String) -> String) -> allegati::annex::Annex {
    let folder = root().join("tests/suite/fixtures/forme");
    let plan = std::fs::read_to_string(folder.join("piano.yaml")).expect("the plan");
    annex_of(&change(plan), &folder.join("layout").display().to_string())
}

fn tables(annex: &allegati::annex::Annex) -> Vec<&Table> {
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// Writes each cell of a row with the columns and rows that it spans.
fn cells(row: &Row) -> Vec<(String, u16, u16)> {
    row.cells.iter().map(|cell| (cell.text(), cell.col_span, cell.row_span)).collect()
}

fn cell(text: &str, columns: u16, rows: u16) -> (String, u16, u16) {
    (text.to_owned(), columns, rows)
}

#[test]
fn the_annex_of_other_shapes_is_as_it_was_read() {
    golden::hold("annesso-forme.txt", &dump(&annex(|plan| plan)));
}

#[test]
fn heads_with_something_above_them_take_two_rows() {
    let annex = annex(|plan| plan);
    let head = tables(&annex)[0].head();
    let upper = [
        cell("UFFICIO", 1, 2),
        cell("SERVIZIO", 1, 2),
        cell("CODICE", 1, 2),
        cell("OBIETTIVO", 2, 1),
        cell("COME SI MISURA", 1, 1),
    ];
    let lower =
        [cell("DESCRIZIONE", 1, 1), cell("RISULTATO ATTESO", 1, 1), cell("INDICATORE", 1, 1)];
    assert_eq!(head.iter().map(cells).collect::<Vec<_>>(), [upper.to_vec(), lower.to_vec()]);
}

#[test]
fn neighbours_that_say_the_same_are_one_cell_within_their_band() {
    let annex = annex(|plan| plan);
    let bodies = &tables(&annex)[0].bodies();
    let first: Vec<_> = bodies.iter().map(|body| cells(&body.rows[0])[..2].to_vec()).collect();
    let office = |rows| cell("Sportello", 1, rows);
    assert_eq!(
        first,
        [vec![office(2), cell("Anagrafe", 1, 2)], vec![office(1), cell("Tributi", 1, 1)]]
    );
    assert_eq!(bodies[0].rows[1].cells.len(), 4);
}

#[test]
fn what_a_column_to_the_left_keeps_apart_stays_apart() {
    let annex = annex(|plan| plan.replacen("ufficio: Sportello", "ufficio: Altro", 1));
    let rows = &tables(&annex)[0].bodies()[0].rows;
    let starts: Vec<_> = rows.iter().map(|row| cells(row)[..2].to_vec()).collect();
    let two = |office| vec![cell(office, 1, 1), cell("Anagrafe", 1, 1)];
    assert_eq!(starts, [two("Altro"), two("Sportello")]);
}

#[test]
fn objectives_without_a_word_at_a_level_stand_without_its_band() {
    let annex = annex(|plan| plan);
    let tables = tables(&annex);
    let bands =
        |table: &Table| table.bodies().iter().map(|body| body.bands.len()).collect::<Vec<_>>();
    assert_eq!((bands(tables[0]), bands(tables[1])), (vec![1, 1], vec![0]));
}
