//! Totals, page headers, notes and other lines that are no objectives.

use super::sample::{Read, Sample};
use crate::diag::Code;

fn read(rows: &str) -> Read {
    let head = "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\n";
    Sample::sheet("Foglio1", &format!("{head}{rows}")).read()
}

#[test]
fn totals_are_held_against_the_sum_and_left_out() {
    let sound = read("a|x|60\nb|y|40\nTOTALE||100\nANNO 2025\na|z|100\n||100\nTotale area||200");
    assert_eq!((sound.codes(), sound.short().len()), (vec![], 3));
    assert!(sound.says("righe di totale, lasciate fuori: righe 7, 10, 11"), "{:?}", sound.report);
    let wrong = read("a|x|60\nb|y|30,5\n|Totale|100%");
    assert_eq!(
        (wrong.codes(), wrong.first_place().as_str()),
        (vec![Code::SourceTotal], "!Foglio1!C7")
    );
    assert_eq!(
        wrong.findings[0].message,
        "Il totale scritto è 100, la somma dei pesi sopra è 90,5."
    );
}

#[test]
fn a_total_over_words_is_not_checked() {
    assert_eq!(read("a|x|vedi\nb|y|30\nTOTALE||100").codes(), []);
}

#[test]
fn page_lines_rules_and_numbers_of_pages_are_known() {
    let all =
        read("a|x|60\nPIANO OBIETTIVI\n---|----|--\nPag. 2 di 9\nServizio|Obiettivo|Peso\nb|y|40");
    assert_eq!((all.codes(), all.short().len()), (vec![], 2));
    assert!(all.says("intestazioni di pagina, lasciate fuori: righe 6, 8"), "{:?}", all.report);
    assert!(all.says("righe di soli trattini: riga 7"));
    assert!(all.says("testate ripetute: riga 9"));
}

#[test]
fn what_is_written_below_is_told() {
    let all = read("a|x|100\nIl Segretario comunale\nBelfiore, 12.01.2024");
    assert_eq!((all.codes(), all.short().len()), (vec![Code::NotPlaced], 1));
    assert_eq!(all.findings[0].labels.len(), 2);
    assert!(
        all.says("testi che non entrano nel piano: righe 9, 10")
            || all.says("testi che non entrano nel piano: righe 6, 7"),
        "{:?}",
        all.report
    );
}

#[test]
fn an_area_written_again_on_a_new_page_is_the_same() {
    let all = read("a|x|60\nAREA UNO (segue)\nANNO 2024\nb|y|40");
    assert_eq!((all.codes(), all.plan().areas.len(), all.short().len()), (vec![], 1, 2));
    assert_eq!(all.short()[1], "AREA UNO/ANNO 2024/b/y/40");
}

#[test]
fn numbered_rows_without_an_objective_are_blank() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\nN.|Servizio|Obiettivo\nANNO 2024\n1|a|x\n2||\n3||",
    )
    .read();
    assert_eq!((read.codes(), read.short().len()), (vec![], 1));
    assert!(read.says("righe senza obiettivo, lasciate fuori: righe 6, 7"), "{:?}", read.report);
}

#[test]
fn numbers_that_do_more_than_count_are_kept() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\nAREA UNO\nN.|Servizio|Obiettivo\nANNO 2024\nA1|a|x\nA2|b|y",
    )
    .read();
    let code = read.plan().objectives[1].code.as_ref().map(|code| code.value.as_str());
    assert_eq!(code, Some("A2"));
    let again = "PIANO OBIETTIVI\nAREA UNO\nN.|Servizio|Obiettivo\nANNO 2024\n1.1|a|x\n1.1|b|y";
    let read = Sample::sheet("Foglio1", again).read();
    assert_eq!(read.plan().objectives[1].extra[0].key.value, "N.");
}

#[test]
fn an_area_without_rows_is_told() {
    let all = read("a|x|100\nAREA VUOTA\nAREA DUE\nANNO 2024\nb|y|100");
    assert_eq!(all.codes(), [Code::NotPlaced]);
    assert!(all.findings[0].message.contains("«AREA VUOTA»"));
    assert_eq!(all.short()[1], "AREA DUE/ANNO 2024/b/y/100");
}

#[test]
fn the_period_of_one_area_is_not_that_of_the_next() {
    let all = read("a|x|100\nAREA DUE\nb|y|100");
    assert_eq!(all.codes(), [Code::Missing]);
    assert_eq!(all.first_place(), "!Foglio1!A7");
    assert_eq!(all.short(), ["AREA UNO/ANNO 2024/a/x/100"]);
}
