//! Values under their labels, offices that lead no area, and the quality in which an office is held.

use super::sample::{Read, Sample};
use crate::diag::Code;

const TABLE: &str = "Servizio|Obiettivo|Indicatore|Peso\nLavori|Ponte|i|100";

fn below(lines: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO 2026\n{lines}\n{TABLE}")).read()
}

/// Returns area, manager and further fields of the only objective.
fn led(all: &Read) -> String {
    let area = &all.plan().areas[0];
    let manager = area.manager.as_ref().map_or("", |manager| manager.value.as_str());
    let extra = all.plan().objectives[0].extra.iter().map(|extra| {
        let value = extra.one().map_or("", |datum| datum.written.value.as_str());
        format!("{}={value}", extra.key.value)
    });
    format!("{}/{manager}/{}", area.words(), extra.collect::<Vec<_>>().join(" "))
}

#[test]
fn values_stand_under_their_labels() {
    for (lines, wanted) in [
        (
            "Area|Responsabile|Assessore\nArea Uno|dott. Ivo Pace|Ada Sole",
            "Area Uno/dott. Ivo Pace/Assessore=Ada Sole",
        ),
        (
            "Settore|Dirigente|Sindaco|N. dipendenti\nSETTORE UNO|ing. Gai|Ada Sole|#12",
            "SETTORE UNO/ing. Gai/Sindaco=Ada Sole N. dipendenti=12",
        ),
        (
            "Assessore|Responsabile|Area\nAda Sole|ing. Gai|Area Uno",
            "Area Uno/ing. Gai/Assessore=Ada Sole",
        ),
        ("AREA UNO\nResponsabile|Vice\ning. Gai|geom. Bo", "AREA UNO/ing. Gai/Vice=geom. Bo"),
    ] {
        let all = below(lines);
        assert_eq!((led(&all).as_str(), all.codes()), (wanted, vec![]), "{lines}");
    }
}

#[test]
fn values_under_labels_change_with_each_table() {
    let labels = |area: &str, name: &str| format!("Area|Responsabile\n{area}|{name}\n{TABLE}\n");
    let text = format!("PIANO 2026\n{}\n{}", labels("UNO", "ing. Gai"), labels("DUE", "geom. Bo"));
    let all = Sample::sheet("Foglio1", &text).read();
    assert_eq!(all.short(), ["UNO/2026/Lavori/Ponte/100", "DUE/2026/Lavori/Ponte/100"]);
    let managers: Vec<&str> = all
        .plan()
        .areas
        .iter()
        .filter_map(|area| area.manager.as_ref().map(|manager| manager.value.as_str()))
        .collect();
    assert_eq!(managers, ["ing. Gai", "geom. Bo"]);
}

#[test]
fn a_second_person_beside_an_area_leads_nothing() {
    let all = below("AREA UNO|ing. Gai|Ada Sole");
    assert_eq!((led(&all).as_str(), all.codes()), ("AREA UNO/ing. Gai/", vec![Code::NotPlaced]));
    assert_eq!(all.first_place(), "!Foglio1!C2");
}

#[test]
fn other_offices_are_further_fields_and_reported() {
    for office in [
        "Responsabile del monitoraggio",
        "Responsabile politico",
        "Responsabile della transizione digitale",
        "Responsabile compilazione dati di area",
    ] {
        let all = below(&format!("AREA UNO\nResponsabile: ing. Gai\n{office}: dott. Ivo Pace"));
        let wanted = format!("AREA UNO/ing. Gai/{office}=dott. Ivo Pace");
        let known = office.contains("dati");
        let codes = if known { vec![] } else { vec![Code::DoubtfulLine] };
        assert_eq!((led(&all), all.codes()), (wanted, codes), "{office}");
    }
}

#[test]
fn the_quality_of_an_office_stays_with_the_name() {
    for (line, wanted) in [
        ("Responsabile ad interim: ing. Gai", "ing. Gai (ad interim)"),
        ("Responsabile f.f.|ing. Gai", "ing. Gai (f.f.)"),
        ("Responsabile a scavalco: ing. Gai", "ing. Gai (a scavalco)"),
        ("Responsabile pro tempore|ing. Gai", "ing. Gai (pro tempore)"),
        ("Responsabile uscente: ing. Gai", "ing. Gai (uscente)"),
    ] {
        let all = below(&format!("AREA UNO\n{line}"));
        assert_eq!(led(&all), format!("AREA UNO/{wanted}/"), "{line}");
    }
    assert_eq!(led(&below("AREA UNO (D.ssa M. Rossi)")), "AREA UNO/D.ssa M. Rossi/");
}
