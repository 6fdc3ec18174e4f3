//! Values that a table writes once for several rows, without merged cells, and rows that go on.

use super::sample::{Read, Sample};
use crate::diag::Code;

fn sheet(rows: &str) -> Read {
    Sample::sheet("F", &format!("PIANO 2026\nAREA UNO\n{rows}")).read()
}

#[test]
fn a_blank_service_is_the_one_above_and_said() {
    let all = sheet("Servizio|Obiettivo|Indicatore|Peso\nU|x|i|60\n|y|j|40");
    assert_eq!(all.short(), ["AREA UNO/2026/U/x/60", "AREA UNO/2026/U/y/40"]);
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    assert_eq!(
        all.findings[0].message,
        "La cella del servizio è vuota per «y»: vale quella sopra, «U»."
    );
    // A description alone may be the end of the one above.
    let all = sheet("Servizio|Obiettivo|Indicatore|Peso\nU|x|i|60\n|e poi|");
    assert_eq!(all.codes(), [Code::LooseRow]);
}

#[test]
fn a_row_with_an_indicator_alone_goes_on_with_the_objective_above() {
    let all = sheet("Servizio|Obiettivo|Indicatore|Target|Peso\nU|x|i|1|100\n||j|2");
    assert_eq!(all.short(), ["AREA UNO/2026/U/x/100"]);
    let indicators = all.plan().objectives[0].indicators.len();
    assert_eq!(indicators, 2);
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    // Below the name of another area it goes on with nothing.
    let all = sheet("Servizio|Obiettivo|Indicatore|Target|Peso\nU|x|i|1|100\nAREA DUE\n||j|2");
    assert_eq!(all.codes(), [Code::LooseRow]);
}

#[test]
fn a_first_row_that_reads_like_a_head_is_an_objective() {
    let all = sheet(
        "Servizio|Obiettivo|Risultato atteso|Indicatore\nServ a|Obiettivo a|Risultato a|Ind a",
    );
    assert_eq!(all.short(), ["AREA UNO/2026/Serv a/Obiettivo a/"]);
    assert_eq!(all.codes(), []);
}

#[test]
fn a_description_over_several_services_is_said() {
    let all = sheet("Servizio|Obiettivo|Indicatore|Peso\nU|2v x|i|100\nV||j|");
    assert_eq!(all.short().len(), 2);
    assert!(all.codes().contains(&Code::DoubtfulLine), "{:?}", all.findings);
}

#[test]
fn a_number_beside_the_text_under_one_heading_is_not_the_objective() {
    let all = sheet(
        "Servizio|2>Obiettivo|Indicatore|Peso\nU|1|Ridurre i tempi|i|60\nU|2|Digitalizzare|j|40",
    );
    assert_eq!(
        all.short(),
        ["AREA UNO/2026/U/Ridurre i tempi/60", "AREA UNO/2026/U/Digitalizzare/40"]
    );
    assert_eq!(all.codes(), [Code::NotPlaced]);
}

#[test]
fn a_legend_beside_the_table_is_left_out() {
    let all =
        sheet("Servizio|Obiettivo|Indicatore|Peso\nU|x|i|60||Legenda\nU|y|j|40||S = sviluppo");
    assert_eq!(all.fields(), ["x//i/60", "y//j/40"]);
    assert_eq!(all.codes(), [Code::NotPlaced]);
}

#[test]
fn subtotals_of_services_are_right() {
    let all = sheet(
        "Servizio|Obiettivo|Indicatore|Peso\nU|x|i|60\nTotale U|||60\nV|y|j|40\nTotale V|||40\nTotale area|||100",
    );
    assert_eq!(all.codes(), []);
    let all = sheet(
        "Servizio|Obiettivo|Indicatore|Peso\nU|x|i|60\nTotale U|||60\nV|y|j|40\nTotale V|||30",
    );
    assert_eq!(all.codes(), [Code::SourceTotal]);
    for (label, written, sum) in
        [("Totale V", "60", "40"), ("Totale servizio V", "100", "40"), ("TOTALE V", "0", "40")]
    {
        let all = sheet(&format!(
            "Servizio|Obiettivo|Indicatore|Peso\nU|x|i|60\nTotale U|||60\nV|y|j|40\n{label}|||{written}"
        ));
        let message = format!("Il totale scritto è {written}, la somma dei pesi sopra è {sum}.");
        assert_eq!(all.findings[0].message, message);
    }
}

#[test]
fn a_remark_below_an_objective_is_no_indicator_and_another_area_lends_nothing() {
    let all = sheet("Servizio|Obiettivo|Indicatore|Peso\nU|x|i|100\n||Nota: da rivedere|");
    assert_eq!(all.codes(), [Code::LooseRow]);
    let all = Sample::sheet(
        "F",
        "PIANO 2026\nArea|Servizio|Obiettivo|Indicatore|Peso\nUno|U|x|i|100\nDue||y|j|100",
    )
    .read();
    assert_eq!(all.codes(), [Code::LooseRow]);
}

#[test]
fn labels_below_a_blank_row_belong_to_the_form_that_follows() {
    let all = Sample::sheet(
        "F",
        "SCHEDE 2026\nArea|Area Tecnica\nServizio|U\nObiettivo|Ponte\nIndicatore|i\nPeso|100\n\nResponsabile|Zi Ada\nArea|Area Sociale\nServizio|V\nObiettivo|Pasti\nIndicatore|j\nPeso|100",
    )
    .read();
    assert_eq!(all.short(), ["Area Tecnica/2026/U/Ponte/100", "Area Sociale/2026/V/Pasti/100"]);
    let managers: Vec<Option<&str>> = all
        .plan()
        .areas
        .iter()
        .map(|area| area.manager.as_ref().map(|manager| manager.value.as_str()))
        .collect();
    assert_eq!(managers, [None, Some("Zi Ada")]);
}
