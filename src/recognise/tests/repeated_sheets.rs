//! Sheets with objectives of the same area.

use super::sample::{Read, Sample};
use crate::diag::{Code, Severity};

fn two_sheets(second: &str, area: &str) -> Read {
    let rows = |area: &str, text: &str| {
        format!(
            "PIANO OBIETTIVI 2025\n{area}\nServizio|Obiettivo|Peso\na|{text}|50\nb|{text} due|50"
        )
    };
    Sample::sheet("Tecnica", &rows("AREA TECNICA", "Ponte"))
        .and_sheet(second, &rows(area, "Parco"))
        .read()
}

#[test]
fn the_same_area_in_another_sheet_is_told() {
    let all = two_sheets("Tecnica 2", "AREA TECNICA");
    assert_eq!(all.codes(), [Code::RepeatedPeriod], "{:?}", all.findings);
    assert_eq!(all.findings[0].severity, Severity::Warning);
    assert_eq!(all.first_place(), "!Tecnica 2!A2");
    assert_eq!(
        all.findings[0].message,
        "L'area «AREA TECNICA», periodo «2025», è anche nel foglio «Tecnica»: i suoi obiettivi sono riuniti."
    );
    assert_eq!(two_sheets("Sociale", "AREA SOCIALE").codes(), []);
}

#[test]
fn an_old_sheet_of_the_same_area_stops() {
    let all = two_sheets("Tecnica (vecchio)", "AREA TECNICA");
    assert_eq!(all.codes(), [Code::RepeatedPeriod], "{:?}", all.findings);
    assert_eq!(all.findings[0].severity, Severity::Error);
    assert!(all.findings[0].hints[0].contains("«Tecnica (vecchio)»"), "{:?}", all.findings[0]);
}
