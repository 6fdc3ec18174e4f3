//! Two versions of a plan, compared on the local page.

use crate::browser::{Answer, Browser};
use crate::support::{run, stderr, stdout};
use allegati::job::PlanInput;
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

/// Returns the plan with another title and weight, and a second objective that has few words of
/// the old one.
fn new() -> String {
    OLD.replace("PIANO 2026", "PRIMA VARIAZIONE").replace("peso: 60", "peso: 55").replace(
        "Censimento degli alberi dei parchi e potatura annuale",
        "Potatura annuale delle siepi dei parchi e delle scuole, affidata a nuovi giardinieri per tre stagioni",
    )
}

fn compared(browser: &Browser, before: &str, after: &str) -> Answer {
    let files =
        [("prima", "prima.yaml", before.as_bytes()), ("dopo", "dopo.yaml", after.as_bytes())];
    let sent = browser.send("/raffronta", &files, &[]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    browser.get(sent.header("location").expect("a page"))
}

/// Returns what a page says, without markup, in one line.
fn words(page: &str) -> String {
    let texts = page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let text: String = texts.collect::<Vec<_>>().join(" ");
    let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_says_what_the_command_says_and_takes_the_same_files_away() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("prima.yaml"), OLD).expect("written");
    std::fs::write(folder.path().join("dopo.yaml"), new()).expect("written");
    let browser = Browser::open(Vec::new());
    let page = words(&compared(&browser, OLD, &new()).text());
    let args = ["confronta", "prima.yaml", "dopo.yaml", "--uscita", "out", "--revisioni"];
    let done = run(folder.path(), &args);
    let told = stdout(&done).split_whitespace().collect::<Vec<_>>().join(" ");
    for line in [
        "Obiettivi: 2 cambiati; 1 abbinamento è dubbio.",
        "TECNICA, ANNO 2026: 100 → 95, invece di 100",
        "Titolo: era «PIANO 2026», ora è «PRIMA VARIAZIONE»",
        "Peso: era «60», ora è «55»",
    ] {
        assert!(page.contains(line), "{line}: {page}");
        assert!(told.contains(line), "{line}: {told} {}", stderr(&done));
    }
    assert!(page.contains("prima.yaml:1; dopo.yaml:1"), "{page}");
    assert!(!page.contains("--"), "{page}");
    let read = |name: &str| std::fs::read(folder.path().join("out").join(name)).expect(name);
    let made = |values: &[(&str, &str)]| {
        let made = browser.submit("/raffronto/1/testo-a-fronte", values);
        made.header("location").expect("a page").to_owned()
    };
    let set = made(&[]);
    let page = browser.get(&set).text();
    let zip = browser.get(&format!("{set}/tutti.zip"));
    let files = zip.unpacked();
    assert_eq!(files.len(), 4);
    for (name, bytes) in files {
        assert_eq!(bytes, read(&name), "{name}");
        let path = format!("{set}/file/{name}");
        assert!(page.contains(&format!("href=\"{path}\"")), "{page}");
        assert_eq!(browser.get(&path).body, bytes);
    }
    assert!(!page.contains("Scrivi nella cartella"), "no folder is known: {page}");
    let revised = browser.get("/raffronto/1/revisioni.docx");
    assert_eq!(revised.body, read("dopo-revisioni.docx"));
    let disposition = "attachment; filename*=UTF-8''dopo-revisioni.docx";
    assert_eq!(revised.header("content-disposition"), Some(disposition));
    // With what did not change, the files are others.
    let all = made(&[("tutto", "si")]);
    assert_ne!(browser.get(&format!("{all}/tutti.zip")).body, zip.body);
    browser.close();
}

#[test]
fn a_doubt_is_settled_on_the_page_and_taken_back() {
    let browser = Browser::open(Vec::new());
    let page = compared(&browser, OLD, &new()).text();
    assert!(page.contains("<select id=\"dubbio-2\" name=\"abbina\""), "{page}");
    for (value, counts) in [
        ("2=2", "Obiettivi: 2 cambiati."),
        ("2=nessuno", "Obiettivi: 1 aggiunto, 1 tolto, 1 cambiato."),
    ] {
        let settled = browser.submit("/raffronto/1/abbinamenti", &[("abbina", value)]);
        let page = browser.get(settled.header("location").expect("a page")).text();
        assert!(page.contains(counts), "{page}");
        assert!(page.contains(&format!("value=\"{value}\" checked")), "{page}");
    }
    // By numbers, the second one left empty; and back again.
    let typed = [("abbina", ""), ("prima", "2"), ("dopo", "")];
    let settled = browser.submit("/raffronto/1/abbinamenti", &typed);
    let path = settled.header("location").expect("a page").to_owned();
    assert!(browser.get(&path).text().contains("1 aggiunto, 1 tolto"));
    let undone = browser.submit(&format!("{path}/abbinamenti"), &[]);
    let page = browser.get(undone.header("location").expect("a page")).text();
    assert!(page.contains("1 abbinamento è dubbio"), "{page}");
    for (values, message) in [
        (&[("abbina", "2=9")][..], "Il piano nuovo non ha un obiettivo 9: i suoi vanno da 1 a 2."),
        (
            &[("abbina", "1=1"), ("abbina", "2=1")],
            "Il piano nuovo ha l'obiettivo 1 in due abbinamenti.",
        ),
    ] {
        let settled = browser.submit("/raffronto/1/abbinamenti", values);
        let page = browser.get(settled.header("location").expect("a page")).text();
        assert!(page.contains(message) && page.contains("Già deciso"), "{page}");
    }
    let wrong = browser.submit("/raffronto/1/abbinamenti", &[("prima", "due")]);
    assert_eq!(wrong.status, 400);
    browser.close();
}

#[test]
fn the_opened_plan_is_one_of_the_versions() {
    let table = "Area;Periodo;Servizio;Descrizione;Risultato;Indicatore;Peso\nTECNICA;ANNO 2026;STRADE;Manutenzione delle strade;Fatto;Relazione;100\n";
    let browser = Browser::open(vec![PlanInput::of_file(
        Path::new("tabella.csv"),
        Ok(table.as_bytes().to_vec()),
    )]);
    let other = table.replace(";100", ";90");
    let with_open = |aperto: &str, files: &[(&str, &str, &[u8])]| {
        browser.send("/raffronta", files, &[("lavoro", "1"), ("aperto", aperto)])
    };
    // It has no title yet, which only the page of the plan can give.
    let refused = with_open("dopo", &[("prima", "prima.csv", other.as_bytes())]);
    let page = browser.get(refused.header("location").expect("a page")).text();
    assert!(page.contains("I piani non sono stati confrontati."), "{page}");
    assert!(page.contains("aprirlo in «Fare gli allegati»") && !page.contains("--"), "{page}");
    browser.send("/lavoro/1/dati", &[], &[("versione", "1"), ("titolo", "PIANO 2026")]);
    let form = browser.get("/raffronta?piano=1").text();
    assert!(form.contains("name=\"aperto\" value=\"dopo\" checked"), "{form}");
    let before = OLD.replace("PIANO 2026", "PIANO 2025");
    let sent = with_open("dopo", &[("prima", "prima.yaml", before.as_bytes())]);
    let page = browser.get(sent.header("location").expect("a page")).text();
    assert!(page.contains("Dopo: tabella.yaml, 1 obiettivo"), "{page}");
    assert!(page.contains("ora è «PIANO 2026»"), "{page}");
    let twice = with_open("dopo", &[("prima", "a.yaml", b"x"), ("dopo", "b.yaml", b"x")]);
    assert_eq!(twice.status, 400);
    assert!(twice.text().contains("Per il testo nuovo va scelto un file solo"), "{}", twice.text());
    browser.close();
}

#[test]
fn what_is_missing_wrong_or_hostile_is_said() {
    let browser = Browser::open(Vec::new());
    let evil = "<script>alert(1)</script>";
    let file = |field: &'static str| (field, "prima.yaml", OLD.as_bytes());
    for (files, message) in [
        (&[][..], "Mancano i due testi"),
        (&[file("dopo")], "Manca il testo di prima"),
        (&[file("prima")], "Manca il testo nuovo"),
        (&[file("prima"), file("dopo"), file("dopo")], "va scelto un file solo"),
    ] {
        let refused = browser.send("/raffronta", files, &[]);
        assert_eq!(refused.status, 400);
        assert!(refused.text().contains(message), "{message}: {}", refused.text());
    }
    let gone = browser.send("/raffronta", &[file("prima")], &[("aperto", "dopo"), ("lavoro", "7")]);
    assert!(gone.text().contains("Il piano non è più aperto"), "{}", gone.text());
    assert_eq!(browser.get("/raffronto/1").status, 404);
    // A file that is no plan, under a name that is markup.
    let wrong = [("prima", "../a/prima.yaml", OLD.as_bytes()), ("dopo", "<b>x.pdf", b"%PDF-1.7")];
    let sent = browser.send("/raffronta", &wrong, &[]);
    let path = sent.header("location").expect("a page").to_owned();
    let page = browser.get(&path).text();
    assert!(
        page.contains("I piani non sono stati confrontati.") && !page.contains("<b>"),
        "{page}"
    );
    assert!(page.contains("&lt;b&gt;x.pdf") && !page.contains("../a"), "{page}");
    assert_eq!(browser.submit(&format!("{path}/testo-a-fronte"), &[]).status, 400);
    assert_eq!(browser.get(&format!("{path}/revisioni.docx")).status, 400);
    // Texts of both plans, and two files of one name.
    let after = OLD.replace("VERDE", &format!("'{evil}'"));
    let same = [file("prima"), ("dopo", "prima.yaml", after.as_bytes())];
    let sent = browser.send("/raffronta", &same, &[]);
    let page = browser.get(sent.header("location").expect("a page")).text();
    assert!(page.contains("&lt;script&gt;") && !page.contains(evil), "{page}");
    assert!(page.contains("prima/prima.yaml:11; nuovo/prima.yaml:11"), "{page}");
    browser.close();
}

#[test]
fn the_old_version_is_a_set_with_its_manifest() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("prima.yaml"), OLD).expect("written");
    std::fs::write(folder.path().join("dopo.yaml"), new()).expect("written");
    let done = run(folder.path(), &["genera", "prima.yaml", "--uscita", "set"]);
    assert!(folder.path().join("set/prima.xlsx").exists(), "{}", stderr(&done));
    let done = run(folder.path(), &["confronta", "set", "dopo.yaml", "--uscita", "out"]);
    let after = new();
    let read = |name: String| {
        let bytes = std::fs::read(folder.path().join("set").join(&name)).expect("a file");
        (name, bytes)
    };
    let files =
        ["pdf", "xlsx", "docx", "manifesto.json"].map(|ending| read(format!("prima.{ending}")));
    let browser = Browser::open(Vec::new());
    let send = |is_kept: fn(&str) -> bool, further: &[(&str, &str, &[u8])]| {
        let set = files.iter().filter(|(name, _)| is_kept(name));
        let set = set.map(|(name, bytes)| ("prima", name.as_str(), &bytes[..]));
        let files: Vec<_> = set.chain(further.iter().copied()).collect();
        browser.send("/raffronta", &files, &[])
    };
    let newer = ("dopo", "dopo.yaml", after.as_bytes());
    let compared = send(|_| true, &[newer]);
    assert_eq!(compared.status, 303, "{}", compared.text());
    let path = compared.header("location").expect("a page").to_owned();
    let page = browser.get(&path).text();
    assert!(page.contains("Prima: prima.xlsx"), "{page}");
    let made = browser.submit(&format!("{path}/testo-a-fronte"), &[]);
    let set = made.header("location").expect("a page").to_owned();
    for (name, bytes) in browser.get(&format!("{set}/tutti.zip")).unpacked() {
        let written = std::fs::read(folder.path().join("out").join(&name));
        assert_eq!(written.ok(), Some(bytes), "{name}: {}", stderr(&done));
    }
    let manifest = browser.get(&format!("{set}/file/dopo-raffronto.manifesto.json")).text();
    assert!(manifest.contains("\"modifica\""), "{manifest}");
    // Without a workbook, the document.
    let compared = send(|name| !name.ends_with("xlsx"), &[newer]);
    let page = browser.get(compared.header("location").expect("a page")).text();
    assert!(page.contains("Prima: prima.docx"), "{page}");
    let other = ("prima", "altro.manifesto.json", &files[3].1[..]);
    let edited = ("prima", "prima.xlsx", &b"edited"[..]);
    for (answer, message) in [
        (send(|name| name.ends_with("json"), &[newer]), "né «prima.xlsx» né «prima.docx»"),
        (send(|_| true, &[newer, other]), "Per il testo di prima ci sono 2 manifesti"),
        (
            send(|name| !name.ends_with("xlsx"), &[newer, edited]),
            "«prima.xlsx» non è più quello che il manifesto descrive",
        ),
        (
            send(|name| !name.ends_with("json"), &[newer]),
            "Per il testo di prima va scelto un file solo",
        ),
    ] {
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains(message), "{message}: {}", answer.text());
    }
    browser.close();
}

#[test]
fn both_texts_go_into_the_folder_and_nothing_of_a_person_is_replaced() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let target = folder.path().join("allegati");
    let browser = Browser::open_beside(Vec::new(), target.clone());
    compared(&browser, OLD, &new());
    let made = browser.submit("/raffronto/1/testo-a-fronte", &[]);
    let set = made.header("location").expect("a page").to_owned();
    let page = browser.get(&set).text();
    assert!(page.contains("Scrivi nella cartella «allegati»"), "{page}");
    let write = |values: &[(&str, &str)]| browser.send(&format!("{set}/cartella"), &[], values);
    let written = write(&[]);
    assert!(written.text().contains("I file sono nella cartella"), "{}", written.text());
    for (name, bytes) in browser.get(&format!("{set}/tutti.zip")).unpacked() {
        assert_eq!(std::fs::read(target.join(&name)).expect("a file"), bytes, "{name}");
    }
    let pdf = target.join("dopo-raffronto.pdf");
    std::fs::write(&pdf, "signed").expect("written");
    let refused = write(&[]);
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("non è stato toccato nulla"), "{}", refused.text());
    assert_eq!(std::fs::read(&pdf).expect("a file"), b"signed");
    assert_eq!(write(&[("sostituisci", "si")]).status, 200);
    assert!(std::fs::read(&pdf).expect("a file").starts_with(b"%PDF-"));
    browser.close();
}
