//! Files of other programs, and our own, become plans: our own come back as they went out, and
//! hostile ones end with their reason.

use crate::support::{
    annex_of, composition_of, plan_sheet, reference_plan, root, run, small_plan, stderr, stdout,
};
use crate::workbook::told;
use allegati::compose::Composition;
use allegati::compose::{headings, level_texts, levels};
use allegati::diag::Findings;
use allegati::group::words;
use allegati::job;
use allegati::job::{Opened, PlanFormat};
use allegati::layout::load_layout;
use allegati::model::{Heading, LevelHead};
use allegati::model::{Level, Plan};
use allegati::recognise::RecognitionHints;
use allegati::render::{docx::docx, xlsx::xlsx};
use allegati::source::SourceMap;
use allegati::validate::validate_plan;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// A file read as its name says: the plan, if there is one, and the codes of all findings,
/// each with its cell.
fn read(name: &str, bytes: Vec<u8>) -> (Option<Plan>, Vec<String>) {
    read_by("piano-obiettivi", name, bytes)
}

/// Reads a file by the columns and levels of a layout.
fn read_by(layout: &str, name: &str, bytes: Vec<u8>) -> (Option<Plan>, Vec<String>) {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let format = PlanFormat::of(Path::new(name));
    let opened = job::open(name, bytes, format, &mut sources, &mut findings);
    let layout = load_layout(layout, &mut sources, &mut findings).expect("a layout");
    let heads = headings(&layout).into_iter().map(|(field, words)| Heading { field, words });
    let heads: Vec<_> = heads.collect();
    let own = (levels(&layout) != Level::DEFAULT).then(|| {
        let one = |(name, before, after)| LevelHead { name, before, after };
        level_texts(&layout).into_iter().map(one).collect::<Vec<_>>()
    });
    let hints =
        RecognitionHints { layout: &heads, levels: own.as_deref(), ..RecognitionHints::default() };
    let read = opened.and_then(|opened: Opened| opened.plan(&hints, &mut findings));
    let plan = read.map(|read| validate_plan(read.plan, &sources, &mut findings).plan);
    let said = findings.iter().map(|finding| {
        let file = sources.file(finding.span().file());
        let cell = file.cell(finding.span().range().start).map(ToString::to_string);
        format!("{}{}", finding.code.name(), cell.unwrap_or_default())
    });
    (plan, said.collect())
}

fn plan_of(yaml: &str) -> Plan {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = yaml.as_bytes().to_vec();
    let raw = job::read_plan("p", bytes, PlanFormat::YAML, &mut sources, &mut findings);
    let plan = validate_plan(raw.expect("a plan"), &sources, &mut findings).plan;
    assert!(!findings.has_errors(), "{findings:?}");
    plan
}

/// Compares the plan read back from a workbook of ours with the plan that went into it.
fn hold_workbook(yaml: &str) {
    let Composition { annex, dataset } = composition_of(yaml, "piano-obiettivi");
    let bytes = xlsx(&annex, &dataset).expect("a workbook");
    let (plan, mut said) = read("piano.xlsx", bytes);
    // Plans have indicators with a weight beside others without.
    said.retain(|code| !code.starts_with("indicatore-senza-peso"));
    assert_eq!(said, [""; 0], "{yaml}");
    let (got, want) = (told(&plan.expect("a plan")), told(&plan_of(yaml)));
    for (got, want) in got.iter().zip(&want) {
        assert!(got == want, "{want:.600}\n{got:.600}");
    }
    assert_eq!(got.len(), want.len());
}

fn reference() -> String {
    std::fs::read_to_string(reference_plan()).expect("the reference plan")
}

#[test]
fn our_workbook_comes_back_field_by_field() {
    hold_workbook(&reference());
    hold_workbook(
        r##"titolo: "=PIANO"
ente: Unione
anni: [2024, 2025]
data: 31.12.2024
allegato: "007"
delibera: {organo: Giunta, numero: "0012", data: 2024-03-01}
allegati: [A, {allegato: B, titolo: Schede}]
firmatari: [{nome: Anna Rossi, qualifica: Il Presidente}, Il Segretario]
premessa: "Uno\n\n- due\n- tre"
tipologie: {S: sviluppo, X1: altro}
pesi: {unita: punti, totale: "1000", ambito: piano}
aree:
  - nome: "@AREA"
    responsabile: "-Verdi"
    periodi:
      - etichetta: "2024"
        obiettivi:
          - codice: "007"
            servizio: "+39 051"
            tipologia: X1
            descrizione: "Fare:\n- uno\n- due\n\nFine\nspezzata"
            risultato: "1E5"
            indicatore: "31/12/2024"
            peso: 33,33
            altro: {note: "31/12/2024", Peso: "TRUE", data inizio: 01.02.2024}
          - trasversale: "'apice"
            descrizione: "	tabulazione"
            peso: 0,5
      - etichetta: ANNO 2025
        anni: [2025, 2026]
        obiettivi:
          - servizio: "OBIETTIVO TRASVERSALE >di nome"
            descrizione: 0,30
            altro: {note: "12%"}
"##,
    );
}

/// Plan with levels, groups, typed and yearly values, and several indicators.
const LEVELS: &str = r##"titolo: PIANO DELLA PERFORMANCE 2025-2027
anni: [2025, 2026, 2027]
pesi: nessuno
livelli: [missione, area, programma, periodo]
campi: {costo: importo, scadenza: data, target: percentuale, quantità: numero, fase: testo}
gruppi:
  - missione: 01 SERVIZI
    premessa: "Uno\n\n- due"
    totale: 100
    obiettivi:
      - descrizione: Direttamente
        costo: "-1500"
    gruppi:
      - area: AREA A
        responsabile: Anna Verdi
        chiusura: Fine
        gruppi:
          - programma: "007"
            responsabile: dott.ssa Bianchi
            totale: "60,5"
            obiettivi:
              - codice: "007"
                descrizione: Ridurre
                servizio: SEGRETERIA
                costo: "€ 12.500,505"
                scadenza: 2025-12-31
                target: {2025: 50, 2026: "60,5 %"}
                quantità: 1.125
                fase: {2025: "=avvio", 2027: "3"}
                peso: 60.5
                indicatori:
                  - Numero di atti
                  - testo: Tempo
                    peso: 40
                    target: {2025: 30, 2026: 25}
                    altro: {"2.x": cifra, "y.2024": anno, nota: {2026: b}}
                altro: {"target.2025": a, "indicatore.2": c, "Costo": d, "x.2025.": {2026: f}}
            gruppi:
              - periodo: TRIENNIO
                anni: [2025, 2026, 2027]
                obiettivi:
                  - {descrizione: Crescere, trasversale: TUTTI}
          - programma: Senza responsabile
            obiettivi:
              - {descrizione: Altro, indicatori: [{testo: "uno", altro: {"1": z}}]}
  - programma: 99 FUORI
    obiettivi: [{descrizione: Baciare, target: 33.3}]
"##;

#[test]
fn a_plan_of_levels_comes_back_field_by_field() {
    hold_workbook(LEVELS);
    // The usual levels, but neither service nor period.
    hold_workbook(
        "titolo: X\nlivelli: [area, periodo]\ngruppi:\n  - area: A\n    premessa: p\n    obiettivi: [{descrizione: a}]\n",
    );
    // Rows that take a group up again.
    hold_workbook(
        "titolo: X\nlivelli: [missione, periodo]\nobiettivi:\n  - {missione: A, descrizione: a}\n  - {missione: B, periodo: ANNO 2025, descrizione: b}\n  - {missione: A, descrizione: c}\n  - {descrizione: d}\n",
    );
    // The usual form, with what is new in it.
    hold_workbook(
        "titolo: X\ncampi: {costo: importo}\naree:\n  - nome: A\n    totale: 10\n    periodi:\n      - etichetta: P\n        premessa: p\n        obiettivi:\n          - {servizio: S, descrizione: a, peso: 10, costo: 5, indicatori: [uno, due]}\n",
    );
}

/// Plans of arbitrary texts come back from «Dati» as they were.
#[test]
fn arbitrary_plans_come_back_from_their_workbook() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config { cases: 48, failure_persistence: None, ..Config::default() };
    // Letters of every kind, signs that spreadsheets read as more, line breaks inside.
    let text = "[ -~àèìòù€«»’]{0,20}[a-zA-Z0-9=+@']([ -~à\n]{0,30}[a-z0-9])?";
    let weight = proptest::option::of(0u32..100);
    let row = (text, proptest::option::of(text), weight, proptest::bool::ANY);
    let rows = proptest::collection::vec(row, 1..6);
    let plans = (text, proptest::collection::vec(rows, 1..3));
    let result = TestRunner::new_with_rng(config, rng).run(&plans, |(title, areas)| {
        let quoted = |text: &str| serde_json::to_string(text).expect("a JSON string");
        let mut yaml = format!("titolo: {}\npesi: nessuno\naree:\n", quoted(&title));
        for (i, rows) in areas.iter().enumerate() {
            yaml += &format!("  - nome: AREA {i}\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n");
            for (j, (text, result, weight, crosses)) in rows.iter().enumerate() {
                let key = if *crosses { "trasversale" } else { "servizio" };
                yaml += &format!("          - {key}: {}\n            descrizione: {}\n", quoted(&format!("{j} {text}")), quoted(text));
                if let Some(result) = result {
                    yaml += &format!("            risultato: {}\n            altro: {{nota: {}}}\n", quoted(result), quoted(result));
                }
                if let Some(weight) = weight {
                    yaml += &format!("            peso: {weight}\n");
                }
            }
        }
        hold_workbook(&yaml);
        Ok(())
    });
    result.expect("every plan comes back");
}

/// What a document carries: the title, and of each objective its place and its cells.
fn in_document(plan: &Plan) -> Vec<String> {
    let mut lines = vec![plan.title.value.clone()];
    for o in &plan.objectives {
        let text = |t: &Option<allegati::model::Text>| t.as_ref().map(|t| t.value.clone());
        let place = format!("{} {}", plan.areas[o.area].words(), plan.periods[o.period].words());
        let kind = o.kind.as_ref().map(|kind| plan.kinds[kind.value].code.clone());
        let weight = o.weight.as_ref().map(|w| w.value.decimal().normalize());
        lines.push(format!(
            "{place} {:?} {kind:?} {:?} {:?} {:?} {weight:?}",
            o.assignment.as_ref().map_or("", |a| &a.text().value),
            o.description.value,
            text(&o.expected_result),
            text(&o.indicators.first().map(|i| i.text.clone()))
        ));
    }
    lines
}

#[test]
fn our_document_and_our_plan_sheet_come_back() {
    let lists = "titolo: PIANO 2024\naree:\n  - nome: AREA A\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: S\n            descrizione: \"Fare:\\n- uno\\n- due\\n\\nFine\\nspezzata\"\n            risultato: \"Uno\\n\\nDue\"\n            peso: 100\n";
    for yaml in [reference(), lists.to_owned()] {
        let want = in_document(&plan_of(&yaml));
        let annex = annex_of(&yaml, "piano-obiettivi");
        let (plan, said) = read("piano.docx", docx(&annex).expect("a document"));
        assert_eq!((in_document(&plan.expect("a plan")), said), (want.clone(), vec![]));
        let (plan, said) = read("piano.xlsx", xlsx(&annex, &plan_sheet()).expect("a workbook"));
        assert_eq!((in_document(&plan.expect("a plan")), said), (want, vec![]));
    }
}

/// The groups of each objective at `levels`, and its description.
fn groups_of(plan: &Plan, levels: &[Level]) -> Vec<String> {
    let row = |o| {
        let label = |level: &Level| words(plan, o, level.name()).map_or("", |text| &text.value);
        let words = levels.iter().map(label).chain([o.description.value.as_str()]);
        let words: Vec<_> = words.map(str::to_owned).collect();
        format!("{} | {} indicatori", words.join(" | "), o.indicators.len())
    };
    plan.objectives.iter().map(row).collect()
}

#[test]
fn documents_of_other_levels_come_in() {
    for (layout, plan) in [
        ("piano-performance", "inputs/esempio-piano-performance.yaml"),
        ("peg-obiettivi", "inputs/esempio-peg-obiettivi.yaml"),
    ] {
        let yaml = std::fs::read_to_string(root().join(plan)).expect("an example");
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let levels = levels(&load_layout(layout, &mut sources, &mut findings).expect("a layout"));
        let want = groups_of(&plan_of(&yaml), &levels);
        let annex = annex_of(&yaml, layout);
        let (plan, said) = read_by(layout, "piano.docx", docx(&annex).expect("a document"));
        assert_eq!(groups_of(&plan.expect("a plan"), &levels), want, "{layout} {said:?}");
        let (plan, said) =
            read_by(layout, "piano.xlsx", xlsx(&annex, &plan_sheet()).expect("a workbook"));
        assert_eq!(groups_of(&plan.expect("a plan"), &levels), want, "{layout} {said:?}");
    }
}

#[test]
fn a_table_goes_straight_to_the_annexes_and_to_a_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "PIANO 2024;;;\nArea;Anno;Servizio;Obiettivo;Peso %\nAREA A;ANNO 2024;Anagrafe;Rilasciare le carte;60%\n;;Tributi;Riscuotere;40%\n";
    std::fs::write(folder.path().join("tabella.csv"), table).expect("written");
    let made = run(folder.path(), &["genera", "tabella.csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stderr(&made).contains("Tabella 1: 2 obiettivi."), "{}", stderr(&made));
    for kind in ["pdf", "xlsx", "docx"] {
        assert!(folder.path().join(format!("output/tabella.{kind}")).exists());
    }
    let made = run(folder.path(), &["importa", "tabella.csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stdout(&made).contains("Piano scritto in tabella.yaml."), "{}", stdout(&made));
    let plan = std::fs::read_to_string(folder.path().join("tabella.yaml")).expect("a plan");
    assert_eq!(plan_of(&plan).objectives.len(), 2);
    let again = run(folder.path(), &["importa", "tabella.csv"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("c'è già"), "{}", stderr(&again));
    let mapped =
        run(folder.path(), &["importa", "tabella.csv", "-o", "-", "--mappa", "indicatore=Anno"]);
    assert!(stdout(&mapped).contains("indicatore: ANNO 2024"), "{}", stdout(&mapped));
}

#[test]
fn what_a_table_lacks_is_left_to_be_completed_in_the_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let table =
        "PIANO DEGLI OBIETTIVI\nSettore;Obiettivo;Peso\nSettore I;Rilasciare le carte;100\n";
    std::fs::write(folder.path().join("t.csv"), table).expect("written");
    let made = run(folder.path(), &["importa", "t.csv"]);
    assert_eq!(made.status.code(), Some(1), "{}", stderr(&made));
    let plan = std::fs::read_to_string(folder.path().join("t.yaml")).expect("a plan");
    assert!(plan.contains("- etichetta:  # da completare"), "{plan}");
    assert!(plan.contains("- servizio:  # da completare"), "{plan}");
    assert!(plan.contains("descrizione: Rilasciare le carte"), "{plan}");
    let made = run(folder.path(), &["genera", "t.csv"]);
    assert_eq!(made.status.code(), Some(1), "{}", stderr(&made));
    assert!(!folder.path().join("output").exists());
}

#[test]
fn comments_on_cells_are_told_with_their_cell() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["PIANO 2024", "", "", "", ""],
        ["Area", "Anno", "Servizio", "Obiettivo", "Peso"],
        ["A", "ANNO 2024", "S", "D", "100"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("written");
        }
    }
    for (row, column, words) in [(2, 4, "Rivedere con il nucleo"), (6, 1, "In fondo")] {
        let note = rust_xlsxwriter::Note::new(words);
        sheet.insert_note(row, column, &note).expect("a note");
    }
    let (_, said) = read("t.xlsx", book.save_to_buffer().expect("a workbook"));
    assert_eq!(said, ["commento-tralasciato!Sheet1!E3", "commento-tralasciato!Sheet1!B7"]);
}

#[test]
fn places_are_cells() {
    let lines = "PIANO 2024\nArea,Anno,Servizio,Obiettivo,Peso\nA,ANNO 2024,S,D,molto\n";
    let (_, said) = read("t.csv", lines.into());
    assert_eq!(said, ["peso-non-numerico"]);
    let table = root().join("tests/suite/fixtures/tabelle/errori.xlsx");
    let (_, said) = read("t.xlsx", std::fs::read(table).expect("the fixture"));
    assert_eq!(
        said,
        [
            "foglio-nascosto!Segreto!A1",
            "valore-di-errore!Obiettivi!E5",
            "valore-di-errore!Obiettivi!E7",
            "peso-non-numerico!Obiettivi!E6",
        ]
    );
}

/// Makes a zip of parts, each a name and its bytes.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn workbook(sheet: &str) -> Vec<u8> {
    let head = "<?xml version=\"1.0\"?>";
    let spread = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = format!(
        "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
    );
    let root = format!(
        "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "{head}<workbook {spread}><sheets><sheet name=\"F\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let sheet = format!("{head}<worksheet {spread}>{sheet}</worksheet>");
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    package(&[("word/document.xml", xml.as_bytes())])
}

/// Termination is part of what is shown: without limits some of these would never end.
#[test]
fn what_is_hostile_ends_with_its_reason() {
    let bomb = vec![b' '; 200 * 1024 * 1024];
    let cell = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>x</t></is></c>");
    let corners = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"1048576\">{}</row></sheetData>",
        cell("A1"),
        cell("XFD1048576")
    );
    let mut blank = String::from("<sheetData>");
    for row in 1..=200_000 {
        blank += &format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"0\"/></row>");
    }
    blank += "</sheetData>";
    let ole = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat();
    let locked = {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
        file.create_stream("/EncryptedPackage").expect("a stream");
        file.into_inner().into_inner()
    };
    let ods = |table: &str| {
        let xml = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"F\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        package(&[("content.xml", xml.as_bytes())])
    };
    let repeated = ods(
        "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell></table:table-row>",
    );
    let deep = "<w:sdt>".repeat(2_000);
    let damaged = {
        let mut bytes = workbook("<sheetData/>");
        let half = bytes.len() / 2;
        bytes.truncate(half);
        bytes
    };
    let entity = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\">]><w:document xmlns:w=\"x\"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("bomba.xlsx", package(&[("xl/workbook.xml", &bomb)]), "limite-superato"),
        ("angoli.xlsx", workbook(&corners), "limite-superato"),
        ("vuote.xlsx", workbook(&blank), "intestazioni-non-trovate"),
        ("vuoto.xlsx", workbook("<sheetData/>"), "intestazioni-non-trovate"),
        ("rotto.xlsx", damaged, "file-danneggiato"),
        ("tronco.xlsx", workbook("<sheetData><row"), "file-danneggiato"),
        ("password.xlsx", locked, "file-protetto"),
        ("vecchio.xlsx", ole.clone(), "file-danneggiato"),
        ("vecchio.xls", ole, "file-danneggiato"),
        ("pagina.xls", b"<html>".to_vec(), "formato-non-adatto"),
        ("pdf.docx", b"%PDF-1.7".to_vec(), "file-illeggibile"),
        ("vuoto.docx", vec![], "file-illeggibile"),
        ("senza.docx", document("<w:p/>"), "intestazioni-non-trovate"),
        ("profondo.docx", document(&deep), "file-illeggibile"),
        ("entita.docx", package(&[("word/document.xml", entity.as_bytes())]), "file-illeggibile"),
        ("ripetute.ods", repeated, "limite-superato"),
        (
            "password.ods",
            package(&[("META-INF/manifest.xml", b"<encryption-data/>")]),
            "file-protetto",
        ),
        ("zeri.csv", b"a;b\0".to_vec(), "carattere-vietato"),
        ("enorme.csv", vec![b';'; 129 * 1024 * 1024], "limite-superato"),
        ("campi.csv", vec![b';'; 10_000_000], "intestazioni-non-trovate"),
        ("virgolette.csv", b"a;\"b\n".to_vec(), "sintassi"),
    ];
    for (name, bytes, code) in cases {
        let (plan, said) = read(name, bytes);
        assert!(plan.is_none(), "{name}");
        assert!(said.iter().any(|one| one.starts_with(code)), "{name}: {said:?}");
    }
}

#[test]
fn word_is_read_as_it_shows_when_all_is_accepted() {
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let cell = |inner: &str| format!("<w:tc><w:p>{inner}</w:p></w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let head =
        row(&["Area", "Anno", "Servizio", "Obiettivo", "Indicatore"].map(|h| cell(&text(h))));
    let revised = format!(
        "<w:del w:id=\"1\">{}</w:del><w:ins w:id=\"2\">{}</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>nascosto</w:t></w:r>",
        "<w:r><w:delText>vecchio</w:delText><w:t>vecchio</w:t></w:r>",
        text("nuovo &amp; bello")
    );
    let gone = format!("<w:tr><w:trPr><w:del w:id=\"3\"/></w:trPr>{}</w:tr>", cell(&text("via")));
    let body = format!(
        "<w:p>{}</w:p><w:tbl>{head}{}{gone}{}</w:tbl><w:p>{}</w:p>",
        text("PIANO 2024"),
        row(&[
            cell(&text("A")),
            cell(&text("ANNO 2024")),
            cell(&text("S")),
            cell(&revised),
            cell(&text("I"))
        ]),
        row(&[
            cell(""),
            cell(""),
            cell(&text("T")),
            cell(&text("D")),
            cell("<w:r><w:footnoteReference w:id=\"9\"/></w:r>")
        ]),
        text("Nota finale sotto la tabella"),
    );
    let (plan, said) = read("revisioni.docx", document(&body));
    let lines = in_document(&plan.expect("a plan"));
    assert_eq!(
        lines,
        [
            "PIANO 2024",
            "A ANNO 2024 \"S\" None \"nuovo & bello\" None Some(\"I\") None",
            "A ANNO 2024 \"T\" None \"D\" None None None",
        ]
    );
    assert_eq!(
        said,
        [
            "revisioni-accettate, tabella 1, riga 2, colonna 4",
            "revisioni-accettate, tabella 1, riga 2, colonna 4",
            "testo-nascosto, tabella 1, riga 2, colonna 4",
            "revisioni-accettate, tabella 1, riga 3, colonna 1",
            "testo-non-collocato, tabella 1, riga 3, colonna 5",
            "testo-non-collocato, paragrafo 2",
        ]
    );
}

#[test]
fn a_table_within_a_cell_loses_nothing() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let inner = format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("dentro")), cell(&p("due"))]));
    let head = row(&["Area", "Anno", "Servizio", "Obiettivo"].map(|h| cell(&p(h))));
    let nested = cell(&(p("Uno") + &inner + "<w:p/>"));
    let line = row(&[cell(&p("A")), cell(&p("ANNO 2024")), cell(&p("S")), nested]);
    let body = format!("{}<w:tbl>{head}{line}</w:tbl>", p("PIANO 2024"));
    let (plan, said) = read("nidi.docx", document(&body));
    let plan = plan.expect("a plan");
    assert_eq!(plan.objectives[0].description.value, "Uno\n\ndentro\n\ndue");
    assert_eq!(said, ["tabella-nella-cella, tabella 1, riga 2, colonna 4"]);
}

#[test]
fn a_plan_without_a_title_says_where_to_write_it() {
    let (_, said) = read("t.csv", small_table().into());
    assert_eq!(said, ["campo-mancante"]);
    assert!(small_plan("PIANO", "x").contains("PIANO"));
}

fn small_table() -> &'static str {
    "Area;Anno;Servizio;Obiettivo;Peso\nA;ANNO 2024;S;D;100\n"
}
