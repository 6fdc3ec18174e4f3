//! Command `nuovo`: the content of the folder, all of which works as it is.

use crate::support::{names, root, run, stderr, stdout};
use allegati::plan_file::{SCHEMA, SCHEMA_NAME};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    let output = run(folder.path(), &["nuovo", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder
}

/// Lists the files under a folder by their path in it.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let inner = tree(&path).into_iter();
            found.extend(inner.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, std::fs::read(path).expect("a file"));
        }
    }
    found
}

#[test]
fn the_folder_holds_plan_form_layout_and_schema_always_the_same() {
    let folder = begun();
    let files = tree(folder.path());
    let (layout, others): (Vec<_>, Vec<_>) = files.iter().partition(|(p, _)| p.contains('/'));
    let others: Vec<_> = others.into_iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(others, ["LEGGIMI.txt", "modulo-obiettivi.xlsx", "piano.yaml", SCHEMA_NAME]);
    let ours = tree(&root().join("layouts/piano-obiettivi"));
    let ours = ours.into_iter().map(|(path, bytes)| (format!("layout/{path}"), bytes));
    let layout = layout.into_iter().map(|(path, bytes)| (path.clone(), bytes.clone()));
    assert!(layout.eq(ours), "the layout is not the default one");
    assert!(tree(begun().path()) == files, "another run gives other bytes");
}

#[test]
fn the_example_has_nothing_to_complain_about_and_gives_its_annexes() {
    let folder = begun();
    let checked = run(folder.path(), &["controlla", "piano.yaml", "--layout", "layout"]);
    assert_eq!(stdout(&checked), "Nessuna segnalazione.\n");
    let own = run(folder.path(), &["genera", "piano.yaml", "--layout", "layout"]);
    assert_eq!(own.status.code(), Some(0), "{}", stderr(&own));
    let mut of_copy = tree(&folder.path().join("output"));
    let names: Vec<_> = of_copy.keys().collect();
    assert_eq!(names, ["piano.docx", "piano.manifesto.json", "piano.pdf", "piano.xlsx"]);
    run(folder.path(), &["genera", "piano.yaml"]);
    // The copy has another name, and the same digest.
    let manifest = of_copy.get_mut("piano.manifesto.json").expect("listed above");
    let text = String::from_utf8(manifest.clone()).expect("UTF-8");
    *manifest = text.replace("\"nome\": \"layout\"", "\"nome\": \"piano-obiettivi\"").into_bytes();
    assert!(tree(&folder.path().join("output")) == of_copy, "the copy is another layout");
}

#[test]
fn the_plan_names_its_schema_and_fits_it() {
    let folder = begun();
    let yaml = std::fs::read_to_string(folder.path().join("piano.yaml")).expect("the plan");
    let first =
        yaml.lines().next().and_then(|l| l.strip_prefix("# yaml-language-server: $schema="));
    assert_eq!(first, Some(SCHEMA_NAME));
    let schema = std::fs::read_to_string(folder.path().join(SCHEMA_NAME)).expect("the schema");
    assert_eq!(schema, SCHEMA);
    assert_eq!(stdout(&run(folder.path(), &["schema"])), schema);
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let plan: Value = serde_saphyr::from_str(&yaml).expect("YAML");
    jsonschema::draft202012::validate(&schema, &plan).expect("a plan that fits");
}

#[test]
fn what_is_there_stays_untouched() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::create_dir(folder.path().join("mia")).expect("a folder");
    std::fs::write(folder.path().join("mia/appunti.txt"), "miei").expect("written");
    for (target, said) in
        [("mia", "«mia» non è vuota"), ("mia/appunti.txt", "«mia/appunti.txt» è un file")]
    {
        let output = run(folder.path(), &["nuovo", target]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert_eq!(tree(folder.path()).keys().collect::<Vec<_>>(), ["mia/appunti.txt"]);
    }
    assert_eq!(run(folder.path(), &["new", "mia/anno/2026"]).status.code(), Some(0));
    assert!(folder.path().join("mia/anno/2026/piano.yaml").is_file());
}

#[test]
fn the_form_is_an_empty_table_and_its_example_is_none() {
    let folder = begun();
    let bytes = std::fs::read(folder.path().join("modulo-obiettivi.xlsx")).expect("the form");
    let mut book = Xlsx::new(Cursor::new(&bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Obiettivi", "Dati del piano", "Istruzioni"]);
    let mut rows = |sheet: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(sheet).expect("a sheet");
        let words = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
        range.rows().map(words).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
    };
    let head = [
        "Area",
        "Periodo",
        "Servizio",
        "Tipologia",
        "Descrizione",
        "Risultato atteso",
        "Indicatore",
        "Peso (%)",
    ];
    assert_eq!(rows("Obiettivi"), [head]);
    let facts = rows("Dati del piano");
    assert_eq!(facts[0][..2], ["chiave", "valore"]);
    assert!(facts[1..].iter().all(|row| row[1].is_empty()), "{facts:?}");
    let explained = rows("Istruzioni");
    let explained: Vec<_> = explained.iter().map(|row| row[0].as_str()).collect();
    assert!(explained.ends_with(&head), "{explained:?}");
}

#[test]
fn the_form_offers_the_kinds_that_a_plan_has_by_itself() {
    let folder = begun();
    let file = std::fs::File::open(folder.path().join("modulo-obiettivi.xlsx")).expect("the form");
    let mut package = zip::ZipArchive::new(file).expect("a package");
    let mut sheet = String::new();
    let mut part = package.by_name("xl/worksheets/sheet1.xml").expect("the first sheet");
    part.read_to_string(&mut sheet).expect("text");
    let plan =
        crate::support::composition_of(&crate::support::small_plan("P", "d"), "piano-obiettivi");
    let list = format!("<formula1>\"{}\"</formula1>", plan.dataset.kinds.join(","));
    assert!(sheet.contains("type=\"list\"") && sheet.contains(&list), "{sheet}");
    assert!(sheet.contains("state=\"frozen\""));
}
