//! Rows below an objective that state its measures, or go on with its text.

use super::sample::{Read, Sample};
use crate::diag::{Code, Severity};

fn read(rows: &str) -> Read {
    let all = format!("PIANO OBIETTIVI 2026\nAREA TECNICA\n{rows}");
    Sample::sheet("Foglio1", &all).given("servizio", "U").read()
}

#[test]
fn a_measure_below_an_objective_is_its_own() {
    let all = read(
        "N.|Descrizione|Peso\n1|Ponte|60\n|Indicatore: collaudo|\n|Indicatore: km|\n|Target: 12|\n\
         2|Catasto|40\n|Risultato atteso: dati|",
    );
    assert_eq!(all.fields(), ["Ponte/12/collaudo; km/60", "Catasto/dati//40"]);
    assert_eq!(all.codes(), []);
}

#[test]
fn a_second_result_stops() {
    let all = read("N.|Obiettivo|Risultato atteso\n1|Ponte|12\n|Target: 15|");
    assert_eq!((all.codes(), all.first_place()), (vec![Code::LooseRow], "!Foglio1!B5".to_owned()));
    assert_eq!(all.findings[0].severity, Severity::Error);
}

#[test]
fn a_text_that_goes_on_is_no_objective_in_silence() {
    let all = read("N.|Obiettivo\n1|Ponte\n2|Catasto\n|con rilievo sul posto");
    assert_eq!((all.codes(), all.first_place()), (vec![Code::LooseRow], "!Foglio1!B6".to_owned()));
    let all = read("N.|Obiettivo\n1|Ponte\n2|Catasto\n|Rilievo sul posto");
    assert_eq!(all.codes(), [Code::DoubtfulLine]);
    assert_eq!(all.findings[0].severity, Severity::Warning);
    // Where no objective begins with a capital, small letters say nothing.
    let all = read("Obiettivo|Peso\nponte|60\ncatasto|");
    assert_eq!(
        (all.codes(), all.fields()),
        (vec![], vec!["ponte///60".into(), "catasto///".into()])
    );
}

#[test]
fn a_leader_below_an_objective_is_its_own() {
    let all = read("N.|Obiettivo|Indicatore\n1|Ponte|km\n|Responsabile: Bo Ugo|\n2|Parco|n.");
    assert_eq!(all.fields(), ["Ponte//km/ Responsabile=Bo Ugo", "Parco//n./"]);
    assert!(all.plan().areas[0].manager.is_none());
    assert_eq!(all.codes(), [Code::ColumnAsField]);
}

#[test]
fn a_weight_below_an_objective_is_its_own() {
    let wanted = ["Ponte/12/km/60", "Catasto/dati/n./40"];
    for rows in [
        "Obiettivo|Risultato atteso|Indicatore\nPonte|12|km\nPeso: 60||\nCatasto|dati|n.\nPeso: 40%||",
        "Obiettivo|Risultato atteso|Indicatore\nPonte|12|km\nPeso|60|\nCatasto|dati|n.\nPeso:|40|",
        "Obiettivo|Risultato atteso|Indicatore\nPonte|12|km\n3>Peso dell'obiettivo: 60/100\nCatasto|dati|n.\n\
         3>Peso dell'obiettivo: 40/100",
    ] {
        let all = read(&format!("{rows}\nTotale||100"));
        assert_eq!(all.fields(), wanted, "{rows}");
        assert_eq!(all.codes(), [], "{rows}");
    }
}

#[test]
fn a_second_weight_stops() {
    let all = read("N.|Obiettivo|Peso\n1|Ponte|60\n|Peso: 40|");
    assert_eq!((all.codes(), all.first_place()), (vec![Code::LooseRow], "!Foglio1!B5".to_owned()));
}
