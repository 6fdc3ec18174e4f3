//! Rows of several cells, and single cells, that name an area and who leads it.

use super::sample::{Read, Sample};
use crate::diag::Code;
use crate::raw::Field;

fn read(rows: &str) -> Read {
    Sample::sheet("Foglio1", rows).read()
}

fn manager(all: &Read, area: usize) -> Option<String> {
    match &all.raw.as_ref()?.0.areas[area].manager {
        Field::Given(words) => Some(words.value.clone()),
        _ => None,
    }
}

#[test]
fn area_manager_and_period_of_one_cell_are_apart() {
    let all = read(
        "PIANO DEGLI OBIETTIVI\nServizio|Obiettivo|Peso\nAREA: Tecnica   RESPONSABILE: Ing. Mario Xodo   ANNO: 2025\na|x|100\nAREA SOCIALE – Resp. dott.ssa Po – ANNO 2026\nb|y|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["Tecnica/2025/a/x/100", "AREA SOCIALE/ANNO 2026/b/y/100"]);
    assert_eq!(manager(&all, 0).as_deref(), Some("Ing. Mario Xodo"));
    assert_eq!(manager(&all, 1).as_deref(), Some("dott.ssa Po"));
}

#[test]
fn a_person_or_a_label_beside_an_area_is_its_manager() {
    let all = read(
        "PIANO OBIETTIVI 2025\nServizio|Obiettivo|Indicatore|Peso\nAREA TECNICA||Ing. Mario Xodo|100\na|x|i|100\nAREA SOCIALE|Responsabile|dott. Po\nb|y|i|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA TECNICA/2025/a/x/100", "AREA SOCIALE/2025/b/y/100"]);
    assert_eq!(manager(&all, 0).as_deref(), Some("Ing. Mario Xodo"));
    assert_eq!(manager(&all, 1).as_deref(), Some("dott. Po"));
    let above = read(
        "PIANO OBIETTIVI 2025\nArea Tecnica||Responsabile|Ing. Xodo\nServizio|Obiettivo|Indicatore|Peso\na|x|i|100",
    );
    assert_eq!(above.codes(), [], "{:?}", above.findings);
    assert_eq!(manager(&above, 0).as_deref(), Some("Ing. Xodo"));
}

#[test]
fn labels_above_the_table_give_body_and_title() {
    let all = read(
        "Ente:|Comune di Omega\nDocumento:|Piano degli obiettivi\nAnno:|2025\nArea:|Tecnica|Responsabile:|Ing. Xodo\nServizio|Obiettivo|Indicatore|Peso\na|x|i|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["Tecnica/2025/a/x/100"]);
    let (plan, _) = all.raw.as_ref().expect("a plan");
    let text = |field: &Field| match field {
        Field::Given(words) => words.value.clone(),
        _ => String::new(),
    };
    assert_eq!(text(&plan.entity), "Comune di Omega");
    assert_eq!(text(&plan.title), "Piano degli obiettivi");
    assert_eq!(manager(&all, 0).as_deref(), Some("Ing. Xodo"));
}

#[test]
fn an_objective_beside_the_name_of_an_area_stays_one() {
    let all = read(
        "PIANO OBIETTIVI 2025\nAREA UNICA\nServizio|Obiettivo|Indicatore|Peso\nArea tecnica|Responsabilità chiare|Ing.|60\nArea sociale|Asili|n.|40",
    );
    assert_eq!(all.short().len(), 2, "{:?}", all.short());
    assert!(!all.codes().contains(&Code::NotPlaced), "{:?}", all.findings);
}

#[test]
fn the_body_is_the_one_inside_the_territory() {
    let all = read(
        "CITTÀ METROPOLITANA DI TORINO\nCOMUNE DI OMEGA\nPIANO OBIETTIVI 2025\nAREA UNICA\nServizio|Obiettivo|Peso\na|x|100",
    );
    let entity = all.raw.as_ref().map(|(plan, _)| plan.entity.clone());
    assert!(matches!(entity, Some(Field::Given(words)) if words.value == "COMUNE DI OMEGA"));
    assert_eq!(all.codes(), [Code::NotPlaced], "{:?}", all.findings);
    assert_eq!(all.first_place(), "!Foglio1!A1");
}
