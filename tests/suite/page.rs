//! The local page, asked as a browser asks it.

use allegati::job::PlanInput;
use allegati::web::{ServeOptions, serve};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

const PLAN: &str = "inputs/piano-obiettivi-2020-2022.yaml";

/// Running server and the browser that it knows.
struct Browser {
    host: String,
    key: String,
    cookie: String,
    server: JoinHandle<()>,
}

/// Answer of the server.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }
}

impl Browser {
    /// Starts the server with these files, and opens its first address.
    fn open(files: Vec<PlanInput>) -> Browser {
        let (sender, address) = mpsc::channel();
        let server = thread::spawn(move || {
            let opened = |address: &str| sender.send(address.to_owned()).expect("a listener");
            serve(ServeOptions { files, ..ServeOptions::default() }, opened).expect("a server");
        });
        let address = address.recv().expect("an address");
        let rest = address.strip_prefix("http://").expect("an address");
        let (host, key) = rest.split_once('/').expect("a path");
        let mut browser = Browser {
            host: host.to_owned(),
            key: format!("/{key}"),
            cookie: String::new(),
            server,
        };
        let welcome = browser.get(&browser.key);
        assert_eq!(welcome.status, 303, "{}", welcome.head);
        let cookie = welcome.header("set-cookie").expect("a cookie");
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{cookie}");
        browser.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        browser
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.usual_headers(), b"")
    }

    fn usual_headers(&self) -> Vec<(&str, String)> {
        vec![
            ("Host", self.host.clone()),
            ("Cookie", self.cookie.clone()),
            ("Origin", format!("http://{}", self.host)),
        ]
    }

    /// Sends a form with files (field, name, content) and values.
    fn send(&self, path: &str, files: &[(&str, &str, &[u8])], values: &[(&str, &str)]) -> Answer {
        const LIMIT: &str = "limite-tra-i-campi";
        let mut body = Vec::new();
        for (field, value) in values {
            let head =
                format!("--{LIMIT}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{LIMIT}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{LIMIT}--\r\n").as_bytes());
        let mut headers = self.usual_headers();
        headers.push(("Content-Type", format!("multipart/form-data; boundary={LIMIT}")));
        self.ask("POST", path, &headers, &body)
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, String)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("a server");
        let headers: String =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head, body: answer.split_off(end + 4) }
    }

    /// Closes the page, and waits for the program to end.
    fn close(self) {
        let farewell = self.send("/chiudi", &[], &[]);
        assert!(farewell.text().contains("Il programma è chiuso"), "{}", farewell.text());
        self.server.join().expect("an end without a panic");
    }
}

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
