//! Versions of a plan: matches settled by hand, files of other programs, the chain of manifests.

use crate::support::{run, stderr, stdout};
use serde_json::Value;
use std::io::{Read, Write};
use std::path::Path;

const OLD: &str = "titolo: PIANO 2026
aree:
  - nome: TECNICA
    responsabile: ing. Rossi
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - servizio: STRADE
            descrizione: Manutenzione delle strade comunali del centro storico
            peso: 60
          - servizio: VERDE
            descrizione: Censimento degli alberi dei parchi e potatura annuale
            peso: 40
";

/// Makes a folder with the plan `prima.yaml` and another one, `dopo.yaml`, whose second objective has few words
/// of the old one.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("temporary folder");
    let new = OLD.replace(
        "Censimento degli alberi dei parchi e potatura annuale",
        "Potatura annuale delle siepi dei parchi e delle scuole, affidata a nuovi giardinieri per tre stagioni",
    );
    std::fs::write(folder.path().join("prima.yaml"), OLD).expect("written");
    std::fs::write(folder.path().join("dopo.yaml"), new).expect("written");
    folder
}

/// Returns the status of a command and what it printed, in one line.
pub(crate) fn told(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let done = run(folder, args);
    let text = stdout(&done) + &stderr(&done);
    (done.status.code(), text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_doubtful_match_is_told_and_settled_by_hand() {
    let folder = folder();
    let confronta = ["confronta", "prima.yaml", "dopo.yaml"];
    let importa =
        ["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml", "--sostituisci"];
    let with = |args: &[&'static str], settled: &'static str| {
        told(folder.path(), &[args, &["--abbina", settled]].concat())
    };
    let (status, text) = told(folder.path(), &confronta);
    assert_eq!(status, Some(3));
    assert!(text.contains("se non c'è più, --abbina 2=nessuno"), "{text}");
    let (status, text) = told(folder.path(), &importa);
    assert_eq!(status, Some(3), "{text}");
    assert!(
        text.contains("Da controllare, perché potrebbe non essere lo stesso: 1 obiettivo."),
        "{text}"
    );
    for settled in ["2=nessuno", "Nessuno=2"] {
        let (_, text) = with(&confronta, settled);
        assert!(text.contains("Obiettivi: 1 aggiunto, 1 tolto, 1 uguale."), "{settled}: {text}");
        let (status, text) = with(&importa, settled);
        assert_eq!(status, Some(0), "{settled}: {text}");
    }
    assert_eq!(with(&importa, "2=2").0, Some(0));
    for wrong in ["2=3", "nessuno=nessuno", "0=1", "2=", "2"] {
        assert_eq!(with(&confronta, wrong).0, Some(2), "{wrong}");
        assert_eq!(with(&importa, wrong).0, Some(2), "{wrong}");
    }
    // The same once more is no contradiction.
    let again = [&confronta[..], &["--abbina", "2=2", "--abbina", "2=2"]].concat();
    assert_eq!(told(folder.path(), &again).0, Some(3));
    let twice = [&confronta[..], &["--abbina", "1=1", "--abbina", "1=nessuno"]].concat();
    let (status, text) = told(folder.path(), &twice);
    assert_eq!(status, Some(2));
    assert!(
        text.contains(
            "Il piano di prima ha l'obiettivo 1 in due abbinamenti. Controllare --abbina."
        ),
        "{text}"
    );
}

#[test]
fn programs_learn_where_each_objective_stands() {
    let folder = folder();
    let args = ["confronta", "prima.yaml", "dopo.yaml", "--abbina", "2=nessuno", "--json"];
    let report: Value = serde_json::from_slice(&run(folder.path(), &args).stdout).expect("JSON");
    let named = |at: usize| {
        let objective = &report["obiettivi"][at]["obiettivo"];
        (report["obiettivi"][at]["cambiamento"].clone(), objective["posto"].clone())
    };
    assert_eq!(named(0), ("uguale".into(), "dopo.yaml:9".into()));
    assert_eq!(named(1), ("tolto".into(), "prima.yaml:12".into()));
    assert_eq!(named(2), ("aggiunto".into(), "dopo.yaml:12".into()));
}

#[test]
fn a_document_that_repeats_the_manager_in_each_row_says_the_same() {
    let folder = folder();
    let args = ["genera", "prima.yaml", "--layout", "peg-obiettivi", "--uscita", "out"];
    assert_eq!(told(folder.path(), &args).0, Some(0));
    let document = ["out/prima.docx", "--layout", "peg-obiettivi"];
    let (status, text) =
        told(folder.path(), &[&["confronta", "prima.yaml"][..], &document].concat());
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("2 uguali") && !text.contains("nessuno →"), "{text}");
    let import = ["--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"];
    let (status, text) = told(folder.path(), &[&["importa"][..], &document, &import].concat());
    assert_eq!(status, Some(0), "{text}");
    let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written");
    assert_eq!(new, OLD);
}

/// Copies a workbook with other texts of its sheets; `edit` takes the number of a sheet and its text.
pub(crate) fn with_sheets(workbook: &[u8], edit: impl Fn(usize, String) -> String) -> Vec<u8> {
    with_parts(workbook, |name, text| {
        let sheet = name.strip_prefix("xl/worksheets/sheet");
        match sheet.and_then(|rest| rest.strip_suffix(".xml")?.parse().ok()) {
            Some(number) => edit(number, text),
            None => text,
        }
    })
}

/// Copies a workbook or document with other texts; `edit` takes the name of a part in XML and its text.
pub(crate) fn with_parts(package: &[u8], edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut copy = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("read");
        if name.ends_with(".xml") {
            bytes = edit(&name, String::from_utf8(bytes).expect("UTF-8")).into();
        }
        copy.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        copy.write_all(&bytes).expect("written");
    }
    copy.finish().expect("a package").into_inner()
}

/// Copies a workbook without the results of its formulas.
fn without_results(workbook: &[u8]) -> Vec<u8> {
    with_sheets(workbook, |_, text| {
        let parts: Vec<&str> = text.split("</f><v>").collect();
        let rest = |part: &&str| part[part.find("</v>").expect("an end") + 4..].to_owned();
        let tail: Vec<String> = parts[1..].iter().map(rest).collect();
        [parts[0].to_owned()].into_iter().chain(tail).collect::<Vec<_>>().join("</f>")
    })
}

/// Writes `corretto.xlsx`, the workbook of `prima.yaml` with other words in a cell of the sheet of that
/// number; the fourth is «Dati».
pub(crate) fn edit_cell(folder: &Path, sheet: usize, cell: &str, words: &str) {
    let genera = ["genera", "prima.yaml", "--uscita", "out", "--sostituisci"];
    assert_eq!(told(folder, &genera).0, Some(0));
    edit_made_cell(folder, sheet, cell, words);
}

/// Copies the workbook in `out` with other words in a cell.
pub(crate) fn edit_made_cell(folder: &Path, sheet: usize, cell: &str, words: &str) {
    let workbook = std::fs::read(folder.join("out/prima.xlsx")).expect("a workbook");
    let edited = with_sheets(&workbook, |number, text| {
        if number != sheet {
            return text;
        }
        let start = text.find(&format!("<c r=\"{cell}\"")).expect("the cell");
        let end = start + text[start..].find("</c>").expect("its end") + "</c>".len();
        let new = format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
        format!("{}{new}{}", &text[..start], &text[end..])
    });
    std::fs::write(folder.join("corretto.xlsx"), edited).expect("written");
}

#[test]
fn a_manager_typed_in_one_row_is_told_of_that_row() {
    let folder = folder();
    edit_cell(folder.path(), 4, "G3", "geom. Blu");
    for args in [["prima.yaml", "corretto.xlsx"], ["corretto.xlsx", "prima.yaml"]] {
        let (status, text) = told(folder.path(), &[&["confronta"][..], &args].concat());
        assert_eq!(status, Some(3), "{text}");
        assert!(text.contains("Obiettivi: 1 cambiato, 1 uguale."), "{text}");
        assert!(!text.contains("Dati del piano"), "{text}");
    }
    let importa = ["importa", "corretto.xlsx", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"];
    let (status, text) = told(folder.path(), &importa);
    assert_eq!(status, Some(0), "{text}");
    let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written");
    assert_eq!(new, format!("{OLD}            responsabile: geom. Blu\n"));
}

#[test]
fn years_typed_in_one_row_are_told_with_their_cell() {
    let folder = folder();
    edit_cell(folder.path(), 4, "H3", "2027");
    for args in [
        &["confronta", "prima.yaml", "corretto.xlsx"][..],
        &["importa", "corretto.xlsx", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"],
    ] {
        let (status, text) = told(folder.path(), args);
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains("Qui gli anni sono «2027»") && text.contains("Dati!H3"), "{text}");
    }
}

#[test]
fn a_document_as_the_old_version_says_once_what_it_does_not_hold() {
    let folder = folder();
    let coded = OLD.replace("titolo: PIANO 2026\n", "titolo: PIANO 2026\nanni: [2026]\n");
    std::fs::write(folder.path().join("prima.yaml"), coded).expect("written");
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    let (status, text) = told(folder.path(), &["confronta", "out/prima.docx", "prima.yaml"]);
    assert_eq!(status, Some(0), "{text}");
    assert!(!text.contains("non c'era"), "{text}");
    let unread = "il primo file non lo dice o qui non vi si legge: Anni; Responsabile di TECNICA.";
    assert!(text.contains(unread), "{text}");
}

#[test]
fn texts_side_by_side_are_no_plan_and_revisions_are_no_annex_of_theirs() {
    let folder = folder();
    let confronta = ["confronta", "prima.yaml", "dopo.yaml", "--uscita", "fronte", "--revisioni"];
    assert_eq!(told(folder.path(), &confronta).0, Some(3));
    for file in ["fronte/dopo-raffronto.xlsx", "fronte/dopo-raffronto.docx"] {
        for args in [&["confronta", "prima.yaml", file][..], &["controlla", file]] {
            let (status, text) = told(folder.path(), args);
            assert_eq!(status, Some(1), "{text}");
            assert!(text.contains("errore[testo-a-fronte]"), "{text}");
        }
    }
    let (_, text) = told(folder.path(), &["verifica", "fronte", "fronte/dopo-revisioni.docx"]);
    assert!(text.contains("è un documento con revisioni"), "{text}");
}

#[test]
fn an_annex_of_the_version_before_is_known() {
    let folder = folder();
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    let genera =
        ["genera", "dopo.yaml", "--uscita", "out", "--modifica", "out/prima.manifesto.json"];
    assert_eq!(told(folder.path(), &genera).0, Some(0));
    for file in ["out/prima.pdf", "out/prima.xlsx", "out/prima.docx"] {
        // The folder holds both versions.
        for sent in ["out/dopo.manifesto.json", "out"] {
            let (status, text) = told(folder.path(), &["verifica", sent, file]);
            assert_eq!(status, Some(3), "{sent}: {text}");
            let known =
                "è l'allegato della versione precedente («prima.manifesto.json»), integro, e non";
            assert!(text.contains("DA GUARDARE") && text.contains(known), "{text}");
        }
        let (status, text) = told(folder.path(), &["verifica", "out/prima.manifesto.json", file]);
        assert_eq!(status, Some(0), "{text}");
    }
    // An annex that was not changed is that of the version in force.
    std::fs::copy(folder.path().join("prima.yaml"), folder.path().join("terzo.yaml"))
        .expect("copied");
    let args = ["--uscita", "out", "--modifica", "out/prima.manifesto.json"];
    assert_eq!(told(folder.path(), &[&["genera", "terzo.yaml"], &args[..]].concat()).0, Some(0));
    let pdf = |name: &str| std::fs::read(folder.path().join(name)).expect("a PDF");
    assert_eq!(pdf("out/prima.pdf"), pdf("out/terzo.pdf"));
    for file in ["out/dopo.pdf", "out/terzo.pdf"] {
        let (status, text) = told(folder.path(), &["verifica", "out", file]);
        assert_eq!(status, Some(0), "{file}: {text}");
    }
}

#[test]
fn another_rule_for_results_is_told_and_left_to_a_person() {
    let folder = folder();
    for (rule, told_rule) in [
        (
            "{oltre-cento: conta}",
            "Valutazione: era «Un esito oltre il 100% conta come 100%.», ora è «Un esito oltre il 100% conta per quello che è.»",
        ),
        (
            "{non-valutabili: pieni}",
            "ora è «Un obiettivo non valutabile conta come raggiunto in pieno.»",
        ),
        ("{scala: 10}", "Valutazione: non c'era, ora è «Un risultato pieno vale 10 punti.»"),
        (
            "{fasce: [{minimo: 0, massimo: 80, vale: 0}, {minimo: 80, massimo: 100, vale: 100}]}",
            "ora è «Il grado vale secondo le fasce: da 0 a 80 vale 0%; da 80 a 100 vale 100%.»",
        ),
        ("{arrotondamento: 1}", "a 1 decimale: sommando"),
    ] {
        let with_rule = OLD.replacen('\n', &format!("\nvalutazione: {rule}\n"), 1);
        std::fs::write(folder.path().join("dopo.yaml"), with_rule).expect("written");
        let (status, text) = told(folder.path(), &["confronta", "prima.yaml", "dopo.yaml"]);
        assert_eq!(status, Some(3), "{text}");
        assert!(text.contains(told_rule), "{rule}: {text}");
        let importa = ["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "-"];
        let (status, text) = told(folder.path(), &importa);
        assert_eq!(status, Some(3), "{text}");
        let by_hand = "Da scrivere a mano, perché non hanno un posto certo nel piano: 1 modifica.";
        assert!(text.contains(by_hand) && text.contains(told_rule), "{rule}: {text}");
    }
    // The annexes do not state the rule.
    assert_eq!(told(folder.path(), &["genera", "dopo.yaml", "--uscita", "out"]).0, Some(0));
    for annex in ["out/dopo.xlsx", "out/dopo.docx"] {
        let (status, text) = told(folder.path(), &["confronta", annex, "dopo.yaml"]);
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains("non vi si legge: Valutazione"), "{text}");
    }
}

#[test]
fn other_results_are_told_as_not_compared() {
    let folder = folder();
    let with_result = |achieved: &str| {
        let result =
            format!("            peso: 60\n            esito: {{percentuale: {achieved}}}\n");
        OLD.replace("            peso: 60\n", &result)
    };
    std::fs::write(folder.path().join("prima.yaml"), with_result("80")).expect("written");
    for (achieved, is_told) in [("90", true), ("80", false)] {
        let with_comment = format!("# Esiti.\n{}", with_result(achieved));
        std::fs::write(folder.path().join("dopo.yaml"), with_comment).expect("written");
        let (_, text) = told(folder.path(), &["confronta", "prima.yaml", "dopo.yaml"]);
        let count = text.matches("Non confrontato: gli esiti.").count();
        assert_eq!(count, usize::from(is_told), "{text}");
        let (_, json) = told(folder.path(), &["confronta", "prima.yaml", "dopo.yaml", "--json"]);
        assert_eq!(json.contains("\"gli esiti\""), is_told, "{json}");
        let importa = ["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "-"];
        let (_, text) = told(folder.path(), &importa);
        assert_eq!(text.contains("Rimasto com'era"), is_told, "{text}");
    }
}

#[test]
fn doubts_about_the_reading_of_a_document_are_told() {
    let folder = folder();
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    let document = std::fs::read(folder.path().join("out/prima.docx")).expect("a document");
    let emptied = with_parts(&document, |name, text| match name {
        "word/document.xml" => text.replace(">VERDE<", "><"),
        _ => text,
    });
    std::fs::write(folder.path().join("corretto.docx"), emptied).expect("written");
    for args in [
        &["confronta", "prima.yaml", "corretto.docx"][..],
        &["importa", "corretto.docx", "--rispetto-a", "prima.yaml", "-o", "-"],
        &["importa", "corretto.docx", "-o", "-"],
    ] {
        let (_, text) = told(folder.path(), args);
        assert!(text.contains("avviso[riga-dubbia]"), "{args:?}: {text}");
    }
    let json = run(folder.path(), &["confronta", "prima.yaml", "corretto.docx", "--json"]);
    let report: Value = serde_json::from_str(&stdout(&json)).expect("JSON");
    assert_eq!(report["segnalazioni"][0]["codice"], "riga-dubbia");
}

#[test]
fn a_new_name_is_written_wherever_the_old_one_stands() {
    let folder = folder();
    let after = WHOLE.replace("ANNO 2026", "ESERCIZIO 2026");
    let (status, text, new) = imported(folder.path(), &after);
    assert_eq!(status, Some(0), "{text}");
    assert_eq!(new, after);
}

#[test]
fn sheets_that_are_computed_need_no_results() {
    let folder = folder();
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    let workbook = std::fs::read(folder.path().join("out/prima.xlsx")).expect("a workbook");
    // «Dati» holds values only.
    std::fs::write(folder.path().join("salvato.xlsx"), without_results(&workbook))
        .expect("written");
    let (status, text) = told(folder.path(), &["confronta", "prima.yaml", "salvato.xlsx"]);
    assert_eq!(status, Some(0), "{text}");
}

#[test]
fn a_chain_of_versions_is_followed_by_digests() {
    let folder = folder();
    let make = |out: &str, more: &[&str]| {
        told(folder.path(), &[&["genera", "prima.yaml", "--uscita", out], more].concat())
    };
    assert_eq!(make("v1", &[]).0, Some(0));
    assert_eq!(make("v2", &["--modifica", "v1"]).0, Some(0));
    let verify = || told(folder.path(), &["verifica", "v2", "v2/prima.pdf"]);
    // The older manifest has the same name in its own folder.
    let (status, text) = verify();
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("uno con lo stesso nome che sta altrove"), "{text}");
    let path = |name: &str| folder.path().join(name);
    std::fs::copy(path("v1/prima.manifesto.json"), path("v2/v1.manifesto.json")).expect("copied");
    let verify = || told(folder.path(), &["verifica", "v2/prima.manifesto.json", "v2/prima.pdf"]);
    let (status, text) = verify();
    assert_eq!(status, Some(0), "{text}");
    assert!(
        text.contains("modifica gli allegati di «prima.manifesto.json» (qui «v1.manifesto.json»)."),
        "{text}"
    );
    // A set made anew without the link, or as a variation of itself, is not written.
    let before = std::fs::read(path("v2/prima.manifesto.json")).expect("a manifest");
    let (status, text) = make("v2", &[]);
    assert_eq!(status, Some(2));
    assert!(text.contains("ripetere il comando con --modifica"), "{text}");
    for more in [
        &["--modifica", "v2/prima.manifesto.json"][..],
        &["--modifica", "v2/prima.manifesto.json", "--sostituisci"],
    ] {
        let (status, text) = make("v2", more);
        assert_eq!(status, Some(2));
        assert!(text.contains("ne prenderebbero il posto"), "{text}");
    }
    assert_eq!(std::fs::read(path("v2/prima.manifesto.json")).expect("a manifest"), before);
    assert_eq!(make("v2", &["--sostituisci"]).0, Some(0));
}

#[test]
fn indicators_come_and_go_with_an_edited_document() {
    let folder = folder();
    let one = OLD.replace(
        "            peso: 60\n",
        "            indicatore: Chilometri rifatti\n            peso: 60\n",
    );
    let two = OLD.replace(
        "            peso: 60\n",
        "            indicatori:\n              - testo: Chilometri rifatti\n              - testo: 'Costo: al metro'\n            peso: 60\n",
    );
    // What stands in braces is left to a person, and nothing else is touched.
    let braces = one.replace(
        "          - servizio: VERDE\n            descrizione: Censimento degli alberi dei parchi e potatura annuale\n            peso: 40\n",
        "          - {servizio: VERDE, descrizione: Censimento degli alberi, indicatori: [Alberi], peso: 40}\n",
    );
    let more = braces.replace("[Alberi]", "[Alberi, Parchi]");
    std::fs::write(folder.path().join("base.yaml"), &braces).expect("written");
    std::fs::write(folder.path().join("corretto.yaml"), more).expect("written");
    let importa = ["importa", "corretto.yaml", "--rispetto-a", "base.yaml", "-o", "nuovo.yaml"];
    let (status, text) = told(folder.path(), &[&importa[..], &["--sostituisci"]].concat());
    assert_eq!(status, Some(3), "{text}");
    assert_eq!(std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written"), braces);
    for (base, edited) in [(&one, &two), (&two, &one)] {
        std::fs::write(folder.path().join("base.yaml"), base).expect("written");
        std::fs::write(folder.path().join("corretto.yaml"), edited).expect("written");
        let genera = ["genera", "corretto.yaml", "--uscita", "out", "--sostituisci"];
        assert_eq!(told(folder.path(), &genera).0, Some(0));
        for file in ["out/corretto.docx", "out/corretto.xlsx", "corretto.yaml"] {
            let (status, text) = told(folder.path(), &["confronta", "base.yaml", file]);
            assert_eq!(status, Some(3), "{file}: {text}");
            assert!(text.contains("Indicatore di risultato 2"), "{file}: {text}");
            let importa = ["importa", file, "--rispetto-a", "base.yaml", "-o", "nuovo.yaml"];
            let (status, text) = told(folder.path(), &[&importa[..], &["--sostituisci"]].concat());
            assert_eq!(status, Some(0), "{file}: {text}");
            let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written");
            let (status, text) = told(folder.path(), &["confronta", "nuovo.yaml", "corretto.yaml"]);
            assert_eq!(status, Some(0), "{file}: {text}\n{new}");
        }
    }
}

#[test]
fn an_edit_that_the_text_has_no_room_for_costs_no_other() {
    let folder = folder();
    let base = "titolo: PIANO\nanni: [2026, 2027]\ndelibera: {organo: Giunta, numero: 12, data: 31.01.2026}\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNI 2026 E 2027\n        anni: [2026, 2027]\n        obiettivi:\n          - servizio: STRADE\n            descrizione: Manutenzione delle strade comunali\n            risultato: {2026: \"Metà strade\", 2027: Tutte le strade}\n            peso: 60\n          - servizio: VERDE\n            descrizione: Censimento degli alberi\n            peso: 40\n";
    let edited = base
        .replace("Tutte le strade", "Quasi tutte")
        .replace("numero: 12", "numero: 15")
        .replace("peso: 60", "peso: 55")
        .replace("peso: 40", "peso: 45");
    std::fs::write(folder.path().join("base.yaml"), base).expect("written");
    std::fs::write(folder.path().join("corretto.yaml"), &edited).expect("written");
    let importa = ["importa", "corretto.yaml", "--rispetto-a", "base.yaml", "-o", "nuovo.yaml"];
    let (_, text) = told(folder.path(), &importa);
    let new = std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written");
    assert!(new.contains("peso: 55") && new.contains("peso: 45"), "{text}\n{new}");
    assert!(new.contains("2026: \"Metà strade\", 2027: "), "{text}\n{new}");
    // Each other change is in the text, or told.
    let (status, left) = told(folder.path(), &["confronta", "nuovo.yaml", "corretto.yaml"]);
    assert!(status == Some(0) || text.contains("Da scrivere a mano"), "{text}\n{left}\n{new}");
}

#[test]
fn a_list_of_indicators_gets_shorter_with_their_weights() {
    let folder = folder();
    let base = OLD.replace(
        "            peso: 60\n",
        "            indicatori:\n              - testo: Chilometri rifatti\n                peso: 70\n              - testo: Costo al metro\n                peso: 30\n            peso: 60\n",
    );
    let edited = base
        .replace("              - testo: Costo al metro\n                peso: 30\n", "")
        .replace("                peso: 70\n", "                peso: 100\n");
    std::fs::write(folder.path().join("base.yaml"), &base).expect("written");
    std::fs::write(folder.path().join("corretto.yaml"), &edited).expect("written");
    let importa = ["importa", "corretto.yaml", "--rispetto-a", "base.yaml", "-o", "nuovo.yaml"];
    let (status, text) = told(folder.path(), &importa);
    assert_eq!(status, Some(0), "{text}");
    assert_eq!(std::fs::read_to_string(folder.path().join("nuovo.yaml")).expect("written"), edited);
}

#[test]
fn a_folder_whose_annex_was_changed_is_no_plan() {
    let folder = folder();
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    assert_eq!(told(folder.path(), &["confronta", "prima.yaml", "out"]).0, Some(0));
    let workbook = folder.path().join("out/prima.xlsx");
    let bytes = std::fs::read(&workbook).expect("a workbook");
    std::fs::write(&workbook, without_results(&bytes)).expect("written");
    for args in [["confronta", "prima.yaml", "out"], ["confronta", "out", "prima.yaml"]] {
        let (status, text) = told(folder.path(), &args);
        assert_eq!(status, Some(2), "{text}");
        assert!(text.contains("qualcuno l'ha cambiato"), "{text}");
    }
    let importa = ["importa", "out/prima.xlsx", "-o", "out/prima.xlsx", "--sostituisci"];
    let (status, text) = told(folder.path(), &importa);
    assert_eq!(status, Some(2), "{text}");
    assert!(text.contains("è il file da leggere"), "{text}");
}

/// Plan with a head, areas, periods and comments.
const WHOLE: &str = "titolo: PIANO
anni: [2026, 2027]
# Chi firma.
firmatari:
  - nome: Mario Rossi
    qualifica: Segretario
  - nome: Anna Verdi
    qualifica: Sindaco
aree:
  # La prima.
  - nome: TECNICA
    responsabile: ing. Bruni
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - servizio: STRADE
            descrizione: Manutenzione delle strade comunali
            indicatori:
              # Il primo.
              - testo: Chilometri rifatti
              - testo: Costo al metro
            peso: 60
          - servizio: VERDE
            descrizione: Censimento degli alberi dei parchi
            peso: 40
      - etichetta: LEGISLATURA
        anni: [2026, 2027]
        obiettivi:
          - servizio: STRADE
            descrizione: Progetto della nuova circonvallazione
            peso: 100
  - nome: SOCIALE
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - servizio: SCUOLA
            descrizione: Apertura pomeridiana della biblioteca
            peso: 100
";

/// Writes `dopo.yaml` and brings its changes into `prima.yaml`; returns what was told, and the new plan.
fn imported(folder: &Path, after: &str) -> (Option<i32>, String, String) {
    std::fs::write(folder.join("prima.yaml"), WHOLE).expect("written");
    std::fs::write(folder.join("dopo.yaml"), after).expect("written");
    let importa =
        ["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml", "--sostituisci"];
    let (status, text) = told(folder, &importa);
    (status, text, std::fs::read_to_string(folder.join("nuovo.yaml")).expect("written"))
}

#[test]
fn what_stands_around_objectives_is_written_in_its_place() {
    let folder = folder();
    let area = "  - nome: FINANZE
    responsabile: rag. Viola
    periodi:
      - etichetta: ANNO 2026
        obiettivi:
          - servizio: TRIBUTI
            descrizione: Recupero dell'evasione
            peso: 100
";
    let period = "      - etichetta: ANNO 2027
        obiettivi:
          - servizio: ANZIANI
            descrizione: Soggiorni estivi al mare
            peso: 100
";
    let start = WHOLE.find("  # La prima.").expect("the first area");
    let (head, areas) = WHOLE.split_at(start);
    let (first, second) = areas.split_at(areas.find("  - nome: SOCIALE").expect("the second"));
    let (own, legislature) = first.split_at(first.find("      - etichetta: L").expect("a period"));
    let (before, periods) = own.split_at(own.find("      - etichetta: A").expect("a period"));
    for (what, after) in [
        ("a new area", format!("{WHOLE}{area}")),
        ("a new period", format!("{WHOLE}{period}")),
        ("years", WHOLE.replace("[2026, 2027]", "[2026, 2027, 2028]")),
        ("a signer's name", WHOLE.replace("Mario Rossi", "Maria Blu")),
        ("a signer less", WHOLE.replace("  - nome: Anna Verdi\n    qualifica: Sindaco\n", "")),
        ("areas in another order", format!("{head}{second}{first}")),
        ("periods in another order", format!("{head}{before}{legislature}{periods}{second}")),
        ("an area less", format!("{head}{first}")),
        ("a manager", WHOLE.replace("nome: SOCIALE\n", "nome: SOCIALE\n    responsabile: Neri\n")),
        ("no manager", WHOLE.replace("    responsabile: ing. Bruni\n", "")),
        ("a premise", WHOLE.replace("PIANO\n", "PIANO\npremessa: Si premette\n")),
        ("an indicator less", WHOLE.replace("              - testo: Costo al metro\n", "")),
        (
            "an indicator more",
            WHOLE.replace("metro\n", "metro\n              - testo: Cantieri chiusi\n"),
        ),
    ] {
        let (status, text, new) = imported(folder.path(), &after);
        assert_eq!(status, Some(0), "{what}: {text}");
        assert_eq!(new, after, "{what}");
    }
    // A comment goes with its entry.
    let (first, second) = (
        "              # Il primo.\n              - testo: Chilometri rifatti\n",
        "              - testo: Costo al metro\n",
    );
    let after = WHOLE.replace(&format!("{first}{second}"), &format!("{second}{first}"));
    let (status, text, new) = imported(folder.path(), &after);
    assert_eq!(status, Some(0), "{text}");
    assert!(new.contains(&format!("{second}{first}")), "{new}");
}

#[test]
fn what_is_left_to_a_person_is_told_with_its_group_and_fields() {
    let folder = folder();
    // A list in braces has no line for one more.
    let braces = WHOLE.replace(
        "          - servizio: SCUOLA\n            descrizione: Apertura pomeridiana della biblioteca\n            peso: 100\n",
        "          - {servizio: SCUOLA, descrizione: Apertura, peso: 50}\n",
    );
    std::fs::write(
        folder.path().join("prima.yaml"),
        braces.replace(
            "        obiettivi:\n          - {servizio: SCUOLA, descrizione: Apertura, peso: 50}\n",
            "        obiettivi: [{servizio: SCUOLA, descrizione: Apertura, peso: 50}]\n",
        ),
    )
    .expect("written");
    std::fs::write(
        folder.path().join("dopo.yaml"),
        format!(
            "{braces}          - {{servizio: ANZIANI, descrizione: Pasti a domicilio, peso: 50}}\n"
        ),
    )
    .expect("written");
    let (status, text) = told(
        folder.path(),
        &["importa", "dopo.yaml", "--rispetto-a", "prima.yaml", "-o", "nuovo.yaml"],
    );
    assert_eq!(status, Some(3), "{text}");
    let left = "obiettivo da aggiungere, in SOCIALE, ANNO 2026: Servizio organizzativo «ANZIANI»; Descrizione «Pasti a domicilio»; Peso «50»";
    assert!(text.contains(left), "{text}");
}

#[test]
fn corrections_in_the_printed_sheet_are_told_with_their_cell() {
    let folder = folder();
    for (sheet, cell, words, is_told) in
        [(2, "C6", "Rifacimento delle strade", true), (4, "E2", "Rifacimento delle strade", false)]
    {
        edit_cell(folder.path(), sheet, cell, words);
        for args in [
            &["confronta", "prima.yaml", "corretto.xlsx"][..],
            &["importa", "corretto.xlsx", "--rispetto-a", "prima.yaml", "-o", "-"],
        ] {
            let (_, text) = told(folder.path(), args);
            assert_eq!(text.contains("avviso[fogli-discordi]"), is_told, "{text}");
            assert_eq!(text.contains("Piano!C6"), is_told, "{text}");
        }
    }
}

#[test]
fn a_printed_sheet_that_no_one_edited_disagrees_with_nothing() {
    let folder = folder();
    for layout in ["piano-obiettivi", "peg-obiettivi", "piano-performance", "piao-sezione"] {
        std::fs::write(folder.path().join("prima.yaml"), WHOLE).expect("written");
        let layout = ["--layout", layout];
        let genera = ["genera", "prima.yaml", "--uscita", "out", "--sostituisci"];
        let (status, text) = told(folder.path(), &[&genera[..], &layout].concat());
        assert_eq!(status, Some(0), "{text}");
        let confronta = ["confronta", "prima.yaml", "out/prima.xlsx"];
        let (_, text) = told(folder.path(), &[&confronta[..], &layout].concat());
        assert!(text.contains("4 uguali") && !text.contains("fogli-discordi"), "{text}");
    }
}

#[test]
fn a_column_for_one_more_indicator_may_be_added() {
    let folder = folder();
    assert_eq!(told(folder.path(), &["genera", "prima.yaml", "--uscita", "out"]).0, Some(0));
    let workbook = std::fs::read(folder.path().join("out/prima.xlsx")).expect("a workbook");
    // The last column is «M».
    let cell = |cell: &str, words: &str| {
        format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{words}</t></is></c></row>")
    };
    let filled =
        with_sheets(&workbook, |number, text| match text.split("</row>").collect::<Vec<_>>()[..] {
            [head, first, ref others @ ..] if number == 4 => {
                let start = head.to_owned() + &cell("N1", "Indicatore 2") + first;
                start + &cell("N2", "Metri rifatti") + &others.join("</row>")
            }
            _ => text,
        });
    std::fs::write(folder.path().join("corretto.xlsx"), filled).expect("written");
    let (_, text) = told(folder.path(), &["importa", "corretto.xlsx", "-o", "-"]);
    assert!(
        text.contains("testo: Metri rifatti") || text.contains("indicatore: Metri rifatti"),
        "{text}"
    );
}

#[test]
fn words_that_look_the_same_are_told_by_their_characters() {
    let folder = folder();
    let new =
        OLD.replace("annuale", "annu\u{430}le").replace("strade comunali", "strade\u{a0}comunali");
    std::fs::write(folder.path().join("dopo.yaml"), new).expect("written");
    let (_, text) = told(folder.path(), &["confronta", "prima.yaml", "dopo.yaml"]);
    assert!(text.contains("annu[U+0430]le") && text.contains("strade[U+00A0]comunali"), "{text}");
}
