//! Objectives in lines of a document without tables.

use super::sample::{Read, Sample};
use crate::diag::Code;

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

/// Reads lines of which those that begin with «#» are headings.
fn headed(lines: &[&str]) -> Read {
    let depths = lines.iter().map(|line| u8::from(line.starts_with('#'))).collect();
    let texts: Vec<&str> = lines.iter().map(|line| line.trim_start_matches('#')).collect();
    let mut sample = Sample::new().and_table(&texts, "").given("servizio", "U");
    sample.grids[0].rows.clear();
    sample.grids[0].heading_depths = depths;
    sample.read()
}

#[test]
fn items_below_an_objective_are_no_areas() {
    for area in ["#Area Tecnica", "Area Tecnica", "#Polizia locale"] {
        let all = headed(&[
            "#PIANO 2026",
            area,
            "1. Ponte (peso 60)",
            "gara entro giugno",
            "Progetto entro marzo",
            "2. Catasto (peso 40)",
        ]);
        let name = area.trim_start_matches('#');
        assert_eq!(
            all.short(),
            [format!("{name}/2026/U/Ponte/60"), format!("{name}/2026/U/Catasto/40")]
        );
        assert_eq!(all.codes(), [Code::NotPlaced], "{:?}", all.findings);
        assert!(all.findings[0].message.contains("gara entro giugno"), "{:?}", all.findings);
    }
}

#[test]
fn signs_and_numbers_of_items_are_no_part_of_the_text() {
    let all = lines(&["PIANO 2026", "AREA UNO", "- Ponte (peso 60)", "• Catasto (peso 40)"]);
    assert_eq!(
        (all.codes(), all.fields()),
        (vec![], vec!["Ponte///60".into(), "Catasto///40".into()])
    );
    let all = lines(&["PIANO 2026", "AREA UNO", "3) Ponte (peso 60)", "7) Catasto (peso 40)"]);
    let codes: Vec<&str> = all
        .plan()
        .objectives
        .iter()
        .filter_map(|objective| Some(objective.code.as_ref()?.value.as_str()))
        .collect();
    assert_eq!(codes, ["3)", "7)"]);
}

#[test]
fn a_sentence_among_numbered_objectives_is_none() {
    let all = lines(&[
        "PIANO 2026",
        "AREA UNO",
        "Il responsabile cura le opere pubbliche. Indicatore: nessuno.",
        "1. Ponte. Indicatore: collaudo.",
        "2. Catasto. Indicatore: km.",
    ]);
    assert_eq!(all.fields(), ["Ponte//collaudo./", "Catasto//km./"]);
    assert_eq!(all.codes(), [Code::NotPlaced]);
}

#[test]
fn what_persons_are_judged_by_is_no_objective() {
    let list = ["Comportamenti organizzativi", "Puntualità (peso 50)", "Ordine (peso 50)"];
    let mut all = vec!["PIANO 2026", "AREA UNO", "Ponte (peso 60)", "Catasto (peso 40)"];
    all.extend(list);
    all.extend(["AREA DUE", "Nido (peso 100)"]);
    let all = lines(&all);
    assert_eq!(
        all.short(),
        ["AREA UNO/2026/U/Ponte/60", "AREA UNO/2026/U/Catasto/40", "AREA DUE/2026/U/Nido/100"]
    );
    assert_eq!(all.codes(), [Code::NotPlaced], "{:?}", all.findings);
    let all =
        lines(&["PIANO 2026", "AREA UNO", "Criteri:", "Impegno (peso 30)", "Esito (peso 70)"]);
    assert!(all.plan.is_none());
}
