//! Corrections that leave the rest of a file in doubt: rows of «Dati» that move, amounts without their sign.

use crate::versions::{edit_cell, told, with_parts, with_sheets};
use std::path::Path;

const PLAN: &str = "titolo: PIANO 2026
aree:
  - nome: TECNICA
    premessa: La prima premessa.
    totale: 100
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - servizio: STRADE
            descrizione: Manutenzione delle strade comunali del centro storico
            peso: 60
          - servizio: VERDE
            descrizione: Censimento degli alberi dei parchi e potatura annuale
            peso: 40
  - nome: CULTURA
    premessa: La seconda premessa.
    chiusura: La seconda chiusura.
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - servizio: BIBLIOTECA
            descrizione: Apertura serale della sala di lettura per gli studenti
            peso: 50
          - servizio: MUSEO
            descrizione: Catalogo delle opere donate dagli eredi del pittore
            peso: 30
          - servizio: TEATRO
            descrizione: Rassegna di spettacoli in lingua veneta
            peso: 20
";

fn folder(plan: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("prima.yaml"), plan).expect("written");
    folder
}

/// Returns what `confronta` says of `corretto.xlsx`, and the plan that `importa --rispetto-a` makes with it.
fn both(folder: &Path) -> (String, String) {
    let (_, text) = told(folder, &["confronta", "prima.yaml", "corretto.xlsx"]);
    let importa = ["importa", "corretto.xlsx", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"];
    let done = told(folder, &[&importa[..], &["--sostituisci"]].concat());
    assert!(matches!(done.0, Some(0 | 3)), "{}", done.1);
    (text, std::fs::read_to_string(folder.join("nuovo.yaml")).expect("written"))
}

fn has_all_texts(plan: &str) -> bool {
    let texts =
        ["La prima premessa.", "La seconda premessa.", "La seconda chiusura.", "totale: 100"];
    texts.iter().all(|text| plan.contains(text))
}

#[test]
fn texts_of_groups_stay_with_them_when_rows_go_or_move() {
    let folder = folder(PLAN);
    // The last row joins the first area, from which others divide it.
    edit_cell(folder.path(), 4, "B6", "TECNICA");
    let (text, new) = both(folder.path());
    assert!(text.contains("1 spostato, 4 uguali"), "{text}");
    assert!(!text.contains("testo-non-collocato") && !text.contains("Premessa"), "{text}");
    assert!(!text.contains("Totale indicato") && !text.contains("Chiusura"), "{text}");
    assert!(has_all_texts(&new), "{new}");
    for row in 2..=6 {
        let made = std::fs::read(folder.path().join("out/prima.xlsx")).expect("a workbook");
        let without = with_sheets(&made, |number, text| {
            let start = text.find(&format!("<row r=\"{row}\"")).filter(|_| number == 4);
            let Some(start) = start else { return text };
            let end = start + text[start..].find("</row>").expect("its end") + "</row>".len();
            format!("{}{}", &text[..start], &text[end..])
        });
        std::fs::write(folder.path().join("corretto.xlsx"), without).expect("written");
        let (text, new) = both(folder.path());
        assert!(text.contains("1 tolto, 4 uguali"), "{row}: {text}");
        assert!(
            !text.contains("testo-non-collocato") && !text.contains("Premessa"),
            "{row}: {text}"
        );
        assert!(!text.contains("Totale indicato") && !text.contains("Chiusura"), "{row}: {text}");
        assert!(has_all_texts(&new), "{row}: {new}");
    }
}

#[test]
fn texts_of_a_group_in_doubt_are_not_compared() {
    let folder = folder(PLAN);
    // Half of the first area has gone elsewhere.
    edit_cell(folder.path(), 4, "B3", "CULTURA");
    let (text, new) = both(folder.path());
    assert_eq!(text.matches("testo-non-collocato").count(), 1, "{text}");
    assert!(text.contains("Gruppo 1, livello"), "{text}");
    assert!(!text.contains("ora non c'è"), "{text}");
    let unread = text.split("Non confrontato").nth(1).expect("a list");
    assert!(unread.contains("Premessa di TECNICA"), "{text}");
    assert!(unread.contains("Totale indicato di TECNICA"), "{text}");
    assert!(!text.contains("Premessa di CULTURA"), "{text}");
    assert!(has_all_texts(&new), "{new}");
}

#[test]
fn an_amount_without_its_sign_changes_no_other() {
    let plan = include_str!("../../inputs/esempio-peg-obiettivi.yaml");
    let folder = folder(plan);
    let layout = ["--layout", "peg-obiettivi"];
    let genera = [&["genera", "prima.yaml", "--uscita", "out"][..], &layout].concat();
    assert_eq!(told(folder.path(), &genera).0, Some(0));
    let made = std::fs::read(folder.path().join("out/prima.docx")).expect("a document");
    let edited = with_parts(&made, |_, text| {
        let Some(at) = text.find("12.000,00") else { return text };
        let sign = at + text[at..].find('€').expect("its sign");
        format!("{}{}", text[..sign].trim_end(), &text[sign + '€'.len_utf8()..])
    });
    assert_ne!(edited.len(), made.len());
    std::fs::write(folder.path().join("corretto.docx"), edited).expect("written");
    for files in [["prima.yaml", "corretto.docx"], ["corretto.docx", "prima.yaml"]] {
        let (status, text) = told(folder.path(), &[&["confronta"][..], &files, &layout].concat());
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains("7 uguali"), "{text}");
    }
    let importa = ["importa", "corretto.docx", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"];
    let (status, text) = told(folder.path(), &[&importa[..], &layout].concat());
    assert_eq!(status, Some(0), "{text}");
    let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written");
    assert_eq!(new, plan);
}
