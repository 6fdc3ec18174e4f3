//! Objectives in lines of a document without tables.

use super::sample::{Read, Sample};

fn lines(lines: &[&str]) -> Read {
    let mut sample = Sample::new().and_table(lines, "").given("servizio", "U");
    sample.grids[0].rows.clear();
    sample.read()
}

#[test]
fn a_line_may_state_an_objective_with_its_measures() {
    let all = lines(&[
        "PIANO 2026",
        "AREA UNO",
        "Ponte nuovo. Indicatore: collaudo. Risultato atteso: 12 km. Peso: 40%",
        "Piazza (rifatta) – Indicatore: m²; Risultato atteso: 90; Peso: 60%",
        "AREA DUE",
        "Nido. Indicatore: posti. Risultato atteso: 20. Peso: 100%",
    ]);
    assert_eq!(
        all.short(),
        [
            "AREA UNO/2026/U/Ponte nuovo/40",
            "AREA UNO/2026/U/Piazza (rifatta)/60",
            "AREA DUE/2026/U/Nido/100"
        ]
    );
    assert_eq!(all.fields()[0], "Ponte nuovo/12 km/collaudo/40");
    assert_eq!(all.codes(), [], "{:?}", all.findings);
}

#[test]
fn weights_may_stand_in_brackets_and_measures_below() {
    let all = lines(&[
        "PIANO 2026",
        "AREA UNO",
        "Pagare prima (peso 40)",
        "Indicatore: giorni",
        "Recuperare la TARI (peso 60)",
        "Indicatore: euro",
    ]);
    assert_eq!(all.fields(), ["Pagare prima//giorni/40", "Recuperare la TARI//euro/60"]);
}

#[test]
fn forms_may_be_few_lines_and_lines_of_one_paragraph() {
    let all = lines(&[
        "PIANO 2026",
        "AREA UNO",
        "Obiettivo: Ponte\nIndicatore: n. ponti\nPeso: 60",
        "Obiettivo 2: Strada\nIndicatore: km\nPeso: 40",
    ]);
    assert_eq!(all.fields(), ["Ponte//n. ponti/60", "Strada//km/40"]);
}

#[test]
fn a_letter_lists_no_objectives() {
    let all = lines(&[
        "Oggetto: invio del piano",
        "Si trasmette il piano (peso 3 kg): vedere allegato.",
        "Distinti saluti",
    ]);
    assert!(all.plan.is_none());
}

#[test]
fn criteria_of_a_tender_are_no_objectives() {
    let all = lines(&[
        "Bando di gara 2026",
        "Criteri di aggiudicazione",
        "Offerta tecnica (peso 70)",
        "Offerta economica (peso 30)",
    ]);
    assert!(all.plan.is_none());
    let all =
        lines(&["PIANO 2026", "AREA UNO", "Ponte (peso 60%).", "Pesca (peso 35 q) (peso 40)."]);
    assert_eq!(all.fields(), ["Ponte///60", "Pesca (peso 35 q)///40"]);
}
