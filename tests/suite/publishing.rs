//! Manifest and digests that `genera` writes next to the annexes.

use crate::support::{names, root, run, stderr, stdout};
use allegati::digest::Digest;
use serde_json::Value;
use std::path::Path;

/// Plan with everything that a manifest can hold.
const FULL: &str = "\
titolo: PIANO OBIETTIVI 2024
ente: Comune di Esempio
data: 30.06.2024
allegato: C
allegati: [{ allegato: A, titolo: Schede }, B]
classificazione: II.3
delibera: { organo: Giunta, numero: 12, data: 28.06.2024 }
firmatari: [{ nome: Anna Bianchi, qualifica: Segretario }, Sindaco]
aree:
  - nome: AREA TECNICA
    periodi:
      - etichetta: ANNO 2024
        obiettivi:
          - { servizio: STRADE, descrizione: Manutenzione, risultato: Fatta, indicatore: Relazione, peso: '33,50' }
          - { servizio: VERDE, descrizione: Potatura, risultato: Fatta, indicatore: Relazione, peso: '66,5' }
          - { servizio: ALTRO, descrizione: Altro, risultato: Fatto, indicatore: Relazione }
";

fn generated(plan: &str, options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let output = run(folder.path(), &[&["genera", "piano.yaml"], options].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    folder
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join("output").join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&read(folder, "piano.manifesto.json")).expect("JSON")
}

fn schema() -> Value {
    serde_json::from_str(&allegati::manifest::schema()).expect("JSON")
}

#[test]
fn every_manifest_fits_its_schema_which_a_command_prints() {
    let printed = run(root(), &["schema", "manifesto"]);
    assert_eq!(stdout(&printed), allegati::manifest::schema());
    jsonschema::meta::validate(&schema()).expect("a schema");
    let validator = jsonschema::draft202012::new(&schema()).expect("a schema");
    let reference = std::fs::read(root().join("output/piano-obiettivi-2020-2022.manifesto.json"));
    let reference: Value = serde_json::from_slice(&reference.expect("committed")).expect("JSON");
    assert!(validator.is_valid(&reference));
    let minimal =
        "titolo: P\nobiettivi: [{ area: A, periodo: ANNO 2024, servizio: S, descrizione: D }]\n";
    for (plan, options) in [
        (FULL, &[][..]),
        (FULL, &["--formati", "docx", "--data", "01.07.2024", "--profilo", "a2b"]),
        (minimal, &["--versione-documento", "2 bis"]),
    ] {
        let found = manifest(generated(plan, options).path());
        let errors: Vec<_> = validator.iter_errors(&found).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_what_no_manifest_holds() {
    let validator = jsonschema::draft202012::new(&schema()).expect("a schema");
    let reference = std::fs::read(root().join("output/piano-obiettivi-2020-2022.manifesto.json"));
    let reference: Value = serde_json::from_slice(&reference.expect("committed")).expect("JSON");
    for (place, value) in [
        ("/manifesto", 2.into()),
        ("/piano/sha256", "ABC".into()),
        ("/piano/nome", Value::Null),
        ("/file/0/nome", "../piano.pdf".into()),
        ("/file/0/dimensione", 0.into()),
        ("/file/0/impronta/algoritmo", "MD5".into()),
        ("/file/0/impronta/base64", "abc".into()),
        ("/scelte/profilo", "a1b".into()),
        ("/scelte/formati/0", "odt".into()),
        ("/documento/agenti", serde_json::json!([{ "ruolo": "Revisore" }])),
        ("/totali/0/peso", "33,3".into()),
    ] {
        let mut wrong = reference.clone();
        *wrong.pointer_mut(place).expect(place) = value;
        assert!(!validator.is_valid(&wrong), "{place}");
    }
    for (place, key) in
        [("", "totali"), ("/piano", "sha256"), ("/scelte", "data"), ("/file/0", "pagine")]
    {
        let mut wrong = reference.clone();
        let object = wrong.pointer_mut(place).and_then(Value::as_object_mut).expect(place);
        let removed = object.remove(key).expect(key);
        assert!(!validator.is_valid(&wrong), "without {key}");
        let object = wrong.pointer_mut(place).and_then(Value::as_object_mut).expect(place);
        object.extend([(key.to_owned(), removed), ("altro".to_owned(), 1.into())]);
        assert!(!validator.is_valid(&wrong), "more than {key}");
    }
}

#[test]
fn the_manifest_says_what_the_plan_knows() {
    let folder = generated(FULL, &["--versione-documento", "2"]);
    let found = manifest(folder.path());
    let want = serde_json::json!({
        "oggetto": "PIANO OBIETTIVI 2024",
        "versione": "2",
        "agenti": [
            { "ruolo": "Autore", "denominazione": "Comune di Esempio" },
            { "ruolo": "Firmatario", "denominazione": "Anna Bianchi", "qualifica": "Segretario" },
            { "ruolo": "Firmatario", "qualifica": "Sindaco" },
        ],
        "delibera": { "organo": "Giunta", "numero": "12", "data": "28.06.2024" },
        "allegato": "C",
        "allegati": [{ "allegato": "A", "titolo": "Schede" }, { "allegato": "B" }],
        "classificazione": "II.3",
    });
    assert_eq!(found["documento"], want);
    let totals = serde_json::json!([{
        "area": "AREA TECNICA", "periodo": "ANNO 2024", "obiettivi": 3, "senza-peso": 1, "peso": "100.00",
    }]);
    assert_eq!(found["totali"], totals);
    assert_eq!(found["scelte"]["data"], "2024-06-30");
    assert_eq!(found["piano"]["nome"], "piano.yaml");
    assert_eq!(found["piano"]["sha256"], Digest::of(FULL.as_bytes()).hex());
}

#[test]
fn each_file_is_there_with_its_size_and_both_spellings_of_its_digest() {
    let folder = generated(FULL, &[]);
    let found = manifest(folder.path());
    let files = found["file"].as_array().expect("a list");
    let name = |file: &Value| file["nome"].as_str().expect("a name").to_owned();
    let listed: Vec<_> = files.iter().map(name).collect();
    assert_eq!(listed, ["piano.pdf", "piano.xlsx", "piano.docx"]);
    for file in files {
        let bytes = read(folder.path(), &name(file));
        let digest = Digest::of(&bytes);
        assert_eq!(file["dimensione"], bytes.len());
        assert_eq!(file["ruolo"], "Allegato C");
        assert_eq!(file["impronta"]["esadecimale"], digest.hex());
        assert_eq!(file["impronta"]["base64"], digest.base64());
    }
    assert_eq!(files[0]["pagine"], 1);
    assert_eq!(files[0]["formato"]["nome"], "PDF/A-2a, PDF/UA-1");
    assert_eq!((&files[1]["fogli"], &files[2]["tabelle"]), (&6.into(), &1.into()));
}

#[test]
fn the_digest_of_the_layout_is_that_of_the_text_sha256sum_would_write() {
    let found = manifest(generated(FULL, &[]).path());
    let line = |file: &Value| {
        let text = |key: &str| file[key].as_str().expect("a text").to_owned();
        format!("{}  {}/{}\n", text("sha256"), file["strato"], text("nome"))
    };
    let files = found["layout"]["file"].as_array().expect("a list");
    let text: String = files.iter().map(line).collect();
    assert_eq!(found["layout"]["sha256"], Digest::of(text.as_bytes()).hex());
    let settings =
        std::fs::read(root().join("layouts/piano-obiettivi/layout.toml")).expect("there");
    let entry = files.iter().find(|file| file["nome"] == "layout.toml").expect("listed");
    assert_eq!(entry["sha256"], Digest::of(&settings).hex());
}

#[test]
fn a_base_and_a_font_of_ones_own_count_for_the_layout() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), FULL).expect("written");
    let own = folder.path().join("nostro");
    std::fs::create_dir(&own).expect("made");
    let mut digests = Vec::new();
    for settings in ["base = \"piano-obiettivi\"\n", "base = \"piano-obiettivi\"\n# altro\n"] {
        std::fs::write(own.join("layout.toml"), settings).expect("written");
        let output = run(folder.path(), &["genera", "piano.yaml", "--layout", "nostro"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let layout = manifest(folder.path())["layout"].clone();
        assert_eq!(layout["nome"], "nostro");
        let files = layout["file"].as_array().expect("a list");
        let place =
            |file: &Value| (file["strato"].as_u64(), file["nome"].as_str().map(str::to_owned));
        assert_eq!(place(&files[0]), (Some(0), Some("layout.toml".to_owned())));
        assert!(files.iter().any(|f| place(f) == (Some(1), Some("layout.toml".to_owned()))));
        assert!(
            files
                .iter()
                .any(|f| place(f) == (Some(1), Some("font/Carlito-Regular.ttf".to_owned())))
        );
        digests.push(layout["sha256"].clone());
    }
    assert_ne!(digests[0], digests[1]);
}

#[test]
fn nothing_of_the_machine_is_in_a_manifest() {
    let one = generated(FULL, &[]);
    let other = generated(FULL, &[]);
    let text = read(one.path(), "piano.manifesto.json");
    assert!(text == read(other.path(), "piano.manifesto.json"));
    let text = String::from_utf8(text).expect("UTF-8");
    let folder = one.path().file_name().expect("a name").to_string_lossy().into_owned();
    assert!(!text.contains(&folder) && !text.contains("/tmp") && text.ends_with("}\n"));
}

#[test]
fn digests_are_written_where_they_are_asked_for_and_kept_in_step() {
    let folder = generated(FULL, &["--impronte"]);
    let made = ["piano.docx", "piano.manifesto.json", "piano.pdf", "piano.xlsx"];
    let sums = || String::from_utf8(read(folder.path(), "SHA256SUMS")).expect("UTF-8");
    let hold = || {
        for name in made {
            let hex = Digest::of(&read(folder.path(), name)).hex();
            assert_eq!(read(folder.path(), &format!("{name}.sha256")), hex.as_bytes());
            assert!(sums().contains(&format!("{hex}  {name}\n")), "{name}");
        }
        assert_eq!(sums().lines().count(), made.len());
    };
    hold();
    let before = sums();
    // Without the option, what is there is renewed: it would contradict the new files.
    std::fs::write(folder.path().join("piano.yaml"), FULL.replace("Potatura", "Sfalcio"))
        .expect("written");
    assert_eq!(run(folder.path(), &["genera", "piano.yaml"]).status.code(), Some(0));
    hold();
    assert_ne!(before, sums());
    let plain = generated(FULL, &[]);
    assert_eq!(names(&plain.path().join("output")), made);
}

/// Plans may have these names on Linux, but Windows could not open the annexes.
#[cfg(unix)]
#[test]
fn a_device_of_windows_is_no_file_name() {
    for name in ["CONOUT$", "COM¹", "CLOCK$"] {
        let folder = tempfile::tempdir().expect("temporary folder");
        let plan = format!("{name}.yaml");
        std::fs::write(folder.path().join(&plan), FULL).expect("written");
        let output = run(folder.path(), &["genera", &plan, "--tutto"]);
        let message = format!(
            "errore[nome-file-non-valido]: «{name}» non può essere il nome di un file: Windows lo tiene per sé."
        );
        assert!(stderr(&output).contains(&message), "{}", stderr(&output));
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(names(&folder.path().join("output")), Vec::<String>::new());
    }
}
