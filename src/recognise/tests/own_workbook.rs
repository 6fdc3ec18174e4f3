//! Our own workbook gives its plan back.

use super::sample::{Read, Sample};
use crate::diag::Code;

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

#[test]
fn a_sheet_that_someone_added_is_told() {
    let all = book("1|A||P||||T||d|||||").and_sheet("Appunti", "Servizio|Obiettivo\na|x").read();
    assert_eq!(all.codes(), [Code::SheetSkipped]);
    assert_eq!(all.short(), ["A/P/>T/d/"]);
}

#[test]
fn without_the_data_the_plan_is_read_as_it_is_printed() {
    let all =
        Sample::sheet("Piano", "TITOLO\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\na|x|100")
            .and_sheet("Pesi", "Area|Periodo|Obiettivo|Peso\nAREA UNO|ANNO 2024|x|100")
            .and_sheet("Leggimi", "chiave|valore\ntitolo|PIANO")
            .read();
    assert_eq!(all.short(), ["AREA UNO/ANNO 2024/a/x/100"]);
    assert_eq!(all.plan().title.value, "PIANO");
}
