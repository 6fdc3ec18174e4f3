//! One objective on several rows, whose description is merged over them.

use super::sample::Sample;
use crate::diag::Code;
use crate::raw::{Field, RawObjective, RawValues};

/// Reads rows of which the second shares service, description and weight of the first.
fn objectives(head: &str, first: &str, second: &str, merged: &[u32]) -> Vec<RawObjective> {
    let rows = format!("PIANO OBIETTIVI 2025\nAREA TECNICA\n{head}\n{first}\n{second}");
    let mut sample = Sample::sheet("Foglio1", &rows);
    for cell in &mut sample.grids[0].rows[3].cells {
        if merged.contains(&cell.column) {
            cell.row_span = 2;
        }
    }
    let all = sample.read();
    let codes: Vec<Code> =
        all.codes().into_iter().filter(|code| *code != Code::ColumnAsField).collect();
    assert_eq!(codes, [], "{:?}", all.findings);
    let periods = all.raw.expect("a plan").0.areas.remove(0).periods.expect("periods");
    periods.into_iter().next().and_then(|period| period.objectives).expect("objectives")
}

fn extra(values: &[(crate::raw::Words, RawValues)]) -> Vec<(String, String)> {
    let text = |values: &RawValues| match values {
        RawValues::One(Field::Given(words)) => words.value.clone(),
        _ => String::new(),
    };
    values.iter().map(|(key, value)| (key.value.clone(), text(value))).collect()
}

#[test]
fn a_row_with_an_indicator_is_one_more_of_the_objective() {
    let found = objectives(
        "Servizio|Obiettivo|Peso|Indicatore|Valore iniziale",
        "Anagrafe|ANPR|100|Pratiche|10",
        "|||Tempi|3",
        &[0, 1, 2],
    );
    assert_eq!(found.len(), 1);
    let indicators = found[0].indicators.as_ref().expect("indicators");
    let texts: Vec<_> = indicators
        .iter()
        .map(|one| match &one.text {
            Field::Given(words) => (words.value.as_str(), extra(&one.extra)),
            _ => ("", Vec::new()),
        })
        .collect();
    let initial = |value: &str| vec![("Valore iniziale".to_owned(), value.to_owned())];
    assert_eq!(texts, [("Pratiche", initial("10")), ("Tempi", initial("3"))]);
    assert_eq!(extra(&found[0].extra), []);
}

#[test]
fn rows_with_phases_are_further_values_of_the_objective() {
    let found = objectives(
        "Servizio|Obiettivo|Fasi|Scadenza|Indicatore|Peso",
        "A|Grande|Fase 1: analisi|31/03/2025|Report|100",
        "||Fase 2: verifica|30/09/2025||",
        &[0, 1, 4, 5],
    );
    assert_eq!(found.len(), 1);
    let wanted = [
        ("Fasi", "Fase 1: analisi"),
        ("Scadenza", "31/03/2025"),
        ("Fasi 2", "Fase 2: verifica"),
        ("Scadenza 2", "30/09/2025"),
    ];
    assert_eq!(extra(&found[0].extra), wanted.map(|(key, value)| (key.into(), value.into())));
}

#[test]
fn without_merged_cells_a_row_of_phases_stops_and_the_remedy_says_what_to_merge() {
    let all = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI 2025\nAREA TECNICA\nServizio|Obiettivo|Fasi|Peso\na|x|Gara|100\n||Lavori|",
    )
    .read();
    assert_eq!(all.codes(), [Code::ColumnAsField, Code::LooseRow], "{:?}", all.findings);
    assert!(all.findings[1].hints[0].contains("unire sulle righe la cella della sua descrizione"));
}

#[test]
fn targets_of_years_are_those_of_each_indicator() {
    let rows = "PIANO OBIETTIVI 2026-2027\nAREA UNO\n\
         Servizio|Obiettivo|Peso|Indicatore|Target 2026|Target 2027\n\
         2v a|2v x|2v 60|i|1|2\n|||j|3|4\nb|y|40|k|5|6";
    let all = Sample::sheet("Foglio1", rows).read();
    assert_eq!(
        all.fields(),
        ["x//i Target=2026:1,2027:2; j Target=2026:3,2027:4/60", "y//k/40 risultato=2026:5,2027:6"]
    );
    assert_eq!(all.codes(), []);
}

#[test]
fn the_first_indicator_with_a_weight_has_its_own_values_too() {
    let rows = "PIANO OBIETTIVI 2026\nAREA UNO\n\
         Servizio|Obiettivo|Peso obiettivo|Indicatore|Peso indicatore|Valore atteso|Note\n\
         2v a|2v x|2v 100|i|70|5 gg|\n|||j|30|95%|da noi";
    let all = Sample::sheet("Foglio1", rows).read();
    assert_eq!(
        all.fields(),
        ["x//i (70) Valore atteso=5 gg; j (30) Valore atteso=95% Note=da noi/100"]
    );
}
