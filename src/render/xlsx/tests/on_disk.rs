//! A workbook whose rows went to disk says what one made in memory does.

use super::*;
use crate::dataset::*;
use calamine::{Reader, Xlsx, open_workbook_from_rs};

/// Every sheet, «Piano» first.
const SHEETS: [WorkbookSheet; 6] = [
    WorkbookSheet::Plan,
    WorkbookSheet::Weights,
    WorkbookSheet::Data,
    WorkbookSheet::Findings,
    WorkbookSheet::Evaluation,
    WorkbookSheet::About,
];

/// Returns the reference plan with a cell over three rows.
fn annex() -> Annex {
    let mut annex = reference();
    let tall = Cell { row_span: 3, ..Cell::new(CellRole::Data, StyleName::Cell, "alta", None) };
    let mut rows = vec![objective(&["b", "c", "d", "e", "30"]); 3];
    rows[0].cells.insert(0, tall);
    let body = Body { rows, ..Body::default() };
    annex
        .blocks
        .push(Block::Table(TableParts { bodies: vec![body], ..table(&HEADS, &[1.0; 6]) }.table()));
    annex
}

/// Returns data for every sheet.
fn dataset() -> Dataset {
    let number = |mantissa| Number { mantissa, scale: 0 };
    let record = |n: i128| {
        let texts =
            ["AREA TECNICA", "ANNO 2020", "Strade"].map(|text| RecordValue::Text(text.into()));
        let mut values = vec![RecordValue::Number(number(n))];
        values.extend(texts);
        // One objective without a weight, so that formulas have both results.
        values.push(if n == 2 { RecordValue::Empty } else { RecordValue::Number(number(30)) });
        ObjectiveRecord { values, origin: None }
    };
    let columns = [Key::Position, Key::Area, Key::Period, Key::Description, Key::Weight];
    let (sum, excess) = (number(60), Some(number(-40)));
    Dataset {
        sheets: SHEETS.to_vec(),
        columns: columns.map(|key| key.name().to_owned()).to_vec(),
        records: (1..=3).map(record).collect(),
        areas: vec!["AREA TECNICA".into()],
        periods: vec!["ANNO 2020".into()],
        rule: TotalRule {
            expected: Some(number(100)),
            by_area: true,
            by_period: true,
            ..TotalRule::default()
        },
        totals: vec![AreaTotal {
            group: GroupIndex { area: Some(0), period: Some(0) },
            weights: WeightSum { sum, excess, count: 3, without: 1 },
        }],
        ..Dataset::default()
    }
}

#[test]
fn rows_on_disk_hold_what_rows_in_memory_do() {
    let (annex, dataset) = (annex(), dataset());
    let [memory, disk] =
        [false, true].map(|on_disk| with_rows_on_disk(&annex, &dataset, on_disk).unwrap());
    assert_ne!(memory, disk, "there is something to hold against each other");
    assert_eq!(memory, xlsx(&annex, &dataset).unwrap(), "a small plan stays in memory");
    let open =
        |bytes: &Vec<u8>| -> Xlsx<_> { open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap() };
    let (mut in_memory, mut on_disk) = (open(&memory), open(&disk));
    assert_eq!(in_memory.sheet_names(), SHEETS.map(WorkbookSheet::name));
    for name in SHEETS.map(WorkbookSheet::name) {
        let cells = |book: &mut Xlsx<_>| book.worksheet_range(name).unwrap();
        let formulas = |book: &mut Xlsx<_>| book.worksheet_formula(name).unwrap();
        assert!(cells(&mut in_memory).used_cells().count() > 3, "{name}");
        assert_eq!(cells(&mut in_memory), cells(&mut on_disk), "{name}");
        assert_eq!(formulas(&mut in_memory), formulas(&mut on_disk), "{name}");
    }
    // No row twice, and an empty one below.
    let rows = |bytes: &[u8]| find(&part(bytes, SHEET), "row");
    let numbers: Vec<_> = rows(&disk).iter().map(|(row, _)| row["r"].clone()).collect();
    let wanted = 1..=rows(&memory).len() + 1;
    assert_eq!(numbers, wanted.map(|row| row.to_string()).collect::<Vec<_>>());
    assert_eq!(heights(&disk)[..numbers.len() - 1], heights(&memory));
    let merged = |bytes: &[u8]| find(&part(bytes, SHEET), "mergeCell");
    let [found, wanted] = [merged(&disk), merged(&memory)].map(|mut merged| {
        merged.sort();
        merged
    });
    assert!(wanted.iter().any(|(range, _)| range["ref"].starts_with("A62:B64")), "{wanted:?}");
    assert_eq!(found, wanted);
}
