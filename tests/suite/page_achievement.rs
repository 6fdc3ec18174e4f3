//! Results of a plan on the local page.

use crate::achievement::{HEADS, SMALL, with_results};
use crate::browser::{Answer, Browser};
use crate::support::{run, stderr};
use allegati::job::PlanInput;
use std::path::Path;

/// Sends the form, and returns the page that it leads to.
fn made(browser: &Browser, files: &[(&str, &str, &[u8])], values: &[(&str, &str)]) -> Answer {
    let sent = browser.send("/consuntivo", files, values);
    assert_eq!(sent.status, 303, "{}", sent.text());
    browser.get(sent.header("location").expect("a page"))
}

/// Returns a table with results, in the columns of «Valutazione».
fn results(rows: &str) -> Vec<u8> {
    format!("{HEADS}{rows}").into_bytes()
}

#[test]
fn the_files_are_those_of_the_command() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), with_results()).expect("written");
    let browser = Browser::open(Vec::new());
    let plan = with_results();
    let file = [("piano", "piano.yaml", plan.as_bytes())];
    for (at, values, args) in [
        (1, &[][..], &[][..]),
        (
            2,
            &[("anni", "2020"), ("giorno", "30.06.2020")],
            &["--anno", "2020", "--data", "30.06.2020"],
        ),
    ] {
        let out = format!("out{at}");
        let args = [&["consuntivo", "piano.yaml", "--uscita", &out], args].concat();
        let done = run(folder.path(), &args);
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
        let page = made(&browser, &file, values).text();
        // What the command says in its own words stands among the findings.
        assert!(page.contains("Piano: piano.yaml"), "{page}");
        let zip = browser.get(&format!("/insieme/{at}/tutti.zip"));
        let files = zip.unpacked();
        assert_eq!(files.len(), 4);
        for (name, bytes) in files {
            let written = std::fs::read(folder.path().join(&out).join(&name)).expect("a file");
            assert_eq!(bytes, written, "{name}");
            assert!(page.contains(&format!("href=\"/insieme/{at}/file/{name}\"")), "{page}");
            assert_eq!(browser.get(&format!("/insieme/{at}/file/{name}")).body, bytes);
        }
        let shown = browser.get(&format!("/insieme/{at}/anteprima.pdf"));
        assert!(shown.body.starts_with(b"%PDF-"));
    }
    let page = browser.get("/insieme/1").text();
    assert!(page.contains("Manca l'esito del 2021") && !page.contains("--"), "{page}");
    browser.close();
}

#[test]
fn sheets_of_one_name_are_told_apart_and_their_doubts_shown() {
    let browser = Browser::open(vec![PlanInput::of_file(
        Path::new("piano.yaml"),
        Ok(SMALL.as_bytes().to_vec()),
    )]);
    let form = browser.get("/consuntivo?piano=1").text();
    assert!(form.contains("name=\"aperto\" value=\"piano\" checked"), "{form}");
    let open = [("lavoro", "1"), ("aperto", "piano")];
    let (first, second) =
        (results("1;2024;Strade;40;;80%;;;\n"), results("2;2024;Ponti;60;;80%;;;\n"));
    let same = [("risultati", "esiti.csv", &first[..]), ("risultati", "esiti.csv", &second)];
    assert!(made(&browser, &same, &open).text().contains("/insieme/1/tutti.zip"));
    let evil = "<script>alert(1)</script>";
    let other = results(&format!("2;2024;{evil};60;;80%;;;\n"));
    let wrong = [("risultati", "esiti.csv", &first[..]), ("risultati", "esiti.csv", &other)];
    let page = made(&browser, &wrong, &open).text();
    assert!(page.contains("Il consuntivo si fa quando non ci sono più errori."), "{page}");
    assert!(page.contains("esiti.csv (2)"), "{page}");
    assert!(page.contains("&lt;script&gt;") && !page.contains(evil), "{page}");
    assert_eq!(browser.get("/insieme/2/tutti.zip").status, 409);
    assert_eq!(browser.get("/insieme/2/file/piano-consuntivo.pdf").status, 409);
    browser.close();
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let browser = Browser::open(Vec::new());
    let plan = ("piano", "piano.yaml", SMALL.as_bytes());
    for (files, values, message) in [
        (&[][..], &[][..], "Manca il piano"),
        (&[plan, plan], &[], "Per il piano va scelto un file solo"),
        (&[plan], &[("anni", "2024, 24")], "«24» non è un anno"),
        (&[plan], &[("giorno", "31.06.2024")], "«31.06.2024» non è una data esistente"),
        (&[], &[("aperto", "piano"), ("lavoro", "9")], "Il piano non è più aperto"),
    ] {
        let refused = browser.send("/consuntivo", files, values);
        assert_eq!(refused.status, 400);
        assert!(refused.text().contains(message), "{message}: {}", refused.text());
    }
    assert_eq!(browser.get("/insieme/1").status, 404);
    let page = made(&browser, &[plan], &[]).text();
    assert!(page.contains("Il consuntivo si fa quando non ci sono più errori."), "{page}");
    browser.close();
}

#[test]
fn the_approved_plan_is_a_set_and_the_files_go_into_the_folder() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("piano.yaml"), with_results()).expect("written");
    let done = run(folder.path(), &["genera", "piano.yaml", "--uscita", "set"]);
    let read = |ending: &str| std::fs::read(folder.path().join(format!("set/piano.{ending}")));
    let (manifest, workbook) = (read("manifesto.json"), read("xlsx"));
    let manifest = manifest.unwrap_or_else(|_| panic!("{}", stderr(&done)));
    let workbook = workbook.expect("a workbook");
    let target = folder.path().join("consegna");
    let browser = Browser::open_beside(Vec::new(), target.clone());
    let plan = with_results();
    let files = [
        ("piano", "piano.yaml", plan.as_bytes()),
        ("approvato", "piano.manifesto.json", &manifest[..]),
        ("approvato", "piano.xlsx", &workbook),
    ];
    let page = made(&browser, &files, &[]).text();
    assert!(page.contains("Scrivi nella cartella «consegna»"), "{page}");
    let written = browser.send("/insieme/1/cartella", &[], &[]);
    assert!(written.text().contains("I file sono nella cartella"), "{}", written.text());
    for (name, bytes) in browser.get("/insieme/1/tutti.zip").unpacked() {
        assert_eq!(std::fs::read(target.join(&name)).expect("a file"), bytes, "{name}");
    }
    browser.close();
}
