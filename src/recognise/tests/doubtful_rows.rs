//! Rows with one text that is no area, although it might be one by its words.

use super::sample::{Read, Sample};
use crate::diag::{Code, Severity};

/// Reads two objectives of one area, with `row` between them.
fn between(row: &str) -> Read {
    read(&format!("AREA TECNICA\n{HEAD}\n1|Lavori|Ponte|60\n{row}\n2|Verde|Parco|40"))
}

fn read(rows: &str) -> Read {
    Sample::sheet("Foglio1", &format!("PIANO OBIETTIVI 2025\n{rows}")).read()
}

const HEAD: &str = "N.|Servizio|Obiettivo|Peso";
const BOTH: [&str; 2] = ["AREA TECNICA/2025/Lavori/Ponte/60", "AREA TECNICA/2025/Verde/Parco/40"];

#[test]
fn remarks_are_left_out_and_the_area_goes_on() {
    for row in [
        "Data di approvazione: 12/01/2025",
        "Prot. n. 1234/2025",
        "Proroga al 30/06/2026",
        "Rif. delibera 15 del 2024",
        "Aggiornato al 12.01.2025",
        "Descrizione: il ponte va rifatto",
        "OBIETTIVI DI MANTENIMENTO",
        "Fine area",
        "Obiettivo finanziato dal PNRR 2021-2026",
    ] {
        let all = between(row);
        assert_eq!(all.short(), BOTH, "{row}");
        assert_eq!(all.codes(), [Code::NotPlaced], "{row}: {:?}", all.findings);
        assert_eq!(all.first_place(), "!Foglio1!A5", "{row}");
        assert!(all.findings[0].message.contains(row), "{:?}", all.findings);
    }
}

#[test]
fn an_area_that_goes_on_is_the_same() {
    for row in ["segue AREA TECNICA", "AREA TECNICA (segue)", "Segue: area tecnica"] {
        let all = between(row);
        assert_eq!((all.short(), all.codes()), (BOTH.map(str::to_owned).to_vec(), vec![]), "{row}");
    }
    let named = read(&format!("{HEAD}\nTRIBUTI\n1|a|x|60\nsegue TRIBUTI\n2|b|y|40"));
    assert_eq!(named.short(), ["TRIBUTI/2025/a/x/60", "TRIBUTI/2025/b/y/40"]);
}

#[test]
fn a_row_that_may_be_an_area_or_not_stops_at_its_cell() {
    for (row, what) in [
        ("Ufficio Piano 2025", "un'area, un periodo o altro"),
        ("Servizio LLPP", "un'area o altro"),
        ("Verde pubblico: parchi", "un'area o altro"),
    ] {
        let all = between(row);
        assert_eq!(all.codes(), [Code::LooseRow], "{row}: {:?}", all.findings);
        assert_eq!(all.first_place(), "!Foglio1!A5", "{row}");
        assert_eq!(all.findings[0].severity, Severity::Error);
        assert!(all.findings[0].message.ends_with(&format!("non si capisce se è {what}.")));
    }
    // As the remedy says, two cells tell.
    let all =
        read(&format!("{HEAD}\nAREA TECNICA\n1|a|x|100\nArea:|Ufficio Piano 2025\n2|b|y|100"));
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(all.short()[1], "Ufficio Piano 2025/2025/b/y/100");
}

#[test]
fn parts_of_an_area_do_not_replace_it() {
    let all = read(
        "AREA AMMINISTRATIVA\nServizio|Obiettivo|Peso\nOBIETTIVI TRASVERSALI\nTutti|Privacy|40\nOBIETTIVI SPECIFICI\nURP|CIE|60",
    );
    assert_eq!(all.codes(), [Code::NotPlaced], "{:?}", all.findings);
    let lines =
        ["AREA AMMINISTRATIVA/2025/Tutti/Privacy/40", "AREA AMMINISTRATIVA/2025/URP/CIE/60"];
    assert_eq!(all.short(), lines);
    // Several areas in one table: whose objectives are these?
    let bands = read(&format!("{HEAD}\nAREA TECNICA\n1|a|x|100\nOBIETTIVI TRASVERSALI\n2|b|y|100"));
    assert_eq!(bands.codes(), [Code::LooseRow], "{:?}", bands.findings);
}

#[test]
fn services_below_an_area_are_those_of_its_objectives() {
    let all = read(
        "Obiettivo|Indicatore|Peso\nAREA TECNICA\nSERVIZIO STRADE||\nPonte|SAL|50\nServizio Ambiente\nParco|data|50\nAREA SOCIALE\nUfficio Asili\nNido|data|100",
    );
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(
        all.short(),
        [
            "AREA TECNICA/2025/SERVIZIO STRADE/Ponte/50",
            "AREA TECNICA/2025/Servizio Ambiente/Parco/50",
            "AREA SOCIALE/2025/Ufficio Asili/Nido/100",
        ]
    );
    // Without a line for it, the first objective has no service, and a finding says so.
    let lacking = read("Obiettivo|Indicatore|Peso\nAREA TECNICA\nPonte|SAL|50\nParco|data|50");
    assert_eq!(lacking.codes(), [Code::LooseRow], "{:?}", lacking.findings);
    assert_eq!(lacking.findings[0].message, "La tabella non ha una colonna per il servizio.");
}
