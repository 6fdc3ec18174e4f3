//! Our own workbook gives its plan back.

use super::sample::{Read, Sample};
use crate::diag::Code;
use crate::model::workbook_words::PLAN_NOTE;

const HEADS: &str = "n|area|responsabile|periodo|anni|codice|servizio|trasversale|tipologia|descrizione|risultato|indicatore|peso|altro.servizio|note\n";

fn book(rows: &str) -> Sample {
    Sample::sheet("Piano", "PIANO\nServizio|Obiettivo\na|non si legge")
        .and_sheet("Dati", &format!("{HEADS}{rows}"))
        .and_sheet(
            "Leggimi",
            "chiave|valore\ntitolo|PIANO OBIETTIVI\nente|Unione\nanni|2024, 2025\ndelibera.numero|7\n\
             allegati.1.allegato|A\nallegati.1.titolo|Schede\nfirmatari.1.qualifica|Il Segretario\n\
             tipologie.X|extra\npesi.unita|punti\npesi.totale|nessuno\npesi.ambito|area\n\nI fogli\nPiano|…",
        )
}

fn read(rows: &str) -> Read {
    book(rows).read()
}

#[test]
fn every_field_comes_back() {
    let all = read(
        "1|AREA UNO|Anna Verdi|I semestre|2024|C1|OBIETTIVO TRASVERSALE >x||X|d|r|i|30,50|s|\n\
         2|AREA UNO|Anna Verdi|I semestre|2024|||T||e||||f|g",
    );
    assert_eq!((all.codes(), all.complaints.len()), (vec![], 0), "{:?}", all.complaints);
    let plan = all.plan();
    assert_eq!((plan.title.value.as_str(), plan.years.len()), ("PIANO OBIETTIVI", 2));
    assert_eq!(plan.areas[0].manager.as_ref().map(|m| m.value.as_str()), Some("Anna Verdi"));
    assert_eq!(plan.periods[0].years.iter().copied().collect::<Vec<_>>(), [2024]);
    // Cells of our own workbook are taken word for word.
    assert_eq!(
        all.short(),
        ["AREA UNO/I semestre/OBIETTIVO TRASVERSALE >x/d/30.50", "AREA UNO/I semestre/>T/e/",]
    );
    let extra: Vec<_> = plan.objectives[1].extra.iter().map(|e| e.key.value.as_str()).collect();
    assert_eq!(extra, ["servizio", "note"]);
    assert_eq!(plan.annexes[0].title.as_ref().map(|t| t.value.as_str()), Some("Schede"));
    assert_eq!((plan.signers[0].role.value.as_str(), plan.weights.total), ("Il Segretario", None));
    assert_eq!(plan.kinds[0].code, "X");
    assert!(
        all.says("Fogli lasciati da parte, perché si ricavano dagli altri: «Piano»"),
        "{:?}",
        all.report
    );
}

const EXPLAINED: &str = "Il piano\nVoce del piano|Valore\nTitolo|PIANO OBIETTIVI\n\n\
     Le colonne del foglio «Dati»\nColonna di «Dati»|Campo del piano\nN.|n\nArea|area\n\
     Responsabile|responsabile\nPeriodo|periodo\nAnni|anni\nCodice|codice\nServizio|servizio\n\
     Obiettivo trasversale|trasversale\nTipologia|tipologia\nDescrizione obiettivo|descrizione\n\
     Risultato atteso|risultato\nIndicatore|indicatore\nPeso|peso";
const EXPLAINED_HEADS: &str = "N.|Area|Responsabile|Periodo|Anni|Codice|Servizio|\
     Obiettivo trasversale|Tipologia|Descrizione obiettivo|Risultato atteso|Indicatore|Peso\n";
const OBJECTIVE: &str = "1|AREA|Anna|2024|2024|C1|S||X|d|r|i|30,5";
/// A «Piano» that would be read, if it were looked at.
const OTHER_TABLE: &str = "AREA\nServizio|Descrizione obiettivo|Peso\nS|d|30";

#[test]
fn a_head_that_was_renamed_is_named_and_no_other_sheet_is_read() {
    let heads = EXPLAINED_HEADS.replace("N.|", "Numero|");
    let all = Sample::sheet("Leggimi", EXPLAINED)
        .and_sheet("Piano", OTHER_TABLE)
        .and_sheet("Dati", &format!("{heads}{OBJECTIVE}"))
        .read();
    assert_eq!(all.findings[0].code, Code::NoHead, "{:?}", all.findings);
    assert_eq!(all.findings[0].message, "In «Dati» manca l'intestazione «N.». C'è «Numero».");
    assert!(all.plan.is_none());
}

#[test]
fn a_note_above_the_heads_of_the_data_is_no_head() {
    let all = Sample::sheet("Leggimi", EXPLAINED)
        .and_sheet("Piano", OTHER_TABLE)
        .and_sheet("Dati", &format!("Vista il 3 maggio\n{EXPLAINED_HEADS}{OBJECTIVE}"))
        .read();
    assert_eq!(all.short(), ["AREA/2024/S/d/30.5"], "{:?}", all.complaints);
}

#[test]
fn heads_in_the_words_of_the_annex_are_the_fields_that_the_workbook_explains() {
    let all = Sample::sheet(
        "Leggimi",
        "Che cosa c'è in questa cartella\n\nDati|Una riga per ogni obiettivo.\n\nIl piano\n\
         Voce del piano|Valore\nTitolo|PIANO OBIETTIVI\nDeliberazione, numero|7\n\
         Firmatario 1, qualifica|Il Segretario\nTipologia X|extra\n\nProgramma|allegati\n\n\
         Le colonne del foglio «Dati»\nColonna di «Dati»|Campo del piano\nN.|n\nArea|area\n\
         Responsabile|responsabile\nPeriodo|periodo\nAnni|anni\nCodice|codice\nServizio|servizio\n\
         Obiettivo trasversale|trasversale\nTipologia|tipologia\nDescrizione obiettivo|descrizione\n\
         Risultato atteso|risultato\nIndicatore|indicatore\nPeso (in punti)|peso\n\
         Servizio (2)|altro.servizio\nIndicatore 2|indicatore.2\nIndicatore 2: peso|indicatore.2.peso",
    )
    .and_sheet("Piano", "Non si legge")
    // The columns stand in another order, and one is new.
    .and_sheet(
        "Dati",
        "N.|Servizio (2)|Area|Periodo|Servizio|Obiettivo trasversale|Tipologia|Descrizione obiettivo|\
         Risultato atteso|Indicatore|Peso (in punti)|Responsabile|Anni|Codice|Indicatore 2|\
         Indicatore 2: peso|Costo\n\
         1|f|AREA|2024|S||X|d|r|i|30,5|Anna|2024|C1|j|40|alto",
    )
    .read();
    // The first indicator has no weight.
    let complaints: Vec<_> = all.complaints.iter().map(|complaint| complaint.code).collect();
    assert_eq!(
        (all.codes(), complaints),
        (vec![], vec![Code::IndicatorWithoutWeight]),
        "{:?}",
        all.complaints
    );
    let plan = all.plan();
    assert_eq!((plan.title.value.as_str(), plan.kinds[0].code.as_str()), ("PIANO OBIETTIVI", "X"));
    assert_eq!(plan.signers[0].role.value, "Il Segretario");
    assert_eq!(all.short(), ["AREA/2024/S/d/30.5"]);
    let objective = &plan.objectives[0];
    let extra: Vec<_> = objective.extra.iter().map(|e| e.key.value.as_str()).collect();
    assert_eq!(extra, ["servizio", "Costo"]);
    let indicators: Vec<_> = objective.indicators.iter().map(|i| i.text.value.as_str()).collect();
    assert_eq!(indicators, ["i", "j"]);
}

#[test]
fn a_sheet_that_someone_added_is_told() {
    let all = book("1|A||P||||T||d|||||").and_sheet("Appunti", "Servizio|Obiettivo\na|x").read();
    assert_eq!(all.codes(), [Code::SheetSkipped]);
    assert_eq!(all.short(), ["A/P/>T/d/"]);
}

#[test]
fn without_the_data_the_plan_is_read_as_it_is_printed() {
    let all = Sample::sheet(
        "Piano",
        &format!("{PLAN_NOTE}\nTITOLO\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\na|x|100"),
    )
    .and_sheet("Pesi", "Area|Periodo|Obiettivo|Peso\nAREA UNO|ANNO 2024|x|100")
    .and_sheet("Leggimi", "chiave|valore\ntitolo|PIANO")
    .read();
    assert_eq!(all.short(), ["AREA UNO/ANNO 2024/a/x/100"]);
    assert_eq!(all.plan().title.value, "PIANO");
}
