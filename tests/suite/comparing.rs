//! `confronta`: two versions of a plan, from any file that the program reads.

use crate::support::{reference_plan, root, run, stderr, stdout};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// Returns the reference plan with another title, other words, a weight and one objective less.
fn edited() -> String {
    let plan = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    let plan = plan
        .replacen("titolo: PIANO OBIETTIVI 2020-2022", "titolo: PRIMA VARIAZIONE", 1)
        .replacen(
            "a ditta esterna specializzata entro il 31.12.2020",
            "a ditta specializzata entro il 30.06.2021",
            1,
        )
        .replacen("peso: 30", "peso: 25", 1)
        .replace("AREA TECNICA", "AREA LAVORI PUBBLICI");
    let entry = "          - servizio: SERVIZI INFORMATICI";
    let first = plan.find(entry).expect("the first objective");
    let second = first + 1 + plan[first + 1..].find(entry).expect("the second one");
    let end = second + plan[second..].find("          - trasversale").expect("the third one");
    plan[..second].to_owned() + &plan[end..]
}

/// Makes a folder with the reference plan, `prima.yaml`, and its edited version, `dopo.yaml`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::copy(reference_plan(), folder.path().join("prima.yaml")).expect("copied");
    std::fs::write(folder.path().join("dopo.yaml"), edited()).expect("written");
    folder
}

fn compared(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let done = run(folder, &[&["confronta"], args].concat());
    (done.status.code(), stdout(&done) + &stderr(&done))
}

#[test]
fn every_change_is_told_with_both_places() {
    let folder = folder();
    let (status, told) = compared(folder.path(), &["prima.yaml", "dopo.yaml"]);
    assert_eq!(status, Some(3));
    for line in [
        "Obiettivi: 1 tolto, 1 cambiato, 30 uguali.",
        "- AREA AFFARI GENERALI, ANNO 2020: 100 → 55, invece di 100",
        "ora è «PRIMA VARIAZIONE»\n  (prima.yaml:6; dopo.yaml:6)",
        "tolto «esterna»; al posto di «31.12.2020» c'è «30.06.2021»",
        "    Peso: era «30», ora è «25»",
        "- tolto 2, «Processo di adeguamento",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn programs_read_every_word() {
    let folder = folder();
    let (status, json) = compared(folder.path(), &["prima.yaml", "dopo.yaml", "--json"]);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((status, &report["esito"]), (Some(3), &Value::from("diversi")));
    assert_eq!(report["conteggi"]["uguali"], 30);
    let first = &report["obiettivi"][0];
    assert_eq!(first["campi"][0]["campo"], "Risultato atteso");
    assert_eq!(first["campi"][0]["prima"]["posto"], "prima.yaml:24");
    let runs = first["campi"][0]["parole"].as_array().expect("runs");
    let text = |key: &str| {
        let words = runs.iter().filter_map(|run| run["uguale"].as_str().or(run[key].as_str()));
        words.collect::<String>()
    };
    assert_eq!(text("tolto"), first["campi"][0]["prima"]["testo"].as_str().expect("text"));
    assert_eq!(text("aggiunto"), first["campi"][0]["dopo"]["testo"].as_str().expect("text"));
}

#[test]
fn annexes_and_their_folder_say_what_the_plan_says() {
    let folder = folder();
    let made = run(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    for same in ["prima.yaml", "out", "out/prima.xlsx", "out/prima.manifesto.json"] {
        let (status, told) = compared(folder.path(), &["prima.yaml", same]);
        assert_eq!(status, Some(0), "{same}: {told}");
        assert!(told.contains("I due piani dicono le stesse cose."), "{told}");
    }
    // A document holds all objectives, but not all of the plan's head.
    let (_, told) = compared(folder.path(), &["prima.yaml", "out/prima.docx"]);
    assert!(told.contains("Obiettivi: 32 uguali."), "{told}");
}

#[test]
fn statuses_tell_errors_from_differences() {
    let folder = folder();
    std::fs::write(folder.path().join("rotto.yaml"), "titolo: x\n").expect("written");
    let (status, told) = compared(folder.path(), &["prima.yaml", "rotto.yaml"]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("Manca «aree»") && !told.contains("avviso["), "{told}");
    for args in [
        &["prima.yaml", "dopo.yaml", "--abbina", "99=1"][..],
        &["prima.yaml", "dopo.yaml", "--abbina", "1=1", "--abbina", "1=2"],
        &["prima.yaml", "dopo.yaml", "--abbina", "uno"],
        &["-", "-"],
        &["prima.yaml"],
    ] {
        assert_eq!(compared(folder.path(), args).0, Some(2), "{args:?}");
    }
    let (status, told) = compared(folder.path(), &["prima.yaml", "manca.yaml"]);
    assert_eq!(status, Some(1), "{told}");
}

#[test]
fn plans_with_nothing_in_common_are_told_so() {
    let folder = folder();
    let other = crate::support::small_plan("ALTRO", "Spargimento del sale sulle strade ghiacciate");
    std::fs::write(folder.path().join("altro.yaml"), other).expect("written");
    let (status, told) = compared(folder.path(), &["prima.yaml", "altro.yaml"]);
    assert_eq!(status, Some(3));
    assert!(told.contains("I due piani non hanno obiettivi in comune"), "{told}");
    assert!(!told.contains("tolto"), "{told}");
}

#[test]
fn both_texts_stand_side_by_side_in_every_format() {
    let folder = folder();
    let args = ["prima.yaml", "dopo.yaml", "--uscita", "fronte"];
    let (status, told) = compared(folder.path(), &args);
    assert_eq!(status, Some(3), "{told}");
    let made = folder.path().join("fronte");
    let wanted = [
        "dopo-raffronto.docx",
        "dopo-raffronto.manifesto.json",
        "dopo-raffronto.pdf",
        "dopo-raffronto.xlsx",
    ];
    assert_eq!(crate::support::names(&made), wanted);
    // The same set once more replaces it without a question.
    let bytes = |name: &str| std::fs::read(made.join(name)).expect("a file");
    let first = wanted.map(bytes);
    assert_eq!(compared(folder.path(), &args).0, Some(3));
    assert!(first == wanted.map(bytes), "the same bytes");
    let back = run(folder.path(), &["verifica", "fronte", "fronte/dopo-raffronto.pdf"]);
    assert_eq!(back.status.code(), Some(0), "{}{}", stdout(&back), stderr(&back));
    let manifest: Value =
        serde_json::from_slice(&bytes("dopo-raffronto.manifesto.json")).expect("JSON");
    assert!(
        manifest.to_string().contains("prima.yaml") && manifest.to_string().contains("dopo.yaml")
    );
}

#[test]
fn workbook_and_document_hold_the_words_of_both_plans() {
    let folder = folder();
    let args = ["prima.yaml", "dopo.yaml", "--uscita", "fronte", "--formati", "xlsx,docx"];
    assert_eq!(compared(folder.path(), &args).0, Some(3));
    for name in ["dopo-raffronto.xlsx", "dopo-raffronto.docx"] {
        let file = folder.path().join("fronte").join(name);
        let file = std::fs::File::open(file).expect("a file");
        let mut archive = zip::ZipArchive::new(file).expect("an archive");
        let mut text = String::new();
        for at in 0..archive.len() {
            let mut part = Vec::new();
            archive.by_index(at).expect("a part").read_to_end(&mut part).expect("read");
            text += &String::from_utf8_lossy(&part);
        }
        let struck = if name.ends_with("docx") { "RemovedText" } else { "<strike/>" };
        assert!(text.contains(struck), "{name}: what was removed is struck");
        // Runs of one text have looks of their own.
        let text = without_tags(&text);
        for words in [
            "TESTO VIGENTE",
            "TESTO MODIFICATO",
            "Affidamento dell'incarico a ditta esterna specializzata entro il 31.12.2020",
            "Affidamento dell'incarico a ditta specializzata entro il 30.06.2021",
            "tolto «esterna»",
            "da 30 a 25",
            "Testo vigente: PIANO OBIETTIVI 2020-2022",
            "obiettivo tolto",
        ] {
            assert!(text.contains(words), "{name}: {words}");
        }
    }
}

/// Returns the text between the tags of XML.
fn without_tags(xml: &str) -> String {
    let texts = xml.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    texts.collect::<String>().replace("&apos;", "'")
}

/// Copies the plans of two consecutive years, of an invented municipality, into a folder.
fn two_years() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    for name in ["piano-2024.yaml", "piano-2025.yaml"] {
        let plan = root().join("tests/suite/fixtures/confronto").join(name);
        std::fs::copy(plan, folder.path().join(name)).expect("copied");
    }
    folder
}

#[test]
fn the_account_of_two_years_is_what_a_careful_person_would_write() {
    let folder = two_years();
    let (status, told) = compared(folder.path(), &["piano-2024.yaml", "piano-2025.yaml"]);
    assert_eq!(status, Some(3), "{told}");
    crate::golden::hold("confronto/due-anni.txt", &told);
}

#[test]
fn the_document_with_revisions_stands_beside_the_annexes() {
    let folder = two_years();
    let args = ["piano-2024.yaml", "piano-2025.yaml", "--uscita", "fronte", "--revisioni"];
    let (status, told) = compared(folder.path(), &args);
    assert_eq!(status, Some(3), "{told}");
    let name = "piano-2025-revisioni.docx";
    assert!(told.contains(&format!("Con le revisioni: fronte/{name}")), "{told}");
    let path = folder.path().join("fronte").join(name);
    let made = std::fs::read(&path).expect("the document");
    assert_eq!(compared(folder.path(), &args).0, Some(3));
    assert!(std::fs::read(&path).expect("the document") == made, "the same bytes");
    // The title at the top of each page is revised as well.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&made)).expect("an archive");
    let mut header = String::new();
    archive
        .by_name("word/header1.xml")
        .expect("a header")
        .read_to_string(&mut header)
        .expect("text");
    for part in ["<w:delText xml:space=\"preserve\">2024", "<w:t xml:space=\"preserve\">2025"] {
        assert!(header.contains(part), "{part}: {header}");
    }
    // Work of a person is not lost.
    std::fs::write(&path, "le correzioni di un collega").expect("written");
    let (status, told) = compared(folder.path(), &args);
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains("c'è già ed è diverso"), "{told}");
    assert_eq!(compared(folder.path(), &[&args[..], &["--sostituisci"]].concat()).0, Some(3));
    assert!(std::fs::read(&path).expect("the document") == made, "replaced when asked for");
}

#[test]
fn changes_of_an_edited_file_come_back_into_the_plan() {
    let folder = two_years();
    let old = folder.path().join("piano-2024.yaml");
    let text = std::fs::read_to_string(&old).expect("the plan");
    let text = text.replacen("ente:", "# Il piano di prova.\nente:", 1).replacen(
        "peso: 20\n",
        "peso: 20  # concordato con la Giunta\n",
        1,
    );
    std::fs::write(&old, &text).expect("written");
    // What colleagues made of it, as a workbook of ours.
    let made = run(folder.path(), &["genera", "piano-2025.yaml", "--uscita", "out"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    for edited in ["out/piano-2025.xlsx", "piano-2025.yaml"] {
        let args = ["importa", edited, "--rispetto-a", "piano-2024.yaml", "-o", "nuovo.yaml"];
        let done = run(folder.path(), &args);
        let told = stdout(&done) + &stderr(&done);
        let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("the plan");
        assert!(told.contains("Piano scritto in nuovo.yaml"), "{told}");
        let (_, account) = compared(folder.path(), &["nuovo.yaml", edited]);
        assert!(!account.contains("Obiettivi:\n"), "{edited}: {account}\n{told}\n{new}");
        assert!(new.starts_with("# Il piano di prova.\n"), "{new}");
        // Of an objective that moved to another area.
        assert!(new.contains("  # concordato con la Giunta"), "{new}");
        // The old plan is never touched, nor the new one a second time.
        assert_eq!(std::fs::read_to_string(&old).expect("the plan"), text);
        assert_eq!(run(folder.path(), &args).status.code(), Some(2));
        std::fs::remove_file(folder.path().join("nuovo.yaml")).expect("removed");
    }
    let other = crate::support::small_plan("ALTRO", "Spargimento del sale sulle strade ghiacciate");
    std::fs::write(folder.path().join("altro.yaml"), other).expect("written");
    let strange = ["importa", "altro.yaml", "--rispetto-a", "piano-2024.yaml", "-o", "x.yaml"];
    assert_eq!(run(folder.path(), &strange).status.code(), Some(2));
    assert!(!folder.path().join("x.yaml").exists(), "nothing is written");
    let onto =
        ["importa", "piano-2025.yaml", "--rispetto-a", "piano-2024.yaml", "-o", "piano-2024.yaml"];
    assert_eq!(run(folder.path(), &onto).status.code(), Some(2));
    let wrong =
        ["importa", "piano-2025.yaml", "--rispetto-a", "out/piano-2025.xlsx", "-o", "x.yaml"];
    assert_eq!(run(folder.path(), &wrong).status.code(), Some(2));
}

#[test]
fn the_same_file_changes_nothing_in_the_plan() {
    let folder = folder();
    let made = run(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let text = std::fs::read_to_string(folder.path().join("prima.yaml")).expect("the plan");
    for (at, edited) in ["out/prima.xlsx", "out/prima.docx"].into_iter().enumerate() {
        let target = format!("{at}.yaml");
        let args = ["importa", edited, "--rispetto-a", "prima.yaml", "-o", &target];
        let done = run(folder.path(), &args);
        assert_eq!(done.status.code(), Some(0), "{}{}", stdout(&done), stderr(&done));
        let new = std::fs::read_to_string(folder.path().join(target)).expect("the plan");
        assert_eq!(new, text, "{edited}");
    }
}

#[test]
fn files_of_every_layout_say_what_their_plan_does() {
    let folder = tempfile::tempdir().expect("temporary folder");
    for layout in ["peg-obiettivi", "piano-performance", "piao-sezione"] {
        let plan = format!("esempio-{layout}.yaml");
        std::fs::copy(root().join("inputs").join(&plan), folder.path().join(&plan))
            .expect("copied");
        let own = ["--layout", layout];
        let made = ["genera", &plan, "--uscita", "out", "--formati", "xlsx,docx"];
        let made = run(folder.path(), &[&made[..], &own].concat());
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        let workbook = format!("out/esempio-{layout}.xlsx");
        for more in [&[][..], &own] {
            let args = [&[plan.as_str(), &workbook], more].concat();
            let (status, told) = compared(folder.path(), &args);
            assert_eq!(status, Some(0), "{args:?}: {told}");
        }
        // A document does not state all of a plan, and what it states is the same. That of «peg-obiettivi»
        // shows at each objective who leads its area, which is read as the objective's own.
        if layout == "peg-obiettivi" {
            continue;
        }
        let document = format!("out/esempio-{layout}.docx");
        let args = [plan.as_str(), &document, "--layout", layout];
        let (status, told) = compared(folder.path(), &args);
        assert_eq!(status, Some(0), "{args:?}: {told}");
        assert!(told.contains("Non confrontato, perché"), "{told}");
    }
}

#[test]
fn areas_in_another_order_are_told_and_brought_in() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let area = |name: &str, words: &str| {
        format!(
            "  - nome: {name}\n    periodi:\n      - etichetta: ANNO 2026\n        obiettivi:\n          - {{servizio: S, descrizione: {words}, peso: 100}}\n"
        )
    };
    let [roads, schools] =
        [area("TECNICA", "Manutenzione delle strade"), area("SOCIALE", "Apertura delle scuole")];
    let write = |name: &str, areas: [&str; 2]| {
        let text = format!("titolo: PIANO\naree:\n{}{}", areas[0], areas[1]);
        std::fs::write(folder.path().join(name), text).expect("written");
    };
    write("prima.yaml", [&roads, &schools]);
    write("dopo.yaml", [&schools, &roads]);
    let order = "Ordine delle aree: era «TECNICA; SOCIALE», ora è «SOCIALE; TECNICA»";
    let (status, told) = compared(folder.path(), &["prima.yaml", "dopo.yaml"]);
    assert_eq!(status, Some(3));
    assert!(told.contains(order), "{told}");
    let args = ["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"];
    let done = run(folder.path(), &args);
    assert_eq!(done.status.code(), Some(0), "{}", stdout(&done));
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a plan");
    assert_eq!(text("nuovo.yaml"), text("dopo.yaml"));
}

#[test]
fn a_row_at_the_end_of_a_table_goes_to_the_end_of_its_group() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let old = "titolo: PIANO\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNO 2026\n        obiettivi:\n          - servizio: S\n            descrizione: Manutenzione delle strade\n            peso: 60\n          - servizio: S\n            descrizione: Potatura degli alberi\n            peso: 40\n  - nome: SOCIALE\n    periodi:\n      - etichetta: ANNO 2026\n        obiettivi:\n          - servizio: S\n            descrizione: Apertura delle scuole\n            peso: 100\n";
    std::fs::write(folder.path().join("prima.yaml"), old).expect("written");
    let table = "Area;Periodo;Servizio;Obiettivo;Peso\nTECNICA;ANNO 2026;S;Manutenzione delle strade;60\nTECNICA;ANNO 2026;S;Potatura degli alberi;30\nSOCIALE;ANNO 2026;S;Apertura delle scuole;100\nTECNICA;ANNO 2026;S;Pulizia dei fossi;10\n";
    std::fs::write(folder.path().join("PIANO.csv"), table).expect("written");
    let given = ["--titolo", "PIANO", "-o", "nuovo.yaml"];
    let args = [&["importa", "PIANO.csv", "--rispetto-a", "prima.yaml"][..], &given].concat();
    let done = run(folder.path(), &args);
    let new = std::fs::read_to_string(folder.path().join("nuovo.yaml"));
    let new = new.unwrap_or_else(|_| panic!("{}{}", stdout(&done), stderr(&done)));
    let at = |words: &str| new.find(words).unwrap_or_else(|| panic!("{words}: {new}"));
    assert!(at("Potatura") < at("Pulizia dei fossi"), "{new}");
    assert!(at("Pulizia dei fossi") < at("SOCIALE"), "{new}");
}

#[test]
fn a_variation_names_the_set_that_it_varies() {
    let folder = two_years();
    let make = |plan: &str, more: &[&str]| {
        let args = [&["genera", plan, "--uscita", "out", "--formati", "docx"], more].concat();
        let made = run(folder.path(), &args);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    };
    make("piano-2024.yaml", &[]);
    make("piano-2025.yaml", &["--modifica", "out/piano-2024.manifesto.json"]);
    let path = |year| folder.path().join(format!("out/piano-{year}.manifesto.json"));
    let read = |year| -> Value {
        serde_json::from_slice(&std::fs::read(path(year)).expect("a manifest")).expect("JSON")
    };
    let varied = &read(2025)["modifica"];
    assert_eq!(varied["manifesto"], "piano-2024.manifesto.json");
    assert_eq!(varied["delibera"]["numero"], "31");
    assert_eq!(read(2024).get("modifica"), None);
    let verified = || {
        let done = run(folder.path(), &["verifica", "out", "out/piano-2025.docx"]);
        (done.status.code(), stdout(&done) + &stderr(&done))
    };
    let said = "«piano-2025.manifesto.json» modifica gli allegati di «piano-2024.manifesto.json», deliberazione di Giunta comunale n. 31 del 14.03.2024";
    let (status, told) = verified();
    assert_eq!(status, Some(0), "{told}");
    assert!(
        told.contains(&format!("{said}.")) && told.matches("modifica gli").count() == 1,
        "{told}"
    );
    // The account of two folders made of it.
    let fronte = ["out/piano-2024.manifesto.json", "piano-2025.yaml", "--uscita", "fronte"];
    assert_eq!(compared(folder.path(), &fronte).0, Some(3));
    let manifest = folder.path().join("fronte/piano-2025-raffronto.manifesto.json");
    let manifest = std::fs::read_to_string(manifest).expect("a manifest");
    assert!(manifest.contains("\"modifica\": {"), "{manifest}");
    // The old set was made anew since: that is another one.
    make("piano-2024.yaml", &["--versione-documento", "2", "--sostituisci"]);
    let (status, told) = verified();
    assert_eq!(status, Some(3), "{told}");
    assert!(
        told.contains(&format!("{said}; quello che c'è in questa cartella è un altro.")),
        "{told}"
    );
    // A set that is varied is made anew on demand only, and never as a variation of the one that varies it.
    make("piano-2025.yaml", &["--modifica", "out/piano-2024.manifesto.json", "--sostituisci"]);
    let anew = ["genera", "piano-2024.yaml", "--uscita", "out", "--formati", "docx"];
    for (more, words) in [
        (&["--versione-documento", "3"][..], "dice di modificare"),
        (
            &["--modifica", "out/piano-2025.manifesto.json", "--sostituisci"],
            "ne prenderebbero il posto",
        ),
    ] {
        let done = run(folder.path(), &[&anew[..], more].concat());
        assert_eq!(done.status.code(), Some(2), "{}", stderr(&done));
        assert!(stderr(&done).contains(words), "{words}: {}", stderr(&done));
    }
    // Each of two names the other.
    let elsewhere = ["genera", "piano-2024.yaml", "--uscita", "w", "--formati", "docx"];
    let varying = ["--modifica", "out/piano-2025.manifesto.json"];
    assert_eq!(run(folder.path(), &[&elsewhere[..], &varying].concat()).status.code(), Some(0));
    let moved = folder.path().join("w/piano-2024.manifesto.json");
    std::fs::copy(moved, path(2024)).expect("copied");
    let (status, told) = verified();
    assert_eq!(status, Some(3), "{told}");
    assert!(told.contains("le versioni girano in tondo"), "{told}");
    for wrong in ["piano-2024.yaml", "manca", "."] {
        let done = run(
            folder.path(),
            &["genera", "piano-2025.yaml", "--uscita", "x", "--modifica", wrong],
        );
        assert_eq!(done.status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn annexes_of_other_layouts_are_the_same_plan() {
    let folder = folder();
    let layouts = ["piano-performance", "peg-obiettivi", "piao-sezione"];
    for layout in layouts {
        let made =
            run(folder.path(), &["genera", "prima.yaml", "--uscita", layout, "--layout", layout]);
        assert_eq!(made.status.code(), Some(0), "{layout}: {}", stderr(&made));
        let (status, told) = compared(folder.path(), &["prima.yaml", layout]);
        assert_eq!(status, Some(0), "{layout}: {told}");
    }
    let (status, told) = compared(folder.path(), &[layouts[0], layouts[1]]);
    assert_eq!(status, Some(0), "{told}");
}

#[test]
fn a_total_is_told_where_other_weights_make_it_up() {
    let folder = folder();
    let plan = std::fs::read_to_string(reference_plan()).expect("the plan");
    let plan = plan.replacen("peso: 30", "peso: 35", 1).replacen("peso: 40", "peso: 35", 1);
    std::fs::write(folder.path().join("dopo.yaml"), plan).expect("written");
    let (status, told) = compared(folder.path(), &["prima.yaml", "dopo.yaml"]);
    assert_eq!(status, Some(3));
    assert!(told.contains("- AREA AFFARI GENERALI, ANNO 2020: 100 → 100\n"), "{told}");
    assert!(!told.contains("AREA AFFARI GENERALI, ANNO 2021"), "{told}");
}
