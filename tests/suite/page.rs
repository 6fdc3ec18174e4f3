//! The local page, asked as a browser asks it.

use crate::browser::Browser;
use crate::support::{run, stderr};
use allegati::job::PlanInput;
use std::path::Path;

const PLAN: &str = "inputs/piano-obiettivi-2020-2022.yaml";

fn read(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the project")
}

fn plan_file() -> PlanInput {
    PlanInput::of_file(Path::new("piano-obiettivi-2020-2022.yaml"), Ok(read(PLAN)))
}

#[test]
fn only_the_browser_that_was_opened_gets_an_answer() {
    let browser = Browser::open(Vec::new());
    let origin = || format!("http://{}", browser.host);
    let own = |host: &str, cookie: &str, origin: &str| {
        vec![
            ("Host", host.to_owned()),
            ("Cookie", cookie.to_owned()),
            ("Origin", origin.to_owned()),
        ]
    };
    let port = browser.host.rsplit(':').next().unwrap_or_default();
    let other_host = format!("esempio.it:{port}");
    for (method, headers) in [
        // Another program, another name for this computer, pages of other sites and of no site.
        ("GET", own(&browser.host, "", &origin())),
        ("GET", own(&browser.host, "allegati=1", &origin())),
        ("GET", own(&other_host, &browser.cookie, &origin())),
        ("GET", own("localhost", &browser.cookie, &origin())),
        ("GET", own(&browser.host, &browser.cookie, "http://esempio.it")),
        ("POST", own(&browser.host, &browser.cookie, "null")),
        ("POST", own(&browser.host, &browser.cookie, "")),
        ("POST", own(&browser.host, &browser.cookie, "https://127.0.0.1")),
    ] {
        let path = if method == "GET" { "/" } else { "/chiudi" };
        assert_eq!(browser.ask(method, path, &headers, b"").status, 403, "{method} {headers:?}");
    }
    let without_origin = &browser.usual_headers()[..2];
    assert_eq!(browser.ask("POST", "/chiudi", without_origin, b"").status, 403);
    // The key in the first address opens once.
    let stranger = [("Host", browser.host.clone())];
    assert_eq!(browser.ask("GET", &browser.key, &stranger, b"").status, 403);
    let page = browser.get("/");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    assert_eq!(page.header("access-control-allow-origin"), None);
    browser.close();
}

#[test]
fn the_files_are_those_that_genera_makes() {
    let browser = Browser::open(Vec::new());
    let opened = browser.send(
        "/apri",
        // Some browsers send the folder along.
        &[("file", "C:\\piani\\piano-obiettivi-2020-2022.yaml", &read(PLAN))],
        &[],
    );
    assert_eq!((opened.status, opened.header("location")), (303, Some("/lavoro/1")));
    let page = browser.get("/lavoro/1").text();
    for ending in ["pdf", "xlsx", "docx", "manifesto.json"] {
        let name = format!("piano-obiettivi-2020-2022.{ending}");
        assert!(page.contains(&format!("href=\"/lavoro/1/file/{name}\"")), "{name}");
        let file = browser.get(&format!("/lavoro/1/file/{name}"));
        assert_eq!(file.body, read(&format!("output/{name}")), "{name}");
        let disposition = format!("attachment; filename*=UTF-8''{name}");
        assert_eq!(file.header("content-disposition"), Some(disposition.as_str()));
    }
    assert_eq!(browser.get("/lavoro/1/piano.yaml").body, read(PLAN));
    assert_eq!(browser.get("/lavoro/1/file/altro.pdf").status, 409);
    assert_eq!(browser.get("/lavoro/2").status, 404);
    browser.close();
}

#[test]
fn what_a_table_does_not_say_is_given_on_the_page() {
    let browser = Browser::open(Vec::new());
    let table = "Servizio;Descrizione;Risultato;Indicatore;Punti\nTRIBUTI;Recupero;Avvisi inviati;Numero di avvisi;100\n";
    browser.send("/apri", &[("file", "tabella.csv", table.as_bytes())], &[]);
    let page = browser.get("/lavoro/1").text();
    assert!(page.contains("Gli allegati si fanno quando non ci sono più errori."), "{page}");
    // Remedies for a terminal are none here.
    assert!(!page.contains("--"), "{page}");
    assert_eq!(browser.get("/lavoro/1/tutti.zip").status, 409);
    let given = [
        ("versione", "1"),
        ("titolo", "PIANO OBIETTIVI 2026"),
        ("ente", "Comune di Prova"),
        ("area", "AREA FINANZIARIA"),
        ("periodo", "ANNO 2026"),
        ("firmatari.1.qualifica", "Il Segretario"),
        ("firmatari.1.nome", "Mario Rossi"),
    ];
    let columns =
        [("versione", "2"), ("colonna", "Punti"), ("prima", "altro.Punti"), ("campo", "peso")];
    let taken = browser.send("/lavoro/1/dati", &[], &given);
    assert_eq!((taken.status, taken.header("location")), (303, Some("/lavoro/1")));
    let read = browser.send("/lavoro/1/colonne", &[], &columns);
    assert_eq!((read.status, read.header("location")), (303, Some("/lavoro/1")));
    let yaml = browser.get("/lavoro/1/piano.yaml").text();
    for line in
        ["titolo: PIANO OBIETTIVI 2026", "nome: AREA FINANZIARIA", "peso: 100", "Mario Rossi"]
    {
        assert!(yaml.contains(line), "{line}: {yaml}");
    }
    assert!(browser.get("/lavoro/1/anteprima.pdf").body.starts_with(b"%PDF-"));
    // The same form once more, from a tab that has not seen the change.
    assert_eq!(browser.send("/lavoro/1/dati", &[], &given).status, 409);
    browser.close();
}

#[test]
fn a_change_made_elsewhere_is_not_overwritten() {
    let browser = Browser::open(vec![plan_file()]);
    let opened: serde_json::Value =
        serde_json::from_slice(&browser.get("/lavoro/1/piano.json").body).expect("JSON");
    let mut plan: serde_json::Value =
        serde_json::from_str(opened["piano"].as_str().expect("a text")).expect("JSON");
    plan["aree"][0]["periodi"][0]["obiettivi"][0]["peso"] = "20".into();
    let text = serde_json::to_string_pretty(&plan).expect("JSON");
    let sent = serde_json::json!({ "versione": 1, "piano": text }).to_string();
    let headers = browser.usual_headers();
    let looked = browser.ask("POST", "/lavoro/1/controllo", &headers, sent.as_bytes());
    let report: serde_json::Value = serde_json::from_slice(&looked.body).expect("JSON");
    let codes: Vec<_> =
        report["segnalazioni"].as_array().expect("a list").iter().map(|f| &f["codice"]).collect();
    assert!(codes.iter().any(|code| *code == "totale-diverso"), "{codes:?}");
    // A look changes nothing.
    assert_eq!(browser.get("/lavoro/1/piano.yaml").body, read(PLAN));
    let written = browser.ask("PUT", "/lavoro/1/piano.json", &headers, sent.as_bytes());
    let report: serde_json::Value = serde_json::from_slice(&written.body).expect("JSON");
    assert_eq!((&report["versione"], &report["pronto"]), (&2.into(), &true.into()));
    assert_eq!(browser.ask("PUT", "/lavoro/1/piano.json", &headers, sent.as_bytes()).status, 409);
    assert_eq!(browser.ask("PUT", "/lavoro/1/piano.json", &headers, b"peso").status, 400);
    browser.close();
}

#[test]
fn links_lead_to_files_of_any_name() {
    let browser = Browser::open(Vec::new());
    for (work, stem, encoded) in [
        (1, "Piano%20Obiettivi n#3", "Piano%2520Obiettivi%20n%233"),
        (2, "50% è", "50%25%20%C3%A8"),
    ] {
        browser.send("/apri", &[("file", &format!("{stem}.yaml"), &read(PLAN))], &[]);
        let page = browser.get(&format!("/lavoro/{work}")).text();
        let link = format!("/lavoro/{work}/file/{encoded}.pdf");
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
        let file = browser.get(&link);
        let disposition = format!("attachment; filename*=UTF-8''{encoded}.pdf");
        assert_eq!(file.header("content-disposition"), Some(disposition.as_str()));
        assert_eq!(file.body, read("output/piano-obiettivi-2020-2022.pdf"), "{stem}");
    }
    browser.close();
}

#[test]
fn columns_of_a_plan_that_was_corrected_are_not_set_in_silence() {
    let table = "tests/suite/fixtures/altrui/peg-due-celle.xlsx";
    let browser =
        Browser::open(vec![PlanInput::of_file(Path::new("peg-due-celle.xlsx"), Ok(read(table)))]);
    let opened: serde_json::Value =
        serde_json::from_slice(&browser.get("/lavoro/1/piano.json").body).expect("JSON");
    let sent = serde_json::json!({ "versione": 1, "piano": opened["piano"] }).to_string();
    let headers = browser.usual_headers();
    let written = browser.ask("PUT", "/lavoro/1/piano.json", &headers, sent.as_bytes());
    assert_eq!(written.status, 200, "{}", written.text());
    let answer = browser.send("/lavoro/1/colonne", &[], &[("versione", "2")]);
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("Colonne non cambiate"), "{}", answer.text());
    browser.close();
}

#[test]
fn texts_of_a_plan_are_shown_and_nothing_else() {
    let browser = Browser::open(Vec::new());
    let evil = "<script>alert(1)</script>";
    let table = format!(
        "Area;Periodo;Servizio;Descrizione;Risultato;Indicatore;Peso\n{evil};ANNO 2026;{evil};{evil};{evil};{evil};{evil}\n"
    );
    browser.send("/apri", &[("file", &format!("{evil}.csv"), table.as_bytes())], &[]);
    let page = browser.get("/lavoro/1").text();
    assert!(page.contains("&lt;script&gt;") && !page.contains(evil), "{page}");
    browser.close();
}

#[test]
fn what_came_back_gets_its_verdict() {
    let browser = Browser::open(Vec::new());
    let sent = |ending: &str| read(&format!("output/piano-obiettivi-2020-2022.{ending}"));
    let (manifest, pdf) = (sent("manifesto.json"), sent("pdf"));
    let mut changed = pdf.clone();
    changed[2_000] ^= 1;
    let files: [(&str, &str, &[u8]); 3] = [
        ("mandati", "piano.manifesto.json", &manifest),
        ("tornati", "firmato.pdf", &pdf),
        ("tornati", "firmato.pdf", &changed),
    ];
    let page = browser.send("/verifica", &files, &[]).text();
    assert!(page.contains("firmato.pdf: <strong>INTATTO</strong>"), "{page}");
    assert!(page.contains("firmato.pdf (2): <strong>"), "{page}");
    assert!(page.contains("Esito: 1 intatto, 1 "), "{page}");
    let alone = browser.send("/verifica", &files[1..2], &[]);
    assert_eq!(alone.status, 400);
    assert!(
        alone.text().contains("non c&#39;è un manifesto")
            || alone.text().contains("non c'è un manifesto"),
        "{}",
        alone.text()
    );
    browser.close();
}

#[test]
fn the_guide_is_a_page_that_fetches_nothing() {
    let browser = Browser::open(Vec::new());
    let guide = browser.get("/guida");
    assert_eq!(guide.status, 200);
    let policy = guide.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; img-src data:;"), "{policy}");
    assert!(guide.text().contains("<section id=\"impiegato\">"));
    assert!(browser.get("/").text().contains("href=\"/guida\""));
    browser.close();
}

#[test]
fn formats_and_the_files_of_a_saved_layout_are_chosen_on_the_page() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let own = folder.path().join("aspetto");
    std::fs::create_dir(&own).expect("a folder");
    let files = [
        ("layout.toml", &b"base = \"piano-obiettivi\"\n"[..]),
        ("testata.hbs", b"Comune di Riva\n"),
    ];
    for (name, bytes) in files {
        std::fs::write(own.join(name), bytes).expect("written");
    }
    std::fs::write(folder.path().join("piano-obiettivi-2020-2022.yaml"), read(PLAN))
        .expect("written");
    let args =
        ["genera", "piano-obiettivi-2020-2022.yaml", "--layout", "aspetto", "--uscita", "out"];
    let done = run(folder.path(), &args);
    let browser = Browser::open(vec![plan_file()]);
    let sent = files.map(|(name, bytes)| ("cartella", name, bytes));
    let choose = |files: &[(&str, &str, &[u8])], version: &str, word: &str| {
        browser.send("/lavoro/1/layout", files, &[("versione", version), ("proprio", word)])
    };
    assert_eq!(choose(&sent, "1", "salvato").status, 303);
    let pdf = "piano-obiettivi-2020-2022.pdf";
    let page = browser.get("/lavoro/1").text();
    assert!(page.contains("quello dei file scelti: layout.toml, testata.hbs."), "{page}");
    let written = std::fs::read(folder.path().join("out").join(pdf));
    assert_eq!(
        Some(browser.get(&format!("/lavoro/1/file/{pdf}")).body),
        written.ok(),
        "{}",
        stderr(&done)
    );
    let without = choose(&sent[1..], "2", "salvato");
    assert_eq!(without.status, 400);
    assert!(without.text().contains("non c'è «layout.toml»"), "{}", without.text());
    // A layout that does not load is an error with its place, and the way back is there.
    let wrong = [("cartella", "layout.toml", &b"base = \"../altro\"\n"[..])];
    assert_eq!(choose(&wrong, "2", "salvato").status, 303);
    let page = browser.get("/lavoro/1").text();
    assert!(page.contains("layout-salvato/layout.toml, riga 1"), "{page}");
    assert_eq!(choose(&[], "3", "no").status, 303);
    assert_eq!(browser.get(&format!("/lavoro/1/file/{pdf}")).body, read(&format!("output/{pdf}")));
    let formats = [("versione", "4"), ("formato", "docx")];
    assert_eq!(browser.send("/lavoro/1/formati", &[], &formats).status, 303);
    let names = browser.get("/lavoro/1/tutti.zip").unpacked().into_iter().map(|(name, _)| name);
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["piano-obiettivi-2020-2022.docx", "piano-obiettivi-2020-2022.manifesto.json"]
    );
    assert!(browser.get("/lavoro/1/anteprima.pdf").body.starts_with(b"%PDF-"));
    assert_eq!(browser.send("/lavoro/1/formati", &[], &[("versione", "5")]).status, 400);
    browser.close();
}
