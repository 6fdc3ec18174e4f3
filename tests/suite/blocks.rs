//! Blocks of a layout: labels with values, tables of some columns, sheets, each in its place.

use crate::support::{annex_of, checked, root, run, small_plan, stderr};
use allegati::annex::{Annex, Block, Table};
use allegati::diag::Findings;
use allegati::layout::load_layout;
use allegati::source::SourceMap;

fn annex() -> Annex {
    let folder = root().join("tests/suite/fixtures/schede");
    let plan = std::fs::read_to_string(folder.join("piano.yaml")).expect("the plan");
    annex_of(&plan, &folder.join("layout").display().to_string())
}

/// Lists the rows of a table, heads first, each with its texts.
fn rows(table: &Table) -> Vec<Vec<String>> {
    let bodies = table.bodies().iter().flat_map(|body| body.bands.iter().chain(&body.rows));
    let all = table.head().iter().chain(bodies);
    all.map(|row| row.cells.iter().map(|cell| cell.text()).collect()).collect()
}

/// Lists headings and tables; a table by its first and its last row.
pub(crate) fn outline(annex: &Annex) -> Vec<String> {
    let told = |block: &Block| match block {
        Block::Heading(heading) => format!("{} {}", heading.level, heading.text),
        Block::Text(text) => allegati::annex::plain_text(&text.content),
        Block::Table(table) => {
            let rows = rows(table);
            let ends = [rows.first(), rows.last()].map(|row| row.expect("a row").join(" | "));
            ends.join(" … ")
        }
        Block::Picture(_) => "a picture".to_owned(),
    };
    annex.blocks.iter().map(told).collect()
}

#[test]
fn blocks_stand_in_their_order_under_their_headings() {
    let mut sheets = outline(&annex());
    assert_eq!(sheets.remove(0), "Comune di Valdoro");
    assert_eq!(
        sheets[..5],
        [
            "1 Piano degli obiettivi 2026",
            "Gli obiettivi di Comune di Valdoro.",
            "2 AREA TECNICA",
            "Responsabile | ing. Anna Verdi | Centro di costo | 0101 … Area | AREA TECNICA",
            "SERVIZIO ORGANIZZATIVO | DESCRIZIONE OBIETTIVO | PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE) … Ambiente | Raccolta differenziata | 40",
        ]
    );
    assert_eq!(sheets[5], "3 Scheda dell'obiettivo T1");
    assert_eq!(
        sheets[6],
        "CODICE | T1 … PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE) | 60"
    );
    assert_eq!(
        sheets[7],
        "INDICATORE DI RISULTATO | TARGET 2026 | TARGET 2027 … Spesa impegnata | 60% | 100%"
    );
    // The document's own table stands behind the groups, with the objectives of all.
    assert_eq!(
        sheets.last().expect("a block"),
        "CODICE | PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE) … A1 | 100"
    );
}

#[test]
fn a_text_may_hold_a_small_table() {
    let premise = "Il personale:\n\n| Categoria | Unità |\n|---|---:|\n| D | 2 |\n\nFine.";
    let plan = format!("{}premessa: {premise:?}\n", small_plan("Piano", "Albo"));
    let annex = annex_of(&plan, "piano-obiettivi");
    let premise = &outline(&annex)[1..4];
    assert_eq!(premise, ["Il personale:", "Categoria | Unità … D | 2", "Fine."]);
}

#[test]
fn labels_without_a_value_are_left_out() {
    let annex = annex();
    let second = outline(&annex).iter().position(|line| line == "2 AREA AMMINISTRATIVA");
    let facts = &outline(&annex)[second.expect("the area") + 1];
    assert_eq!(
        facts,
        "Responsabile | dott. Ugo Neri | Area | AREA AMMINISTRATIVA … Responsabile | dott. Ugo Neri | Area | AREA AMMINISTRATIVA"
    );
}

#[test]
fn sheets_after_the_first_may_begin_a_page() {
    let layout = tempfile::tempdir().expect("a folder");
    let own =
        std::fs::read_to_string(root().join("tests/suite/fixtures/schede/layout/layout.toml"));
    let own = own
        .expect("the layout")
        .replace("titolo = \"Scheda", "salto-pagina = true\ntitolo = \"Scheda");
    std::fs::write(layout.path().join("layout.toml"), own).expect("a file");
    let plan = std::fs::read_to_string(root().join("tests/suite/fixtures/schede/piano.yaml"));
    let annex = annex_of(&plan.expect("the plan"), &layout.path().display().to_string());
    let begin = annex.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.page_break => Some(heading.text.as_str()),
        _ => None,
    });
    assert_eq!(begin.collect::<Vec<_>>(), ["Scheda dell'obiettivo T2"]);
}

#[test]
fn what_no_block_shows_is_told_and_an_amount_without_a_year_stands_once() {
    let layout = tempfile::tempdir().expect("a folder");
    let own = "base = \"piano-obiettivi\"\n[[blocchi]]\nlivello = \"area\"\ntipo = \"schede\"\ncolonne = [\"descrizione\", \"costo\"]\n[[colonne]]\ncampo = \"costo\"\nintestazione = \"COSTO {{anno}}\"\nper-anno = true\nsomma = true\n";
    std::fs::write(layout.path().join("layout.toml"), own).expect("a file");
    let plan = small_plan("Piano", "Albo")
        .replace("            peso: 100\n", "            peso: 100\n            costo: 300\n");
    let plan = format!("{plan}anni: [2024, 2025]\ncampi: {{costo: importo}}\n");
    std::fs::write(layout.path().join("piano.yaml"), plan).expect("a file");
    let folder = layout.path().display().to_string();
    let output = run(layout.path(), &["genera", "piano.yaml", "--layout", &folder, "--json"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let told = said["segnalazioni"].as_array().expect("findings").iter();
    let told: Vec<_> = told.map(|f| f["messaggio"].as_str().expect("words").to_owned()).collect();
    let missing = |name: &str| format!("Il layout non stampa il campo «{name}», che il piano ha.");
    for name in ["periodo", "servizio", "tipologia", "risultato", "indicatore", "peso"] {
        assert!(told.contains(&missing(name)), "{name}: {told:#?}");
    }
    assert!(!told.contains(&missing("descrizione")) && !told.contains(&missing("area")));
    let annex = annex_of(
        &std::fs::read_to_string(layout.path().join("piano.yaml")).expect("the plan"),
        &folder,
    );
    let sheet = annex.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(rows(table)),
        _ => None,
    });
    let rows = sheet.expect("a sheet");
    assert_eq!(rows[1..], [vec!["COSTO 2024", "300,00\u{a0}€"], vec!["COSTO 2025"]]);
}

#[test]
fn an_identity_is_that_of_one_cell() {
    let annex = annex();
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let cells = tables.flat_map(Table::cells).filter_map(|cell| cell.identity.clone());
    let mut cells: Vec<_> = cells.collect();
    let all = cells.len();
    cells.sort();
    cells.dedup();
    assert_eq!((cells.len(), all), (27, 27));
}

#[test]
fn a_wrong_block_is_named_at_its_place() {
    let complaints = |own: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("base = \"piano-obiettivi\"\n[[blocchi]]\n{own}\n");
        std::fs::write(folder.path().join("layout.toml"), text).expect("a file");
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let name = folder.path().display().to_string();
        assert!(load_layout(&name, &mut sources, &mut findings).is_none());
        let told = findings.iter().map(|finding| {
            let span = finding.span();
            let position = sources.file(span.file()).position(span.range().start);
            format!("{} {}", position.line, finding.message)
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let cases = [
        ("tipo = \"grafico\"", "3 Il valore di «tipo» non va bene."),
        ("tipo = \"testo\"", "2 Manca la chiave «testo»."),
        (
            "tipo = \"testo\"\ntesto = \"x\"\nlivello = \"periodo\"",
            "5 Il valore di «livello» non va bene.",
        ),
        (
            "tipo = \"testo\"\ntesto = \"x\"\ncolonne = [\"peso\"]",
            "5 La chiave «colonne» non serve a un blocco di questo tipo.",
        ),
        (
            "tipo = \"tabella\"\ncolonne = [\"peso\", \"pes\"]",
            "4 Il blocco mostra «pes», ma il layout non ha una colonna di quel campo.",
        ),
        ("tipo = \"dati\"", "2 Il valore di «righe» non va bene."),
        (
            "tipo = \"dati\"\naffiancate = 1.5\nrighe = [{ etichetta = \"A\", testo = \"b\" }]",
            "4 Il valore di «affiancate» non va bene.",
        ),
        (
            "tipo = \"gruppi\"\n[[blocchi]]\ntipo = \"gruppi\"",
            "4 I gruppi del piano si stampano una volta sola.",
        ),
        ("tipo = \"testo\"\ntesto = \"{{nome}}\"", "4 Il modello usa «nome», che qui non esiste."),
    ];
    for (own, told) in cases {
        assert_eq!(complaints(own), told, "{own}");
    }
}

/// Returns a layout of one level with a column of descriptions, and blocks of its own.
pub(crate) fn of_one_level(blocks: &str) -> String {
    format!(
        "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"gruppo\"\nposto = \"titolo\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n[[colonne]]\ncampo = \"nota\"\nintestazione = \"NOTA\"\n{blocks}"
    )
}

pub(crate) const PLAN: &str = "titolo: P\npesi: nessuno\nlivelli: [gruppo]\ngruppi:\n  - gruppo: G1\n    obiettivi:\n      - {descrizione: uno}\n      - {descrizione: due}\n";

#[test]
fn a_text_stays_with_the_table_that_it_introduces() {
    let introducing = |blocks: &str| {
        let (annex, said) = checked(PLAN, &[("layout.toml", &of_one_level(blocks))]);
        let annex = annex.expect(&said);
        let texts = annex.blocks.iter().filter_map(|block| match block {
            Block::Text(text) => Some(text.introduces),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    };
    let text = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"testo\"\ntesto = \"Uno.\\n\\nDue.\"\n";
    let table =
        "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"tabella\"\ncolonne = [\"descrizione\"]\n";
    // Whether the table is a block of its own or the usual one; nothing follows a last text.
    assert_eq!(introducing(&format!("{text}{table}")), [true]);
    assert_eq!(introducing(text), [true]);
    assert_eq!(introducing(&format!("{table}{text}")), [false]);
    let sheets = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"schede\"\ntitolo = \"Scheda {{campo.descrizione}}\"\n";
    assert_eq!(introducing(&format!("{text}{sheets}")), [true]);
    let each_page = format!("{sheets}salto-pagina = true\n");
    assert_eq!(introducing(&format!("{text}{each_page}")), [true]);
}

#[test]
fn a_sheet_that_goes_on_names_its_group_and_itself() {
    let sheets = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"schede\"\ntitolo = \"Scheda {{campo.descrizione}}\"\n";
    let files = [
        ("layout.toml", &*of_one_level(sheets)),
        ("segue.hbs", "{{#if livelli}}(segue) {{livelli}}{{/if}}"),
    ];
    let (annex, said) = checked(PLAN, &files);
    let annex = annex.expect(&said);
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.bodies()[0].continued.at_rows.clone()),
        _ => None,
    });
    let said = |name: &str| Some(format!("(segue) G1 – Scheda {name}"));
    assert_eq!(tables.collect::<Vec<_>>(), [said("uno"), said("due")]);
}

#[test]
fn a_column_that_no_block_shows_is_not_said_to_be_empty() {
    let table =
        "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"tabella\"\ncolonne = [\"descrizione\"]\n";
    let (_, said) = checked(PLAN, &[("layout.toml", &of_one_level(table))]);
    assert!(!said.contains("colonna-vuota"), "{said}");
    let (_, said) = checked(
        &PLAN.replace("    obiettivi", "    responsabile: dott. Neri\n    obiettivi"),
        &[("layout.toml", &of_one_level(""))],
    );
    assert!(said.contains("colonna-vuota"), "{said}");
    assert_eq!(said.matches("responsabile,").count(), 1, "{said}");
}

#[test]
fn tables_one_below_the_other_are_apart_in_a_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let tables =
        "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"tabella\"\ncolonne = [\"descrizione\"]\n"
            .repeat(2);
    std::fs::create_dir(folder.path().join("mio")).expect("a folder");
    std::fs::write(folder.path().join("mio/layout.toml"), of_one_level(&tables)).expect("a file");
    std::fs::write(folder.path().join("piano.yaml"), PLAN).expect("a file");
    let made = run(folder.path(), &["genera", "piano.yaml", "--layout", "mio"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let path = folder.path().join("output/piano.xlsx");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut workbook, "Piano").expect("the sheet");
    let rows = sheet.rows().map(|row| row[0].to_string()).collect::<Vec<_>>();
    // The first row is our own note.
    assert_eq!(rows[1..], ["P", "OBIETTIVO", "G1", "uno", "due", "", "uno", "due"]);
}
