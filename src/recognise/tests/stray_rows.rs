//! Rows that are no objectives, texts that begin as totals do, months by their initials, and weights that
//! cells hold as something else.

use super::sample::{Read, Sample};
use crate::diag::Code;

const HEAD: &str = "Servizio|Obiettivo|Indicatore|Peso";
const ROWS: &str = "s|x|i|60\nt|y|j|40";
const SHORT: [&str; 2] = ["AREA UNO/2026/s/x/60", "AREA UNO/2026/t/y/40"];

fn sheet(text: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO 2026\n{text}")).read()
}

#[test]
fn rows_that_state_a_field_by_name_are_no_objectives() {
    let all = sheet(&format!("{HEAD}\n4>AREA UNO\nPeso|40%\n{ROWS}"));
    assert_eq!(all.short(), SHORT);
    assert_eq!((all.codes(), all.first_place().as_str()), (vec![Code::NotPlaced], "!Foglio1!A4"));
}

#[test]
fn a_form_below_a_table_is_left_out_as_a_whole() {
    let form = "SCHEDA DI DETTAGLIO\nArea|Area Uno\nServizio|s\nObiettivo|x\nDescrizione estesa|lungo\nPeso|60";
    let all = sheet(&format!("AREA UNO\n{HEAD}\n{ROWS}\n\n{form}"));
    assert_eq!(all.short(), SHORT);
    assert_eq!(
        (all.codes(), all.first_place().as_str()),
        (vec![Code::SheetSkipped], "!Foglio1!A7")
    );
}

#[test]
fn a_legend_in_a_table_of_its_own_goes_on_with_nothing() {
    let all = Sample::new()
        .and_table(&["PIANO 2026", "AREA UNO"], &format!("{HEAD}\n{ROWS}"))
        .and_table(&[], "S|sviluppo||\nM|3>mantenimento")
        .read();
    assert_eq!(
        (all.short(), all.codes()),
        (SHORT.map(str::to_owned).to_vec(), vec![Code::SheetSkipped])
    );
}

#[test]
fn remarks_beside_a_total_are_reported() {
    for (row, place) in [
        ("TOTALE|100%|salvo conguaglio", "!Foglio1!C6"),
        ("Totale|||100 (provvisorio)", "!Foglio1!D6"),
    ] {
        let all = sheet(&format!("AREA UNO\n{HEAD}\n{ROWS}\n{row}"));
        assert_eq!(all.short(), SHORT);
        assert_eq!((all.codes(), all.first_place().as_str()), (vec![Code::NotPlaced], place));
    }
}

#[test]
fn texts_like_totals_are_compared_or_reported() {
    for (line, codes) in [
        ("TOTALE AREA UNO", vec![]),
        ("Totale: 100", vec![]),
        ("Totale area uno: 90", vec![Code::SourceTotal]),
        ("Totale obiettivi: 2", vec![Code::NotPlaced]),
        ("Totale 100 di cui 20 da obiettivi trasversali", vec![Code::NotPlaced]),
        ("Somma disponibile per il premio: € 4.500,00", vec![Code::NotPlaced]),
    ] {
        let all = sheet(&format!("AREA UNO\n{HEAD}\n{ROWS}\n4>{line}"));
        assert_eq!(
            (all.short(), all.codes()),
            (SHORT.map(str::to_owned).to_vec(), codes),
            "{line}"
        );
    }
    let all = sheet(&format!("{HEAD}\n4>AREA UNO\n4>Peso complessivo: 40%\n{ROWS}"));
    assert_eq!(
        (all.short(), all.codes()),
        (SHORT.map(str::to_owned).to_vec(), vec![Code::NotPlaced])
    );
}

#[test]
fn initials_over_the_phases_of_a_form_are_months() {
    let all = sheet(
        "Area|Area Uno\nServizio|s\nObiettivo|x\nPeso|100\nFasi|G|F|M|A|M|G\nGara|||||X|X\nOpere|X||X",
    );
    let names: Vec<&str> =
        all.plan().objectives[0].extra.iter().map(|extra| extra.key.value.as_str()).collect();
    assert_eq!(
        names,
        [
            "Fasi 1",
            "Fasi 1 – maggio",
            "Fasi 1 – giugno",
            "Fasi 2",
            "Fasi 2 – gennaio",
            "Fasi 2 – marzo"
        ]
    );
}

#[test]
fn labels_above_their_values_and_a_table_of_indicators_make_a_form() {
    let form = |n: u32, weight: u32| {
        format!(
            "Settore|Responsabile|Peso obiettivo\nSettore Uno|dott.ssa Ida Galli|{weight}\nServizio|Titolo obiettivo\ns{n}|t{n}\nDescrizione\nd{n}\nIndicatore|Target|Peso\ni|5|60%\nj|6|40%"
        )
    };
    let all = Sample::new()
        .and_sheet("Ob 1", &format!("SCHEDA OBIETTIVO 2026\n{}", form(1, 55)))
        .and_sheet("Ob 2", &format!("SCHEDA OBIETTIVO 2026\n{}", form(2, 45)))
        .read();
    assert_eq!(all.short(), ["Settore Uno/2026/s1/d1/55", "Settore Uno/2026/s2/d2/45"]);
    assert_eq!(all.plan().objectives[1].indicators.len(), 2);
}

#[test]
fn points_in_one_table_and_percentages_in_another_are_reported() {
    let all = sheet(&format!(
        "AREA UNO\n{HEAD}\n{ROWS}\nAREA DUE\nServizio|Obiettivo|Indicatore|Punti\nu|z|i|30"
    ));
    assert_eq!(
        (all.codes(), all.first_place().as_str()),
        (vec![Code::DoubtfulNumber], "!Foglio1!D7")
    );
}

#[test]
fn results_in_two_places_are_reported_once() {
    let all = sheet(
        "AREA UNO\nServizio|Obiettivo|Indicatore|Target|Peso\n2v s|2v x|i|1|2v 60\n||j|2|\nt|y|k|3|40",
    );
    assert_eq!(
        (all.codes(), all.first_place().as_str()),
        (vec![Code::DoubtfulLine], "!Foglio1!D5")
    );
}

#[test]
fn a_band_of_an_office_is_the_service_of_rows_without_one() {
    let all =
        sheet(&format!("{HEAD}\n4>AREA UNO\n4>UFFICIO STRADE\n|x|i|60\n4>UFFICIO VERDE\n|y|j|40"));
    assert_eq!(
        all.short(),
        ["AREA UNO/2026/UFFICIO STRADE/x/60", "AREA UNO/2026/UFFICIO VERDE/y/40"]
    );
    assert_eq!(all.codes(), []);
}

#[test]
fn formulas_of_further_columns_stop_nothing() {
    let head = "Servizio|Obiettivo|Indicatore|Peso|Note";
    let all = sheet(&format!("AREA UNO\n{head}\ns|x|i|60|!formula senza risultato\nt|y|j|40|n"));
    assert_eq!(all.short(), SHORT);
    assert_eq!(all.codes(), [Code::ErrorValue, Code::ColumnAsField]);
    assert_eq!(all.first_place(), "!Foglio1!E4");
}

#[test]
fn lines_of_a_text_file_are_read_as_paragraphs() {
    let list = "PIANO 2026\nAREA UNO\n1) Ponte. Indicatore: cantiere. Peso 60\n2) Parco. Indicatore: km. Peso 40";
    let all = Sample::new().given("servizio", "s").and_table(&[], list).read();
    assert_eq!(all.short(), ["AREA UNO/2026/s/Ponte/60", "AREA UNO/2026/s/Parco/40"]);
    let form = |n: u32| format!("SCHEDA\nServizio: s\nObiettivo: x{n}\nIndicatore: i\nPeso: 50\n");
    let text = format!("PIANO 2026\nAREA UNO\n{}{}", form(1), form(2));
    let all = Sample::new().and_table(&[], &text).read();
    assert_eq!(all.short(), ["AREA UNO/2026/s/x1/50", "AREA UNO/2026/s/x2/50"]);
}

#[test]
fn an_objective_above_the_table_of_its_indicators_is_one() {
    let all = Sample::new()
        .and_table(
            &["PDO 2026", "AREA UNO", "Obiettivo n. 1: Ponte", "Servizio: LLPP - Peso: 60%"],
            "Indicatore|Target 2026\nSAL|50\nCollaudo|1",
        )
        .and_table(
            &["Obiettivo n. 2: Parco", "Servizio: Verde - Peso: 40%"],
            "Indicatore|Target 2026\nAlberi|30",
        )
        .read();
    assert_eq!(all.short(), ["AREA UNO/2026/LLPP/Ponte/60", "AREA UNO/2026/Verde/Parco/40"]);
    assert_eq!(all.plan().objectives[0].indicators.len(), 2);
}
