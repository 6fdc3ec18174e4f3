//! Values that the user gives beside the tables, and names that the file itself gives.

use super::sample::Sample;
use crate::diag::{Code, Severity};

const HEAD: &str = "Servizio|Obiettivo|Peso";

#[test]
fn area_period_and_title_are_given_where_the_tables_have_none() {
    let read = Sample::sheet("Foglio1", &format!("{HEAD}\nUrp|D1|60\nUrp|D2|40"))
        .given("titolo", "PIANO 2025")
        .given("area", "AREA UNICA")
        .given("periodo", "ANNO 2025")
        .given("responsabile", "dott. Rossi")
        .read();
    assert_eq!(read.codes(), []);
    assert_eq!(read.short(), ["AREA UNICA/ANNO 2025/Urp/D1/60", "AREA UNICA/ANNO 2025/Urp/D2/40"]);
    assert_eq!(read.plan().title.value, "PIANO 2025");
    let manager = read.plan().areas[0].manager.as_ref().map(|words| words.value.as_str());
    assert_eq!(manager, Some("dott. Rossi"));
    assert!(read.says("Area degli obiettivi che non l'hanno nel file: «AREA UNICA»."));
}

#[test]
fn a_given_area_wins_over_a_guess_and_fills_only_gaps() {
    let lines =
        format!("PIANO 2025\nPolizia locale\n{HEAD}\nANNO 2025\nUrp|D1|60\nAREA B\nUrp|D2|40");
    let read = Sample::sheet("Vigili", &lines).given("area", "AREA A").read();
    assert_eq!(read.short()[0], "AREA A/ANNO 2025/Urp/D1/60");
    assert!(read.short()[1].starts_with("AREA B/"), "{:?}", read.short());
    // The line that would have been the area is not lost in silence.
    assert_eq!(read.codes()[0], Code::NotPlaced);
}

#[test]
fn a_given_name_without_use_is_reported() {
    let lines = format!("PIANO 2025\nAREA A\n{HEAD}\nANNO 2025\nUrp|D1|100");
    let unused = |key, value| Sample::sheet("F", &lines).given(key, value).read().codes();
    assert_eq!(unused("periodo", "ANNO 2026"), [Code::UnusedOption]);
    assert_eq!(unused("area", "AREA B"), [Code::UnusedOption]);
    assert_eq!(unused("periodo", "Anno 2025"), []);
}

#[test]
fn a_given_title_or_body_wins_over_a_line_and_contradicts_our_own_form() {
    let lines = format!("COMUNE DI PROVA\nPEG PROVVISORIO\nAREA A\n{HEAD}\nANNO 2025\nUrp|D1|100");
    let read =
        Sample::sheet("F", &lines).given("titolo", "PEG 2025").given("ente", "Unione").read();
    assert_eq!(read.codes(), [Code::OutdoneLine, Code::OutdoneLine]);
    assert_eq!(read.plan().title.value, "PEG 2025");
    assert_eq!(read.plan().entity.as_ref().map(|e| e.value.as_str()), Some("Unione"));

    let ours = "chiave|valore\ntitolo|PIANO 2024\nanni|2024, 2025";
    let table = "Area|Periodo|Servizio|Descrizione|Peso\nA|ANNO 2024|Urp|D1|100";
    let form = || Sample::sheet("Obiettivi", table).and_sheet("Dati del piano", ours);
    let read = form().given("titolo", "PIANO 2025").read();
    assert_eq!(read.codes(), [Code::ContraryOption]);
    assert_eq!(read.findings[0].severity, Severity::Error);
    assert_eq!(read.plan().title.value, "PIANO 2024");
    let same = form().given("titolo", "PIANO 2024").given("anni", "2024-2025").read();
    assert_eq!(same.codes(), []);
}

#[test]
fn rows_of_our_form_give_everything_outside_the_table() {
    let facts = "chiave|valore\ntitolo|P 2025\ndelibera|Giunta n. 12 del 31/01/2025\n\
        firmatari|Il Segretario comunale\nfirmatario|Il Sindaco\npremessa|Inizio.\nchiusura|Fine.\n\
        classificazione|II.3\nresponsabile|dott. Rossi\narea|AREA A\nperiodo|ANNO 2025";
    let table = "Servizio|Descrizione|Peso\nUrp|D1|100";
    let read = Sample::sheet("Obiettivi", table).and_sheet("Dati del piano", facts).read();
    assert_eq!(read.codes(), []);
    let plan = read.plan();
    let signers: Vec<&str> = plan.signers.iter().map(|s| s.role.value.as_str()).collect();
    assert_eq!(signers, ["Il Segretario comunale", "Il Sindaco"]);
    let act = plan.resolution.as_ref().expect("a resolution");
    assert_eq!(act.number.as_ref().map(|n| n.value.as_str()), Some("12"));
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(|t| t.value.clone());
    let texts = [&plan.premise, &plan.closing, &plan.classification, &plan.areas[0].manager];
    let wanted = ["Inizio.", "Fine.", "II.3", "dott. Rossi"];
    assert_eq!(texts.map(text), wanted.map(|words| Some(words.to_owned())));
    assert_eq!(read.short(), ["AREA A/ANNO 2025/Urp/D1/100"]);
}

#[test]
fn title_and_period_come_from_the_file_where_no_line_has_them() {
    let lines = format!("{HEAD}\nAREA A\nUrp|D1|100");
    let title = |sheet: &str, stem: &str, property: &str| {
        let read = Sample::sheet(sheet, &lines).of_file(stem, property).read();
        assert_eq!(read.codes(), [Code::DeducedTitle]);
        read.plan().title.value.clone()
    };
    assert_eq!(title("PEG 2025", "x", "Altro"), "PEG 2025");
    assert_eq!(
        title("Foglio1", "tabella 2025", "Piano della performance"),
        "Piano della performance"
    );
    assert_eq!(title("Foglio1", "PEG 2025 Valdoro", ""), "PEG 2025 Valdoro");

    let read = Sample::sheet("Foglio1", &lines).of_file("tabella", "Tabella").read();
    assert_eq!(read.codes(), [Code::Missing, Code::Missing]);

    let read = Sample::sheet("Foglio1", &lines).of_file("PDO_2025-2027_def", "").read();
    assert!(read.says("Il periodo viene dal nome del file: «2025-2027»."), "{:?}", read.report);
    // A line above the table comes before the name of the file, the title before both.
    let above = format!("PIANO\nObiettivi gestionali per il 2026\n{lines}");
    let read = Sample::sheet("Foglio1", &above).of_file("PDO 2025", "").read();
    assert!(
        read.says("Il periodo viene dalla riga sopra la tabella: «2026»."),
        "{:?}",
        read.report
    );
    let above = format!("PIANO 2027\nObiettivi gestionali per il 2026\n{lines}");
    let read = Sample::sheet("Foglio1", &above).of_file("PDO 2025", "").read();
    assert!(read.says("Il periodo viene dal titolo: «2027»."), "{:?}", read.report);
}

#[test]
fn the_form_without_a_title_is_not_named_by_its_file() {
    let facts = "chiave|valore\nente|Comune";
    let table = "Area|Periodo|Servizio|Descrizione|Peso\nA|ANNO 2024|Urp|D1|100";
    let form = Sample::sheet("Obiettivi", table).and_sheet("Dati del piano", facts);
    let read = form.of_file("modulo-obiettivi", "Modulo degli obiettivi").read();
    assert_eq!(read.codes(), [Code::Missing]);
    assert!(read.findings[0].hints[0].contains("--titolo \"PIANO OBIETTIVI 2024-2026\""));
}
