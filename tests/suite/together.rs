//! Several files that are one plan: `importa FILE…`, `genera` and `controlla` with `--insieme`.

use crate::support::{names, run, stderr, stdout};
use crate::verifying::edited;
use std::path::Path;
use tempfile::TempDir;

/// Table of one area, in the words of its head.
fn table(area: &str, weights: [&str; 2]) -> String {
    format!(
        "OBIETTIVI 2025 – AREA {area};;;\nAREA {area};;;\nServizio;Obiettivo;Indicatore;Peso\nUfficio {area};Fare {area};Atto;{}\nUfficio {area};Dire {area};Atto;{}\n",
        weights[0], weights[1]
    )
}

/// Folder with the tables of two areas, and one in points.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    write(folder.path(), "tecnica.csv", &table("TECNICA", ["60", "40"]));
    write(folder.path(), "affari.csv", &table("AFFARI", ["50", "50"]));
    write(folder.path(), "punti.csv", &table("PUNTI", ["60 punti", "40 punti"]));
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("written");
}

#[test]
fn tables_become_one_plan_in_their_order() {
    let folder = folder();
    let made = run(folder.path(), &["importa", "tecnica.csv", "affari.csv", "--tutto"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let plan = std::fs::read_to_string(folder.path().join("piano.yaml")).expect("a plan");
    assert!(plan.contains("titolo: OBIETTIVI 2025\n"), "{plan}");
    let at = |words: &str| plan.find(words).unwrap_or_else(|| panic!("{words} in {plan}"));
    assert!(at("AREA TECNICA") < at("Dire TECNICA") && at("Dire TECNICA") < at("AREA AFFARI"));
    let said = stdout(&made);
    assert!(said.contains("tecnica.csv:\nTitolo: «OBIETTIVI 2025 – AREA TECNICA».\n"), "{said}");
    assert!(said.contains("affari.csv:\n"), "{said}");
    let note = "nota[file-discordi]: I file hanno titoli diversi: vale la parte in comune, «OBIETTIVI 2025».";
    assert!(stderr(&made).contains(note), "{}", stderr(&made));
    let alone = run(folder.path(), &["controlla", "piano.yaml", "--titolo", "OBIETTIVI 2025"]);
    assert_eq!(alone.status.code(), Some(0), "{}", stdout(&alone));
}

#[test]
fn order_numbers_may_count_on_from_file_to_file() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let table = |area: &str, first: usize| {
        let row = |n: usize| format!("{n};Ufficio;Opera {n};50\n");
        format!(
            "PIANO OBIETTIVI 2025;;;\nAREA {area};;;\nN.;Servizio;Obiettivo;Peso\n{}{}",
            row(first),
            row(first + 1)
        )
    };
    for (name, area, first) in [("a.csv", "UNO", 1), ("b.csv", "DUE", 3), ("c.csv", "TRE", 5)] {
        write(folder.path(), name, &table(area, first));
    }
    let codes = |files: [&str; 2]| {
        let made = run(folder.path(), &["importa", files[0], files[1], "--sostituisci"]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        let plan = std::fs::read_to_string(folder.path().join("piano.yaml")).expect("a plan");
        plan.matches("codice:").count()
    };
    assert_eq!(codes(["a.csv", "b.csv"]), 0);
    // Between them two numbers are missing: these are no count, but codes.
    assert_eq!(codes(["a.csv", "c.csv"]), 2);
}

#[test]
fn annexes_of_several_files_are_made_and_verified() {
    let folder = folder();
    let args = ["genera", "tecnica.csv", "affari.csv", "--insieme", "--formati", "pdf,docx"];
    let made = run(folder.path(), &args);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let output = folder.path().join("output");
    assert_eq!(names(&output), ["piano.docx", "piano.manifesto.json", "piano.pdf"]);
    let manifest = std::fs::read_to_string(output.join("piano.manifesto.json")).expect("read");
    let place = |words: &str| manifest.find(words).expect(words);
    assert!(place("tecnica.csv") < place("altri_file_del_piano"));
    assert!(place("altri_file_del_piano") < place("affari.csv"));
    // A file that is gone is made again from all files of the plan.
    let sent = std::fs::read(output.join("piano.docx")).expect("read");
    std::fs::remove_file(output.join("piano.docx")).expect("removed");
    std::fs::write(folder.path().join("tornato.docx"), edited(&sent, "Dire TECNICA", "Tacere"))
        .expect("written");
    let verify = || {
        let args = ["verifica", "output", "tornato.docx", "--piano", "tecnica.csv"];
        let verified = run(folder.path(), &args);
        stdout(&verified) + &stderr(&verified)
    };
    let said = verify();
    assert!(said.contains("rifatti da «tecnica.csv», byte per byte"), "{said}");
    assert!(said.contains("era «Dire TECNICA», ora è «Tacere»"), "{said}");
    write(folder.path(), "affari.csv", "altro");
    let said = verify();
    assert!(said.contains("il piano «affari.csv» non è più quello di allora"), "{said}");
}

#[test]
fn files_that_cannot_be_one_plan_are_refused() {
    let folder = folder();
    write(folder.path(), "copia.csv", &table("TECNICA", ["60", "40"]));
    for (files, message) in [
        (
            ["tecnica.csv", "copia.csv"],
            "errore[file-ripetuto]: «copia.csv» ha lo stesso contenuto di «tecnica.csv».",
        ),
        (
            ["tecnica.csv", "tecnica.csv"],
            "errore[file-ripetuto]: «tecnica.csv» è indicato due volte.",
        ),
        (
            ["tecnica.csv", "punti.csv"],
            "errore[file-discordi]: I pesi di questo file sono in «punti», quelli di «tecnica.csv» in «percentuale».\n --> punti.csv:4:",
        ),
        (
            ["tecnica.csv", "manca.csv"],
            "errore[file-illeggibile]: Il piano «manca.csv» non si può leggere",
        ),
    ] {
        let refused = run(folder.path(), &["genera", files[0], files[1], "--insieme", "--tutto"]);
        let said = stderr(&refused);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains(message), "{said}");
        assert!(!folder.path().join("output").exists());
        let checked =
            run(folder.path(), &["controlla", files[0], files[1], "--insieme", "--tutto"]);
        assert!(stdout(&checked).contains(message), "{}", stdout(&checked));
        let imported = run(folder.path(), &["importa", files[0], files[1], "-o", "p.yaml"]);
        assert_eq!(imported.status.code(), Some(1), "{}", stderr(&imported));
        assert!(!folder.path().join("p.yaml").exists(), "{files:?}");
    }
}

#[test]
fn one_area_in_two_files_is_an_error_that_an_import_outlives() {
    let folder = folder();
    write(folder.path(), "seguito.csv", &table("TECNICA", ["70", "30"]));
    let args = ["tecnica.csv", "seguito.csv"];
    let message = "errore[periodo-ripetuto]: Nell'area «AREA TECNICA» il periodo «2025» è anche in «tecnica.csv»";
    let refused = run(folder.path(), &["genera", args[0], args[1], "--insieme", "--tutto"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains(message), "{}", stderr(&refused));
    let imported = run(folder.path(), &["importa", args[0], args[1]]);
    assert_eq!(imported.status.code(), Some(1));
    let plan = std::fs::read_to_string(folder.path().join("piano.yaml")).expect("a plan");
    assert_eq!(plan.matches("Fare TECNICA").count(), 2, "{plan}");
    assert_eq!(plan.matches("nome: AREA TECNICA").count(), 1, "{plan}");
}

#[test]
fn headings_and_titles_that_one_file_has_are_missed_in_none() {
    let folder = folder();
    write(
        folder.path(),
        "altra.csv",
        "AREA ALTRA;;;\nANNO 2025;;;\nServizio;Obiettivo;Indicatore;Valore\nUfficio;Fare;Atto;100\n",
    );
    let args =
        ["controlla", "tecnica.csv", "altra.csv", "--insieme", "--tutto", "--mappa", "peso=Valore"];
    let said = stdout(&run(folder.path(), &args));
    assert!(!said.contains("intestazioni-non-trovate"), "{said}");
    assert!(!said.contains("campo-mancante"), "{said}");
    let args =
        ["controlla", "tecnica.csv", "altra.csv", "--insieme", "--tutto", "--mappa", "peso=Nulla"];
    let said = stdout(&run(folder.path(), &args));
    assert_eq!(said.matches("intestazioni-non-trovate").count(), 1, "{said}");
}

#[test]
fn several_files_are_several_words_unless_they_are_said_to_be_one_plan() {
    let folder = folder();
    let refused = run(folder.path(), &["genera", "tecnica.csv", "affari.csv"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        stderr(&refused),
        "errore: «affari.csv» è di troppo: un nome con spazi va fra virgolette, per esempio \"il mio piano.yaml\"; più file che fanno un piano solo si danno con --insieme, più piani con --molti.\n"
    );
    let refused = run(folder.path(), &["genera", "--insieme", "--molti", "tecnica.csv"]);
    assert_eq!(refused.status.code(), Some(2));
}
