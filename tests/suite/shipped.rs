//! Layouts inside the program, and the commands about layouts.

use crate::support::{names, root, run, stderr, stdout};
use allegati::layout::{shipped, shipped_files};
use std::path::Path;

/// Lists the folders of `layouts/` that are layouts.
fn folders() -> Vec<String> {
    let layouts = root().join("layouts");
    let mut found = names(&layouts);
    found.retain(|name| layouts.join(name).join("layout.toml").is_file());
    found
}

#[test]
fn every_folder_of_layouts_is_inside_the_program_and_sound() {
    let inside: Vec<_> = shipped().into_iter().map(|layout| layout.name).collect();
    assert_eq!(inside, folders());
    for name in inside {
        let checked = run(root(), &["layout", "controlla", name]);
        assert_eq!(stdout(&checked), "Nessuna segnalazione.\n", "{name}");
        let folder = root().join("layouts").join(name);
        for file in names(&folder).iter().filter(|file| folder.join(file).is_file()) {
            let bytes = std::fs::read(folder.join(file)).expect("a file of a layout");
            let files = shipped_files(name).expect("a shipped layout");
            assert_eq!(files.get(file.as_str()).copied(), Some(&bytes[..]), "{name}/{file}");
        }
    }
}

#[test]
fn the_list_tells_what_each_is_for() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let list = stdout(&run(folder.path(), &["layout", "elenca"]));
    let wanted =
        "Piano degli obiettivi: una tabella per area, con i periodi, le tipologie e i pesi";
    let line = list.lines().find(|line| line.starts_with("piano-obiettivi "));
    assert_eq!(line.map(|line| line.trim_start_matches("piano-obiettivi").trim()), Some(wanted));
    for layout in shipped() {
        assert!(!layout.description.is_empty(), "{} does not say what it is for", layout.name);
    }
}

#[test]
fn a_copy_is_whole_sound_and_the_same_layout() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let plan = crate::support::small_plan("PIANO", "Testo");
    for layout in shipped() {
        let extracted = run(folder.path(), &["layout", "estrai", layout.name, layout.name]);
        assert_eq!(extracted.status.code(), Some(0), "{}", stderr(&extracted));
        let usage = format!("--layout ./{}\n", layout.name);
        assert!(stdout(&extracted).ends_with(&usage), "{}", stdout(&extracted));
        let copy = folder.path().join(layout.name);
        for (path, bytes) in shipped_files(layout.name).expect("a shipped layout") {
            assert_eq!(std::fs::read(copy.join(path)).expect("a copied file"), bytes, "{path}");
        }
        let path = copy.join(".").display().to_string();
        let checked = run(folder.path(), &["layout", "controlla", &path]);
        assert_eq!(stdout(&checked), "Nessuna segnalazione.\n");
        let of_copy = crate::support::annex_of(&plan, &path);
        assert_eq!(
            allegati::annex::dump(&of_copy),
            allegati::annex::dump(&crate::support::annex_of(&plan, layout.name))
        );
    }
}

#[test]
fn a_copy_replaces_nothing_unless_told_to() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let mine = folder.path().join("mio/titolo.hbs");
    std::fs::create_dir(folder.path().join("mio")).expect("a folder");
    std::fs::write(&mine, "MIO").expect("written");
    let extract = |more: &[&str]| {
        run(folder.path(), &[&["layout", "estrai", "piano-obiettivi", "mio"], more].concat())
    };
    let refused = extract(&[]);
    assert_eq!(refused.status.code(), Some(2));
    let file = Path::new("mio").join("titolo.hbs").display().to_string();
    let said = format!("errore: «{file}» c'è già e non è stato toccato nulla.");
    assert!(stderr(&refused).starts_with(&said), "{}", stderr(&refused));
    assert_eq!(names(&folder.path().join("mio")), ["titolo.hbs"]);
    assert_eq!(extract(&["--sostituisci"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&mine).expect("replaced"), "{{piano.titolo}}\n");
}

#[test]
fn a_layout_that_is_not_there_is_told_by_the_nearest() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let output = run(folder.path(), &["layout", "estrai", "piano-obietivi", "x"]);
    assert_eq!(output.status.code(), Some(2));
    let said = "errore: «piano-obietivi» non è un layout del programma. Forse si intendeva «piano-obiettivi».\n";
    assert!(stderr(&output).starts_with(said), "{}", stderr(&output));
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_layout_is_checked_without_a_plan() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::create_dir(folder.path().join("mio")).expect("a folder");
    let text =
        "base = \"piano-obiettivi\"\ndescrizione = \"due\\nrighe\"\n[pagina]\nformto = \"A3\"\n";
    std::fs::write(folder.path().join("mio/layout.toml"), text).expect("written");
    std::fs::write(folder.path().join("mio/titolo.hbs"), "{{titlo}}").expect("written");
    let output = run(folder.path(), &["layout", "controlla", "mio", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let text = report.to_string();
    for said in ["«formto»", "«descrizione»", "«titlo»"] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    let missing = run(folder.path(), &["layout", "controlla", "manca"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stdout(&missing).contains("«manca/layout.toml» non c'è"), "{}", stdout(&missing));
}

#[test]
fn what_comes_after_layout_is_told_where_it_is_not_understood() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let output = run(folder.path(), &["layout", "elnca"]);
    assert_eq!(output.status.code(), Some(2));
    let said = "errore: «elnca» non va bene: dopo «layout» ci vuole uno di questi: elenca, estrai, controlla. Forse si intendeva «elenca».\n";
    assert!(stderr(&output).starts_with(said), "{}", stderr(&output));
    assert_eq!(run(folder.path(), &["layout"]).status.code(), Some(2));
}
