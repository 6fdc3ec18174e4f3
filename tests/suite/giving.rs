//! Values that the user gives with options, from outside.

use crate::support::{names, run, stderr, stdout};
use std::path::Path;

const TABLE: &str =
    "Servizio;Obiettivo;Peso\nAnagrafe;Rilasciare le carte;60\nTributi;Riscuotere;40\n";
const GIVEN: [&str; 8] = [
    "--titolo",
    "PIANO DEGLI OBIETTIVI 2025",
    "--area",
    "AREA UNICA",
    "--ente",
    "Comune di Prova",
    "--imposta",
    "delibera=Giunta n. 12 del 31.01.2025",
];

fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), text).expect("written");
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("a file")
}

#[test]
fn a_bare_table_and_options_give_the_annexes_and_the_plan() {
    let folder = folder_with("t.csv", TABLE);
    let refused = run(folder.path(), &["genera", "t.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    // The remedies can be copied as they are.
    let message = stderr(&refused).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(message.contains("--area \"AREA TECNICA\""), "{message}");
    assert!(message.contains("--periodo \"ANNO 2024\""), "{message}");

    let made = run(folder.path(), &[&["genera", "t.csv"], &GIVEN[..]].concat());
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stderr(&made).contains("Il periodo viene dal titolo: «2025»."), "{}", stderr(&made));
    let annexes = ["t.docx", "t.manifesto.json", "t.pdf", "t.xlsx"];
    assert_eq!(names(&folder.path().join("output")), annexes);

    let options = [&["importa", "t.csv", "-o", "-"], &GIVEN[..]].concat();
    let plan = stdout(&run(folder.path(), &options));
    for line in ["titolo: PIANO DEGLI OBIETTIVI 2025", "ente: Comune di Prova", "  organo: Giunta"]
    {
        assert!(plan.lines().any(|l| l == line), "{line}: {plan}");
    }
    assert!(plan.contains("nome: AREA UNICA") && plan.contains("etichetta: 2025"), "{plan}");
}

#[test]
fn many_tables_share_what_is_given() {
    let folder = folder_with("a.csv", TABLE);
    std::fs::write(folder.path().join("b.csv"), TABLE).expect("written");
    let made = run(folder.path(), &[&["genera", "--molti", "a.csv", "b.csv"], &GIVEN[..]].concat());
    assert_eq!(made.status.code(), Some(0), "{}{}", stderr(&made), stdout(&made));
    assert_eq!(names(&folder.path().join("output/b")).len(), 4);
}

#[test]
fn a_plan_that_says_otherwise_is_not_overruled() {
    let plan = crate::support::small_plan("PIANO 2024", "Fare");
    let folder = folder_with("p.yaml", &plan);
    let run_with = |options: &[&str]| {
        let output = run(folder.path(), &[&["controlla", "p.yaml"], options].concat());
        (output.status.code(), stdout(&output))
    };
    assert_eq!(run_with(&["--titolo", "PIANO 2024", "--ente", "Comune"]).0, Some(0));
    let (code, said) = run_with(&["--titolo", "PIANO 2025"]);
    assert!(code == Some(1) && said.contains("errore[valore-contrario]"), "{said}");
    assert!(said.contains("opzione --titolo"), "{said}");
    let (code, said) = run_with(&["--periodo", "ANNO 2025"]);
    assert!(code == Some(0) && said.contains("avviso[valore-senza-effetto]"), "{said}");
    let (code, said) = run_with(&["--imposta", "data=31.02.2025"]);
    assert!(code == Some(1) && said.contains("opzione --imposta data"), "{said}");

    let rows = "titolo: P\nobiettivi:\n  - { servizio: S, descrizione: D, risultato: R, indicatore: I, peso: 100 }\n";
    let folder = folder_with("r.yaml", rows);
    let options = ["--area", "AREA A", "--periodo", "ANNO 2025", "--imposta", "responsabile=Anna"];
    let output = run(folder.path(), &[&["controlla", "r.yaml"], &options[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let lacking = stdout(&run(folder.path(), &["controlla", "r.yaml"]));
    assert!(lacking.contains("--area \"AREA TECNICA\""), "{lacking}");
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest() {
    let folder = folder_with("t.csv", TABLE);
    let output = run(folder.path(), &["genera", "t.csv", "--imposta", "titlo=X"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("forse --imposta \"titolo=X\""), "{}", stderr(&output));
}

#[test]
fn the_manifest_records_what_was_given_and_the_files_are_made_again_with_it() {
    let folder = folder_with("t.csv", TABLE);
    let options = [&["genera", "t.csv", "--uscita", "."], &GIVEN[..]].concat();
    assert_eq!(run(folder.path(), &options).status.code(), Some(0));
    let manifest = read(folder.path(), "t.manifesto.json");
    assert!(manifest.contains("\"delibera=Giunta n. 12 del 31.01.2025\""), "{manifest}");
    // A text that has changed is named only if the file can be made again from table and values.
    std::fs::write(folder.path().join("u.csv"), TABLE.replace("Riscuotere", "Pagare")).expect("ok");
    let options = [&["genera", "u.csv", "--uscita", "altro"], &GIVEN[..]].concat();
    assert_eq!(run(folder.path(), &options).status.code(), Some(0));
    std::fs::remove_file(folder.path().join("t.docx")).expect("removed");
    let verdict = stdout(&run(folder.path(), &["verifica", ".", "altro/u.docx"]));
    assert!(verdict.contains("era «Riscuotere», ora è «Pagare»"), "{verdict}");
}
