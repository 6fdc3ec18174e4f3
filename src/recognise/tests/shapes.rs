//! Tables of other shapes: objectives in columns, labels above values, several indicators in a row.

use super::sample::{Read, Sample};
use crate::diag::Code;

fn sheet(text: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO 2025\nAREA UNO\n{text}")).read()
}

#[test]
fn objectives_may_stand_in_columns() {
    let fields = "Risultato atteso|r1|r2|r3\nIndicatore|i1|i2|i3\nPeso|50|30|20";
    for text in [
        format!("Servizio|Lavori|Verde|Strade\nObiettivo|Ponte|Parco|Buche\n{fields}"),
        format!(
            "|Obiettivo 1|Obiettivo 2|Obiettivo 3\nServizio|Lavori|Verde|Strade\nDescrizione|Ponte|Parco|Buche\n{fields}"
        ),
        format!("N.|1|2|3\nServizio|Lavori|Verde|Strade\nDescrizione|Ponte|Parco|Buche\n{fields}"),
    ] {
        let all = sheet(&text);
        let short = [
            "AREA UNO/2025/Lavori/Ponte/50",
            "AREA UNO/2025/Verde/Parco/30",
            "AREA UNO/2025/Strade/Buche/20",
        ];
        assert_eq!(all.short(), short, "{text}");
        assert_eq!(all.fields()[1], "Parco/r2/i2/30");
        assert_eq!(all.codes(), [], "{text}: {:?}", all.findings);
    }
    // A second column of remarks makes no objective.
    let form = "Servizio|Lavori|\nDescrizione|Ponte|entro maggio\nRisultato atteso|r|\nIndicatore|i|\nPeso|100|";
    assert_eq!(sheet(form).short(), ["AREA UNO/2025/Lavori/Ponte/100"]);
}

#[test]
fn names_of_columns_with_objectives_are_kept() {
    let all =
        sheet("|Viabilità|Ambiente\nServizio|Lavori|Verde\nDescrizione|Ponte|Parco\nPeso|60|40");
    assert_eq!(all.fields(), ["Ponte///60 titolo=Viabilità", "Parco///40 titolo=Ambiente"]);
}

#[test]
fn labels_may_stand_above_their_values() {
    let form = |service: &str, what: &str, weight: u32| {
        format!(
            "Servizio|Peso\n{service}|{weight}\n2>Descrizione obiettivo\n2>{what}\nRisultato atteso|Indicatore\nr|i\n\n"
        )
    };
    let all = sheet(&format!("{}{}", form("Lavori", "Ponte", 60), form("Verde", "Parco", 40)));
    assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/60", "AREA UNO/2025/Verde/Parco/40"]);
    assert_eq!((all.fields()[1].as_str(), all.codes()), ("Parco/r/i/40", vec![]));
    let one = sheet(&form("Lavori", "Ponte", 100));
    assert_eq!((one.fields(), one.codes()), (vec!["Ponte/r/i/100".to_owned()], vec![]));
}

#[test]
fn several_indicators_may_stand_in_a_row() {
    for (heads, row, wanted) in [
        (
            "Indicatore 1|Target 1|Indicatore 2|Target 2",
            "ia|ta|ib|tb",
            "Ponte//ia Target=ta; ib Target=tb/100",
        ),
        (
            "Indicatore|Target|Indicatore|Target",
            "ia|ta|ib|tb",
            "Ponte//ia Target=ta; ib Target=tb/100",
        ),
        (
            "Indicatore n. 1|Peso ind. 1|Indicatore n. 2|Peso ind. 2",
            "ia|60|ib|40",
            "Ponte//ia (60); ib (40)/100",
        ),
        (
            "Risultato atteso|Indicatore 1|Indicatore 2|Note",
            "r|ia|ib|x",
            "Ponte/r/ia; ib/100 Note=x",
        ),
    ] {
        let all = sheet(&format!("Servizio|Obiettivo|{heads}|Peso\nLavori|Ponte|{row}|100"));
        assert_eq!(all.fields(), [wanted], "{heads}: {:?}", all.findings);
    }
}

#[test]
fn a_legend_may_stand_beside_the_title() {
    let table = "Servizio|Obiettivo|Peso\nLavori|Ponte|100";
    for above in [
        "PIANO 2025|||Legenda: S = sviluppo; M = mantenimento\nAREA UNO",
        "PIANO 2025|||S = sviluppo\n|||M = mantenimento\nAREA UNO",
        "PIANO 2025||Legenda|S|sviluppo\nAREA UNO|||M|mantenimento",
    ] {
        let all = Sample::sheet("Foglio1", &format!("{above}\n{table}")).read();
        assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/100"], "{above}");
        assert_eq!(all.plan().title.value, "PIANO 2025");
        assert!(all.codes().iter().all(|code| *code == Code::NotPlaced), "{:?}", all.findings);
    }
}

#[test]
fn a_column_of_structures_is_named_where_areas_lack() {
    let all =
        Sample::sheet("Foglio1", "PIANO 2025\nStruttura|Obiettivo|Peso\nAREA UNO|Ponte|100").read();
    let missing = all.findings.iter().find(|finding| finding.code == Code::Missing).expect("said");
    assert!(missing.hints[0].contains("--mappa \"area=Struttura\""), "{:?}", missing.hints);
}

#[test]
fn an_area_may_be_merged_over_its_columns() {
    let text = "PIANO 2025\nArea|2>AREA UNO\nServizio|Lavori|Verde\nObiettivo|Ponte|Parco\nIndicatore|i1|i2\nPeso|60|40";
    let all = Sample::sheet("Foglio1", text).read();
    assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/60", "AREA UNO/2025/Verde/Parco/40"]);
}

#[test]
fn weights_of_objective_and_area_stand_under_one_heading() {
    let all = sheet(
        "2v Servizio|2v Obiettivo|2v Indicatore|2>Pesi\n|||Obiettivo|Area\nLavori|Ponte|i|100|30",
    );
    assert_eq!(all.short(), ["AREA UNO/2025/Lavori/Ponte/100"]);
    assert_eq!(all.fields(), ["Ponte//i/100 Pesi Area=30"]);
}

#[test]
fn forms_may_be_written_as_paragraphs() {
    let form = |n: u32, service: &str, what: &str, weight: u32| {
        [
            format!("Obiettivo {n} – {what}"),
            format!("Servizio: {service}"),
            format!("Descrizione: fare {what}: bene"),
            "Risultato atteso: r".to_owned(),
            "Indicatore: i".to_owned(),
            format!("Peso: {weight}"),
        ]
    };
    let mut lines =
        ["PIANO 2025", "AREA UNO", "Responsabile: ing. Riva"].map(str::to_owned).to_vec();
    lines.extend(form(1, "Lavori", "ponte", 60));
    lines.extend(form(2, "Verde", "parco", 40));
    lines.push("AREA DUE".to_owned());
    lines.extend(form(1, "Nido", "posti", 100));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut sample = Sample::new().and_table(&lines, "");
    sample.grids[0].rows.clear();
    let all = sample.read();
    assert_eq!(
        all.short(),
        [
            "AREA UNO/2025/Lavori/fare ponte: bene/60",
            "AREA UNO/2025/Verde/fare parco: bene/40",
            "AREA DUE/2025/Nido/fare posti: bene/100"
        ]
    );
    let manager = all.plan().areas[0].manager.as_ref().map(|manager| manager.value.as_str());
    assert_eq!(manager, Some("ing. Riva"));
    assert_eq!(all.fields()[0], "fare ponte: bene/r/i/60 Obiettivo=ponte");
    assert_eq!(all.codes(), [Code::DuplicateHead], "{:?}", all.findings);
}
