//! Plans of other levels and fields than the usual ones: columns for each year and for some
//! tables only, rows for each indicator, totals at several levels, texts of groups.

use crate::golden;
use crate::support::{annex_of, root};
use allegati::annex::{Annex, Block, CellRole, Row, Table, dump};

/// Composes the annex of `tests/suite/fixtures/NAME`.
fn annex(name: &str) -> Annex {
    let folder = root().join("tests/suite/fixtures").join(name);
    let plan = std::fs::read_to_string(folder.join("piano.yaml")).expect("the plan");
    annex_of(&plan, &folder.join("layout").display().to_string())
}

fn tables(annex: &Annex) -> Vec<&Table> {
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn words(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text()).collect()
}

/// Writes each cell with the columns and rows that it spans.
fn spans(row: &Row) -> Vec<(String, u16, u16)> {
    row.cells.iter().map(|cell| (cell.text(), cell.col_span, cell.row_span)).collect()
}

fn heads(table: &Table) -> Vec<String> {
    words(table.head().last().expect("a head"))
}

/// Lists headings and paragraphs in order.
fn texts(annex: &Annex) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Heading(heading) => Some(heading.text.clone()),
        Block::Text(text) => Some(allegati::annex::plain_text(&text.content)),
        _ => None,
    };
    annex.blocks.iter().filter_map(text).collect()
}

#[test]
fn the_annexes_of_other_levels_are_as_they_were_read() {
    for name in ["annuali", "aree", "indicatori", "schede"] {
        golden::hold(&format!("annesso-{name}.txt"), &dump(&annex(name)));
    }
}

#[test]
fn columns_of_a_year_stand_together_below_it() {
    let annex = annex("annuali");
    let head = tables(&annex)[0].head();
    let upper: Vec<_> =
        spans(&head[0]).into_iter().map(|(text, columns, _)| (text, columns)).collect();
    let year = |year| (format!("ANNO {year}"), 2);
    let own = |text: &str| (text.to_owned(), 1);
    let asked =
        [own("SETTORE"), own("INTERVENTO"), own("AVVIO"), year(2026), year(2027), year(2028)];
    assert_eq!(upper, asked);
    assert_eq!(words(&head[1]), ["COSTO", "UTENTI"].repeat(3));
}

#[test]
fn values_are_written_as_offices_write_them() {
    let annex = annex("annuali");
    let body = &tables(&annex)[0].bodies()[0];
    let (help, transport) = (words(&body.rows[0]), words(&body.rows[2]));
    let asked = [
        "01.03.2026",
        "120.000,00\u{a0}€",
        "80",
        "125.000,50\u{a0}€",
        "95",
        "125.000,50\u{a0}€",
        "110",
    ];
    assert_eq!(help[2..], asked);
    // One value is the same in every year.
    assert_eq!(
        transport[2..],
        ["", "30.000,00\u{a0}€", "", "30.000,00\u{a0}€", "", "30.000,00\u{a0}€", ""]
    );
}

#[test]
fn every_level_that_asks_for_it_ends_with_its_total() {
    let annex = annex("annuali");
    let tables = tables(&annex);
    let totals = |rows: &[Row]| rows.iter().map(words).collect::<Vec<_>>();
    let first = [
        "TOTALE",
        "158.000,00\u{a0}€",
        "120",
        "155.000,50\u{a0}€",
        "155",
        "164.500,50\u{a0}€",
        "170",
    ];
    assert_eq!(totals(&tables[0].bodies()[0].totals[..1]), [first]);
    let families = ["TOTALE", "", "", "64.000,00\u{a0}€", "12.500", "64.000,00\u{a0}€", "13.000"];
    assert_eq!(totals(&tables[0].bodies()[1].totals), [families]);
    let persons = [
        "TOTALE AMBITO SERVIZI ALLA PERSONA",
        "158.000,00\u{a0}€",
        "120",
        "219.000,50\u{a0}€",
        "12.655",
        "228.500,50\u{a0}€",
        "13.170",
    ];
    assert_eq!(totals(tables[0].foot()), [persons]);
    let foot = totals(tables[1].foot());
    // Objectives without a project have no total but that of their level above.
    assert!(tables[1].bodies()[0].totals.is_empty());
    assert_eq!([&foot[0][0], &foot[1][0]], ["TOTALE AMBITO AMBIENTE", "TOTALE GENERALE"]);
    assert_eq!(foot[1][5], "243.751,25\u{a0}€");
}

#[test]
fn texts_of_groups_and_of_the_layout_stand_around_their_table() {
    let annex = annex("annuali");
    let asked = [
        "Unione di prova",
        "PROGRAMMA TRIENNALE DEI SERVIZI ASSOCIATI",
        "AMBITO SERVIZI ALLA PERSONA",
        "Il programma dell'ambito ha due fini:\n- arrivare a chi oggi non chiede nulla\n- misurare quello che si fa",
        "Referente dell'ambito: dott.ssa Rosa Viola",
        "AMBITO SERVIZI ALLA PERSONA: costi al lordo dell'IVA.",
        "AMBITO AMBIENTE",
        "AMBITO AMBIENTE: costi al lordo dell'IVA.",
    ];
    assert_eq!(texts(&annex), asked);
    let body = &tables(&annex)[0].bodies()[0];
    assert_eq!(words(&body.bands[0]), ["Progetto «Anziani a casa», capofila Comune di Qua"]);
    let last = body.totals.last().expect("the closing text");
    assert_eq!(words(last), ["I costi del trasporto sono gli stessi in ogni anno."]);
    assert_eq!((last.cells[0].role, last.cells[0].col_span), (CellRole::Text, 9));
}

#[test]
fn a_column_stands_only_in_the_tables_that_it_asks_for() {
    let annex = annex("aree");
    let tables = tables(&annex);
    let usual =
        ["SERVIZIO ORGANIZZATIVO", "QUANDO", "DESCRIZIONE OBIETTIVO", "INDICATORE DI RISULTATO"];
    let weight = "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN COEFFICIENTI)";
    let with = |more: &[&'static str]| [&usual[..], &[weight], more].concat();
    let found: Vec<_> = tables.iter().map(|table| heads(table)).collect();
    assert_eq!(found, [with(&[]), with(&["CUP", "IMPORTO"]), with(&["IMPORTO"])]);
    let foot: Vec<_> =
        tables.iter().map(|table| table.foot().iter().map(words).collect::<Vec<_>>()).collect();
    assert_eq!(foot[0], [["TOTALE", "1,00"]]);
    assert_eq!(foot[1], [["TOTALE", "1,0", "", "1.265.000,00\u{a0}€"]]);
    assert_eq!(
        foot[2],
        [["TOTALE", "1", "3.500,25\u{a0}€"], ["TOTALE GENERALE", "3,00", "1.268.500,25\u{a0}€"]]
    );
}

#[test]
fn an_objective_has_a_row_for_each_indicator() {
    let annex = annex("indicatori");
    let body = &tables(&annex)[0].bodies()[0];
    let first = spans(&body.rows[0]);
    let cell = |text: &str, rows| (text.to_owned(), 1, rows);
    // The office and its head stand once beside both objectives.
    assert_eq!(first[..3], [cell("Esercizio", 3), cell("ing. Teresa Rame", 3), cell("007", 2)]);
    assert_eq!(first[5..], ["Perdite percentuali", "70", "38%", "33,5%"].map(|text| cell(text, 1)));
    let second = ["Distretti esplorati", "30", "50%", "100%"].map(|text| cell(text, 1));
    assert_eq!(spans(&body.rows[1]), second);
    assert_eq!(words(&body.totals[0]), ["TOTALE", "75", ""]);
}

#[test]
fn bands_of_outer_levels_hold_for_every_body_below() {
    let annex = annex("indicatori");
    let table = tables(&annex)[0];
    let bands: Vec<_> = table
        .bodies()
        .iter()
        .map(|body| (body.outer, body.bands.iter().flat_map(words).collect::<Vec<_>>()))
        .collect();
    let premise = "Il progetto riunisce gli interventi sulle reti di distribuzione.";
    let asked = [
        (0, vec!["Progetto Reti", premise, "ANNO 2026"]),
        (1, vec!["ANNO 2027"]),
        (0, vec!["Progetto Qualità", "ANNO 2026"]),
    ];
    assert_eq!(
        bands,
        asked.map(|(outer, words)| (outer, words.into_iter().map(str::to_owned).collect()))
    );
}

/// Returns the report of `genera` on the plan «annuali» in its layout with one replacement;
/// nothing may be written.
fn refused(from: &str, to: &str) -> String {
    let folder = tempfile::tempdir().expect("temporary folder");
    let source = root().join("tests/suite/fixtures/annuali");
    let layout = folder.path().join("layout");
    std::fs::create_dir(&layout).expect("folder");
    for file in crate::support::names(&source.join("layout")) {
        std::fs::copy(source.join("layout").join(&file), layout.join(&file)).expect("copied");
    }
    let settings = layout.join("layout.toml");
    let text = std::fs::read_to_string(&settings).expect("the layout");
    assert!(text.contains(from), "{from:?}");
    std::fs::write(&settings, text.replacen(from, to, 1)).expect("written");
    let plan = source.join("piano.yaml").display().to_string();
    let done =
        crate::support::run(folder.path(), &["genera", &plan, "--layout", "layout", "--tutto"]);
    assert_eq!(done.status.code(), Some(1), "{}", crate::support::stderr(&done));
    assert!(!folder.path().join("output").exists());
    crate::support::stderr(&done)
}

#[test]
fn what_a_table_cannot_hold_is_told_at_the_layout_s_line() {
    let cases = [
        // Fixed widths that fit once, and not once for each year.
        (
            "larghezza = 8\n",
            "larghezza = \"130 mm\"\n",
            "layout.toml:41:9",
            "ripetute per ogni anno, occupano 412 mm",
        ),
        (
            "larghezza = 12\nunisci = true",
            "larghezza = 12\nsomma = true",
            "layout.toml:24:9",
            "La colonna «settore» non si può sommare: «Sociale» non è un numero.",
        ),
        (
            "{{#if campo.capofila}}",
            "{{#if capofila}}",
            "layout.toml:15:9",
            "Il modello usa «capofila», che qui non esiste.",
        ),
        (
            "intestazione = \"AVVIO\"",
            "intestazione = \"AVVIO {{anno}}\"",
            "layout.toml:36:16",
            "Il modello usa «anno», che qui non esiste.",
        ),
        (
            "campo = \"avvio\"",
            "campo = \"avvii\"",
            "layout.toml:35:9",
            "La colonna mostra il campo «avvii», che nessun obiettivo ha.",
        ),
        (
            "unisci = true",
            "solo = { settore = 3 }",
            "layout.toml:27:20",
            "Il valore di «settore» non va bene.",
        ),
        (
            "unisci = true",
            "solo = { settor = \"Sociale\" }",
            "layout.toml:27:10",
            "La colonna dipende dal campo «settor», che nessun obiettivo ha.",
        ),
    ];
    for (from, to, place, message) in cases {
        let said = refused(from, to);
        assert!(said.contains(place) && said.contains(message), "{place} {message}\n{said}");
    }
}

/// Composes a plan with a quota in two missions, with these columns instead of the base's.
fn quotas(columns: &str) -> (Vec<Vec<String>>, String) {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::create_dir(folder.path().join("mio")).expect("folder");
    let layout = format!(
        "base = \"piano-obiettivi\"\ncolonne = [{columns}]\n[[livelli]]\ncampo = \"missione\"\nposto = \"titolo\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"nessuna\"\ntotale-generale = true\n"
    );
    std::fs::write(folder.path().join("mio/layout.toml"), layout).expect("written");
    let plan = "titolo: PIANO\nlivelli: [missione]\ncampi: {quota: numero}\ngruppi:\n  - missione: A\n    obiettivi:\n      - {codice: a1, descrizione: Uno, quota: 7}\n  - missione: B\n    obiettivi:\n      - {codice: b1, descrizione: Due, quota: 9}\n";
    std::fs::write(folder.path().join("piano.yaml"), plan).expect("written");
    let done = crate::support::run(
        folder.path(),
        &["controlla", "piano.yaml", "--layout", "mio", "--tutto"],
    );
    let layout = folder.path().join("mio").display().to_string();
    let annex = annex_of(plan, &layout);
    let rows = tables(&annex).into_iter().flat_map(|table| {
        let bodies = table.bodies().iter().flat_map(|body| &body.rows);
        table.head().iter().chain(bodies).chain(table.foot()).map(words).collect::<Vec<_>>()
    });
    (rows.collect(), crate::support::stderr(&done) + &crate::support::stdout(&done))
}

#[test]
fn totals_add_up_what_is_printed_and_what_is_not_is_told() {
    let (rows, said) = quotas(
        r#"{ campo = "descrizione", intestazione = "D" }, { campo = "quota", intestazione = "Q", somma = true, solo = { missione = "B" } }"#,
    );
    let asked =
        [vec!["D"], vec!["Uno"], vec!["D", "Q"], vec!["Due", "9"], vec!["TOTALE GENERALE", "9"]];
    assert_eq!(rows, asked);
    assert!(said.contains("Il layout ha «quota» solo per altri obiettivi"), "{said}");
    assert!(said.contains("piano.yaml:7:"), "{said}");
}

#[test]
fn a_field_may_have_several_columns_in_their_order() {
    let (rows, _) = quotas(
        r#"{ campo = "codice", intestazione = "C" }, { campo = "descrizione", intestazione = "PRIMA" }, { campo = "quota", intestazione = "Q", somma = true }, { campo = "descrizione", intestazione = "SECONDA" }"#,
    );
    assert_eq!(rows[0], ["C", "PRIMA", "Q", "SECONDA"]);
    assert_eq!(rows[1], ["a1", "Uno", "7", "Uno"]);
    assert_eq!(rows.last().expect("a total"), &["TOTALE GENERALE", "16", ""]);
}
