//! Texts that stand alone in a row of the table, in columns that are not the area's.

use super::sample::{Read, Sample};
use crate::diag::{Code, Severity};

fn sheet(rows: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO OBIETTIVI\n{rows}")).read()
}

#[test]
fn a_name_alone_in_a_first_column_of_periods_is_an_area() {
    let all = sheet(
        "Periodo|Servizio|Obiettivo|Peso\nAREA TECNICA\n2025|a|x|100\nUfficio di piano\n2025|b|y|60\n2025|c|z|40",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(
        all.short(),
        [
            "AREA TECNICA/2025/a/x/100",
            "Ufficio di piano/2025/b/y/60",
            "Ufficio di piano/2025/c/z/40"
        ]
    );
}

#[test]
fn words_of_periods_alone_stay_the_period() {
    let all = sheet(
        "Periodo|Servizio|Obiettivo|Peso\nAREA TECNICA\nTutto l'anno 2025\n|a|x|100\nPrimo semestre\n|b|y|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(
        all.short(),
        ["AREA TECNICA/Tutto l'anno 2025/a/x/100", "AREA TECNICA/Primo semestre/b/y/100"]
    );
}

#[test]
fn a_name_alone_in_another_column_of_periods_stops() {
    let all = sheet(
        "Servizio|Periodo|Obiettivo|Peso\nAREA TECNICA\na|2025|x|100\n|Tributi|\nb|2025|y|100",
    );
    assert_eq!((all.codes(), all.first_place().as_str()), (vec![Code::LooseRow], "!Foglio1!B5"));
    assert_eq!(all.findings[0].severity, Severity::Error);
    assert_eq!(
        all.findings[0].message,
        "Il testo «Tributi» sta da solo nella colonna del periodo, e non è un periodo."
    );
}

#[test]
fn short_names_among_numbers_are_areas_and_numbers_are_none() {
    let all = sheet(
        "N.|Servizio|Obiettivo|Peso\nANNO 2025\nTRIBUTI\n1|a|x|100\nCED\n2|b|y|100\n3\nXII\nA1",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short().len(), 2, "{:?}", all.short());
    assert!(all.short()[0].starts_with("TRIBUTI/") && all.short()[1].starts_with("CED/"));
    assert!(all.says("righe senza obiettivo, lasciate fuori: righe 8, 9, 10"), "{:?}", all.report);
}

#[test]
fn a_code_alone_is_an_unfinished_row_and_no_area() {
    let all = sheet("Codice|Servizio|Obiettivo|Peso\nANNO 2025\nSUAP\nOB-1|a|x|100\nOB-2");
    assert_eq!((all.codes(), all.first_place().as_str()), (vec![Code::LooseRow], "!Foglio1!A6"));
    assert!(all.short()[0].starts_with("SUAP/"), "{:?}", all.short());
}

#[test]
fn a_name_alone_above_a_row_with_its_manager_is_an_area() {
    let all = sheet(
        "Responsabile|Servizio|Obiettivo|Peso\nANNO 2025\nPolizia Locale\nAnna Verdi|a|x|100\nUFFICIO TRIBUTI\nUgo Blu|b|y|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert!(all.short()[0].starts_with("Polizia Locale/"), "{:?}", all.short());
    assert!(all.short()[1].starts_with("UFFICIO TRIBUTI/"), "{:?}", all.short());
}

#[test]
fn lines_in_the_area_column_that_name_no_area_are_what_they_say() {
    let all = sheet(
        "Area|Servizio|Obiettivo|Peso\nANNO 2025\nTRIBUTI\nResponsabile: Anna Verdi\n|a|x|100\nNota: pesi provvisori\n|b|y|0\nAREA DUE – Responsabile: Ugo Blu\n|c|z|100",
    );
    assert_eq!(all.codes(), [Code::NotPlaced], "{:?}", all.findings);
    let areas: Vec<String> = all
        .short()
        .iter()
        .map(|row| row.split('/').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(areas, ["TRIBUTI", "TRIBUTI", "AREA DUE"]);
    let managers: Vec<_> = all
        .plan()
        .areas
        .iter()
        .map(|area| area.manager.as_ref().map(|m| m.value.clone()))
        .collect();
    assert_eq!(managers, [Some("Anna Verdi".to_owned()), Some("Ugo Blu".to_owned())]);
}

#[test]
fn a_band_ends_the_area_that_a_column_stated_above_it() {
    let all = sheet(
        "Area|Responsabile|Servizio|Obiettivo|Peso\nANNO 2025\nTRIBUTI|Anna Verdi|a|x|100\n5>AREA DUE\n||b|y|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert!(all.short()[1].starts_with("AREA DUE/"), "{:?}", all.short());
    assert!(all.plan().areas[1].manager.is_none());
}

#[test]
fn a_manager_to_be_filled_in_by_hand_is_none() {
    let all = sheet(
        "Servizio|Obiettivo|Peso\nANNO 2025\nAREA UNO|Responsabile: ________\na|x|100\nTRIBUTI|Responsabile del procedimento: …|\nb|y|0",
    );
    assert_eq!(all.codes(), [Code::NotPlaced], "{:?}", all.findings);
    assert!(all.plan().areas[0].manager.is_none());
    assert_eq!(all.plan().areas.len(), 1);
    assert_eq!(all.short()[1].split('/').nth(3), Some("Responsabile del procedimento: …"));
}

#[test]
fn an_area_with_its_period_beside_its_manager_is_a_band() {
    let all = sheet(
        "N.|Servizio|Obiettivo|Peso\nDEMOGRAFICI - 2025|||Responsabile: Anna Verdi\n1|a|x|60\n2|b|y|40",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short(), ["DEMOGRAFICI/2025/a/x/60", "DEMOGRAFICI/2025/b/y/40"]);
    assert!(all.plan().objectives[1].code.is_none());
}

#[test]
fn an_incomplete_row_makes_no_codes_of_numbers_that_count() {
    let all = sheet("AREA UNO\nANNO 2025\nN.|Servizio|Obiettivo|Peso\n1|a|x|60\nbis|||5\n2|b|y|40");
    assert!(all.codes().contains(&Code::LooseRow), "{:?}", all.findings);
    assert!(all.plan().objectives.iter().all(|objective| objective.code.is_none()));
}

#[test]
fn a_name_in_the_column_of_services_heads_rows_with_services_of_their_own() {
    let areas = ["Polizia locale/2026/s/Ponte/100", "Tributi/2026/t/Parco/100"];
    let all = Sample::sheet(
        "F",
        "PIANO OBIETTIVI 2026\nServizio|Obiettivo|Peso\nPolizia locale||\ns|Ponte|100\nTributi||\nt|Parco|100",
    )
    .read();
    assert_eq!((all.short(), all.codes()), (areas.map(String::from).to_vec(), vec![]));
    // One alone is an objective that somebody has not finished.
    let all = Sample::sheet(
        "F",
        "PIANO OBIETTIVI 2026\nAREA UNO\nServizio|Obiettivo|Peso\nTributi||\ns|Ponte|100",
    )
    .read();
    assert_eq!(all.codes(), [Code::LooseRow]);
}

#[test]
fn an_area_right_of_the_numbers_heads_the_rows_below() {
    let areas = ["AREA UNO/2026/s/Ponte/100", "AREA DUE/2026/t/Parco/100"];
    for rows in [
        "N.|Servizio|Obiettivo|Peso\n|AREA UNO||\n1|s|Ponte|100\n|AREA DUE||\n2|t|Parco|100",
        "N.|Obiettivo|Servizio|Peso\n|AREA UNO||\n1|Ponte|s|100\n|AREA DUE||\n2|Parco|t|100",
    ] {
        let all = Sample::sheet("F", &format!("PIANO OBIETTIVI 2026\n{rows}")).read();
        assert_eq!((all.short(), all.codes()), (areas.map(String::from).to_vec(), vec![]));
    }
}

#[test]
fn the_plan_of_a_union_has_its_objectives_by_commune() {
    let head = "Servizio|Obiettivo|Indicatore|Peso";
    let all = Sample::sheet(
        "Foglio1",
        &format!("UNIONE DEI COMUNI DELLA VALLE\nPDO 2026\nComune di Monte\n{head}\ns|CIE|i|100\nComune di Valle\n{head}\nt|Ruoli|i|100"),
    )
    .read();
    assert_eq!(all.short(), ["Comune di Monte/2026/s/CIE/100", "Comune di Valle/2026/t/Ruoli/100"]);
    assert_eq!(all.codes(), []);
}

#[test]
fn examples_and_weights_in_texts_are_said() {
    let all = Sample::sheet(
        "F",
        "PIANO OBIETTIVI 2026\nAREA UNO\nServizio|Obiettivo|Indicatore\ns|es. Ridurre i tempi|i\ns|Ponte (peso 60%)|i",
    )
    .read();
    assert_eq!(all.codes(), [Code::DoubtfulLine, Code::DoubtfulWeight]);
}

#[test]
fn an_area_in_the_middle_above_a_further_head_is_a_band() {
    let head = "Servizio|Obiettivo|Risultato atteso|Peso";
    let all = Sample::sheet(
        "PdO",
        &format!(
            "PIANO OBIETTIVI 2026\n||AREA 1 – AMMINISTRATIVA\n||Responsabile: rag. Pia Colli\n{head}\ns|Ponte|r|100\n\
             |||100\n||AREA 2 – TECNICA\n||Responsabile: arch. Gio Pini\n{head}\nt|Parco|r|100"
        ),
    )
    .read();
    let areas = ["AREA 1 – AMMINISTRATIVA/2026/s/Ponte/100", "AREA 2 – TECNICA/2026/t/Parco/100"];
    assert_eq!((all.short(), all.codes()), (areas.map(String::from).to_vec(), vec![]));
    let leaders: Vec<_> =
        all.plan().areas.iter().filter_map(|area| area.manager.as_ref()).collect();
    assert_eq!(
        leaders.iter().map(|m| m.value.as_str()).collect::<Vec<_>>(),
        ["rag. Pia Colli", "arch. Gio Pini"]
    );
}

#[test]
fn a_period_may_stand_before_its_area() {
    let head = "Servizio|Obiettivo|Peso";
    let all = Sample::sheet(
        "F",
        &format!("PIANO OBIETTIVI 2026\nANNO 2026 - AREA TECNICA\n{head}\ns|Ponte|100\nANNO 2026 - AREA SOCIALE – Resp. Zi\n{head}\nt|Pasti|100"),
    )
    .read();
    assert_eq!(
        all.short(),
        ["AREA TECNICA/ANNO 2026/s/Ponte/100", "AREA SOCIALE/ANNO 2026/t/Pasti/100"]
    );
    assert_eq!(all.codes(), []);
}

#[test]
fn the_title_of_another_table_hides_none_of_its_own() {
    let all = Sample::sheet(
        "F",
        "AREA UNO\nObiettivi anno 2026||||Personale assegnato\nServizio|Obiettivo|Peso||Nome|Ore\ns|Ponte|100||Neri|36",
    )
    .read();
    assert_eq!(all.short(), ["AREA UNO/anno 2026/s/Ponte/100"]);
    assert!(!all.codes().contains(&Code::Missing));
}
