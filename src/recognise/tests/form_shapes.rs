//! Forms in other shapes than labels with their values.

use super::sample::{Read, Sample};

const PLAN: &str = "SCHEDE OBIETTIVO 2026";

fn sheet(rows: &str) -> Read {
    Sample::sheet("F", &format!("{PLAN}\n{rows}")).read()
}

#[test]
fn numbers_before_labels_are_none_of_the_form() {
    let form = |n: u32, area: &str, objective: &str| {
        format!(
            "{n}|Area|{area}\n2.|Servizio|s\n3)|Obiettivo|{objective}\n4|Indicatore|i\n5|Peso|100"
        )
    };
    let all = sheet(&format!("{}\n\n{}", form(1, "Tecnica", "Ponte"), form(1, "Sociale", "Pasti")));
    assert_eq!(all.short(), ["Tecnica/2026/s/Ponte/100", "Sociale/2026/s/Pasti/100"]);
    assert_eq!(all.codes(), []);
    // Numbered rows of objectives stay what they are.
    let all = sheet("AREA UNO\nN.|Obiettivo|Servizio|Peso\n1|Ponte|s|60\n2|Parco|s|40");
    assert_eq!(all.short(), ["AREA UNO/2026/s/Ponte/60", "AREA UNO/2026/s/Parco/40"]);
}

#[test]
fn a_line_above_a_form_may_name_its_objective() {
    let form = |weight: u32| format!("Servizio|s\nRisultato atteso|r\nIndicatore|i\nPeso|{weight}");
    for (first, second) in [
        ("Obiettivo: Ponte", "Obiettivo: Parco"),
        ("Obiettivo n. 1 – Ponte", "Obiettivo n. 2 – Parco"),
        ("Obiettivo operativo: Ponte", "Obiettivo operativo: Parco"),
    ] {
        let wanted = ["AREA UNO/2026/s/Ponte/60", "AREA UNO/2026/s/Parco/40"];
        let word = Sample::new()
            .and_table(&[PLAN, "AREA UNO", first], &form(60))
            .and_table(&[second], &form(40))
            .read();
        assert_eq!((word.short(), word.codes()), (wanted.map(String::from).to_vec(), vec![]));
        let excel = sheet(&format!("AREA UNO\n{first}\n{}\n\n{second}\n{}", form(60), form(40)));
        assert_eq!((excel.short(), excel.codes()), (wanted.map(String::from).to_vec(), vec![]));
    }
}

#[test]
fn a_form_may_hold_several_objectives() {
    let all = sheet(
        "Area|Tecnica\nResponsabile|Bo\nServizio|s\nObiettivo 1|Ponte\nIndicatore|km\nPeso|60\n\
         Obiettivo 2|Parco\nIndicatore|n.\nPeso|40\n\n\
         Area|Sociale\nServizio|t\nObiettivo 1|Pasti\nIndicatore|i\nPeso|100",
    );
    assert_eq!(
        all.short(),
        ["Tecnica/2026/s/Ponte/60", "Tecnica/2026/s/Parco/40", "Sociale/2026/t/Pasti/100"]
    );
    assert_eq!(all.fields(), ["Ponte//km/60", "Parco//n./40", "Pasti//i/100"]);
    assert_eq!(all.codes(), []);
}

#[test]
fn the_number_of_a_form_may_have_a_second_label_beside_it() {
    let all = Sample::new()
        .and_table(
            &["PIANO OBIETTIVI"],
            "Scheda n.|1|Anno|2026\nArea|Tecnica|Responsabile|Bo\nServizio|s|Peso|100\nObiettivo|Ponte||\nIndicatore|i||",
        )
        .read();
    assert_eq!(all.short(), ["Tecnica/2026/s/Ponte/100"]);
}

#[test]
fn indicators_of_a_form_have_units_and_numbers() {
    let form = "Area|Tecnica||\nServizio|s||\nObiettivo|Ponte||\nPeso|100||\n";
    let all = sheet(&format!(
        "{form}Indicatore|U.M.|Valore attuale|Valore atteso\ncollaudo|gg|-|30\ncosto|euro|0|100"
    ));
    assert_eq!(
        all.fields(),
        ["Ponte//collaudo U.M.=gg Valore attuale=- Valore atteso=30; \
          costo U.M.=euro Valore attuale=0 Valore atteso=100/100"]
    );
    let all = sheet(&format!("{form}N.|Indicatore|Peso|Target\n1|collaudo|60|30\n2|costo|40|100"));
    assert_eq!(all.fields(), ["Ponte//collaudo (60) Target=30; costo (40) Target=100/100"]);
}

#[test]
fn the_order_of_labels_parts_no_forms_that_blank_rows_part() {
    let all = sheet(
        "Area|Tecnica\nServizio|s\nObiettivo|Ponte\nPeso|60\n\n\
         Obiettivo|Parco\nArea|Tecnica\nServizio|s\nPeso|40",
    );
    assert_eq!(all.short(), ["Tecnica/2026/s/Ponte/60", "Tecnica/2026/s/Parco/40"]);
    assert_eq!(all.codes(), []);
}

#[test]
fn tables_of_indicators_below_a_form_are_its_own() {
    let form = |area: &str, objective: &str| {
        format!(
            "Settore|{area}\nServizio|s\nTitolo obiettivo|{objective}\nRisultato atteso|r\nPeso|100"
        )
    };
    let indicators = "Indicatore|Valore atteso\ncollaudo|30\ncosto|100";
    let all = Sample::new()
        .and_table(&["PIANO OBIETTIVI", "SCHEDA OBIETTIVO N. 1 - ANNO 2026"], &form("Uno", "Ponte"))
        .and_table(&["Indicatori"], indicators)
        .and_table(&["SCHEDA OBIETTIVO N. 2 - ANNO 2026"], &form("Due", "Parco"))
        .and_table(&["Indicatori"], "Indicatore|Valore atteso\nposa|3")
        .read();
    assert_eq!(all.short(), ["Uno/ANNO 2026/s/Ponte/100", "Due/ANNO 2026/s/Parco/100"]);
    assert_eq!(
        all.fields(),
        [
            "Ponte/r/collaudo Valore atteso=30; costo Valore atteso=100/100",
            "Parco/r/posa Valore atteso=3/100"
        ]
    );
    assert_eq!(all.codes(), []);
}

#[test]
fn a_title_below_the_number_of_a_form_is_its_objective() {
    let all = sheet(
        "AREA UNO\nObiettivo n. 1\nTitolo|Ponte\nServizio|s\nIndicatore|km\nPeso|60\n\n\
         Obiettivo n. 2\nTitolo|Parco\nServizio|s\nIndicatore|n.\nPeso|40",
    );
    assert_eq!(all.short(), ["AREA UNO/2026/s/Ponte/60", "AREA UNO/2026/s/Parco/40"]);
    assert_eq!(all.codes(), []);
}
