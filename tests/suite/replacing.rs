//! What `genera` replaces in a folder, and what it leaves alone until told otherwise.

use crate::support::{run, stderr};
use std::path::Path;

const PLAN: &str = "titolo: PIANO 2025\nente: Comune di Valdoro\nobiettivi:\n  - { area: TECNICA, periodo: ANNO 2025, servizio: STRADE, descrizione: Buche, risultato: Fatto, indicatore: Relazione, peso: 100 }\n";

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("written");
}

fn generate(folder: &Path, options: &[&str]) -> (Option<i32>, String) {
    let output = run(folder, &[&["genera", "piano.yaml"], options].concat());
    (output.status.code(), stderr(&output))
}

/// Returns a folder with a plan and its annexes in `output`.
fn generated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    write(folder.path(), "piano.yaml", PLAN);
    assert_eq!(generate(folder.path(), &[]).0, Some(0));
    folder
}

/// Asserts that `genera` refuses for this reason and touches nothing, and obeys `--sostituisci`.
fn assert_kept(folder: &Path, reason: &str) {
    let files = || {
        let entries = std::fs::read_dir(folder.join("output")).expect("folder").flatten();
        let mut files: Vec<_> =
            entries.map(|e| (e.file_name(), std::fs::read(e.path()).expect("file"))).collect();
        files.sort();
        files
    };
    let before = files();
    let (code, message) = generate(folder, &[]);
    assert_eq!(code, Some(2), "{message}");
    assert!(message.contains(reason), "{message}");
    assert_eq!(files(), before);
    let (code, message) = generate(folder, &["--sostituisci"]);
    assert_eq!(code, Some(0), "{message}");
    assert_ne!(files(), before);
}

#[test]
fn a_corrected_plan_replaces_its_own_annexes() {
    let folder = generated();
    write(folder.path(), "piano.yaml", &PLAN.replace("Buche", "Buche e tombini"));
    assert_eq!(generate(folder.path(), &[]).0, Some(0));
    // The same once more is no loss either, even without the manifest.
    std::fs::remove_file(folder.path().join("output/piano.manifesto.json")).expect("removed");
    assert_eq!(generate(folder.path(), &[]).0, Some(0));
}

#[test]
fn a_signed_or_edited_annex_stays() {
    let folder = generated();
    let path = folder.path().join("output/piano.pdf");
    let mut signed = std::fs::read(&path).expect("pdf");
    signed.extend(b"\n% signature\n");
    std::fs::write(&path, signed).expect("written");
    let name = Path::new("output").join("piano.pdf");
    let reason = format!(
        "«{}» è stato firmato o cambiato dopo che allegati l'ha scritto. Indicare un'altra cartella con --uscita, oppure aggiungere --sostituisci.",
        name.display()
    );
    assert_kept(folder.path(), &reason);
}

#[test]
fn a_file_that_no_manifest_lists_stays() {
    let folder = tempfile::tempdir().expect("temporary folder");
    write(folder.path(), "piano.yaml", PLAN);
    std::fs::create_dir(folder.path().join("output")).expect("folder");
    write(folder.path(), "output/piano.docx", "una relazione");
    assert_kept(folder.path(), "piano.docx» non risulta fatto da allegati.");
    write(folder.path(), "output/piano.manifesto.json", "{}");
    assert_kept(folder.path(), "piano.manifesto.json» non è un manifesto che si legge.");
}

#[test]
fn annexes_of_another_plan_stay() {
    for (from, to) in [("PIANO 2025", "PIANO 2026"), ("Comune di Valdoro", "Comune di Esempio")] {
        let folder = generated();
        write(folder.path(), "piano.yaml", &PLAN.replace(from, to));
        assert_kept(folder.path(), "piano.xlsx» è di un altro piano, «PIANO 2025»");
    }
}

#[test]
fn the_digests_of_another_set_in_the_folder_stay() {
    let folder = tempfile::tempdir().expect("temporary folder");
    for name in ["a.yaml", "b.yaml"] {
        write(folder.path(), name, PLAN);
    }
    let made = |options: &[&str]| run(folder.path(), &[&["genera"], options].concat());
    assert_eq!(made(&["a.yaml", "--impronte"]).status.code(), Some(0));
    // Its own digests are renewed, also unasked.
    assert_eq!(made(&["a.yaml"]).status.code(), Some(0));
    assert_eq!(made(&["b.yaml"]).status.code(), Some(0));
    let list = || std::fs::read_to_string(folder.path().join("output/SHA256SUMS")).expect("list");
    let refused = made(&["b.yaml", "--impronte"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    let reason = "SHA256SUMS» ha le impronte anche di altri file, per esempio «a.pdf»";
    assert!(stderr(&refused).contains(reason), "{}", stderr(&refused));
    assert!(list().contains("a.pdf"));
    assert_eq!(made(&["b.yaml", "--impronte", "--sostituisci"]).status.code(), Some(0));
    assert!(list().contains("b.pdf") && !list().contains("a.pdf"));
}

#[test]
fn a_batch_keeps_what_a_single_plan_keeps() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::create_dir(folder.path().join("piani")).expect("folder");
    for name in ["piani/a.yaml", "piani/b.yaml"] {
        write(folder.path(), name, PLAN);
    }
    let batch =
        |options: &[&str]| run(folder.path(), &[&["genera", "--molti", "piani"], options].concat());
    assert_eq!(batch(&[]).status.code(), Some(0));
    write(folder.path(), "output/a/a.pdf", "firmato");
    let refused = batch(&[]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("a.pdf» è stato firmato o cambiato"), "{}", stderr(&refused));
    let kept = std::fs::read(folder.path().join("output/a/a.pdf")).expect("file");
    assert_eq!(kept, b"firmato");
    assert_eq!(batch(&["--sostituisci"]).status.code(), Some(0));
}
