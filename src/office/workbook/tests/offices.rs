//! The same workbook as openpyxl writes it and as LibreOffice does, in its three ways.

use super::{Reading, read};
use crate::office::workbook::WorkbookFormat;

const OPENPYXL: &[u8] = include_bytes!("../../../../tests/suite/fixtures/tabelle/openpyxl.xlsx");
const XLSX: &[u8] = include_bytes!("../../../../tests/suite/fixtures/tabelle/libreoffice.xlsx");
const ODS: &[u8] = include_bytes!("../../../../tests/suite/fixtures/tabelle/libreoffice.ods");
const XLS: &[u8] = include_bytes!("../../../../tests/suite/fixtures/tabelle/libreoffice.xls");

/// Cells that all four programs show, except for the formulas of C6 to F6.
const CELLS: [&str; 25] = [
    r#"Obiettivi!A1 Text 1×6 "PIANO OBIETTIVI – Città""#,
    r#"Obiettivi!A3 Text "Codice""#,
    r#"Obiettivi!B3 Text "Servizio""#,
    r#"Obiettivi!C3 Text "Descrizione""#,
    r#"Obiettivi!D3 Text "Peso""#,
    r#"Obiettivi!E3 Text "Scadenza""#,
    r#"Obiettivi!F3 Text "Note""#,
    r#"Obiettivi!A4 Number "007""#,
    r#"Obiettivi!B4 Text "Servizi\nGenerali""#,
    r#"Obiettivi!C4 Text "Fare molto bene & presto""#,
    r#"Obiettivi!D4 Number "30%""#,
    r#"Obiettivi!E4 Date "30/06/2020""#,
    r#"Obiettivi!F4 Number "1.234,50""#,
    r#"Obiettivi!G4 Text "nascosta""#,
    r#"Obiettivi!A5 Text "007""#,
    r#"Obiettivi!B5 Text "  con blanchi  ""#,
    r#"Obiettivi!C5 Text "«virgolette» <e> 'apici'""#,
    r#"Obiettivi!D5 Number "33,33""#,
    r#"Obiettivi!E5 Date "31 dicembre 2021""#,
    r#"Obiettivi!F5 Text "VERO""#,
    r#"Obiettivi!A6 Number "12""#,
    r#"Obiettivi!B7 Text 2×1 "unite in basso""#,
    r#"Obiettivi!D7 Number "30 punti""#,
    r#"Obiettivi!D8 Text "sotto""#,
    r#"Altro!C5 Text "lontano""#,
];

const RESULTS: [&str; 4] = [
    r##"Obiettivi!C6 Error "#DIV/0!""##,
    r#"Obiettivi!D6 Number "30""#,
    r##"Obiettivi!E6 Error "#N/D""##,
    r#"Obiettivi!F6 Text "testo di formula""#,
];

const HIDDEN: [&str; 3] = [
    "celle-nascoste Obiettivi!D8: Il foglio ha righe nascoste con un contenuto (8): sono state lette come le altre.",
    "celle-nascoste Obiettivi!G4: Il foglio ha colonne nascoste con un contenuto (G): sono state lette come le altre.",
    "foglio-nascosto Segreto!A1: Il foglio «Segreto» è nascosto e non è stato letto.",
];

/// The cells that hold no formula, and those that do.
fn parted(reading: &Reading) -> (Vec<&str>, Vec<&str>) {
    let is_formula = |line: &&str| {
        ["C6 ", "D6 ", "E6 ", "F6 "].iter().any(|at| line.starts_with(&format!("Obiettivi!{at}")))
    };
    let (formulas, others): (Vec<&str>, Vec<&str>) =
        reading.cells.iter().map(String::as_str).partition(is_formula);
    (others, formulas)
}

#[test]
fn libreoffice_shows_the_same_in_its_three_formats() {
    for (bytes, kind) in
        [(XLSX, WorkbookFormat::Xlsx), (ODS, WorkbookFormat::Ods), (XLS, WorkbookFormat::Xls)]
    {
        let reading = read(bytes, kind);
        let (mut cells, formulas) = parted(&reading);
        if kind == WorkbookFormat::Ods {
            // The file was written on an English computer, and holds what it showed there.
            for cell in &mut cells {
                *cell = match *cell {
                    r#"Obiettivi!F4 Number "1,234.50""# => CELLS[12],
                    r#"Obiettivi!D5 Number "33.33""# => CELLS[17],
                    r#"Obiettivi!F5 Number "TRUE""# => CELLS[19],
                    other => other,
                };
            }
        }
        assert_eq!(cells, CELLS, "{kind:?}");
        assert_eq!(formulas, RESULTS, "{kind:?}");
        assert_eq!(reading.findings, HIDDEN, "{kind:?}");
    }
}

#[test]
fn openpyxl_leaves_formulas_without_results() {
    let reading = read(OPENPYXL, WorkbookFormat::Xlsx);
    let (cells, formulas) = parted(&reading);
    assert_eq!(cells, CELLS);
    let without = |at: &str| format!("Obiettivi!{at} Error \"formula senza risultato\"");
    assert_eq!(formulas, ["C6", "D6", "E6", "F6"].map(without));
    assert_eq!(reading.findings, HIDDEN);
}
