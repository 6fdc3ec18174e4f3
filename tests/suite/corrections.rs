//! Corrections in files that come back: in sheets that are printed, and brought into the plan in their place.

use crate::versions::{edit_cell, edit_made_cell, told, with_sheets};
use std::path::Path;

const PLAN: &str = "titolo: PIANO 2026
premessa: Il piano si legge per aree.
tipologie:
  S: sviluppo
  M: mantenimento
pesi:
  totale: 100  # per area
firmatari:
  - nome: Mario Rossi
    qualifica: Segretario
campi:
  target: numero
aree:
  # La prima.
  - nome: TECNICA
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - codice: T1
            servizio: STRADE
            tipologia: S
            descrizione: Manutenzione delle strade comunali del centro storico
            indicatori:
              - testo: Chilometri rifatti
                peso: 100
                target: {2026: 10, 2027: 12}
            peso: 60
          # Il secondo.
          - codice: T2
            servizio: VERDE
            tipologia: M
            descrizione: Censimento degli alberi dei parchi e potatura annuale
            peso: 40
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("prima.yaml"), PLAN).expect("written");
    folder
}

/// Returns what `confronta` and `importa --rispetto-a` say of the workbook `corretto.xlsx`.
fn both(folder: &Path) -> [String; 2] {
    let confronta = ["confronta", "prima.yaml", "corretto.xlsx"];
    let importa = ["importa", "corretto.xlsx", "--rispetto-a", "prima.yaml", "-o", "-"];
    [told(folder, &confronta).1, told(folder, &importa).1]
}

#[test]
fn whatever_was_corrected_in_a_printed_sheet_is_told_with_its_cell() {
    let folder = folder();
    for (sheet, cell, words, wanted) in [
        (2, "A2", "PIANO 2027", "Piano!A2"),
        (2, "A3", "Il piano si legge per centri di costo.", "Piano!A3"),
        (2, "B4", "TIPOLOGIA: S sviluppo, M conferma", "Piano!B4"),
        (2, "A5", "TECNICA E AMBIENTE", "Piano!A5"),
        (2, "F7", "65", "Piano!F7"),
        (3, "B3", "110", "«Pesi» ha «110» accanto a «Totale atteso», e la regola del piano è 100"),
    ] {
        edit_cell(folder.path(), sheet, cell, words);
        for text in both(folder.path()) {
            assert_eq!(text.matches("fogli-discordi").count(), 1, "{cell}: {text}");
            assert!(text.contains(wanted), "{cell}: {text}");
        }
    }
}

#[test]
fn a_row_that_is_gone_from_a_printed_sheet_is_told() {
    let folder = folder();
    edit_cell(folder.path(), 2, "A2", "PIANO 2026");
    let workbook = std::fs::read(folder.path().join("corretto.xlsx")).expect("a workbook");
    let without = with_sheets(&workbook, |number, text| {
        let row = text.find("<row r=\"7\"").filter(|_| number == 2);
        let Some(start) = row else { return text };
        let end = start + text[start..].find("</row>").expect("its end") + "</row>".len();
        text[..start].to_owned() + &text[end..]
    });
    std::fs::write(folder.path().join("corretto.xlsx"), without).expect("written");
    for text in both(folder.path()) {
        assert!(
            text.contains("non ha più quella con «Manutenzione delle strade comunali"),
            "{text}"
        );
    }
}

#[test]
fn a_correction_in_the_data_disagrees_with_nothing() {
    let folder = folder();
    for (cell, words) in [("H2", "70"), ("F2", "Rifacimento delle piazze"), ("D3", "PARCHI")] {
        edit_cell(folder.path(), 4, cell, words);
        for text in both(folder.path()) {
            assert!(!text.contains("fogli-discordi"), "{cell}: {text}");
        }
    }
}

#[test]
fn a_layout_that_is_not_at_hand_is_told() {
    let folder = folder();
    edit_cell(folder.path(), 2, "A2", "PIANO 2026");
    let own = folder.path().join("mio");
    std::fs::create_dir(&own).expect("a folder");
    let shipped = include_str!("../../layouts/piano-obiettivi/layout.toml");
    // The same columns in another order, one with another head.
    let other = shipped.replace("campo = \"descrizione\"", "campo = \"?\"");
    let other = other.replace("campo = \"risultato\"", "campo = \"descrizione\"");
    let other = other.replace("campo = \"?\"", "campo = \"risultato\"");
    let other = other.replace("RISULTATO ATTESO", "IMPEGNO");
    std::fs::write(own.join("layout.toml"), other).expect("written");
    let genera = ["genera", "prima.yaml", "--layout", "mio", "--uscita", "suo"];
    let (status, text) = told(folder.path(), &genera);
    assert_eq!(status, Some(0), "{text}");
    let confronta = ["confronta", "prima.yaml", "suo/prima.xlsx"];
    let (_, text) = told(folder.path(), &confronta);
    assert!(text.contains("è fatto con un layout che qui non c'è"), "{text}");
    let (_, text) = told(folder.path(), &[&confronta[..], &["--layout", "mio"]].concat());
    assert!(!text.contains("fogli-discordi"), "{text}");
}

/// Writes `dopo.yaml` and brings its changes into `prima.yaml`; returns what was told, and the new plan.
fn imported(folder: &Path, before: &str, after: &str) -> (Option<i32>, String, String) {
    std::fs::write(folder.join("prima.yaml"), before).expect("written");
    std::fs::write(folder.join("dopo.yaml"), after).expect("written");
    let importa =
        ["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml", "--sostituisci"];
    let (status, text) = told(folder, &importa);
    (status, text, std::fs::read_to_string(folder.join("nuovo.yaml")).expect("written"))
}

#[test]
fn single_values_of_every_kind_come_back_in_their_place() {
    let folder = folder();
    for (old, new) in [
        ("totale: 100  #", "totale: 120  #"),
        ("M: mantenimento", "M: conferma"),
        ("M: mantenimento\n", "M: mantenimento\n  I: innovazione\n"),
        ("{2026: 10, 2027: 12}", "{2026: 10, 2027: 12, 2028: 14}"),
        ("{2026: 10, 2027: 12}", "{2027: 12}"),
        ("{2026: 10, 2027: 12}", "{2026: 10}"),
        ("          - codice: T1\n            servizio", "          - servizio"),
        (
            "2027: 12}\n",
            "2027: 12}\n              - testo: Costo al metro\n                peso: 0\n",
        ),
    ] {
        assert!(PLAN.contains(old), "{old}");
        let after = PLAN.replacen(old, new, 1);
        let (status, text, made) = imported(folder.path(), PLAN, &after);
        assert_eq!(made, after, "{new}: {text}");
        assert_eq!(status, Some(0), "{new}: {text}");
    }
}

#[test]
fn an_objective_moves_into_a_period_that_is_new() {
    let folder = folder();
    let second = PLAN.find("          # Il secondo.").expect("the second");
    let period = "      - etichetta: ANNO 2027\n        obiettivi:\n";
    let after = format!("{}{period}{}", &PLAN[..second], &PLAN[second..]);
    let (status, text, made) = imported(folder.path(), PLAN, &after);
    assert_eq!(made, after, "{text}");
    assert_eq!(status, Some(0), "{text}");
    let area = "  - nome: VERDE\n    periodi:\n      - etichetta: ANNO 2026\n        obiettivi:\n";
    let more =
        "          - servizio: SIEPI\n            descrizione: Siepi\n            peso: 60\n";
    let after = format!("{}{area}{}{more}", &PLAN[..second], &PLAN[second..]);
    let (status, text, made) = imported(folder.path(), PLAN, &after);
    assert_eq!(made, after, "{text}");
    assert_eq!(status, Some(0), "{text}");
}

#[test]
fn lines_end_as_those_of_the_plan_do() {
    let folder = folder();
    let after = PLAN
        .replace("peso: 60", "peso: 50")
        .replace("          # Il secondo.", "          - codice: T3\n            servizio: SALE\n            descrizione: Sale sulle strade\n            peso: 10\n          # Il secondo.")
        .replace("- nome: Mario Rossi", "- nome: Anna Verdi");
    let (_, text, made) = imported(folder.path(), &PLAN.replace('\n', "\r\n"), &after);
    assert_eq!(made, after.replace('\n', "\r\n"), "{text}");
}

#[test]
fn what_is_left_to_a_person_is_told_with_its_line() {
    let folder = folder();
    let braces = "          - {codice: T2, servizio: VERDE, tipologia: M, descrizione: Censimento degli alberi dei parchi, peso: 40}\n";
    let second = PLAN.find("          # Il secondo.").expect("the second");
    let before = PLAN[..second].to_owned() + braces;
    let after = before.replace("peso: 40}", "peso: 40, risultato: Alberi contati}");
    let (status, text, _) = imported(folder.path(), &before, &after);
    assert_eq!(status, Some(3), "{text}");
    let line = before.lines().position(|line| line.contains("T2")).expect("its line") + 1;
    assert!(text.contains(&format!("riga {line}: T2 «Censimento")), "{text}");
    assert!(text.contains("in TECNICA, ANNO 2026"), "{text}");
}

#[test]
fn a_small_table_in_the_premise_stands_in_the_comparison_by_its_lines() {
    let folder = folder();
    let table =
        "premessa: |\n  Il personale:\n\n  | Categoria | Unità |\n  |---|---|\n  | D | 3 |\n";
    let old = PLAN.replace("premessa: Il piano si legge per aree.\n", table);
    std::fs::write(folder.path().join("prima.yaml"), &old).expect("written");
    std::fs::write(
        folder.path().join("dopo.yaml"),
        old.replace("| D | 3 |", "| D | 4 |\n  | C | 1 |"),
    )
    .expect("written");
    let (status, text) =
        told(folder.path(), &["confronta", "prima.yaml", "dopo.yaml", "--uscita", "out"]);
    assert_eq!(status, Some(3), "{text}");
    assert!(!text.contains("tabella-fuori-posto"), "{text}");
    assert!(text.contains("out/dopo-raffronto.pdf") || text.contains(".pdf"), "{text}");
}

#[test]
fn accents_of_other_characters_are_told_in_words() {
    let folder = folder();
    let new = PLAN.replace("annuale", "annualità");
    std::fs::write(folder.path().join("prima.yaml"), &new).expect("written");
    std::fs::write(folder.path().join("dopo.yaml"), new.replace('à', "a\u{300}")).expect("written");
    let (_, text) = told(folder.path(), &["confronta", "prima.yaml", "dopo.yaml"]);
    assert!(
        text.contains(
            "potatura annualità» (si vede uguale: gli accenti sono scritti con altri caratteri)"
        ),
        "{text}"
    );
}

/// Plan of levels of its own.
const LEVELS: &str = "titolo: PIANO DEI PROGRAMMI 2026
livelli: [missione, programma]
gruppi:
  - missione: Istruzione
    gruppi:
      - programma: Diritto allo studio
        obiettivi:
          - servizio: SCUOLA
            descrizione: Apertura pomeridiana della biblioteca
            peso: 60
          - servizio: SCUOLA
            descrizione: Mense scolastiche con prodotti del territorio
            peso: 40
";

#[test]
fn a_document_that_shows_no_levels_is_read_by_those_of_its_plan() {
    let folder = folder();
    std::fs::write(folder.path().join("prima.yaml"), LEVELS).expect("written");
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    for args in [["prima.yaml", "out/prima.docx"], ["out/prima.docx", "prima.yaml"]] {
        let (status, text) = told(folder.path(), &[&["confronta"][..], &args].concat());
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains("2 uguali") && text.contains("missione"), "{text}");
    }
    let importa = ["importa", "out/prima.docx", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"];
    let (status, text) = told(folder.path(), &importa);
    assert_eq!(status, Some(0), "{text}");
    let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written");
    assert_eq!(new, LEVELS);
}

#[test]
fn a_period_of_several_years_in_a_band_is_a_period() {
    let folder = folder();
    let plan = PLAN.replace("ANNO 2026", "PROGRAMMA PLURIENNALE");
    std::fs::write(folder.path().join("prima.yaml"), plan).expect("written");
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    let (status, text) = told(folder.path(), &["confronta", "prima.yaml", "out/prima.docx"]);
    assert!(text.contains("2 uguali"), "{status:?} {text}");
    assert!(!text.contains("spostat"), "{text}");
}

#[test]
fn levels_of_a_layout_are_none_of_a_plan_without_them() {
    let folder = folder();
    let layout = ["--layout", "piano-performance"];
    let genera = ["genera", "prima.yaml", "--uscita", "out"];
    assert_eq!(told(folder.path(), &[&genera[..], &layout].concat()).0, Some(0));
    let confronta = ["confronta", "prima.yaml", "out/prima.xlsx"];
    let (_, text) = told(folder.path(), &[&confronta[..], &layout].concat());
    assert!(text.contains("dicono le stesse cose"), "{text}");
}

#[test]
fn a_comparison_with_columns_of_other_names_is_no_plan() {
    let folder = folder();
    let layout = told(folder.path(), &["layout", "estrai", "raffronto", "mio"]);
    assert_eq!(layout.0, Some(0), "{}", layout.1);
    let settings = std::fs::read_to_string(folder.path().join("mio/layout.toml")).expect("there");
    for name in std::fs::read_dir(folder.path().join("mio")).expect("a folder").flatten() {
        let Ok(text) = std::fs::read_to_string(name.path()) else { continue };
        let other = text.replace("TESTO VIGENTE", "PRIMA").replace("TESTO MODIFICATO", "DOPO");
        std::fs::write(name.path(), other).expect("written");
    }
    assert!(!settings.is_empty());
    let new = PLAN.replace("peso: 60", "peso: 50");
    std::fs::write(folder.path().join("dopo.yaml"), new).expect("written");
    let confronta =
        ["confronta", "prima.yaml", "dopo.yaml", "--layout-raffronto", "mio", "--uscita", "out"];
    let (status, text) = told(folder.path(), &confronta);
    assert_eq!(status, Some(3), "{text}");
    let made = std::fs::read_dir(folder.path().join("out")).expect("a folder").flatten();
    let made: Vec<_> = made.map(|entry| entry.path().display().to_string()).collect();
    let document = made.iter().find(|path| path.ends_with(".docx")).expect("a document");
    let (status, text) = told(folder.path(), &["controlla", document]);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("mette a fronte due testi"), "{text}");
}

#[test]
fn an_amount_or_a_manager_of_one_row_is_the_change_of_that_row() {
    let folder = folder();
    let plan = include_str!("../../inputs/esempio-peg-obiettivi.yaml");
    std::fs::write(folder.path().join("prima.yaml"), plan).expect("written");
    let genera = ["genera", "prima.yaml", "--layout", "peg-obiettivi", "--uscita", "out"];
    assert_eq!(told(folder.path(), &genera).0, Some(0));
    for (cell, words) in [("F2", "dott. Nuovo Dirigente"), ("I2", "20000")] {
        edit_made_cell(folder.path(), 4, cell, words);
        let (status, text) = told(folder.path(), &["confronta", "prima.yaml", "corretto.xlsx"]);
        assert_eq!(status, Some(3), "{text}");
        assert!(text.contains("Obiettivi: 1 cambiato, 6 uguali."), "{cell}: {text}");
        assert!(!text.contains("fogli-discordi"), "{cell}: {text}");
    }
}
